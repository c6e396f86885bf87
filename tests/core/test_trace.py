"""The trace names each rule once, in order, with what it looked at."""

from __future__ import annotations

import json
import time
from dataclasses import replace

from hypothesis import given, settings

from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_check import RULE_IDS
from readiness_gui.core.model import RuleTrace
from readiness_gui.core.terms import Block, GateResult, Priority, SignalId, Status
from readiness_gui.core.verdict import Inputs, decide, decision_text, verdict_record
from tests.core.strategies import FRAMEWORK, inputs

ORDER = [
    *(
        "S0",
        "B1",
        "B2",
        "B3",
        "B4",
        "B5",
        "STAY_1",
        "PREPARE_2",
        "GO_2",
        "HOLD_2",
        "EVALUATE_2",
        "STEP_BACK_2",
    ),
    *("STAY_2_ENOUGH", "STAY_2_IMPROVE", "GO_3", "STAY_2_WAIT", "HOLD_3", "DEEPEN_3", "CONTINUE_3"),
]
OF_STAGE = {1: set(ORDER[6:9]), 2: set(ORDER[9:16]), 3: set(ORDER[16:])}
GOOD = Inputs(
    signals=dict.fromkeys(SignalId, Status.PRESENT),
    active_users=240,
    top_priority=Priority.RETENTION,
    stage=1,
    segment_detection=True,
    gate=GateResult.NONE,
    committed=True,
)


def by_rule(trace: tuple[RuleTrace, ...]) -> dict[str, RuleTrace]:
    return {one.rule: one for one in trace}


@given(inputs())
def test_each_rule_once_in_order(one: Inputs) -> None:
    assert [line.rule for line in decide(one, FRAMEWORK).trace] == ORDER == list(RULE_IDS)


@given(inputs())
def test_at_most_one_block_and_exactly_one_verdict_fire(one: Inputs) -> None:
    verdict = decide(one, FRAMEWORK)
    fired = [line.rule for line in verdict.trace if line.fired]
    blocks = [rule for rule in fired if rule in set(Block)]
    assert blocks == ([str(verdict.block)] if verdict.block else [])
    assert [rule for rule in fired if rule not in blocks and rule != "S0"] == [str(verdict.code)]
    assert ("S0" in fired) is (not one.segment_detection)


@given(inputs())
def test_a_rule_fires_only_where_it_was_reached_and_ends_its_group(one: Inputs) -> None:
    verdict = decide(one, FRAMEWORK)
    for line in verdict.trace:
        assert line.reached or not line.fired
    blocks = [line for line in verdict.trace if line.rule.startswith("B")]
    after = False
    for line in blocks:
        assert line.reached is not after
        after = after or line.fired
    reached = {line.rule for line in verdict.trace[6:] if line.reached}
    assert reached <= OF_STAGE[verdict.current_stage]
    last = [line for line in verdict.trace[6:] if line.reached][-1]
    assert last.fired


@given(inputs())
def test_every_line_has_its_reason_and_plain_inputs(one: Inputs) -> None:
    for line in decide(one, FRAMEWORK).trace:
        assert line.why == FRAMEWORK.rules[line.rule].why
        assert line.inputs
        assert all(type(value) in (str, int, bool, type(None)) for value in line.inputs.values())


@given(inputs())
@settings(max_examples=300)
def test_the_fast_text_is_the_record_as_json(one: Inputs) -> None:
    assert decision_text(one, FRAMEWORK) == json.dumps(verdict_record(decide(one, FRAMEWORK)))


def test_inputs_show_what_was_given_and_what_was_counted(framework: Framework) -> None:
    unknown = decide(replace(GOOD, active_users=None), framework)
    assert by_rule(unknown.trace)["B5"].inputs == {"active_users": None, "users_counted": 200, "needed": 100}
    known = decide(GOOD, framework)
    assert by_rule(known.trace)["GO_2"].inputs == {
        "current_stage": 1,
        "active_users": 240,
        "users_counted": 240,
    }
    assert by_rule(known.trace)["B3"].inputs == {"top_priority": "retention"}


def test_the_claimed_stage_is_shown_beside_the_real_one(framework: Framework) -> None:
    line = decide(replace(GOOD, stage=3, segment_detection=False), framework).trace[0]
    assert line.fired
    assert line.inputs == {"segment_detection": False, "claimed_stage": 3, "current_stage": 1}


def test_traces_of_two_frameworks_do_not_mix(framework: Framework) -> None:
    rules = {name: replace(text, why=f"other {name}") for name, text in framework.rules.items()}
    other = replace(framework, rules=rules)
    decide(GOOD, framework)
    assert decide(GOOD, other).trace[1].why == "other B1"
    assert decide(GOOD, framework).trace[1].why == framework.rules["B1"].why


def test_the_record_holds_exactly_what_the_command_line_promises(framework: Framework) -> None:
    record = verdict_record(decide(GOOD, framework))
    trace = record.pop("trace")
    assert record == {
        "verdict": "GO_2",
        "block": None,
        "target_stage": 2,
        "count": 5,
        "worthwhile": True,
        "resolve_first": [],
    }
    assert set(trace[0]) == {"rule", "fired", "reached", "inputs", "why"}


def test_a_line_takes_well_under_a_tenth_of_a_millisecond(framework: Framework) -> None:
    lines = [replace(GOOD, active_users=number) for number in range(4000)]
    started = time.process_time()
    for line in lines:
        decision_text(line, framework)
    assert (time.process_time() - started) / len(lines) < 100e-6
