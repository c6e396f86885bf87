"""The verdict procedure against a second writing of it, and what must hold for all inputs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework, Thresholds
from readiness_gui.core.terms import Block, GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, outcome, target_stage, users_counted
from tests.core.literal import literal, literal_resolve_first
from tests.core.strategies import FRAMEWORK, everything, inputs

LIMITS = Thresholds()
READY = Inputs(
    signals=dict.fromkeys(SignalId, Status.PRESENT),
    active_users=800,
    top_priority=Priority.RETENTION,
    stage=2,
    segment_detection=True,
    gate=GateResult.PLATEAU,
    committed=True,
)


def with_signals(base: Inputs, **statuses: Status) -> Inputs:
    changed = {SignalId(name): status for name, status in statuses.items()}
    return replace(base, signals={**base.signals, **changed})


def code(changed: Inputs) -> VerdictCode:
    return outcome(changed, LIMITS)[0]


def test_every_combination_agrees_with_the_literal_procedure() -> None:
    seen: set[VerdictCode] = set()
    blocks: set[Block | None] = set()
    for one in everything((None, 99, 100, 199, 200, 499, 500, 1999, 2000)):
        verdict, block = outcome(one, LIMITS)
        assert (str(verdict), block and str(block)) == literal(one), one
        seen.add(verdict)
        blocks.add(block)
    assert seen == set(VerdictCode)
    assert blocks == {None, *Block}


@given(inputs())
def test_any_inputs_agree_with_the_literal_procedure(one: Inputs) -> None:
    verdict, block = outcome(one, LIMITS)
    assert (str(verdict), block and str(block)) == literal(one)


@given(inputs())
def test_decide_and_outcome_agree(one: Inputs) -> None:
    verdict = decide(one, FRAMEWORK)
    assert (verdict.code, verdict.block) == outcome(one, LIMITS)
    assert verdict.target_stage == target_stage(verdict.code)
    assert verdict.count == sum(status is Status.PRESENT for status in one.signals.values())
    assert verdict.worthwhile is (verdict.count >= 3)
    assert [str(signal) for signal in verdict.resolve_first] == literal_resolve_first(one)


@given(inputs())
def test_never_from_stage_1_to_3(one: Inputs) -> None:
    verdict = decide(one, FRAMEWORK)
    assert verdict.target_stage - verdict.current_stage in (0, 1)
    if verdict.current_stage == 1:
        assert verdict.target_stage < 3


@given(inputs())
def test_without_segment_detection_the_stage_is_1(one: Inputs) -> None:
    assert decide(replace(one, segment_detection=False), FRAMEWORK).current_stage == 1


@given(inputs(), st.sampled_from([Status.ABSENT, Status.UNCLEAR]))
def test_without_product_market_fit_nothing_advances(one: Inputs, status: Status) -> None:
    verdict = decide(with_signals(one, pmf=status), FRAMEWORK)
    assert verdict.block is Block.B1
    assert verdict.target_stage == verdict.current_stage
    assert verdict.code in (VerdictCode.STAY_1, VerdictCode.HOLD_2, VerdictCode.HOLD_3)


@given(inputs(), st.sampled_from(SignalId))
def test_a_signal_turning_present_never_lowers_the_target(one: Inputs, signal: SignalId) -> None:
    better = with_signals(one, **{signal: Status.PRESENT})
    assert target_stage(code(better)) >= target_stage(code(one))


@given(inputs(), st.integers(0, 5000), st.integers(0, 5000))
def test_growing_never_lowers_the_target(one: Inputs, users: int, more: int) -> None:
    before = replace(one, active_users=users)
    after = replace(one, active_users=users + more)
    assert target_stage(code(after)) >= target_stage(code(before))


@given(inputs())
def test_committing_never_lowers_the_target(one: Inputs) -> None:
    kept, given_up = replace(one, committed=True), replace(one, committed=False)
    assert target_stage(code(kept)) >= target_stage(code(given_up))


@given(inputs())
def test_unclear_counts_as_not_present(one: Inputs) -> None:
    absent = {
        signal: Status.ABSENT if status is Status.UNCLEAR else status
        for signal, status in one.signals.items()
    }
    assert outcome(replace(one, signals=absent), LIMITS) == outcome(one, LIMITS)


@given(inputs(), st.sampled_from([GateResult.NONE, GateResult.NO_EFFECT, GateResult.UNDER_15]))
def test_stage_3_is_reached_through_a_plateau_only(one: Inputs, gate: GateResult) -> None:
    assert code(replace(one, gate=gate)) is not VerdictCode.GO_3


@pytest.mark.parametrize(
    ("users", "stage_1", "stage_2", "stage_3"),
    [
        (99, "STAY_1", "HOLD_2", "HOLD_3"),
        (100, "PREPARE_2", "HOLD_2", "HOLD_3"),
        (199, "PREPARE_2", "HOLD_2", "HOLD_3"),
        (200, "GO_2", "STAY_2_WAIT", "HOLD_3"),
        (499, "GO_2", "STAY_2_WAIT", "HOLD_3"),
        (500, "GO_2", "GO_3", "CONTINUE_3"),
        (1999, "GO_2", "GO_3", "CONTINUE_3"),
        (2000, "GO_2", "GO_3", "DEEPEN_3"),
    ],
)
def test_edges_of_users(users: int, stage_1: str, stage_2: str, stage_3: str) -> None:
    for stage, expected in enumerate((stage_1, stage_2, stage_3), start=1):
        assert code(replace(READY, active_users=users, stage=stage)) == expected


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        ("none", "EVALUATE_2"),
        ("undecided", "EVALUATE_2"),
        ("no_effect", "STEP_BACK_2"),
        ("under_15", "STAY_2_ENOUGH"),
        ("rising", "STAY_2_IMPROVE"),
        ("plateau", "GO_3"),
    ],
)
def test_the_gate_decides_at_stage_2(gate: str, expected: str) -> None:
    assert code(replace(READY, gate=GateResult(gate))) == expected


def test_stage_3_needs_commitment_four_signals_and_500_users() -> None:
    assert code(READY) is VerdictCode.GO_3
    assert code(replace(READY, committed=False)) is VerdictCode.STAY_2_WAIT
    assert code(replace(READY, active_users=499)) is VerdictCode.STAY_2_WAIT
    four = with_signals(READY, diversity=Status.ABSENT)
    assert code(four) is VerdictCode.GO_3
    assert code(with_signals(four, retention_priority=Status.ABSENT)) is VerdictCode.STAY_2_WAIT


@pytest.mark.parametrize(
    ("statuses", "priority", "users", "block"),
    [
        ({"pmf": Status.ABSENT}, Priority.ACQUISITION, 10, Block.B1),
        (
            {"diversity": Status.ABSENT, "generic_failure": Status.UNCLEAR, "active_users": Status.ABSENT},
            Priority.ACQUISITION,
            10,
            Block.B2,
        ),
        (
            {"diversity": Status.ABSENT, "generic_failure": Status.ABSENT},
            Priority.ACQUISITION,
            10,
            Block.B3,
        ),
        ({"diversity": Status.ABSENT, "generic_failure": Status.ABSENT}, Priority.REFERRAL, 10, Block.B4),
        ({}, Priority.MONETIZATION, 99, Block.B5),
        ({}, None, 100, None),
    ],
)
def test_the_first_matching_block_is_named(
    statuses: dict[str, Status], priority: Priority | None, users: int, block: Block | None
) -> None:
    changed = replace(with_signals(READY, **statuses), top_priority=priority, active_users=users)
    assert outcome(changed, LIMITS)[1] is block


def test_unknown_users_count_as_the_threshold_where_the_signal_is_present() -> None:
    assert users_counted(None, True, LIMITS) == 200
    assert users_counted(None, False, LIMITS) == 0
    assert users_counted(7, True, LIMITS) == 7


def test_an_unclear_count_of_users_is_resolved_first_where_it_holds_the_verdict_back(
    framework: Framework,
) -> None:
    unclear = replace(with_signals(READY, active_users=Status.UNCLEAR), active_users=None, stage=1)
    verdict = decide(unclear, framework)
    assert verdict.block is Block.B5
    assert verdict.resolve_first == (SignalId.ACTIVE_USERS,)


def test_only_what_would_change_the_verdict_is_resolved_first(framework: Framework) -> None:
    unclear = with_signals(
        replace(READY, stage=1), diversity=Status.UNCLEAR, retention_priority=Status.UNCLEAR
    )
    assert decide(unclear, framework).resolve_first == ()
    held = with_signals(unclear, pmf=Status.UNCLEAR, active_users=Status.ABSENT)
    assert decide(held, framework).resolve_first == (SignalId.PMF,)


def test_thresholds_come_from_the_framework(framework: Framework) -> None:
    strict = replace(framework, thresholds=replace(framework.thresholds, users_present=300))
    verdict = decide(replace(READY, stage=1, active_users=250), strict)
    assert verdict.code is VerdictCode.PREPARE_2
