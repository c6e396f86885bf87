"""Many products at a glance: one line each, sorted, filtered and counted.

An overview asks whether what is known still holds today, so the age of evidence is counted to
today here, also where an assessment was completed earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import VerdictCode

#: a time axis has at most so many ticks
TICKS = 6
#: the distances of ticks tried, in months
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSummary:
    """One line of the list of products; where ``problem`` is set, the file cannot be read."""

    path: Path
    #: the product's name, the file's where it cannot be read
    name: str
    modified: datetime
    example: bool = False
    #: the stage in force, 1 to 3, and the one to be at after the ninety days
    stage: int | None = None
    target: int | None = None
    verdict: VerdictCode | None = None
    #: day and stage of each assessment, by date
    course: tuple[tuple[date, int], ...] = ()
    #: the date the latest answers speak of
    as_of: date | None = None
    #: signals present, of five
    present: int = 0
    users: int | None = None
    #: answers of the latest assessment that its evidence contradicts
    contradictions: int = 0
    #: the date of the evidence of each signal that is answered
    evidence: tuple[date, ...] = ()
    problem: str | None = None

    @property
    def history(self) -> tuple[int, ...]:
        """Return the stages of its assessments, oldest first."""
        return tuple(stage for _, stage in self.course)

    def age_days(self, today: date) -> int | None:
        """Return the age of the latest answers in days."""
        return (today - self.as_of).days if self.as_of else None

    def stale(self, today: date, limit: int) -> int:
        """Return how many answered signals rest on evidence older than ``limit`` days."""
        return sum((today - day).days > limit for day in self.evidence)


class Sort(StrEnum):
    """By what an overview is sorted."""

    NAME = "name"
    STAGE = "stage"
    VERDICT = "verdict"
    SIGNALS = "signals"
    AGE = "age"
    USERS = "users"


class Group(StrEnum):
    """What a verdict comes to, in the order in which groups are listed."""

    GO = "go"
    HOLD = "hold"
    EARLY = "early"
    NONE = "none"
    UNREADABLE = "unreadable"


_GROUPS = {
    VerdictCode.STAY_1: Group.EARLY,
    VerdictCode.PREPARE_2: Group.EARLY,
    VerdictCode.GO_2: Group.GO,
    VerdictCode.GO_3: Group.GO,
    VerdictCode.CONTINUE_3: Group.GO,
    VerdictCode.DEEPEN_3: Group.GO,
}
_GROUP_ORDER = {group: place for place, group in enumerate(Group)}
_CODE_ORDER = {code: place for place, code in enumerate(VerdictCode)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which products are shown; without a choice all are."""

    words: str = ""
    stage: int | None = None
    group: Group | None = None
    stale_only: bool = False


def group_of(line: ProductSummary) -> Group:
    """Return whether a product may go on, holds where it is, or is too early."""
    if line.problem is not None:
        return Group.UNREADABLE
    if line.verdict is None:
        return Group.NONE
    return _GROUPS.get(line.verdict, Group.HOLD)


def chosen(
    lines: Iterable[ProductSummary], wanted: Filter, sort: Sort, today: date, limit: int
) -> tuple[ProductSummary, ...]:
    """Return the lines that fit, in order; files that cannot be read come last.

    ``limit`` is the age in days beyond which evidence is stale.
    """
    words = wanted.words.casefold().split()
    found = [
        one
        for one in lines
        if all(word in one.name.casefold() for word in words)
        and wanted.stage in (None, one.stage)
        and wanted.group in (None, group_of(one))
        and (not wanted.stale_only or one.stale(today, limit) > 0)
    ]
    key = _KEYS[sort]
    found.sort(key=lambda one: (one.problem is not None, *key(one), one.name.casefold(), str(one.path)))
    return tuple(found)


def counts(lines: Sequence[ProductSummary]) -> tuple[dict[int, int], dict[Group, int]]:
    """Return how many products are at each stage and in each group; groups without any are left out."""
    stages = {stage: sum(one.stage == stage for one in lines) for stage in (1, 2, 3)}
    groups = {group: sum(group_of(one) is group for one in lines) for group in Group}
    return stages, {group: number for group, number in groups.items() if number}


def filter_words(wanted: Filter, framework: Framework) -> str:
    """Return the choice in words, empty where all are shown."""

    def say(key: str, **values: object) -> str:
        return framework.phrase(f"portfolio.filter.{key}", **values)

    parts = []
    if wanted.words.strip():
        parts.append(say("words", words=" ".join(wanted.words.split())))
    if wanted.stage is not None:
        parts.append(say("stage", stage=wanted.stage))
    if wanted.group is not None:
        parts.append(say("group", group=framework.phrase(f"portfolio.group.{wanted.group}")))
    if wanted.stale_only:
        parts.append(say("stale"))
    return ", ".join(parts)


def course_words(line: ProductSummary) -> str:
    """Return the stages over time, such as "2025-11-10: 1, 2026-03-09: 2"."""
    return ", ".join(f"{day.isoformat()}: {stage}" for day, stage in line.course)


def suggested_name(today: date, framework: Framework, suffix: str) -> str:
    """Return a file name such as ``Portfolio 2026-03-02.pdf``."""
    return f"{framework.phrase('portfolio.title')} {today.isoformat()}{suffix}"


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days that all lines of an overview share."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Return where a day is, from 0 (first) to 1 (last); days beyond are at the ends."""
        span = (self.last - self.first).days
        return min(max((day - self.first).days / span, 0.0), 1.0) if span else 1.0

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Return places and names ("2026-03") of firsts of months, at most ``TICKS`` of them."""
        start = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        step = next((step for step in STEPS if (end - start) // step < TICKS), STEPS[-1])
        firsts = [date(at // 12, at % 12 + 1, 1) for at in range(start, end + 1) if at % step == 0]
        return tuple((self.share(day), f"{day:%Y-%m}") for day in firsts if self.first <= day <= self.last)

    def spans(self, line: ProductSummary) -> tuple[tuple[float, float, int], ...]:
        """Return beginning, end and stage of each stretch of a line; the last one lasts until today."""
        ends = [day for day, _ in line.course[1:]] + [self.last]
        return tuple(
            (self.share(day), self.share(end), stage)
            for (day, stage), end in zip(line.course, ends, strict=False)  # no course has an end too
        )


def time_axis(lines: Iterable[ProductSummary], today: date) -> TimeAxis:
    """Return the axis from the earliest assessment to today."""
    first = min((day for one in lines for day, _ in one.course), default=today)
    return TimeAxis(min(first, today), today)


_KEYS: dict[Sort, Callable[[ProductSummary], tuple[int | float, ...]]] = {
    Sort.NAME: lambda _one: (),
    Sort.STAGE: lambda one: (-(one.stage or 0), -(one.target or 0)),
    Sort.VERDICT: lambda one: (
        _GROUP_ORDER[group_of(one)],
        -_CODE_ORDER[one.verdict] if one.verdict is not None else 0,
    ),
    Sort.SIGNALS: lambda one: (-one.present,),
    Sort.AGE: lambda one: (one.as_of.toordinal() if one.as_of else float("inf"),),
    Sort.USERS: lambda one: (-(one.users if one.users is not None else -1),),
}
