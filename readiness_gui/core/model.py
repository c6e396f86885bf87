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

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    GateFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.terms import (
    Answer,
    Block,
    BusinessModel,
    Cadence,
    Choice,
    Detection,
    GateResult,
    Grade,
    Pole,
    Priority,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TaskKind,
    TradeoffId,
    VerdictCode,
)


class AssessmentStatus(StrEnum):
    """Whether an assessment is still being filled in."""

    DRAFT = "draft"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where imported aggregates came from; the raw rows themselves are never kept."""

    file_name: str
    sha256: str
    rows_read: int
    rows_refused: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    period_start: date | None = None
    period_end: date | None = None
    imported: datetime | None = None


@dataclass(frozen=True, slots=True)
class CohortRow:
    """Users who started together and how many of them came back in each later period.

    ``retained[k]`` is the count in period ``k + 1`` after the start; ``None`` is a cell that
    is not complete yet (or was left empty).
    """

    start: str
    size: int
    retained: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """Answers to "how would you feel if you could no longer use the product?"."""

    very: int = 0
    somewhat: int = 0
    not_at_all: int = 0

    @property
    def total(self) -> int:
        """Return the number of people who answered."""
        return self.very + self.somewhat + self.not_at_all


@dataclass(frozen=True, slots=True, kw_only=True)
class PmfEvidence:
    """A cohort table (typed, pasted or imported) and the counts of a survey."""

    period_days: int = 30
    cohorts: tuple[CohortRow, ...] = ()
    survey: SurveyCounts | None = None
    #: the outcome of a user-level computation on an imported log (bootstrap over users), if there was one
    imported: PmfFigures | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """One interviewed user and the need profiles noted for that user."""

    user: str
    profiles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityEvidence:
    """Interviews of about twenty users."""

    interviews: tuple[Interview, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint: who, of which segment, about which axis and towards which of its poles."""

    user: str
    segment: str
    axis: str
    pole: Pole
    date: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintEvidence:
    """Tagged complaints."""

    complaints: tuple[Complaint, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveUsersEvidence:
    """Distinct active users, typed or counted from a log.

    ``windows`` holds the counts of the last windows of ``window_days`` each, oldest first,
    the current one last; a hand entry usually has one to three of them.
    """

    window_days: int = 28
    windows: tuple[int, ...] = ()
    active_7: int | None = None
    active_30: int | None = None
    active_90: int | None = None
    last_event: date | None = None
    as_of: date | None = None
    provenance: Provenance | None = None

    @property
    def count(self) -> int | None:
        """Return the active users of the current window."""
        return self.windows[-1] if self.windows else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One participant's priorities, most important first."""

    participant: str
    order: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityEvidence:
    """Forced rankings, one a participant."""

    rankings: tuple[Ranking, ...] = ()
    provenance: Provenance | None = None


Evidence = PmfEvidence | DiversityEvidence | ComplaintEvidence | ActiveUsersEvidence | PriorityEvidence
Figures = PmfFigures | DiversityFigures | ComplaintFigures | ActiveUsersFigures | PriorityFigures


@dataclass(frozen=True, slots=True)
class Finding:
    """What the evidence rules made of the evidence of one signal."""

    signal: SignalId
    status: Status
    reason: str
    #: what would settle an unclear status; empty when the status is not unclear
    resolve: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalAnswer:
    """Everything the assessment holds about one signal.

    The status in force is :attr:`status`; it follows the finding unless the user overrode it
    with a written reason, and the user's own answer where nothing was measured.
    """

    #: the user's own answer; ``UNCLEAR`` is "I don't know yet"; ``None`` is not answered
    claimed: Status | None = None
    #: why the user's own answer beats the finding; an override without a reason is not in force
    override_reason: str = ""
    #: set by hand; otherwise derived, see :attr:`grade`
    grade_set: Grade | None = None
    evidence_date: date | None = None
    #: 1 (a guess) to 5 (sure)
    confidence: int | None = None
    evidence: Evidence | None = None
    finding: Finding | None = None
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def overridden(self) -> bool:
        """Tell whether the user's answer beats a finding that says otherwise."""
        return bool(
            self.finding
            and self.claimed
            and self.claimed != self.finding.status
            and self.override_reason.strip()
        )

    @property
    def status(self) -> Status:
        """Return the status in force; not answered counts as unclear."""
        if self.finding and not self.overridden:
            return self.finding.status
        return self.claimed or Status.UNCLEAR

    @property
    def answered(self) -> bool:
        """Tell whether anything, be it "I don't know yet", was said about the signal."""
        return self.finding is not None or self.claimed is not None

    @property
    def grade(self) -> Grade:
        """Return how the status in force was reached."""
        if self.overridden or self.finding is None:
            return Grade.CLAIMED
        if self.grade_set is not None:
            return self.grade_set
        imported = self.evidence is not None and self.evidence.provenance is not None
        return Grade.MEASURED if imported else Grade.OBSERVED

    def age_days(self, today: date) -> int | None:
        """Return the age of the evidence in days, ``None`` where its date is unknown."""
        return (today - self.evidence_date).days if self.evidence_date else None


@dataclass(frozen=True, slots=True)
class TradeoffAnswer:
    """The user's side of one trade-off and, optionally, why."""

    choice: Choice | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One piece of work on the roadmap; ``id`` is stable over regeneration."""

    id: str
    kind: TaskKind
    month: int
    title: str
    start: date
    end: date
    detail: str = ""
    done_when: str = ""
    owner: str = ""
    done: bool = False
    #: names of the fields the user changed; regeneration keeps these
    edited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """Ninety days of work from ``start``."""

    start: date
    tasks: tuple[Task, ...] = ()
    #: ids of generated tasks that the user removed; regeneration leaves them out
    removed: frozenset[str] = frozenset()
    #: the verdict the tasks were generated from
    verdict: VerdictCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReading:
    """Counts of one segment in one month of the evaluation; segment "" is all users together."""

    month: int
    control_users: int
    control_retained: int
    treatment_users: int
    treatment_retained: int
    segment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswer:
    """The evaluation of segments (month 3): readings, what they say, or a claimed result."""

    readings: tuple[GateReading, ...] = ()
    finding: GateFigures | None = None
    claimed: GateResult | None = None
    #: whether segments were formed before the treatment; otherwise a comparison proves nothing
    formed_before: Answer | None = None
    note: str = ""
    provenance: Provenance | None = None

    @property
    def result(self) -> GateResult:
        """Return the result in force: measured before claimed."""
        if self.finding is not None:
            return self.finding.overall.decision
        return self.claimed or GateResult.NONE


@dataclass(frozen=True, slots=True)
class Ballot:
    """One participant's view of one signal in one round of a room."""

    participant: str
    signal: SignalId
    status: Status | None
    confidence: int | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """One rule of the verdict procedure as it was applied."""

    rule: str
    #: the rule decided something
    fired: bool
    #: the rule was looked at; false where an earlier rule had settled the matter
    reached: bool
    inputs: Mapping[str, str | int | bool | None]
    #: why the rule exists, from the framework file
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of the verdict procedure with its trace."""

    code: VerdictCode
    block: Block | None
    current_stage: int
    target_stage: int
    count: int
    #: at least three of the five signals are present, so that the investment can pay off
    worthwhile: bool
    #: unclear signals whose resolution to "present" would change the verdict, in signal order
    resolve_first: tuple[SignalId, ...]
    trace: tuple[RuleTrace, ...]


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
    tradeoffs: Mapping[TradeoffId, TradeoffAnswer] = field(default_factory=dict)
    gate: GateAnswer = field(default_factory=GateAnswer)
    roadmap: Roadmap | None = None
    ballots: tuple[Ballot, ...] = ()
    #: the verdict as of completion
    verdict: Verdict | None = None
    #: where the wizard was left
    last_step: StepId = StepId.START

    @property
    def segment_detection(self) -> bool:
        """Tell whether segments are detected explicitly today."""
        return self.detection not in (None, Detection.NONE)

    @property
    def committed(self) -> bool:
        """Tell whether the team is committed to maintain what it builds (reversibility)."""
        answer = self.tradeoffs.get(TradeoffId.REVERSIBILITY)
        return answer is not None and answer.choice is Choice.FIRST

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
        """Return a copy with one symptom answered, or not answered for ``None``."""
        kept = {key: value for key, value in self.symptoms.items() if key is not symptom}
        return replace(self, symptoms=kept if answer is None else {**kept, symptom: answer})

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
