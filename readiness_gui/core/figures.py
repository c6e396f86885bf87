"""The numbers behind a signal's status or a gate's decision, as computed by the evidence rules.

They live in the core because charts, report and screen show them without knowing how they
were computed. Field names are those of the command line's ``figures``; rates are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from readiness_gui.core.terms import GateResult, Priority

Shape = Literal["flat", "decaying", "unclear"]
Level = Literal["healthy", "low", "unclear"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; for a proportion both ends lie in 0..1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """One cohort of a retention matrix; ``retained[k]`` counts period ``k + 1``, None: incomplete."""

    start: str
    size: int
    retained: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The pooled retention of one period with its 95 % interval; ``users`` is the denominator."""

    period: int
    rate: float
    low: float
    high: float
    users: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigures:
    """Share of "very disappointed" with its 95 % Wilson interval."""

    very: int
    total: int
    share: float
    low: float
    high: float
    strong: bool
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PmfFigures:
    """Retention of first-time cohorts; tail and decline are per period."""

    users: int
    period_days: int
    periods: int
    panel_users: int
    tail: float | None
    tail_low: float | None
    tail_high: float | None
    decline: float | None
    decline_low: float | None
    decline_high: float | None
    shape: Shape
    level: Level
    #: benchmark retention of the business model at six months, None where no model is set
    benchmark: float | None
    curve: tuple[CurvePoint, ...] = ()
    cohorts: tuple[CohortFigures, ...] = ()
    survey: SurveyFigures | None = None
    #: names of the first and the last cohort of the panel, empty where there is none
    panel_starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileCount:
    """A need profile and the number of users in whom it was seen."""

    profile: str
    users: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityFigures:
    """Richness of need profiles among interviewed users."""

    users: int
    profiles: int
    seen_twice: int
    seen_once: int
    coverage: float | None
    chao1: float | None
    chao1_low: float | None
    chao1_high: float | None
    hill_1: float | None
    hill_2: float | None
    counts: tuple[ProfileCount, ...] = ()
    #: expected number of profiles after 1, 2, … users (rarefaction)
    rarefaction: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentVotes:
    """Votes of one segment on one axis: one a user, majority of that user's complaints."""

    segment: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisFigures:
    """One axis of complaints and whether majorities cross on it."""

    axis: str
    crosses: bool
    p_adjusted: float | None
    segments: tuple[SegmentVotes, ...]
    #: the two segments whose majorities stand opposite (low side, high side), if any test was possible
    pair: tuple[str, str] | None = None
    fisher_p: float | None = None
    odds_ratio: float | None = None
    odds_low: float | None = None
    odds_high: float | None = None
    gail_simon_q: float | None = None
    gail_simon_p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFigures:
    """All axes, most telling first."""

    axes: tuple[AxisFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveUsersFigures:
    """Distinct active users; ``windows`` oldest first, the current one last."""

    active_7: int | None
    active_28: int | None
    active_30: int | None
    active_90: int | None
    window_days: int
    windows: tuple[int, ...]
    last_event: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFigures:
    """Aggregated rankings. ``borda`` is points by option, most first."""

    borda: tuple[tuple[Priority, float], ...]
    condorcet_winner: Priority | None
    kendall_w: float | None
    participants: int
    top: Priority | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFigures:
    """Effect of segment treatment on retention; lift is relative (0.15 is 15 %)."""

    segment: str
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    #: Pr(relative lift >= 15 %)
    probability_15: float | None
    decision: GateResult
    users_per_arm_needed: int | None
    control_users: int = 0
    treatment_users: int = 0
    p_adjusted: float | None = None

    @property
    def months_needed(self) -> int | None:
        """Return how many months of groups of the present size make the sample; None where unknown."""
        size = min(self.control_users, self.treatment_users)
        if self.users_per_arm_needed is None or not size:
            return None
        return -(-self.users_per_arm_needed // size)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyLift:
    """The overall relative lift of one month with its interval."""

    month: int
    lift: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFigures:
    """The gate overall, by segment and by month."""

    overall: LiftFigures
    segments: tuple[LiftFigures, ...] = ()
    months: tuple[MonthlyLift, ...] = ()
    #: segments with one group only in the month that decides: compared with nothing, and not in ``overall``
    left_out: tuple[str, ...] = ()
