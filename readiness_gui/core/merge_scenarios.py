"""Scenarios of several people: two that are called alike are told apart, and the same what-if is kept once.

A scenario whose name another file gives to another what-if gets the name of its file behind its own.
Files come again after they were merged; what a scenario was called then it has to be called again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from readiness_gui.core.merge_pairs import Member
from readiness_gui.core.model import Scenario

_DAY = date.min


def named_apart(members: Sequence[Member], labels: Mapping[int, str]) -> list[Member]:
    """Return the assessments with scenarios of which no two files call different ones alike."""
    rows = [(at, row) for at, one in members for row in one.scenarios]
    made = []
    for at, one in members:
        renamed = tuple(_named(at, row, rows, labels) for row in one.scenarios)
        made.append((at, one if renamed == one.scenarios else replace(one, scenarios=renamed)))
    return made


def _named(
    at: int, row: Scenario, rows: Sequence[tuple[int, Scenario]], labels: Mapping[int, str]
) -> Scenario:
    """Return a scenario as it is merged: the first of those that are the same, under a name of its own."""
    others = [(place, other) for place, other in rows if place != at]
    known = [other for _, other in others if _same(row, other) and _called_after(other, row)]
    if known:
        return min(known, key=_age)
    alike = [(place, one) for place, one in ((at, row), *others) if _alike(row, one)]
    owner, first = min((one for one in alike if _same(row, one[1])), key=lambda one: _age(one[1]))
    if all(_same(row, one) or one.id == row.id for _, one in alike):
        return first
    taken = {one.name.casefold() for _, one in rows}
    name, number = f"{first.name} ({labels[owner]})", 1
    while name.casefold() in taken:
        number += 1
        name = f"{first.name} ({labels[owner]} {number})"
    return replace(first, name=name)


def _same(one: Scenario, other: Scenario) -> bool:
    """Tell whether two scenarios are the same what-if, whatever they are called."""
    plain = {"id": "", "name": "", "kept": _DAY}
    return replace(one, **plain) == replace(other, **plain)  # type: ignore[arg-type]  # names and a date


def _alike(one: Scenario, other: Scenario) -> bool:
    return one.name.casefold() == other.name.casefold()


def _called_after(signed: Scenario, plain: Scenario) -> bool:
    return signed.name.casefold().startswith(f"{plain.name.casefold()} (") and signed.name.endswith(")")


def _age(one: Scenario) -> tuple[date, str]:
    return one.kept, one.id
