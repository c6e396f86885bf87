"""What the framework knows of its tasks beyond their words: work, order, and which answers bear on them.

It stands in ``playbook.toml`` of the framework's folder, the one file there that holds no sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.terms import SymptomId, TaskKind, TradeoffId, VerdictCode
from readiness_gui.core.toml_reader import TomlReader

#: the file's name
FILE = "playbook.toml"
#: tasks that the rules make from answers; all others stand in the plans
MADE = (
    *("warning-trap", "resolve-detection", "resolve-symptoms", "resolve-tradeoffs"),
    *("resolve-pmf", "resolve-diversity", "resolve-generic_failure", "resolve-active_users"),
    *("resolve-retention_priority", "fix-B1", "fix-B3", "fix-B4", "fix-B5", "grow-users", "commit"),
    *("lift-pmf", "lift-diversity", "lift-generic_failure", "lift-retention_priority"),
    *("find-profiles", "merge-profiles"),
)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Work in weeks of one person full time."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bearing:
    """The symptoms and trade-offs whose answers bear on a task."""

    symptoms: tuple[SymptomId, ...] = ()
    tradeoffs: tuple[TradeoffId, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskLinks:
    """Facts about tasks by task id."""

    #: which stage's investment the tasks of a plan add up to
    carries: Mapping[str, int] = field(default_factory=dict)
    weeks: Mapping[str, Weeks] = field(default_factory=dict)
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bearing: Mapping[str, Bearing] = field(default_factory=dict)


def read_links(reader: TomlReader, plans: Mapping[VerdictCode, Any], stages: Mapping[int, Any]) -> TaskLinks:
    """Return the facts of one file, checked against plans and stages.

    Raises:
        FrameworkError: a task, plan or stage that does not exist, work that does not add up to what its
            stage takes, or a task that would begin before one it waits for.

    """
    links = reader.record(TaskLinks, reader.load())
    known = {*MADE, *(task.id for plan in plans.values() for _, task in _days(plan))}
    for name, mapping in (("weeks", links.weeks), ("after", links.after), ("bearing", links.bearing)):
        for task_id in mapping:
            if task_id not in known:
                raise reader.unknown(f"{name}.{task_id}", sorted(known))
    for task_id, before in links.after.items():
        for one in before:
            if one not in known:
                raise reader.unknown(f"after.{task_id}.{one}", sorted(known))
    _check_weeks(reader, links, plans, stages)
    for code, plan in plans.items():
        _check_order(reader, links, code, plan)
    return links


def _days(plan: Any) -> Iterator[tuple[int, Any]]:
    """Yield the tasks of a plan with the day on which their month begins."""
    for month, tasks in enumerate(plan.months):
        for task in tasks:
            yield month * MONTH_DAYS, task


def _check_weeks(
    reader: TomlReader, links: TaskLinks, plans: Mapping[VerdictCode, Any], stages: Mapping[int, Any]
) -> None:
    for task_id, weeks in links.weeks.items():
        if not 0 < weeks.low <= weeks.high:
            raise reader.wrong(f"weeks.{task_id}", "low above 0 and at most high", weeks.low)
    for name, stage in links.carries.items():
        if name not in {code.value for code in plans}:
            raise reader.unknown(f"carries.{name}", [code.value for code in plans])
        if stage not in stages:
            raise reader.wrong(f"carries.{name}", "a stage", stage)
        found = [
            links.weeks[task.id] for _, task in _days(plans[VerdictCode(name)]) if task.id in links.weeks
        ]
        sums = (sum(one.low for one in found), sum(one.high for one in found))
        wanted = (stages[stage].weeks_low, stages[stage].weeks_high)
        if max(abs(one - other) for one, other in zip(sums, wanted, strict=True)) > 1e-9:
            asked = f"weeks of its tasks that add up to {wanted[0]} and {wanted[1]}"
            raise reader.wrong(f"carries.{name}", asked, f"{sums[0]:g} and {sums[1]:g}")


def _check_order(reader: TomlReader, links: TaskLinks, code: VerdictCode, plan: Any) -> None:
    """Check that no task of a plan begins before those it waits for end; circles cannot be then."""
    at = {task.id: (offset + task.day_from, offset + task.day_to, task) for offset, task in _days(plan)}
    for name, (first, _, task) in at.items():
        gap = 0 if task.kind == TaskKind.MILESTONE else 1
        for other in links.after.get(name, ()):
            if other in at and (at[other][1] + gap > first or other == name):
                wanted = f"a task that ends before it begins in {code}"
                raise reader.wrong(f"after.{name}", wanted, other)
