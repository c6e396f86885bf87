"""When evidence of one source took the place of another's, and when it is only edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from readiness_gui.core.model import (
    ActiveUsersEvidence,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Provenance,
    Ranking,
    Replaced,
    SurveyCounts,
)
from readiness_gui.core.signal import changed_source, holds_data, replacement
from readiness_gui.core.terms import Pole

TODAY = date(2026, 11, 24)
FILE = Provenance(
    file_name="events.csv",
    sha256="ab" * 32,
    rows_read=10,
    rows_refused=1,
    imported=datetime(2026, 11, 20, 9, tzinfo=UTC),
)
COHORTS = (CohortRow("2026-01", 10, (5,)),)


def test_a_file_over_typed_numbers_names_both() -> None:
    before, after = PmfEvidence(cohorts=COHORTS), PmfEvidence(cohorts=COHORTS, provenance=FILE)
    assert replacement(before, after, TODAY) == Replaced(TODAY, "", "events.csv")
    assert replacement(after, before, TODAY) == Replaced(TODAY, "events.csv", "")


def test_the_same_file_on_another_day_is_another_import() -> None:
    again = replace(FILE, imported=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert changed_source(FILE, again, TODAY) == Replaced(TODAY, "events.csv", "events.csv")


def test_an_edit_beside_the_numbers_replaces_nothing() -> None:
    before = PmfEvidence(cohorts=COHORTS, provenance=FILE)
    assert replacement(before, replace(before, survey=SurveyCounts(1, 2, 3)), TODAY) is None


def test_typing_over_typing_replaces_nothing() -> None:
    more = (*COHORTS, CohortRow("2026-02", 4))
    assert replacement(PmfEvidence(cohorts=COHORTS), PmfEvidence(cohorts=more), TODAY) is None
    assert changed_source(None, None, TODAY) is None


@pytest.mark.parametrize("nothing", [None, PmfEvidence(), PmfEvidence(survey=SurveyCounts(4, 4, 4))])
def test_where_there_were_no_numbers_nothing_is_replaced(nothing: Evidence | None) -> None:
    full = PmfEvidence(cohorts=COHORTS, provenance=FILE)
    assert replacement(nothing, full, TODAY) is None
    assert replacement(full, nothing, TODAY) is None


@pytest.mark.parametrize(
    ("empty", "full"),
    [
        (PmfEvidence(), PmfEvidence(cohorts=COHORTS)),
        (DiversityEvidence(), DiversityEvidence(interviews=(Interview("a"),))),
        (
            ComplaintEvidence(),
            ComplaintEvidence(complaints=(Complaint("a", "new", "length", Pole.LOW),)),
        ),
        (ActiveUsersEvidence(), ActiveUsersEvidence(windows=(3,))),
        (PriorityEvidence(), PriorityEvidence(rankings=(Ranking("a"),))),
    ],
)
def test_rows_are_what_can_be_replaced(empty: Evidence, full: Evidence) -> None:
    assert not holds_data(empty)
    assert holds_data(full)
