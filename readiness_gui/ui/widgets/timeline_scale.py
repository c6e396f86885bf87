"""Where a day stands on the timeline, and which day a place stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.workdays import count, last_day, settled, shifted

#: the roadmap's horizon in days, and what its header divides it into
HORIZON = 90
MONTH = 30
#: how many days beyond the horizon are shown at most for the sake of a latest end
BEYOND = 45
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of days drawn over ``width`` pixels from ``left``; mirrored for right-to-left."""

    first: date
    days: int
    left: float
    width: float
    mirrored: bool = False

    def x(self, day: date) -> float:
        """Return the place at which ``day`` begins (its later edge where mirrored)."""
        along = (day - self.first).days / self.days * self.width
        return self.left + (self.width - along if self.mirrored else along)

    def day(self, x: float) -> date:
        """Return the day drawn at ``x``, kept within the stretch."""
        along = (x - self.left) / self.width * self.days
        if self.mirrored:
            along = self.days - along
        return self.first + timedelta(days=max(0, min(int(along // 1), self.days - 1)))

    def span(self, start: date, end: date) -> tuple[float, float]:
        """Return left edge and width of the days from ``start`` to ``end``, both included."""
        one, other = self.x(start), self.x(end + timedelta(days=1))
        return min(one, other), abs(other - one)

    def days_between(self, from_x: float, to_x: float) -> int:
        """Return by how many days a drag from one place to another moves."""
        days = round((to_x - from_x) / self.width * self.days)
        return -days if self.mirrored else days


def fitted(
    roadmap: Roadmap, left: float, width: float, *, mirrored: bool = False, late: date | None = None
) -> Scale:
    """Return a scale that shows the horizon, every task that lies beyond it, and the latest end.

    Of a latest end far beyond, only :data:`BEYOND` days are shown, so that the ninety days stay legible.
    """
    first = min([roadmap.start, *(task.start for task in roadmap.tasks)])
    horizon = roadmap.start + timedelta(days=HORIZON - 1)
    last = max([horizon, *(task.end for task in roadmap.tasks)])
    if late is not None:
        last = max(last, min(late, horizon + timedelta(days=BEYOND)))
    return Scale(first, (last - first).days + 1, left, max(width, 1.0), mirrored)


def months(roadmap: Roadmap) -> Sequence[tuple[int, date, date]]:
    """Return the roadmap's months as number, first and last day."""
    return [
        (
            number + 1,
            roadmap.start + timedelta(days=number * MONTH),
            roadmap.start + timedelta(days=(number + 1) * MONTH - 1),
        )
        for number in range(HORIZON // MONTH)
    ]


def weekends(scale: Scale) -> Iterator[tuple[date, date]]:
    """Yield the weekends within the scale as first and last day."""
    day = scale.first
    end = scale.first + timedelta(days=scale.days - 1)
    while day <= end:
        monday = settled(day, forward=True)
        if monday != day:
            yield day, min(monday - timedelta(days=1), end)
            day = monday
        day += timedelta(days=SATURDAY - day.weekday())


def dragged(task: Task, days: int) -> tuple[date, date]:
    """Return start and end of a task dragged by some days; its length in working days stays."""
    start = settled(task.start + timedelta(days=days), forward=days > 0)
    return start, last_day(start, count(task.start, task.end))


def resized(task: Task, *, start_days: int = 0, end_days: int = 0) -> tuple[date, date]:
    """Return start and end after one edge was dragged; a task keeps at least one day."""
    start, end = task.start, task.end
    if start_days:
        start = settled(start + timedelta(days=start_days), forward=start_days > 0)
    if end_days:
        end = settled(end + timedelta(days=end_days), forward=end_days > 0)
    return _in_order(start, end, keep_end=bool(start_days))


def stepped(task: Task, *, start_steps: int = 0, end_steps: int = 0) -> tuple[date, date]:
    """Return start and end after one edge went some working days on; a task keeps at least one day."""
    start = shifted(task.start, start_steps) if start_steps else task.start
    end = shifted(task.end, end_steps) if end_steps else task.end
    return _in_order(start, end, keep_end=bool(start_steps))


def _in_order(start: date, end: date, *, keep_end: bool) -> tuple[date, date]:
    if start > end:
        return (end, end) if keep_end else (start, start)
    return start, end
