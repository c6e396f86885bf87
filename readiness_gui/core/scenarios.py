"""What-ifs kept under a name: kept, renamed, removed, and set beside the real assessment.

A scenario holds everything the verdict procedure looks at, so that it means the same whatever
becomes of the assessment it began from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Scenario, Verdict, new_id
from readiness_gui.core.terms import Priority, SignalId
from readiness_gui.core.verdict import Inputs, decide, inputs_of
from readiness_gui.core.whatif import describe, smallest_changes
from readiness_gui.core.wording import number

#: a suggested name tells at most so many differences
NAMED = 3
NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison: a name and what the procedure looks at there."""

    name: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Row:
    """One fact in each column; ``differs`` tells where it is other than in the first column."""

    label: str
    cells: tuple[str, ...]
    differs: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table: the real assessment first, a scenario in each further column."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def inputs_of_scenario(scenario: Scenario) -> Inputs:
    """Return what the verdict procedure looks at in ``scenario``."""
    return Inputs(**{field.name: getattr(scenario, field.name) for field in fields(Inputs)})


def keep(
    assessment: Assessment, name: str, inputs: Inputs, on: date, scenario_id: str | None = None
) -> Assessment:
    """Return a copy with ``inputs`` kept as a scenario, the last of them."""
    facts = {field.name: getattr(inputs, field.name) for field in fields(Inputs)}
    kept = Scenario(id=scenario_id or new_id(), name=_plain(name), kept=on, **facts)
    return replace(assessment, scenarios=(*assessment.scenarios, kept))


def rename(assessment: Assessment, scenario_id: str, name: str) -> Assessment:
    """Return a copy in which one scenario has another name."""
    scenarios = tuple(
        replace(one, name=_plain(name)) if one.id == scenario_id else one for one in assessment.scenarios
    )
    return replace(assessment, scenarios=scenarios)


def remove(assessment: Assessment, scenario_id: str) -> Assessment:
    """Return a copy without one scenario."""
    return replace(assessment, scenarios=tuple(one for one in assessment.scenarios if one.id != scenario_id))


def name_problem(assessment: Assessment, name: str, framework: Framework, but: str | None = None) -> str:
    """Return why a scenario (other than the one with id ``but``) cannot have a name, empty where it can."""
    if not _plain(name):
        return framework.phrase("scenarios.problem.empty")
    taken = {one.name.casefold() for one in assessment.scenarios if one.id != but}
    return framework.phrase("scenarios.problem.taken") if _plain(name).casefold() in taken else ""


def keep_problem(assessment: Assessment, inputs: Inputs, framework: Framework) -> str:
    """Return why a what-if need not be kept, empty where it is worth it."""
    if inputs == inputs_of(assessment):
        return framework.phrase("scenarios.problem.unchanged")
    same = next((one for one in assessment.scenarios if inputs_of_scenario(one) == inputs), None)
    return framework.phrase("scenarios.problem.same", name=same.name) if same is not None else ""


def suggested_name(assessment: Assessment, inputs: Inputs, framework: Framework) -> str:
    """Return a name made of what is other than in the assessment, not taken yet; empty for no difference."""
    found = differences(inputs, inputs_of(assessment), framework)
    if not found:
        return ""
    words = ", ".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
    words = words[:1].upper() + words[1:]
    name, number = words, 1
    while name_problem(assessment, name, framework):
        number += 1
        name = f"{words} ({number})"
    return name


def differences(inputs: Inputs, real: Inputs, framework: Framework) -> tuple[str, ...]:
    """Return in words each input that differs; a number or priority stands for its signal as well."""

    def say(key: str, **values: object) -> str:
        return framework.phrase(f"scenarios.differs.{key}", **values)

    found = []
    told = _told_by_value(inputs, real)
    for signal in SignalId:
        if inputs.signals[signal] != real.signals[signal] and signal not in told:
            status = framework.phrase(f"core.status.{inputs.signals[signal]}")
            found.append(say("signal", name=framework.signals[signal].short, status=status))
    if inputs.active_users != real.active_users:
        users = inputs.active_users
        found.append(
            say("users_unknown") if users is None else say("users", users=number(f"{users:,}", framework))
        )
    if inputs.top_priority != real.top_priority:
        first = inputs.top_priority
        name = framework.priorities[first] if first is not None else ""
        found.append(say("priority", name=name) if first is not None else say("priority_unknown"))
    if inputs.current_stage != real.current_stage:
        found.append(say("stage", stage=inputs.current_stage))
    if inputs.gate != real.gate:
        found.append(say("gate", name=framework.gate_results[inputs.gate].name))
    if inputs.committed != real.committed:
        found.append(say("committed" if inputs.committed else "uncommitted"))
    return tuple(found)


def columns_of(assessment: Assessment, scenarios: Sequence[Scenario], framework: Framework) -> list[Column]:
    """Return the real assessment as the first column and a column for each of ``scenarios``."""
    real = Column(framework.phrase("scenarios.assessment"), inputs_of(assessment))
    return [real, *(Column(one.name, inputs_of_scenario(one)) for one in scenarios)]


def compare(columns: Sequence[Column], framework: Framework) -> Comparison:
    """Return the columns side by side: outcome, inputs, rules, and the smallest changes from there."""
    verdicts = [decide(one.inputs, framework) for one in columns]
    rows = [
        *_outcome_rows(verdicts, framework),
        *_input_rows([one.inputs for one in columns], framework),
        _row("decides", [_deciding(one, framework) for one in verdicts], framework),
        _row("rules", [_other_rules(one, verdicts[0], framework) for one in verdicts], framework),
        _row("changes", [_smallest(one.inputs, framework) for one in columns], framework),
    ]
    return Comparison(tuple(one.name for one in columns), tuple(rows))


def _plain(name: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT].strip()


def _told_by_value(inputs: Inputs, real: Inputs) -> frozenset[SignalId]:
    """Return the signals whose number or priority differs too, and says more."""
    told = set()
    if inputs.active_users != real.active_users:
        told.add(SignalId.ACTIVE_USERS)
    if inputs.top_priority != real.top_priority:
        told.add(SignalId.RETENTION_PRIORITY)
    return frozenset(told)


def _row(key: str, cells: Sequence[str], framework: Framework) -> Row:
    return _labelled(framework.phrase(f"scenarios.row.{key}"), cells)


def _labelled(label: str, cells: Sequence[str]) -> Row:
    return Row(label, tuple(cells), tuple(cell != cells[0] for cell in cells))


def _outcome_rows(verdicts: Sequence[Verdict], framework: Framework) -> list[Row]:
    def stage(number: int) -> str:
        return framework.phrase("scenarios.cell.stage", stage=number, name=framework.stages[number].name)

    none = framework.phrase("scenarios.none")
    blocks = [framework.rules[one.block].name if one.block else none for one in verdicts]
    return [
        _row("verdict", [framework.verdicts[one.code].title for one in verdicts], framework),
        _row("stage", [stage(one.current_stage) for one in verdicts], framework),
        _row("target", [stage(one.target_stage) for one in verdicts], framework),
        _row("block", blocks, framework),
    ]


def _input_rows(inputs: Sequence[Inputs], framework: Framework) -> list[Row]:
    def made(key: str, say: Callable[[Inputs], str]) -> Row:
        return _row(key, [say(one) for one in inputs], framework)

    signals = [
        _labelled(
            framework.signals[signal].short,
            [framework.phrase(f"core.status.{one.signals[signal]}") for one in inputs],
        )
        for signal in SignalId
    ]

    def count(users: int) -> str:
        return number(f"{users:,}", framework)

    unknown = framework.phrase("scenarios.unknown")
    return [
        *signals,
        made("users", lambda one: unknown if one.active_users is None else count(one.active_users)),
        made("priority", lambda one: _priority(one.top_priority, framework)),
        made("gate", lambda one: framework.gate_results[one.gate].name),
        made("committed", lambda one: framework.phrase(f"scenarios.{'yes' if one.committed else 'no'}")),
    ]


def _priority(priority: Priority | None, framework: Framework) -> str:
    return framework.phrase("scenarios.not_agreed") if priority is None else framework.priorities[priority]


def _deciding(verdict: Verdict, framework: Framework) -> str:
    return framework.rules[verdict.block or verdict.code].name


def _other_rules(verdict: Verdict, real: Verdict, framework: Framework) -> str:
    """Return the rules of the trace that fire in one of the two only."""
    fired = {one.rule: one.fired for one in real.trace}
    told = [
        framework.phrase(
            f"scenarios.cell.{'fires' if one.fired else 'passes'}", rule=framework.rules[one.rule].name
        )
        for one in verdict.trace
        if one.fired is not fired[one.rule]
    ]
    return "; ".join(told) if told else framework.phrase("scenarios.none")


def _smallest(inputs: Inputs, framework: Framework) -> str:
    ways = smallest_changes(inputs, framework)
    if not ways:
        return framework.phrase("scenarios.cell.open")
    changes = "; ".join(describe(change, inputs, framework) for change in ways[0].changes)
    way = framework.phrase("scenarios.cell.way", changes=changes, effort=ways[0].effort)
    if len(ways) == 1:
        return way
    key = "more_one" if len(ways) == 2 else "more"
    return framework.phrase(f"scenarios.cell.{key}", way=way, count=len(ways) - 1)
