"""The roadmap's tasks as CSV that trackers import; no cell can start a formula."""

from __future__ import annotations

from readiness_gui.core.bearing import notes_on
from readiness_gui.core.capacity import ranges, weeks_of
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment
from readiness_gui.core.roadmap import generate
from readiness_gui.core.spreadsheet import csv_text
from readiness_gui.core.terms import TaskKind

#: names of columns that Jira (Summary, Issue Type) and Linear (Title) look for; both take the others
HEADER = (
    "Summary",
    "Title",
    "Issue Type",
    "Description",
    "Assignee",
    "Status",
    "Priority",
    "Labels",
    "Start Date",
    "Due Date",
    "Done when",
    "ID",
    "Weeks at least",
    "Weeks at most",
    "Earliest end",
    "Latest end",
    "Waits for",
)
#: a task that holds others up is worked on first; both trackers know these words
PRIORITIES = {TaskKind.WARNING: "High", TaskKind.RESOLVE: "High"}


def render(assessment: Assessment, framework: Framework) -> bytes:
    """Return the tasks as UTF-8 with a byte order mark, which spreadsheets need."""
    roadmap = assessment.roadmap or generate(
        assessment, verdict_of(assessment, framework), framework, assessment.as_of
    )
    rows: list[tuple[str, ...]] = [HEADER]
    ends = ranges(roadmap)
    for task in roadmap.tasks:
        notes = (note.words for note in notes_on(task.id, assessment, framework))
        weeks, found = weeks_of(task), ends.get(task.id)
        done_when = task.done_when and framework.phrase("report.resolve.done", when=task.done_when)
        row = (
            task.title,
            task.title,
            "Task",
            "\n\n".join(part for part in (task.detail, done_when, *notes) if part),
            task.owner,
            "Done" if task.done else "To Do",
            PRIORITIES.get(task.kind, "Medium"),
            f"month-{task.month}",  # one word: a space parts labels in Jira, a comma in Linear
            task.start.isoformat(),
            task.end.isoformat(),
            task.done_when,
            task.id,
            *((f"{weeks[0]:g}", f"{weeks[1]:g}") if weeks else ("", "")),
            *((found.early.isoformat(), found.late.isoformat()) if found else ("", "")),
            "; ".join(one.id for one in roadmap.tasks if one.id in task.after),
        )
        rows.append(row)
    return csv_text(rows).encode("utf-8-sig", "replace")
