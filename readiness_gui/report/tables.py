"""The roadmap's tasks as CSV that trackers import; no cell can start a formula."""

from __future__ import annotations

import csv
import io

from readiness_gui.core.bearing import notes_on
from readiness_gui.core.capacity import ranges, weeks_of
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment
from readiness_gui.core.roadmap import generate
from readiness_gui.core.spreadsheet import safe_cell

#: column names that Jira and Linear recognize
HEADER = (
    "Summary",
    "Description",
    "Assignee",
    "Start Date",
    "Due Date",
    "Status",
    "Labels",
    "Done when",
    "ID",
    "Weeks at least",
    "Weeks at most",
    "Earliest end",
    "Latest end",
    "Waits for",
)


def render(assessment: Assessment, framework: Framework) -> bytes:
    """Return the tasks as UTF-8 with a byte order mark, which spreadsheets need."""
    roadmap = assessment.roadmap or generate(
        assessment, verdict_of(assessment, framework), framework, assessment.as_of
    )
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADER)
    ends = ranges(roadmap)
    for task in roadmap.tasks:
        notes = (note.words for note in notes_on(task.id, assessment, framework))
        weeks, found = weeks_of(task), ends.get(task.id)
        row = (
            task.title,
            "\n".join(part for part in (task.detail, *notes) if part),
            task.owner,
            task.start.isoformat(),
            task.end.isoformat(),
            "Done" if task.done else "To Do",
            f"month-{task.month} {task.kind}",
            task.done_when,
            task.id,
            *((f"{weeks[0]:g}", f"{weeks[1]:g}") if weeks else ("", "")),
            *((found.early.isoformat(), found.late.isoformat()) if found else ("", "")),
            "; ".join(one.id for one in roadmap.tasks if one.id in task.after),
        )
        writer.writerow([safe_cell(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig", "replace")
