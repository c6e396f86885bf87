"""Since when users who start come back less: found where it is, silent where it is not."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import CohortRow, PmfEvidence
from readiness_gui.core.newcomers import Newcomers, held, newcomers, shift, start_words
from readiness_gui.core.proportions import fisher_less, holm

LEAST = 0.15


def months(rates: list[float], users: int, chance: random.Random | None = None) -> tuple[Newcomers, ...]:
    """Cohorts with these shares, drawn by lot where ``chance`` is given."""

    def back(rate: float) -> int:
        return sum(chance.random() < rate for _ in range(users)) if chance else round(rate * users)

    return tuple((f"{2024 + n // 12}-{n % 12 + 1:02d}", users, back(rate)) for n, rate in enumerate(rates))


counts = st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
cohorts = st.lists(counts, max_size=14).map(
    lambda found: tuple((f"c{n:02d}", users, back) for n, (back, users) in enumerate(found))
)


@given(counts, counts)
def test_fisher_is_the_sum_over_all_tables_that_are_as_low(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    (k1, n1), (k2, n2) = one, two
    whole = comb(n1 + n2, n1)
    exact = sum(Fraction(comb(k1 + k2, k) * comb(n1 + n2 - k1 - k2, n1 - k), whole) for k in range(k1 + 1))
    assert fisher_less(k1, n1, k2, n2) == pytest.approx(float(exact), rel=1e-9, abs=1e-15)


def test_fisher_knows_the_lady_tasting_tea() -> None:
    assert fisher_less(1, 4, 3, 4) == pytest.approx(17 / 70)
    assert fisher_less(300_000, 1_000_000, 400_000, 1_000_000) == 0.0
    assert fisher_less(400_000, 1_000_000, 300_000, 1_000_000) == 1.0


def test_holm_is_still_where_the_evidence_looks_for_it() -> None:
    from readiness_gui.evidence import intervals

    assert intervals.holm is holm


def test_a_fall_is_dated_to_the_cohort_it_began_with() -> None:
    found = shift(months([0.7] * 10 + [0.4] * 4, 40), "fall", LEAST)
    assert found is not None
    assert found.since == "2024-11"
    assert [found.before, found.after] == pytest.approx([0.7, 0.4])
    assert (found.users_before, found.users_after) == (400, 160)
    assert found.difference.low < -0.3 < found.difference.high < 0
    assert found.p_adjusted == pytest.approx(13 * fisher_less(64, 160, 280, 400))
    assert shift(months([0.7] * 10 + [0.4] * 4, 40), "rise", LEAST) is None


def test_a_rise_is_the_mirror_of_a_fall() -> None:
    found = shift(months([0.3] * 8 + [0.6] * 4, 40), "rise", LEAST)
    assert found is not None
    assert found.since == "2024-09"
    assert shift(months([0.3] * 8 + [0.6] * 4, 40), "fall", LEAST) is None


@pytest.mark.parametrize(
    "rates",
    [
        [],
        [0.5],
        [0.6] * 12,
        [0.6, 0.55, 0.62, 0.58, 0.61, 0.57],
        [0.7] * 8 + [0.3] * 4 + [0.7] * 6,
        [0.0] * 6,
        [1.0] * 6,
    ],
)
def test_nothing_is_said_of_noise_or_of_what_has_recovered(rates: list[float]) -> None:
    assert shift(months(rates, 60), "fall", LEAST) is None


def test_after_a_recovery_a_new_fall_is_found() -> None:
    found = shift(months([0.7] * 8 + [0.3] * 4 + [0.7] * 8 + [0.3] * 4, 80), "fall", LEAST)
    assert found is not None
    assert found.since == "2025-09"


def test_a_trifle_in_large_numbers_is_no_fall() -> None:
    assert shift(months([0.50] * 8 + [0.47] * 4, 20_000), "fall", LEAST) is None
    assert shift(months([0.50] * 8 + [0.40] * 4, 20_000), "fall", LEAST) is not None


def test_where_nothing_changed_it_rarely_says_so_and_where_it_did_it_does() -> None:
    chance = random.Random(4)  # noqa: S311 - a simulation
    false = sum(shift(months([0.6] * 18, 30, chance), "fall", LEAST) is not None for _ in range(300))
    assert false <= 300 * 0.05
    hits = [shift(months([0.7] * 12 + [0.4] * 6, 30, chance), "fall", LEAST) for _ in range(200)]
    assert sum(hit is not None for hit in hits) >= 200 * 0.95
    assert sum(hit is not None and hit.since == "2025-01" for hit in hits) >= 200 * 0.8


@given(cohorts)
def test_what_is_said_is_borne_out_by_the_counts(found: tuple[Newcomers, ...]) -> None:
    fall, rise = shift(found, "fall", LEAST), shift(found, "rise", LEAST)
    assert fall is None or rise is None
    if fall is not None:
        assert fall.after <= fall.before * (1 - LEAST) + 1e-12
        assert fall.p_adjusted <= 0.05
        assert fall.difference.high < 0
        at = [start for start, _, _ in found].index(fall.since)
        assert sum(back for _, _, back in found[at:]) == fall.back_after


def test_only_complete_first_periods_count_and_dates_put_them_in_order() -> None:
    rows = (
        CohortRow("2026-02", 10, (5, 4)),
        CohortRow("2026-01", 12, (6,)),
        CohortRow("2026-03", 9, (None,)),
        CohortRow("2026-04", 9, ()),
        CohortRow("2026-05", 0, (0,)),
        CohortRow("2026-06", 5, (7,)),
    )
    assert newcomers(rows) == (("2026-01", 12, 6), ("2026-02", 10, 5))
    assert newcomers((CohortRow("b", 4, (2,)), CohortRow("a", 4, (1,)))) == (("b", 4, 2), ("a", 4, 1))


@pytest.mark.parametrize(("last", "stays"), [(20, True), (19, True), (18, False)])
def test_earlier_users_stay_if_their_newest_step_is_flat(
    framework: Framework, last: int, stays: bool
) -> None:
    rows = (CohortRow("a", 40, (30, 20, last)), CohortRow("b", 40, (10, 1)))
    assert held(PmfEvidence(cohorts=rows), "b", framework) is stays
    assert held(PmfEvidence(cohorts=rows[1:]), "b", framework) is None


def test_cohorts_are_named_as_a_reader_says_them(framework: Framework) -> None:
    assert start_words("2026-05", framework) == "May 2026"
    assert start_words("2026-13", framework) == "2026-13"
    assert start_words("Spring", framework) == "Spring"
