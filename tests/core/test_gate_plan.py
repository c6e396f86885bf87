"""The size of a planned gate and the day it is there: against a simulation, and as it has to behave."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.flow import StepState, step_statuses
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate import is_plateau, last_steps
from readiness_gui.core.gate_plan import (
    HORIZON,
    outlook,
    plan_problems,
    reach,
    split_names,
)
from readiness_gui.core.gate_words import (
    drift_words,
    p_words,
    plan_lines,
    plan_pairs,
    plan_short,
    sample_date,
    segment_lines,
    step_words,
    with_plan,
)
from readiness_gui.core.model import Assessment, GateAnswer, GatePlan, Task
from readiness_gui.core.review import review_items
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import GateResult, StepId, TaskKind, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import DAY, at_stage, claimed, empty, with_gate, with_users
from tests.core.strategies import FRAMEWORK

START = date(2026, 9, 1)
PLAN = GatePlan(
    metric="comes back in month 2",
    segments=("New", "Expert", "Team", "Agency"),
    baseline=0.31,
    users_a_month=640,
    growth=0.04,
    start=START,
)

baselines = st.floats(0.01, 0.85)
growths = st.floats(-0.3, 0.5)


def total(baseline: float, framework: Framework = FRAMEWORK) -> int:
    found = outlook(GatePlan(baseline=baseline), framework)
    assert found is not None
    return found.all_users.total


def rejects(retained: tuple[int, int], users: int, level: float) -> bool:
    """Tell whether a two-sample z test of two equal groups finds the second one higher."""
    first, second = retained[0] / users, retained[1] / users
    variance = (first * (1 - first) + second * (1 - second)) / users
    if variance <= 0:
        return second > first
    return (second - first) / math.sqrt(variance) > NormalDist().inv_cdf(1 - level)


@pytest.mark.parametrize(("baseline", "parts"), [(0.31, 1), (0.62, 1), (0.62, 4)])
def test_at_the_size_it_names_four_of_five_trials_find_the_lift(
    framework: Framework, baseline: float, parts: int
) -> None:
    chance = random.Random(11)  # noqa: S311 - a simulation
    names = tuple(f"s{n}" for n in range(parts)) if parts > 1 else ()
    found = outlook(GatePlan(baseline=baseline, segments=names), framework)
    assert found is not None
    size = found.segment if parts > 1 else found.all_users
    assert size is not None
    assert size.level == pytest.approx(0.05 / parts)

    def drawn(rate: float) -> int:
        return sum(chance.random() < rate for _ in range(size.per_arm))

    trials = 600
    hits = sum(
        rejects((drawn(baseline), drawn(baseline * 1.15)), size.per_arm, size.level) for _ in range(trials)
    )
    assert hits / trials == pytest.approx(0.80, abs=0.05)


def test_the_size_is_the_one_the_readings_use(framework: Framework) -> None:
    from readiness_gui.evidence.intervals import users_per_arm

    found = outlook(PLAN, framework)
    assert found is not None
    assert found.all_users.per_arm == users_per_arm(0.31, 0.15) == 1268
    assert found.all_users.total == 2536
    assert found.segment is not None
    assert found.segment.total == 8 * found.segment.per_arm


@given(baselines, baselines)
def test_the_more_stay_anyway_the_fewer_users_it_takes(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert total(low) >= total(high)


@given(st.integers(2, 5), baselines)
def test_reading_apart_takes_more_than_reading_together(parts: int, baseline: float) -> None:
    found = outlook(GatePlan(baseline=baseline, segments=tuple("abcde"[:parts])), FRAMEWORK)
    assert found is not None
    assert found.segment is not None
    assert found.segment.per_arm >= found.all_users.per_arm
    assert found.segment.total >= parts * found.all_users.total


@pytest.mark.parametrize("baseline", [None, 0.0, 1.0, -0.2, 0.87, 0.95, math.nan, math.inf])
def test_without_a_baseline_that_can_be_lifted_there_is_no_size(
    framework: Framework, baseline: float | None
) -> None:
    assert outlook(replace(PLAN, baseline=baseline), framework) is None
    assert plan_short(replace(PLAN, baseline=baseline), framework) == ""


@given(st.integers(1, 20_000), st.integers(1, 5_000), growths)
def test_the_day_is_that_of_a_count_day_by_day(users: int, a_month: int, growth: float) -> None:
    found = reach(users, a_month, growth, START)
    there, day = 0.0, 0
    while there < users - 1e-6 and day < HORIZON * 30:
        there += a_month * (1 + growth) ** (day // 30) / 30
        day += 1
    if found.day is None or found.months is None:
        assert there < users
    else:
        assert there >= users - 1e-6
        assert abs((found.day - START).days - day) <= 1
        assert found.months * 30 == pytest.approx(day, abs=1.001)


@given(st.integers(1, 5_000), st.integers(1, 500), growths, growths)
def test_faster_growth_is_never_later(users: int, a_month: int, one: float, other: float) -> None:
    slow, fast = sorted((one, other))
    late, soon = reach(users, a_month, slow, START), reach(users, a_month, fast, START)
    if late.day is not None:
        assert soon.day is not None
        assert soon.day <= late.day
    more = reach(users, a_month + 1, slow, START)
    assert late.day is None or (more.day is not None and more.day <= late.day)


@pytest.mark.parametrize(
    ("users", "a_month", "growth", "days"),
    [(300, 300, 0.0, 30), (600, 300, 0.0, 60), (150, 300, 0.0, 15), (630, 300, 0.1, 60), (1, 300, 0.5, 1)],
)
def test_days_that_can_be_told_by_hand(users: int, a_month: int, growth: float, days: int) -> None:
    assert reach(users, a_month, growth, START).day == START + timedelta(days=days)


@pytest.mark.parametrize(
    ("users", "growth", "start"),
    [(301, -1.0, START), (3_001, -0.1, START), (10**9, 0.0, START), (300, 0.0, date(9999, 12, 20))],
)
def test_what_never_comes_has_no_day(users: int, growth: float, start: date) -> None:
    found = reach(users, 300, growth, start)
    assert (found.day, found.months, found.late) == (None, None, True)


def test_the_plan_says_what_it_takes_and_when(framework: Framework) -> None:
    lines = "\n".join(plan_lines(PLAN, framework))
    assert "1,268 users without and 1,268 with segments, 2,536 in all" in lines
    assert "5 % / 4 = 1.25 %" in lines
    assert "reached on 23 December 2026, after 3.7 months" in lines
    assert "Read apart, that is more than a year" in lines
    assert "3 monthly readings" in lines


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"users_a_month": 100, "segments": ()}, "That is more than a year."),
        ({"growth": -0.5}, "this gate would never decide"),
        ({"users_a_month": None}, "how many users can take part"),
        ({"start": None}, "the day on which users begin"),
        ({"baseline": None}, "what share stays"),
    ],
)
def test_what_is_late_never_or_missing_is_said(
    framework: Framework, change: dict[str, object], words: str
) -> None:
    plan = replace(PLAN, **change)  # type: ignore[arg-type]  # fields by name
    assert words in "\n".join(plan_lines(plan, framework))


def test_an_empty_plan_says_nothing(framework: Framework) -> None:
    assert plan_lines(GatePlan(), framework) == ()
    assert plan_pairs(GatePlan(), framework) == ()
    assert plan_problems(GatePlan(), framework) == ()
    assert plan_problems(PLAN, framework) == ()
    assert len(plan_pairs(PLAN, framework)) == 6


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"baseline": 0.0}, "plan_baseline", "0 % cannot be"),
        ({"baseline": 1.2}, "plan_baseline", "120 % cannot be"),
        ({"baseline": 0.9}, "plan_baseline", "would pass 100 %"),
        ({"baseline": math.nan}, "plan_baseline", "cannot be"),
        ({"users_a_month": 0}, "plan_users_a_month", "1 or more"),
        ({"growth": -1.0}, "plan_growth", "-100 %"),
        ({"growth": 3.0}, "plan_growth", "300 %"),
        ({"segments": ("New", "Expert")}, "plan_segments", "3 to 5 segments"),
        ({"segments": tuple("abcdef")}, "plan_segments", "6 segments are too many"),
        ({"segments": ("New", "Expert", "new")}, "plan_segments", "stands twice"),
    ],
)
def test_what_cannot_be_is_named(
    framework: Framework, change: dict[str, object], field: str, words: str
) -> None:
    (found,) = plan_problems(replace(PLAN, **change), framework)  # type: ignore[arg-type]  # fields by name
    assert found.field == field
    assert words in found.message
    assert not {"please", "invalid"} & set(found.message.lower().split())


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), (" ; ", ()), ("New;Expert", ("New", "Expert")), (" a  b ;c; ", ("a b", "c"))],
)
def test_names_are_told_apart_by_semicolons(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


def planned(framework: Framework, plan: GatePlan = PLAN) -> Assessment:
    one = with_users(at_stage(1, claimed()), 640)
    return replace(one, gate=GateAnswer(plan=plan))


def test_the_roadmaps_gate_task_carries_the_plan(framework: Framework) -> None:
    def gates(one: Assessment) -> list[Task]:
        verdict = decide(inputs_of(one), framework)
        assert verdict.code is VerdictCode.GO_2
        tasks = generate(one, verdict, framework, DAY).tasks
        return [task for task in tasks if task.kind is TaskKind.GATE]

    (task,) = gates(planned(framework))
    assert "Planned: comes back in month 2. 2,536 users in all" in task.detail
    assert "reached on 23 December 2026" in task.detail
    (bare,) = gates(planned(framework, GatePlan()))
    assert task.detail.startswith(bare.detail)
    assert "Planned" not in bare.detail
    other = replace(task, kind=TaskKind.WORK)
    assert with_plan(other, planned(framework), framework) is other
    (nameless,) = gates(planned(framework, replace(PLAN, metric=" ")))
    assert "Planned: 2,536 users in all" in nameless.detail


def test_review_and_the_steps_know_the_plan(framework: Framework) -> None:
    one = planned(framework)
    (item,) = [it for it in review_items(one, framework, DAY) if it.label == "Plan of the gate"]
    assert "Stays without the change: 31 %" in (item.value or "")
    assert "2,536 users in all" in item.detail
    assert not any(it.label == "Plan of the gate" for it in review_items(empty(), framework, DAY))
    state = next(it for it in step_statuses(one, framework, DAY) if it.step is StepId.GATE)
    assert (state.state, state.reason) == (StepState.IN_PROGRESS, "Planned, no readings yet")


lifts = st.lists(st.floats(-0.5, 1.0), max_size=6)


@given(lifts)
def test_the_steps_drawn_are_those_that_decide(found: list[float]) -> None:
    steps = last_steps(list(enumerate(found, 1)), FRAMEWORK.evidence)
    assert len(steps) == min(2, max(len(found) - 1, 0))
    assert is_plateau(found, FRAMEWORK.evidence) is (len(steps) == 2 and all(step.flat for step in steps))
    for step in steps:
        assert step.lift_from == found[step.month_from - 1]
        assert step.lift_from + step.change == pytest.approx(found[step.month_to - 1])
        assert ("under 5" in step_words(step, FRAMEWORK)) is step.flat


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ((0.2,), "One of 3 monthly readings"),
        ((0.1, 0.2), "2 of 3 monthly readings"),
        ((0.1, 0.2, 0.22, 0.24), "+2.0 and +2.0 points, are each under 5 points: the lift has levelled off"),
        ((0.1, 0.2, 0.26), "+10.0 and +6.0 points, not both are under 5"),
        ((0.1, 0.15, 0.19), "+5.0 and +4.0 points, not both are under 5"),
    ],
)
def test_the_course_is_said_in_words(framework: Framework, course: tuple[float, ...], words: str) -> None:
    from readiness_gui.core.figures import MonthlyLift

    made = with_gate(empty(), GateResult.RISING).gate.finding
    assert made is not None
    months = tuple(MonthlyLift(month=n, lift=one, low=0.0, high=1.0) for n, one in enumerate(course, 1))
    assert words in drift_words(replace(made, months=months), framework)


def test_each_segment_has_its_decision_in_a_sentence(framework: Framework) -> None:
    made = with_gate(empty(), GateResult.RISING).gate.finding
    assert made is not None
    one = replace(made.overall, segment="New", p_adjusted=0.0312)
    sure = replace(one, p_adjusted=0.00002, decision=GateResult.UNDER_15)
    unknown = replace(one, segment="Old", lift=None)
    lines = segment_lines(replace(made, segments=(one, sure, unknown)), framework)
    assert lines[0] == "New: +20 % (+10 % to +30 %), adjusted p 0.031: 15 % or more, still rising."
    assert "< 0.001: Under 15 %" in lines[1]
    assert lines[2] == "Old: the lift is not known, nobody stayed without segments."
    worse, nobody = replace(unknown, difference=-0.3), replace(unknown, difference=0.0)
    lines = segment_lines(replace(made, segments=(worse, nobody)), framework)
    assert lines[0] == "Old: the lift is not known, nobody stayed with segments."
    assert lines[1] == "Old: the lift is not known, nobody stayed in either group."
    assert p_words(None) == "–"


@pytest.mark.parametrize(
    ("have", "needed", "days"), [(100, 400, 90), (128, 623, 117), (400, 400, None), (0, 400, None)]
)
def test_the_missing_users_have_a_date(have: int, needed: int, days: int | None) -> None:
    made = with_gate(empty(), GateResult.UNDECIDED).gate.finding
    assert made is not None
    lift = replace(made.overall, control_users=have, treatment_users=500, users_per_arm_needed=needed)
    assert sample_date(lift, DAY) == (None if days is None else DAY + timedelta(days=days))
    assert sample_date(replace(lift, users_per_arm_needed=None), DAY) is None
