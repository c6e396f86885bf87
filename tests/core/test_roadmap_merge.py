"""Making a roadmap anew: what the user did stays, what the rules made follows the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.roadmap import generate, regenerate
from readiness_gui.core.terms import Answer, SignalId, Status, SymptomId, TaskKind, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import DAY
from tests.core.strategies import FRAMEWORK
from tests.core.test_roadmap import CASES

GO = CASES[VerdictCode.GO_2]
WAIT = GO.with_signal(SignalId.PMF, claimed=Status.ABSENT)
OWN = Task(
    id="own-1",
    kind=TaskKind.WORK,
    month=2,
    title="Hire a researcher",
    start=DAY + timedelta(days=40),
    end=DAY + timedelta(days=50),
)


def made(assessment: Assessment) -> Roadmap:
    return generate(assessment, decide(inputs_of(assessment), FRAMEWORK), FRAMEWORK, DAY)


def anew(old: Roadmap, assessment: Assessment, start: date | None = None) -> Roadmap:
    return regenerate(old, assessment, decide(inputs_of(assessment), FRAMEWORK), FRAMEWORK, start)[0]


def edited(roadmap: Roadmap, name: str, **changes: object) -> Roadmap:
    """The roadmap with one task edited as a page does it."""

    def change(task: Task) -> Task:
        if task.id != name:
            return task
        marked = task.edited | frozenset(changes)
        return replace(task, edited=marked, **changes)  # type: ignore[arg-type]  # names are checked at run time

    return replace(roadmap, tasks=tuple(change(task) for task in roadmap.tasks))


def get(roadmap: Roadmap, name: str) -> Task:
    return next(task for task in roadmap.tasks if task.id == name)


def names(roadmap: Roadmap) -> list[str]:
    return [task.id for task in roadmap.tasks]


def test_without_a_change_nothing_changes(framework: Framework) -> None:
    for one in CASES.values():
        old = made(one)
        new, changes = regenerate(old, one, decide(inputs_of(one), framework), framework)
        assert new == old
        assert (changes.added, changes.dropped, changes.kept) == ((), (), ())
        assert changes.titles == {}


def test_edited_fields_owner_and_done_stay() -> None:
    old = edited(made(GO), "segment-detect", title="Ask three questions", end=DAY + timedelta(days=80))
    old = replace(
        old,
        tasks=tuple(
            replace(task, owner="Ada", done=True) if task.id == "segment-adapt" else task
            for task in old.tasks
        ),
    )
    new = anew(old, GO)
    assert get(new, "segment-detect") == get(old, "segment-detect")
    assert (get(new, "segment-adapt").owner, get(new, "segment-adapt").done) == ("Ada", True)


def test_unedited_fields_follow_the_rules() -> None:
    old = edited(made(GO), "segment-detect", title="Ask three questions")
    stale = replace(
        old,
        tasks=tuple(
            replace(task, detail="from an older framework") if task.id == "segment-detect" else task
            for task in old.tasks
        ),
    )
    task = get(anew(stale, GO), "segment-detect")
    assert task.title == "Ask three questions"
    assert task.detail == get(made(GO), "segment-detect").detail


def test_what_was_added_and_dropped_is_told(framework: Framework) -> None:
    old = made(GO)
    new, changes = regenerate(old, WAIT, decide(inputs_of(WAIT), framework), framework)
    assert new.verdict is VerdictCode.STAY_1
    assert set(changes.added) == set(names(new)) - set(names(old))
    assert set(changes.dropped) == set(names(old)) - set(names(new))
    assert set(changes.titles) == set(changes.added) | set(changes.dropped)
    assert changes.titles["evaluate-gate"] == "Decide the gate"
    assert "fix-B1" in changes.added


def test_what_was_worked_on_is_kept_though_no_longer_asked_for(framework: Framework) -> None:
    old = edited(made(GO), "segment-detect", detail="by their role")
    old = edited(old, "segment-adapt", done=True)
    old = replace(
        old,
        tasks=tuple(replace(task, owner="Ada") if task.id == "evaluate-gate" else task for task in old.tasks),
    )
    new, changes = regenerate(old, WAIT, decide(inputs_of(WAIT), framework), framework)
    assert changes.kept == ("segment-detect", "segment-adapt", "evaluate-gate")
    assert not set(changes.kept) & set(changes.dropped)
    for name in changes.kept:
        there = get(old, name).after & set(names(new))
        assert get(new, name) == replace(get(old, name), after=there), "only links to what went are gone"
        assert changes.titles[name] == get(old, name).title


def test_the_users_own_tasks_stay_and_are_no_news(framework: Framework) -> None:
    old = replace(made(GO), tasks=(*made(GO).tasks, OWN))
    new, changes = regenerate(old, WAIT, decide(inputs_of(WAIT), framework), framework)
    assert get(new, "own-1") == OWN
    assert "own-1" not in (*changes.added, *changes.dropped, *changes.kept)


def test_removed_tasks_stay_away() -> None:
    full = made(GO)
    old = replace(
        full,
        tasks=tuple(task for task in full.tasks if task.id != "instrument-baseline"),
        removed=frozenset({"instrument-baseline"}),
    )
    new = anew(old, GO)
    assert "instrument-baseline" not in names(new)
    assert "instrument-baseline" not in names(anew(anew(new, WAIT), GO))


def test_another_start_moves_what_was_not_edited() -> None:
    fixed = DAY + timedelta(days=5)
    old = edited(made(GO), "instrument-tracking", end=fixed)
    new = anew(old, GO, DAY + timedelta(days=3))
    assert new.start == DAY + timedelta(days=3)
    assert get(new, "milestone-gate").end == date(2026, 6, 2), "day 92 of the old count"
    assert get(new, "instrument-tracking").end == fixed


def test_dates_stay_in_order_when_only_one_was_edited() -> None:
    far = DAY + timedelta(days=100)
    ended = anew(edited(made(GO), "instrument-tracking", end=DAY + timedelta(days=2)), GO, far)
    task = get(ended, "instrument-tracking")
    assert task.start == task.end == DAY + timedelta(days=2)
    begun = anew(edited(made(GO), "instrument-tracking", start=far), GO)
    task = get(begun, "instrument-tracking")
    assert task.start == task.end == far


def test_an_edited_start_moves_the_task_to_its_month() -> None:
    old = edited(
        made(GO), "instrument-tracking", start=DAY + timedelta(days=31), end=DAY + timedelta(days=40)
    )
    assert get(anew(old, GO), "instrument-tracking").month == 2


def test_the_users_order_stays_and_new_tasks_find_their_place() -> None:
    full = made(GO)
    turned = replace(full, tasks=tuple(reversed(full.tasks)))
    assert names(anew(turned, GO)) == names(turned)
    warned = GO.with_symptom(SymptomId.UNVALIDATED, Answer.YES)
    assert names(anew(turned, warned)) == ["warning-trap", *names(turned)]


def test_the_warning_goes_with_the_symptom(framework: Framework) -> None:
    warned = GO.with_symptom(SymptomId.UNVALIDATED, Answer.YES)
    old = made(warned)
    assert names(old)[0] == "warning-trap"
    new, changes = regenerate(old, GO, decide(inputs_of(GO), framework), framework)
    assert changes.dropped == ("warning-trap",)
    assert new == made(GO)


@given(
    st.sampled_from(list(CASES.values())),
    st.sampled_from(list(CASES.values())),
    st.data(),
)
def test_nothing_the_user_did_is_ever_lost(
    first: Assessment, second: Assessment, data: st.DataObject
) -> None:
    old = made(first)
    touched = data.draw(st.sets(st.sampled_from(names(old)), max_size=5))
    for at, name in enumerate(sorted(touched)):
        old = edited(old, name, owner=f"owner {at}", title=f"mine {at}")
    removable = sorted(set(names(old)) - touched)
    removed = data.draw(st.sets(st.sampled_from(removable), max_size=3)) if removable else set()
    old = replace(
        old,
        tasks=(*(task for task in old.tasks if task.id not in removed), OWN),
        removed=frozenset(removed),
    )
    new = anew(old, second)
    for name in touched:
        assert (get(new, name).title, get(new, name).owner) == (get(old, name).title, get(old, name).owner)
    assert get(new, OWN.id) == OWN
    assert not removed & set(names(new))
    assert len(names(new)) == len(set(names(new)))
    back = anew(new, first)
    assert set(names(back)) >= set(names(old)) - removed
    assert anew(back, first) == back
