"""What would have to change: variations of the verdict's inputs, and the smallest that reach the next stage.

A what-if is a decision about changed :class:`Inputs`; the assessment is never touched. The
number of active users and its signal, and the top priority and its signal, are two views of
one fact, so the functions here change both together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from readiness_gui.core.framework import Framework, Thresholds
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, outcome, users_counted
from readiness_gui.core.wording import numbers

ChangeKind = Literal["signal", "users", "priority", "gate", "commitment"]

#: the verdicts that are "the next stage" seen from each stage; from 3 on, being free to go on
GOALS = {
    1: frozenset({VerdictCode.GO_2}),
    2: frozenset({VerdictCode.GO_3}),
    3: frozenset({VerdictCode.CONTINUE_3, VerdictCode.DEEPEN_3}),
}

_PLAIN_SIGNALS = (SignalId.PMF, SignalId.DIVERSITY, SignalId.GENERIC_FAILURE)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to become true; ``effort`` grows from 1, a day's work."""

    kind: ChangeKind
    effort: int
    signal: SignalId | None = None
    users: int | None = None

    def apply(self, inputs: Inputs, thresholds: Thresholds) -> Inputs:
        """Return ``inputs`` as they would be with this change made."""
        if self.users is not None:
            return with_users(inputs, self.users, thresholds)
        if self.signal is not None:
            return with_status(inputs, self.signal, Status.PRESENT, thresholds)
        if self.kind == "gate":
            return replace(inputs, gate=GateResult.PLATEAU)
        return replace(inputs, committed=True)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that together reach the next stage; none of them can be left out."""

    changes: tuple[Change, ...]
    verdict: VerdictCode

    @property
    def effort(self) -> int:
        """Return the sum of the efforts."""
        return sum(change.effort for change in self.changes)


def users_now(inputs: Inputs, thresholds: Thresholds) -> int:
    """Return the number of users the procedure reckons with where none was given."""
    present = inputs.signals[SignalId.ACTIVE_USERS] is Status.PRESENT
    return users_counted(inputs.active_users, present, thresholds)


def with_status(inputs: Inputs, signal: SignalId, status: Status, thresholds: Thresholds) -> Inputs:
    """Return ``inputs`` with one signal changed, and with it the number or priority it speaks of."""
    changed = replace(inputs, signals={**inputs.signals, signal: status})
    if signal is SignalId.ACTIVE_USERS:
        return replace(changed, active_users=_users_for(status, inputs.active_users, thresholds))
    if signal is SignalId.RETENTION_PRIORITY:
        return replace(changed, top_priority=_priority_for(status, inputs.top_priority))
    return changed


def with_users(inputs: Inputs, users: int, thresholds: Thresholds) -> Inputs:
    """Return ``inputs`` with another number of active users and the signal that follows from it."""
    status = Status.PRESENT if users >= thresholds.users_present else Status.ABSENT
    signals = {**inputs.signals, SignalId.ACTIVE_USERS: status}
    return replace(inputs, active_users=users, signals=signals)


def with_priority(inputs: Inputs, priority: Priority | None) -> Inputs:
    """Return ``inputs`` with another top priority and the signal that follows from it."""
    if priority is None:
        status = Status.UNCLEAR
    else:
        status = Status.PRESENT if priority is Priority.RETENTION else Status.ABSENT
    signals = {**inputs.signals, SignalId.RETENTION_PRIORITY: status}
    return replace(inputs, top_priority=priority, signals=signals)


def reached(inputs: Inputs, thresholds: Thresholds) -> bool:
    """Tell whether the verdict already says that the next stage is open."""
    return outcome(inputs, thresholds)[0] in GOALS[inputs.current_stage]


def smallest_changes(inputs: Inputs, framework: Framework) -> tuple[ChangeSet, ...]:
    """Return every smallest set of changes that reaches the next stage, least effort first.

    Every combination is tried. A set is smallest when none of its changes can be left out or
    be a lower number of users. Empty where the next stage is open already.
    """
    thresholds = framework.thresholds
    if reached(inputs, thresholds):
        return ()
    goals = GOALS[inputs.current_stage]
    found: list[ChangeSet] = []
    for choice in product(*_levers(inputs, framework)):
        changes = tuple(change for change in choice if change is not None)
        code = outcome(_apply_all(inputs, changes, thresholds), thresholds)[0]
        if code in goals:
            found.append(ChangeSet(changes, code))
    smallest = [one for one in found if not any(_is_smaller(other, one) for other in found)]
    return tuple(sorted(smallest, key=lambda one: (one.effort, len(one.changes))))


def describe(change: Change, inputs: Inputs, framework: Framework) -> str:
    """Return a change in words, seen from where ``inputs`` stand today."""
    if change.users is not None:
        now = users_now(inputs, framework.thresholds)
        return framework.phrase(
            "whatif.change_users", **numbers(framework, users=f"{change.users:,}", now=f"{now:,}")
        )
    if change.signal is not None:
        status = inputs.signals[change.signal]
        name = framework.signals[change.signal].name
        return framework.phrase(f"whatif.change_{change.kind}_{status.value}", signal=name)
    return framework.phrase(f"whatif.change_{change.kind}")


def _levers(inputs: Inputs, framework: Framework) -> list[list[Change | None]]:
    """Return for each thing that can change its possible changes; None leaves it as it is."""
    levers: list[list[Change | None]] = [[None] for _ in range(4)]
    for lever, signal in zip(levers, _PLAIN_SIGNALS, strict=False):
        if inputs.signals[signal] is not Status.PRESENT:
            lever.append(Change("signal", framework.signals[signal].effort, signal=signal))
    levers[3].extend(_user_changes(inputs, framework))
    priority = SignalId.RETENTION_PRIORITY
    if inputs.signals[priority] is not Status.PRESENT or inputs.top_priority is Priority.ACQUISITION:
        levers.append([None, Change("priority", framework.signals[priority].effort, signal=priority)])
    if inputs.current_stage == 2 and inputs.gate is not GateResult.PLATEAU:
        levers.append([None, Change("gate", int(framework.phrase("whatif.effort_gate")))])
    if inputs.current_stage == 2 and not inputs.committed:
        levers.append([None, Change("commitment", int(framework.phrase("whatif.effort_commitment")))])
    return levers


def _user_changes(inputs: Inputs, framework: Framework) -> list[Change]:
    """Return the numbers of users worth reaching; each further threshold costs the effort once more."""
    limits, signal = framework.thresholds, SignalId.ACTIVE_USERS
    now, effort = users_now(inputs, limits), framework.signals[signal].effort
    ahead = [
        mark
        for mark in (limits.users_early, limits.users_present, limits.users_validated, limits.users_growth)
        if mark > now
    ]
    changes = [
        Change("users", effort * times, signal=signal, users=mark) for times, mark in enumerate(ahead, 1)
    ]
    if now >= limits.users_present and inputs.signals[signal] is not Status.PRESENT:
        confirm = int(framework.phrase("whatif.effort_confirm"))
        changes.insert(0, Change("users", confirm, signal=signal, users=now))
    return changes


def _apply_all(inputs: Inputs, changes: tuple[Change, ...], thresholds: Thresholds) -> Inputs:
    for change in changes:
        inputs = change.apply(inputs, thresholds)
    return inputs


def _is_smaller(one: ChangeSet, other: ChangeSet) -> bool:
    """Tell whether ``one`` asks for less of the same than ``other``."""
    asked = {(change.kind, change.signal): change.users or 0 for change in other.changes}
    covered = all(
        asked.get((change.kind, change.signal), -1) >= (change.users or 0) for change in one.changes
    )
    return covered and one.changes != other.changes


def _users_for(status: Status, users: int | None, thresholds: Thresholds) -> int | None:
    if status is Status.PRESENT:
        return max(users or 0, thresholds.users_present)
    if users is not None and users >= thresholds.users_present:
        return thresholds.users_present - 1
    return users


def _priority_for(status: Status, priority: Priority | None) -> Priority | None:
    if status is Status.PRESENT:
        return Priority.RETENTION
    return None if priority is Priority.RETENTION else priority
