"""The gate's decision, at every edge of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.gate import decide_gate, is_plateau
from readiness_gui.core.terms import GateResult
from tests.core.strategies import FRAMEWORK

LIFTS = st.floats(-0.9, 3, allow_nan=False)


def decided(
    low: float | None, high: float | None, probability: float | None, months: Sequence[float] = ()
) -> GateResult:
    return decide_gate(
        lift_low=low,
        lift_high=high,
        probability_15=probability,
        monthly_lifts=months,
        thresholds=FRAMEWORK.thresholds,
        rules=FRAMEWORK.evidence,
    )


@pytest.mark.parametrize(
    ("low", "high", "probability", "expected"),
    [
        (-0.20, -0.01, 0.00, GateResult.NO_EFFECT),
        (-0.20, 0.00, 0.00, GateResult.NO_EFFECT),
        (-0.05, 0.149, 0.05, GateResult.NO_EFFECT),
        (0.00, 0.149, 0.05, GateResult.NO_EFFECT),
        (-0.05, 0.15, 0.10, GateResult.UNDECIDED),
        (0.00, 0.40, 0.90, GateResult.UNDECIDED),
        (0.01, 0.12, 0.01, GateResult.UNDER_15),
        (0.01, 0.30, 0.20, GateResult.UNDER_15),
        (0.01, 0.30, 0.21, GateResult.UNDECIDED),
        (0.01, 0.40, 0.79, GateResult.UNDECIDED),
        (0.01, 0.40, 0.80, GateResult.RISING),
        (0.15, 0.40, 0.99, GateResult.RISING),
    ],
)
def test_the_rule_at_its_edges(low: float, high: float, probability: float, expected: GateResult) -> None:
    assert decided(low, high, probability) is expected


@pytest.mark.parametrize("gap", [(None, 0.3, 0.9), (0.1, None, 0.9), (0.1, 0.3, None)])
def test_without_an_interval_nothing_is_decided(
    gap: tuple[float | None, float | None, float | None],
) -> None:
    assert decided(*gap) is GateResult.UNDECIDED


@pytest.mark.parametrize(
    ("months", "plateau"),
    [
        ((), False),
        ((0.20, 0.21), False),
        ((0.20, 0.21, 0.22), True),
        ((0.05, 0.20, 0.21, 0.22), True),
        ((0.20, 0.26, 0.27), False),
        ((0.20, 0.21, 0.27), False),
        ((0.20, 0.2499, 0.2998), True),
        ((0.15, 0.20, 0.25), False),
        ((0.20, 0.25, 0.30), False),
        ((0.30, 0.25, 0.20), True),
    ],
)
def test_a_plateau_needs_three_readings_and_two_small_gains(
    framework: Framework, months: tuple[float, ...], plateau: bool
) -> None:
    assert is_plateau(months, framework.evidence) is plateau
    expected = GateResult.PLATEAU if plateau else GateResult.RISING
    assert decided(0.1, 0.4, 0.9, months) is expected


@given(LIFTS, LIFTS, st.floats(0, 1), st.lists(LIFTS, max_size=6))
def test_every_set_of_numbers_gives_one_answer(
    one: float, other: float, probability: float, months: list[float]
) -> None:
    result = decided(min(one, other), max(one, other), probability, months)
    assert result is not GateResult.NONE
    if result in (GateResult.UNDER_15, GateResult.RISING, GateResult.PLATEAU):
        assert min(one, other) > 0
    if result is GateResult.PLATEAU:
        assert len(months) >= 3


@given(st.floats(0.001, 0.5), st.lists(LIFTS, max_size=6))
def test_a_plateau_never_changes_a_lift_under_15(low: float, months: list[float]) -> None:
    assert decided(low, low + 0.1, 0.1, months) is GateResult.UNDER_15


def test_the_limit_comes_from_the_framework(framework: Framework) -> None:
    limits = replace(framework.thresholds, gate_lift=0.3)
    result = decide_gate(
        lift_low=-0.1,
        lift_high=0.2,
        probability_15=0.1,
        monthly_lifts=(),
        thresholds=limits,
        rules=framework.evidence,
    )
    assert result is GateResult.NO_EFFECT
