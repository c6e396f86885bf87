"""What has to be finished before what: the links between tasks, kept free of circles.

A link only ever pushes: where a task would begin before one it waits for is finished, it moves to the
next working day and keeps its length. Nothing is pulled forward when there is room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from readiness_gui.core.model import Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.workdays import count, last_day, settled, shifted

#: kinds of tasks that are a moment: they may fall on the day on which what they wait for ends
MOMENTS = frozenset({TaskKind.MILESTONE})


def path(tasks: Iterable[Task], first: str, last: str) -> tuple[str, ...]:
    """Return ids that lead from ``first`` to ``last`` by waiting, both included; empty where none do."""
    after = {task.id: task.after for task in tasks}
    came: dict[str, str] = {}
    waiting = [first]
    while waiting:
        at = waiting.pop()
        if at == last:
            steps = [at]
            while at != first:
                at = came[at]
                steps.append(at)
            return tuple(reversed(steps))
        for one in sorted(after.get(at, frozenset())):
            if one not in came and one != first:
                came[one] = at
                waiting.append(one)
    return ()


def ordered(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks so that each stands after those it waits for, otherwise in their order.

    Links to tasks that are not among them count for nothing; tasks in a circle come last.
    """
    names = {task.id for task in tasks}
    waits = {task.id: set(task.after) & names - {task.id} for task in tasks}
    done: set[str] = set()
    result: list[Task] = []
    rest = list(tasks)
    while rest:
        ready = [task for task in rest if waits[task.id] <= done]
        if not ready:
            return [*result, *rest]
        result += ready
        done |= {task.id for task in ready}
        rest = [task for task in rest if task.id not in done]
    return result


def earliest(task: Task, by_id: Mapping[str, Task]) -> date | None:
    """Return the first day on which ``task`` may begin, ``None`` where it waits for nothing."""
    waited = [one for name in task.after if (one := by_id.get(name)) is not None and not one.done]
    if not waited:
        return None
    ends = max(one.end for one in waited)
    return settled(ends, forward=True) if task.kind in MOMENTS else shifted(ends, 1)


def pushed(tasks: Sequence[Task], keep: Collection[str] = frozenset()) -> tuple[Task, ...]:
    """Return the tasks with each begun no earlier than its links allow; those in ``keep`` stay.

    Length in working days is kept, what is done stays where it was.
    """
    now = {task.id: task for task in tasks}
    for task in ordered(tasks):
        least = earliest(task, now)
        if least is None or task.start >= least or task.done or task.id in keep:
            continue
        now[task.id] = replace(task, start=least, end=last_day(least, count(task.start, task.end)))
    return tuple(now[task.id] for task in tasks)


def too_early(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the tasks that begin before what they wait for is finished."""
    by_id = {task.id: task for task in tasks}
    return tuple(
        task
        for task in tasks
        if not task.done and (least := earliest(task, by_id)) is not None and task.start < least
    )


def untangled(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the tasks without links to tasks that are gone and without circles.

    Links that the user set come first; one of the rules' links that would close a circle is left out.
    """
    names = {task.id for task in tasks}
    now = {task.id: replace(task, after=frozenset()) for task in tasks}
    for task in sorted(tasks, key=lambda one: "after" not in one.edited):
        for other in sorted(task.after & names - {task.id}):
            if not path(now.values(), other, task.id):
                now[task.id] = replace(now[task.id], after=now[task.id].after | {other})
    return tuple(now[task.id] for task in tasks)
