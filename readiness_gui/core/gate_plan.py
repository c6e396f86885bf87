"""How many users a planned gate takes, and when there are as many at the present size and growth.

The size is that of a two-arm test for the gate's lift (power 80 %, one-sided 5 %), as for the readings
themselves. Segments that are read apart share the 5 % by Holm's procedure, whose first step asks most:
5 % over their number; each segment is sized for that. Users are counted once, in the month in which
they begin; within a month they begin evenly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.model import GatePlan
from readiness_gui.core.proportions import users_per_arm
from readiness_gui.core.wording import number, short_percent

#: the one-sided level of the gate's test
ALPHA = 0.05
#: the fewest and the most segments that can be kept apart
SEGMENTS = (3, 5)
#: months after which nobody waits any more
HORIZON = 120
#: months beyond which another plan is wiser
YEAR = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """When so many users have begun; ``None`` where that takes more than ten years or never happens."""

    users: int
    months: float | None
    day: date | None

    @property
    def late(self) -> bool:
        """Tell whether it takes more than a year, or for ever."""
        return self.months is None or self.months > YEAR


@dataclass(frozen=True, slots=True)
class Size:
    """The users a test takes: in each group, and in all groups together."""

    per_arm: int
    total: int
    #: one-sided level of the test
    level: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan comes to; parts are ``None`` where the plan says too little."""

    all_users: Size
    #: per segment; the total is that of all segments, users spread evenly
    segment: Size | None
    reach: Reach | None
    segment_reach: Reach | None


def outlook(plan: GatePlan, framework: Framework) -> Outlook | None:
    """Return what a plan comes to, ``None`` where its baseline is missing or cannot be lifted so far."""
    lift = framework.thresholds.gate_lift
    whole = _size(plan.baseline, lift, 1)
    if whole is None:
        return None
    apart = _size(plan.baseline, lift, len(plan.segments)) if len(plan.segments) > 1 else None
    return Outlook(
        whole,
        apart,
        _reach_of(plan, whole.total),
        _reach_of(plan, apart.total) if apart else None,
    )


def reach(users: int, a_month: int, growth: float, start: date) -> Reach:
    """Return when ``users`` have begun if ``a_month`` begin in the first month and that grows.

    The months are of thirty days, like those of the roadmap.
    """
    months = _months(users, a_month, growth)
    days = 0 if months is None else math.ceil(months * MONTH_DAYS)
    if months is None or days > (date.max - start).days:
        return Reach(users, None, None)
    return Reach(users, months, start + timedelta(days=days))


def plan_problems(plan: GatePlan, framework: Framework) -> tuple[Problem, ...]:
    """Return what is wrong with a plan; what is still missing is no problem."""
    return tuple(_problems(plan, framework))


def is_planned(plan: GatePlan) -> bool:
    """Tell whether anything was planned at all."""
    return plan != GatePlan()


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a line, separated by semicolons."""
    return tuple(name for part in text.split(";") if (name := " ".join(part.split())))


def _size(baseline: float | None, lift: float, parts: int) -> Size | None:
    """Return the size of each of so many tests that share the level by Holm."""
    level = ALPHA / parts
    found = users_per_arm(baseline, lift, alpha=level) if baseline is not None else None
    return None if found is None else Size(found, 2 * found * parts, level)


def _reach_of(plan: GatePlan, users: int) -> Reach | None:
    if plan.users_a_month is None or plan.users_a_month < 1 or plan.start is None:
        return None
    return reach(users, plan.users_a_month, plan.growth or 0.0, plan.start)


def _months(users: int, a_month: int, growth: float) -> float | None:
    there, now = 0.0, float(a_month)
    for month in range(HORIZON):
        if there + now >= users:
            return month + (users - there) / now
        there, now = there + now, now * (1 + growth)
        if now <= 0:
            return None
    return None


def _problems(plan: GatePlan, framework: Framework) -> Iterator[Problem]:
    def problem(field: str, key: str, **values: object) -> Problem:
        return Problem(f"plan_{field}", framework.phrase(f"gate_plan.problem.{key}", **values))

    lift = framework.thresholds.gate_lift
    if plan.baseline is not None:
        share = number(short_percent(plan.baseline), framework)
        if not 0 < plan.baseline < 1:
            yield problem("baseline", "baseline", share=share)
        elif plan.baseline * (1 + lift) >= 1:
            yield problem(
                "baseline", "baseline_high", share=share, lift=number(short_percent(lift), framework)
            )
    if plan.users_a_month is not None and plan.users_a_month < 1:
        yield problem("users_a_month", "users")
    if plan.growth is not None and not -1 < plan.growth <= 1:
        yield problem("growth", "growth", growth=number(short_percent(plan.growth), framework))
    yield from (problem("segments", key, **values) for key, values in _wrong_segments(plan.segments))


def _wrong_segments(names: Sequence[str]) -> Iterator[tuple[str, dict[str, object]]]:
    least, most = SEGMENTS
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            yield "segments_twice", {"name": name}
            return
        seen.add(name.casefold())
    if 0 < len(names) < least:
        yield "segments_few", {}
    elif len(names) > most:
        yield "segments_many", {"count": len(names)}
