"""The ninety days to scale: tasks as bars, milestones as diamonds, months and weeks as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from readiness_gui.charts.style import (
    ChartStyle,
    Table,
    finish,
    nothing_yet,
    plain_axes,
    shorten,
    table,
    write,
)
from readiness_gui.core.capacity import Range, ranges
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.wording import brief_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MONTH_DAYS = 30


def draw_timeline(
    figure: Figure,
    roadmap: Roadmap,
    style: ChartStyle,
    framework: Framework,
    today: date | None = None,
    only: Sequence[Task] | None = None,
) -> None:
    """Draw the tasks in the order of the roadmap over its ninety days; ``today`` adds a line.

    ``only`` are those of its tasks that are drawn; dates and ends follow from all of them.
    """
    tasks = roadmap.tasks if only is None else only
    if not tasks:
        nothing_yet(figure, framework.phrase("charts.timeline.empty"), style)
        return
    axes = plain_axes(figure, style)
    ends = ranges(roadmap)
    days = framework.thresholds.horizon_days
    for row, task in enumerate(tasks):
        _bar(axes, row, task, roadmap.start, style)
    _links(axes, tasks, roadmap.start, style)
    for row, task in enumerate(tasks):
        if task.id in ends:
            _range(axes, row, ends[task.id], roadmap.start, style)
    rows = len(tasks)
    for month in range(days // MONTH_DAYS):
        axes.axvline(month * MONTH_DAYS, color=style.line, linewidth=1.2, zorder=0)
        words = framework.phrase("charts.timeline.month", month=month + 1)
        write(axes, month * MONTH_DAYS + 1, -0.95, words, style, va="center", bold=True)
    if today is not None and 0 <= (today - roadmap.start).days <= days:
        place = (today - roadmap.start).days
        axes.axvline(place, color=style.absent, linewidth=1.4)
        write(axes, place + 0.6, rows - 0.35, framework.phrase("charts.timeline.today"), style, va="center")
    axes.set_xlim(0, days)
    axes.set_ylim(rows - 0.2, -1.4)
    axes.set_yticks(range(rows), [shorten(task.title, 40) for task in tasks])
    ticks = range(0, days + 1, 14)
    axes.set_xticks(list(ticks), [brief_day(roadmap.start + timedelta(days=day), framework) for day in ticks])
    finish(axes, style)


def timeline_table(roadmap: Roadmap, framework: Framework) -> Table:
    """Return the tasks with their dates, when they may end by people and weeks, and what they wait for."""
    ends = ranges(roadmap)
    numbers = {task.id: str(row) for row, task in enumerate(roadmap.tasks, start=1)}
    header = [
        framework.phrase(f"charts.timeline.{key}")
        for key in ("number", "task", "start", "end", "early", "late", "after")
    ]
    rows = []
    for task in roadmap.tasks:
        found = ends.get(task.id)
        days = (found.early.isoformat(), found.late.isoformat()) if found else ("–", "–")
        waits = ", ".join(numbers[other.id] for other in roadmap.tasks if other.id in task.after) or "–"
        dates = (task.start.isoformat(), task.end.isoformat())
        rows.append((numbers[task.id], task.title, *dates, *days, waits))
    return table(header, rows)


def _bar(axes: Axes, row: int, task: Task, start: date, style: ChartStyle) -> None:
    first = (task.start - start).days
    last = (task.end - start).days + 1
    if task.kind in (TaskKind.MILESTONE, TaskKind.GATE):
        marker = "D" if task.kind is TaskKind.MILESTONE else "P"
        axes.plot([last - 0.5], [row], marker=marker, color=style.text, markersize=8, clip_on=False)
        return
    warns = task.kind in (TaskKind.WARNING, TaskKind.RESOLVE)
    axes.barh(
        [row], [last - first], left=first, height=0.56, color=style.ground if warns else style.accent,
        edgecolor=style.accent, hatch="////" if warns else None, linewidth=1.2,
    )  # fmt: skip


def _range(axes: Axes, row: int, found: Range, start: date, style: ChartStyle) -> None:
    """Draw a slim dotted strip from the earliest to the latest end, between two posts."""
    early, late = ((day - start).days + 1 for day in (found.early, found.late))
    axes.barh(
        [row], [late - early], left=early, height=0.26, color=style.ground,
        edgecolor=style.text, hatch="....", linewidth=0.8, zorder=3,
    )  # fmt: skip
    for day in (early, late):
        axes.plot([day, day], [row - 0.28, row + 0.28], color=style.text, linewidth=1.4, zorder=4)


def _links(axes: Axes, tasks: Sequence[Task], start: date, style: ChartStyle) -> None:
    """Draw a thin arrow from what has to be finished first to what waits for it."""
    rows = {task.id: (row, task) for row, task in enumerate(tasks)}
    for task in tasks:
        for name in sorted(task.after & rows.keys()):
            row, first = rows[name]
            begin = (first.end - start).days + 1
            into = (task.start - start).days
            axes.annotate(
                "", (max(into, begin), rows[task.id][0] - 0.3), (begin, row),
                arrowprops={
                    "arrowstyle": "-|>", "color": style.muted, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0,
                    "connectionstyle": "angle,angleA=0,angleB=90,rad=0",
                },
            )  # fmt: skip
