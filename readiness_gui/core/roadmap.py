"""Ninety days of work from a verdict: made from the framework's plans, then edited, then made anew.

Making it anew is a three-way merge on task ids: what the user changed stays, what the rules made
follows the rules, and the caller is told what came and what went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.links import pushed, untangled
from readiness_gui.core.model import Assessment, Roadmap, Task, Verdict
from readiness_gui.core.roadmap_tasks import generated
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.workdays import settled

#: how the id of a task begins that the user added
OWN = "own-"

_DATES = frozenset({"start", "end"})
_RANK = {TaskKind.WARNING: 0, TaskKind.RESOLVE: 1}


@dataclass(frozen=True, slots=True)
class RoadmapChanges:
    """What making a roadmap anew did, as task ids; ``titles`` has a title for each of them."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    titles: Mapping[str, str]
    #: tasks that the rules no longer ask for but that the user had worked on
    kept: tuple[str, ...] = ()
    #: tasks whose words, days, work or links the rules now give otherwise
    changed: tuple[str, ...] = ()


def generate(assessment: Assessment, verdict: Verdict, framework: Framework, start: date) -> Roadmap:
    """Return the roadmap of ``verdict``: warning, open questions, then the plan by date.

    It begins on ``start``, or on the Monday after where that is a weekend.
    """
    start = settled(start, forward=True)
    tasks = untangled(generated(assessment, verdict, framework, start))
    return Roadmap(start=start, tasks=tuple(sorted(tasks, key=_place)), verdict=verdict.code)


def regenerate(
    old: Roadmap,
    assessment: Assessment,
    verdict: Verdict,
    framework: Framework,
    start: date | None = None,
) -> tuple[Roadmap, RoadmapChanges]:
    """Return ``old`` made anew and what that changed.

    Kept are the fields the user edited, owners, what is done, the user's own tasks, and tasks no
    longer asked for that the user had worked on; tasks the user removed stay away. With another
    ``start``, the dates that nobody edited move along. Links to tasks that are gone go with them, and
    dates that nobody edited give way where a link asks for it.
    """
    fresh = generate(assessment, verdict, framework, start or old.start)
    before = {task.id: task for task in old.tasks}
    wanted = [task for task in fresh.tasks if task.id not in old.removed]
    ids = {task.id for task in wanted}
    merged = [_merged(before[task.id], task) if task.id in before else task for task in wanted]
    stay = [task for task in old.tasks if task.id not in ids and (_own(task) or _worked_on(task))]
    moved = {task.id for task in (*merged, *stay) if _own(task) or task.edited & _DATES}
    tasks = pushed(untangled(_ordered(old, [*merged, *stay])), keep=moved)
    tasks = tuple(_in_month(task, fresh.start) for task in tasks)
    changes = _changes(before, tasks, ids)
    return replace(old, start=fresh.start, tasks=tasks, verdict=verdict.code), changes


def due(old: Roadmap, assessment: Assessment, framework: Framework) -> bool:
    """Tell whether the answers now ask for other tasks than those of ``old``, or say other things on them."""
    verdict = decide(inputs_of(assessment), framework)
    if old.verdict is not None and old.verdict is not verdict.code:
        return True
    new, changes = regenerate(old, assessment, verdict, framework)
    said = {task.id: (task.title, task.detail, task.done_when) for task in old.tasks}
    return bool(changes.added or changes.dropped) or any(
        said[task.id] != (task.title, task.detail, task.done_when) for task in new.tasks
    )


def milestones(roadmap: Roadmap) -> tuple[Task, ...]:
    """Return the milestones, the earliest first."""
    found = (task for task in roadmap.tasks if task.kind is TaskKind.MILESTONE)
    return tuple(sorted(found, key=lambda task: task.end))


def end_of(roadmap: Roadmap, framework: Framework) -> date:
    """Return the last of the ninety days."""
    return roadmap.start + timedelta(days=framework.thresholds.horizon_days - 1)


def month_of(start: date, day: date) -> int:
    """Return the month of thirty days, from 1, in which ``day`` lies; earlier days count as month 1."""
    return max((day - start).days, 0) // MONTH_DAYS + 1


def _own(task: Task) -> bool:
    return task.id.startswith(OWN)


def _worked_on(task: Task) -> bool:
    return bool(task.edited or task.done or task.owner.strip())


def _merged(mine: Task, theirs: Task) -> Task:
    """Return ``theirs`` with what the user changed in ``mine``; the dates stay in order."""
    own = {name: getattr(mine, name) for name in mine.edited if name not in ("id", "kind", "edited")}
    task = replace(theirs, **{**own, "owner": mine.owner, "done": mine.done, "edited": mine.edited})
    if task.end < task.start:
        day = task.start if "start" in own else task.end
        task = replace(task, start=day, end=day)
    return task


def _in_month(task: Task, start: date) -> Task:
    if _own(task) or "month" in task.edited:
        return task
    return replace(task, month=month_of(start, task.start))


def _changes(before: Mapping[str, Task], tasks: Iterable[Task], asked: Set[str]) -> RoadmapChanges:
    """Return how ``tasks`` differ from those before; ``asked`` are the ids that the rules ask for."""
    new = {task.id: task for task in tasks}
    added = tuple(name for name in new if name not in before)
    dropped = tuple(name for name in before if name not in new)
    kept = tuple(name for name, task in new.items() if name not in asked and not _own(task))
    changed = tuple(name for name, task in new.items() if name in before and task != before[name])
    titles = {name: (new.get(name) or before[name]).title for name in (*added, *dropped, *kept, *changed)}
    return RoadmapChanges(added, dropped, titles, kept, changed)


def _place(task: Task) -> tuple[int, date]:
    """Return where a task stands: warnings, then open questions in their own order, then by date."""
    rank = _RANK.get(task.kind, 2)
    return (rank, task.start if rank == 2 else date.min)


def _ordered(old: Roadmap, tasks: list[Task]) -> tuple[Task, ...]:
    """Return ``tasks`` by place, or in the user's order with the new ones before what they precede."""
    by_place = sorted(tasks, key=_place)
    if list(old.tasks) == sorted(old.tasks, key=_place):
        return tuple(by_place)
    found = {task.id: task for task in tasks}
    order = [found.pop(task.id) for task in old.tasks if task.id in found]
    for task in by_place:
        if task.id in found:
            later = (at for at, other in enumerate(order) if _place(other) > _place(task))
            order.insert(next(later, len(order)), task)
    return tuple(order)
