from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.links import too_early, untangled
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.plan_edits import (
    add_task,
    change_task,
    circle,
    find_task,
    move_task,
    moved_along,
    remove_task,
    set_people,
)
from readiness_gui.core.roadmap import OWN, generate, regenerate
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.workdays import count, is_workday, settled
from tests.core.plan_steps import Step, shift_task, stepped, steps

MONDAY = date(2026, 3, 2)


def task(name: str, start: int = 0, end: int = 6) -> Task:
    return Task(
        id=name,
        kind=TaskKind.WORK,
        month=1,
        title=name.title(),
        start=MONDAY + timedelta(days=start),
        end=MONDAY + timedelta(days=end),
    )


@pytest.fixture
def planned() -> Assessment:
    roadmap = Roadmap(start=MONDAY, tasks=(task("one"), task("two", 7, 13), task("three", 14, 14)))
    return Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY, roadmap=roadmap)


def ids(assessment: Assessment) -> list[str]:
    assert assessment.roadmap is not None
    return [one.id for one in assessment.roadmap.tasks]


def found(assessment: Assessment, task_id: str) -> Task:
    one = find_task(assessment.roadmap, task_id)
    assert one is not None
    return one


def test_a_change_marks_the_fields_it_changed_and_no_others(planned: Assessment) -> None:
    changed = found(change_task(planned, "two", owner="Ada", title="Two", done=True), "two")
    assert changed.owner == "Ada"
    assert changed.edited == {"owner", "done"}, "the title was the same"
    assert isinstance(changed.edited, frozenset), "a set could not be exported as JSON"


def test_a_change_of_nothing_gives_the_same_value(planned: Assessment) -> None:
    assert change_task(planned, "two", title="Two") is planned
    assert change_task(planned, "nobody", title="x") is planned


def test_without_a_roadmap_nothing_happens(planned: Assessment) -> None:
    empty = replace(planned, roadmap=None)
    assert change_task(empty, "one", title="x") is empty
    assert remove_task(empty, "one") is empty
    assert move_task(empty, "one", 1) is empty
    assert add_task(empty, "x", None) == (empty, "")


@given(start=st.integers(-30, 120), end=st.integers(-30, 120), first=st.booleans())
def test_a_task_never_ends_before_it_starts(start: int, end: int, first: bool) -> None:
    roadmap = Roadmap(start=MONDAY, tasks=(task("one", 3, 10),))
    one = Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY, roadmap=roadmap)
    asked = {"start": MONDAY + timedelta(days=start), "end": MONDAY + timedelta(days=end)}
    order = ("start", "end") if first else ("end", "start")
    for name in order:
        was = getattr(found(one, "one"), name)
        one = change_task(one, "one", **{name: asked[name]})
        changed = found(one, "one")
        forward = asked[name] > was
        assert getattr(changed, name) == settled(asked[name], forward=forward), "what was asked for wins"
        assert changed.start <= changed.end
        assert is_workday(changed.start)
        assert is_workday(changed.end)


def test_a_later_start_keeps_the_length(planned: Assessment) -> None:
    changed = found(change_task(planned, "one", start=MONDAY + timedelta(days=23)), "one")
    assert count(changed.start, changed.end) == 5
    assert changed.start == date(2026, 3, 25)
    assert changed.edited == {"start", "end"}


def test_an_own_task_stands_below_the_selected_one_and_starts_with_it(planned: Assessment) -> None:
    grown, task_id = add_task(planned, "New", "one")
    assert ids(grown) == ["one", task_id, "two", "three"]
    assert task_id.startswith(OWN)
    assert found(grown, task_id).start == MONDAY
    assert add_task(planned, "New", "one", task_id) == (grown, task_id)
    last, last_id = add_task(planned, "New", None)
    assert ids(last)[-1] == last_id


def test_a_removed_generated_task_is_remembered_an_own_one_is_not(planned: Assessment) -> None:
    grown, task_id = add_task(planned, "New", "one")
    less = remove_task(remove_task(grown, task_id), "two")
    assert ids(less) == ["one", "three"]
    assert less.roadmap is not None
    assert less.roadmap.removed == {"two"}


@given(at=st.integers(0, 2), steps=st.integers(-5, 5))
def test_moving_keeps_every_task_and_stays_in_bounds(at: int, steps: int) -> None:
    roadmap = Roadmap(start=MONDAY, tasks=(task("one"), task("two"), task("three")))
    one = Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY, roadmap=roadmap)
    name = ids(one)[at]
    moved = ids(move_task(one, name, steps))
    assert sorted(moved) == ["one", "three", "two"]
    assert moved.index(name) == max(0, min(at + steps, 2))


def test_edits_survive_making_the_roadmap_anew(framework: Framework) -> None:
    one = Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY)
    verdict = decide(inputs_of(one), framework)
    one = replace(one, roadmap=generate(one, verdict, framework, MONDAY))
    first, second = ids(one)[:2]
    one = change_task(one, first, title="Mine", end=MONDAY + timedelta(days=39))
    one = remove_task(one, second)
    one, own = add_task(one, "Own", first)
    assert one.roadmap is not None
    again, changes = regenerate(one.roadmap, one, verdict, framework)
    after = replace(one, roadmap=again)
    assert found(after, first).title == "Mine"
    assert found(after, first).end == MONDAY + timedelta(days=39)
    assert second not in ids(after)
    assert own in ids(after)
    assert changes.added == changes.dropped == ()


def linked(**after: set[str]) -> Assessment:
    """Three tasks a week each, one after the other, waiting as named."""
    tasks = [task("one", 0, 4), task("two", 7, 11), task("three", 14, 18)]
    tasks = [replace(one, after=frozenset(after.get(one.id, set()))) for one in tasks]
    roadmap = Roadmap(start=MONDAY, tasks=tuple(tasks))
    return Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY, roadmap=roadmap)


@pytest.mark.parametrize(
    ("steps", "start", "end"),
    [
        (1, date(2026, 3, 3), date(2026, 3, 9)),
        (4, date(2026, 3, 6), date(2026, 3, 12)),
        (5, date(2026, 3, 9), date(2026, 3, 13)),
        (-1, date(2026, 2, 27), date(2026, 3, 5)),
    ],
)
def test_a_shift_leaps_over_weekends_and_keeps_the_length(steps: int, start: date, end: date) -> None:
    moved = found(shift_task(linked(), "one", steps), "one")
    assert (moved.start, moved.end) == (start, end)
    assert count(moved.start, moved.end) == 5


def test_a_weekend_settles_in_the_direction_of_travel() -> None:
    saturday, sunday = date(2026, 3, 14), date(2026, 3, 8)
    later = found(change_task(linked(), "two", end=saturday), "two")
    assert later.end == date(2026, 3, 16)
    earlier = found(change_task(linked(), "two", start=sunday), "two")
    assert earlier.start == date(2026, 3, 6)
    assert found(change_task(linked(), "two", start=saturday), "two").start == date(2026, 3, 16)


def test_a_weekend_of_old_stays_until_it_is_moved() -> None:
    old = linked()
    assert old.roadmap is not None
    odd = replace(old.roadmap.tasks[0], end=date(2026, 3, 7))
    old = replace(old, roadmap=replace(old.roadmap, tasks=(odd, *old.roadmap.tasks[1:])))
    assert found(change_task(old, "one", title="Mine"), "one").end == date(2026, 3, 7)
    assert change_task(old, "one", end=date(2026, 3, 7)) is old


def test_what_waits_is_pushed_and_never_pulled() -> None:
    before = linked(two={"one"}, three={"two"})
    later = change_task(before, "one", end=date(2026, 3, 10))
    assert [(one.start, one.end) for one in later.roadmap.tasks[1:]] == [  # type: ignore[union-attr]  # made above
        (date(2026, 3, 11), date(2026, 3, 17)),
        (date(2026, 3, 18), date(2026, 3, 24)),
    ]
    assert [one.id for one in moved_along(before.roadmap, later.roadmap, "one")] == ["two", "three"]
    assert found(later, "three").edited == {"start", "end"}
    back = change_task(later, "one", end=date(2026, 3, 6))
    assert found(back, "two").start == date(2026, 3, 11)
    assert moved_along(later.roadmap, back.roadmap, "one") == ()


def test_a_task_cannot_begin_before_what_it_waits_for_is_finished() -> None:
    before = linked(two={"one"})
    assert found(shift_task(before, "two", -3), "two").start == date(2026, 3, 9)
    free = change_task(before, "one", done=True)
    assert found(shift_task(free, "two", -3), "two").start == date(2026, 3, 4)


def test_an_edit_pushes_only_what_waits_for_it() -> None:
    odd = linked(three={"two"})
    assert odd.roadmap is not None
    tasks = tuple(
        replace(one, start=MONDAY, end=MONDAY) if one.id == "three" else one for one in odd.roadmap.tasks
    )
    odd = replace(odd, roadmap=replace(odd.roadmap, tasks=tasks))
    moved = shift_task(odd, "one", 2)
    assert found(moved, "three").start == MONDAY
    assert found(change_task(odd, "two", title="Mine"), "three").start == MONDAY
    assert found(shift_task(odd, "two", 1), "three").start == date(2026, 3, 17)


def test_a_link_pushes_when_it_is_made_and_a_circle_is_refused() -> None:
    before = linked(two={"one"}, three={"two"})
    assert before.roadmap is not None
    assert change_task(before, "one", after=frozenset({"three"})) is before
    assert [one.id for one in circle(before.roadmap, "one", frozenset({"three"}))] == ["three", "two", "one"]
    assert circle(before.roadmap, "three", frozenset({"one"})) == ()
    assert change_task(before, "one", after=frozenset({"one"})) is before, "no task waits for itself"
    apart = linked()
    tied = change_task(apart, "one", after=frozenset({"three"}))
    assert found(tied, "one").start == date(2026, 3, 23)
    assert found(tied, "one").edited == {"after", "start", "end"}


def test_a_removed_task_is_waited_for_no_longer() -> None:
    less = remove_task(linked(two={"one"}, three={"two", "one"}), "one")
    assert found(less, "two").after == frozenset()
    assert found(less, "three").after == {"two"}


@pytest.mark.parametrize(
    ("changes", "weeks"),
    [
        ({"weeks_low": 5.0}, (5.0, 5.0)),
        ({"weeks_high": 1.0}, (1.0, 1.0)),
        ({"weeks_low": None}, (None, 3.0)),
        ({"weeks_low": 1.0, "weeks_high": 9.0}, (1.0, 9.0)),
    ],
)
def test_the_least_work_is_never_more_than_the_most(
    changes: dict[str, float | None], weeks: tuple[float | None, float | None]
) -> None:
    one = change_task(linked(), "one", weeks_low=2.0, weeks_high=3.0)
    changed = found(change_task(one, "one", **changes), "one")
    assert (changed.weeks_low, changed.weeks_high) == weeks


def test_people_are_said_and_taken_back(planned: Assessment) -> None:
    said = set_people(planned, 1.5)
    assert said.roadmap is not None
    assert said.roadmap.people == 1.5
    assert set_people(said, None) == planned
    empty = replace(planned, roadmap=None)
    assert set_people(empty, 2.0) is empty


@given(steps())
def test_any_edits_leave_a_sound_plan(edits: list[Step]) -> None:
    one = linked(two={"one"}, three={"one"})
    for step in edits:
        one = stepped(one, step, MONDAY)
        assert one.roadmap is not None
        tasks = one.roadmap.tasks
        assert too_early(tasks) == ()
        assert untangled(tasks) == tasks, "no circle, no link to what is gone"
        assert all(is_workday(day) for task in tasks for day in (task.start, task.end))
        assert all(task.start <= task.end for task in tasks)
