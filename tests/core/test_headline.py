"""The first line of the verdict, the timing table's row, and what the verdict looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Detection, GateResult, Grade, Priority, SignalId, Status, TimingId
from readiness_gui.core.verdict import decide, headline, inputs_of, timing_row
from tests.core.make import (
    DAY,
    at_stage,
    claimed,
    committed,
    empty,
    pmf_finding,
    priority_finding,
    with_gate,
    with_users,
)


def first_line(assessment: Assessment, framework: Framework) -> str:
    return headline(assessment, decide(inputs_of(assessment), framework), framework, DAY)


def measured(base: Assessment, *signals: SignalId) -> Assessment:
    for signal in signals:
        base = base.with_signal(signal, finding=pmf_finding(), grade_set=Grade.MEASURED)
    return base


def test_the_line_of_the_design(framework: Framework) -> None:
    one = measured(claimed(active_users=Status.ABSENT), SignalId.PMF, SignalId.DIVERSITY)
    one = one.with_signal(SignalId.DIVERSITY, evidence_date=date(2025, 11, 1))
    assert first_line(one, framework) == "Four of five present, two of them measured, one stale"


@pytest.mark.parametrize(
    ("assessment", "expected"),
    [
        (empty(), "None of five present, five not known yet"),
        (claimed(Status.ABSENT), "None of five present"),
        (claimed(), "Five of five present, none of them measured"),
        (claimed(Status.ABSENT, pmf=Status.PRESENT), "One of five present, not measured"),
        (measured(claimed(Status.ABSENT), SignalId.PMF), "One of five present, measured"),
        (measured(claimed(), *SignalId), "Five of five present, all of them measured"),
        (
            claimed(pmf=Status.UNCLEAR, diversity=Status.UNCLEAR),
            "Three of five present, none of them measured, two not known yet",
        ),
    ],
)
def test_the_line_in_other_cases(framework: Framework, assessment: Assessment, expected: str) -> None:
    assert first_line(assessment, framework) == expected


def test_stale_evidence_of_the_others_is_told_apart(framework: Framework) -> None:
    one = claimed(pmf=Status.ABSENT).with_signal(SignalId.PMF, evidence_date=date(2025, 1, 1))
    said = first_line(one, framework)
    assert said == "Four of five present, none of them measured, one of the others stale"


@pytest.mark.parametrize(("day", "stale"), [(date(2025, 12, 2), False), (date(2025, 12, 1), True)])
def test_evidence_is_stale_after_ninety_days(framework: Framework, day: date, stale: bool) -> None:
    one = claimed().with_signal(SignalId.PMF, evidence_date=day)
    assert ("stale" in first_line(one, framework)) is stale


@pytest.mark.parametrize(
    ("users", "row"),
    [
        (-1, TimingId.PRE_PMF),
        (0, TimingId.PRE_PMF),
        (99, TimingId.PRE_PMF),
        (100, TimingId.EARLY_PMF),
        (499, TimingId.EARLY_PMF),
        (500, TimingId.VALIDATED_PMF),
        (1999, TimingId.VALIDATED_PMF),
        (2000, TimingId.GROWTH),
        (10**9, TimingId.GROWTH),
    ],
)
def test_an_edge_of_the_timing_table_goes_up(framework: Framework, users: int, row: TimingId) -> None:
    assert timing_row(framework, users).id is row


def test_the_verdict_looks_at_what_is_in_force() -> None:
    one = committed(with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.RISING))
    one = one.with_signal(SignalId.RETENTION_PRIORITY, finding=priority_finding(Priority.ACTIVATION))
    inputs = inputs_of(one)
    assert inputs.active_users == 640
    assert inputs.top_priority is Priority.ACTIVATION
    assert (inputs.stage, inputs.segment_detection, inputs.current_stage) == (2, True, 2)
    assert inputs.gate is GateResult.RISING
    assert inputs.committed
    assert inputs.signals[SignalId.RETENTION_PRIORITY] is Status.ABSENT


def test_an_override_counts_only_with_a_reason() -> None:
    one = empty().with_signal(SignalId.PMF, finding=pmf_finding(Status.ABSENT), claimed=Status.PRESENT)
    assert inputs_of(one).signals[SignalId.PMF] is Status.ABSENT
    reasoned = one.with_signal(SignalId.PMF, override_reason="The log misses the app")
    assert inputs_of(reasoned).signals[SignalId.PMF] is Status.PRESENT


@pytest.mark.parametrize("detection", [None, Detection.NONE, Detection.UNKNOWN])
def test_no_known_detection_is_stage_1(detection: Detection | None) -> None:
    one = replace(at_stage(3, claimed()), detection=detection)
    assert inputs_of(one).current_stage == 1


def test_nothing_claimed_is_stage_1() -> None:
    inputs = inputs_of(empty())
    assert (inputs.stage, inputs.active_users, inputs.top_priority) == (1, None, None)
    assert inputs.gate is GateResult.NONE
    assert not inputs.committed
