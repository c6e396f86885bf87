"""What is wrong with what was entered: each slip is named with its row, and what is right is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    GateAnswer,
    GateReading,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import Pole, Priority, SignalId
from readiness_gui.evidence.check import CELL, PEOPLE, check, check_gate

TODAY = date(2026, 3, 2)
ALL = tuple(Priority)


def found(evidence: Evidence, framework: Framework) -> list[tuple[str, int | None, str]]:
    problems = check(SignalId.PMF, evidence, framework=framework, today=TODAY)
    return [(one.field, one.row, one.message) for one in problems]


def interviews(*users: str) -> DiversityEvidence:
    return DiversityEvidence(interviews=tuple(Interview(user, ("a",)) for user in users))


def cohorts(*rows: CohortRow) -> PmfEvidence:
    return PmfEvidence(cohorts=rows)


def complaint(user: str = "u", segment: str = "s", axis: str = "a", day: date | None = None) -> Complaint:
    return Complaint(user, segment, axis, Pole.LOW, day)


def complaints(*those: Complaint) -> ComplaintEvidence:
    return ComplaintEvidence(complaints=those)


def rankings(*those: tuple[str, tuple[Priority, ...]]) -> PriorityEvidence:
    return PriorityEvidence(rankings=tuple(Ranking(name, order) for name, order in those))


@pytest.mark.parametrize(
    "evidence",
    [
        cohorts(CohortRow("a", 5, (5, 0)), CohortRow("b", 0, ()), CohortRow("c", PEOPLE, (3, None))),
        PmfEvidence(survey=SurveyCounts(0, PEOPLE, 2)),
        interviews("ann", "ben"),
        DiversityEvidence(interviews=(Interview("x" * CELL, ("y" * CELL, "")),)),
        complaints(complaint(day=TODAY), complaint(day=date(2000, 1, 1)), complaint()),
        ActiveUsersEvidence(window_days=1, windows=(0, 5), active_7=5, active_28=5, active_30=5, active_90=9),
        ActiveUsersEvidence(window_days=366, windows=(9,), active_90=9, last_event=TODAY, as_of=TODAY),
        rankings(("ann", ALL), ("ben", ()), ("cem", ALL[::-1])),
    ],
)
def test_what_is_right_is_left_alone(framework: Framework, evidence: Evidence) -> None:
    assert found(evidence, framework) == []


@pytest.mark.parametrize(
    ("evidence", "field", "row", "words"),
    [
        (cohorts(CohortRow("a", 5, (1,)), CohortRow(" ", 5, (1,))), "cohorts", 1, "Row 2: the cohort has no"),
        (cohorts(CohortRow("A", 5), CohortRow(" a ", 5)), "cohorts", 1, "“a” stands twice"),
        (cohorts(CohortRow("a", 0, (1,))), "cohorts", 0, "a: how many users started is missing"),
        (cohorts(CohortRow("a", -1)), "cohorts", 0, "a is -1; it cannot be below 0"),
        (cohorts(CohortRow("a", PEOPLE + 1)), "cohorts", 0, f"a is {PEOPLE + 1}, more people than there are"),
        (cohorts(CohortRow("a", 5, (1, None, 1))), "cohorts", 0, "a: period 2 is empty"),
        (cohorts(CohortRow("a", 5, (1, 6))), "cohorts", 0, "a: 6 came back in period 2, but only 5"),
        (cohorts(CohortRow("a", 5, (-1,))), "cohorts", 0, "a is -1"),
        (PmfEvidence(survey=SurveyCounts(1, -2, 0)), "survey", None, "“Somewhat disappointed” is -2"),
        (interviews("a", ""), "interviews", 1, "Row 2: the user has no label; any label will do, such as U2"),
        (interviews("a", "b", " A"), "interviews", 2, "“A” stands twice"),
        (interviews("a", "x" * (CELL + 1)), "interviews", 1, f"Row 2: the text has {CELL + 1} characters"),
        (complaints(complaint(), complaint(user=" ")), "complaints", 1, "Row 2: the user has no label"),
        (complaints(complaint(segment="")), "complaints", 0, "Row 1: the segment is missing"),
        (complaints(complaint(axis="")), "complaints", 0, "Row 1: the axis is missing"),
        (complaints(complaint(day=date(2026, 3, 3))), "complaints", 0, "2026-03-03 lies in the future"),
        (complaints(complaint(day=date(1999, 12, 31))), "complaints", 0, "1999-12-31 lies before 2000-01-01"),
        (ActiveUsersEvidence(window_days=0), "window_days", None, "A window has 0 days"),
        (ActiveUsersEvidence(window_days=367), "window_days", None, "A window has 367 days"),
        (ActiveUsersEvidence(windows=(1, -1)), "windows", 1, "The count of 28 days is -1"),
        (ActiveUsersEvidence(last_event=date(2026, 3, 3)), "last_event", None, "lies in the future"),
        (ActiveUsersEvidence(as_of=date(1999, 1, 1)), "as_of", None, "lies before"),
        (rankings(("ann", ALL), ("", ALL)), "rankings", 1, "Ranking 2: the person has no name"),
        (rankings(("ann", ALL), ("ANN ", ALL)), "rankings", 1, "“ANN” ranked twice"),
        (rankings(("ann", ALL[:4])), "rankings", 0, "ann: 4 of 5 options are ranked"),
        (rankings(("ann", (*ALL[:4], ALL[0]))), "rankings", 0, "stands twice"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_row(
    framework: Framework, evidence: Evidence, field: str, row: int | None, words: str
) -> None:
    ((where, at, said),) = found(evidence, framework)
    assert (where, at) == (field, row)
    assert words in said


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (
            ActiveUsersEvidence(active_7=8, active_28=7),
            "7 days have 8 active users, more than the 7 of 28 days",
        ),
        (ActiveUsersEvidence(active_28=8, active_30=7), "28 days have 8 active users, more than the 7 of 30"),
        (ActiveUsersEvidence(active_30=8, active_90=7), "30 days have 8 active users, more than the 7 of 90"),
        (
            ActiveUsersEvidence(windows=(9, 5), window_days=14, active_7=6),
            "7 days have 6 active users, more than the 5 of 14",
        ),
    ],
)
def test_a_longer_window_has_no_fewer_users(
    framework: Framework, evidence: ActiveUsersEvidence, words: str
) -> None:
    ((field, _, said),) = found(evidence, framework)
    assert field == "windows"
    assert words in said


def reading(month: int = 1, segment: str = "", **counts: int) -> GateReading:
    base = {"control_users": 5, "control_retained": 5, "treatment_users": 0, "treatment_retained": 0}
    return GateReading(month=month, segment=segment, **{**base, **counts})


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (reading(1), "Row 2: month 1 of “all users” stands twice"),
        (reading(1, " NEW "), "Row 3: month 1 of “new” stands twice"),
        (reading(0, "x"), "Row 2: month 0 is no month"),
        (reading(121), "Row 2: month 121 is no month"),
        (reading(2, control_users=4), "Row 2: 5 retained of 4 users"),
        (reading(2, treatment_retained=1), "Row 2: 1 retained of 0 users"),
        (reading(2, treatment_users=PEOPLE + 1), "A number in row 2 is"),
        (reading(2, treatment_retained=-1), "A number in row 2 is -1"),
        (reading(120, "new"), ""),
        (reading(1, "old"), ""),
    ],
)
def test_readings_of_the_gate(framework: Framework, second: GateReading, words: str) -> None:
    answer = GateAnswer(readings=(reading(1), second, reading(1, "new")))
    problems = [one for one in check_gate(answer, framework) if one.row in (1, 2)]
    if words:
        (first, *rest) = problems
        assert words in first.message
        assert not rest
    else:
        assert problems == []
