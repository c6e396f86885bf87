"""Pasted lines: which one is taken for the names of columns, and how people say too little and too much."""

from __future__ import annotations

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import Pole
from readiness_gui.evidence import clipboard

NAMES = "Segment\tMonth\tWithout\tStayed\tWith\tStayed"


@pytest.mark.parametrize("first", ["3\t\t100\t40\t100\t55", "solo\tthree\t100\t40\t100\t55"])
def test_a_first_line_with_numbers_is_named_and_never_dropped(framework: Framework, first: str) -> None:
    found = clipboard.readings(f"{first}\nsolo\t4\t100\t40\t100\t55", framework)
    assert [one.month for one in found.rows] == [4]
    assert [one.row for one in found.problems] == [0]


def test_a_first_line_of_names_is_skipped(framework: Framework) -> None:
    found = clipboard.readings(f"{NAMES}\nsolo\t4\t100\t40\t100\t55", framework)
    assert len(found.rows) == 1
    assert not found.problems
    table = clipboard.cohorts("Started\tUsers\t1\t2\n2026-01\t50\t20\t10", framework)
    assert [one.size for one in table.rows] == [50]
    assert not table.problems


def test_a_cohort_without_its_size_is_named_on_the_first_line_too(framework: Framework) -> None:
    found = clipboard.cohorts("2026-01\t\t20\t10\n2026-02\t50\t20\t10", framework)
    assert [one.size for one in found.rows] == [50]
    assert [one.row for one in found.problems] == [0]
    assert "empty" in found.problems[0].message


@pytest.mark.parametrize(
    ("words", "pole"),
    [("too short", Pole.LOW), ("Too easy", Pole.LOW), ("too long", Pole.HIGH), ("too many", Pole.HIGH)],
)
def test_usual_words_for_an_end_are_understood(framework: Framework, words: str, pole: Pole) -> None:
    found = clipboard.complaints(f"u1\tsolo\tlength\t{words}\t2026-02-01\tmail", framework)
    assert [one.pole for one in found.rows] == [pole]


def test_what_is_no_end_is_answered_in_the_words_of_the_page(framework: Framework) -> None:
    (problem,) = clipboard.complaints("u1\tsolo\ttone\ttoo casual\t2026-02-01\tmail", framework).problems
    assert "too little, too much or neutral" in problem.message
