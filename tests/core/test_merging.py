"""The rules of merging, one by one, on files made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from readiness_gui.core import scenarios
from readiness_gui.core.merge_notes import joined
from readiness_gui.core.merge_parts import put_together, take_apart
from readiness_gui.core.merge_words import MergeWords, doubts, remarks
from readiness_gui.core.merging import Kind, Pairing, Pick, Side, labels, merge, pair, resolve
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Agreement,
    Assessment,
    AssessmentStatus,
    Ballot,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    GateAnswer,
    GateReading,
    Interview,
    PmfEvidence,
    Prediction,
    PriorityEvidence,
    Provenance,
    Ranking,
    Roadmap,
    SurveyCounts,
    Task,
)
from readiness_gui.core.terms import (
    Answer,
    Choice,
    Detection,
    Grade,
    Pole,
    Priority,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
    TradeoffId,
)
from readiness_gui.core.verdict import inputs_of
from tests.core import make
from tests.core.merge_cases import ON, agreed, content, of, words
from tests.core.strategies import FRAMEWORK

PMF, USERS = SignalId.PMF, SignalId.ACTIVE_USERS
SYMPTOM = SymptomId.NO_DIFFERENCE
TABLE = PmfEvidence(cohorts=(CohortRow("2026-01", 40, (20, 15)),))


def _claim(status: Status | None, **more: object) -> Assessment:
    return make.empty().with_signal(PMF, claimed=status, **more)


def _measured(finding: Status, table: PmfEvidence = TABLE, **more: object) -> Assessment:
    return make.empty().with_signal(PMF, evidence=table, finding=make.pmf_finding(finding), **more)


def _fields(*sides: Side) -> list[str]:
    return [one.field for one in merge(sides).conflicts]


# -- answers ---------------------------------------------------------------------------------------------


def test_an_answer_that_only_one_person_gave_stands() -> None:
    merged = merge([of("Noor", _claim(Status.PRESENT)), of("Ilan", make.empty())])
    assert merged.conflicts == ()
    assert content(agreed(merged))["signals.pmf"] == take_apart(_claim(Status.PRESENT))["signals.pmf"]
    (one,) = [found for found in merged.settled if found.field == "signals.pmf"]
    assert (one.who, one.kind) == (("Noor",), Kind.SINGLE)


def test_i_do_not_know_yet_is_an_answer_and_differs_from_yes() -> None:
    merged = merge([of("Noor", _claim(Status.PRESENT)), of("Ilan", _claim(Status.UNCLEAR))])
    (conflict,) = merged.conflicts
    assert [one.who for one in conflict.options] == [("Noor",), ("Ilan",)]
    product = resolve(merged, {conflict.key: Pick(0, " we asked ")}, words(merged), ON)
    assert product.latest is not None
    (record,) = product.latest.agreements
    assert record.field == "signals.pmf"
    assert record.on == ON
    assert [who for who, _ in record.said] == ["Noor", "Ilan"]
    assert record.agreed == "Present, claimed"
    assert record.reason == "we asked"
    assert words().agreement(record)[0] == "Agreed on 9 March 2026: Present, claimed, because: we asked"


def test_people_who_say_the_same_are_one_option() -> None:
    given = {"a": Status.PRESENT, "b": Status.ABSENT, "c": Status.PRESENT}
    sides = [of(who, _claim(status)) for who, status in given.items()]
    (conflict,) = merge(sides).conflicts
    assert [one.who for one in conflict.options] == [("a", "c"), ("b",)]


def test_an_answer_that_only_one_side_changed_since_a_common_assessment_stands() -> None:
    old = replace(_claim(Status.PRESENT), status=AssessmentStatus.COMPLETE)
    later = old.created + timedelta(days=1)
    kept = replace(old, id="n", created=later, status=AssessmentStatus.DRAFT)
    changed = replace(kept, id="i").with_signal(PMF, claimed=Status.ABSENT)
    sides = [of("Noor", old, kept), of("Ilan", old, changed)]
    assert _fields(*sides) == []
    product = agreed(merge(sides))
    assert [one.signals[PMF].claimed for one in product.assessments] == [Status.PRESENT, Status.ABSENT]
    both = [of("Noor", old, kept.with_signal(PMF, claimed=Status.UNCLEAR)), sides[1]]
    assert _fields(*both) == ["signals.pmf"], "both changed it"
    apart = [of("Noor", replace(old, context_note="x"), kept), sides[1]]
    assert "signals.pmf" in _fields(*apart), "there is no common start"


def test_a_side_that_was_left_as_it_was_handed_over_gives_no_conflict() -> None:
    mine, handed = _claim(Status.ABSENT), _claim(Status.PRESENT)
    back = of("Ilan", handed)
    assert _fields(of("Noor", mine), back) == ["signals.pmf"]
    knowing = replace(of("Noor", mine), earlier=(handed,))
    assert _fields(knowing, back) == []
    assert agreed(merge([knowing, back])).latest == mine


@pytest.mark.parametrize(
    ("one", "other", "left_open"),
    [
        (
            make.empty().with_symptom(SymptomId.UNVALIDATED, Answer.YES),
            make.empty().with_symptom(SymptomId.UNVALIDATED, Answer.NO),
            make.empty().with_symptom(SymptomId.UNVALIDATED, Answer.UNKNOWN),
        ),
        (
            make.empty().with_tradeoff(TradeoffId.SPEED, choice=Choice.FIRST),
            make.empty().with_tradeoff(TradeoffId.SPEED, choice=Choice.SECOND),
            make.empty().with_tradeoff(TradeoffId.SPEED, choice=Choice.UNKNOWN),
        ),
        (
            replace(make.empty(), detection=Detection.BOTH),
            replace(make.empty(), detection=Detection.NONE),
            replace(make.empty(), detection=Detection.UNKNOWN),
        ),
        (replace(make.empty(), claimed_stage=1), replace(make.empty(), claimed_stage=2), make.empty()),
        (
            _claim(Status.PRESENT),
            _claim(Status.ABSENT),
            _claim(Status.UNCLEAR),
        ),
    ],
)
def test_none_of_the_answers_leaves_the_question_open(
    one: Assessment, other: Assessment, left_open: Assessment
) -> None:
    merged = merge([of("Noor", one), of("Ilan", other)])
    product = agreed(merged, None)
    found, wanted = content(product), take_apart(left_open)
    assert {key: value for key, value in found.items() if key != "agreements"} == wanted
    again = merge([Side("agreed", product), of("Ilan", other)])
    assert again.conflicts == ()
    assert content(agreed(again)) == found, "it stays open when a file comes again"


# -- evidence --------------------------------------------------------------------------------------------


def test_a_measured_status_against_an_opinion_is_asked_and_the_opinion_needs_a_reason() -> None:
    merged = merge([of("Noor", _measured(Status.PRESENT)), of("Ilan", _claim(Status.ABSENT))])
    (conflict,) = merged.conflicts
    assert [conflict.needs_reason(option) for option in (0, 1, None)] == [False, True, True]
    for option, status in ((0, Status.PRESENT), (1, Status.ABSENT), (None, Status.UNCLEAR)):
        latest = resolve(merged, {conflict.key: Pick(option, "new pricing")}, words(merged), ON).latest
        assert latest is not None
        answer = latest.signals[PMF]
        assert answer.status is status
        assert answer.evidence == TABLE, "what was measured stays"
        assert answer.finding == make.pmf_finding(), "and is not measured again"
        assert answer.override_reason == ("" if option == 0 else "new pricing")


def test_two_cohort_tables_that_differ_are_a_conflict_shown_with_their_figures() -> None:
    other = PmfEvidence(cohorts=(CohortRow("2026-01", 40, (10, 5)), CohortRow("2026-02", 30, (9,))))
    provenance = Provenance(file_name="events.csv", sha256="a", rows_read=9, rows_refused=0)
    noor = _measured(Status.PRESENT, replace(TABLE, provenance=provenance), evidence_date=date(2026, 2, 16))
    ilan = _measured(Status.PRESENT, other)
    merged = merge([of("Noor", noor), of("Ilan", ilan)])
    (conflict,) = merged.conflicts
    said = [words().said(conflict.field, one.value) for one in conflict.options]
    assert "Present, measured; 1 starting month, from events.csv" in said[0]
    assert "16 February 2026" in said[0]
    assert "Present, observed; 2 starting months" in said[1]
    assert conflict.needs_reason(1)
    latest = agreed(merged, 1).latest
    assert latest is not None
    assert latest.signals[PMF].evidence == other
    assert latest.signals[PMF].override_reason == "", "evidence stands by itself"


def test_the_same_numbers_from_two_imports_are_no_conflict() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    source = Provenance(file_name="a.csv", sha256="a", rows_read=9, rows_refused=0, imported=when)
    later = replace(source, imported=when + timedelta(hours=1))
    imports = {"Noor": source, "Ilan": later}
    sides = [
        of(who, _measured(Status.PRESENT, replace(TABLE, provenance=one))) for who, one in imports.items()
    ]
    assert _fields(*sides) == []


def test_a_table_and_a_survey_of_two_people_are_put_together() -> None:
    survey = make.empty().with_signal(PMF, evidence=PmfEvidence(survey=SurveyCounts(30, 8, 2)))
    latest = agreed(merge([of("Noor", _measured(Status.PRESENT)), of("Ilan", survey)])).latest
    assert latest is not None
    assert latest.signals[PMF].evidence == replace(TABLE, survey=SurveyCounts(30, 8, 2))
    assert latest.signals[PMF].finding is None, "the finding is due again"


def test_counts_of_users_that_differ_are_a_conflict() -> None:
    sides = [of("Noor", make.with_users(make.empty(), 240)), of("Ilan", make.with_users(make.empty(), 180))]
    assert _fields(*sides) == ["signals.active_users"]
    latest = agreed(merge(sides), 1).latest
    assert latest is not None
    assert latest.active_users == 180
    nobody = agreed(merge(sides), None).latest
    assert nobody is not None
    assert nobody.signals[USERS].evidence is None, "of two counts none was agreed on"
    assert nobody.signals[USERS].claimed is Status.UNCLEAR


def test_interviews_are_united_by_user_and_complaints_by_row() -> None:
    noor = make.empty().with_signal(
        SignalId.DIVERSITY,
        evidence=DiversityEvidence(interviews=(Interview("u1", ("expert",)), Interview("u2", ("team",)))),
    )
    ilan = make.empty().with_signal(
        SignalId.DIVERSITY,
        evidence=DiversityEvidence(interviews=(Interview("u1", ("novice",)), Interview("u3"))),
    )
    one = Complaint("u1", "free", "length", Pole.LOW)
    noor = noor.with_signal(SignalId.GENERIC_FAILURE, evidence=ComplaintEvidence(complaints=(one, one)))
    two = replace(one, user="u2")
    ilan = ilan.with_signal(SignalId.GENERIC_FAILURE, evidence=ComplaintEvidence(complaints=(one, two)))
    merged = merge([of("Noor", noor), of("Ilan", ilan)])
    assert merged.conflicts == ()
    latest = agreed(merged).latest
    assert latest is not None
    assert latest.signals[SignalId.DIVERSITY].evidence == DiversityEvidence(
        interviews=(Interview("u1", ("expert", "novice")), Interview("u2", ("team",)), Interview("u3"))
    )
    assert latest.signals[SignalId.GENERIC_FAILURE].evidence == ComplaintEvidence(complaints=(one, one, two))


def test_files_that_rows_came_from_are_all_named() -> None:
    def imported(name: str, user: str) -> Assessment:
        source = Provenance(file_name=name, sha256=name, rows_read=1, rows_refused=0)
        found = DiversityEvidence(interviews=(Interview(user, ("x",)),), provenance=source)
        return make.empty().with_signal(SignalId.DIVERSITY, evidence=found)

    latest = agreed(merge([of("Noor", imported("a.csv", "u1")), of("Ilan", imported("b.csv", "u2"))])).latest
    assert latest is not None
    answer = latest.signals[SignalId.DIVERSITY]
    assert answer.evidence is not None
    assert answer.evidence.provenance is not None
    assert {answer.evidence.provenance.file_name, *answer.sources} == {"a.csv", "b.csv"}


def test_rankings_without_a_name_get_that_of_their_file() -> None:
    first, second = (Priority.RETENTION, Priority.ACQUISITION), (Priority.ACQUISITION, Priority.RETENTION)

    def ranked(order: tuple[Priority, ...], name: str = "") -> Assessment:
        return make.empty().with_signal(
            SignalId.RETENTION_PRIORITY, evidence=PriorityEvidence(rankings=(Ranking(name, order),))
        )

    sides = [of("Noor", ranked(first)), of("Ilan", ranked(second))]
    merged = merge(sides)
    assert merged.conflicts == ()
    product = agreed(merged)
    assert product.latest is not None
    assert product.latest.signals[SignalId.RETENTION_PRIORITY].evidence == PriorityEvidence(
        rankings=(Ranking("Noor", first), Ranking("Ilan", second))
    )
    again = agreed(merge([Side("both", product), sides[0]]))
    assert again.latest == product.latest, "the same ranking is not counted twice"
    proposed = [of("Noor", ranked(first, "Person 1")), of("Ilan", ranked(second, "Person 1"))]
    both = agreed(merge(proposed))
    assert both.latest is not None
    assert both.latest.signals == product.latest.signals, "a proposed name is nobody's"
    assert agreed(merge([Side("both", both), proposed[1]])).latest == both.latest
    two = [replace(ranked(order, "Ada"), participants=("Ada",)) for order in (first, second)]
    assert _fields(of("a", two[0]), of("b", two[1])) == ["signals.retention_priority.rankings.Ada"]


def test_the_more_careful_circumstances_stand_and_the_others_are_on_record() -> None:
    noor = _claim(Status.PRESENT, confidence=5, evidence_date=date(2026, 2, 1), grade_set=Grade.MEASURED)
    ilan = _claim(Status.PRESENT, confidence=2, evidence_date=date(2026, 1, 1), grade_set=Grade.OBSERVED)
    merged = merge([of("Noor", noor), of("Ilan", ilan)])
    assert merged.conflicts == (), "nobody is asked"
    latest = agreed(merged).latest
    assert latest is not None
    answer = latest.signals[PMF]
    assert (answer.confidence, answer.evidence_date, answer.grade_set) == (
        2,
        date(2026, 1, 1),
        Grade.OBSERVED,
    )
    assert [one.field for one in latest.agreements] == [
        "signals.pmf.confidence", "signals.pmf.evidence_date", "signals.pmf.grade_set",
    ]  # fmt: skip
    assert latest.agreements[0].said == (("Noor", "5 of 5"), ("Ilan", "2 of 5"))


def test_a_date_that_did_not_stand_does_not_come_back_when_its_file_does() -> None:
    """Noor's date is older but of no evidence; the evidence of the others is then left open."""
    noor = of("Noor", _claim(Status.PRESENT, evidence_date=date(2026, 1, 1)))
    counts = [PmfEvidence(survey=SurveyCounts(very)) for very in (1, 2)]
    ilan = of("Ilan", _claim(None, evidence_date=date(2026, 1, 3), evidence=counts[0]))
    ada = of("Ada", _claim(None, evidence=counts[1]))
    product = agreed(merge([noor, ilan, ada]), None)
    for side in (noor, ilan, ada):
        again = agreed(merge([Side("agreed", product), side]))
        assert again.latest is not None
        assert again.latest.signals[PMF].evidence_date == date(2026, 1, 3)


def test_a_circumstance_changed_after_the_agreement_is_newer_and_stands() -> None:
    noor, ilan = (
        of(who, _claim(Status.PRESENT, confidence=sure)) for who, sure in (("Noor", 5), ("Ilan", 2))
    )
    latest = agreed(merge([noor, ilan])).latest
    assert latest is not None
    later = of("agreed", latest.with_signal(PMF, confidence=4))
    for side in (noor, ilan):
        again = agreed(merge([later, side])).latest
        assert again is not None
        assert again.signals[PMF].confidence == 4


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
