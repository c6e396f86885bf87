"""The state of an assessment as immutable values.

One product is one :class:`Product`; one dated assessment of it is one :class:`Assessment`.
Nothing here changes in place: an edit is ``dataclasses.replace`` or one of the ``with_…``
methods, so that undo is a stack of values, autosave compares two of them and a what-if is
a decision about a changed copy.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from readiness_gui.core.figures import PriorityFigures
from readiness_gui.core.outlook import (
    Agreement as Agreement,
)
from readiness_gui.core.outlook import (
    GatePlan as GatePlan,
)
from readiness_gui.core.outlook import (
    Prediction as Prediction,
)
from readiness_gui.core.outlook import (
    Scenario as Scenario,
)
from readiness_gui.core.plan import (
    GateAnswer as GateAnswer,
)
from readiness_gui.core.plan import (
    GateReading as GateReading,
)
from readiness_gui.core.plan import (
    Roadmap as Roadmap,
)
from readiness_gui.core.plan import (
    Task as Task,
)
from readiness_gui.core.ruling import (
    RuleTrace as RuleTrace,
)
from readiness_gui.core.ruling import (
    Verdict as Verdict,
)
from readiness_gui.core.signal import (
    ActiveUsersEvidence as ActiveUsersEvidence,
)
from readiness_gui.core.signal import (
    CohortRow as CohortRow,
)
from readiness_gui.core.signal import (
    Complaint as Complaint,
)
from readiness_gui.core.signal import (
    ComplaintEvidence as ComplaintEvidence,
)
from readiness_gui.core.signal import (
    DiversityEvidence as DiversityEvidence,
)
from readiness_gui.core.signal import (
    Evidence as Evidence,
)
from readiness_gui.core.signal import (
    Figures as Figures,
)
from readiness_gui.core.signal import (
    Finding as Finding,
)
from readiness_gui.core.signal import (
    Interview as Interview,
)
from readiness_gui.core.signal import (
    PmfEvidence as PmfEvidence,
)
from readiness_gui.core.signal import (
    PriorityEvidence as PriorityEvidence,
)
from readiness_gui.core.signal import (
    Provenance as Provenance,
)
from readiness_gui.core.signal import (
    Ranking as Ranking,
)
from readiness_gui.core.signal import (
    Replaced as Replaced,
)
from readiness_gui.core.signal import (
    SignalAnswer as SignalAnswer,
)
from readiness_gui.core.signal import (
    SurveyCounts as SurveyCounts,
)
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    Cadence,
    Choice,
    Detection,
    Priority,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)


class AssessmentStatus(StrEnum):
    """Whether an assessment is still being filled in."""

    DRAFT = "draft"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class TradeoffAnswer:
    """The user's side of one trade-off and, optionally, why."""

    choice: Choice | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One participant's view of one signal in one round of a room."""

    participant: str
    signal: SignalId
    status: Status | None
    confidence: int | None = None
    round: int = 1


def empty_signals() -> dict[SignalId, SignalAnswer]:
    """Return the five signals, none of them answered."""
    return {signal: SignalAnswer() for signal in SignalId}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One dated assessment of a product."""

    id: str
    created: datetime
    #: the date the answers speak of
    as_of: date
    status: AssessmentStatus = AssessmentStatus.DRAFT
    completed: datetime | None = None
    framework_version: str = ""
    participants: tuple[str, ...] = ()
    business_model: BusinessModel | None = None
    cadence: Cadence | None = None
    #: the stage the team says it is at, 1 to 3
    claimed_stage: int | None = None
    detection: Detection | None = None
    context_note: str = ""
    signals: Mapping[SignalId, SignalAnswer] = field(default_factory=empty_signals)
    symptoms: Mapping[SymptomId, Answer] = field(default_factory=dict)
    #: why an answer on a symptom may stand although the evidence contradicts it
    symptom_reasons: Mapping[SymptomId, str] = field(default_factory=dict)
    #: why a signal may stand although part of its own evidence contradicts it
    signal_reasons: Mapping[SignalId, str] = field(default_factory=dict)
    tradeoffs: Mapping[TradeoffId, TradeoffAnswer] = field(default_factory=dict)
    gate: GateAnswer = field(default_factory=GateAnswer)
    roadmap: Roadmap | None = None
    ballots: tuple[Ballot, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    #: what several people's files differed in, and how that was settled
    agreements: tuple[Agreement, ...] = ()
    #: the verdict as of completion
    verdict: Verdict | None = None
    #: where the wizard was left
    last_step: StepId = StepId.START

    @property
    def segment_detection(self) -> bool:
        """Tell whether segments are detected explicitly today."""
        return self.detection not in (None, Detection.NONE, Detection.UNKNOWN)

    def judged_on(self, today: date) -> date:
        """Return the day the age of evidence is counted to: that of completion, else today."""
        if self.status is AssessmentStatus.COMPLETE and self.completed is not None:
            return self.completed.date()
        return today

    @property
    def committed(self) -> bool:
        """Tell whether the team is committed to maintain what it builds (reversibility)."""
        answer = self.tradeoffs.get(TradeoffId.REVERSIBILITY)
        return answer is not None and answer.choice is Choice.FIRST

    @property
    def untouched(self) -> bool:
        """Tell whether nothing was said about any signal, so that a verdict would rest on nothing."""
        return not any(answer.answered for answer in self.signals.values())

    @property
    def active_users(self) -> int | None:
        """Return the number of active users in force, ``None`` where unknown."""
        evidence = self.signals[SignalId.ACTIVE_USERS].evidence
        return evidence.count if isinstance(evidence, ActiveUsersEvidence) else None

    @property
    def top_priority(self) -> Priority | None:
        """Return what the team puts first, ``None`` where nobody ranked or the room is split."""
        finding = self.signals[SignalId.RETENTION_PRIORITY].finding
        return finding.figures.top if finding and isinstance(finding.figures, PriorityFigures) else None

    def with_signal(self, signal: SignalId, **changes: object) -> Assessment:
        """Return a copy in which some fields of one signal's answer are replaced."""
        answer = replace(self.signals[signal], **changes)  # type: ignore[arg-type]  # names are checked at run time
        return replace(self, signals={**self.signals, signal: answer})

    def with_symptom(self, symptom: SymptomId, answer: Answer | None) -> Assessment:
        """Return a copy with one symptom answered, or not answered for ``None``.

        Why an answer may stand was said of that answer; another one stands without it.
        """
        kept = {key: value for key, value in self.symptoms.items() if key is not symptom}
        made = replace(self, symptoms=kept if answer is None else {**kept, symptom: answer})
        return made if answer is self.symptoms.get(symptom) else made.with_reason(symptom, "")

    def with_reason(self, subject: SymptomId | SignalId, reason: str) -> Assessment:
        """Return a copy that says why a contradiction with the evidence may stand; empty takes it back."""
        if isinstance(subject, SymptomId):
            return replace(self, symptom_reasons=_with(self.symptom_reasons, subject, reason))
        return replace(self, signal_reasons=_with(self.signal_reasons, subject, reason))

    def with_tradeoff(self, tradeoff: TradeoffId, **changes: object) -> Assessment:
        """Return a copy in which some fields of one trade-off's answer are replaced."""
        answer = replace(self.tradeoffs.get(tradeoff, TradeoffAnswer()), **changes)  # type: ignore[arg-type]  # as above
        return replace(self, tradeoffs={**self.tradeoffs, tradeoff: answer})


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product and its assessments, oldest first."""

    id: str
    name: str
    created: datetime
    assessments: tuple[Assessment, ...] = ()
    #: true for the worked example, which is marked as such everywhere
    example: bool = False

    @property
    def latest(self) -> Assessment | None:
        """Return the newest assessment."""
        return self.assessments[-1] if self.assessments else None

    def assessment(self, assessment_id: str) -> Assessment | None:
        """Return the assessment with this id."""
        return next((one for one in self.assessments if one.id == assessment_id), None)

    def with_assessment(self, changed: Assessment) -> Product:
        """Return a copy in which ``changed`` replaces its predecessor of the same id, or is added."""
        if self.assessment(changed.id) is None:
            return replace(self, assessments=(*self.assessments, changed))
        return replace(
            self, assessments=tuple(changed if one.id == changed.id else one for one in self.assessments)
        )


Subject = TypeVar("Subject", SymptomId, SignalId)


def _with(reasons: Mapping[Subject, str], subject: Subject, reason: str) -> dict[Subject, str]:
    kept = {key: value for key, value in reasons.items() if key is not subject}
    return {**kept, subject: reason} if reason.strip() else kept


def new_id() -> str:
    """Return a fresh random identifier."""
    return uuid.uuid4().hex


def new_assessment(as_of: date, framework_version: str) -> Assessment:
    """Return an empty draft dated ``as_of``."""
    return Assessment(
        id=new_id(), created=datetime.now(UTC), as_of=as_of, framework_version=framework_version
    )


def new_product(name: str, as_of: date, framework_version: str) -> Product:
    """Return a product with one empty draft."""
    return Product(
        id=new_id(),
        name=name,
        created=datetime.now(UTC),
        assessments=(new_assessment(as_of, framework_version),),
    )
