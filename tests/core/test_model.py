"""What the values of the model say of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from readiness_gui.core.figures import ActiveUsersFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    AssessmentStatus,
    Finding,
    Product,
    Provenance,
    SignalAnswer,
    TradeoffAnswer,
    new_assessment,
    new_product,
)
from readiness_gui.core.terms import Answer, Choice, Detection, Grade, SignalId, Status, SymptomId, TradeoffId
from readiness_gui.core.verdict import decide, headline, inputs_of

TODAY = date(2026, 3, 2)


def finding(status: Status) -> Finding:
    figures = ActiveUsersFigures(
        active_7=None,
        active_28=1,
        active_30=None,
        active_90=None,
        window_days=28,
        windows=(1,),
        last_event=None,
    )
    return Finding(SignalId.ACTIVE_USERS, status, "reason", "", figures)


@pytest.mark.parametrize("found", Status)
@pytest.mark.parametrize("claimed", Status)
def test_a_finding_stands_unless_overruled_with_a_reason(found: Status, claimed: Status) -> None:
    answer = SignalAnswer(claimed=claimed, finding=finding(found))
    assert answer.status is found
    assert not answer.overridden
    reasoned = replace(answer, override_reason="because")
    assert reasoned.status is claimed
    assert reasoned.overridden is (claimed is not found)
    assert replace(answer, override_reason="  ").status is found


def test_without_a_finding_the_claim_counts_and_nothing_is_unclear() -> None:
    assert SignalAnswer().status is Status.UNCLEAR
    assert not SignalAnswer().answered
    assert SignalAnswer(claimed=Status.UNCLEAR).answered
    assert SignalAnswer(claimed=Status.PRESENT).grade is Grade.CLAIMED


def test_the_grade_follows_from_where_evidence_came_from() -> None:
    typed = SignalAnswer(evidence=ActiveUsersEvidence(windows=(1,)), finding=finding(Status.ABSENT))
    assert typed.grade is Grade.OBSERVED
    source = Provenance(file_name="x.csv", sha256="0", rows_read=1, rows_refused=0)
    imported = replace(typed, evidence=ActiveUsersEvidence(windows=(1,), provenance=source))
    assert imported.grade is Grade.MEASURED
    assert replace(imported, grade_set=Grade.OBSERVED).grade is Grade.OBSERVED
    overruled = replace(imported, claimed=Status.PRESENT, override_reason="why")
    assert overruled.grade is Grade.CLAIMED


@pytest.mark.parametrize("detection", [*Detection, None])
def test_only_a_known_way_detects_segments(detection: Detection | None) -> None:
    made = replace(new_assessment(TODAY, "1"), detection=detection)
    expected = detection in (Detection.ONBOARDING, Detection.BEHAVIOUR, Detection.BOTH)
    assert made.segment_detection is expected


def test_commitment_is_the_first_side_of_reversibility() -> None:
    made = new_assessment(TODAY, "1")
    assert not made.committed
    for choice in Choice:
        answered = replace(made, tradeoffs={TradeoffId.REVERSIBILITY: TradeoffAnswer(choice)})
        assert answered.committed is (choice is Choice.FIRST)


def test_an_edit_makes_a_new_value_and_leaves_the_old() -> None:
    before = new_assessment(TODAY, "1")
    after = before.with_signal(SignalId.PMF, note="x").with_symptom(SymptomId.COLLECT_FIRST, Answer.YES)
    assert before.signals[SignalId.PMF].note == ""
    assert not before.symptoms
    assert after.signals[SignalId.PMF].note == "x"
    assert after.with_symptom(SymptomId.COLLECT_FIRST, None).symptoms == {}


def test_an_assessment_of_the_same_id_is_replaced_in_its_place() -> None:
    product: Product = new_product("P", TODAY, "1")
    second = new_assessment(TODAY, "1")
    both = product.with_assessment(second)
    changed = both.with_assessment(replace(product.assessments[0], context_note="n"))
    assert [one.context_note for one in changed.assessments] == ["n", ""]
    assert both.latest == second


def test_evidence_of_a_completed_assessment_does_not_age_further(framework: Framework) -> None:
    draft: Assessment = new_assessment(TODAY, "1").with_signal(
        SignalId.PMF, claimed=Status.PRESENT, evidence_date=date(2026, 2, 1)
    )
    done = replace(draft, status=AssessmentStatus.COMPLETE, completed=datetime(2026, 3, 2, 9, tzinfo=UTC))
    later = date(2026, 12, 1)
    assert draft.judged_on(later) == later
    assert done.judged_on(later) == TODAY
    verdict = decide(inputs_of(draft), framework)
    assert "stale" in headline(draft, verdict, framework, later)
    assert "stale" not in headline(done, verdict, framework, later)
