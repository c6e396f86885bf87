"""Intervals and exact tests on counts; the standard library only.

Every function takes plain counts, returns fractions, and names its source.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from readiness_gui.core.figures import Interval
from readiness_gui.core.proportions import NEGLIGIBLE as NEGLIGIBLE
from readiness_gui.core.proportions import NORMAL as NORMAL
from readiness_gui.core.proportions import SMALLEST_LOG
from readiness_gui.core.proportions import holm as holm
from readiness_gui.core.proportions import newcombe as newcombe
from readiness_gui.core.proportions import users_per_arm as users_per_arm
from readiness_gui.core.proportions import wilson as wilson
from readiness_gui.core.proportions import z_value as z_value

#: chances that differ by a smaller share than this are equal but for rounding
ROUNDING = 1e-7
#: counts of a 2x2 table, row by row
Table = tuple[tuple[int, int], tuple[int, int]]


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of sorted values, linear between two of them (Hyndman & Fan 1996, type 7).

    To the last digit what numpy gives, whose own loads its masked arrays first.
    """
    place = (len(ordered) - 1) * share
    at = int(place)
    low, high, part = ordered[at], ordered[min(at + 1, len(ordered) - 1)], place - at
    if part >= 0.5:  # from the nearer end
        return high - (high - low) * (1 - part)
    return low + (high - low) * part


def katz(
    successes_1: int, total_1: int, successes_2: int, total_2: int, confidence: float = 0.95
) -> tuple[float, Interval] | None:
    """Return the risk ratio of 1 to 2 with its log interval (Katz et al. 1978).

    ``None`` where a group has no success: the ratio or its variance does not exist there.
    """
    if not (successes_1 and successes_2):
        return None
    ratio = (successes_1 / total_1) / (successes_2 / total_2)
    variance = 1 / successes_1 - 1 / total_1 + 1 / successes_2 - 1 / total_2
    spread = z_value(confidence) * math.sqrt(variance)
    return ratio, Interval(ratio * math.exp(-spread), ratio * math.exp(spread))


def ratio_of_wilson(
    successes_1: int, total_1: int, successes_2: int, total_2: int, confidence: float = 0.95
) -> tuple[float, Interval] | None:
    """Return the risk ratio of 1 to 2 with the interval recovered from both Wilson intervals.

    The method of variance estimates recovery for a ratio (Donner & Zou 2012): a bound is the ratio R at
    which the interval of p1 - R * p2 ends at nought. Unlike Katz's it does not claim certainty where a
    group has no failure. ``None`` where a group has no success, as there.
    """
    if not (successes_1 and successes_2):
        return None
    first, second = successes_1 / total_1, successes_2 / total_2
    one, two = wilson(successes_1, total_1, confidence), wilson(successes_2, total_2, confidence)

    def bound(mine: float, other: float, sign: int) -> float:
        root = (first * second) ** 2 - mine * other * (2 * first - mine) * (2 * second - other)
        return (first * second + sign * math.sqrt(max(root, 0.0))) / (other * (2 * second - other))

    low = bound(one.low, two.high, -1)
    return first / second, Interval(low, bound(one.high, two.low, 1))


def binomial_tail(successes: int, total: int, chance: float = 0.5) -> float:
    """Return Pr(X >= successes) for X ~ Binomial(total, chance), 0 < chance < 1, summed exactly.

    The terms follow from each other, so that it stays quick for thousands of votes. They are summed
    away from the middle, where they only fall; below it that gives what is missing to 1.
    """
    if successes <= 0:
        return 1.0
    if successes > total:
        return 0.0
    if successes <= total * chance:
        return 1.0 - binomial_tail(total - successes + 1, total, 1.0 - chance)
    failures = total - successes
    logarithm = _log_choose(total, successes) + successes * math.log(chance) + failures * math.log1p(-chance)
    term = tail = math.exp(logarithm)
    odds = chance / (1.0 - chance)
    for seen in range(successes, total):
        term *= (total - seen) / (seen + 1) * odds
        tail += term
        if term < tail * NEGLIGIBLE:
            break
    return tail


def fisher(table: Table) -> float:
    """Return Fisher's exact two-sided p of a 2x2 table, summing tables no likelier than the one seen.

    Tables that are as likely but for rounding count as alike.
    """
    (a, b), (c, d) = table
    row, column, total = a + b, a + c, a + b + c + d
    lowest, highest = max(0, row + column - total), min(row, column)

    def step(cell: int) -> float:
        """Return how much likelier ``cell + 1`` is than ``cell``."""
        return (row - cell) * (column - cell) / ((cell + 1) * (total - row - column + cell + 1))

    likeliest = min(highest, max(lowest, (row + 1) * (column + 1) // (total + 2)))
    weights = {likeliest: 1.0}
    for cell in range(likeliest, highest):
        weights[cell + 1] = weights[cell] * step(cell)
    for cell in range(likeliest, lowest, -1):
        weights[cell - 1] = weights[cell] / step(cell - 1)
    seen = weights[a] * (1 + ROUNDING)
    return math.fsum(one for one in weights.values() if one <= seen) / math.fsum(weights.values())


def odds_ratio(
    table: tuple[tuple[int, int], tuple[int, int]], confidence: float = 0.95
) -> tuple[float, Interval]:
    """Return the odds ratio with its log interval (Woolf 1955); 0.5 is added to each cell if one is 0."""
    cells = [float(cell) for line in table for cell in line]
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
    a, b, c, d = cells
    ratio = a * d / (b * c)
    spread = z_value(confidence) * math.sqrt(sum(1 / cell for cell in cells))
    return ratio, Interval(ratio * math.exp(-spread), ratio * math.exp(spread))


def probability_ratio_at_least(
    successes_1: int, total_1: int, successes_2: int, total_2: int, ratio: float, steps: int = 4000
) -> float:
    """Return Pr(p1 / p2 >= ratio) for independent p ~ Beta(1 + successes, 1 + failures).

    Integrates the density of p2 times the upper tail of p1 over a grid of cell midpoints; with
    the default 4,000 cells over the mass of both, the error is below 1e-4.
    """
    grid_2, mass_2 = _beta_cells(successes_2, total_2, steps)
    grid_1, mass_1 = _beta_cells(successes_1, total_1, steps)
    # upper tail of p1 above each grid_2 * ratio, by merging the two ascending grids
    tail, position, result = 1.0, 0, 0.0
    for value, mass in zip(grid_2, mass_2, strict=True):
        bound = value * ratio
        while position < len(grid_1) and grid_1[position] < bound:
            tail -= mass_1[position]
            position += 1
        result += mass * max(tail, 0.0)
    return min(1.0, max(0.0, result))


def gail_simon(effects: Sequence[float], errors: Sequence[float]) -> tuple[float, float]:
    """Return Q and p of the likelihood-ratio test for qualitative interaction (Gail & Simon 1985).

    Q is the smaller of the sums of squared standardized effects of either sign; its null
    distribution is a binomial mixture of chi-squares over the number of groups minus one.
    """
    plus = sum((effect / error) ** 2 for effect, error in zip(effects, errors, strict=True) if effect > 0)
    minus = sum((effect / error) ** 2 for effect, error in zip(effects, errors, strict=True) if effect < 0)
    q = min(plus, minus)
    more = len(effects) - 1
    logs = ((k, _log_choose(more, k) - more * math.log(2)) for k in range(1, more + 1))
    p = math.fsum(math.exp(log) * chi_square_tail(q, k) for k, log in logs if log > SMALLEST_LOG)
    return q, p


def chi_square_tail(value: float, freedom: int) -> float:
    """Return Pr(X > value) for a chi-square variable of integer freedom, by the closed recurrences."""
    if value <= 0:
        return 1.0
    if freedom % 2:
        tail = math.erfc(math.sqrt(value / 2))
        term = math.sqrt(2 * value / math.pi) * math.exp(-value / 2)
        start = 3
    else:
        tail = math.exp(-value / 2)
        term = tail * value / 2
        start = 4
    for degree in range(start, freedom + 1, 2):
        tail += term
        term *= value / degree
    return tail


def _beta_cells(successes: int, total: int, steps: int) -> tuple[list[float], list[float]]:
    """Return midpoints and normalized masses of Beta(1 + s, 1 + n - s) over its bulk."""
    a, b = 1 + successes, 1 + total - successes
    mean = a / (a + b)
    deviation = math.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    low, high = max(0.0, mean - 9 * deviation), min(1.0, mean + 9 * deviation)
    width = (high - low) / steps
    grid = [low + (index + 0.5) * width for index in range(steps)]
    mode = min(max((a - 1) / max(a + b - 2, 1), 1e-12), 1 - 1e-12)
    top = (a - 1) * math.log(mode) + (b - 1) * math.log1p(-mode)
    weights = [math.exp((a - 1) * math.log(x) + (b - 1) * math.log1p(-x) - top) for x in grid]
    whole = math.fsum(weights)
    return grid, [weight / whole for weight in weights]


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
