"""Statistics on thousands of rows: against exact rationals, and quick enough that a window stays alive."""

from __future__ import annotations

import math
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.figures import ComplaintFigures, DiversityFigures, SegmentVotes
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Complaint, ComplaintEvidence, DiversityEvidence, Interview
from readiness_gui.core.terms import Pole, Status
from readiness_gui.evidence.complaints import complaints_finding, crossing
from readiness_gui.evidence.diversity import diversity_finding, rarefaction
from readiness_gui.evidence.intervals import Table, binomial_tail, fisher, gail_simon

counts = st.integers(0, 60)


def exact_tail(successes: int, total: int) -> float:
    return float(Fraction(sum(math.comb(total, k) for k in range(successes, total + 1)), 2**total))


@given(st.integers(0, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_binomial_tail_is_the_exact_sum(pair: tuple[int, int]) -> None:
    assert binomial_tail(*pair) == pytest.approx(exact_tail(*pair), rel=1e-10)


@pytest.mark.parametrize(("successes", "total"), [(520, 1029), (560, 1100), (1480, 3000), (5100, 10_000)])
def test_a_binomial_tail_of_thousands_of_votes(successes: int, total: int) -> None:
    assert binomial_tail(successes, total) == pytest.approx(exact_tail(successes, total), rel=1e-9)


def test_a_binomial_tail_at_its_ends() -> None:
    assert [binomial_tail(k, 4) for k in (-1, 0, 4, 5)] == [1, 1, 1 / 16, 0]
    assert binomial_tail(1, 3, 0.2) == pytest.approx(1 - 0.8**3)
    assert binomial_tail(2, 3, 0.2) == pytest.approx(3 * 0.04 * 0.8 + 0.008)
    assert binomial_tail(50_000, 50_000) == 0  # less than any float


@given(st.tuples(st.tuples(counts, counts), st.tuples(counts, counts)))
def test_fisher_is_the_exact_sum(table: Table) -> None:
    (a, b), (c, d) = table
    row, column, total = a + b, a + c, a + b + c + d
    ways = {
        cell: math.comb(column, cell) * math.comb(total - column, row - cell)
        for cell in range(max(0, row + column - total), min(row, column) + 1)
    }
    expected = Fraction(sum(one for one in ways.values() if one <= ways[a]), sum(ways.values()))
    assert fisher(table) == pytest.approx(float(expected), rel=1e-9)


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(1, n), min_size=1))))
def test_rarefaction_is_its_closed_form(drawn_from: tuple[int, list[int]]) -> None:
    users, seen = drawn_from
    expected = [
        float(sum(1 - Fraction(math.comb(users - count, drawn), math.comb(users, drawn)) for count in seen))
        for drawn in range(1, users + 1)
    ]
    assert rarefaction(users, seen) == pytest.approx(expected, rel=1e-9)


def test_a_crossing_of_thousands_of_segments_has_a_p() -> None:
    q, p = gail_simon([0.1, -0.1] * 1_500, [1.0] * 3_000)
    assert q == pytest.approx(15)
    assert p == pytest.approx(1)  # so small a Q is what chance gives


def test_thousands_of_complaints_are_judged(framework: Framework) -> None:
    complaints = tuple(
        Complaint(f"{segment}{at}", segment, "length", Pole.HIGH if at % 100 < high else Pole.LOW)
        for segment, high in (("new", 40), ("old", 60))
        for at in range(3_000)
    )
    began = process_time()
    found = complaints_finding(ComplaintEvidence(complaints=complaints), framework)
    assert process_time() - began < 5
    assert found is not None
    assert found.status is Status.PRESENT
    assert isinstance(found.figures, ComplaintFigures)
    (axis,) = found.figures.axes
    assert axis.segments == (
        SegmentVotes(segment="new", low=1_800, high=1_200),
        SegmentVotes(segment="old", low=1_200, high=1_800),
    )
    assert axis.pair == ("new", "old")


def test_thousands_of_interviews_are_judged(framework: Framework) -> None:
    interviews = tuple(Interview(f"U{at}", (f"need {at % 7}", f"tool {at % 300}")) for at in range(4_200))
    began = process_time()
    found = diversity_finding(DiversityEvidence(interviews=interviews), framework)
    assert process_time() - began < 10
    assert found is not None
    assert isinstance(found.figures, DiversityFigures)
    assert found.figures.rarefaction[-1] == 307
    assert found.figures.rarefaction[0] == pytest.approx(2)  # two needs a user


votes = st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: sum(pair) >= 5)


@given(st.lists(votes, min_size=2, max_size=5))
def test_the_clearest_pair_is_the_best_of_all_pairs(
    framework: Framework, segments: list[tuple[int, int]]
) -> None:
    voted = [SegmentVotes(segment=str(at), low=low, high=high) for at, (low, high) in enumerate(segments)]
    found = crossing(voted, framework.evidence)
    assert found is not None
    assert found.p == pytest.approx(
        min(
            max(exact_tail(low[0], sum(low)), exact_tail(high[1], sum(high)))
            for one, low in enumerate(segments)
            for other, high in enumerate(segments)
            if one != other
        )
    )
