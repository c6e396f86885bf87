"""Plan, course and decision of a gate in sentences, alike on the screen, in the report and on the roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.gate import Step, last_steps
from readiness_gui.core.gate_plan import Reach, is_planned, outlook
from readiness_gui.core.model import Assessment, GatePlan, Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.wording import date_words, listed, number, numbers, percent, short_percent


def plan_lines(plan: GatePlan, framework: Framework) -> tuple[str, ...]:
    """Return what a plan comes to: users needed, apart by segment, when, and what to do if that is late."""
    return tuple(_plan_lines(plan, framework))


def plan_pairs(plan: GatePlan, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Return what was planned as pairs of a name and a value, without what is still open."""
    values = {
        "metric": plan.metric.strip(),
        "segments": "; ".join(plan.segments),
        "baseline": "" if plan.baseline is None else number(short_percent(plan.baseline), framework),
        "users_a_month": "" if plan.users_a_month is None else number(f"{plan.users_a_month:,}", framework),
        "growth": "" if plan.growth is None else number(short_percent(plan.growth), framework),
        "start": "" if plan.start is None else date_words(plan.start, framework),
    }
    return tuple(
        (framework.phrase(f"gate_plan.field.{key}"), value) for key, value in values.items() if value
    )


def plan_short(plan: GatePlan, framework: Framework) -> str:
    """Return the users a plan takes and when they are there in half a sentence; empty where unknown."""
    found = outlook(plan, framework)
    if found is None:
        return ""
    size = found.all_users
    lift = short_percent(framework.thresholds.gate_lift)
    figures = numbers(framework, total=f"{size.total:,}", per_arm=f"{size.per_arm:,}", lift=lift)
    short = framework.phrase("gate_plan.size.short", **figures)
    if found.reach is None or found.reach.day is None:
        return short
    day = date_words(found.reach.day, framework)
    return framework.phrase("gate_plan.size.short_date", short=short, date=day)


def with_plan(task: Task, assessment: Assessment, framework: Framework) -> Task:
    """Return a gate's task with what was planned for it; any other task as it is."""
    plan = assessment.gate.plan
    short = plan_short(plan, framework)
    if task.kind is not TaskKind.GATE or not (short and is_planned(plan)):
        return task
    key, metric = ("detail", plan.metric.strip()) if plan.metric.strip() else ("detail_bare", "")
    words = framework.phrase(f"gate_plan.task.{key}", metric=metric, short=short)
    return replace(task, detail="\n".join(filter(None, (task.detail, words))))


def drift_words(figures: GateFigures, framework: Framework) -> str:
    """Return whether the lift has levelled off, by the last two steps of its months."""
    rules = framework.evidence
    steps = last_steps([(one.month, one.lift) for one in figures.months], rules)
    count = len(figures.months)
    if count < rules.plateau_readings:
        key = "few_one" if count == 1 else "few"
        return framework.phrase(f"gate_plan.drift.{key}", count=count, needed=rules.plateau_readings)
    key = "plateau" if all(step.flat for step in steps) else "rising"
    first, second = (points(step) for step in steps)
    said = numbers(framework, first=first, second=second, limit=limit_points(framework))
    return framework.phrase(f"gate_plan.drift.{key}", **said)


def step_words(step: Step, framework: Framework) -> str:
    """Return a step of the lift and whether it counts as flat, such as "+3.0 points: under 5"."""
    key = "flat" if step.flat else "steep"
    figures = numbers(framework, change=points(step), limit=limit_points(framework))
    return framework.phrase(f"gate_plan.drift.{key}", **figures)


def points(step: Step) -> str:
    """Return the change of a step in points with its sign."""
    return f"{100 * step.change:+.1f}"


def limit_points(framework: Framework) -> str:
    """Return the points from which on a step is no longer flat."""
    return f"{100 * framework.evidence.plateau_increment:g}"


def unknown_words(one: LiftFigures, framework: Framework) -> str:
    """Return why no lift can be told: in which group nobody stayed."""
    groups = {1: "control", -1: "treatment", 0: "both"}
    apart = one.difference or 0.0
    side = (apart > 0) - (apart < 0)
    return framework.phrase(f"gate_plan.segment.unknown_{groups[side]}")


def left_out_words(figures: GateFigures, framework: Framework) -> str:
    """Return which segments are no part of the overall lift, and why; empty where all are."""
    names = figures.left_out
    if not names:
        return ""
    key = "left_out_one" if len(names) == 1 else "left_out"
    return framework.phrase(f"gate_plan.segment.{key}", segments=listed(names, framework))


def segment_lines(figures: GateFigures, framework: Framework) -> tuple[str, ...]:
    """Return the decision of each segment with its interval and its p after Holm."""
    return tuple(_segment_line(one, framework) for one in figures.segments)


def p_words(p: float | None) -> str:
    """Return a p-value with three places, a dash where there is none."""
    if p is None:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def sample_date(lift: LiftFigures, on: date) -> date | None:
    """Return when the smaller group is large enough if it grows by its present size every month.

    ``None`` where it is large enough, or where nothing can be told.
    """
    have, needed = min(lift.control_users, lift.treatment_users), lift.users_per_arm_needed
    if needed is None or not have or have >= needed:
        return None
    return on + timedelta(days=-(-(needed - have) * MONTH_DAYS // have))


def _plan_lines(plan: GatePlan, framework: Framework) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return framework.phrase(f"gate_plan.size.{key}", **values)

    found = outlook(plan, framework)
    if found is None:
        if is_planned(plan) and plan.baseline is None:
            yield say("missing")
        return
    size, apart = found.all_users, found.segment
    lift, baseline = (
        short_percent(framework.thresholds.gate_lift),
        short_percent(plan.baseline or 0),
    )
    figures = {"per_arm": f"{size.per_arm:,}", "total": f"{size.total:,}", "lift": lift, "baseline": baseline}
    yield say("all", **numbers(framework, **figures))
    if apart is not None:
        level = percent(apart.level, 2)
        figures = {"per_arm": f"{apart.per_arm:,}", "total": f"{apart.total:,}", "level": level}
        yield say("segments", count=len(plan.segments), **numbers(framework, **figures))
    if found.reach is None:
        yield say("missing_users" if not plan.users_a_month else "undated")
        return
    yield _reached("first", found.reach, framework)
    if found.segment_reach is not None:
        yield _reached("apart", found.segment_reach, framework)
    if found.reach.late:
        yield say("never" if found.reach.day is None else "later")
    elif found.segment_reach is not None and found.segment_reach.late:
        yield say("apart_late")
    yield say("readable", readings=framework.evidence.plateau_readings)


def _reached(key: str, reach: Reach, framework: Framework) -> str:
    total = number(f"{reach.users:,}", framework)
    if reach.day is None or reach.months is None:
        return framework.phrase(f"gate_plan.size.{key}_never", total=total)
    day = date_words(reach.day, framework)
    months = number(f"{reach.months:.1f}", framework)
    return framework.phrase(f"gate_plan.size.{key}", total=total, date=day, months=months)


def _segment_line(one: LiftFigures, framework: Framework) -> str:
    if one.lift is None or one.lift_low is None or one.lift_high is None:
        why = unknown_words(one, framework)
        return framework.phrase("gate_plan.segment.unknown", segment=one.segment, why=why)
    return framework.phrase(
        "gate_plan.segment.line",
        segment=one.segment,
        decision=framework.gate_results[one.decision].name,
        **numbers(
            framework,
            lift=percent(one.lift, signed=True),
            low=percent(one.lift_low, signed=True),
            high=percent(one.lift_high, signed=True),
            p=p_words(one.p_adjusted),
        ),
    )
