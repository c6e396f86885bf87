"""Ninety days for every verdict: what they hold, in which order, on which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.links import too_early
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.roadmap import end_of, generate, milestones, month_of
from readiness_gui.core.terms import (
    Answer,
    Choice,
    Detection,
    GateResult,
    Priority,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
    TradeoffId,
    VerdictCode,
)
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import (
    DAY,
    at_stage,
    claimed,
    committed,
    diversity_finding,
    empty,
    pmf_finding,
    priority_finding,
    with_gate,
    with_users,
)
from tests.core.strategies import FRAMEWORK

#: an assessment for each verdict
CASES: dict[VerdictCode, Assessment] = {
    VerdictCode.STAY_1: claimed(pmf=Status.ABSENT),
    VerdictCode.PREPARE_2: with_users(claimed(active_users=Status.ABSENT), 150),
    VerdictCode.GO_2: with_users(claimed(), 300),
    VerdictCode.HOLD_2: at_stage(2, with_users(claimed(active_users=Status.ABSENT), 150)),
    VerdictCode.EVALUATE_2: at_stage(2, with_users(claimed(), 300)),
    VerdictCode.STEP_BACK_2: with_gate(at_stage(2, with_users(claimed(), 300)), GateResult.NO_EFFECT),
    VerdictCode.STAY_2_ENOUGH: with_gate(at_stage(2, with_users(claimed(), 300)), GateResult.UNDER_15),
    VerdictCode.STAY_2_IMPROVE: with_gate(at_stage(2, with_users(claimed(), 300)), GateResult.RISING),
    VerdictCode.STAY_2_WAIT: with_gate(at_stage(2, with_users(claimed(), 300)), GateResult.PLATEAU),
    VerdictCode.GO_3: committed(with_gate(at_stage(2, with_users(claimed(), 800)), GateResult.PLATEAU)),
    VerdictCode.HOLD_3: at_stage(3, with_users(claimed(), 300)),
    VerdictCode.CONTINUE_3: at_stage(3, with_users(claimed(), 800)),
    VerdictCode.DEEPEN_3: at_stage(3, with_users(claimed(), 5000)),
}


def made(assessment: Assessment, framework: Framework, start: date = DAY) -> Roadmap:
    return generate(assessment, decide(inputs_of(assessment), framework), framework, start)


def ids(roadmap: Roadmap, kind: TaskKind | None = None) -> list[str]:
    return [task.id for task in roadmap.tasks if kind in (None, task.kind)]


def task(roadmap: Roadmap, name: str) -> Task:
    return next(one for one in roadmap.tasks if one.id == name)


@pytest.mark.parametrize("code", VerdictCode)
def test_every_verdict_has_its_ninety_days(framework: Framework, code: VerdictCode) -> None:
    roadmap = made(CASES[code], framework)
    assert roadmap.verdict is code
    ends = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 29)]
    assert [one.end for one in milestones(roadmap)] == ends, "the last of them on the Friday before day 89"
    assert {one.month for one in roadmap.tasks} == {1, 2, 3}
    assert end_of(roadmap, framework) == DAY + timedelta(days=89)
    for one in roadmap.tasks:
        assert DAY <= one.start <= one.end <= end_of(roadmap, framework)
        assert one.month == month_of(DAY, one.start)
        assert one.title
        assert one.detail
        assert one.done_when
        assert "{" not in one.title + one.detail + one.done_when


@pytest.mark.parametrize("code", VerdictCode)
def test_a_plan_says_what_the_framework_asks_for(framework: Framework, code: VerdictCode) -> None:
    names = ids(made(CASES[code], framework))
    wanted = [one.id for month in framework.plans[code].months for one in month]
    assert [name for name in names if name in wanted] == sorted(wanted, key=names.index)
    assert set(wanted) <= set(names)


@given(
    st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId}),
    st.one_of(st.none(), st.integers(0, 5000)),
    st.integers(1, 3),
    st.sampled_from(GateResult),
    st.dictionaries(st.sampled_from(SymptomId), st.sampled_from(Answer)),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_any_assessment_gives_a_sound_roadmap(
    statuses: dict[SignalId, Status],
    users: int | None,
    stage: int,
    gate: GateResult,
    symptoms: dict[SymptomId, Answer],
    start: date,
) -> None:
    one = with_gate(at_stage(stage, empty()), gate)
    for signal, status in statuses.items():
        one = one.with_signal(signal, claimed=status)
    if users is not None:
        one = with_users(one, users)
    for symptom, answer in symptoms.items():
        one = one.with_symptom(symptom, answer)
    roadmap = made(one, FRAMEWORK, start)
    names = ids(roadmap)
    assert len(names) == len(set(names))
    assert len(milestones(roadmap)) == 3
    first = roadmap.start
    assert first == start if start.weekday() < 5 else (first.weekday() == 0 and 0 < (first - start).days < 3)
    assert all(first <= item.start <= item.end < first + timedelta(days=90) for item in roadmap.tasks)
    assert all(day.weekday() < 5 for item in roadmap.tasks for day in (item.start, item.end))
    assert too_early(roadmap.tasks) == ()
    assert all(item.after <= set(names) for item in roadmap.tasks)
    kinds = [item.kind for item in roadmap.tasks]
    order = {TaskKind.WARNING: 0, TaskKind.RESOLVE: 1}
    ranks = [order.get(kind, 2) for kind in kinds]
    assert ranks == sorted(ranks)
    assert (TaskKind.WARNING in kinds) is (Answer.YES in symptoms.values())
    unclear = {f"resolve-{name}" for name, status in statuses.items() if status is Status.UNCLEAR}
    assert {name for name in names if name.startswith("resolve-")} - {"resolve-symptoms"} == unclear


def test_a_symptom_puts_the_warning_first(framework: Framework) -> None:
    one = CASES[VerdictCode.GO_2].with_symptom(SymptomId.COLLECT_FIRST, Answer.YES)
    one = one.with_signal(SignalId.RETENTION_PRIORITY, claimed=Status.UNCLEAR)
    first, second = made(one, framework).tasks[:2]
    assert (first.kind, first.start) == (TaskKind.WARNING, DAY)
    assert first.title.startswith("Stop, fix and validate")
    assert framework.symptoms[SymptomId.COLLECT_FIRST].advice in first.detail
    assert framework.symptoms[SymptomId.UNVALIDATED].advice not in first.detail
    assert second.id == "resolve-retention_priority"


def test_what_would_change_the_verdict_is_resolved_first(framework: Framework) -> None:
    one = with_users(claimed(Status.UNCLEAR, diversity=Status.PRESENT, active_users=Status.PRESENT), 300)
    verdict = decide(inputs_of(one), framework)
    assert verdict.resolve_first == (SignalId.PMF,)
    resolve = ids(made(one, framework), TaskKind.RESOLVE)
    assert resolve == ["resolve-pmf", "resolve-generic_failure", "resolve-retention_priority"]
    later = claimed(generic_failure=Status.UNCLEAR, retention_priority=Status.UNCLEAR, pmf=Status.PRESENT)
    held = with_users(later.with_signal(SignalId.DIVERSITY, claimed=Status.ABSENT), 300)
    assert decide(inputs_of(held), framework).resolve_first[0] is SignalId.GENERIC_FAILURE
    roadmap = made(held, framework)
    first = roadmap.tasks[0]
    assert (first.id, first.start) == ("resolve-generic_failure", DAY)


def test_a_later_signal_comes_first_where_it_decides(framework: Framework) -> None:
    one = claimed(diversity=Status.UNCLEAR, active_users=Status.UNCLEAR)
    assert decide(inputs_of(one), framework).resolve_first == (SignalId.ACTIVE_USERS,)
    found = [item for item in made(one, framework).tasks if item.kind is TaskKind.RESOLVE]
    assert [(item.id, (item.start - DAY).days) for item in found] == [
        ("resolve-active_users", 0),
        ("resolve-diversity", 7),
    ]


def test_nothing_decides_where_every_other_signal_is_present(framework: Framework) -> None:
    unclear = claimed(diversity=Status.UNCLEAR, retention_priority=Status.UNCLEAR)
    one = with_users(unclear, 300)
    assert decide(inputs_of(one), framework).resolve_first == ()
    starts = {item.start for item in made(one, framework).tasks if item.kind is TaskKind.RESOLVE}
    assert starts == {DAY + timedelta(days=7)}


def test_what_the_finding_asks_for_stands_on_the_task(framework: Framework) -> None:
    one = claimed().with_signal(SignalId.PMF, finding=pmf_finding(Status.UNCLEAR), claimed=None)
    assert task(made(one, framework), "resolve-pmf").detail.endswith("Wait two months.")


def test_not_answered_is_resolved_like_not_known(framework: Framework) -> None:
    assert ids(made(empty(), framework), TaskKind.RESOLVE) == [
        "resolve-pmf",
        "resolve-diversity",
        "resolve-generic_failure",
        "resolve-active_users",
        "resolve-retention_priority",
    ]


def test_every_other_dont_know_leads_to_a_task(framework: Framework) -> None:
    one = CASES[VerdictCode.GO_2].with_symptom(SymptomId.EXISTING_ONLY, Answer.UNKNOWN)
    one = one.with_tradeoff(TradeoffId.BUILD, choice=Choice.UNKNOWN)
    one = at_stage(1, one)
    one = Assessment(
        id=one.id,
        created=one.created,
        as_of=one.as_of,
        detection=Detection.UNKNOWN,
        signals=one.signals,
        symptoms=one.symptoms,
        tradeoffs=one.tradeoffs,
    )
    roadmap = made(one, framework)
    assert ids(roadmap, TaskKind.RESOLVE) == ["resolve-detection", "resolve-symptoms", "resolve-tradeoffs"]
    assert framework.symptoms[SymptomId.EXISTING_ONLY].question in task(roadmap, "resolve-symptoms").detail
    assert framework.tradeoffs[TradeoffId.BUILD].question in task(roadmap, "resolve-tradeoffs").detail


@pytest.mark.parametrize("code", [VerdictCode.PREPARE_2, VerdictCode.GO_2])
def test_without_diversity_month_1_finds_profiles_first(framework: Framework, code: VerdictCode) -> None:
    one = CASES[code].with_signal(SignalId.DIVERSITY, claimed=Status.ABSENT)
    roadmap = made(one, framework)
    assert roadmap.verdict is code
    found = task(roadmap, "find-profiles")
    assert (found.month, found.start) == (1, DAY)
    work = [item for item in roadmap.tasks if item.kind is TaskKind.WORK]
    assert work[0] is found or (code is VerdictCode.PREPARE_2 and found in work[:2])
    assert "find-profiles" not in ids(made(CASES[code], framework))


@pytest.mark.parametrize(
    ("profiles", "seen_once", "merges"), [(5, 0, False), (6, 0, True), (7, 1, True), (7, 2, False)]
)
def test_over_five_profiles_are_merged(
    framework: Framework, profiles: int, seen_once: int, merges: bool
) -> None:
    finding = diversity_finding(profiles, seen_once)
    one = CASES[VerdictCode.GO_2].with_signal(SignalId.DIVERSITY, finding=finding)
    roadmap = made(one, framework)
    assert ("merge-profiles" in ids(roadmap)) is merges
    if merges:
        assert f"Merge {profiles - seen_once} profiles" in task(roadmap, "merge-profiles").title


def test_nothing_is_merged_where_no_segments_are_built(framework: Framework) -> None:
    one = CASES[VerdictCode.STAY_1].with_signal(SignalId.DIVERSITY, finding=diversity_finding(9))
    assert "merge-profiles" not in ids(made(one, framework))


@pytest.mark.parametrize(
    ("assessment", "work"),
    [
        (claimed(pmf=Status.ABSENT), ["fix-B1"]),
        (claimed(pmf=Status.UNCLEAR), []),
        (
            claimed(Status.ABSENT, pmf=Status.PRESENT),
            ["grow-users", "lift-diversity", "lift-generic_failure", "lift-retention_priority"],
        ),
        (
            with_users(claimed(), 300).with_signal(
                SignalId.RETENTION_PRIORITY, finding=priority_finding(Priority.ACQUISITION)
            ),
            ["fix-B3"],
        ),
        (with_users(claimed(diversity=Status.ABSENT, generic_failure=Status.ABSENT), 300), ["fix-B4"]),
        (with_users(claimed(diversity=Status.ABSENT, generic_failure=Status.UNCLEAR), 300), []),
        (with_users(claimed(active_users=Status.ABSENT), 40), ["fix-B5"]),
        (CASES[VerdictCode.PREPARE_2], ["grow-users"]),
        (CASES[VerdictCode.HOLD_2], ["grow-users"]),
        (CASES[VerdictCode.STAY_2_WAIT], ["commit", "grow-users"]),
        (committed(CASES[VerdictCode.STAY_2_WAIT]), ["grow-users"]),
        (CASES[VerdictCode.HOLD_3], ["grow-users"]),
        (CASES[VerdictCode.GO_3], []),
    ],
)
def test_what_holds_back_is_worked_on(framework: Framework, assessment: Assessment, work: list[str]) -> None:
    names = ids(made(assessment, framework))
    assert sorted(name for name in names if name.startswith(("fix-", "lift-", "grow-", "commit"))) == work


def test_growth_names_both_numbers(framework: Framework) -> None:
    prepare = task(made(CASES[VerdictCode.PREPARE_2], framework), "grow-users")
    assert prepare.title == "Grow to 200 active users"
    assert "There are 150 now" in prepare.detail
    hold = task(made(CASES[VerdictCode.HOLD_3], framework), "grow-users")
    assert hold.title == "Grow to 500 active users"
    absent = CASES[VerdictCode.HOLD_3].with_signal(SignalId.ACTIVE_USERS, claimed=Status.ABSENT)
    assert task(made(absent, framework), "grow-users").title == "Grow to 500 active users"


def test_a_roadmap_is_the_same_each_time(framework: Framework) -> None:
    one = CASES[VerdictCode.GO_2]
    assert made(one, framework) == made(one, framework)


@pytest.mark.parametrize(("days", "month"), [(-5, 1), (0, 1), (29, 1), (30, 2), (59, 2), (60, 3), (89, 3)])
def test_months_have_thirty_days(days: int, month: int) -> None:
    assert month_of(DAY, DAY + timedelta(days=days)) == month
