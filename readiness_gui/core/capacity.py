"""From weeks of work and people to dates: when each task ends at the earliest and at the latest.

Decision 0013: a week is a week of one person full time. The people who work on the roadmap are split
evenly over the tasks under way that have weeks; the earliest ends follow if every task takes its least,
the latest if every task takes its most. A task begins on its planned day, or later where what it waits
for is not finished by then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.links import MOMENTS, ordered
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.workdays import WEEK, count, day_of, number_of

#: the furthest that is looked ahead, in working days; work that takes longer ends there
HORIZON = 5 * 52 * WEEK
#: how much work may be left for a task to be finished, in days of one person
_REST = 1e-9
#: how much of a working day counts as nothing
_INSTANT = 1e-6


@dataclass(frozen=True, slots=True)
class Range:
    """The working days on which a task ends at the earliest and at the latest."""

    early: date
    late: date


@dataclass(frozen=True, slots=True)
class Load:
    """A stretch of weeks in which the plan asks for more people than there are.

    ``low`` and ``high`` are the people it asks for in its busiest week, in full-time equivalents.
    """

    first: date
    last: date
    low: float
    high: float


def people_of(roadmap: Roadmap) -> float | None:
    """Return how many people work on it, ``None`` where nobody said or the number makes no sense."""
    people = roadmap.people
    return people if people is not None and math.isfinite(people) and people > 0 else None


def weeks_of(task: Task) -> tuple[float, float] | None:
    """Return the least and the most weeks of one person that a task takes, ``None`` where unknown.

    Where only one of the two is known, it counts for both.
    """
    low = task.weeks_low if task.weeks_low is not None else task.weeks_high
    high = task.weeks_high if task.weeks_high is not None else task.weeks_low
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return None
    return (low, high) if 0 < low <= high else None


def ranges(roadmap: Roadmap) -> Mapping[str, Range]:
    """Return earliest and latest end of each open task with weeks, by id; empty without people."""
    people = people_of(roadmap)
    if people is None:
        return {}
    early, late = _Run(roadmap, people, 0).ends(), _Run(roadmap, people, 1).ends()
    return {name: Range(day_of(early[name]), day_of(max(late[name], early[name]))) for name in early}


def loads(roadmap: Roadmap) -> tuple[Load, ...]:
    """Return the stretches of weeks in which planned dates ask for more people than there are.

    A task's work is spread evenly over its planned working days; a week asks for the sum over its tasks.
    """
    people = people_of(roadmap)
    if people is None:
        return ()
    found: list[Load] = []
    for monday, (low, high) in sorted(_demand(roadmap).items()):
        if high <= people + _INSTANT:
            continue
        last = found[-1] if found else None
        if last is not None and number_of(last.last) + 1 == number_of(monday):
            busiest = max(((last.low, last.high), (low, high)), key=lambda pair: pair[1])
            found[-1] = Load(last.first, day_of(number_of(monday) + WEEK - 1), *busiest)
        else:
            found.append(Load(monday, day_of(number_of(monday) + WEEK - 1), low, high))
    return tuple(found)


def _demand(roadmap: Roadmap) -> dict[date, tuple[float, float]]:
    """Return the people asked for at the least and at the most in each week, by its Monday."""
    asked: dict[date, tuple[float, float]] = {}
    for task in roadmap.tasks:
        weeks = weeks_of(task)
        if weeks is None or task.done:
            continue
        first = number_of(task.start)
        days = max(count(task.start, task.end), 1)
        for week in range(first // WEEK, (first + days - 1) // WEEK + 1):
            inside = min(first + days, (week + 1) * WEEK) - max(first, week * WEEK)
            low, high = (one * inside / days for one in weeks)  # weeks of work in one week are people
            had = asked.get(day_of(week * WEEK), (0.0, 0.0))
            asked[day_of(week * WEEK)] = (had[0] + low, had[1] + high)
    return asked


class _Run:
    """Plays the work through once, from event to event, in numbers of working days."""

    def __init__(self, roadmap: Roadmap, people: float, which: int) -> None:
        self._people = people
        self._order = ordered([task for task in roadmap.tasks if not task.done])
        self._names = {task.id for task in self._order}
        self._left = {
            task.id: weeks[which] * WEEK for task in self._order if (weeks := weeks_of(task)) is not None
        }
        self._begins: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._limit = max((number_of(task.end) for task in self._order), default=0) + HORIZON

    def ends(self) -> dict[str, int]:
        """Return the number of the last working day of each task with weeks."""
        active: dict[str, float] = {}
        begun: set[str] = set()
        now = 0.0
        while now < self._limit and (active or len(begun) < len(self._left)):
            self._settle()
            waiting = {name: self._begins[name] for name in self._left if self._waits(name, begun)}
            if not active:
                now = max(now, min(waiting.values(), default=self._limit))
            fresh = [name for name, start in waiting.items() if start <= now]
            begun.update(fresh)
            active.update((name, self._left[name]) for name in fresh)
            if not active:
                break
            later = (start for start in waiting.values() if start > now)
            now = self._work(active, now, min(later, default=self._limit))
        return {name: self._ends.get(name, self._limit) for name in self._left}

    def _waits(self, name: str, begun: set[str]) -> bool:
        return name in self._begins and name not in begun

    def _work(self, active: dict[str, float], now: float, until: float) -> float:
        """Work on what is under way until something is finished or the next task begins."""
        rate = self._people / len(active)
        until = min(until, now + min(active.values()) / rate)
        for name in list(active):
            active[name] -= (until - now) * rate
            if active[name] <= _REST:
                del active[name]
                self._ends[name] = max(math.ceil(until - _INSTANT) - 1, self._begins[name])
        return until

    def _settle(self) -> None:
        """Note when tasks begin whose predecessors' ends are known; without weeks, dates give the end."""
        for task in self._order:
            waited = task.after & self._names - {task.id}
            if task.id in self._begins or not waited <= self._ends.keys():
                continue
            gap = 0 if task.kind in MOMENTS else 1
            begin = max([number_of(task.start), *(self._ends[name] + gap for name in waited)])
            self._begins[task.id] = begin
            if task.id not in self._left:
                self._ends[task.id] = begin + max(count(task.start, task.end), 1) - 1
