"""What work, people and links mean for the dates of a roadmap, in sentences for screen and report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness_gui.core.capacity import Load, Range, loads, people_of, ranges, weeks_of
from readiness_gui.core.framework import Framework
from readiness_gui.core.links import path, too_early
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.roadmap import end_of
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.wording import date_words, day_words, listed, number, quoted


def days_words(first: date, last: date, framework: Framework) -> str:
    """Return a stretch of days as a reader says it: "14–28 April", "28 April – 5 May", "3 May"."""
    if first == last:
        return day_words(first, framework)
    if (first.year, first.month) == (last.year, last.month):
        month = framework.phrase(f"core.months.{last.month}")
        return framework.phrase("core.words.days", first=first.day, last=last.day, month=month)
    return f"{day_words(first, framework)} – {day_words(last, framework)}"


def ends_words(found: Range, framework: Framework) -> str:
    """Return when a task ends: "ends 14–28 April"."""
    return framework.phrase("roadmap.ends", days=days_words(found.early, found.late, framework))


def weeks_words(task: Task, framework: Framework) -> str:
    """Return the work of a task: "4–6 weeks of work"; "" where it is unknown."""
    weeks = weeks_of(task)
    if weeks is None:
        return ""
    low, high = weeks
    figure = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    key = "roadmap.weeks_one" if figure == "1" else "roadmap.weeks"
    return framework.phrase(key, weeks=number(figure, framework))


def work_words(roadmap: Roadmap, framework: Framework) -> tuple[str, ...]:
    """Return what the work means for the dates: none where no open task says how long it takes."""
    open_tasks = [weeks for task in roadmap.tasks if not task.done and (weeks := weeks_of(task))]
    if not open_tasks:
        return ()
    low, high = (f"{sum(ends):g}" for ends in zip(*open_tasks, strict=True))
    total = number(low if low == high else f"{low}–{high}", framework)
    people = people_of(roadmap)
    if people is None:
        return (framework.phrase("roadmap.people_unknown", weeks=total),)
    found = ranges(roadmap)
    last = Range(max(one.early for one in found.values()), max(one.late for one in found.values()))
    key = "work_one" if f"{people:g}" == "1" else "work"
    days = days_words(last.early, last.late, framework)
    return (
        framework.phrase(f"roadmap.{key}", weeks=total, people=number(f"{people:g}", framework), days=days),
        *_too_late(roadmap, framework),
        *_load_words(loads(roadmap), people, framework),
    )


def over_words(roadmap: Roadmap, framework: Framework, today: date) -> tuple[str, ...]:
    """Return a sentence where the ninety days are over, as after carrying a roadmap to a new assessment."""
    end = end_of(roadmap, framework)
    return (framework.phrase("roadmap.over", day=date_words(end, framework)),) if end < today else ()


def order_words(roadmap: Roadmap, framework: Framework) -> tuple[str, ...]:
    """Return a sentence for each task that begins before what it waits for is finished."""
    return tuple(_early_words(task, roadmap, framework) for task in too_early(roadmap.tasks))


def circle_words(waiting: tuple[Task, ...], framework: Framework) -> str:
    """Return why a task cannot wait for another: the tasks in between wait for it already."""
    first, last = waiting[0], waiting[-1]
    if len(waiting) < 3:
        return framework.phrase("roadmap.circle", first=first.title, last=last.title)
    between = listed([task.title for task in waiting[1:-1]], framework)
    return framework.phrase("roadmap.circle_over", first=first.title, last=last.title, between=between)


def _too_late(roadmap: Roadmap, framework: Framework) -> Iterator[str]:
    """Yield what runs past its gate, and what runs past the ninety days."""
    found = ranges(roadmap)
    latest = end_of(roadmap, framework)
    over: dict[tuple[str, date], list[Task]] = {}
    for task in roadmap.tasks:
        if task.id not in found:
            continue
        late, gate = found[task.id].late, _gate_of(task, roadmap)
        if late > latest:
            over.setdefault(("past_end", latest), []).append(task)
        elif gate is not None and task.start <= gate.end < late:
            over.setdefault(("past_gate", gate.end), []).append(task)
    for (key, day), tasks in sorted(over.items(), key=lambda item: item[0][1]):
        late = max(found[task.id].late for task in tasks)
        titles = "; ".join(quoted(task.title, framework) for task in tasks[:_NAMED])
        if len(tasks) > _NAMED:
            titles = framework.phrase("roadmap.and_more", titles=titles, count=len(tasks) - _NAMED)
        words = {"late": date_words(late, framework), "day": date_words(day, framework)}
        yield framework.phrase(f"roadmap.{key}", titles=titles, **words)


def _gate_of(task: Task, roadmap: Roadmap) -> Task | None:
    """Return the first open gate that waits for a task, or else the last open gate there is."""
    gates = sorted((one for one in roadmap.tasks if _is_gate(one)), key=lambda one: one.end)
    waiting = (gate for gate in gates if path(roadmap.tasks, gate.id, task.id))
    return next(waiting, gates[-1] if gates else None)


#: most tasks that a sentence names
_NAMED = 3


def _is_gate(task: Task) -> bool:
    return task.kind is TaskKind.GATE and not task.done


def _load_words(found: Sequence[Load], people: float, framework: Framework) -> Iterator[str]:
    """Yield when the planned dates ask for more people than there are."""
    if not found:
        return
    stretches = []
    for load in found:
        low, high = f"{load.low:.2g}", f"{load.high:.2g}"
        days = days_words(load.first, load.last, framework)
        needed = low if low == high else f"{low}–{high}"
        needed = number(needed, framework)
        stretches.append(framework.phrase("roadmap.load_stretch", days=days, needed=needed))
    there = number(f"{people:g}", framework)
    yield framework.phrase("roadmap.load", people=there, stretches="; ".join(stretches))


def _early_words(task: Task, roadmap: Roadmap, framework: Framework) -> str:
    waited = [one for one in roadmap.tasks if one.id in task.after and not one.done]
    last = max(waited, key=lambda one: one.end)
    return framework.phrase(
        "roadmap.too_early",
        title=task.title,
        other=last.title,
        day=day_words(last.end, framework),
    )
