"""The roadmap's tasks as a calendar file; a second import updates the first.

An event keeps its identifier (product and task). Its ``SEQUENCE`` and ``DTSTAMP`` count and name the day
of the export, so that a later file beats an earlier one, and one exported twice on a day is the same.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment, Product, Task
from readiness_gui.core.roadmap import generate
from readiness_gui.report.plain import bare, one_line
from readiness_gui.report.timeline_section import remarks

if TYPE_CHECKING:
    from icalendar import Event

#: the day that sequence numbers count from, in days
FIRST = date(2026, 1, 1)


def render(product: Product, assessment: Assessment, framework: Framework, today: date) -> bytes:
    """Return an iCalendar file (RFC 5545) with an all-day event a task, as of ``today``."""
    from icalendar import Calendar

    roadmap = assessment.roadmap or generate(
        assessment, verdict_of(assessment, framework), framework, assessment.as_of
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Readiness//roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(product.name))
    calendar.add("method", "PUBLISH")
    for task in roadmap.tasks:
        more = remarks(task, assessment, roadmap, framework)
        event = _event(product, task, more)
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("sequence", max((today - FIRST).days, 0))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(product: Product, task: Task, more: tuple[str, ...]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", one_line(f"{product.id}-{task.id}@readiness"))
    event.add("dtstart", task.start)
    event.add("dtend", task.end + timedelta(days=1))
    done = "✓ " if task.done else ""
    event.add("summary", one_line(f"{done}{product.name}: {task.title}"))
    parts = (task.detail, task.done_when, task.owner, *more)
    event.add("description", bare("\n".join(part for part in parts if part)))
    event.add("transp", "TRANSPARENT")
    return event
