"""Making the roadmap from the verdict, and saying in words what that or an edit changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Roadmap
from readiness_gui.core.plan_edits import find_task, moved_along
from readiness_gui.core.roadmap import RoadmapChanges, due, generate, regenerate
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.wording import date_words
from readiness_gui.core.workdays import is_workday


@dataclass(frozen=True, slots=True)
class Making:
    """The edit that puts the roadmap in place, and what it changed; ``None`` where there was none before."""

    change: Callable[[Assessment], Assessment]
    changes: RoadmapChanges | None


def made_anew(assessment: Assessment, framework: Framework, start: date) -> Making:
    """Return how the roadmap of ``assessment`` is made, or made anew, to begin on ``start``."""
    verdict = decide(inputs_of(assessment), framework)
    old = assessment.roadmap
    if old is None:
        fresh = generate(assessment, verdict, framework, start)
        return Making(lambda one: replace(one, roadmap=fresh), None)
    merged, changes = regenerate(old, assessment, verdict, framework, start)
    return Making(lambda one: replace(one, roadmap=merged), changes)


class Renewal:
    """Tells when a roadmap is to be made anew by itself: once for each state of the evidence.

    Once only, so that whoever undoes it has it their way until the evidence changes again.
    """

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._seen: dict[str, Roadmap] = {}

    def wanted(self, assessment: Assessment) -> bool:
        """Tell whether it is time; the next time only after the evidence changed."""
        roadmap = assessment.roadmap
        if roadmap is None:
            return False
        verdict = decide(inputs_of(assessment), self._framework)
        fresh = generate(assessment, verdict, self._framework, roadmap.start)
        if self._seen.get(assessment.id) == fresh:
            return False
        self._seen[assessment.id] = fresh
        return due(roadmap, assessment, self._framework)


def making_words(changes: RoadmapChanges, *, by_itself: bool) -> str:
    """Return what making the roadmap anew added, dropped, kept and changed."""

    def say(text: str) -> str:
        return QCoreApplication.translate("RoadmapWords", text)

    lines = (
        (say("Added: {titles}."), changes.added),
        (say("Dropped: {titles}."), changes.dropped),
        (say("No longer asked for, kept because you worked on it: {titles}."), changes.kept),
    )
    said = [words.format(titles=_titles(ids, changes.titles)) for words, ids in lines if ids]
    if len(changes.changed) > _NAMED:
        said.append(say("With other words or dates: {count} tasks.").format(count=len(changes.changed)))
    elif changes.changed:
        titles = _titles(changes.changed, changes.titles)
        said.append(say("With other words or dates: {titles}.").format(titles=titles))
    if by_itself:
        said.insert(0, say("The evidence has changed, so the roadmap was made anew. Undo takes it back."))
    if not (changes.added or changes.dropped or changes.changed):
        return say("No task was added or dropped; what you edited is as it was.")
    return "\n".join([*said, say("What you edited is as it was.")])


def edit_words(
    before: Roadmap | None,
    after: Roadmap | None,
    task_id: str,
    asked: Mapping[str, object],
    framework: Framework,
) -> str:
    """Return what an edit of a task did besides what was asked for: settled days, tasks that moved along."""
    task = find_task(after, task_id)
    if task is None:
        return ""
    said: list[str] = []
    for name in ("start", "end"):
        day, became = asked.get(name), getattr(task, name)
        if not isinstance(day, date) or day == became:
            continue
        if name == "start" and became > day and (is_workday(day) or (became - day).days > _WEEKEND):
            said.append(framework.phrase("roadmap.waits", day=date_words(became, framework)))
        elif not is_workday(day):
            words = {"day": date_words(day, framework), "became": date_words(became, framework)}
            said.append(framework.phrase("roadmap.settled", **words))
    along = moved_along(before, after, task_id)
    if along:
        titles = [f"{one.title} ({date_words(one.start, framework)})" for one in along]
        said.append(framework.phrase("roadmap.pushed", titles="; ".join(titles)))
    return "\n".join(said)


#: the days of a weekend and the Monday after
_WEEKEND = 2
#: most tasks with other words or dates that are named
_NAMED = 3


def _titles(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    return "; ".join(titles[one] for one in ids)
