"""Edits of the roadmap by hand, as functions of the assessment.

Every edit of a generated task marks the fields it changed, so that generating the roadmap anew
keeps them. A task's end is never before its start: the other end gives way. Tasks begin and end on
working days: a day on a weekend becomes the next working day in the direction in which it was moved.
What waits for a task moves along with it where it has to, never back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness_gui.core.links import path, pushed
from readiness_gui.core.model import Assessment, Roadmap, Task, new_id
from readiness_gui.core.roadmap import OWN, month_of
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.workdays import WEEK, count, last_day, settled, shifted

#: fields that say when a task begins or ends, or what has to
_TIMING = frozenset({"start", "end", "after", "done"})


def find_task(roadmap: Roadmap | None, task_id: str | None) -> Task | None:
    """Return the task with this id, ``None`` where there is none."""
    if roadmap is None:
        return None
    return next((task for task in roadmap.tasks if task.id == task_id), None)


def change_task(assessment: Assessment, task_id: str, **changes: object) -> Assessment:
    """Return a copy in which fields of one task are changed and marked as edited.

    Links that would close a circle are not taken: see :func:`circle`.
    """
    roadmap = assessment.roadmap
    task = find_task(roadmap, task_id)
    if roadmap is None or task is None:
        return assessment
    if circle(roadmap, task_id, changes.get("after")):
        return assessment
    changes = _work(_ordered(task, _on_workdays(task, changes)), task)
    real = {name: value for name, value in changes.items() if getattr(task, name) != value}
    if not real:
        return assessment
    changed = replace(task, **real, edited=task.edited | frozenset(real))  # type: ignore[arg-type]  # fields by name
    tasks = tuple(changed if one.id == task_id else one for one in roadmap.tasks)
    if real.keys() & _TIMING:
        tasks = _pushed_from(task_id, tasks)
    return replace(assessment, roadmap=replace(roadmap, tasks=tasks))


def moved(task: Task, steps: int) -> tuple[date, date]:
    """Return the days of a task moved by working days; its length in working days stays."""
    start = shifted(task.start, steps)
    return start, last_day(start, count(task.start, task.end))


def circle(roadmap: Roadmap, task_id: str, after: object) -> tuple[Task, ...]:
    """Return the tasks that would wait for each other if ``task_id`` waited for ``after``; none if it may."""
    if not isinstance(after, frozenset):
        return ()
    rest = [replace(one, after=frozenset()) if one.id == task_id else one for one in roadmap.tasks]
    for other in sorted(after):
        found = path(rest, other, task_id)
        if found:
            return tuple(task for name in found if (task := find_task(roadmap, name)) is not None)
    return ()


def moved_along(before: Roadmap | None, after: Roadmap | None, task_id: str) -> tuple[Task, ...]:
    """Return the tasks other than ``task_id`` whose days an edit changed, as they are now."""
    if before is None or after is None:
        return ()
    days = {task.id: (task.start, task.end) for task in before.tasks}
    return tuple(
        task
        for task in after.tasks
        if task.id != task_id and days.get(task.id, (task.start, task.end)) != (task.start, task.end)
    )


def set_people(assessment: Assessment, people: float | None) -> Assessment:
    """Return a copy in which so many people work on the roadmap, ``None`` where nobody says."""
    roadmap = assessment.roadmap
    if roadmap is None:
        return assessment
    return replace(assessment, roadmap=replace(roadmap, people=people))


def add_task(
    assessment: Assessment, title: str, after: str | None, task_id: str | None = None
) -> tuple[Assessment, str]:
    """Return a copy with a task of the user's own below ``after`` (or last), and its id.

    The id is a fresh one unless ``task_id`` names it.
    """
    roadmap = assessment.roadmap
    if roadmap is None:
        return assessment, ""
    near = find_task(roadmap, after)
    start = settled(near.start if near else roadmap.start, forward=True)
    task = Task(
        id=task_id or f"{OWN}{new_id()}",
        kind=TaskKind.WORK,
        month=month_of(roadmap.start, start),
        title=title,
        start=start,
        end=last_day(start, WEEK),
    )
    at = roadmap.tasks.index(near) + 1 if near else len(roadmap.tasks)
    tasks = (*roadmap.tasks[:at], task, *roadmap.tasks[at:])
    return replace(assessment, roadmap=replace(roadmap, tasks=tasks)), task.id


def remove_task(assessment: Assessment, task_id: str) -> Assessment:
    """Return a copy without one task; a generated one stays away when generating anew."""
    roadmap = assessment.roadmap
    if roadmap is None or find_task(roadmap, task_id) is None:
        return assessment
    tasks = tuple(replace(task, after=task.after - {task_id}) for task in roadmap.tasks if task.id != task_id)
    removed = roadmap.removed if task_id.startswith(OWN) else roadmap.removed | {task_id}
    return replace(assessment, roadmap=replace(roadmap, tasks=tasks, removed=removed))


def move_task(assessment: Assessment, task_id: str, steps: int) -> Assessment:
    """Return a copy in which one task stands ``steps`` places further down (up where negative)."""
    roadmap = assessment.roadmap
    task = find_task(roadmap, task_id)
    if roadmap is None or task is None:
        return assessment
    rest = [one for one in roadmap.tasks if one.id != task_id]
    at = roadmap.tasks.index(task) + steps
    rest.insert(max(0, min(at, len(rest))), task)
    return replace(assessment, roadmap=replace(roadmap, tasks=tuple(rest)))


def _on_workdays(task: Task, changes: dict[str, object]) -> dict[str, object]:
    """Settle days that lie on a weekend in the direction in which they were moved."""
    new = dict(changes)
    for name in ("start", "end"):
        day = changes.get(name)
        if isinstance(day, date) and day != getattr(task, name):
            new[name] = settled(day, forward=day > getattr(task, name))
    return new


def _ordered(task: Task, changes: dict[str, object]) -> dict[str, object]:
    """Let the other end of the task give way where start and end would cross."""
    start, end = changes.get("start", task.start), changes.get("end", task.end)
    if not isinstance(start, date) or not isinstance(end, date) or start <= end:
        return changes
    if "end" in changes and "start" not in changes:
        return {**changes, "start": end}
    return {**changes, "end": last_day(start, count(task.start, task.end))}


def _work(changes: dict[str, object], task: Task) -> dict[str, object]:
    """Let the other figure give way where the least work would be more than the most."""
    low, high = (changes.get(name, getattr(task, name)) for name in ("weeks_low", "weeks_high"))
    if not isinstance(low, float) or not isinstance(high, float) or low <= high:
        return changes
    return {**changes, "weeks_low": high} if "weeks_high" in changes else {**changes, "weeks_high": low}


def _pushed_from(task_id: str, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return the tasks with this one, and what waits for it, begun after what they wait for.

    What moved is marked as edited; nothing else moves.
    """
    others = {one.id for one in tasks if not path(tasks, one.id, task_id)}
    return tuple(
        one if one == was else replace(one, edited=one.edited | {"start", "end"})
        for was, one in zip(tasks, pushed(tasks, keep=others), strict=True)
    )
