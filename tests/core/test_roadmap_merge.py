"""Making a roadmap anew: what the user did stays, what the rules made follows the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.links import too_early, untangled
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.roadmap import due, generate, regenerate
from readiness_gui.core.terms import Answer, SignalId, Status, SymptomId, TaskKind, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import DAY, with_users
from tests.core.plan_steps import Step, stepped, steps
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


def after_of(roadmap: Roadmap, name: str) -> frozenset[str]:
    return get(roadmap, name).after


def test_links_of_the_rules_follow_the_rules_and_links_of_the_user_stay() -> None:
    old = made(GO)
    assert after_of(old, "evaluate-gate") == {"segment-adapt", "evaluate-readings", "evaluate-segments"}
    mine = edited(old, "evaluate-gate", after=frozenset({"segment-detect"}))
    assert after_of(anew(mine, GO), "evaluate-gate") == {"segment-detect"}


def test_a_link_to_a_dropped_task_is_dropped() -> None:
    own = replace(OWN, after=frozenset({"segment-detect", "instrument-tracking"}))
    old = replace(made(GO), tasks=(*made(GO).tasks, own))
    assert after_of(anew(old, GO), OWN.id) == own.after
    assert after_of(anew(old, WAIT), OWN.id) == frozenset()


def test_a_new_link_of_the_rules_never_closes_a_circle_with_one_of_the_users() -> None:
    old = edited(made(WAIT), "core-leavers", after=frozenset({"milestone-why"}))
    new = anew(old, WAIT)
    assert after_of(new, "core-leavers") == {"milestone-why"}
    assert after_of(new, "milestone-why") == frozenset()


def test_what_nobody_moved_gives_way_to_what_somebody_did() -> None:
    late = DAY + timedelta(days=42)
    old = edited(made(GO), "segment-control", start=late, end=late + timedelta(days=2))
    new = anew(old, GO)
    assert get(new, "segment-adapt").start == late + timedelta(days=3)
    assert anew(new, GO) == new
    kept = edited(old, "segment-adapt", start=DAY, end=DAY + timedelta(days=1))
    assert get(anew(kept, GO), "segment-adapt").start == DAY, "edited dates stay"
    assert [task.id for task in too_early(anew(kept, GO).tasks)] == ["segment-adapt"]


def test_the_users_own_task_stays_where_it_is_though_what_it_waits_for_moves() -> None:
    own = replace(OWN, after=frozenset({"segment-control"}))
    old = replace(made(GO), tasks=(*made(GO).tasks, own))
    assert too_early(old.tasks) == ()
    later = anew(old, GO, DAY + timedelta(days=28))
    assert get(later, OWN.id) == own
    assert [task.id for task in too_early(later.tasks)] == [OWN.id], "and the page says so"


def test_people_stay_and_edited_weeks_stay() -> None:
    old = edited(replace(made(GO), people=1.5), "segment-detect", weeks_low=3.0, weeks_high=4.0)
    new = anew(old, GO, DAY + timedelta(days=7))
    assert new.people == 1.5
    task = get(new, "segment-detect")
    assert (task.weeks_low, task.weeks_high) == (3.0, 4.0)
    assert get(new, "segment-adapt").weeks_high == 3.0


def test_it_is_due_when_the_answers_ask_for_other_tasks(framework: Framework) -> None:
    old = made(GO)
    assert not due(old, GO, framework)
    assert due(old, WAIT, framework), "another verdict"
    assert due(old, GO.with_symptom(SymptomId.UNVALIDATED, Answer.YES), framework), "a warning to add"
    held = CASES[VerdictCode.PREPARE_2]
    more = with_users(held, 180)
    assert decide(inputs_of(more), framework).code is VerdictCode.PREPARE_2
    assert due(made(held), more, framework), "the number of users it names"
    moved = edited(old, "segment-detect", start=DAY, title="Mine")
    assert not due(moved, GO, framework), "edits are no reason"
    bare = tuple(replace(task, after=frozenset(), weeks_low=None, weeks_high=None) for task in old.tasks)
    assert not due(replace(old, tasks=bare), GO, framework), "nor is a file of an older program"


@given(
    st.sampled_from(list(CASES.values())),
    st.lists(st.sampled_from(list(CASES.values())), min_size=1, max_size=3),
    steps(10),
    st.integers(0, 20),
)
def test_any_edits_survive_any_change_of_evidence(
    first: Assessment, later: list[Assessment], edits: list[Step], shift: int
) -> None:
    """Whatever was edited stands after making anew, as often as one likes."""
    one = replace(first, roadmap=made(first))
    for step in edits:
        one = stepped(one, step, DAY)
    before = one.roadmap
    assert before is not None
    roadmap = before
    links = {task.id: task.after for task in before.tasks}
    for evidence in later:
        roadmap = anew(roadmap, evidence, roadmap.start + timedelta(days=shift))
        found = {task.id: task for task in roadmap.tasks}
        for was in before.tasks:
            own = was.id.startswith("own-")
            if not (was.edited or was.done or was.owner or own):
                continue
            now = found[was.id]
            for field in was.edited - {"after"}:
                assert getattr(now, field) == getattr(was, field), (was.id, field)
            links[was.id] &= found.keys()
            if "after" in was.edited:
                assert now.after == links[was.id], "all but those to what was dropped meanwhile"
            assert not own or replace(now, after=was.after) == was
        assert not before.removed & found.keys()
        assert len(found) == len(roadmap.tasks)
        assert untangled(roadmap.tasks) == roadmap.tasks
        again = anew(roadmap, evidence)
        assert set(again.tasks) == set(roadmap.tasks), "once more changes nothing but the order of ties"
