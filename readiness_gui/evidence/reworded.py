"""An assessment in the words of another language: what the program said is said again, not translated.

The window writes English, and an assessment keeps the sentences of its findings, its roadmap and its
trace. For a report in another language they are made anew from the evidence kept. A finding that the
rules would not reach again in the same way (evidence of an older version, or none kept) keeps its words,
and the report marks their language. Words of the user stay what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from readiness_gui.core.framework import FALLBACK, Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment, Finding, Roadmap, SignalAnswer, Verdict
from readiness_gui.core.roadmap_tasks import generated
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.assess import assess


@dataclass(frozen=True, slots=True)
class Reworded:
    """The assessment, and the signals whose findings stay in the language they were written in."""

    assessment: Assessment
    kept: frozenset[SignalId] = frozenset()


def reworded(assessment: Assessment, framework: Framework) -> Reworded:
    """Return the assessment with the program's own sentences in the framework's language."""
    if framework.language == FALLBACK:
        return Reworded(assessment)
    kept = set()
    for signal, answer in assessment.signals.items():
        if answer.finding is not None:
            found = _said_again(signal, answer, assessment, framework)
            if found is None:
                kept.add(signal)
            assessment = assessment.with_signal(signal, finding=found or answer.finding)
    verdict = assessment.verdict and _verdict(assessment.verdict, framework)
    roadmap = assessment.roadmap and _roadmap(assessment.roadmap, assessment, framework)
    return Reworded(replace(assessment, verdict=verdict, roadmap=roadmap), frozenset(kept))


def _said_again(
    signal: SignalId, answer: SignalAnswer, assessment: Assessment, framework: Framework
) -> Finding | None:
    """Return the finding in other words, ``None`` where the evidence does not lead to it again."""
    found = assess(
        signal,
        answer.evidence,
        framework=framework,
        business_model=assessment.business_model,
        today=assessment.as_of,
    )
    before = answer.finding
    if found is None or before is None or (found.status, found.figures) != (before.status, before.figures):
        return None
    return found


def _verdict(verdict: Verdict, framework: Framework) -> Verdict:
    return replace(
        verdict, trace=tuple(replace(one, why=framework.rules[one.rule].why) for one in verdict.trace)
    )


def _roadmap(roadmap: Roadmap, assessment: Assessment, framework: Framework) -> Roadmap:
    """Return the roadmap with the texts of generated tasks, but for those the user changed."""
    verdict = verdict_of(assessment, framework)
    code = roadmap.verdict or verdict.code
    fresh = {
        task.id: task for task in generated(assessment, replace(verdict, code=code), framework, roadmap.start)
    }
    tasks = []
    for task in roadmap.tasks:
        said = fresh.get(task.id)
        names = {"title", "detail", "done_when"} - task.edited if said else ()
        tasks.append(replace(task, **{name: getattr(said, name) for name in names}))
    return replace(roadmap, tasks=tuple(tasks))
