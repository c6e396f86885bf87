"""From weeks and people to dates: against a walk through each hundredth of a day, and by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.capacity import HORIZON, Range, loads, people_of, ranges, weeks_of
from readiness_gui.core.links import ordered
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.workdays import number_of
from tests.core.test_links import MONDAY, plans, task

FIRST = number_of(MONDAY)


def plan(*tasks: Task, people: float | None = 1.0) -> Roadmap:
    return Roadmap(start=MONDAY, tasks=tasks, people=people)


def work(name: str, start: int, low: float, high: float, *after: str, days: int = 5) -> Task:
    return task(name, start, days, *after, weeks_low=low, weeks_high=high)


@pytest.mark.parametrize(
    ("people", "early", "late"),
    [
        (1.0, date(2026, 3, 27), date(2026, 4, 10)),
        (2.0, date(2026, 3, 13), date(2026, 3, 20)),
        (0.5, date(2026, 4, 24), date(2026, 5, 22)),
        (4.0, date(2026, 3, 6), date(2026, 3, 11)),
    ],
)
def test_four_to_six_weeks_become_dates(people: float, early: date, late: date) -> None:
    found = ranges(plan(work("a", 0, 4, 6), people=people))
    assert found == {"a": Range(early, late)}


def test_two_at_a_time_share_the_team() -> None:
    alone = ranges(plan(work("a", 0, 1, 2)))["a"]
    shared = ranges(plan(work("a", 0, 1, 2), work("b", 0, 1, 2)))
    assert alone == Range(date(2026, 3, 6), date(2026, 3, 13))
    assert shared["a"] == shared["b"] == Range(date(2026, 3, 13), date(2026, 3, 27))


def test_what_is_finished_leaves_its_share_to_the_others() -> None:
    found = ranges(plan(work("short", 0, 1, 1), work("long", 0, 2, 2)))
    assert found["short"].early == date(2026, 3, 13)
    assert found["long"].early == date(2026, 3, 20), "three weeks of work, one person, three weeks"


def test_a_task_waits_for_the_late_end_of_another() -> None:
    found = ranges(plan(work("a", 0, 1, 3), work("b", 5, 1, 1, "a")))
    assert found["b"] == Range(date(2026, 3, 13), date(2026, 3, 27))


def test_a_task_without_weeks_in_between_hands_the_delay_on() -> None:
    between = task("between", 5, 2, "a")
    found = ranges(plan(work("a", 0, 1, 2), between, work("b", 7, 1, 1, "between")))
    assert found["b"].late == date(2026, 3, 24), "two weeks, two days, one week, the day after"


def test_a_milestone_in_between_costs_no_day() -> None:
    mark = task("mark", 4, 1, "a", kind=TaskKind.MILESTONE)
    found = ranges(plan(work("a", 0, 1, 2), mark, work("b", 5, 1, 1, "mark")))
    assert found["b"] == Range(date(2026, 3, 13), date(2026, 3, 20))


def test_done_work_takes_nobodys_time() -> None:
    done = replace(work("a", 0, 5, 5), done=True)
    found = ranges(plan(done, work("b", 0, 1, 1, "a")))
    assert found == {"b": Range(date(2026, 3, 6), date(2026, 3, 6))}


@pytest.mark.parametrize("people", [None, 0.0, -1.0, math.nan, math.inf])
def test_without_a_number_of_people_there_is_no_range(people: float | None) -> None:
    roadmap = plan(work("a", 0, 4, 6), people=people)
    assert people_of(roadmap) is None
    assert ranges(roadmap) == {}
    assert loads(roadmap) == ()


@pytest.mark.parametrize(
    ("low", "high", "weeks"),
    [
        (None, None, None),
        (1.0, None, (1.0, 1.0)),
        (None, 2.0, (2.0, 2.0)),
        (1.0, 2.0, (1.0, 2.0)),
        (3.0, 2.0, None),
        (0.0, 1.0, None),
        (math.nan, 1.0, None),
        (1.0, math.inf, None),
    ],
)
def test_weeks_make_sense_or_are_unknown(
    low: float | None, high: float | None, weeks: tuple[float, float] | None
) -> None:
    assert weeks_of(replace(task("a", 0, 5), weeks_low=low, weeks_high=high)) == weeks


def test_work_without_an_end_stops_at_the_horizon() -> None:
    far = ranges(plan(work("a", 0, 1e6, 1e9), people=0.1))["a"]
    assert number_of(far.late) <= FIRST + 5 + HORIZON
    circle = ranges(plan(work("a", 0, 1, 1, "b"), work("b", 0, 1, 1, "a")))
    assert set(circle) == {"a", "b"}


def slow(tasks: list[Task], people: float, which: int) -> dict[str, int]:
    """The same rule played through in small steps of a day."""
    parts = 200
    open_tasks = [one for one in ordered(tasks) if not one.done]
    names = {one.id for one in open_tasks}
    left = {one.id: found[which] * 5 * parts for one in open_tasks if (found := weeks_of(one))}
    ends: dict[str, int] = {}
    begins: dict[str, int] = {}
    step = 0
    while len(ends) < len(open_tasks) and step < 4000 * parts:
        for one in open_tasks:
            waited = one.after & names
            if one.id in begins or not waited <= ends.keys():
                continue
            gap = 0 if one.kind is TaskKind.MILESTONE else 1
            begins[one.id] = max([number_of(one.start), *(ends[name] + gap for name in waited)])
            if one.id not in left:
                ends[one.id] = begins[one.id] + number_of(one.end) - number_of(one.start)
        day = FIRST + step // parts
        active = [name for name in left if name not in ends and begins.get(name, 10**9) <= day]
        for name in active:
            left[name] -= people / len(active)
            if left[name] <= 1e-6:
                ends[name] = day
        step += 1
    return {name: ends[name] for name in left}


@given(plans(), st.data(), st.sampled_from((0.5, 1.0, 2.0, 3.5)))
def test_the_run_is_the_rule_played_slowly(tasks: list[Task], data: st.DataObject, people: float) -> None:
    sizes = st.sampled_from((None, 0.2, 1.0, 2.0))
    tasks = [replace(one, weeks_low=size, weeks_high=size) for one in tasks for size in [data.draw(sizes)]]
    found = ranges(plan(*tasks, people=people))
    expected = slow(tasks, people, 0)
    assert set(found) == set(expected)
    for name, end in expected.items():
        assert abs(number_of(found[name].early) - end) <= 1, (name, "a day apart at most by small steps")


@given(plans(), st.data(), st.sampled_from((0.5, 1.0, 2.0)))
def test_more_people_never_end_the_whole_later(tasks: list[Task], data: st.DataObject, people: float) -> None:
    sizes = st.sampled_from(((None, None), (0.5, 1.0), (1.0, 3.0)))
    tasks = [
        replace(one, weeks_low=low, weeks_high=high, after=frozenset())
        for one in tasks
        for low, high in [data.draw(sizes)]
    ]
    few, many = ranges(plan(*tasks, people=people)), ranges(plan(*tasks, people=people * 2))
    for name, found in few.items():
        assert found.early <= found.late
        assert many[name].early <= found.early
        assert many[name].late <= found.late
        first = next(one.start for one in tasks if one.id == name)
        assert found.early >= first


def test_too_much_at_once_is_told_by_week() -> None:
    roadmap = plan(work("a", 0, 2, 3, days=10), work("b", 5, 1, 2, days=10), people=1.2)
    (first,) = loads(roadmap)
    assert (first.first, first.last) == (date(2026, 3, 2), date(2026, 3, 13))
    assert first.low == pytest.approx(1.0 + 0.5)
    assert first.high == pytest.approx(1.5 + 1.0)
    assert loads(replace(roadmap, people=2.5)) == ()


def test_stretches_apart_are_told_apart() -> None:
    roadmap = plan(work("a", 0, 2, 2, days=5), work("b", 15, 2, 2, days=5), people=1.0)
    assert [(one.first, one.last) for one in loads(roadmap)] == [
        (date(2026, 3, 2), date(2026, 3, 6)),
        (date(2026, 3, 23), date(2026, 3, 27)),
    ]


@given(plans(), st.data())
def test_all_planned_work_is_in_the_load(tasks: list[Task], data: st.DataObject) -> None:
    tasks = [replace(one, weeks_high=data.draw(st.sampled_from((None, 1.0, 4.0)))) for one in tasks]
    everything = sum(found[1] for one in tasks if not one.done and (found := weeks_of(one)))
    nobody = plan(*tasks, people=1e-5)
    told = sum(one.high * (number_of(one.last) - number_of(one.first) + 1) / 5 for one in loads(nobody))
    assert told >= everything - 1e-6, "the busiest week stands for its stretch"
