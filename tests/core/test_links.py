"""Links between tasks: an order without circles, pushes that keep length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.links import earliest, ordered, path, pushed, too_early, untangled
from readiness_gui.core.model import Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.workdays import count, day_of, number_of

MONDAY = date(2026, 3, 2)


def task(
    name: str, start: int, days: int, *after: str, kind: TaskKind = TaskKind.WORK, **more: object
) -> Task:
    """A task of so many working days from the working day ``start`` on."""
    first = number_of(MONDAY) + start
    made = Task(
        id=name,
        kind=kind,
        month=1,
        title=name,
        start=day_of(first),
        end=day_of(first + days - 1),
        after=frozenset(after),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


@st.composite
def plans(draw: st.DrawFn, *, tangled: bool = False) -> list[Task]:
    """Up to nine tasks; without ``tangled`` links lead to earlier names only, so that no circle closes."""
    size = draw(st.integers(1, 9))
    names = [f"t{at}" for at in range(size)]
    tasks = []
    for at, name in enumerate(names):
        others = names if tangled else names[:at]
        after = draw(st.sets(st.sampled_from(others), max_size=3)) if others else set()
        if tangled and draw(st.booleans()):
            after = {*after, "gone"}
        marks = frozenset({"after"}) if draw(st.booleans()) else frozenset()
        kind = draw(st.sampled_from((TaskKind.WORK, TaskKind.MILESTONE)))
        length = 1 if kind is TaskKind.MILESTONE else draw(st.integers(1, 20))
        done = draw(st.integers(0, 4)) == 0
        start = draw(st.integers(0, 60))
        tasks.append(task(name, start, length, *after, kind=kind, edited=marks, done=done))
    return draw(st.permutations(tasks))


@given(plans())
def test_in_order_each_stands_after_what_it_waits_for(tasks: list[Task]) -> None:
    seen: set[str] = set()
    for one in ordered(tasks):
        assert one.after <= seen
        seen.add(one.id)
    assert seen == {one.id for one in tasks}


@given(plans(tangled=True))
def test_no_order_loses_a_task(tasks: list[Task]) -> None:
    assert sorted(one.id for one in ordered(tasks)) == sorted(one.id for one in tasks)


@given(plans())
def test_a_push_mends_every_link_and_pulls_nothing(tasks: list[Task]) -> None:
    after = pushed(tasks)
    assert [one.id for one in after] == [one.id for one in tasks]
    assert too_early(after) == ()
    assert pushed(after) == after
    by_id = {one.id: one for one in after}
    for was, now in zip(tasks, after, strict=True):
        assert now.start >= was.start
        assert count(now.start, now.end) == count(was.start, was.end)
        if was.done:
            assert now == was
        elif now.start > was.start:
            assert now.start == earliest(now, by_id), "no further than it has to"


@given(plans(tangled=True))
def test_untangled_has_no_circle_and_no_loose_end(tasks: list[Task]) -> None:
    after = untangled(tasks)
    names = {one.id for one in tasks}
    seen: set[str] = set()
    for one in ordered(after):
        assert one.after <= seen
        seen.add(one.id)
    for was, now in zip(tasks, after, strict=True):
        assert now.after <= was.after & names
        assert replace(now, after=was.after) == was
    assert untangled(after) == after


@given(plans())
def test_what_is_sound_stays_as_it_is(tasks: list[Task]) -> None:
    assert untangled(tasks) == tuple(tasks)


def test_the_users_link_wins_over_the_rules() -> None:
    ours = task("a", 0, 1, "b")
    theirs = task("b", 5, 1, "a", edited=frozenset({"after"}))
    assert [one.after for one in untangled([ours, theirs])] == [frozenset(), {"a"}]


def test_a_path_is_found_through_others() -> None:
    tasks = [task("a", 0, 1), task("b", 1, 1, "a"), task("c", 2, 1, "b", "x")]
    assert path(tasks, "c", "a") == ("c", "b", "a")
    assert path(tasks, "a", "c") == ()
    assert path(tasks, "a", "a") == ("a",)
    assert path([task("a", 0, 1, "b"), task("b", 0, 1, "a")], "a", "z") == ()


def test_a_milestone_may_fall_on_the_last_day_of_the_work() -> None:
    work = task("work", 0, 5)
    mark = task("mark", 4, 1, "work", kind=TaskKind.MILESTONE)
    assert too_early([work, mark]) == ()
    assert [one.id for one in too_early([work, replace(mark, kind=TaskKind.WORK)])] == ["mark"]
    late = replace(work, end=work.end + timedelta(days=3))
    assert pushed([late, mark])[1].start == late.end


def test_what_is_kept_stays_though_it_is_too_early() -> None:
    tasks = [task("a", 0, 5), task("b", 2, 2, "a"), task("c", 4, 1, "b")]
    after = pushed(tasks, keep={"b"})
    assert after[1] == tasks[1]
    assert [one.id for one in too_early(after)] == ["b"]
