"""Edits of a roadmap at random, for tests of what must hold after any of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from readiness_gui.core.model import Assessment, Task
from readiness_gui.core.plan_edits import add_task, change_task, find_task, move_task, moved, remove_task

NAMES = (
    "shift",
    "start",
    "end",
    "link",
    "title",
    "owner",
    "done_when",
    "done",
    "weeks",
    "remove",
    "add",
    "move",
)

#: an edit, which task it is of, which other one it is about, and by how much
Step = tuple[str, int, int, int]


def steps(most: int = 12) -> st.SearchStrategy[list[Step]]:
    """Return any edits."""
    step = st.tuples(st.sampled_from(NAMES), st.integers(0, 40), st.integers(0, 40), st.integers(-40, 60))
    return st.lists(step, max_size=most)


def shift_task(one: Assessment, task_id: str, steps: int) -> Assessment:
    """Return the assessment with a task that stands so many working days later, as the timeline moves it."""
    task = find_task(one.roadmap, task_id)
    assert task is not None
    start, end = moved(task, steps)
    return change_task(one, task_id, start=start, end=end)


def stepped(one: Assessment, step: Step, first: date) -> Assessment:
    """Return the assessment after one edit; days are counted from ``first``."""
    name, at, other, days = step
    assert one.roadmap is not None
    tasks = one.roadmap.tasks
    if not tasks:
        return one
    task, near = tasks[at % len(tasks)], tasks[other % len(tasks)]
    if name == "shift":
        return shift_task(one, task.id, days)
    if name == "remove":
        return remove_task(one, task.id)
    if name == "add":
        return add_task(one, "New", task.id)[0]
    if name == "move":
        return move_task(one, task.id, days)
    return change_task(one, task.id, **_changes(name, task, near, first + timedelta(days=days)))


def _changes(name: str, task: Task, near: Task, day: date) -> dict[str, object]:
    if name in ("start", "end"):
        return {name: day}
    if name == "link":
        return {"after": task.after ^ {near.id}}
    if name == "done":
        return {"done": not task.done}
    if name == "weeks":
        return {"weeks_low": 1.0 + day.day, "weeks_high": 2.0 + day.day}
    return {name: f"{name} {day}"}
