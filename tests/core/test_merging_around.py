"""The rules of merging on files made by hand: gate, roadmap, notes, reasons, pairing and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness_gui.core import scenarios
from readiness_gui.core.merge_notes import joined
from readiness_gui.core.merge_parts import put_together, take_apart
from readiness_gui.core.merge_words import MergeWords, doubts, remarks
from readiness_gui.core.merging import Pairing, Side, labels, merge, pair, resolve
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Agreement,
    Assessment,
    AssessmentStatus,
    Ballot,
    CohortRow,
    GateAnswer,
    GateReading,
    PmfEvidence,
    Prediction,
    Roadmap,
    SurveyCounts,
    Task,
)
from readiness_gui.core.terms import (
    Answer,
    Detection,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
)
from readiness_gui.core.verdict import inputs_of
from tests.core import make
from tests.core.merge_cases import ON, agreed, of, words
from tests.core.strategies import FRAMEWORK

PMF, USERS = SignalId.PMF, SignalId.ACTIVE_USERS
SYMPTOM = SymptomId.NO_DIFFERENCE
TABLE = PmfEvidence(cohorts=(CohortRow("2026-01", 40, (20, 15)),))


def _claim(status: Status | None, **more: object) -> Assessment:
    return make.empty().with_signal(PMF, claimed=status, **more)


def _fields(*sides: Side) -> list[str]:
    return [one.field for one in merge(sides).conflicts]


# -- gate and roadmap ------------------------------------------------------------------------------------


def test_readings_of_the_gate_are_united_and_asked_about_where_one_month_differs() -> None:
    def gate(*readings: GateReading) -> Assessment:
        return replace(make.empty(), gate=GateAnswer(readings=readings))

    one = GateReading(
        month=1, control_users=90, control_retained=30, treatment_users=90, treatment_retained=40
    )
    two = replace(one, month=2)
    merged = merge([of("Noor", gate(one)), of("Ilan", gate(one, two))])
    assert merged.conflicts == ()
    latest = agreed(merged).latest
    assert latest is not None
    assert latest.gate.readings == (one, two)
    other = replace(one, treatment_retained=41)
    assert _fields(of("Noor", gate(one)), of("Ilan", gate(other))) == ["gate.readings.1."]


def _task(name: str = "t1", **more: object) -> Task:
    made = Task(id=name, kind=TaskKind.WORK, month=1, title="Work", start=make.DAY, end=make.DAY)
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def _planned(*tasks: Task, **more: object) -> Assessment:
    return replace(make.empty(), roadmap=replace(Roadmap(start=make.DAY, tasks=tasks), **more))  # type: ignore[arg-type]


def test_tasks_are_merged_field_by_field_and_edits_beat_what_was_generated() -> None:
    noor = _planned(_task(owner="Noor"), _task("own-1", title="Mine"))
    ilan = _planned(_task(title="Talk", edited=frozenset({"title"}), done=True), _task("t2"))
    merged = merge([of("Noor", noor), of("Ilan", ilan)])
    assert merged.conflicts == ()
    latest = agreed(merged).latest
    assert latest is not None
    assert latest.roadmap is not None
    first = latest.roadmap.tasks[0]
    assert (first.owner, first.title, first.done, first.edited) == (
        "Noor",
        "Talk",
        True,
        frozenset({"title"}),
    )
    assert [task.id for task in latest.roadmap.tasks] == ["t1", "own-1", "t2"]
    clash = _planned(_task(owner="Ada"))
    assert _fields(of("Noor", noor), of("Bo", clash)) == ["roadmap.tasks.owner.t1"]


def test_a_task_that_one_removed_and_another_worked_on_stays() -> None:
    removed = _planned(removed=frozenset({"t1", "t2"}))
    worked = _planned(_task(owner="Noor"), _task("t2"))
    latest = agreed(merge([of("Noor", removed), of("Ilan", worked)])).latest
    assert latest is not None
    assert latest.roadmap is not None
    assert [task.id for task in latest.roadmap.tasks] == ["t1"]
    assert latest.roadmap.removed == {"t2"}


# -- notes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        ([("Noor", "a"), ("Ilan", "a")], "a"),
        ([("Noor", "a"), ("Ilan", "b")], "Noor: a\n\nIlan: b"),
        ([("Noor", "a\nb"), ("Ilan", "b")], "a\nb"),
        ([("Noor", "b"), ("Ilan", "a\nb")], "a\nb"),
        ([("both", "Noor: a\n\nIlan: b"), ("Ilan", "b")], "Noor: a\n\nIlan: b"),
        ([("both", "Noor: a\n\nIlan: b"), ("Ada", "c")], "Noor: a\n\nIlan: b\n\nAda: c"),
        ([("Noor", "know"), ("Ilan", "no")], "Noor: know\n\nIlan: no"),
    ],
)
def test_notes_say_who_wrote_them_and_repeat_nothing(texts: list[tuple[str, str]], whole: str) -> None:
    assert joined(texts, {"Noor", "Ilan", "Ada"}) == whole


# -- which belong together -------------------------------------------------------------------------------


def test_files_are_called_by_their_only_participant_else_by_their_name() -> None:
    def by(*people: str) -> Side:
        return of("", replace(make.empty(), participants=people))

    sides = (by("Noor"), by("Ilan", "Bo"), by("Noor"), by(), by("Ada"))
    products = [side.product for side in sides]
    assert labels(products, ["a", "b", "c", "d", "e"]) == ("a", "b", "c", "d", "Ada")
    assert labels(products[:1] * 2, ["x", "x"]) == ("x", "x (2)")


def test_drafts_with_ids_of_their_own_are_paired_by_date_and_far_ones_are_doubtful() -> None:
    near, far = make.empty(date(2026, 3, 1), "n"), make.empty(date(2025, 6, 1), "f")
    other = make.empty(date(2026, 3, 2), "o")
    assert pair([of("Noor", other), of("Ilan", near)]) == Pairing(("o", "n"))
    assert pair([of("Noor", other), of("Ilan", far, near)]) == Pairing(("o", "n"), doubtful=True)
    assert pair([of("Noor", other), of("Ilan", far)]).doubtful
    assert pair([of("Noor"), of("Ilan")]) == Pairing((None, None))


@pytest.mark.parametrize(
    ("days", "doubtful"), [(0, False), (31, False), (32, True), (-31, False), (-32, True)]
)
def test_drafts_more_than_a_month_apart_are_paired_and_to_be_looked_at(days: int, doubtful: bool) -> None:
    other = make.empty(make.DAY + timedelta(days=days), "o")
    found = pair([of("Noor", make.empty(make.DAY, "n")), of("Ilan", other)])
    assert found == Pairing(("n", "o"), doubtful=doubtful)


@pytest.mark.parametrize("turned", [False, True])
def test_assessments_of_several_files_stand_in_the_order_in_which_they_were_begun(turned: bool) -> None:
    def begun(*days: int) -> Side:
        first = make.empty()
        later = [replace(first, id=str(day), created=first.created + timedelta(days=day)) for day in days]
        return of(f"file of {days}", *later)

    sides = [begun(2, 5), begun(1, 3, 6), begun(0, 4)]
    apart = merge(sides[::-1] if turned else sides, Pairing((None, None, None)))
    assert [one.id for one in agreed(apart).assessments] == ["0", "1", "2", "3", "4", "5", "6"]


def test_the_template_and_drafts_made_from_it_find_together() -> None:
    old = make.empty(name="x")
    later = old.created + timedelta(days=3)
    mine, theirs = replace(old, id="a", created=later), replace(old, id="b", created=later)
    sides = [of("T", old), of("Noor", old, mine), of("Ilan", old, theirs)]
    assert pair(sides).ids == (None, "a", "b")
    assert [one.id for one in agreed(merge(sides)).assessments] == ["x", "a"]


def test_a_pairing_that_is_undone_keeps_both_assessments() -> None:
    sides = [of("Noor", make.empty(name="a")), of("Ilan", make.empty(date(2026, 3, 3), "b"))]
    apart = merge(sides, Pairing(("a", None)))
    assert {one.id for one in agreed(apart).assessments} == {"a", "b"}


def test_the_merged_assessment_is_complete_only_where_it_says_what_a_complete_one_says() -> None:
    done = replace(_claim(Status.PRESENT), status=AssessmentStatus.COMPLETE)
    draft = make.empty()
    same = agreed(merge([of("Noor", draft), of("Ilan", done)])).latest
    assert same is not None
    assert same.status is AssessmentStatus.COMPLETE
    more = agreed(merge([of("Noor", replace(draft, context_note="x")), of("Ilan", done)])).latest
    assert more is not None
    assert more.status is AssessmentStatus.DRAFT


def test_doubts_and_remarks_name_the_products() -> None:
    acme, lumen = of("a", make.empty()), of("b", make.empty(), id="q", name="Lumen")
    assert "Acme and Lumen" in doubts([acme, lumen], FRAMEWORK)[0]
    assert doubts([acme, of("b", make.empty(), id="q", name="acme ")], FRAMEWORK) == ()
    assert "worked example" in doubts([acme, of("b", make.empty(), example=True)], FRAMEWORK)[0]
    renamed = of("b", make.empty(), name="Acme 2")
    assert "several names: Acme and Acme 2" in remarks([acme, renamed], FRAMEWORK, doubtful=True)[0]
    assert remarks([acme, acme], FRAMEWORK, doubtful=False) == ()


# -- reasons why an answer may stand against the evidence -------------------------------------------------


def _explained(answer: Answer, reason: str) -> Assessment:
    return make.empty().with_symptom(SYMPTOM, answer).with_reason(SYMPTOM, reason)


def test_why_an_answer_may_stand_goes_with_the_answer_that_is_chosen() -> None:
    noor, ilan = of("Noor", _explained(Answer.NO, "ours differ")), of("Ilan", _explained(Answer.YES, "seen"))
    merged = merge([noor, ilan])
    for option, reasons in ((0, {SYMPTOM: "ours differ"}), (1, {SYMPTOM: "seen"}), (None, {})):
        made = agreed(merged, option)
        assert made.latest is not None
        assert made.latest.symptom_reasons == reasons
        assert made.latest.agreements[0].said[1] == ("Ilan", "Yes (may stand because: seen)")
        again = merge([Side("Noor", made), ilan, noor])
        assert again.conflicts == ()
        assert resolve(again, {}, words(again), ON).latest == made.latest, "nobody else's reason comes back"


def test_reasons_for_the_same_answer_are_put_together() -> None:
    one, other = make.empty(), _explained(Answer.NO, "ours differ")
    (made,) = agreed(merge([of("Noor", one), of("Ilan", other)])).assessments
    assert made.symptom_reasons == {SYMPTOM: "ours differ"}, "also where the first file has none"
    (made,) = agreed(merge([of("Noor", _explained(Answer.NO, "a fluke")), of("Ilan", other)])).assessments
    assert made.symptom_reasons == {SYMPTOM: "Noor: a fluke\n\nIlan: ours differ"}


def test_why_a_signal_may_stand_goes_with_its_answer() -> None:
    yes = _claim(Status.PRESENT).with_reason(PMF, "one bad month")
    sides = [of("Noor", _claim(Status.ABSENT)), of("Ilan", yes)]
    found = [agreed(merge(sides), option).latest for option in (0, 1, None)]
    assert [one.signal_reasons for one in found if one] == [{}, {PMF: "one bad month"}, {}]
    alone = agreed(merge([of("Noor", make.empty()), of("Ilan", yes)])).latest
    assert alone is not None
    assert alone.signal_reasons == {PMF: "one bad month"}


# -- words -----------------------------------------------------------------------------------------------


def test_every_name_has_a_question_and_every_value_words() -> None:
    task = _task("own-1", owner="Noor", weeks_low=1.0, after=frozenset({"t1"}), done=True)
    reading = GateReading(
        month=1, control_users=9, control_retained=3, treatment_users=9, treatment_retained=4
    )
    full = replace(
        _planned(task, people=1.5),
        participants=("Noor",),
        claimed_stage=2,
        detection=Detection.BOTH,
        context_note="x",
        gate=GateAnswer(note="y", readings=(reading,)),
    )
    both = replace(TABLE, survey=SurveyCounts(1))
    full = full.with_signal(PMF, claimed=Status.PRESENT, note="n", sources=("crm",), evidence=both)
    full = full.with_signal(USERS, evidence=ActiveUsersEvidence(windows=(240,)))
    full = full.with_symptom(SYMPTOM, Answer.NO).with_reason(SYMPTOM, "r").with_reason(PMF, "r")
    full = scenarios.keep(full, "later", inputs_of(full), ON)
    full = replace(
        full,
        ballots=(Ballot("Noor", PMF, Status.PRESENT),),
        predictions=(Prediction(id="p", made=ON, due=ON, lift=0.2, confidence=0.5),),
        agreements=(Agreement(field=f"symptoms.{SYMPTOM}", on=ON, said=(), agreed="No"),),
    )
    say = MergeWords(FRAMEWORK, ON, (full,))
    for name, value in take_apart(full).items():
        if name in ("as_of", "roadmap.verdict"):
            continue
        assert say.question(name).strip(), name
        assert say.said_of(name, getattr(value, "value", value)).strip() or "shell" in name, name
    assert say.question("roadmap.tasks.owner.own-1") == "Task “Work”: who does it"
    assert say.asked("signals.unheard_of") == "signals.unheard_of"


def test_taking_apart_and_putting_together_gives_the_same_answers() -> None:
    one = _planned(_task(owner="Noor"), _task("own-1"))
    one = one.with_signal(PMF, claimed=Status.PRESENT, evidence=replace(TABLE, survey=SurveyCounts(1)))
    one = one.with_symptom(SYMPTOM, Answer.NO).with_reason(SYMPTOM, "r").with_reason(PMF, "r")
    assert put_together(one, take_apart(one)) == one
