"""What the evidence suggests for the plan of a gate: the right value, and where it comes from."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_plan import plan_problems
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    DiversityEvidence,
    GateAnswer,
    GatePlan,
    GateReading,
    Interview,
    PmfEvidence,
)
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import SignalId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.evidence.assess import assess_all
from readiness_gui.evidence.gate_plan import Suggestion, monthly_trend, suggestions
from tests import worked
from tests.core.make import empty


def of(field: str, one: Assessment, framework: Framework, today: date = worked.TODAY) -> list[Suggestion]:
    return [found for found in suggestions(one, framework, today) if found.field == field]


@pytest.fixture
def one(framework: Framework) -> Assessment:
    made = worked.assessment(framework)
    return replace(made, gate=GateAnswer())


def test_an_empty_assessment_suggests_no_number(framework: Framework) -> None:
    assert [found.field for found in suggestions(empty(), framework, worked.TODAY)] == ["metric"]


def test_the_metric_is_a_period_of_the_curve(framework: Framework, one: Assessment) -> None:
    assert [found.value for found in of("metric", one, framework)] == [
        "comes back in month 1",
        "comes back in month 2",
        "comes back in month 3",
    ]
    assert all("retention curve" in found.words for found in of("metric", one, framework))
    weekly = one.with_signal(SignalId.PMF, evidence=PmfEvidence(period_days=7), finding=None)
    (usual,) = of("metric", weekly, framework)
    assert usual.value == "comes back in week 2"
    assert "common choice" in usual.words


def test_the_baseline_is_the_measured_tail_and_says_so(framework: Framework, one: Assessment) -> None:
    figures = one.signals[SignalId.PMF].finding
    assert figures is not None
    tail = figures.figures.tail  # type: ignore[union-attr]  # figures of retention
    assert tail is not None
    (found,) = of("baseline", one, framework)
    assert found.value == pytest.approx(tail, abs=0.0005)
    assert "retention curve" in found.words
    assert "tail" in found.words
    assert f"{100 * tail:.0f}" in found.words


def test_a_metric_of_the_curve_brings_its_own_baseline_first(framework: Framework, one: Assessment) -> None:
    planned = replace(one, gate=GateAnswer(plan=GatePlan(metric=" Comes back in month 2 ")))
    first, _ = of("baseline", planned, framework)
    curve = one.signals[SignalId.PMF].finding.figures.curve  # type: ignore[union-attr]  # figures of retention
    assert first.value == pytest.approx(curve[1].rate, abs=0.0005)
    assert "month 2" in first.words


def test_readings_suggest_their_control_group_and_their_segments(framework: Framework) -> None:
    made = worked.assessment(framework)
    found = of("baseline", made, framework)[-1]
    assert found.value == pytest.approx(0.4)
    assert "without segments" in found.words
    assert of("segments", made, framework)[0].value == ("Novices", "Experts")


def test_the_baseline_is_of_users_who_are_compared_where_there_are_any(framework: Framework) -> None:
    both = GateReading(
        month=1,
        segment="Novices",
        control_users=100,
        control_retained=40,
        treatment_users=100,
        treatment_retained=50,
    )
    alone = replace(both, segment="Experts", control_retained=90, treatment_users=0, treatment_retained=0)

    def baseline(*readings: GateReading) -> float:
        found = of("baseline", replace(empty(), gate=GateAnswer(readings=readings)), framework)[-1].value
        assert isinstance(found, float)
        return found

    assert baseline(both, alone) == pytest.approx(0.4)
    assert baseline(alone) == pytest.approx(0.9), "before there is anybody with segments"


def test_segments_come_from_complaints_or_profiles(framework: Framework, one: Assessment) -> None:
    (found,) = of("segments", one, framework)
    assert found.value == tuple(dict.fromkeys(found.value))  # type: ignore[arg-type]  # names
    assert set(found.value) == set(worked.PROFILES)  # type: ignore[arg-type]  # names
    assert found.words == "Use the 5 need profiles of the interviews"
    assert all(name in found.detail for name in worked.PROFILES)


def test_more_than_five_profiles_are_to_be_merged(framework: Framework, one: Assessment) -> None:
    told = tuple(Interview(f"u{n}", (f"profile {n % 7}",)) for n in range(21))
    many = one.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=told))
    many = assess_all(many, framework, worked.TODAY)
    (found,) = of("segments", many, framework)
    assert found.words == "Use the 5 most frequent of 7 need profiles, merge the rest"
    assert not plan_problems(GatePlan(segments=found.value), framework)  # type: ignore[arg-type]  # names


def test_users_come_from_the_longest_window_and_from_who_starts(
    framework: Framework, one: Assessment
) -> None:
    active, starting = of("users_a_month", one, framework)
    assert active.value == 240
    assert "28 days" in active.words
    sizes = [row.size for row in one.signals[SignalId.PMF].evidence.cohorts[-3:]]  # type: ignore[union-attr]  # a table
    assert starting.value == round(sum(sizes) / 3)
    daily = ActiveUsersEvidence(window_days=7, windows=(100, 110), active_28=300)
    first = of("users_a_month", one.with_signal(SignalId.ACTIVE_USERS, evidence=daily), framework)[0]
    assert (first.value, "28 days" in first.words) == (300, True)


def test_growth_is_the_trend_of_the_counts(framework: Framework, one: Assessment) -> None:
    (found,) = of("growth", one, framework)
    assert "trend of the last 4 counts" in found.words
    expected = monthly_trend((150, 190, 210, 240), 28)
    assert expected is not None
    assert found.value == pytest.approx(expected, abs=0.0005)


def test_the_start_is_the_second_month_of_the_roadmap(framework: Framework, one: Assessment) -> None:
    assert of("start", one, framework) == []
    verdict = decide(inputs_of(one), framework)
    mapped = replace(one, roadmap=generate(one, verdict, framework, worked.TODAY))
    (found,) = of("start", mapped, framework)
    assert found.value == worked.TODAY + timedelta(days=30)
    assert of("start", mapped, framework, worked.TODAY + timedelta(days=31)) == []


def test_what_is_suggested_is_a_plan_without_problems(framework: Framework, one: Assessment) -> None:
    plan = GatePlan()
    for found in suggestions(one, framework, worked.TODAY):
        assert not found.taken(plan) or found.value == getattr(plan, found.field)
        plan = replace(plan, **{found.field: found.value})  # type: ignore[arg-type]  # a field of the plan
        assert found.taken(plan)
        assert found.words.startswith("Use ")
    assert plan_problems(plan, framework) == ()


@given(st.integers(50, 5_000), st.floats(-0.2, 0.4), st.sampled_from([7, 28, 30]), st.integers(6, 12))
def test_steady_growth_is_found_again(first: int, growth: float, days: int, count: int) -> None:
    step = (1 + growth) ** (days / 30)
    counts = tuple(round(1_000 * first * step**n) for n in range(count))
    found = monthly_trend(counts, days)
    assert found is not None
    assert found == pytest.approx(growth, abs=0.002)


def test_only_the_last_twelve_counts_make_the_trend() -> None:
    flat = (100,) * 12
    assert monthly_trend((5_000, 9_000, *flat), 28) == pytest.approx(0.0)
    rising = tuple(round(100 * math.exp(0.1 * n)) for n in range(12))
    assert monthly_trend((9_999, *rising), 30) == pytest.approx(monthly_trend(rising, 30))


@pytest.mark.parametrize("counts", [(), (100,), (100, 110), (100, 0, 120), (0, 0, 0)])
def test_too_few_counts_or_a_zero_make_no_trend(counts: tuple[int, ...]) -> None:
    assert monthly_trend(counts, 28) is None
