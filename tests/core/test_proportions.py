"""Two proportions by other ways than the program's: sums of fractions, definitions, achieved power."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.proportions import (
    fisher_less,
    holm,
    newcombe,
    users_per_arm,
    wilson,
    z_value,
)

NORMAL = NormalDist()

arms = st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(arms, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_an_end_of_wilson_is_where_the_score_test_just_passes(arm: tuple[int, int], level: float) -> None:
    """The ends are the shares p with |seen - p| = z sqrt(p (1 - p) / n); at 0 and 1 they are exact."""
    successes, total = arm
    found, z = wilson(successes, total, level), z_value(level)
    share = successes / total
    assert 0 <= found.low <= share <= found.high <= 1
    for end, edge in ((found.low, 0), (found.high, total)):
        if successes == edge:
            assert end == edge / total
        assert abs(share - end) <= z * math.sqrt(end * (1 - end) / total) + 1e-9
    if successes:
        assert abs(share - found.low) == pytest.approx(
            z * math.sqrt(found.low * (1 - found.low) / total), abs=1e-9
        )


@given(arms)
def test_wilson_is_turned_round_with_success_and_failure(arm: tuple[int, int]) -> None:
    successes, total = arm
    there, back = wilson(successes, total), wilson(total - successes, total)
    assert there.low == pytest.approx(1 - back.high)
    assert there.high == pytest.approx(1 - back.low)


@pytest.mark.parametrize(("successes", "total"), [(0, 0), (1, 0), (-1, 5), (6, 5), (1, -1)])
def test_what_is_no_proportion_has_no_interval(successes: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"{successes} of {total} is no proportion"):
        wilson(successes, total)


@given(arms, arms)
def test_newcombe_holds_the_difference_and_turns_round_with_the_groups(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    difference, there = newcombe(*one, *other)
    opposite, back = newcombe(*other, *one)
    assert difference == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert opposite == pytest.approx(-difference)
    assert -1 - 1e-9 <= there.low <= difference <= there.high <= 1 + 1e-9
    assert there.low == pytest.approx(-back.high)
    assert there.high == pytest.approx(-back.low)


def _tail(one: tuple[int, int], other: tuple[int, int]) -> Fraction:
    """The hypergeometric chance of as few successes in the first group or fewer, in whole fractions."""
    (seen, total_1), (rest, total_2) = one, other
    marked = seen + rest
    ways = [
        math.comb(total_1, count) * math.comb(total_2, marked - count)
        for count in range(seen + 1)
        if 0 <= marked - count <= total_2
    ]
    return Fraction(sum(ways), math.comb(total_1 + total_2, marked))


@given(arms, arms)
def test_fisher_is_the_sum_of_the_ways(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert fisher_less(*one, *other) == pytest.approx(float(_tail(one, other)), rel=1e-9)


@pytest.mark.parametrize(
    ("one", "other"),
    [((300, 1000), (350, 1000)), ((20, 3000), (60, 3000)), ((2500, 5000), (2500, 5000))],
)
def test_fisher_stays_exact_for_thousands(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert fisher_less(*one, *other) == pytest.approx(float(_tail(one, other)), rel=1e-7)


def test_fisher_where_no_float_holds_the_chance() -> None:
    assert fisher_less(0, 40_000, 40_000, 40_000) == 0.0
    assert fisher_less(40_000, 40_000, 0, 40_000) == 1.0


p_values = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(p_values, st.floats(0.0001, 0.9999))
def test_holm_rejects_just_what_stepping_down_rejects(found: list[float], level: float) -> None:
    """Holm 1979 as it is said: the smallest against level / m, the next against level / (m - 1), …"""
    order = sorted(range(len(found)), key=found.__getitem__)
    edges = [found[at] * (len(found) - place) for place, at in enumerate(order)]
    if any(abs(edge - level) < 1e-12 for edge in edges):
        return
    rejected = set()
    for place, at in enumerate(order):
        if found[at] > level / (len(found) - place):
            break
        rejected.add(at)
    assert {at for at, one in enumerate(holm(found)) if one <= level} == rejected


@given(p_values)
def test_holm_is_never_below_the_p_nor_beyond_bonferroni(found: list[float]) -> None:
    for one, adjusted in zip(found, holm(found), strict=True):
        assert one <= adjusted <= min(1.0, len(found) * one)
    assert holm(found)[found.index(max(found))] == max(holm(found))
    assert holm([]) == []


@given(st.floats(0.02, 0.8), st.sampled_from([0.1, 0.15, 0.2]), st.sampled_from([0.8, 0.9]))
def test_so_many_users_have_the_power_and_one_fewer_has_not(rate: float, lift: float, power: float) -> None:
    lifted = rate * (1 + lift)
    found = users_per_arm(rate, lift, power=power)
    assert found is not None

    def achieved(users: int) -> float:
        error = math.sqrt((rate * (1 - rate) + lifted * (1 - lifted)) / users)
        return NORMAL.cdf((lifted - rate) / error - NORMAL.inv_cdf(0.95))

    assert achieved(found) >= power - 1e-9
    assert found == 1 or achieved(found - 1) < power


@pytest.mark.parametrize(("rate", "lift"), [(0, 0.15), (1, 0.15), (0.9, 0.15), (1 / 1.15, 0.15), (-0.1, 0.1)])
def test_a_lift_for_which_there_is_no_room_has_no_sample(rate: float, lift: float) -> None:
    assert users_per_arm(rate, lift) is None


def test_a_stricter_level_takes_more_users() -> None:
    shared = [users_per_arm(0.4, 0.15, alpha=0.05 / apart) for apart in (1, 3, 5)]
    assert None not in shared
    assert shared == sorted(set(shared))  # type: ignore[type-var]  # none is None
