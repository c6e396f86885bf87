"""The trap answers back: what the evidence says to each answer, and what becomes of a contradiction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.clues import CLUES
from readiness_gui.core.contradictions import (
    GO,
    Check,
    Outcome,
    chip_words,
    contradiction,
    contradictions,
    first_detail,
    first_words,
    open_contradictions,
    says_go,
    signal_checks,
    standing_words,
    symptom_check,
    symptom_checks,
    verdict_words,
)
from readiness_gui.core.figures import AxisFigures, ComplaintFigures
from readiness_gui.core.flow import StepState, problems_of, step_statuses
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    Assessment,
    CohortRow,
    DiversityEvidence,
    Finding,
    GateAnswer,
    GatePlan,
    GateReading,
    Interview,
    PmfEvidence,
)
from readiness_gui.core.review import review_items
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import (
    Answer,
    Choice,
    Detection,
    GateResult,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
    VerdictCode,
)
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.make import DAY, at_stage, claimed, empty, pmf_finding, with_gate, with_users
from tests.core.strategies import FRAMEWORK

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
READING = GateReading(month=1, control_users=10, control_retained=4, treatment_users=10, treatment_retained=5)
Change = Callable[[Assessment], Assessment]


def segments(one: Assessment) -> Assessment:
    return at_stage(2, one)


def claims_stage_2(one: Assessment) -> Assessment:
    return replace(one, claimed_stage=2, detection=Detection.NONE)


def interviews(*profiles: tuple[str, ...]) -> Change:
    found = tuple(Interview(f"u{n}", names) for n, names in enumerate(profiles))
    return lambda one: one.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=found))


def profiles(number: int, users: int = 20) -> Change:
    """Interviews of so many users, in whom so many profiles come up in turn."""
    return interviews(*((f"profile {n % number}",) if number else () for n in range(users)))


def cohorts(*rates: float, later: tuple[float, ...] = (0.5, 0.48)) -> Change:
    """Monthly cohorts of 60 with these shares in the first month; those but the newest have more."""
    rows = tuple(
        CohortRow(
            f"2025-{n + 1:02d}",
            60,
            tuple(round(60 * one) for one in ((rate, *later) if n < len(rates) - 2 else (rate,))),
        )
        for n, rate in enumerate(rates)
    )
    return lambda one: one.with_signal(SignalId.PMF, evidence=PmfEvidence(cohorts=rows))


def gate(decision: GateResult, *, formed: Answer | None = YES, low: float = 0.1) -> Change:
    def change(one: Assessment) -> Assessment:
        made = with_gate(one, decision).gate
        assert made.finding
        overall = replace(made.finding.overall, lift_low=low)
        finding = replace(made.finding, overall=overall)
        return replace(one, gate=GateAnswer(readings=(READING,), finding=finding, formed_before=formed))

    return change


def fit(status: Status) -> Change:
    return lambda one: one.with_signal(SignalId.PMF, finding=pmf_finding(status))


def opposite(one: Assessment) -> Assessment:
    axis = AxisFigures(axis="length", crosses=True, p_adjusted=0.01, segments=(), pair=("New", "Expert"))
    finding = Finding(
        SignalId.GENERIC_FAILURE, Status.PRESENT, "Crossing.", "", ComplaintFigures(axes=(axis,))
    )
    return one.with_signal(SignalId.GENERIC_FAILURE, finding=finding)


def impressive(one: Assessment) -> Assessment:
    return one.with_tradeoff(TradeoffId.DEPTH, choice=Choice.SECOND)


def planned(one: Assessment) -> Assessment:
    return replace(one, gate=GateAnswer(plan=GatePlan(metric="comes back in month 2")))


def unclear(signal: SignalId) -> Change:
    return lambda one: one.with_signal(signal, claimed=Status.UNCLEAR)


FALLING = cohorts(*[0.7] * 8, *[0.35] * 4)
LEAVING = cohorts(*[0.7] * 8, *[0.35] * 4, later=(0.5, 0.2))
RISING = cohorts(*[0.35] * 8, *[0.7] * 4)
STEADY = cohorts(*[0.6] * 12)

#: symptom, what was entered, what the evidence speaks for (None: nothing), firmly or not, in the words
CASES: list[tuple[SymptomId, tuple[Change, ...], Answer | None, bool, str]] = [
    (SymptomId.UNVALIDATED, (), None, True, "Cannot be tested yet"),
    (SymptomId.UNVALIDATED, (segments,), None, True, "Cannot be tested yet"),
    (SymptomId.UNVALIDATED, (segments, profiles(1)), YES, True, "20 interviews show one need profile"),
    (SymptomId.UNVALIDATED, (segments, profiles(0)), YES, True, "no need profile"),
    (SymptomId.UNVALIDATED, (profiles(1),), None, True, "Cannot be tested yet"),
    (SymptomId.UNVALIDATED, (segments, profiles(1, users=8)), None, True, "Cannot be tested yet"),
    (SymptomId.UNVALIDATED, (segments, profiles(1), opposite), NO, False, "opposite things (length)"),
    (SymptomId.UNVALIDATED, (segments, profiles(4)), NO, False, "4 need profiles"),
    (SymptomId.UNVALIDATED, (segments, fit(Status.ABSENT)), YES, True, "do not come back"),
    (SymptomId.UNVALIDATED, (fit(Status.ABSENT),), None, True, "Cannot be tested yet"),
    (SymptomId.UNVALIDATED, (gate(GateResult.RISING, formed=NO),), YES, True, "formed after"),
    (SymptomId.UNVALIDATED, (gate(GateResult.UNDER_15),), NO, True, "+20 % (+10 % to +30 %)"),
    (SymptomId.EXISTING_ONLY, (), None, True, "Cannot be tested yet"),
    (SymptomId.EXISTING_ONLY, (STEADY,), None, True, "about as often"),
    (SymptomId.EXISTING_ONLY, (FALLING,), YES, True, "since then only 35 % come back in the first month"),
    (SymptomId.EXISTING_ONLY, (LEAVING,), None, True, "since September 2025 only 35 % come back"),
    (SymptomId.EXISTING_ONLY, (LEAVING, gate(GateResult.RISING)), YES, True, "lift retention (+20 %)"),
    (SymptomId.EXISTING_ONLY, (LEAVING, gate(GateResult.NO_EFFECT)), None, True, "Cannot be tested yet"),
    (SymptomId.EXISTING_ONLY, (RISING,), NO, True, "new users stay more often"),
    (SymptomId.NO_STATED_BENEFIT, (), None, True, "Numbers cannot test this"),
    (SymptomId.NO_STATED_BENEFIT, (impressive,), YES, False, "more impressive"),
    (SymptomId.NO_STATED_BENEFIT, (planned,), NO, False, "comes back in month 2"),
    (SymptomId.COLLECT_FIRST, (), None, True, "Cannot be tested yet"),
    (SymptomId.COLLECT_FIRST, (segments,), None, True, "Cannot be tested yet"),
    (SymptomId.COLLECT_FIRST, (segments, profiles(0, 5)), YES, True, "by questions and behaviour"),
    (SymptomId.COLLECT_FIRST, (segments, unclear(SignalId.DIVERSITY)), YES, True, "no need profile"),
    (SymptomId.COLLECT_FIRST, (claims_stage_2, profiles(0, 5)), YES, True, "stage 2 is claimed"),
    (SymptomId.COLLECT_FIRST, (profiles(0, 5),), None, True, "Cannot be tested yet"),
    (SymptomId.COLLECT_FIRST, (segments, profiles(2, 6)), None, True, "2 need profiles seen in two"),
    (SymptomId.COLLECT_FIRST, (segments, profiles(3, 6)), NO, False, "3 need profiles"),
    (SymptomId.COLLECT_FIRST, (profiles(4, 8),), NO, True, "4 need profiles"),
    (SymptomId.NO_DIFFERENCE, (), None, True, "no readings"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.UNDER_15),), NO, True, "Under 15"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.RISING),), NO, True, "still rising"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.PLATEAU),), NO, True, "+20 %"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.NO_EFFECT),), YES, True, "+20 %"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.UNDECIDED),), NO, False, "above zero"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.UNDECIDED, low=-0.1),), None, True, "have not decided"),
    (SymptomId.NO_DIFFERENCE, (gate(GateResult.UNDECIDED, formed=NO),), None, True, "formed after"),
]


def made(changes: tuple[Change, ...]) -> Assessment:
    one = empty()
    for change in changes:
        one = change(one)
    return one


@pytest.mark.parametrize(("symptom", "changes", "speaks_for", "firm", "words"), CASES)
def test_each_symptom_is_held_against_the_evidence(
    framework: Framework,
    symptom: SymptomId,
    changes: tuple[Change, ...],
    speaks_for: Answer | None,
    firm: bool,
    words: str,
) -> None:
    one = made(changes)
    against = {YES: NO, NO: YES}
    for answer in (None, *Answer):
        check = symptom_check(symptom, one.with_symptom(symptom, answer), framework)
        if answer is not None and answer is speaks_for:
            expected = Outcome.AGREES
        elif firm and speaks_for is not None and answer is against[speaks_for]:
            expected = Outcome.CONTRADICTS
        else:
            expected = Outcome.UNTESTED
        assert check.outcome is expected, answer
        assert words in check.sentence
        assert check.sentence.endswith(".")
        if check.outcome is Outcome.CONTRADICTS and answer is not None:
            assert framework.answers[answer] in check.sentence


def test_a_contradiction_names_the_step_and_the_figures_it_rests_on(framework: Framework) -> None:
    one = made((FALLING,)).with_symptom(SymptomId.EXISTING_ONLY, NO)
    (check,) = open_contradictions(one, framework)
    assert check.evidence is StepId.PMF
    assert check.settled_on is StepId.TRAP
    assert check.figures["since"] == "2025-09"
    assert check.figures["before"] == pytest.approx(0.7)
    assert check.figures["after"] == pytest.approx(0.35)
    assert "September 2025" in check.sentence


def test_healthy_retention_with_cohorts_that_do_not_come_back(framework: Framework) -> None:
    one = FALLING(empty())
    assert signal_checks(one, framework) == ()
    for present in (one.with_signal(SignalId.PMF, claimed=Status.PRESENT), fit(Status.PRESENT)(one)):
        (check,) = signal_checks(present, framework)
        assert check.outcome is Outcome.CONTRADICTS
        assert "since September 2025 only 35 %" in check.sentence
        assert check.settled_on is StepId.TRAP
        assert signal_checks(present.with_signal(SignalId.PMF, evidence=None), framework) == ()
        explained = present.with_reason(SignalId.PMF, "A campaign brought the wrong people.")
        assert open_contradictions(explained, framework) == ()
        assert len(contradictions(explained, framework)) == 1
    assert signal_checks(one.with_signal(SignalId.PMF, claimed=Status.ABSENT), framework) == ()


@pytest.mark.parametrize("said", [Status.ABSENT, Status.UNCLEAR])
def test_an_answer_against_the_finding_contradicts_until_it_has_a_reason(
    framework: Framework, said: Status
) -> None:
    one = fit(Status.PRESENT)(empty()).with_signal(SignalId.PMF, claimed=said)
    (check,) = open_contradictions(one, framework)
    assert (check.settled_on, check.key) == (StepId.PMF, "overruled_pmf")
    assert framework.phrase(f"core.status.{said}") in check.sentence
    assert check.figures == {"overruled": "present"}
    (kept,) = contradictions(one.with_signal(SignalId.PMF, override_reason="seen otherwise"), framework)
    assert not kept.open
    assert kept.reason == "seen otherwise"
    assert not contradictions(one.with_signal(SignalId.PMF, claimed=Status.PRESENT), framework)


def test_an_answer_that_is_not_in_force_is_held_against_the_newest_cohorts_too(framework: Framework) -> None:
    one = FALLING(fit(Status.UNCLEAR)(empty())).with_signal(SignalId.PMF, claimed=Status.PRESENT)
    assert one.signals[SignalId.PMF].status is Status.UNCLEAR
    found = open_contradictions(one, framework)
    assert [check.key for check in found] == ["signal_pmf", "overruled_pmf"]
    assert "since September 2025" in found[0].sentence


def test_the_trap_needs_attention_while_a_contradiction_is_open(framework: Framework) -> None:
    one = made((segments, profiles(0))).with_symptom(SymptomId.COLLECT_FIRST, NO)
    one = one.with_symptom(SymptomId.UNVALIDATED, NO)

    def trap(of: Assessment) -> tuple[StepState, str]:
        return next(
            (it.state, it.reason) for it in step_statuses(of, framework, DAY) if it.step is StepId.TRAP
        )

    assert trap(one) == (StepState.ATTENTION, "2 answers contradict the evidence")
    fields = [problem.field for step, problem in problems_of(one, framework, DAY) if step is StepId.TRAP]
    assert fields == ["symptom_unvalidated", "symptom_collect_first"]
    half = one.with_reason(SymptomId.COLLECT_FIRST, "Only the language is stored.")
    assert trap(half) == (StepState.ATTENTION, "One answer contradicts the evidence")
    assert trap(half.with_symptom(SymptomId.UNVALIDATED, YES))[0] is StepState.IN_PROGRESS


def test_a_reason_settles_a_contradiction_and_is_shown_with_it(framework: Framework) -> None:
    one = gate(GateResult.RISING)(segments(empty())).with_symptom(SymptomId.NO_DIFFERENCE, YES)
    assert contradiction(one, framework)
    kept = one.with_reason(SymptomId.NO_DIFFERENCE, "The readings are of another feature.")
    assert contradiction(kept, framework) is None
    (check,) = contradictions(kept, framework)
    assert "another feature" in standing_words(check, framework)
    item = next(it for it in review_items(kept, framework, DAY) if "A/B tests" in it.label)
    assert "another feature" in item.detail
    assert "contradict" not in item.detail
    assert kept.with_reason(SymptomId.NO_DIFFERENCE, " ").symptom_reasons == {}
    agreed = kept.with_symptom(SymptomId.NO_DIFFERENCE, NO)
    assert symptom_check(SymptomId.NO_DIFFERENCE, agreed, framework).reason == ""
    again = agreed.with_symptom(SymptomId.NO_DIFFERENCE, YES)
    assert contradiction(again, framework), "the reason was given for the answer before"
    same = kept.with_symptom(SymptomId.NO_DIFFERENCE, YES)
    assert same.symptom_reasons == kept.symptom_reasons


def test_review_says_what_contradicts(framework: Framework) -> None:
    one = made((FALLING,)).with_symptom(SymptomId.EXISTING_ONLY, NO)
    one = one.with_signal(SignalId.PMF, claimed=Status.PRESENT)
    items = [it for it in review_items(one, framework, DAY) if it.step is StepId.TRAP]
    assert "September 2025" in items[1].detail
    assert items[-1].label == framework.signals[SignalId.PMF].name
    assert "September 2025" in (items[-1].value or "")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (0, ""),
        (1, "First: one answer contradicts the evidence entered."),
        (2, "First: two answers contradict the evidence entered."),
        (7, "First: 7 answers contradict the evidence entered."),
    ],
)
def test_what_stands_before_the_verdict(framework: Framework, found: int, words: str) -> None:
    assert first_words(found, framework) == words
    assert first_detail(1, framework).startswith("Look at it ")
    assert first_detail(2, framework).startswith("Look at them ")


@pytest.mark.parametrize("code", VerdictCode)
def test_only_a_verdict_that_says_go_has_the_warning_first(framework: Framework, code: VerdictCode) -> None:
    one = made((FALLING,)).with_symptom(SymptomId.EXISTING_ONLY, NO)
    title = framework.verdicts[code].title.split(":")[0]
    assert says_go(code) is (code in GO)
    assert chip_words(one, code, framework) == (f"1 to settle first · {title}" if code in GO else title)
    assert chip_words(empty(), code, framework) == title


def test_the_roadmap_begins_with_settling_it(framework: Framework) -> None:
    one = FALLING(with_users(at_stage(1, claimed()), 400)).with_symptom(SymptomId.EXISTING_ONLY, NO)

    def titles(of: Assessment) -> list[str]:
        return [task.title for task in generate(of, decide(inputs_of(of), framework), framework, DAY).tasks]

    words = "Settle the answers that contradict the evidence"
    assert titles(one)[0] == words
    kept = one.with_reason(SymptomId.EXISTING_ONLY, "A fair.").with_reason(SignalId.PMF, "The same fair.")
    assert words not in titles(kept)
    assert set(titles(one)) - set(titles(kept)) == {words}


answers = st.dictionaries(st.sampled_from(SymptomId), st.sampled_from(Answer))
entered = st.lists(st.sampled_from([change for case in CASES for change in case[1]]), max_size=5).map(tuple)


@given(answers, st.sampled_from([None, 1, 2, 3]), st.sampled_from([None, *Detection]))
def test_without_evidence_nothing_contradicts(
    symptoms: dict[SymptomId, Answer], stage: int | None, detection: Detection | None
) -> None:
    one = replace(empty(), symptoms=symptoms, claimed_stage=stage, detection=detection)
    assert contradictions(one, FRAMEWORK) == ()
    assert contradictions(impressive(one), FRAMEWORK) == ()
    bare = replace(claimed(), symptoms=symptoms)
    assert contradictions(bare, FRAMEWORK) == ()


@given(answers, entered)
def test_a_contradiction_goes_when_the_answer_is_turned(
    symptoms: dict[SymptomId, Answer], changes: tuple[Change, ...]
) -> None:
    one = replace(made(changes), symptoms=symptoms)
    for check in symptom_checks(one, FRAMEWORK):
        symptom = SymptomId(check.subject)
        if check.outcome is Outcome.CONTRADICTS:
            turned = one.with_symptom(symptom, NO if symptoms[symptom] is YES else YES)
            assert symptom_check(symptom, turned, FRAMEWORK).outcome is Outcome.AGREES
            unsure = one.with_symptom(symptom, UNKNOWN)
            assert symptom_check(symptom, unsure, FRAMEWORK).outcome is Outcome.UNTESTED
            assert not symptom_check(symptom, one.with_reason(symptom, "because"), FRAMEWORK).open


@given(entered)
def test_a_clue_does_not_depend_on_the_answer(changes: tuple[Change, ...]) -> None:
    one = made(changes)
    for symptom, clue in CLUES.items():
        said = [clue(one.with_symptom(symptom, answer), FRAMEWORK) for answer in Answer]
        assert said[0] == said[1] == said[2]


def test_checks_of_a_fresh_assessment_are_quiet(framework: Framework) -> None:
    found: tuple[Check, ...] = symptom_checks(empty(), framework)
    assert {one.outcome for one in found} == {Outcome.UNTESTED}
    assert not any(one.open for one in found)


def test_a_verdict_that_says_go_is_never_said_without_what_contradicts_it(framework: Framework) -> None:
    title = framework.verdicts[VerdictCode.GO_2].title
    assert verdict_words(VerdictCode.GO_2, 0, framework) == title
    warned = verdict_words(VerdictCode.GO_2, 2, framework)
    assert warned.startswith("2 ")
    assert warned.endswith(title)
    stay = framework.verdicts[VerdictCode.STAY_1].title
    assert verdict_words(VerdictCode.STAY_1, 2, framework) == stay
