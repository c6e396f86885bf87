"""What the team of the worked example counted: cohorts, interviews, complaints, rankings, readings."""

from __future__ import annotations

from datetime import date

from readiness_gui.core.model import (
    ActiveUsersEvidence,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    GateReading,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import Pole, Priority

#: month of the first draft, users, and how many of them wrote again in each month after it
COHORTS: tuple[tuple[str, int, tuple[int, ...]], ...] = (
    ("2024-10", 52, (41, 35, 33, 30, 30, 28, 27, 26, 27, 27, 28, 26, 27, 26, 26, 26, 26, 25, 25, 26, 27)),
    ("2024-11", 44, (35, 30, 27, 27, 24, 23, 24, 23, 24, 22, 22, 23, 23, 23, 22, 21, 21, 22, 22, 22)),
    ("2024-12", 30, (23, 20, 17, 17, 15, 15, 16, 16, 15, 14, 16, 16, 14, 15, 15, 14, 15, 16, 15)),
    ("2025-01", 36, (27, 24, 22, 21, 20, 18, 19, 17, 18, 19, 18, 18, 18, 19, 17, 17, 18, 19)),
    ("2025-02", 33, (25, 23, 19, 19, 18, 17, 18, 16, 18, 18, 17, 16, 16, 17, 17, 16, 15)),
    ("2025-03", 12, (9, 8, 7, 7, 6, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6)),
    ("2025-04", 11, (9, 8, 7, 6, 6, 6, 6, 6, 5, 6, 5, 5, 6, 6, 5)),
    ("2025-05", 10, (8, 7, 6, 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)),
    ("2025-06", 9, (7, 6, 6, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4)),
    ("2025-07", 8, (6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4)),
    ("2025-08", 8, (6, 6, 5, 4, 4, 4, 4, 4, 4, 4, 4)),
    ("2025-09", 10, (8, 7, 6, 6, 6, 5, 5, 6, 6, 5)),
    ("2025-10", 11, (8, 7, 7, 6, 6, 6, 6, 6, 6)),
    ("2025-11", 14, (11, 10, 8, 8, 7, 7, 7, 7)),
    ("2025-12", 18, (14, 12, 10, 10, 10, 9, 9)),
    ("2026-01", 36, (28, 25, 22, 21, 20, 20)),
    ("2026-02", 48, (37, 32, 29, 30, 28)),
    ("2026-03", 19, (14, 13, 12, 10)),
    ("2026-04", 21, (16, 14, 13)),
    ("2026-05", 20, (15, 14)),
    ("2026-06", 20, (15,)),
    ("2026-07", 20, ()),
)

SCRATCH = "A first draft from nothing"
LIMIT = "Down to the word limit"
CRITERIA = "Matching the funder's criteria"
REUSE = "Last year's application again"
BUDGET = "The budget in words"
LANGUAGE = "Writing in a second language"

#: in the order of the conversations; the first nine were held before November 2025
INTERVIEWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("01 youth theatre", (SCRATCH,)),
    ("02 grants consultant", (LIMIT, CRITERIA)),
    ("03 food bank", (SCRATCH,)),
    ("04 soil lab", (CRITERIA,)),
    ("05 village museum", (SCRATCH, REUSE)),
    ("06 city choir", (LIMIT,)),
    ("07 refugee legal aid", (SCRATCH,)),
    ("08 hospital trust", (CRITERIA, LIMIT)),
    ("09 bat survey group", (SCRATCH,)),
    ("10 grants consultant", (LIMIT, REUSE)),
    ("11 marine biology group", (CRITERIA,)),
    ("12 community garden", (SCRATCH, BUDGET)),
    ("13 university office", (CRITERIA, LIMIT)),
    ("14 school band", (SCRATCH,)),
    ("15 housing charity", (REUSE, LIMIT)),
    ("16 materials lab", (CRITERIA, LANGUAGE)),
    ("17 festival for new music", (BUDGET, REUSE)),
    ("18 sports club", (SCRATCH, BUDGET)),
    ("19 freelance bid writer", (LIMIT, REUSE)),
    ("20 linguistics group", (CRITERIA,)),
    ("21 night shelter", (SCRATCH, BUDGET)),
)

FIRST, PROFESSIONAL, RESEARCH = "First-time applicants", "Grant professionals", "Research teams"
_SEGMENTS = {"F": FIRST, "P": PROFESSIONAL, "R": RESEARCH}
_SOURCES = {"t": "support ticket", "i": "interview", "x": "reason for leaving"}

#: user (its letter is the segment), axis, pole, day, source
COMPLAINTS = """
F01 guidance low  2025-09-08 t
F02 guidance low  2025-09-30 i
P01 guidance high 2025-10-02 t
F03 guidance low  2025-10-14 t
P02 guidance high 2025-10-21 i
R01 length   high 2025-10-22 i
P03 length   low  2025-10-29 t
F04 guidance low  2025-11-04 x
R02 length   high 2025-11-05 t
F05 guidance low  2025-11-19 t
P03 guidance high 2025-11-24 t
P04 guidance high 2025-11-27 t
F06 guidance low  2025-12-02 i
P05 guidance high 2025-12-03 i
R03 guidance high 2025-12-09 i
F07 guidance low  2025-12-11 t
P06 guidance high 2025-12-16 x
R04 guidance low  2026-01-07 i
P07 guidance high 2026-01-08 t
F08 guidance low  2026-01-13 t
R02 guidance low  2026-01-14 i
P08 guidance low  2026-01-15 i
P09 guidance high 2026-01-20 t
F09 guidance high 2026-01-21 i
F10 guidance low  2026-01-22 x
R05 guidance high 2026-01-27 t
P10 guidance high 2026-01-28 t
R06 guidance neutral 2026-01-29 i
F11 guidance low  2026-02-03 t
P11 guidance high 2026-02-04 t
F12 guidance low  2026-02-05 i
P12 guidance high 2026-02-10 x
R01 guidance high 2026-02-11 t
P13 guidance high 2026-02-12 t
F13 guidance low  2026-02-17 t
R03 length   high 2026-01-12 t
P05 length   low  2026-01-19 t
R07 length   high 2026-02-02 t
P09 length   high 2026-02-09 i
R05 length   low  2026-02-16 i
P10 length   low  2026-02-18 t
P13 length   low  2026-02-23 t
R08 length   high 2026-02-25 t
R06 length   low  2026-02-26 i
F14 guidance low  2026-05-12 t
P14 guidance high 2026-06-03 t
F15 guidance low  2026-07-07 t
"""

#: month of the evaluation, segment, control users and retained, treatment users and retained
READINGS = (
    (1, FIRST, 54, 25, 58, 31),
    (1, PROFESSIONAL, 40, 19, 43, 25),
    (1, RESEARCH, 34, 17, 37, 21),
    (2, FIRST, 54, 25, 58, 35),
    (2, PROFESSIONAL, 40, 19, 43, 26),
    (2, RESEARCH, 34, 17, 37, 22),
    (3, FIRST, 54, 24, 58, 39),
    (3, PROFESSIONAL, 40, 19, 43, 27),
    (3, RESEARCH, 34, 17, 37, 23),
)

_OPTIONS = {
    "a": Priority.ACQUISITION,
    "v": Priority.ACTIVATION,
    "r": Priority.RETENTION,
    "m": Priority.MONETIZATION,
    "f": Priority.REFERRAL,
}


def cohorts(since: str, through: str, survey: SurveyCounts | None) -> PmfEvidence:
    """Return the cohorts from the month ``since``, with what was known at the end of ``through``."""
    months = [start for start, _, _ in COHORTS]
    last = months.index(through)
    rows = [
        CohortRow(start, size, retained[: last - index])
        for index, (start, size, retained) in enumerate(COHORTS)
        if since <= start <= through
    ]
    return PmfEvidence(cohorts=tuple(rows), survey=survey)


def interviews(number: int) -> DiversityEvidence:
    """Return the first interviews."""
    return DiversityEvidence(
        interviews=tuple(Interview(user, profiles) for user, profiles in INTERVIEWS[:number])
    )


def complaints(until: date) -> ComplaintEvidence:
    """Return the complaints that had come in by ``until``."""
    found = []
    for line in COMPLAINTS.split("\n"):
        if line:
            user, axis, pole, day, source = line.split()
            when = date.fromisoformat(day)
            if when <= until:
                segment = _SEGMENTS[user[0]]
                found.append(Complaint(user, segment, axis, Pole(pole), when, _SOURCES[source]))
    return ComplaintEvidence(complaints=tuple(found))


def active(until: date, *windows: int, ninety: int) -> ActiveUsersEvidence:
    """Return the active users of the last windows of 28 days."""
    return ActiveUsersEvidence(windows=windows, active_90=ninety, last_event=until, as_of=until)


def rankings(**orders: str) -> PriorityEvidence:
    """Return rankings written as letters, the first in mind first."""
    return PriorityEvidence(
        rankings=tuple(
            Ranking(name.capitalize(), tuple(_OPTIONS[letter] for letter in order))
            for name, order in orders.items()
        )
    )


def readings() -> tuple[GateReading, ...]:
    """Return the readings of the evaluation."""
    return tuple(
        GateReading(
            month=month,
            segment=segment,
            control_users=control,
            control_retained=kept,
            treatment_users=treated,
            treatment_retained=stayed,
        )
        for month, segment, control, kept, treated, stayed in READINGS
    )
