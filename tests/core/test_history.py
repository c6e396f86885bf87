"""Progression of a product, and the comparison of two assessments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    AxisFigures,
    ComplaintFigures,
    Interval,
    PriorityFigures,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import (
    Figure,
    compare,
    figure_of,
    progression,
    progression_words,
    verdict_of,
)
from readiness_gui.core.model import Assessment, AssessmentStatus, Finding
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.wording import date_words, listed
from tests.core.make import (
    at_stage,
    claimed,
    committed,
    diversity_finding,
    empty,
    pmf_finding,
    priority_finding,
    product,
    with_gate,
    with_users,
)
from tests.core.strategies import FRAMEWORK

JUNE, SEPTEMBER, DECEMBER = date(2025, 6, 2), date(2025, 9, 1), date(2025, 12, 1)


def on(day: date, one: Assessment, name: str = "") -> Assessment:
    return replace(one, as_of=day, id=name or day.isoformat())


EARLY = on(JUNE, with_users(claimed(Status.ABSENT, diversity=Status.PRESENT), 80))
SEGMENTS = on(SEPTEMBER, with_users(claimed(retention_priority=Status.ABSENT), 320))
GATE = on(DECEMBER, with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.RISING))


def test_progression_tells_the_story_by_date(framework: Framework) -> None:
    points = progression(product(GATE, EARLY, SEGMENTS), framework)
    assert [(one.date, one.stage, one.target, one.verdict, one.users) for one in points] == [
        (JUNE, 1, 1, VerdictCode.STAY_1, 80),
        (SEPTEMBER, 1, 2, VerdictCode.GO_2, 320),
        (DECEMBER, 2, 2, VerdictCode.STAY_2_IMPROVE, 640),
    ]
    assert points[0].statuses[SignalId.DIVERSITY] is Status.PRESENT
    assert points[0].statuses[SignalId.PMF] is Status.ABSENT
    assert [one.assessment_id for one in points] == [EARLY.id, SEGMENTS.id, GATE.id]


def test_a_product_without_assessments_has_no_progression(framework: Framework) -> None:
    assert progression(product(), framework) == ()


def test_a_completed_assessment_keeps_its_verdict(framework: Framework) -> None:
    stricter = replace(framework, thresholds=replace(framework.thresholds, users_present=1000))
    kept = replace(
        SEGMENTS,
        status=AssessmentStatus.COMPLETE,
        verdict=decide(inputs_of(SEGMENTS), framework),
    )
    assert verdict_of(kept, stricter).code is VerdictCode.GO_2
    assert verdict_of(SEGMENTS, stricter).code is VerdictCode.PREPARE_2
    reopened = replace(kept, status=AssessmentStatus.DRAFT)
    assert verdict_of(reopened, stricter).code is VerdictCode.PREPARE_2


def test_one_signal_that_moves_the_verdict_is_named(framework: Framework) -> None:
    before = on(JUNE, with_users(claimed(pmf=Status.ABSENT, diversity=Status.UNCLEAR), 300))
    after = on(SEPTEMBER, with_users(claimed(), 300))
    found = compare(before, after, framework)
    assert (found.before.code, found.after.code) == (VerdictCode.STAY_1, VerdictCode.GO_2)
    assert found.moved_by == ("“Product-market fit” went from absent to present",)
    assert found.flipped == ("B1", "STAY_1", "GO_2")
    moved = {one.signal: one.moved_verdict for one in found.signals}
    assert moved == {signal: signal is SignalId.PMF for signal in SignalId}
    assert [one.signal for one in found.signals if one.changed] == [SignalId.PMF, SignalId.DIVERSITY]
    assert found.sentence == (
        "From 2 June 2025 to 1 September 2025 the verdict moved from "
        f"“{framework.verdicts[VerdictCode.STAY_1].title}” to "
        f"“{framework.verdicts[VerdictCode.GO_2].title}”, "
        "because “Product-market fit” went from absent to present."
    )


def test_a_verdict_that_stays_is_said_so(framework: Framework) -> None:
    before = on(JUNE, with_users(claimed(), 300))
    after = on(SEPTEMBER, with_users(claimed(diversity=Status.ABSENT), 310))
    found = compare(before, after, framework)
    assert found.moved_by == ()
    assert not any(one.moved_verdict for one in found.signals)
    assert found.flipped == ()
    assert found.sentence == (
        "From 2 June 2025 to 1 September 2025 the verdict stayed the same: "
        f"{framework.verdicts[VerdictCode.GO_2].title}."
    )


def test_users_move_a_verdict(framework: Framework) -> None:
    before = on(JUNE, with_users(claimed(), 150))
    found = compare(before, on(SEPTEMBER, with_users(claimed(), 1240)), framework)
    assert found.moved_by == ("active users went from 150 to 1,240",)
    assert [one.signal for one in found.signals if one.moved_verdict] == [SignalId.ACTIVE_USERS]
    unknown = compare(on(JUNE, claimed(active_users=Status.ABSENT)), before, framework)
    assert "active users went from unknown to 150" in unknown.moved_by


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            at_stage(2, with_users(claimed(), 640)),
            with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.UNDER_15),
            "the gate went from “Nothing measured yet” to “Under 15 %”",
        ),
        (
            with_users(claimed(), 640),
            at_stage(2, with_users(claimed(), 640)),
            "the stage went from 1 to 2",
        ),
        (
            with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.PLATEAU),
            committed(with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.PLATEAU)),
            "the team is now committed to maintaining it",
        ),
        (
            committed(with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.PLATEAU)),
            with_gate(at_stage(2, with_users(claimed(), 640)), GateResult.PLATEAU),
            "the team is no longer committed to maintaining it",
        ),
        (
            with_users(claimed(), 640).with_signal(
                SignalId.RETENTION_PRIORITY, finding=priority_finding(Priority.ACQUISITION)
            ),
            with_users(claimed(), 640).with_signal(
                SignalId.RETENTION_PRIORITY, finding=priority_finding(Priority.RETENTION)
            ),
            "the top priority went from acquisition to retention and engagement",
        ),
        (
            with_users(claimed(), 640),
            with_users(claimed(), 640).with_signal(
                SignalId.RETENTION_PRIORITY, finding=priority_finding(Priority.ACQUISITION)
            ),
            "the top priority went from undecided to acquisition",
        ),
    ],
)
def test_each_kind_of_change_has_its_words(
    framework: Framework, before: Assessment, after: Assessment, words: str
) -> None:
    found = compare(on(JUNE, before), on(SEPTEMBER, after), framework)
    assert words in found.moved_by
    assert words in found.sentence


def test_changes_that_decide_only_together_are_told_together(framework: Framework) -> None:
    before = on(
        JUNE, with_users(claimed(Status.ABSENT, pmf=Status.PRESENT, active_users=Status.PRESENT), 300)
    )
    after = on(SEPTEMBER, with_users(claimed(retention_priority=Status.ABSENT), 300))
    found = compare(before, after, framework)
    (said,) = found.moved_by
    assert said == (
        "several answers changed together: “User diversity” went from absent to present and "
        "“One size fails” went from absent to present"
    )
    assert not any(one.moved_verdict for one in found.signals)


def test_a_block_that_changes_under_the_same_verdict_is_a_move(framework: Framework) -> None:
    before = on(JUNE, claimed(pmf=Status.ABSENT))
    after = on(SEPTEMBER, with_users(claimed(active_users=Status.ABSENT), 50))
    found = compare(before, after, framework)
    assert found.before.code is found.after.code is VerdictCode.STAY_1
    assert found.flipped == ("B1", "B5")
    assert found.moved_by
    assert "stayed the same" in found.sentence


STATUSES = st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId})


@given(STATUSES, STATUSES, st.integers(0, 3000), st.integers(0, 3000))
def test_any_two_assessments_can_be_compared(
    first: dict[SignalId, Status], second: dict[SignalId, Status], users: int, more: int
) -> None:
    before, after = with_users(empty(JUNE), users), with_users(empty(SEPTEMBER), more)
    for signal in SignalId:
        before = before.with_signal(signal, claimed=first[signal])
        after = after.with_signal(signal, claimed=second[signal])
    found = compare(before, after, FRAMEWORK)
    same = (found.before.code, found.before.block) == (found.after.code, found.after.block)
    assert bool(found.moved_by) is not same
    assert bool(found.flipped) is not same
    assert [(one.before, one.after) for one in found.signals] == [
        (first[signal], second[signal]) for signal in SignalId
    ]
    assert found.sentence.endswith(".")
    assert "\n" not in found.sentence


def kept(one: Assessment, framework: Framework, version: str = "1") -> Assessment:
    """An assessment marked complete under a version of the framework."""
    verdict = decide(inputs_of(one), framework)
    return replace(one, status=AssessmentStatus.COMPLETE, verdict=verdict, framework_version=version)


def test_other_rules_are_told_and_do_not_make_every_change_decisive(framework: Framework) -> None:
    lenient = replace(framework, thresholds=replace(framework.thresholds, users_present=100))
    before = kept(on(JUNE, with_users(claimed(diversity=Status.ABSENT), 150)), framework)
    after = kept(on(SEPTEMBER, with_users(claimed(), 150)), lenient, "2")
    found = compare(before, after, framework)
    assert (found.before.code, found.after.code) == (VerdictCode.PREPARE_2, VerdictCode.GO_2)
    assert not any(one.moved_verdict for one in found.signals), "diversity changed nothing under any rules"
    assert found.cautions[0].startswith(
        "The two were judged by different versions of the framework (1 and 2)"
    )
    assert any("1 September 2025" in words for words in found.cautions[1:])
    same = replace(after, signals=before.signals)
    alone = compare(before, same, framework)
    assert alone.moved_by == ("the rules themselves changed",)
    assert "because the rules themselves changed" in alone.sentence


def test_answers_changed_after_completion_are_told(framework: Framework) -> None:
    before = kept(on(JUNE, with_users(claimed(), 300)), framework)
    edited = before.with_signal(SignalId.PMF, claimed=Status.ABSENT)
    found = compare(edited, kept(on(SEPTEMBER, with_users(claimed(), 300)), framework), framework)
    assert any("2 June 2025" in words for words in found.cautions)
    assert compare(before, before, framework).cautions == ()
    blocked = kept(on(JUNE, with_users(claimed(pmf=Status.ABSENT), 300)), framework)
    mended = replace(blocked, id="other", signals=with_users(claimed(), 300).signals)
    assert compare(mended, before, framework).moved_by == ("answers were changed after completion",)


def test_a_rule_that_is_gone_from_the_trace_counts_as_flipped(framework: Framework) -> None:
    before = kept(on(JUNE, with_users(claimed(), 300)), framework)
    assert before.verdict is not None
    gone = replace(before.verdict, trace=tuple(one for one in before.verdict.trace if one.rule != "GO_2"))
    after = replace(before, id="after", as_of=SEPTEMBER, verdict=gone)
    assert compare(before, after, framework).flipped == ("GO_2",)
    assert compare(after, before, framework).flipped == ("GO_2",)


def test_the_same_verdict_for_another_reason_is_told(framework: Framework) -> None:
    before = on(JUNE, claimed(pmf=Status.ABSENT))
    after = on(SEPTEMBER, with_users(claimed(active_users=Status.ABSENT), 50))
    names = (framework.rules["B1"].name, framework.rules["B5"].name)
    sentence = compare(before, after, framework).sentence
    assert sentence.endswith(f"what holds the product back went from “{names[0]}” to “{names[1]}”.")


def test_the_progression_in_words(framework: Framework) -> None:
    words = progression_words(progression(product(EARLY, SEGMENTS), framework), framework)
    assert words == (
        "Stage at each assessment. 2025-06-02: stage 1, "
        "Stay at stage 1: make the generic experience excellent; "
        "2025-09-01: stage 1, to go to stage 2, Go to stage 2: build segments."
    )


def test_an_assessment_compared_with_itself_has_not_moved(framework: Framework) -> None:
    found = compare(GATE, GATE, framework)
    assert (found.moved_by, found.flipped) == ((), ())
    assert found.before == found.after


def finding(figures: ActiveUsersFigures | ComplaintFigures | PriorityFigures) -> Finding:
    return Finding(SignalId.PMF, Status.PRESENT, "", "", figures)


USERS = ActiveUsersFigures(
    active_7=None,
    active_28=262,
    active_30=None,
    active_90=None,
    window_days=28,
    windows=(228, 241, 262),
    last_event=None,
)
AXES = ComplaintFigures(
    axes=(
        AxisFigures(axis="length", crosses=True, p_adjusted=0.01, segments=()),
        AxisFigures(axis="depth", crosses=False, p_adjusted=0.6, segments=()),
    )
)
NOBODY = PriorityFigures(borda=(), condorcet_winner=None, kendall_w=None, participants=0, top=None)


@pytest.mark.parametrize(
    ("found", "figure"),
    [
        (pmf_finding(), Figure(0.40, Interval(0.37, 0.43), share=True)),
        (diversity_finding(5), Figure(5, Interval(5.0, 7.0))),
        (finding(USERS), Figure(262)),
        (finding(replace(USERS, windows=())), None),
        (finding(AXES), Figure(1)),
        (finding(NOBODY), None),
        (None, None),
    ],
)
def test_the_number_behind_a_signal(found: Finding | None, figure: Figure | None) -> None:
    one = empty().with_signal(SignalId.PMF, finding=found)
    assert figure_of(one, SignalId.PMF) == figure


def test_figures_stand_before_and_after(framework: Framework) -> None:
    before = empty(JUNE)
    after = empty(SEPTEMBER).with_signal(SignalId.PMF, finding=pmf_finding())
    change = compare(before, after, framework).signals[0]
    assert (change.figure_before, change.figure_after) == (
        None,
        Figure(0.40, Interval(0.37, 0.43), share=True),
    )


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_like_speech(framework: Framework, words: list[str], text: str) -> None:
    assert listed(words, framework) == text


def test_dates_read_like_speech(framework: Framework) -> None:
    assert date_words(date(2026, 3, 2), framework) == "2 March 2026"
    assert date_words(date(2025, 12, 31), framework) == "31 December 2025"
