"""What a team writes down beside its answers: scenarios, predictions, the plan of its gate, agreements.

Part of the model; other modules import these names from :mod:`readiness_gui.core.model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.terms import GateResult, Priority, SignalId, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A what-if that was kept under a name: everything the verdict procedure looks at."""

    id: str
    name: str
    kept: date
    signals: Mapping[SignalId, Status]
    active_users: int | None
    top_priority: Priority | None
    #: the stage the team would say it is at, 1 to 3
    stage: int
    segment_detection: bool
    gate: GateResult
    committed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What somebody expects of the gate, written down before it is measured."""

    id: str
    made: date
    #: the day by which it is to have come true
    due: date
    #: the least relative lift in retention expected (0.2 is 20 %)
    lift: float
    #: how sure, from 0 to 1
    confidence: float
    by: str = ""
    note: str = ""
    #: the newest month that the gate had a reading of when it was written; 0 where there was none
    known_month: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePlan:
    """How the gate is going to be measured, decided before anything is adapted."""

    #: what counts as retained, in words
    metric: str = ""
    #: the segments to be read apart
    segments: tuple[str, ...] = ()
    #: share of users retained without the change, 0 to 1; unknown where ``None``
    baseline: float | None = None
    #: users who can take part in a month at present, both arms together
    users_a_month: int | None = None
    #: growth of that number a month (0.05 is 5 %)
    growth: float | None = None
    #: the day on which users begin to be assigned
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One answer on which several people's files differed, and what they agreed on."""

    #: which answer, as in the product file ("signals.pmf", "symptoms.unvalidated", "context_note")
    field: str
    on: date
    #: who said what, in the words shown when it was decided
    said: tuple[tuple[str, str], ...]
    agreed: str
    reason: str = ""
    #: signs of the answers that were on the table, by which they are known again
    marks: tuple[str, ...] = ()
