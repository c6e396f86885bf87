"""The signals at each assessment: grade, age counted to the right day, figure with interval in words."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    AxisFigures,
    ComplaintFigures,
    DiversityFigures,
    PmfFigures,
    SurveyFigures,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus, Finding
from readiness_gui.core.signal_history import columns, figure_words, judged_on
from readiness_gui.core.terms import Grade, Priority, SignalId, Status
from readiness_gui.core.verdict import headline
from tests.core.make import claimed, diversity_finding, empty, pmf_finding, priority_finding, product
from tests.core.strategies import FRAMEWORK

MARCH, AUGUST, TODAY = date(2026, 3, 2), date(2026, 8, 10), date(2026, 11, 25)


def at(day: date, base: Assessment | None = None, *, complete: bool = True, name: str = "") -> Assessment:
    made = replace(base or empty(), as_of=day, id=name or day.isoformat())
    if not complete:
        return made
    when = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return replace(made, status=AssessmentStatus.COMPLETE, completed=when)


def test_a_column_an_assessment_by_date(framework: Framework) -> None:
    found = columns(product(at(AUGUST), at(MARCH, claimed())), framework, TODAY)
    assert [one.assessment.as_of for one in found] == [MARCH, AUGUST]
    assert [set(one.cells) for one in found] == [set(SignalId)] * 2
    assert columns(product(), framework, TODAY) == ()


def test_those_of_one_day_are_numbered(framework: Framework) -> None:
    made = product(at(MARCH, name="a"), at(AUGUST), at(MARCH, name="b"))
    found = [(one.assessment.id, one.of_day) for one in columns(made, framework, TODAY)]
    assert found == [("a", 1), ("b", 2), (AUGUST.isoformat(), 0)]


def test_a_cell_says_how_it_is_known_and_how_old_that_was(framework: Framework) -> None:
    base = empty().with_signal(SignalId.PMF, finding=pmf_finding(), evidence_date=MARCH - timedelta(days=91))
    base = base.with_signal(SignalId.DIVERSITY, claimed=Status.ABSENT)
    (found,) = columns(product(at(MARCH, base)), framework, TODAY)
    pmf, diversity = found.cells[SignalId.PMF], found.cells[SignalId.DIVERSITY]
    assert (pmf.status, pmf.grade, pmf.age, pmf.stale) == (Status.PRESENT, Grade.OBSERVED, 91, True)
    assert pmf.words == "40 % still come back (37 % … 43 %)"
    assert (diversity.grade, diversity.age, diversity.stale) == (Grade.CLAIMED, None, False)
    assert found.cells[SignalId.GENERIC_FAILURE].grade is None


@pytest.mark.parametrize(("days", "stale"), [(90, False), (91, True)])
def test_stale_is_older_than_ninety_days(framework: Framework, days: int, stale: bool) -> None:
    base = empty().with_signal(
        SignalId.PMF, claimed=Status.PRESENT, evidence_date=MARCH - timedelta(days=days)
    )
    (found,) = columns(product(at(MARCH, base)), framework, TODAY)
    assert found.cells[SignalId.PMF].stale is stale


def test_age_is_counted_to_completion_to_today_or_to_the_date_of_a_draft_left_behind() -> None:
    complete, left, latest = at(MARCH), at(AUGUST, complete=False), at(TODAY, complete=False, name="latest")
    made = product(complete, left, latest)
    later = TODAY + timedelta(days=5)
    assert [judged_on(one, made, later) for one in made.assessments] == [MARCH, AUGUST, later]


def test_an_override_is_told_apart(framework: Framework) -> None:
    base = empty().with_signal(
        SignalId.PMF, finding=pmf_finding(), claimed=Status.ABSENT, override_reason="Bots."
    )
    (found,) = columns(product(at(MARCH, base)), framework, TODAY)
    assert found.cells[SignalId.PMF].overridden
    assert found.cells[SignalId.PMF].status is Status.ABSENT


def users(*windows: int) -> Finding:
    figures = ActiveUsersFigures(
        active_7=None, active_28=None, active_30=None, active_90=None, window_days=28, windows=windows,
        last_event=None,
    )  # fmt: skip
    return Finding(SignalId.ACTIVE_USERS, Status.PRESENT, "", "", figures)


def crossing(*axes: bool) -> Finding:
    figures = tuple(AxisFigures(axis=str(one), crosses=one, p_adjusted=None, segments=()) for one in axes)
    return Finding(SignalId.GENERIC_FAILURE, Status.PRESENT, "", "", ComplaintFigures(axes=figures))


def test_a_subject_that_crosses_has_its_odds_ratio_with_interval(framework: Framework) -> None:
    axis = AxisFigures(
        axis="guidance", crosses=True, p_adjusted=0.01, segments=(), odds_ratio=21.2, odds_low=3.111,
        odds_high=math.inf,
    )  # fmt: skip
    found = replace(crossing(True), figures=ComplaintFigures(axes=(axis,)))
    base = empty().with_signal(SignalId.GENERIC_FAILURE, finding=found)
    assert figure_words(base, SignalId.GENERIC_FAILURE, framework) == (
        "opposite complaints on 1 subject, odds ratio on “guidance” 21.2 (3.1 … inf)"
    )


def survey_only() -> Finding:
    found = pmf_finding()
    survey = SurveyFigures(very=39, total=84, share=0.464, low=0.361, high=0.57, strong=False, enough=True)
    assert isinstance(found.figures, PmfFigures)
    return replace(found, figures=replace(found.figures, tail=None, survey=survey))


@pytest.mark.parametrize(
    ("signal", "finding", "words"),
    [
        (SignalId.PMF, survey_only(), "46 % would be very disappointed (36 % … 57 %)"),
        (SignalId.DIVERSITY, diversity_finding(5), "5 need profiles (5 … 7)"),
        (SignalId.DIVERSITY, diversity_finding(1), "1 need profile (1 … 3)"),
        (SignalId.GENERIC_FAILURE, crossing(True, True, False), "opposite complaints on 2 subjects"),
        (SignalId.GENERIC_FAILURE, crossing(True), "opposite complaints on 1 subject"),
        (SignalId.GENERIC_FAILURE, crossing(False), "opposite complaints on no subject"),
        (SignalId.ACTIVE_USERS, users(90, 1240), "1,240 active users"),
        (SignalId.ACTIVE_USERS, users(1), "1 active user"),
        (SignalId.RETENTION_PRIORITY, priority_finding(Priority.ACQUISITION), "first: acquisition"),
        (SignalId.RETENTION_PRIORITY, priority_finding(None), ""),
        (SignalId.PMF, None, ""),
    ],
)
def test_figures_in_words(
    framework: Framework, signal: SignalId, finding: Finding | None, words: str
) -> None:
    assert figure_words(empty().with_signal(signal, finding=finding), signal, framework) == words


def test_an_interval_without_an_end_is_no_fault(framework: Framework) -> None:
    found = diversity_finding(5)
    assert isinstance(found.figures, DiversityFigures)
    endless = replace(found, figures=replace(found.figures, chao1_high=math.inf))
    words = figure_words(
        empty().with_signal(SignalId.DIVERSITY, finding=endless), SignalId.DIVERSITY, framework
    )
    assert words == "5 need profiles (5 … inf)"


AGES = st.fixed_dictionaries({signal: st.none() | st.integers(0, 400) for signal in SignalId})


@given(AGES)
def test_the_matrix_and_the_first_line_of_the_verdict_count_the_same_stale_signals(
    ages: dict[SignalId, int | None],
) -> None:
    base = empty()
    for signal, age in ages.items():
        day = None if age is None else MARCH - timedelta(days=age)
        base = base.with_signal(signal, claimed=Status.PRESENT, evidence_date=day)
    one = at(MARCH, base)
    (found,) = columns(product(one), FRAMEWORK, TODAY)
    stale = sum(cell.stale for cell in found.cells.values())
    number = FRAMEWORK.phrase(f"core.numbers.{stale}")
    line = headline(one, found.verdict, FRAMEWORK, TODAY)
    assert (f"{number} stale" in line) is (stale > 0)
