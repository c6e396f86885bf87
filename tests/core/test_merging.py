"""The rules of merging, one by one, on files made by hand: answers and evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from readiness_gui.core.merge_parts import take_apart
from readiness_gui.core.merging import Kind, Pick, Side, merge, resolve
from readiness_gui.core.model import (
    Assessment,
    AssessmentStatus,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Provenance,
    Ranking,
    SurveyCounts,
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
    TradeoffId,
)
from tests.core import make
from tests.core.merge_cases import ON, agreed, content, of, words

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
