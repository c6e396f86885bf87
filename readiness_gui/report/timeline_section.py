"""The section on the ninety days: the timeline, what work and people mean for it, the tasks in tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from readiness_gui.charts import timeline
from readiness_gui.core.bearing import notes_on
from readiness_gui.core.capacity import ranges
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.plan_words import ends_words, order_words, weeks_words, work_words
from readiness_gui.core.roadmap import milestones
from readiness_gui.core.wording import date_words, short_date
from readiness_gui.report import plots
from readiness_gui.report.blocks import Block, Chart, Grid, Items, Paragraph, Section
from readiness_gui.report.options import Part

_NOTHING = "–"
#: tasks that one page has room for in the timeline
ROWS = 40


def timeline_section(assessment: Assessment, roadmap: Roadmap, framework: Framework) -> Section:
    """Return the section of one roadmap."""
    lead = framework.phrase("report.timeline.lead", start=date_words(roadmap.start, framework))
    work = (*work_words(roadmap, framework), *order_words(roadmap, framework))
    blocks: list[Block] = [Paragraph(lead), *_charts(roadmap, framework)]
    if work:
        blocks.append(Items(work) if len(work) > 1 else Paragraph(work[0]))
    blocks += [_milestones(roadmap, framework), _tasks(roadmap, framework)]
    around = _around(assessment, roadmap, framework)
    if around.rows:
        blocks.append(around)
    return Section(framework.phrase("report.timeline.title"), tuple(blocks), key=Part.TIMELINE)


def remarks(task: Task, assessment: Assessment, roadmap: Roadmap, framework: Framework) -> tuple[str, ...]:
    """Return, as lines for a description, its work, its end, what it waits for and what bears on it."""
    found = ranges(roadmap).get(task.id)
    waits = "; ".join(one.title for one in roadmap.tasks if one.id in task.after)
    lines = (
        weeks_words(task, framework),
        ends_words(found, framework) if found else "",
        framework.phrase("roadmap.after", titles=waits) if waits else "",
        *(note.words for note in notes_on(task.id, assessment, framework)),
    )
    return tuple(f"{line[0].upper()}{line[1:]}" for line in lines if line)


def _charts(roadmap: Roadmap, framework: Framework) -> Iterator[Chart]:
    """Yield the timeline, in as many parts of about one length as pages need."""
    parts = max(1, math.ceil(len(roadmap.tasks) / ROWS))
    size = math.ceil(len(roadmap.tasks) / parts) or 1
    for first in range(0, size * parts, size):
        yield _chart(roadmap, first, roadmap.tasks[first : first + size], framework)


def _chart(roadmap: Roadmap, first: int, tasks: Sequence[Task], framework: Framework) -> Chart:
    part = {"first": first + 1, "last": first + len(tasks)}
    return Chart(
        "timeline",
        plots.timeline(roadmap, framework, tasks),
        lambda figure, style: timeline.draw_timeline(figure, roadmap, style, framework, only=tasks),
        framework.phrase("report.timeline.alt_part", **part) if first else _alt(roadmap, framework),
        timeline.timeline_table(roadmap, framework),
        max(0.35, 0.045 * len(tasks) + 0.1),
        listed=True,
    )


def _alt(roadmap: Roadmap, framework: Framework) -> str:
    marks = milestones(roadmap)
    return framework.phrase(
        "report.timeline.alt" if marks else "report.timeline.alt_none",
        count=len(roadmap.tasks),
        start=date_words(roadmap.start, framework),
        days=framework.thresholds.horizon_days,
        milestones=len(marks),
        end=date_words(marks[-1].end, framework) if marks else "",
    )


def _milestones(roadmap: Roadmap, framework: Framework) -> Grid:
    return Grid(
        framework.phrase("report.timeline.milestones"),
        (framework.phrase("report.timeline.end"), framework.phrase("report.timeline.milestone")),
        tuple((short_date(task.end, framework), task.title) for task in milestones(roadmap)),
        (0.2, 0.8),
    )


def _tasks(roadmap: Roadmap, framework: Framework) -> Grid:
    keys = ("task", "start", "end", "owner", "done_when")
    rows = tuple(
        (
            ("✓ " if task.done else "") + task.title,
            short_date(task.start, framework),
            short_date(task.end, framework),
            task.owner or _NOTHING,
            task.done_when or _NOTHING,
        )
        for task in roadmap.tasks
    )
    header = tuple(framework.phrase(f"report.timeline.{key}") for key in keys)
    return Grid(framework.phrase("report.timeline.tasks"), header, rows, (0.34, 0.12, 0.12, 0.12, 0.3))


def _around(assessment: Assessment, roadmap: Roadmap, framework: Framework) -> Grid:
    """Return work, end, order and what bears on it, for the tasks of which there is something to say."""
    ends = ranges(roadmap)
    rows = []
    for task in roadmap.tasks:
        found = ends.get(task.id)
        work = (weeks_words(task, framework), ends_words(found, framework) if found else "")
        waits = (one.title for one in roadmap.tasks if one.id in task.after)
        notes = (
            framework.phrase("report.timeline.warning", words=note.short) if note.warns else note.short
            for note in notes_on(task.id, assessment, framework)
        )
        cells = (", ".join(part for part in work if part), "; ".join(waits), "; ".join(notes))
        if any(cells):
            rows.append((task.title, *(cell or _NOTHING for cell in cells)))
    keys = ("task", "work", "after", "bearing")
    header = tuple(framework.phrase(f"report.timeline.{key}") for key in keys)
    return Grid(framework.phrase("report.timeline.around"), header, tuple(rows), (0.28, 0.22, 0.26, 0.24))
