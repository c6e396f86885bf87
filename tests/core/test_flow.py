"""The steps: their order, the state each one is in, what is to be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from readiness_gui.core.flow import (
    StepState,
    StepStatus,
    contradiction,
    next_step,
    previous_step,
    problems_of,
    step_statuses,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    Assessment,
    AssessmentStatus,
    GateAnswer,
    GateReading,
    SignalAnswer,
)
from readiness_gui.core.roadmap import generate
from readiness_gui.core.signal import DiversityEvidence, Interview
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    BusinessModel,
    Choice,
    Detection,
    GateResult,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import DAY, at_stage, claimed, empty, pmf_finding, with_gate

READING = GateReading(month=1, control_users=10, control_retained=4, treatment_users=10, treatment_retained=5)


def status(assessment: Assessment, step: StepId, framework: Framework) -> StepStatus:
    found = {one.step: one for one in step_statuses(assessment, framework, DAY)}
    return found[step]


def symptoms(answer: Answer, **others: Answer) -> Assessment:
    made = empty()
    for symptom in SymptomId:
        made = made.with_symptom(symptom, others.get(symptom.value, answer))
    return made


def sides(choice: Choice | None) -> Assessment:
    made = empty()
    for tradeoff in TradeoffId:
        made = made.with_tradeoff(tradeoff, choice=choice)
    return made


def test_the_steps_stand_in_one_row() -> None:
    walked = [StepId.START]
    while (following := next_step(walked[-1])) is not None:
        assert previous_step(following) is walked[-1]
        walked.append(following)
    assert walked == list(StepId)
    assert previous_step(StepId.START) is None


def test_a_new_assessment_is_untouched(framework: Framework) -> None:
    found = step_statuses(empty(), framework, DAY)
    assert [one.step for one in found] == list(StepId)
    assert {one.state for one in found} == {StepState.UNTOUCHED}
    assert problems_of(empty(), framework, DAY) == ()


def test_the_first_step_is_done_with_stage_and_detection(framework: Framework) -> None:
    begun = replace(empty(), business_model=BusinessModel.SOCIAL)
    assert status(begun, StepId.START, framework) == StepStatus(
        StepId.START, StepState.IN_PROGRESS, "1 of 4 answered"
    )
    named = replace(empty(), participants=("Ada",))
    assert status(named, StepId.START, framework).state is StepState.IN_PROGRESS
    assert status(at_stage(2, empty()), StepId.START, framework).state is StepState.DONE


@pytest.mark.parametrize(
    ("stage", "detection", "reason"),
    [
        (1, Detection.NONE, ""),
        (1, Detection.UNKNOWN, "Not known yet"),
        (2, Detection.BEHAVIOUR, ""),
        (2, Detection.NONE, "Counts as stage 1"),
        (3, Detection.UNKNOWN, "Counts as stage 1"),
    ],
)
def test_an_overestimated_stage_is_said(
    framework: Framework, stage: int, detection: Detection, reason: str
) -> None:
    found = status(replace(empty(), claimed_stage=stage, detection=detection), StepId.START, framework)
    assert (found.state, found.reason) == (StepState.DONE, reason)


@pytest.mark.parametrize("signal", SignalId)
@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (SignalAnswer(), StepState.UNTOUCHED, ""),
        (SignalAnswer(note=" "), StepState.UNTOUCHED, ""),
        (SignalAnswer(note="ask Ada"), StepState.IN_PROGRESS, "Only a note so far"),
        (SignalAnswer(sources=("CRM",)), StepState.IN_PROGRESS, "Only a note so far"),
        (
            SignalAnswer(evidence=DiversityEvidence(interviews=(Interview("u1"),))),
            StepState.IN_PROGRESS,
            "Evidence begun, no status yet",
        ),
        (SignalAnswer(claimed=Status.PRESENT), StepState.DONE, ""),
        (SignalAnswer(claimed=Status.ABSENT), StepState.DONE, ""),
        (SignalAnswer(claimed=Status.UNCLEAR), StepState.DONE, "Not known yet"),
        (SignalAnswer(finding=pmf_finding()), StepState.DONE, ""),
        (SignalAnswer(finding=pmf_finding(Status.UNCLEAR)), StepState.DONE, "Not known yet"),
        (
            SignalAnswer(finding=pmf_finding(), claimed=Status.ABSENT),
            StepState.ATTENTION,
            "The reason for overruling the evidence is missing",
        ),
        (
            SignalAnswer(finding=pmf_finding(), claimed=Status.ABSENT, override_reason="seen otherwise"),
            StepState.DONE,
            "",
        ),
        (
            SignalAnswer(claimed=Status.PRESENT, evidence_date=date(2025, 12, 1)),
            StepState.ATTENTION,
            "Evidence is 91 days old",
        ),
        (SignalAnswer(claimed=Status.PRESENT, evidence_date=date(2025, 12, 2)), StepState.DONE, ""),
        (
            SignalAnswer(claimed=Status.PRESENT, evidence_date=date(2026, 3, 3)),
            StepState.ATTENTION,
            "The date of the evidence lies in the future",
        ),
    ],
)
def test_states_of_a_signal(
    framework: Framework, signal: SignalId, answer: SignalAnswer, state: StepState, reason: str
) -> None:
    one = replace(empty(), signals={**empty().signals, signal: answer})
    found = status(one, STEP_OF_SIGNAL[signal], framework)
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("assessment", "state", "reason"),
    [
        (empty().with_symptom(SymptomId.UNVALIDATED, Answer.NO), StepState.IN_PROGRESS, "1 of 5 answered"),
        (symptoms(Answer.NO), StepState.DONE, ""),
        (symptoms(Answer.YES), StepState.DONE, "“Yes” to 5 of 5"),
        (symptoms(Answer.NO, collect_first=Answer.UNKNOWN), StepState.DONE, "1 not known yet"),
    ],
)
def test_states_of_the_trap(
    framework: Framework, assessment: Assessment, state: StepState, reason: str
) -> None:
    found = status(assessment, StepId.TRAP, framework)
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("assessment", "state", "reason"),
    [
        (sides(None), StepState.UNTOUCHED, ""),
        (empty().with_tradeoff(TradeoffId.SPEED, note="later"), StepState.IN_PROGRESS, "0 of 5 answered"),
        (
            empty().with_tradeoff(TradeoffId.SPEED, choice=Choice.FIRST),
            StepState.IN_PROGRESS,
            "1 of 5 answered",
        ),
        (sides(Choice.SECOND), StepState.DONE, ""),
        (sides(Choice.UNKNOWN), StepState.DONE, "5 not known yet"),
    ],
)
def test_states_of_the_tradeoffs(
    framework: Framework, assessment: Assessment, state: StepState, reason: str
) -> None:
    found = status(assessment, StepId.TRADEOFFS, framework)
    assert (found.state, found.reason) == (state, reason)


def complete() -> Assessment:
    one = at_stage(1, claimed())
    return replace(one, symptoms=symptoms(Answer.NO).symptoms, tradeoffs=sides(Choice.FIRST).tradeoffs)


def test_review_counts_what_is_open(framework: Framework) -> None:
    begun = status(claimed(), StepId.REVIEW, framework)
    assert (begun.state, begun.reason) == (StepState.IN_PROGRESS, "3 steps still open")
    nearly = replace(complete(), tradeoffs={})
    assert status(nearly, StepId.REVIEW, framework).reason == "One step still open"
    assert status(complete(), StepId.REVIEW, framework).state is StepState.DONE


def test_a_completed_verdict_is_done_until_the_answers_change(framework: Framework) -> None:
    one = complete()
    finished = replace(
        one,
        status=AssessmentStatus.COMPLETE,
        completed=datetime(2026, 3, 2, 17, tzinfo=UTC),
        verdict=decide(inputs_of(one), framework),
    )
    assert status(one, StepId.VERDICT, framework).state is StepState.UNTOUCHED
    found = status(finished, StepId.VERDICT, framework)
    assert (found.state, found.reason) == (StepState.DONE, "Completed on 2 March 2026")
    changed = status(claimed(Status.ABSENT, finished), StepId.VERDICT, framework)
    assert (changed.state, changed.reason) == (
        StepState.ATTENTION,
        "The answers have changed since it was completed",
    )
    undated = replace(finished, completed=None)
    assert status(undated, StepId.VERDICT, framework) == StepStatus(StepId.VERDICT, StepState.DONE, "")


def test_a_roadmap_for_another_verdict_needs_attention(framework: Framework) -> None:
    one = complete()
    roadmap = generate(one, decide(inputs_of(one), framework), framework, DAY)
    planned = replace(one, roadmap=roadmap)
    found = status(planned, StepId.ROADMAP, framework)
    assert (found.state, found.reason) == (StepState.DONE, f"0 of {len(roadmap.tasks)} tasks done")
    changed = status(
        claimed(Status.ABSENT, replace(planned, detection=Detection.BOTH, claimed_stage=2)),
        StepId.ROADMAP,
        framework,
    )
    assert (changed.state, changed.reason) == (StepState.ATTENTION, "Made for another verdict")


@pytest.mark.parametrize(
    ("gate", "state", "reason"),
    [
        (GateAnswer(), StepState.UNTOUCHED, ""),
        (GateAnswer(note="soon"), StepState.IN_PROGRESS, "Only a note so far"),
        (GateAnswer(readings=(READING,)), StepState.IN_PROGRESS, "Readings begun, no result yet"),
        (GateAnswer(claimed=GateResult.RISING), StepState.DONE, "15 % or more, still rising"),
        (
            GateAnswer(readings=(READING,), formed_before=Answer.NO),
            StepState.ATTENTION,
            "Segments were formed after the change; the comparison proves nothing",
        ),
    ],
)
def test_states_of_the_gate(framework: Framework, gate: GateAnswer, state: StepState, reason: str) -> None:
    found = status(replace(at_stage(2, empty()), gate=gate), StepId.GATE, framework)
    assert (found.state, found.reason) == (state, reason)


def test_the_gate_waits_for_segments(framework: Framework) -> None:
    found = status(at_stage(1, empty()), StepId.GATE, framework)
    assert (found.state, found.reason) == (StepState.UNTOUCHED, "Not needed before segments are live")


@pytest.mark.parametrize(
    ("answer", "decision", "contradicts"),
    [
        (Answer.YES, GateResult.UNDER_15, True),
        (Answer.YES, GateResult.RISING, True),
        (Answer.YES, GateResult.PLATEAU, True),
        (Answer.YES, GateResult.NO_EFFECT, False),
        (Answer.YES, GateResult.UNDECIDED, False),
        (Answer.NO, GateResult.NO_EFFECT, True),
        (Answer.NO, GateResult.RISING, False),
        (Answer.UNKNOWN, GateResult.RISING, False),
        (Answer.UNKNOWN, GateResult.NO_EFFECT, False),
    ],
)
def test_symptom_five_and_a_measured_gate_must_agree(
    framework: Framework, answer: Answer, decision: GateResult, contradicts: bool
) -> None:
    one = with_gate(at_stage(2, empty()), decision).with_symptom(SymptomId.NO_DIFFERENCE, answer)
    said = contradiction(one, framework)
    assert (said is not None) is contradicts
    attention = {one.step for one in step_statuses(one, framework, DAY) if one.state is StepState.ATTENTION}
    assert attention == ({StepId.TRAP, StepId.GATE} if contradicts else set())
    problems = [(step, problem.field) for step, problem in problems_of(one, framework, DAY)]
    assert problems == ([(StepId.TRAP, "symptom_no_difference")] if contradicts else [])
    if said:
        assert framework.gate_results[decision].name in said


def test_a_claimed_gate_contradicts_nothing(framework: Framework) -> None:
    one = replace(empty(), gate=GateAnswer(claimed=GateResult.RISING))
    assert contradiction(one.with_symptom(SymptomId.NO_DIFFERENCE, Answer.YES), framework) is None


def test_everything_to_mend_is_listed_in_the_order_of_the_steps(framework: Framework) -> None:
    one = empty(as_of=date(2026, 3, 3))
    one = one.with_signal(SignalId.PMF, finding=pmf_finding(), claimed=Status.ABSENT)
    one = one.with_signal(SignalId.ACTIVE_USERS, evidence_date=date(2027, 1, 1))
    one = replace(one, gate=GateAnswer(readings=(READING,), formed_before=Answer.NO))
    found = problems_of(one, framework, DAY)
    assert [(step, problem.field) for step, problem in found] == [
        (StepId.START, "as_of"),
        (StepId.PMF, "override_reason"),
        (StepId.ACTIVE_USERS, "evidence_date"),
        (StepId.GATE, "formed_before"),
    ]
    assert status(one, StepId.START, framework).state is StepState.ATTENTION
    for _, problem in found:
        assert problem.message.endswith(".")
        assert not {"please", "invalid"} & set(problem.message.lower().split())
