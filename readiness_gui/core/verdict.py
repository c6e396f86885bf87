"""The verdict procedure: from five signals, users, priority, stage, gate and commitment to one verdict.

:func:`outcome` is the procedure alone, for what-if searches; :func:`decide` adds the trace and
what to resolve first. Both are total: every combination of inputs gives exactly one verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from readiness_gui.core.framework import Framework, Thresholds, TimingRow
from readiness_gui.core.ruling import Verdict
from readiness_gui.core.terms import Block, GateResult, Grade, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.trace import Facts, Tracer, entry_record

if TYPE_CHECKING:
    from readiness_gui.core.model import Assessment

_SIGNALS = tuple(SignalId)
_PMF, _DIVERSITY, _GENERIC, _ACTIVE = range(4)

_BY_GATE = {
    GateResult.NONE: VerdictCode.EVALUATE_2,
    GateResult.UNDECIDED: VerdictCode.EVALUATE_2,
    GateResult.NO_EFFECT: VerdictCode.STEP_BACK_2,
    GateResult.UNDER_15: VerdictCode.STAY_2_ENOUGH,
    GateResult.RISING: VerdictCode.STAY_2_IMPROVE,
}

Present = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the verdict procedure looks at."""

    signals: Mapping[SignalId, Status]
    active_users: int | None
    top_priority: Priority | None
    #: the stage the team says it is at, 1 to 3
    stage: int
    segment_detection: bool
    gate: GateResult
    committed: bool

    @property
    def current_stage(self) -> int:
        """Return the stage in force: 1 without explicit segment detection."""
        return self.stage if self.segment_detection else 1


def inputs_of(assessment: Assessment) -> Inputs:
    """Return what the procedure looks at in ``assessment``; no stage claimed counts as stage 1."""
    return Inputs(
        signals={signal: assessment.signals[signal].status for signal in _SIGNALS},
        active_users=assessment.active_users,
        top_priority=assessment.top_priority,
        stage=assessment.claimed_stage or 1,
        segment_detection=assessment.segment_detection,
        gate=assessment.gate.result,
        committed=assessment.committed,
    )


def outcome(inputs: Inputs, thresholds: Thresholds) -> tuple[VerdictCode, Block | None]:
    """Return the verdict and the block that held it back, without a trace."""
    return _procedure(inputs, _present(inputs), thresholds)


def decide(inputs: Inputs, framework: Framework) -> Verdict:
    """Return the verdict with its trace and the unclear signals that would change it."""
    thresholds = framework.thresholds
    present = _present(inputs)
    code, block = _procedure(inputs, present, thresholds)
    count = sum(present)
    stage = inputs.current_stage
    return Verdict(
        code=code,
        block=block,
        current_stage=stage,
        target_stage=target_stage(code),
        count=count,
        worthwhile=count >= thresholds.signals_needed,
        resolve_first=_resolve_first(inputs, present, thresholds, (code, block)),
        trace=_tracer(framework).trace(_facts(inputs, present, thresholds, code, block)),
    )


def target_stage(code: VerdictCode) -> int:
    """Return the stage to be at after the ninety days; a stage once reached is never lowered."""
    if code in (VerdictCode.STAY_1, VerdictCode.PREPARE_2):
        return 1
    return 3 if code is VerdictCode.GO_3 or code[-1] == "3" else 2


def timing_row(framework: Framework, users: int) -> TimingRow:
    """Return the row of the timing table for ``users``; an edge belongs to the row above it."""
    fitting = [row for row in framework.timing if row.users_from <= users]
    return fitting[-1] if fitting else framework.timing[0]


def users_counted(active_users: int | None, present: bool, thresholds: Thresholds) -> int:  # noqa: FBT001  # the pair is one fact
    """Return the users the procedure reckons with; unknown counts as the signal's threshold or none."""
    if active_users is not None:
        return active_users
    return thresholds.users_present if present else 0


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as the command line's JSON object."""
    return {
        "verdict": str(verdict.code),
        "block": None if verdict.block is None else str(verdict.block),
        "target_stage": verdict.target_stage,
        "count": verdict.count,
        "worthwhile": verdict.worthwhile,
        "resolve_first": [str(signal) for signal in verdict.resolve_first],
        "trace": [entry_record(one) for one in verdict.trace],
    }


def decision_text(inputs: Inputs, framework: Framework) -> str:
    """Return ``json.dumps(verdict_record(decide(inputs, framework)))``, several times as fast."""
    thresholds = framework.thresholds
    present = _present(inputs)
    code, block = reached = _procedure(inputs, present, thresholds)
    count = sum(present)
    first = _resolve_first(inputs, present, thresholds, reached)
    return (
        f'{{"verdict": "{code}", "block": {_quoted(block)}, "target_stage": {target_stage(code)}, '
        f'"count": {count}, "worthwhile": {"true" if count >= thresholds.signals_needed else "false"}, '
        f'"resolve_first": [{", ".join([_quoted(signal) for signal in first])}], '
        f'"trace": {_tracer(framework).text(_facts(inputs, present, thresholds, code, block))}}}'
    )


def headline(assessment: Assessment, verdict: Verdict, framework: Framework, today: date) -> str:
    """Return the verdict's first line, such as "Four of five present, two of them measured, one stale"."""
    limit = framework.thresholds.stale_days
    present = [one for one in assessment.signals.values() if one.status is Status.PRESENT]
    others = [one for one in assessment.signals.values() if one.status is not Status.PRESENT]
    measured = sum(one.grade is Grade.MEASURED for one in present)
    day = assessment.judged_on(today)
    stale = sum((one.age_days(day) or 0) > limit for one in present)
    stale_others = sum((one.age_days(day) or 0) > limit for one in others)
    unclear = sum(one.status is Status.UNCLEAR for one in others)

    def say(key: str, number: int) -> str:
        return framework.phrase(f"core.headline.{key}", count=framework.phrase(f"core.numbers.{number}"))

    parts = [say("present", verdict.count)]
    if present:
        parts.append(say(_measured_key(measured, len(present)), measured))
    if stale:
        parts.append(say("stale_one" if len(present) == 1 else "stale", stale))
    if stale_others:
        parts.append(say("stale_other", stale_others))
    if unclear:
        parts.append(say("unclear", unclear))
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def _measured_key(measured: int, count: int) -> str:
    if count == 1:
        return "measured_one" if measured else "measured_not_one"
    if measured == count:
        return "measured_all"
    return "measured_some" if measured else "measured_none"


def _present(inputs: Inputs) -> Present:
    signals = inputs.signals
    return tuple([signals[signal] == Status.PRESENT for signal in _SIGNALS])


def _procedure(inputs: Inputs, present: Present, thresholds: Thresholds) -> tuple[VerdictCode, Block | None]:
    """Run the procedure with the signals taken as ``present`` says."""
    users = users_counted(inputs.active_users, present[_ACTIVE], thresholds)
    block = _block(present, users, inputs.top_priority, thresholds)
    stage = inputs.current_stage
    if stage <= 1:
        return _at_stage_1(block, users, thresholds), block
    if stage == 2:
        return _at_stage_2(inputs, block, users, sum(present), thresholds), block
    return _at_stage_3(block, users, sum(present), thresholds), block


def _block(present: Present, users: int, priority: Priority | None, limits: Thresholds) -> Block | None:
    if not present[_PMF]:
        return Block.B1
    if sum(present) < limits.signals_needed:
        return Block.B2
    if priority == Priority.ACQUISITION:
        return Block.B3
    if not (present[_DIVERSITY] or present[_GENERIC]):
        return Block.B4
    return Block.B5 if users < limits.users_early else None


def _at_stage_1(block: Block | None, users: int, limits: Thresholds) -> VerdictCode:
    if block is not None:
        return VerdictCode.STAY_1
    return VerdictCode.PREPARE_2 if users < limits.users_present else VerdictCode.GO_2


def _at_stage_2(
    inputs: Inputs, block: Block | None, users: int, count: int, limits: Thresholds
) -> VerdictCode:
    if block is not None or users < limits.users_present:
        return VerdictCode.HOLD_2
    if inputs.gate != GateResult.PLATEAU:
        return _BY_GATE[inputs.gate]
    ready = count >= limits.signals_for_stage_3 and users >= limits.users_validated
    return VerdictCode.GO_3 if ready and inputs.committed else VerdictCode.STAY_2_WAIT


def _at_stage_3(block: Block | None, users: int, count: int, limits: Thresholds) -> VerdictCode:
    if block is not None or users < limits.users_validated or count < limits.signals_for_stage_3:
        return VerdictCode.HOLD_3
    return VerdictCode.DEEPEN_3 if users >= limits.users_growth else VerdictCode.CONTINUE_3


def _resolve_first(
    inputs: Inputs,
    present: Present,
    thresholds: Thresholds,
    reached: tuple[VerdictCode, Block | None],
) -> tuple[SignalId, ...]:
    """Return the unclear signals that, present on their own, would change verdict or block."""
    found = []
    for index, signal in enumerate(_SIGNALS):
        if inputs.signals[signal] != Status.UNCLEAR:
            continue
        assumed = (*present[:index], True, *present[index + 1 :])
        if _procedure(inputs, assumed, thresholds) != reached:
            found.append(signal)
    return tuple(found)


def _facts(
    inputs: Inputs, present: Present, thresholds: Thresholds, code: VerdictCode, block: Block | None
) -> Facts:
    signals = inputs.signals
    return Facts(
        inputs.segment_detection,
        inputs.stage,
        min(max(inputs.current_stage, 1), 3),
        signals[SignalId.PMF],
        signals[SignalId.DIVERSITY],
        signals[SignalId.GENERIC_FAILURE],
        sum(present),
        inputs.top_priority,
        block,
        inputs.gate,
        inputs.committed,
        code,
        inputs.active_users,
        users_counted(inputs.active_users, present[_ACTIVE], thresholds),
    )


_tracers: dict[int, Tracer] = {}


def _tracer(framework: Framework) -> Tracer:
    """Return the tracer of ``framework``; it holds the framework, so that no id is taken twice."""
    found = _tracers.get(id(framework))
    if found is None:
        if len(_tracers) >= 4:
            _tracers.clear()
        found = _tracers[id(framework)] = Tracer(framework)
    return found


def _quoted(word: str | None) -> str:
    return "null" if word is None else f'"{word}"'
