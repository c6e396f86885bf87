"""Review shows every answer in words, and what is missing as not provided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness_gui.core.flow import ReviewItem, review_items
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, GateAnswer
from readiness_gui.core.signal import (
    ActiveUsersEvidence,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Provenance,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    BusinessModel,
    Cadence,
    Choice,
    Detection,
    GateResult,
    Pole,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)
from tests.core.make import DAY, at_stage, claimed, empty, pmf_finding, with_gate


def items(assessment: Assessment, framework: Framework, step: StepId) -> list[ReviewItem]:
    return [one for one in review_items(assessment, framework, DAY) if one.step is step]


def test_an_empty_assessment_is_not_provided(framework: Framework) -> None:
    found = review_items(empty(), framework, DAY)
    missing = [one for one in found if one.value is None]
    assert len(missing) == len(found) - 1
    assert [one.value for one in found if one.value] == ["2 March 2026"]


def test_items_follow_the_order_of_the_steps(framework: Framework) -> None:
    steps = [one.step for one in review_items(claimed(), framework, DAY)]
    assert steps == sorted(steps, key=list(StepId).index)
    assert set(steps) == {*STEP_OF_SIGNAL.values(), StepId.START, StepId.TRAP, StepId.TRADEOFFS, StepId.GATE}


def test_the_frame_of_the_assessment(framework: Framework) -> None:
    one = replace(
        at_stage(2, empty()),
        business_model=BusinessModel.SMB_SAAS,
        cadence=Cadence.WEEKLY,
        participants=("Ada", "Grace"),
        context_note=" After the relaunch ",
    )
    assert [item.value for item in items(one, framework, StepId.START)] == [
        "Stage 2: Segments",
        "By questions and behaviour",
        "Software for small and mid-sized companies",
        "Weekly",
        "2 March 2026",
        "Ada, Grace",
        "After the relaunch",
    ]


def test_an_overestimated_stage_is_explained(framework: Framework) -> None:
    one = replace(empty(), claimed_stage=3, detection=Detection.NONE)
    assert "Counts as stage 1" in items(one, framework, StepId.START)[0].detail
    assert items(at_stage(3, empty()), framework, StepId.START)[0].detail == ""


def test_a_claim_says_so_with_confidence_and_age(framework: Framework) -> None:
    one = claimed().with_signal(SignalId.PMF, confidence=4)
    found = items(one, framework, StepId.PMF)[0]
    assert found == ReviewItem(
        StepId.PMF,
        "Product-market fit confirmed",
        "Present, claimed",
        "Confidence 4 of 5. Evidence of 16 February 2026.",
    )


def test_old_and_undated_evidence_is_told(framework: Framework) -> None:
    old = claimed().with_signal(SignalId.PMF, evidence_date=date(2025, 11, 1))
    assert "Evidence of 1 November 2025, 121 days old." in items(old, framework, StepId.PMF)[0].detail
    undated = claimed().with_signal(SignalId.PMF, evidence_date=None)
    assert items(undated, framework, StepId.PMF)[0].detail == "The evidence has no date."


def test_a_finding_gives_its_reason(framework: Framework) -> None:
    one = empty().with_signal(SignalId.PMF, finding=pmf_finding())
    found = items(one, framework, StepId.PMF)[0]
    assert found.value == "Present, observed"
    assert found.detail == "The curve has flattened. The evidence has no date."
    agreeing = one.with_signal(SignalId.PMF, claimed=Status.PRESENT)
    assert items(agreeing, framework, StepId.PMF)[0].detail == found.detail


def test_an_override_is_told_with_its_reason(framework: Framework) -> None:
    one = empty().with_signal(SignalId.PMF, finding=pmf_finding(), claimed=Status.ABSENT)
    unreasoned = items(one, framework, StepId.PMF)[0]
    assert unreasoned.value == "Present, observed"
    assert "“absent” is not in force" in unreasoned.detail
    reasoned = one.with_signal(SignalId.PMF, override_reason="The app is missing in {log}")
    found = items(reasoned, framework, StepId.PMF)[0]
    assert found.value == "Absent, claimed"
    assert "which says “present”: The app is missing in {log}" in found.detail


def test_not_knowing_is_an_answer(framework: Framework) -> None:
    one = empty().with_signal(SignalId.DIVERSITY, claimed=Status.UNCLEAR)
    assert items(one, framework, StepId.DIVERSITY)[0].value == "Not known yet, claimed"


@pytest.mark.parametrize(
    ("signal", "evidence", "words"),
    [
        (
            SignalId.PMF,
            PmfEvidence(cohorts=(CohortRow("2025-01", 100, (40,)),), survey=SurveyCounts(20, 20, 5)),
            "1 starting month, 45 answers to the survey",
        ),
        (
            SignalId.DIVERSITY,
            DiversityEvidence(interviews=(Interview("a"), Interview("b"))),
            "2 users interviewed",
        ),
        (
            SignalId.GENERIC_FAILURE,
            ComplaintEvidence(complaints=(Complaint("a", "x", "length", Pole.LOW),)),
            "1 complaint",
        ),
        (
            SignalId.ACTIVE_USERS,
            ActiveUsersEvidence(windows=(900, 1240), window_days=7),
            "1,240 active users in 7 days",
        ),
        (SignalId.RETENTION_PRIORITY, PriorityEvidence(rankings=(Ranking("Ada"),)), "1 ranking"),
        (
            SignalId.ACTIVE_USERS,
            ActiveUsersEvidence(
                provenance=Provenance(file_name="log.csv", sha256="0", rows_read=5, rows_refused=0)
            ),
            "from log.csv",
        ),
    ],
)
def test_evidence_is_summed_up(
    framework: Framework, signal: SignalId, evidence: Evidence, words: str
) -> None:
    one = empty().with_signal(signal, evidence=evidence, note=" a note ", sources=("CRM", "wiki"))
    found = items(one, framework, STEP_OF_SIGNAL[signal])
    assert [(item.label, item.value) for item in found[1:]] == [
        ("Evidence", words),
        ("Note", "a note"),
        ("Sources", "CRM\nwiki"),
    ]


def test_symptoms_and_sides_stand_in_the_users_words(framework: Framework) -> None:
    one = empty().with_symptom(SymptomId.COLLECT_FIRST, Answer.UNKNOWN)
    trap = [item.value for item in items(one, framework, StepId.TRAP)]
    assert trap == [None, None, None, "I don't know yet", None]
    one = one.with_tradeoff(TradeoffId.BUILD, choice=Choice.SECOND, note="no team")
    one = one.with_tradeoff(TradeoffId.SPEED, choice=Choice.UNKNOWN)
    one = one.with_tradeoff(TradeoffId.DEPTH, choice=Choice.FIRST)
    sides = {item.label: item for item in items(one, framework, StepId.TRADEOFFS)}
    assert sides["Build or buy"].value == framework.tradeoffs[TradeoffId.BUILD].second
    assert sides["Build or buy"].detail == "no team"
    assert sides["Speed or readiness"].value == "I don't know yet"
    assert sides["Segment or individual"].value == framework.tradeoffs[TradeoffId.DEPTH].first
    assert sides["Reversibility"].value is None


def test_the_gate_is_measured_or_claimed(framework: Framework) -> None:
    measured = items(with_gate(empty(), GateResult.RISING), framework, StepId.GATE)[0]
    assert (measured.value, measured.detail) == ("15 % or more, still rising", "")
    one = replace(empty(), gate=GateAnswer(claimed=GateResult.UNDER_15, note="from the old tool"))
    found = items(one, framework, StepId.GATE)[0]
    assert (found.value, found.detail) == ("Under 15 %", "Claimed, without readings. from the old tool")


def test_hostile_text_is_shown_as_it_is(framework: Framework) -> None:
    text = "{0} <b>%s</b> \u202e $x #import"
    one = replace(empty(), context_note=text, participants=(text,)).with_signal(SignalId.PMF, note=text)
    values = [item.value for item in review_items(one, framework, DAY)]
    assert values.count(text) == 3
