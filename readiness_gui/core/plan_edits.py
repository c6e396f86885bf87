"""Edits of the roadmap by hand, as functions of the assessment.

Every edit of a generated task marks the fields it changed, so that generating the roadmap anew
keeps them. A task's end is never before its start: the other end gives way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from readiness_gui.core.model import Assessment, Roadmap, Task, new_id
from readiness_gui.core.roadmap import OWN, month_of
from readiness_gui.core.terms import TaskKind


def find_task(roadmap: Roadmap | None, task_id: str | None) -> Task | None:
    """Return the task with this id, ``None`` where there is none."""
    if roadmap is None:
        return None
    return next((task for task in roadmap.tasks if task.id == task_id), None)


def change_task(assessment: Assessment, task_id: str, **changes: object) -> Assessment:
    """Return a copy in which fields of one task are changed and marked as edited."""
    roadmap = assessment.roadmap
    task = find_task(roadmap, task_id)
    if roadmap is None or task is None:
        return assessment
    changes = _ordered(task, changes)
    real = {name: value for name, value in changes.items() if getattr(task, name) != value}
    if not real:
        return assessment
    changed = replace(task, **real, edited=task.edited | frozenset(real))  # type: ignore[arg-type]  # fields by name
    tasks = tuple(changed if one.id == task_id else one for one in roadmap.tasks)
    return replace(assessment, roadmap=replace(roadmap, tasks=tasks))


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
    start = near.start if near else roadmap.start
    task = Task(
        id=task_id or f"{OWN}{new_id()}",
        kind=TaskKind.WORK,
        month=month_of(roadmap.start, start),
        title=title,
        start=start,
        end=start + timedelta(days=6),
    )
    at = roadmap.tasks.index(near) + 1 if near else len(roadmap.tasks)
    tasks = (*roadmap.tasks[:at], task, *roadmap.tasks[at:])
    return replace(assessment, roadmap=replace(roadmap, tasks=tasks)), task.id


def remove_task(assessment: Assessment, task_id: str) -> Assessment:
    """Return a copy without one task; a generated one stays away when generating anew."""
    roadmap = assessment.roadmap
    if roadmap is None or find_task(roadmap, task_id) is None:
        return assessment
    tasks = tuple(task for task in roadmap.tasks if task.id != task_id)
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


def _ordered(task: Task, changes: dict[str, object]) -> dict[str, object]:
    """Let the other end of the task give way where start and end would cross."""
    start, end = changes.get("start", task.start), changes.get("end", task.end)
    if not isinstance(start, date) or not isinstance(end, date) or start <= end:
        return changes
    if "end" in changes and "start" not in changes:
        return {**changes, "start": end}
    return {**changes, "end": start + (task.end - task.start)}
