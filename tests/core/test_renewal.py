"""A new assessment from the last one: what comes along, and that nothing gets younger by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.figures import GateFigures, MonthlyLift
from readiness_gui.core.flow import StepState, step_statuses
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus, Ballot, Prediction
from readiness_gui.core.renewal import renewed
from readiness_gui.core.roadmap import generate
from readiness_gui.core.signal_history import columns
from readiness_gui.core.terms import GateResult, SignalId, Status, StepId
from readiness_gui.core.verdict import decide, headline, inputs_of
from tests.core.make import claimed, empty, product, with_gate
from tests.core.strategies import FRAMEWORK

MARCH, LATER = date(2026, 3, 2), date(2026, 7, 1)


def done(framework: Framework, base: Assessment) -> Assessment:
    verdict = decide(inputs_of(base), framework)
    return replace(
        base,
        status=AssessmentStatus.COMPLETE,
        verdict=verdict,
        roadmap=generate(base, verdict, framework, MARCH),
        ballots=(Ballot("Ada", SignalId.PMF, Status.PRESENT),),
        context_note="A notebook for researchers.",
        participants=("Ada", "Grace"),
        last_step=StepId.EXPORT,
    )


def test_context_evidence_and_roadmap_come_along_and_the_last_one_stays(framework: Framework) -> None:
    last = done(framework, claimed())
    fresh = renewed(product(last), LATER, "9.9")
    assert fresh.id != last.id
    assert (fresh.as_of, fresh.status, fresh.verdict, fresh.completed) == (
        LATER,
        AssessmentStatus.DRAFT,
        None,
        None,
    )
    assert (fresh.context_note, fresh.participants, fresh.roadmap, fresh.signals) == (
        last.context_note,
        last.participants,
        last.roadmap,
        last.signals,
    )
    assert fresh.ballots == ()
    assert fresh.last_step is StepId.START
    assert fresh.framework_version == "9.9"


def test_what_was_given_no_date_is_as_old_as_the_assessment_it_comes_from(framework: Framework) -> None:
    last = empty(MARCH).with_signal(SignalId.PMF, claimed=Status.PRESENT)
    fresh = renewed(product(last), LATER, "")
    assert fresh.signals[SignalId.PMF].evidence_date == MARCH
    assert fresh.signals[SignalId.DIVERSITY].evidence_date is None, "nothing was answered there"
    (_, found) = columns(product(last, fresh), framework, LATER)
    assert found.cells[SignalId.PMF].stale


def test_stale_evidence_is_marked_in_the_steps_and_in_the_first_line(framework: Framework) -> None:
    fresh = renewed(product(claimed(base=empty(MARCH))), LATER, "")
    steps = {one.step: one for one in step_statuses(fresh, framework, LATER)}
    assert steps[StepId.PMF].state is StepState.ATTENTION
    assert steps[StepId.PMF].reason == "Evidence is 135 days old"
    line = headline(fresh, decide(inputs_of(fresh), framework), framework, LATER)
    assert line == "Five of five present, none of them measured, five stale"


def test_open_predictions_come_along_and_scored_ones_stay_where_they_were() -> None:
    waits = Prediction(id="w", made=MARCH, due=LATER, lift=0.2, confidence=0.5, known_month=3)
    over = replace(waits, id="o", known_month=0)
    measured = with_gate(empty(MARCH), GateResult.RISING)
    assert measured.gate.finding is not None
    months = (MonthlyLift(month=3, lift=0.2, low=0.1, high=0.3),)
    finding = GateFigures(overall=measured.gate.finding.overall, months=months)
    last = replace(measured, gate=replace(measured.gate, finding=finding), predictions=(waits, over))
    fresh = renewed(product(last), LATER, "")
    assert [one.id for one in fresh.predictions] == ["w"]
    assert fresh.gate == last.gate


DAYS = st.dates(MARCH - timedelta(days=400), MARCH)


@given(st.fixed_dictionaries({signal: st.none() | DAYS for signal in SignalId}), st.dates(MARCH, LATER))
def test_nothing_gets_younger(dates: dict[SignalId, date | None], today: date) -> None:
    last = empty(MARCH)
    for signal, day in dates.items():
        last = last.with_signal(signal, claimed=Status.PRESENT, evidence_date=day)
    before, after = columns(
        product(last, replace(renewed(product(last), today, ""), id="two")), FRAMEWORK, today
    )
    for signal in SignalId:
        was, now = before.cells[signal].age, after.cells[signal].age
        assert now is not None
        assert now >= (was or 0)
        assert now >= (today - MARCH).days
