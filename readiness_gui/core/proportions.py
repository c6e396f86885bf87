"""Tests, intervals and sample sizes for two proportions, for the rules of the core and of the evidence.

Every function takes plain counts, returns fractions, and names its source.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

from readiness_gui.core.figures import Interval

NORMAL = NormalDist()

#: terms of a sum this much smaller than the sum no longer count
NEGLIGIBLE = 1e-17
#: the logarithm of what no float can hold any more
SMALLEST_LOG = -700.0


def z_value(confidence: float) -> float:
    """Return the two-sided normal quantile of a confidence level, e.g. 1.96 for 0.95."""
    return NORMAL.inv_cdf(0.5 + confidence / 2)


def wilson(successes: float, total: float, confidence: float = 0.95) -> Interval:
    """Return the score interval of a proportion (Wilson 1927), without continuity correction.

    Raises:
        ValueError: ``total`` is not positive or ``successes`` lies outside ``0..total``.

    """
    if total <= 0 or not 0 <= successes <= total:
        raise ValueError(f"{successes} of {total} is no proportion")
    z = z_value(confidence)
    share = successes / total
    centre = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    low = 0.0 if successes == 0 else (centre - half) / scale
    high = 1.0 if successes == total else (centre + half) / scale
    return Interval(low, high)


def newcombe(
    successes_1: int, total_1: int, successes_2: int, total_2: int, confidence: float = 0.95
) -> tuple[float, Interval]:
    """Return the difference of two independent proportions with its interval (Newcombe 1998, method 10)."""
    first, second = successes_1 / total_1, successes_2 / total_2
    one, two = wilson(successes_1, total_1, confidence), wilson(successes_2, total_2, confidence)
    difference = first - second
    low = difference - math.hypot(first - one.low, two.high - second)
    high = difference + math.hypot(one.high - first, second - two.low)
    return difference, Interval(low, high)


def fisher_less(successes_1: int, total_1: int, successes_2: int, total_2: int) -> float:
    """Return Fisher's exact one-sided p that the first proportion is the lower one.

    The lower tail of the hypergeometric distribution, summed from the count seen downwards, so that
    it stays quick for thousands of users.
    """
    total, marked = total_1 + total_2, successes_1 + successes_2
    least = max(0, total_1 - (total - marked))
    logarithm = (
        _log_choose(marked, successes_1)
        + _log_choose(total - marked, total_1 - successes_1)
        - _log_choose(total, total_1)
    )
    if logarithm < SMALLEST_LOG:
        return 0.0 if successes_1 * total < marked * total_1 else 1.0
    term, tail = math.exp(logarithm), 0.0
    for seen in range(successes_1, least - 1, -1):
        tail += term
        down = seen * (total - marked - total_1 + seen)
        up = (marked - seen + 1) * (total_1 - seen + 1)
        term *= down / up
        if down < up and term < tail * NEGLIGIBLE:
            break
    return min(1.0, tail)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the adjusted p-values of Holm's step-down procedure (1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def users_per_arm(rate: float, lift: float, *, power: float = 0.80, alpha: float = 0.05) -> int | None:
    """Return users an arm to detect a relative lift of a rate, one-sided (two-arm z test, unpooled).

    ``None`` where the rate is 0 or the lifted rate would pass 1.
    """
    lifted = rate * (1 + lift)
    if not 0 < rate < 1 or lifted >= 1:
        return None
    variance = rate * (1 - rate) + lifted * (1 - lifted)
    z = NORMAL.inv_cdf(1 - alpha) + NORMAL.inv_cdf(power)
    return math.ceil(variance * (z / (lifted - rate)) ** 2)


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
