"""The thirteen steps: their order, the state each one is in and what is to be mended.

Any step may be entered at any time; "I don't know yet" is an answer, so a step answered with
it is done and says so. What needs attention is never an obstacle, only a thing to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from readiness_gui.core.contradictions import Check, open_contradictions
from readiness_gui.core.contradictions import contradiction as contradiction
from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_plan import is_planned
from readiness_gui.core.model import Assessment, AssessmentStatus, SignalAnswer
from readiness_gui.core.review import ReviewItem as ReviewItem
from readiness_gui.core.review import review_items as review_items
from readiness_gui.core.roadmap import due
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    Choice,
    Detection,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.core.verdict import inputs_of, outcome
from readiness_gui.core.wording import date_words

_STEPS = tuple(StepId)
_SIGNAL_OF_STEP = {step: signal for signal, step in STEP_OF_SIGNAL.items()}
_ASKED = _STEPS[: _STEPS.index(StepId.REVIEW)]


class StepState(StrEnum):
    """How far a step is."""

    UNTOUCHED = "untouched"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class StepStatus:
    """A step, its state and the reason in a few words; "" where there is nothing to say."""

    step: StepId
    state: StepState
    reason: str


def next_step(step: StepId) -> StepId | None:
    """Return the step after ``step``, ``None`` after the last."""
    at = _STEPS.index(step) + 1
    return _STEPS[at] if at < len(_STEPS) else None


def previous_step(step: StepId) -> StepId | None:
    """Return the step before ``step``, ``None`` before the first."""
    at = _STEPS.index(step)
    return _STEPS[at - 1] if at else None


def step_statuses(assessment: Assessment, framework: Framework, today: date) -> tuple[StepStatus, ...]:
    """Return the state of every step, in order."""
    look = _Look(assessment, framework, today)
    return tuple(StepStatus(step, *look.at(step)) for step in StepId)


def problems_of(
    assessment: Assessment, framework: Framework, today: date
) -> tuple[tuple[StepId, Problem], ...]:
    """Return what is to be mended in the answers, by step; cells of evidence have checks of their own."""
    return tuple(_problems(assessment, framework, today))


def unreasoned(answer: SignalAnswer) -> bool:
    """Tell whether the user's own answer differs from the finding and gives no reason."""
    differs = answer.finding is not None and answer.claimed not in (None, answer.finding.status)
    return differs and not answer.override_reason.strip()


def settled_on_trap(assessment: Assessment, framework: Framework) -> tuple[Check, ...]:
    """Return the open contradictions that are settled on the trap's page."""
    found = open_contradictions(assessment, framework)
    return tuple(one for one in found if one.settled_on is StepId.TRAP)


def _problems(assessment: Assessment, framework: Framework, today: date) -> Iterator[tuple[StepId, Problem]]:
    def problem(field: str) -> Problem:
        return Problem(field, framework.phrase(f"core.problem.{field}"))

    if assessment.as_of > today:
        yield StepId.START, problem("as_of")
    for signal, step in STEP_OF_SIGNAL.items():
        answer = assessment.signals[signal]
        if unreasoned(answer):
            yield step, problem("override_reason")
        if answer.evidence_date and answer.evidence_date > today:
            yield step, problem("evidence_date")
    for check in settled_on_trap(assessment, framework):
        yield StepId.TRAP, Problem(check.key, check.named)
    if assessment.gate.readings and assessment.gate.formed_before is Answer.NO:
        yield StepId.GATE, Problem("formed_before", framework.phrase("core.problem.formed_after"))


State = tuple[StepState, str]


class _Look:
    """Looks at one assessment; a method for each kind of step returns its state and reason."""

    def __init__(self, assessment: Assessment, framework: Framework, today: date) -> None:
        self.assessment = assessment
        self.framework = framework
        self.today = today
        self._ways: dict[StepId, Callable[[], State]] = {
            StepId.START: self._start,
            StepId.TRAP: self._trap,
            StepId.TRADEOFFS: self._tradeoffs,
            StepId.REVIEW: self._review,
            StepId.VERDICT: self._verdict,
            StepId.ROADMAP: self._roadmap,
            StepId.GATE: self._gate,
            StepId.EXPORT: lambda: (StepState.UNTOUCHED, ""),
        }

    def at(self, step: StepId) -> State:
        """Return the state of ``step``."""
        signal = _SIGNAL_OF_STEP.get(step)
        return self._ways[step]() if signal is None else self._signal(signal)

    def _say(self, key: str, **values: object) -> str:
        return self.framework.phrase(f"core.flow.{key}", **values)

    def _open(self, done: int, total: int) -> State:
        return StepState.IN_PROGRESS, self._say("open", done=done, total=total)

    def _start(self) -> State:
        one = self.assessment
        if one.as_of > self.today:
            return StepState.ATTENTION, self._say("as_of_future")
        asked = (one.claimed_stage, one.detection, one.business_model, one.cadence)
        answered = sum(answer is not None for answer in asked)
        if one.claimed_stage is not None and one.detection is not None:
            if (one.claimed_stage or 1) > 1 and not one.segment_detection:
                return StepState.DONE, self._say("counted_as_1")
            return StepState.DONE, self._say("not_known") if one.detection is Detection.UNKNOWN else ""
        if answered or one.participants or one.context_note.strip():
            return self._open(answered, len(asked))
        return StepState.UNTOUCHED, ""

    def _signal(self, signal: SignalId) -> State:
        answer = self.assessment.signals[signal]
        if unreasoned(answer):
            return StepState.ATTENTION, self._say("override")
        age = answer.age_days(self.assessment.judged_on(self.today))
        if age is not None and age < 0:
            return StepState.ATTENTION, self._say("future")
        if answer.answered:
            if age is not None and age > self.framework.thresholds.stale_days:
                return StepState.ATTENTION, self._say("stale", days=age)
            unclear = answer.status is Status.UNCLEAR
            return StepState.DONE, self._say("not_known") if unclear else ""
        if answer.evidence is not None:
            return StepState.IN_PROGRESS, self._say("evidence_only")
        if answer.note.strip() or answer.sources:
            return StepState.IN_PROGRESS, self._say("note_only")
        return StepState.UNTOUCHED, ""

    def _trap(self) -> State:
        found = len(settled_on_trap(self.assessment, self.framework))
        if found:
            key = f"contradictions.flow.{'open_one' if found == 1 else 'open'}"
            return StepState.ATTENTION, self.framework.phrase(key, count=found)
        answers = list(self.assessment.symptoms.values())
        if not answers:
            return StepState.UNTOUCHED, ""
        if len(answers) < len(SymptomId):
            return self._open(len(answers), len(SymptomId))
        yes, unknown = answers.count(Answer.YES), answers.count(Answer.UNKNOWN)
        if yes:
            return StepState.DONE, self._say("symptoms", count=yes)
        return StepState.DONE, self._say("some_not_known", count=unknown) if unknown else ""

    def _tradeoffs(self) -> State:
        answers = list(self.assessment.tradeoffs.values())
        chosen = [answer.choice for answer in answers if answer.choice is not None]
        if len(chosen) < len(TradeoffId):
            if chosen or any(answer.note.strip() for answer in answers):
                return self._open(len(chosen), len(TradeoffId))
            return StepState.UNTOUCHED, ""
        unknown = chosen.count(Choice.UNKNOWN)
        return StepState.DONE, self._say("some_not_known", count=unknown) if unknown else ""

    def _review(self) -> State:
        states = [self.at(step)[0] for step in _ASKED]
        still_open = sum(state is not StepState.DONE for state in states)
        if all(state is StepState.UNTOUCHED for state in states):
            return StepState.UNTOUCHED, ""
        if still_open:
            key = "review_one_open" if still_open == 1 else "review_open"
            return StepState.IN_PROGRESS, self._say(key, count=still_open)
        return StepState.DONE, self._say("review_done")

    def _verdict(self) -> State:
        kept = self.assessment.verdict
        if self.assessment.status is not AssessmentStatus.COMPLETE or kept is None:
            return StepState.UNTOUCHED, ""
        now = outcome(inputs_of(self.assessment), self.framework.thresholds)
        if now != (kept.code, kept.block):
            return StepState.ATTENTION, self._say("verdict_changed")
        finished = self.assessment.completed
        if finished is None:
            return StepState.DONE, ""
        return StepState.DONE, self._say("completed", date=date_words(finished.date(), self.framework))

    def _roadmap(self) -> State:
        roadmap = self.assessment.roadmap
        if roadmap is None:
            return StepState.UNTOUCHED, ""
        code, _ = outcome(inputs_of(self.assessment), self.framework.thresholds)
        if roadmap.verdict is not None and roadmap.verdict is not code:
            return StepState.ATTENTION, self._say("roadmap_outdated")
        if due(roadmap, self.assessment, self.framework):
            return StepState.ATTENTION, self.framework.phrase("roadmap.evidence_changed")
        done = sum(task.done for task in roadmap.tasks)
        return StepState.DONE, self._say("tasks_done", done=done, total=len(roadmap.tasks))

    def _gate(self) -> State:
        gate = self.assessment.gate
        if contradiction(self.assessment, self.framework):
            return StepState.ATTENTION, self._say("contradiction")
        if gate.readings and gate.formed_before is Answer.NO:
            return StepState.ATTENTION, self._say("formed_after")
        if gate.finding is not None or gate.claimed is not None:
            return StepState.DONE, self.framework.gate_results[gate.result].name
        if gate.readings:
            return StepState.IN_PROGRESS, self._say("readings_only")
        if is_planned(gate.plan):
            return StepState.IN_PROGRESS, self.framework.phrase("gate_plan.flow.planned")
        if gate.note.strip() or gate.formed_before is not None:
            return StepState.IN_PROGRESS, self._say("note_only")
        live = self.assessment.segment_detection and (self.assessment.claimed_stage or 1) > 1
        return StepState.UNTOUCHED, "" if live else self._say("gate_later")
