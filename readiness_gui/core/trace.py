"""The trace of a verdict: every rule once, in order, with what it looked at and whether it decided.

Most of a trace repeats from one assessment to the next; only the number of users differs freely.
So a trace is kept in two halves (blocks, verdict rules) by everything but users, and the users
are filled in. That keeps a decision within some microseconds, as entries and as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from readiness_gui.core.framework import Framework, RuleText
from readiness_gui.core.framework_check import RULE_IDS
from readiness_gui.core.ruling import RuleTrace
from readiness_gui.core.terms import Block, GateResult, Priority, Status, VerdictCode

Value = str | int | bool | None

_BLOCK_RULES = RULE_IDS[1:6]
_VERDICT_RULES = RULE_IDS[6:]
_RULES_OF_STAGE = dict(enumerate((RULE_IDS[6:9], RULE_IDS[9:16], RULE_IDS[16:]), 1))

#: what stands for the two numbers of users until they are filled in; no text holds a NUL
_GIVEN, _COUNTED = "\0given", "\0counted"
_GIVEN_TEXT, _COUNTED_TEXT = json.dumps(_GIVEN), json.dumps(_COUNTED)

_KEPT = 4096
Kept = TypeVar("Kept")


class Facts(NamedTuple):
    """What a decision looked at and what came of it."""

    segment_detection: bool
    claimed_stage: int
    current_stage: int
    pmf: Status
    diversity: Status
    generic_failure: Status
    signals_present: int
    top_priority: Priority | None
    block: Block | None
    gate: GateResult
    committed: bool
    code: VerdictCode
    #: as given, and as the procedure reckoned with them
    active_users: int | None
    users_counted: int


class Tracer:
    """Makes traces with the reasons of one framework; ``needed`` and ``early`` are its thresholds."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._rules: Mapping[str, RuleText] = framework.rules
        self._needed = framework.thresholds.signals_needed
        self._early = framework.thresholds.users_early
        self._entries: dict[tuple[Value, ...], tuple[RuleTrace, ...]] = {}
        self._texts: dict[tuple[Value, ...], str] = {}

    def trace(self, facts: Facts) -> tuple[RuleTrace, ...]:
        """Return every rule in order."""
        first, second = self._keys(facts)
        entries = (*self._blocks(facts, first), *self._verdicts(facts, second))
        return tuple([_filled(one, facts) if "users_counted" in one.inputs else one for one in entries])

    def text(self, facts: Facts) -> str:
        """Return the trace as the text of a JSON array."""
        first, second = self._keys(facts)
        blocks = self._texts.get(first)
        if blocks is None:
            blocks = self._keep_text(first, self._blocks(facts, first))
        verdicts = self._texts.get(second)
        if verdicts is None:
            verdicts = self._keep_text(second, self._verdicts(facts, second))
        given = "null" if facts.active_users is None else str(facts.active_users)
        text = f"[{blocks}, {verdicts}]".replace(_COUNTED_TEXT, str(facts.users_counted))
        return text.replace(_GIVEN_TEXT, given)

    @staticmethod
    def _keys(facts: Facts) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        return facts[:9], (
            facts.current_stage,
            facts.code,
            facts.block,
            facts.gate,
            facts.signals_present,
            facts[10],
        )

    def _keep_text(self, key: tuple[Value, ...], entries: tuple[RuleTrace, ...]) -> str:
        text = ", ".join(json.dumps(entry_record(one)) for one in entries)
        return _keep(self._texts, key, text)

    def _blocks(self, facts: Facts, key: tuple[Value, ...]) -> tuple[RuleTrace, ...]:
        """Return S0 and the blocks; a block is reached until one has fired."""
        found = self._entries.get(key)
        if found is not None:
            return found
        inputs = self._block_inputs(facts)
        last = len(_BLOCK_RULES) if facts.block is None else _BLOCK_RULES.index(facts.block)
        entries = [self._entry("S0", not facts.segment_detection, True, inputs["S0"])]
        for index, rule in enumerate(_BLOCK_RULES):
            entries.append(self._entry(rule, index == last, index <= last, inputs[rule]))
        return _keep(self._entries, key, tuple(entries))

    def _verdicts(self, facts: Facts, key: tuple[Value, ...]) -> tuple[RuleTrace, ...]:
        """Return the verdict rules; those of the current stage are reached until one has fired."""
        found = self._entries.get(key)
        if found is not None:
            return found
        inputs = _verdict_inputs(facts)
        of_stage = _RULES_OF_STAGE[facts.current_stage]
        last = _VERDICT_RULES.index(facts.code)
        entries = tuple(
            self._entry(rule, index == last, index <= last and rule in of_stage, inputs[rule])
            for index, rule in enumerate(_VERDICT_RULES)
        )
        return _keep(self._entries, key, entries)

    def _block_inputs(self, facts: Facts) -> dict[str, dict[str, Value]]:
        return {
            "S0": {
                "segment_detection": facts.segment_detection,
                "claimed_stage": facts.claimed_stage,
                "current_stage": facts.current_stage,
            },
            "B1": {"pmf": facts.pmf},
            "B2": {"count": facts.signals_present, "needed": self._needed},
            "B3": {"top_priority": facts.top_priority},
            "B4": {"diversity": facts.diversity, "generic_failure": facts.generic_failure},
            "B5": {"active_users": _GIVEN, "users_counted": _COUNTED, "needed": self._early},
        }

    def _entry(self, rule: str, fired: bool, reached: bool, inputs: Mapping[str, Value]) -> RuleTrace:  # noqa: FBT001  # two columns of a table
        plain = {name: str(value) if isinstance(value, str) else value for name, value in inputs.items()}
        return RuleTrace(rule, fired, reached, plain, self._rules[rule].why)


def entry_record(entry: RuleTrace) -> dict[str, object]:
    """Return one line of a trace as the command line's JSON object."""
    return {
        "rule": entry.rule,
        "fired": entry.fired,
        "reached": entry.reached,
        "inputs": entry.inputs,
        "why": entry.why,
    }


def _verdict_inputs(facts: Facts) -> dict[str, dict[str, Value]]:
    stage: dict[str, Value] = {"current_stage": facts.current_stage}
    users: dict[str, Value] = {"active_users": _GIVEN, "users_counted": _COUNTED}
    gate: dict[str, Value] = {"gate": facts.gate}
    count: dict[str, Value] = {"count": facts.signals_present}
    block: dict[str, Value] = {"block": facts.block}
    by_all = stage | gate | count | users | {"committed": facts.committed}
    return {
        "STAY_1": stage | block,
        "PREPARE_2": stage | users,
        "GO_2": stage | users,
        "HOLD_2": stage | block | users,
        "EVALUATE_2": stage | gate,
        "STEP_BACK_2": stage | gate,
        "STAY_2_ENOUGH": stage | gate,
        "STAY_2_IMPROVE": stage | gate,
        "GO_3": by_all,
        "STAY_2_WAIT": by_all,
        "HOLD_3": stage | block | count | users,
        "DEEPEN_3": stage | users,
        "CONTINUE_3": stage | users,
    }


def _filled(entry: RuleTrace, facts: Facts) -> RuleTrace:
    users = {"active_users": facts.active_users, "users_counted": facts.users_counted}
    return RuleTrace(entry.rule, entry.fired, entry.reached, {**entry.inputs, **users}, entry.why)


def _keep(kept: dict[tuple[Value, ...], Kept], key: tuple[Value, ...], value: Kept) -> Kept:
    """Keep ``value``, starting anew where the store is full."""
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value
    return value
