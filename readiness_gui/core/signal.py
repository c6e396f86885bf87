"""What is entered for a signal: its evidence as typed or imported, what the rules made of it, the answer.

Part of the model; other modules import these names from :mod:`readiness_gui.core.model`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Self

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.terms import Grade, Pole, Priority, SignalId, Status


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
class Replaced:
    """That evidence took the place of other evidence; a source is a file's name, empty for typing."""

    on: date
    before: str
    by: str


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
    active_28: int | None = None
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
    #: options of ``order`` that share the place of the one before them; only tables have such
    tied: tuple[Priority, ...] = ()

    @classmethod
    def of_places(cls, participant: str, places: Sequence[tuple[float, Priority]]) -> Self:
        """Return a ranking from pairs of place and option; equal places are ties."""
        ordered = sorted(places)
        tied = tuple(option for before, (place, option) in pairwise(ordered) if before[0] == place)
        return cls(participant, tuple(option for _, option in ordered), tied)

    def tiers(self) -> tuple[tuple[Priority, ...], ...]:
        """Return the options place by place; those of one place together."""
        found: list[list[Priority]] = []
        for option in self.order:
            if option in self.tied and found:
                found[-1].append(option)
            else:
                found.append([option])
        return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityEvidence:
    """Forced rankings, one a participant."""

    rankings: tuple[Ranking, ...] = ()
    provenance: Provenance | None = None


Evidence = PmfEvidence | DiversityEvidence | ComplaintEvidence | ActiveUsersEvidence | PriorityEvidence


def holds_data(evidence: Evidence | None) -> bool:
    """Tell whether evidence has rows that an import or typing would replace."""
    match evidence:
        case PmfEvidence():
            return bool(evidence.cohorts)
        case DiversityEvidence():
            return bool(evidence.interviews)
        case ComplaintEvidence():
            return bool(evidence.complaints)
        case ActiveUsersEvidence():
            return bool(evidence.windows)
        case PriorityEvidence():
            return bool(evidence.rankings)
        case None:
            return False


def replacement(before: Evidence | None, after: Evidence | None, today: date) -> Replaced | None:
    """Return that the source of the evidence changed, ``None`` where it is the same or there was nothing."""
    if before is None or after is None or not (holds_data(before) and holds_data(after)):
        return None
    return changed_source(before.provenance, after.provenance, today)


def changed_source(old: Provenance | None, new: Provenance | None, today: date) -> Replaced | None:
    """Return that numbers of one source (``None`` is typing) took the place of another's."""
    if old == new:
        return None
    return Replaced(today, old.file_name if old else "", new.file_name if new else "")


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
    #: the last time that evidence from one source was replaced by that of another
    replaced: Replaced | None = None

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
