"""The roadmap's tasks as CSV that trackers import; no cell can start a formula."""

from __future__ import annotations

import csv
import io

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
)


def render(assessment: Assessment, framework: Framework) -> bytes:
    """Return the tasks as UTF-8 with a byte order mark, which spreadsheets need."""
    roadmap = assessment.roadmap or generate(
        assessment, verdict_of(assessment, framework), framework, assessment.as_of
    )
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADER)
    for task in roadmap.tasks:
        row = (
            task.title,
            task.detail,
            task.owner,
            task.start.isoformat(),
            task.end.isoformat(),
            "Done" if task.done else "To Do",
            f"month-{task.month} {task.kind}",
            task.done_when,
            task.id,
        )
        writer.writerow([safe_cell(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig", "replace")
