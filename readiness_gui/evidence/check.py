"""What is wrong with what was entered: one clear sentence each, with its row; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.signal import (
    ActiveUsersEvidence,
    CohortRow,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    PmfEvidence,
    PriorityEvidence,
    Ranking,
)
from readiness_gui.core.terms import Priority, SignalId

if TYPE_CHECKING:
    from readiness_gui.core.model import GateAnswer, GateReading

#: more than this many people is a slip of the keyboard
PEOPLE = 8_000_000_000
#: nothing the program is about happened before
FIRST_DAY = date(2000, 1, 1)
#: characters that a cell may hold
CELL = 10_000


def check(
    signal: SignalId, evidence: Evidence | None, *, framework: Framework, today: date
) -> tuple[Problem, ...]:
    """Return the problems of a signal's evidence, in the order of its rows.

    ``field`` names the part: cohorts, survey, interviews, complaints, windows, last_event, rankings.
    """
    del signal  # the type of the evidence says it
    match evidence:
        case PmfEvidence():
            return (*_cohorts(evidence.cohorts, framework), *_survey(evidence, framework))
        case DiversityEvidence():
            return tuple(_interviews(evidence, framework))
        case ComplaintEvidence():
            return tuple(_complaints(evidence, framework, today))
        case ActiveUsersEvidence():
            return tuple(_active(evidence, framework, today))
        case PriorityEvidence():
            return tuple(_rankings(evidence.rankings, framework))
        case None:
            return ()


def check_gate(answer: GateAnswer, framework: Framework) -> tuple[Problem, ...]:
    """Return the problems of the gate's readings."""
    seen: set[tuple[str, int]] = set()
    problems = []
    for index, reading in enumerate(answer.readings):
        problems += list(_reading(index, reading, framework))
        key = (reading.segment.strip().casefold(), reading.month)
        if key in seen:
            name = reading.segment.strip() or framework.phrase("evidence.check.gate_all")
            words = framework.phrase(
                "evidence.check.gate_twice", row=index + 1, month=reading.month, segment=name
            )
            problems.append(Problem("readings", words, index))
        seen.add(key)
    return tuple(problems)


def check_day(day: date | None, field: str, framework: Framework, today: date) -> Iterator[Problem]:
    """Yield the problem of a day in the future or before the year 2000."""
    if day is not None and day > today:
        yield Problem(field, framework.phrase("evidence.check.future", date=day.isoformat()))
    if day is not None and day < FIRST_DAY:
        words = framework.phrase("evidence.check.early", date=day.isoformat(), first=FIRST_DAY.isoformat())
        yield Problem(field, words)


def check_count(
    value: int | None, what: str, field: str, framework: Framework, row: int | None
) -> Iterator[Problem]:
    """Yield the problem of a count that is negative or absurd."""
    if value is not None and value < 0:
        yield Problem(field, framework.phrase("evidence.check.negative", what=what, value=value), row)
    if value is not None and value > PEOPLE:
        yield Problem(field, framework.phrase("evidence.check.absurd", what=what, value=value), row)


def _cohorts(rows: Iterable[CohortRow], framework: Framework) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        name = row.start.strip()
        if not name:
            yield Problem("cohorts", framework.phrase("evidence.check.cohort_name", row=index + 1), index)
        elif name.casefold() in seen:
            yield Problem("cohorts", framework.phrase("evidence.check.cohort_twice", start=name), index)
        seen.add(name.casefold())
        yield from _cohort_counts(index, row, name or str(index + 1), framework)


def _cohort_counts(index: int, row: CohortRow, name: str, framework: Framework) -> Iterator[Problem]:
    yield from check_count(row.size, name, "cohorts", framework, index)
    filled = [period for period, cell in enumerate(row.retained) if cell is not None]
    if filled and row.size == 0:
        yield Problem("cohorts", framework.phrase("evidence.check.size_missing", start=name), index)
        return
    for period, cell in enumerate(row.retained, 1):
        if cell is None:
            if filled and period <= filled[-1]:
                words = framework.phrase("evidence.check.gap", start=name, period=period)
                yield Problem("cohorts", words, index)
            continue
        yield from check_count(cell, name, "cohorts", framework, index)
        if cell > row.size >= 0:
            words = framework.phrase(
                "evidence.check.over_start", start=name, value=cell, period=period, size=row.size
            )
            yield Problem("cohorts", words, index)


def _survey(evidence: PmfEvidence, framework: Framework) -> Iterator[Problem]:
    survey = evidence.survey
    if survey is not None:
        for field in ("very", "somewhat", "not_at_all"):
            what = framework.phrase(f"evidence.check.survey_{field}")
            yield from check_count(getattr(survey, field), what, "survey", framework, None)


def _interviews(evidence: DiversityEvidence, framework: Framework) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, one in enumerate(evidence.interviews):
        user = one.user.strip()
        if not user:
            yield Problem("interviews", framework.phrase("evidence.check.user_name", row=index + 1), index)
        elif user.casefold() in seen:
            yield Problem("interviews", framework.phrase("evidence.check.user_twice", user=user), index)
        seen.add(user.casefold())
        yield from _length("interviews", index, (one.user, *one.profiles), framework)


def _complaints(evidence: ComplaintEvidence, framework: Framework, today: date) -> Iterator[Problem]:
    for index, one in enumerate(evidence.complaints):
        checks = (("user_name", one.user), ("segment_missing", one.segment), ("axis_missing", one.axis))
        for key, text in checks:
            if not text.strip():
                yield Problem("complaints", framework.phrase(f"evidence.check.{key}", row=index + 1), index)
        for problem in check_day(one.date, "complaints", framework, today):
            yield Problem(problem.field, problem.message, index)
        yield from _length("complaints", index, (one.user, one.segment, one.axis, one.source), framework)


def _active(evidence: ActiveUsersEvidence, framework: Framework, today: date) -> Iterator[Problem]:
    if not 1 <= evidence.window_days <= 366:
        yield Problem(
            "window_days", framework.phrase("evidence.check.window_days", days=evidence.window_days)
        )
    for index, count in enumerate(evidence.windows):
        what = framework.phrase("evidence.check.window", days=evidence.window_days)
        yield from check_count(count, what, "windows", framework, index)
    yield from check_day(evidence.last_event, "last_event", framework, today)
    yield from check_day(evidence.as_of, "as_of", framework, today)
    known = {7: evidence.active_7, 28: evidence.active_28, 30: evidence.active_30, 90: evidence.active_90}
    if evidence.count is not None:
        known[evidence.window_days] = evidence.count
    ordered = [(days, count) for days, count in sorted(known.items()) if count is not None]
    for (short_days, short), (long_days, long) in pairwise(ordered):
        if short > long:
            words = framework.phrase(
                "evidence.check.active_order",
                short_days=short_days,
                short_count=short,
                long_days=long_days,
                long_count=long,
            )
            yield Problem("windows", words)


def _rankings(rankings: Iterable[Ranking], framework: Framework) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, ranking in enumerate(rankings):
        name = ranking.participant.strip()
        if not name:
            yield Problem("rankings", framework.phrase("evidence.check.participant", row=index + 1), index)
        elif name.casefold() in seen:
            words = framework.phrase("evidence.check.participant_twice", participant=name)
            yield Problem("rankings", words, index)
        seen.add(name.casefold())
        yield from _order(index, ranking, name or str(index + 1), framework)


def _order(index: int, ranking: Ranking, name: str, framework: Framework) -> Iterator[Problem]:
    twice = next((one for one in ranking.order if ranking.order.count(one) > 1), None)
    if twice is not None:
        option = framework.priorities[twice]
        words = framework.phrase("evidence.check.ranking_twice", participant=name, option=option)
        yield Problem("rankings", words, index)
    elif 0 < len(ranking.order) < len(Priority):
        words = framework.phrase("evidence.check.ranking_short", participant=name, count=len(ranking.order))
        yield Problem("rankings", words, index)


def _reading(index: int, reading: GateReading, framework: Framework) -> Iterator[Problem]:
    if not 1 <= reading.month <= 120:
        words = framework.phrase("evidence.check.gate_month", row=index + 1, month=reading.month)
        yield Problem("readings", words, index)
    arms = (
        (reading.control_users, reading.control_retained),
        (reading.treatment_users, reading.treatment_retained),
    )
    what = framework.phrase("evidence.check.gate_count", row=index + 1)
    for users, retained in arms:
        for count in (users, retained):
            yield from check_count(count, what, "readings", framework, index)
        if retained > users >= 0:
            words = framework.phrase(
                "evidence.check.gate_over", row=index + 1, retained=retained, users=users
            )
            yield Problem("readings", words, index)


def _length(field: str, index: int, texts: Iterable[str], framework: Framework) -> Iterator[Problem]:
    longest = max((len(text) for text in texts), default=0)
    if longest > CELL:
        words = framework.phrase("evidence.check.too_long", row=index + 1, length=longest, limit=CELL)
        yield Problem(field, words, index)
