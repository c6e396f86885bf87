from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.plan_edits import add_task, change_task, find_task, move_task, remove_task
from readiness_gui.core.roadmap import OWN, regenerate
from readiness_gui.core.terms import TaskKind
from readiness_gui.core.verdict import decide, inputs_of

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
    from dataclasses import replace

    empty = replace(planned, roadmap=None)
    assert change_task(empty, "one", title="x") is empty
    assert remove_task(empty, "one") is empty
    assert move_task(empty, "one", 1) is empty
    assert add_task(empty, "x", None) == (empty, "")


@given(start=st.integers(-30, 120), end=st.integers(-30, 120), first=st.booleans())
def test_a_task_never_ends_before_it_starts(start: int, end: int, first: bool) -> None:
    roadmap = Roadmap(start=MONDAY, tasks=(task("one", 3, 9),))
    one = Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY, roadmap=roadmap)
    asked = {"start": MONDAY + timedelta(days=start), "end": MONDAY + timedelta(days=end)}
    order = ("start", "end") if first else ("end", "start")
    for name in order:
        one = change_task(one, "one", **{name: asked[name]})
        changed = found(one, "one")
        assert getattr(changed, name) == asked[name], "what was asked for wins"
        assert changed.start <= changed.end


def test_a_later_start_keeps_the_length(planned: Assessment) -> None:
    changed = found(change_task(planned, "one", start=MONDAY + timedelta(days=20)), "one")
    assert changed.end - changed.start == timedelta(days=6)
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
    from dataclasses import replace

    from readiness_gui.core.roadmap import generate

    one = Assessment(id="a", created=datetime(2026, 3, 2, tzinfo=UTC), as_of=MONDAY)
    verdict = decide(inputs_of(one), framework)
    one = replace(one, roadmap=generate(one, verdict, framework, MONDAY))
    first, second = ids(one)[:2]
    one = change_task(one, first, title="Mine", end=MONDAY + timedelta(days=40))
    one = remove_task(one, second)
    one, own = add_task(one, "Own", first)
    assert one.roadmap is not None
    again, changes = regenerate(one.roadmap, one, verdict, framework)
    after = replace(one, roadmap=again)
    assert found(after, first).title == "Mine"
    assert found(after, first).end == MONDAY + timedelta(days=40)
    assert second not in ids(after)
    assert own in ids(after)
    assert changes.added == changes.dropped == ()
