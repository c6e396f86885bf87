"""The search for the smallest changes against one that was written without it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings

from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, outcome
from readiness_gui.core.whatif import ChangeSet, smallest_changes
from tests.core.strategies import FRAMEWORK, inputs

LIMITS = FRAMEWORK.thresholds
MANY = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NEXT = {
    1: {VerdictCode.GO_2},
    2: {VerdictCode.GO_3},
    3: {VerdictCode.CONTINUE_3, VerdictCode.DEEPEN_3},
}
#: what has to become true: signals, users (None leaves them), priority, gate, commitment
Ask = tuple[frozenset[SignalId], int | None, bool, bool, bool]
PLAIN = (SignalId.PMF, SignalId.DIVERSITY, SignalId.GENERIC_FAILURE)


def made(start: Inputs, ask: Ask) -> Inputs:
    """Return the inputs once all that is asked for is true, each fact set by hand."""
    signals, users, priority, gate, commitment = ask
    statuses = {**start.signals, **dict.fromkeys(signals, Status.PRESENT)}
    if users is not None:
        statuses[SignalId.ACTIVE_USERS] = Status.PRESENT if users >= 200 else Status.ABSENT
        start = replace(start, active_users=users)
    if priority:
        statuses[SignalId.RETENTION_PRIORITY] = Status.PRESENT
        start = replace(start, top_priority=Priority.RETENTION)
    if gate:
        start = replace(start, gate=GateResult.PLATEAU)
    if commitment:
        start = replace(start, committed=True)
    return replace(start, signals=statuses)


def asks(start: Inputs) -> list[Ask]:
    """Return every combination of things that are not true yet."""
    missing = [signal for signal in PLAIN if start.signals[signal] is not Status.PRESENT]
    subsets = [
        frozenset(signal for signal, wanted in zip(missing, picks, strict=True) if wanted)
        for picks in product((False, True), repeat=len(missing))
    ]
    counted = start.signals[SignalId.ACTIVE_USERS] is Status.PRESENT
    now = start.active_users if start.active_users is not None else 200 if counted else 0
    users: list[int | None] = [None, *(mark for mark in (100, 200, 500, 2000) if mark > now)]
    if now >= 200 and not counted:
        users.append(now)
    held = start.signals[SignalId.RETENTION_PRIORITY] is Status.PRESENT
    priority = (False, True) if not held or start.top_priority is Priority.ACQUISITION else (False,)
    at_2 = start.current_stage == 2
    gate = (False, True) if at_2 and start.gate is not GateResult.PLATEAU else (False,)
    commitment = (False, True) if at_2 and not start.committed else (False,)
    return list(product(subsets, users, priority, gate, commitment))


def no_more_than(one: Ask, other: Ask) -> bool:
    """Tell whether everything ``one`` asks for, ``other`` asks for as well."""
    users = one[1] is None or (other[1] is not None and one[1] <= other[1])
    return one[0] <= other[0] and users and all(b or not a for a, b in zip(one[2:], other[2:], strict=True))


def asked(found: ChangeSet) -> Ask:
    """Return what the search came to in the same terms."""
    kinds = [change.kind for change in found.changes]
    signals = frozenset(one.signal for one in found.changes if one.kind == "signal" and one.signal)
    users = next((one.users for one in found.changes if one.kind == "users"), None)
    return signals, users, "priority" in kinds, "gate" in kinds, "commitment" in kinds


@MANY
@given(start=inputs())
def test_every_smallest_way_is_found_and_no_other(start: Inputs) -> None:
    goals = NEXT[start.current_stage]
    reaching = [ask for ask in asks(start) if outcome(made(start, ask), LIMITS)[0] in goals]
    smallest = {
        ask for ask in reaching if not any(other != ask and no_more_than(other, ask) for other in reaching)
    }
    nothing: Ask = (frozenset(), None, False, False, False)
    if nothing in smallest:
        assert smallest_changes(start, FRAMEWORK) == ()
        return
    found = [asked(way) for way in smallest_changes(start, FRAMEWORK)]
    assert len(set(found)) == len(found)
    assert set(found) == smallest


@MANY
@given(start=inputs())
def test_the_order_is_that_of_the_efforts_in_the_framework_file(start: Inputs) -> None:
    """GIVEN other efforts in the file THEN the ways cost those, and come in their order."""
    dear = {signal: replace(text, effort=6 - text.effort) for signal, text in FRAMEWORK.signals.items()}
    for framework in (FRAMEWORK, replace(FRAMEWORK, signals=dear)):
        ways = smallest_changes(start, framework)
        costs = [way.effort for way in ways]
        assert costs == sorted(costs)
        for change in (change for way in ways for change in way.changes):
            if change.kind in ("signal", "priority"):
                assert change.signal is not None
                assert change.effort == framework.signals[change.signal].effort
            elif change.kind in ("gate", "commitment"):
                assert change.effort == int(framework.phrase(f"whatif.effort_{change.kind}"))
            elif change.users == start.active_users:
                assert change.effort == int(framework.phrase("whatif.effort_confirm"))
            else:
                assert change.effort % framework.signals[SignalId.ACTIVE_USERS].effort == 0
