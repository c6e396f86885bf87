from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, outcome
from readiness_gui.core.whatif import (
    GOALS,
    Change,
    ChangeSet,
    describe,
    reached,
    smallest_changes,
    users_now,
    with_priority,
    with_status,
    with_users,
)

ALL = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

any_inputs = st.builds(
    Inputs,
    signals=st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId}),
    active_users=st.none()
    | st.sampled_from([0, 99, 100, 199, 200, 499, 500, 1999, 2000])
    | st.integers(0, 5000),
    top_priority=st.none() | st.sampled_from(Priority),
    stage=st.integers(1, 3),
    segment_detection=st.booleans(),
    gate=st.sampled_from(GateResult),
    committed=st.booleans(),
)


def inputs(**changes: object) -> Inputs:
    ready = Inputs(
        signals=dict.fromkeys(SignalId, Status.PRESENT),
        active_users=600,
        top_priority=Priority.RETENTION,
        stage=1,
        segment_detection=True,
        gate=GateResult.NONE,
        committed=False,
    )
    return replace(ready, **changes)  # type: ignore[arg-type]  # fields named by the tests


def signals(*absent: SignalId, unclear: tuple[SignalId, ...] = ()) -> dict[SignalId, Status]:
    statuses = dict.fromkeys(SignalId, Status.PRESENT)
    statuses.update(dict.fromkeys(absent, Status.ABSENT))
    statuses.update(dict.fromkeys(unclear, Status.UNCLEAR))
    return statuses


def apply_all(start: Inputs, changes: tuple[Change, ...], framework: Framework) -> Inputs:
    for change in changes:
        start = change.apply(start, framework.thresholds)
    return start


@ALL
@given(start=any_inputs)
def test_each_set_reaches_the_next_stage(start: Inputs, framework: Framework) -> None:
    for found in smallest_changes(start, framework):
        code, _ = outcome(apply_all(start, found.changes, framework), framework.thresholds)
        assert code is found.verdict
        assert code in GOALS[start.current_stage]


@ALL
@given(start=any_inputs)
def test_nothing_can_be_left_out_of_a_set(start: Inputs, framework: Framework) -> None:
    for found in smallest_changes(start, framework):
        for fewer in combinations(found.changes, len(found.changes) - 1):
            assert not reached(apply_all(start, fewer, framework), framework.thresholds)


@ALL
@given(start=any_inputs)
def test_there_is_always_a_way_unless_none_is_needed(start: Inputs, framework: Framework) -> None:
    ways = smallest_changes(start, framework)
    assert (ways == ()) == reached(start, framework.thresholds)


@ALL
@given(start=any_inputs)
def test_least_effort_comes_first(start: Inputs, framework: Framework) -> None:
    efforts = [found.effort for found in smallest_changes(start, framework)]
    assert efforts == sorted(efforts)
    assert all(effort >= 1 for effort in efforts)


@ALL
@given(start=any_inputs)
def test_the_search_leaves_its_start_alone_and_agrees_with_decide(
    start: Inputs, framework: Framework
) -> None:
    before = decide(start, framework)
    first = smallest_changes(start, framework)
    assert decide(start, framework) == before
    assert smallest_changes(start, framework) == first


@ALL
@given(start=any_inputs, users=st.integers(0, 10_000))
def test_users_and_their_signal_never_disagree(start: Inputs, users: int, framework: Framework) -> None:
    changed = with_users(start, users, framework.thresholds)
    assert changed.active_users == users
    assert (changed.signals[SignalId.ACTIVE_USERS] is Status.PRESENT) == (users >= 200)
    for status in Status:
        varied = with_status(changed, SignalId.ACTIVE_USERS, status, framework.thresholds)
        assert varied.active_users is not None
        assert (varied.active_users >= 200) == (status is Status.PRESENT)


@ALL
@given(start=any_inputs, priority=st.none() | st.sampled_from(Priority))
def test_priority_and_its_signal_never_disagree(
    start: Inputs, priority: Priority | None, framework: Framework
) -> None:
    changed = with_priority(start, priority)
    present = changed.signals[SignalId.RETENTION_PRIORITY] is Status.PRESENT
    assert present == (priority is Priority.RETENTION)
    absent = with_status(changed, SignalId.RETENTION_PRIORITY, Status.ABSENT, framework.thresholds)
    assert absent.top_priority is not Priority.RETENTION
    again = with_status(absent, SignalId.RETENTION_PRIORITY, Status.PRESENT, framework.thresholds)
    assert again.top_priority is Priority.RETENTION


def test_one_missing_signal_is_the_one_change(framework: Framework) -> None:
    start = inputs(signals=signals(SignalId.PMF))
    (way,) = smallest_changes(start, framework)
    assert [change.signal for change in way.changes] == [SignalId.PMF]
    assert way.verdict is VerdictCode.GO_2


def test_of_several_missing_signals_only_those_that_are_needed(framework: Framework) -> None:
    missing = (SignalId.DIVERSITY, SignalId.GENERIC_FAILURE, SignalId.RETENTION_PRIORITY)
    start = inputs(signals=signals(*missing), top_priority=Priority.ACTIVATION)
    ways = {frozenset(change.signal for change in way.changes) for way in smallest_changes(start, framework)}
    assert ways == {frozenset({SignalId.DIVERSITY}), frozenset({SignalId.GENERIC_FAILURE})}


def test_from_150_users_it_takes_200_and_no_more(framework: Framework) -> None:
    start = with_users(inputs(), 150, framework.thresholds)
    (way,) = smallest_changes(start, framework)
    assert [(change.kind, change.users) for change in way.changes] == [("users", 200)]


def test_stage_3_takes_users_gate_and_commitment(framework: Framework) -> None:
    start = with_users(inputs(stage=2), 300, framework.thresholds)
    (way,) = smallest_changes(start, framework)
    assert {(change.kind, change.users) for change in way.changes} == {
        ("users", 500),
        ("gate", None),
        ("commitment", None),
    }
    assert way.verdict is VerdictCode.GO_3


def test_without_detection_the_next_stage_of_a_claimed_3_is_2(framework: Framework) -> None:
    start = inputs(stage=3, segment_detection=False, signals=signals(SignalId.PMF))
    assert {way.verdict for way in smallest_changes(start, framework)} == {VerdictCode.GO_2}


def test_at_stage_3_it_is_what_lifts_the_hold(framework: Framework) -> None:
    start = with_users(inputs(stage=3), 400, framework.thresholds)
    assert outcome(start, framework.thresholds)[0] is VerdictCode.HOLD_3
    (way,) = smallest_changes(start, framework)
    assert way.changes[0].users == 500
    assert smallest_changes(inputs(stage=3), framework) == ()


def test_acquisition_first_is_to_be_given_up_even_where_the_signal_was_overridden(
    framework: Framework,
) -> None:
    start = inputs(top_priority=Priority.ACQUISITION)
    (way,) = smallest_changes(start, framework)
    assert way.changes[0].kind == "priority"
    assert describe(way.changes[0], start, framework) == framework.phrase("whatif.change_priority_present")


def test_unknown_users_are_reckoned_by_their_signal(framework: Framework) -> None:
    assert users_now(inputs(active_users=None), framework.thresholds) == 200
    unclear = inputs(active_users=None, signals=signals(unclear=(SignalId.ACTIVE_USERS,)))
    assert users_now(unclear, framework.thresholds) == 0


def test_enough_users_whose_signal_is_denied_only_need_confirming(framework: Framework) -> None:
    missing = (SignalId.ACTIVE_USERS, SignalId.DIVERSITY, SignalId.RETENTION_PRIORITY)
    start = inputs(signals=signals(*missing), active_users=600, top_priority=Priority.REFERRAL)
    kinds = [[change.kind for change in way.changes] for way in smallest_changes(start, framework)]
    assert ["users"] in kinds


@ALL
@given(start=any_inputs)
def test_every_change_has_words(start: Inputs, framework: Framework) -> None:
    for way in smallest_changes(start, framework):
        said = [describe(change, start, framework) for change in way.changes]
        assert all(said)
        assert len(set(said)) == len(said)
        assert not any("{" in words for words in said)


@pytest.mark.parametrize("status", [Status.ABSENT, Status.UNCLEAR])
def test_an_unclear_signal_is_found_out_about_and_an_absent_one_changed(
    status: Status, framework: Framework
) -> None:
    start = inputs(signals={**signals(), SignalId.PMF: status})
    (way,) = smallest_changes(start, framework)
    expected = framework.phrase(
        f"whatif.change_signal_{status.value}", signal=framework.signals[SignalId.PMF].name
    )
    assert describe(way.changes[0], start, framework) == expected


def test_effort_is_the_frameworks(framework: Framework) -> None:
    start = inputs(signals=signals(SignalId.PMF))
    way: ChangeSet = smallest_changes(start, framework)[0]
    assert way.effort == framework.signals[SignalId.PMF].effort
