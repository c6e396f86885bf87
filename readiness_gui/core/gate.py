"""The gate of month 3: from the lift, its interval and its course to one of the gate's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from readiness_gui.core.framework import EvidenceRules, Thresholds
from readiness_gui.core.terms import GateResult

#: two lifts of exactly five points apart differ by a little less or more as floats
ROUNDING = 1e-9
#: so many of the newest steps have to be flat for a plateau
STEPS = 2


def decide_gate(
    *,
    lift_low: float | None,
    lift_high: float | None,
    probability_15: float | None,
    monthly_lifts: Sequence[float],
    thresholds: Thresholds,
    rules: EvidenceRules,
) -> GateResult:
    """Return what a lift says; lifts are relative (0.15 is 15 %), ``monthly_lifts`` oldest first.

    ``None`` for the interval or the probability (a group without a single retained user) is undecided.
    """
    if lift_low is None or lift_high is None or probability_15 is None:
        return GateResult.UNDECIDED
    if lift_high <= 0 or (lift_low <= 0 and lift_high < thresholds.gate_lift):
        return GateResult.NO_EFFECT
    if lift_low > 0 and probability_15 <= rules.probability_no:
        return GateResult.UNDER_15
    if lift_low > 0 and probability_15 >= rules.probability_yes:
        return GateResult.PLATEAU if is_plateau(monthly_lifts, rules) else GateResult.RISING
    return GateResult.UNDECIDED


@dataclass(frozen=True, slots=True)
class Step:
    """From one monthly reading to the next: the lift it began with, the change, and whether it is flat."""

    month_from: int
    month_to: int
    lift_from: float
    change: float
    flat: bool


def is_plateau(monthly_lifts: Sequence[float], rules: EvidenceRules) -> bool:
    """Tell whether three or more readings end in two increments under five points each."""
    if len(monthly_lifts) < rules.plateau_readings:
        return False
    return all(step.flat for step in last_steps(list(enumerate(monthly_lifts)), rules))


def last_steps(lifts: Sequence[tuple[int, float]], rules: EvidenceRules) -> tuple[Step, ...]:
    """Return the last two steps between monthly readings, as month and lift; fewer where there are fewer."""
    return all_steps(lifts[-STEPS - 1 :], rules)


def all_steps(lifts: Sequence[tuple[int, float]], rules: EvidenceRules) -> tuple[Step, ...]:
    """Return every step between monthly readings, oldest first; a fall is as flat as no change."""
    limit = rules.plateau_increment - ROUNDING
    return tuple(
        Step(month, later, before, after - before, after - before < limit)
        for (month, before), (later, after) in pairwise(lifts)
    )
