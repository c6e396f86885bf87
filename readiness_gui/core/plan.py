"""What is to be done and how it is judged: the tasks of a roadmap, and the gate with its readings.

Part of the model; other modules import these names from :mod:`readiness_gui.core.model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness_gui.core.figures import GateFigures
from readiness_gui.core.outlook import GatePlan
from readiness_gui.core.signal import Provenance, Replaced
from readiness_gui.core.terms import Answer, GateResult, TaskKind, VerdictCode


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
    #: ids of the tasks that have to be finished before this one begins
    after: frozenset[str] = frozenset()
    #: the least and the most work it takes, in weeks of one person; ``None`` where only dates are known
    weeks_low: float | None = None
    weeks_high: float | None = None
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
    #: people who work on it, in full-time equivalents; ``None`` where nobody said
    people: float | None = None


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
    """The evaluation of segments (month 3): its plan, readings, what they say, or a claimed result."""

    plan: GatePlan = field(default_factory=GatePlan)
    readings: tuple[GateReading, ...] = ()
    finding: GateFigures | None = None
    claimed: GateResult | None = None
    #: whether segments were formed before the treatment; otherwise a comparison proves nothing
    formed_before: Answer | None = None
    note: str = ""
    provenance: Provenance | None = None
    #: the last time that readings from one source were replaced by those of another
    replaced: Replaced | None = None

    @property
    def result(self) -> GateResult:
        """Return the result in force: measured before claimed."""
        if self.finding is not None:
            return self.finding.overall.decision
        return self.claimed or GateResult.NONE
