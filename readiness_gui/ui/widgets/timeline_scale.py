"""Where a day stands on the timeline, and which day a place stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readiness_gui.core.model import Roadmap, Task

#: the roadmap's horizon in days, and what its header divides it into
HORIZON = 90
MONTH = 30


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


def fitted(roadmap: Roadmap, left: float, width: float, *, mirrored: bool = False) -> Scale:
    """Return a scale that shows the horizon and every task that lies beyond it."""
    first = min([roadmap.start, *(task.start for task in roadmap.tasks)])
    last = max([roadmap.start + timedelta(days=HORIZON - 1), *(task.end for task in roadmap.tasks)])
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


def moved(task: Task, days: int) -> tuple[date, date]:
    """Return start and end of a task moved by some days."""
    shift = timedelta(days=days)
    return task.start + shift, task.end + shift


def resized(task: Task, *, start_days: int = 0, end_days: int = 0) -> tuple[date, date]:
    """Return start and end after one edge moved; a task keeps at least one day."""
    start, end = task.start + timedelta(days=start_days), task.end + timedelta(days=end_days)
    if start > end:
        return (end, end) if start_days else (start, start)
    return start, end
