"""The procedure of the framework written down once more, line by line, to compare the program with."""

from __future__ import annotations

from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.verdict import Inputs


def literal(inputs: Inputs) -> tuple[str, str | None]:
    """Return the verdict's code and its block, as plain words."""
    status = {str(name): str(value) for name, value in inputs.signals.items()}
    present = [name for name, value in status.items() if value == "present"]
    count = len(present)
    users = inputs.active_users
    if users is None:
        users = 200 if "active_users" in present else 0
    stage = inputs.stage if inputs.segment_detection else 1
    block = literal_block(present, count, str(inputs.top_priority), users)
    if stage == 1:
        if block:
            return "STAY_1", block
        if 100 <= users <= 199:
            return "PREPARE_2", None
        return "GO_2", None
    if stage == 2:
        if block or users < 200:
            return "HOLD_2", block
        gate = str(inputs.gate)
        if gate in ("none", "undecided"):
            return "EVALUATE_2", None
        if gate == "no_effect":
            return "STEP_BACK_2", None
        if gate == "under_15":
            return "STAY_2_ENOUGH", None
        if gate == "rising":
            return "STAY_2_IMPROVE", None
        if count >= 4 and users >= 500 and inputs.committed:
            return "GO_3", None
        return "STAY_2_WAIT", None
    if block or users < 500 or count < 4:
        return "HOLD_3", block
    if users >= 2000:
        return "DEEPEN_3", None
    return "CONTINUE_3", None


def literal_block(present: list[str], count: int, priority: str, users: int) -> str | None:
    """Return the first block that matches."""
    if "pmf" not in present:
        return "B1"
    if count < 3:
        return "B2"
    if priority == "acquisition":
        return "B3"
    if "diversity" not in present and "generic_failure" not in present:
        return "B4"
    if users < 100:
        return "B5"
    return None


def literal_resolve_first(inputs: Inputs) -> list[str]:
    """Return the unclear signals which, present on their own, give another verdict or block."""
    found = []
    for signal in ("pmf", "diversity", "generic_failure", "active_users", "retention_priority"):
        if inputs.signals[SignalId(signal)] is Status.UNCLEAR:
            changed = Inputs(
                signals={**inputs.signals, SignalId(signal): Status.PRESENT},
                active_users=inputs.active_users,
                top_priority=inputs.top_priority,
                stage=inputs.stage,
                segment_detection=inputs.segment_detection,
                gate=inputs.gate,
                committed=inputs.committed,
            )
            if literal(changed) != literal(inputs):
                found.append(signal)
    return found
