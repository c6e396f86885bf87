"""The effect of segments on retention: lift, difference, probability and the sample still needed.

The newest month decides. Months are not added up: the same users are usually seen in each, and
counting them again would make the interval look narrower than it is. A segment of which a month has
one group only is compared with nothing, so it is no part of that month's "all users" either.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from readiness_gui.core.figures import GateFigures, Interval, LiftFigures, MonthlyLift
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate import decide_gate
from readiness_gui.core.model import GateAnswer, GateReading
from readiness_gui.core.terms import Answer, GateResult
from readiness_gui.evidence.intervals import (
    NORMAL,
    fisher,
    holm,
    katz,
    newcombe,
    probability_ratio_at_least,
    ratio_of_wilson,
    users_per_arm,
)


@dataclass(frozen=True, slots=True)
class Arms:
    """Counts of both arms in one month."""

    control_users: int = 0
    control_retained: int = 0
    treatment_users: int = 0
    treatment_retained: int = 0

    def plus(self, reading: GateReading | Arms) -> Arms:
        """Return the counts with one reading, or other counts, added."""
        return Arms(
            self.control_users + reading.control_users,
            self.control_retained + reading.control_retained,
            self.treatment_users + reading.treatment_users,
            self.treatment_retained + reading.treatment_retained,
        )

    @property
    def complete(self) -> bool:
        """Tell whether both arms have users."""
        return self.control_users > 0 and self.treatment_users > 0

    @property
    def full(self) -> bool:
        """Tell whether an arm kept all its users: its variance by Katz is nought, be it of one user."""
        return self.complete and (
            self.control_retained == self.control_users or self.treatment_retained == self.treatment_users
        )

    @property
    def some(self) -> bool:
        """Tell whether there are users at all."""
        return self.control_users > 0 or self.treatment_users > 0


def gate_figures(answer: GateAnswer, framework: Framework) -> GateFigures | None:
    """Return the gate overall, by segment and by month; ``None`` where no month has both arms."""
    months = compared_months(answer.readings)
    if not months:
        return None
    overall = lift_figures("", months, framework)
    if answer.formed_before is Answer.NO:
        overall = replace(overall, decision=GateResult.UNDECIDED)
    by_segment = segment_months(answer.readings)
    segments = [lift_figures(segment, found, framework) for segment, found in sorted(by_segment.items())]
    return GateFigures(
        overall=overall,
        segments=_adjusted(segments, by_segment),
        months=tuple(
            MonthlyLift(month=month, lift=ratio - 1, low=bounds.low - 1, high=bounds.high - 1)
            for month, arms in sorted(months.items())
            if (found := _ratio(arms))
            for ratio, bounds in (found,)
        ),
        left_out=_left_out(answer.readings, max(months)),
    )


def overall_months(readings: Iterable[GateReading]) -> dict[int, Arms]:
    """Return the counts of all users by month: the "all users" reading, else the sum over segments."""
    totals: dict[int, Arms] = {}
    sums: dict[int, Arms] = defaultdict(Arms)
    for reading in readings:
        if reading.segment.strip():
            sums[reading.month] = sums[reading.month].plus(reading)
        else:
            totals[reading.month] = totals.get(reading.month, Arms()).plus(reading)
    return dict(sums) | totals


def compared_months(readings: Sequence[GateReading]) -> dict[int, Arms]:
    """Return the counts by month of all users who can be compared, for months that have any.

    They are those of the "all users" reading where it has both arms, else the sum over the segments
    that have: users of one arm alone would change who is compared with whom.
    """
    totals = overall_months(one for one in readings if not one.segment.strip())
    sums: dict[int, Arms] = defaultdict(Arms)
    for months in _by_segment(readings).values():
        for month, arms in months.items():
            if arms.complete:
                sums[month] = sums[month].plus(arms)
    return dict(sums) | {month: arms for month, arms in totals.items() if arms.complete}


def segment_months(readings: Iterable[GateReading]) -> dict[str, dict[int, Arms]]:
    """Return the counts by segment and month of segments that have both arms at least once."""
    complete = {
        name: {month: arms for month, arms in months.items() if arms.complete}
        for name, months in _by_segment(readings).items()
    }
    return {name: months for name, months in complete.items() if months}


def lift_figures(segment: str, months: Mapping[int, Arms], framework: Framework) -> LiftFigures:
    """Return the figures of the newest month; the earlier ones only show the course."""
    arms = months[max(months)]
    counts = (arms.treatment_retained, arms.treatment_users, arms.control_retained, arms.control_users)
    found = _ratio(arms)
    difference, spread = newcombe(*counts)
    lift, low, high = (found[0] - 1, found[1].low - 1, found[1].high - 1) if found else (None, None, None)
    threshold = framework.thresholds.gate_lift
    probability = probability_ratio_at_least(*counts, 1 + threshold)
    decision = decide_gate(
        lift_low=low,
        lift_high=high,
        probability_15=probability,
        monthly_lifts=[ratio[0] - 1 for _, one in sorted(months.items()) if (ratio := _ratio(one))],
        thresholds=framework.thresholds,
        rules=framework.evidence,
    )
    return LiftFigures(
        segment=segment,
        lift=lift,
        lift_low=low,
        lift_high=high,
        difference=difference,
        difference_low=spread.low,
        difference_high=spread.high,
        probability_15=probability,
        decision=decision,
        users_per_arm_needed=users_per_arm(arms.control_retained / arms.control_users, threshold),
        control_users=arms.control_users,
        treatment_users=arms.treatment_users,
    )


def _by_segment(readings: Iterable[GateReading]) -> dict[str, dict[int, Arms]]:
    found: dict[str, dict[int, Arms]] = defaultdict(lambda: defaultdict(Arms))
    for reading in readings:
        if name := reading.segment.strip():
            found[name][reading.month] = found[name][reading.month].plus(reading)
    return found


def _left_out(readings: Sequence[GateReading], month: int) -> tuple[str, ...]:
    """Return the segments that the month's sum over segments is without, in the order of the readings."""
    if any(one.month == month and not one.segment.strip() and _complete(one) for one in readings):
        return ()
    found = {name: months[month] for name, months in _by_segment(readings).items() if month in months}
    return tuple(name for name, arms in found.items() if arms.some and not arms.complete)


def _complete(reading: GateReading) -> bool:
    return Arms().plus(reading).complete


def _ratio(arms: Arms) -> tuple[float, Interval] | None:
    """Return the risk ratio with its interval: Katz, else from Wilson's where an arm kept everybody."""
    counts = (arms.treatment_retained, arms.treatment_users, arms.control_retained, arms.control_users)
    return ratio_of_wilson(*counts) if arms.full else katz(*counts)


def _adjusted(
    segments: Sequence[LiftFigures], months: Mapping[str, Mapping[int, Arms]]
) -> tuple[LiftFigures, ...]:
    """Return the segments with Holm-adjusted p; an effect that does not survive it is undecided."""
    p_values = holm([_p_value(months[one.segment]) for one in segments])
    adjusted = []
    for one, p in zip(segments, p_values, strict=True):
        claims = one.decision in {GateResult.UNDER_15, GateResult.RISING, GateResult.PLATEAU}
        decision = GateResult.UNDECIDED if claims and p > 0.05 else one.decision
        adjusted.append(replace(one, p_adjusted=p, decision=decision))
    return tuple(adjusted)


def _p_value(months: Mapping[int, Arms]) -> float:
    """Return the two-sided p of "no lift": by the log ratio, Fisher's exact where an arm kept everybody."""
    arms = months[max(months)]
    found = _ratio(arms)
    if found is None:
        return 1.0
    if arms.full:
        lost = (arms.treatment_users - arms.treatment_retained, arms.control_users - arms.control_retained)
        return fisher(((arms.treatment_retained, lost[0]), (arms.control_retained, lost[1])))
    variance = 1 / arms.treatment_retained - 1 / arms.treatment_users
    variance += 1 / arms.control_retained - 1 / arms.control_users
    return 2 * (1 - NORMAL.cdf(abs(math.log(found[0])) / math.sqrt(variance)))
