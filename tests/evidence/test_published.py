"""The statistics against published examples; the source of each stands beside it."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.evidence.agreement import fleiss_kappa
from readiness_gui.evidence.diversity import chao1, coverage, hill, rarefaction
from readiness_gui.evidence.intervals import (
    binomial_tail,
    chi_square_tail,
    fisher,
    gail_simon,
    holm,
    katz,
    newcombe,
    odds_ratio,
    probability_ratio_at_least,
    quantile,
    users_per_arm,
    wilson,
)
from readiness_gui.evidence.priority import borda, condorcet_winner, kendall_w, ranks


def test_wilson_of_newcombe_1998() -> None:
    found = wilson(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("counts", "difference", "low", "high"),
    [
        ((56, 70, 48, 80), 0.2000, 0.0524, 0.3339),  # Newcombe 1998, table II a
        ((9, 10, 3, 10), 0.6000, 0.1705, 0.8090),  # b
        ((5, 56, 0, 29), 0.0893, -0.0381, 0.1926),  # d
        ((0, 10, 0, 10), 0.0000, -0.2775, 0.2775),  # g
    ],
)
def test_newcombe_1998(counts: tuple[int, int, int, int], difference: float, low: float, high: float) -> None:
    found, bounds = newcombe(*counts)
    assert round(found, 4) == difference
    assert (round(bounds.low, 4), round(bounds.high, 4)) == (low, high)


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60),
    st.sampled_from([0.0, 0.05, 0.25, 0.5, 0.95, 1.0]),
)
def test_a_quantile_is_that_of_numpy_to_the_last_digit(values: list[float], share: float) -> None:
    assert quantile(sorted(values), share) == float(np.quantile(values, share))


def test_katz_by_hand() -> None:
    found = katz(30, 100, 20, 100)
    assert found is not None
    ratio, bounds = found
    error = math.sqrt(1 / 30 - 1 / 100 + 1 / 20 - 1 / 100)
    assert ratio == pytest.approx(1.5)
    assert bounds.low == pytest.approx(1.5 * math.exp(-1.959964 * error), rel=1e-6)
    assert bounds.high == pytest.approx(1.5 * math.exp(1.959964 * error), rel=1e-6)
    assert katz(0, 10, 5, 10) is None


def test_exact_binomial() -> None:
    assert binomial_tail(8, 10) == pytest.approx(56 / 1024)
    assert binomial_tail(0, 10) == pytest.approx(1)
    assert binomial_tail(235, 1000, 1 / 6) == pytest.approx(1.8e-8, rel=0.3)


def test_the_lady_tasting_tea() -> None:
    assert fisher(((3, 1), (1, 3))) == pytest.approx(0.4857, abs=5e-5)  # Fisher 1935


def test_odds_ratio_by_woolf() -> None:
    ratio, bounds = odds_ratio(((10, 5), (4, 8)))
    assert ratio == pytest.approx(4.0)
    assert math.log(bounds.high / 4.0) == pytest.approx(
        1.959964 * math.sqrt(0.1 + 0.2 + 0.25 + 0.125), rel=1e-6
    )


def test_holm_1979() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


@pytest.mark.parametrize(("groups", "critical"), [(2, 2.71), (3, 4.23), (4, 5.43), (5, 6.50)])
def test_gail_simon_1985_critical_values(groups: int, critical: float) -> None:
    half = math.sqrt(critical)
    q, p = gail_simon([half, -half, *[1e-12] * (groups - 2)], [1.0] * groups)
    assert q == pytest.approx(critical)
    assert p == pytest.approx(0.05, abs=5e-4)


@pytest.mark.parametrize(("freedom", "value"), [(1, 3.841), (2, 5.991), (3, 7.815), (4, 9.488), (10, 18.307)])
def test_chi_square_table(freedom: int, value: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(0.05, abs=5e-5)


def test_kendalls_w_with_ties() -> None:
    # Kendall, Rank Correlation Methods: three rankings of ten objects with ties
    rows = [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    assert kendall_w(rows) == pytest.approx(0.828, abs=5e-4)


def test_kendalls_w_at_its_ends() -> None:
    assert kendall_w([[1, 2, 3]] * 4) == pytest.approx(1)
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == pytest.approx(0)
    assert kendall_w([[1, 2, 3]]) is None
    assert kendall_w([[2, 2, 2], [2, 2, 2]]) is None


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters() -> None:
    table = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert fleiss_kappa(table) == pytest.approx(0.210, abs=5e-4)
    assert fleiss_kappa([[3, 0], [0, 3]]) == pytest.approx(1)
    assert fleiss_kappa([[3, 0], [3, 0]]) is None
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa([[3, 0], [1, 1]])


def test_tennessee_chooses_nashville() -> None:
    cities = ["Memphis", "Nashville", "Chattanooga", "Knoxville"]
    votes = (
        [["Memphis", "Nashville", "Chattanooga", "Knoxville"]] * 42
        + [["Nashville", "Chattanooga", "Knoxville", "Memphis"]] * 26
        + [["Chattanooga", "Knoxville", "Nashville", "Memphis"]] * 15
        + [["Knoxville", "Chattanooga", "Nashville", "Memphis"]] * 17
    )
    assert condorcet_winner(votes, cities) == "Nashville"
    assert borda(votes, cities) == {"Memphis": 126, "Nashville": 194, "Chattanooga": 173, "Knoxville": 107}


def test_a_cycle_has_no_condorcet_winner() -> None:
    assert condorcet_winner([["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]], ["a", "b", "c"]) is None


def test_unranked_options_share_the_places_left() -> None:
    assert ranks(["c"], ["a", "b", "c"]) == {"c": 1.0, "a": 2.5, "b": 2.5}


#: spiders at two sites (Sackett et al. 2011, analysed by Chao & Jost)
GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2] + [1] * 12
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2] + [1] * 14


@pytest.mark.parametrize(
    ("counts", "species", "richness", "covered"),
    [(GIRDLED, 26, 43.893, 0.9289), (LOGGED, 37, 61.403, 0.9446)],
)
def test_the_spiders(counts: list[int], species: int, richness: float, covered: float) -> None:
    estimate, bounds = chao1(counts)
    assert len(counts) == species
    assert estimate == pytest.approx(richness, abs=5e-4)
    assert coverage(counts) == pytest.approx(covered, abs=5e-5)
    assert species <= bounds.low < estimate < bounds.high


def test_hill_numbers_of_even_and_uneven_counts() -> None:
    assert hill([5, 5, 5, 5], 1) == pytest.approx(4)
    assert hill([5, 5, 5, 5], 2) == pytest.approx(4)
    assert hill([97, 1, 1, 1], 2) == pytest.approx(1 / (0.97**2 + 3 * 0.01**2))


def test_rarefaction_against_drawing() -> None:
    users, counts = 12, [5, 4, 2, 1]
    tags = [profile for profile, count in enumerate(counts) for _ in range(count)]
    draws = random.Random(7)  # noqa: S311 - a simulation
    seen = [len(set(draws.sample(tags, 6))) for _ in range(40_000)]
    assert rarefaction(users, counts)[5] == pytest.approx(sum(seen) / len(seen), abs=0.02)
    assert rarefaction(users, counts)[-1] == pytest.approx(len(counts))


def test_probability_of_a_ratio_against_drawing() -> None:
    draws = random.Random(11)  # noqa: S311 - a simulation
    hits = sum(draws.betavariate(61, 141) / draws.betavariate(51, 151) >= 1.15 for _ in range(60_000))
    assert probability_ratio_at_least(60, 200, 50, 200, 1.15) == pytest.approx(hits / 60_000, abs=0.007)


def test_probability_of_a_ratio_at_its_ends() -> None:
    assert probability_ratio_at_least(900, 1000, 100, 1000, 1.15) > 0.999
    assert probability_ratio_at_least(100, 1000, 900, 1000, 1.15) < 0.001
    assert 0 <= probability_ratio_at_least(0, 5, 0, 5, 1.15) <= 1


def test_users_per_arm_by_the_normal_formula() -> None:
    # 40 % against 46 %: (1.6449 + 0.8416)^2 * (.24 + .2484) / .06^2
    assert users_per_arm(0.40, 0.15) == math.ceil(6.1826 * 0.4884 / 0.0036)
    assert users_per_arm(0.0, 0.15) is None
    assert users_per_arm(0.95, 0.15) is None


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share(pair: tuple[int, int]) -> None:
    successes, total = pair
    found = wilson(successes, total)
    assert 0 <= found.low <= successes / total <= found.high <= 1
    mirrored = wilson(total - successes, total)
    assert mirrored.low == pytest.approx(1 - found.high)


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_never_lowers_a_p_value_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(new >= old for new, old in zip(adjusted, p_values, strict=True))
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    assert [adjusted[index] for index in order] == sorted(adjusted)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=12))
def test_richness_is_at_least_what_was_seen(counts: list[int]) -> None:
    estimate, bounds = chao1(counts)
    assert estimate >= len(counts)
    assert bounds.low <= estimate <= bounds.high
    assert 0 <= coverage(counts) <= 1
    assert 1 - 1e-9 <= hill(counts, 2) <= hill(counts, 1) + 1e-9 <= len(counts) + 2e-9


@pytest.mark.parametrize(("successes", "total"), [(1, 0), (-1, 3), (4, 3)])
def test_no_interval_of_nonsense(successes: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(successes, total)
