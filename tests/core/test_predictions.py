"""What counts as a reading for a prediction, what it makes of it, and what a team learns from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.figures import GateFigures, MonthlyLift
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    Assessment,
    AssessmentStatus,
    GateAnswer,
    GateReading,
    Prediction,
    Product,
    Provenance,
)
from readiness_gui.core.predictions import (
    Outcome,
    PredictionRecord,
    brier,
    brier_over_time,
    calibration,
    carried,
    confidence_words,
    known_month,
    records,
    up_to,
    with_prediction,
    without_prediction,
)
from readiness_gui.core.terms import Answer, GateResult
from tests.core.make import empty, product, with_gate

MARCH, JUNE, AUGUST, NOVEMBER = date(2026, 3, 2), date(2026, 6, 1), date(2026, 8, 10), date(2026, 11, 9)


def at(day: date, *predictions: Prediction, name: str = "", complete: bool = True) -> Assessment:
    """An assessment of a day with predictions."""
    made = replace(empty(day, name or day.isoformat()), predictions=predictions)
    return replace(made, status=AssessmentStatus.COMPLETE) if complete else made


def says(lift: float = 0.2, confidence: float = 0.7, **changes: object) -> Prediction:
    """A prediction of March, due in August."""
    made = Prediction(id="p", made=MARCH, due=AUGUST, lift=lift, confidence=confidence)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def reading(month: int) -> GateReading:
    return GateReading(
        month=month,
        control_users=100,
        control_retained=40 + month,
        treatment_users=100,
        treatment_retained=50,
    )


def measured(
    base: Assessment, *months: int, lift: float | None = 0.2, low: float = 0.1, high: float = 0.3
) -> Assessment:
    """``base`` with a gate measured in these months."""
    found = with_gate(base, GateResult.RISING).gate.finding
    assert found is not None
    overall = replace(found.overall, lift=lift, lift_low=low, lift_high=high)
    course = tuple(MonthlyLift(month=month, lift=0.2, low=low, high=high) for month in months)
    finding = GateFigures(overall=overall, months=course)
    return replace(base, gate=GateAnswer(readings=tuple(map(reading, months)), finding=finding))


def only(made: Product, today: date = NOVEMBER) -> PredictionRecord:
    (found,) = records(made, today)
    return found


def test_the_next_measured_gate_scores_it_with_its_interval() -> None:
    found = only(product(at(MARCH, says()), measured(at(AUGUST), 1, 2, 3, lift=0.24)))
    assert found.outcome is Outcome.HIT
    assert found.reading is not None
    assert (found.reading.day, found.reading.lift, found.reading.assessment_id) == (
        AUGUST,
        0.24,
        AUGUST.isoformat(),
    )
    assert found.left_open, "20 % lies between 10 and 30"
    assert found.home_id == MARCH.isoformat()


@pytest.mark.parametrize(
    ("predicted", "outcome", "left_open"),
    [
        (0.05, Outcome.HIT, False),
        (0.1, Outcome.HIT, False),
        (0.11, Outcome.HIT, True),
        (0.2, Outcome.HIT, True),
        (0.2 + 1e-12, Outcome.HIT, True),
        (0.21, Outcome.MISS, True),
        (0.3, Outcome.MISS, True),
        (0.31, Outcome.MISS, False),
    ],
)
def test_a_hit_is_at_least_the_predicted_lift(predicted: float, outcome: Outcome, left_open: bool) -> None:
    found = only(product(at(MARCH, says(predicted)), measured(at(AUGUST), 1)))
    assert (found.outcome, found.left_open) == (outcome, left_open)


def test_an_interval_that_nobody_knows_leaves_it_open() -> None:
    later = measured(at(AUGUST), 1)
    assert later.gate.finding is not None
    bare = replace(later.gate.finding.overall, lift_low=None, lift_high=None)
    later = replace(later, gate=replace(later.gate, finding=GateFigures(overall=bare)))
    assert later.gate.finding is not None
    assert only(product(at(MARCH, says()), later)).outcome is Outcome.HIT
    assert only(product(at(MARCH, says()), later)).left_open


def test_nothing_measured_is_open_until_the_day_and_then_not_measured() -> None:
    made = product(at(MARCH, says()))
    assert only(made, AUGUST).outcome is Outcome.OPEN
    over = only(made, AUGUST + timedelta(days=1))
    assert over.outcome is Outcome.NOT_MEASURED
    assert not over.scored
    assert not over.left_open, "there was no interval it could lie in"
    assert not over.settled, "a file whose period ends in time may still score it"


def test_a_claimed_gate_and_segments_formed_afterwards_are_no_reading() -> None:
    claimed = replace(at(AUGUST), gate=GateAnswer(claimed=GateResult.RISING))
    assert only(product(at(MARCH, says()), claimed)).outcome is Outcome.NOT_MEASURED
    late = measured(at(AUGUST), 1)
    late = replace(late, gate=replace(late.gate, formed_before=Answer.NO))
    assert only(product(at(MARCH, says()), late)).outcome is Outcome.NOT_MEASURED
    empty_arm = measured(at(AUGUST), 1, lift=None)
    assert only(product(at(MARCH, says()), empty_arm)).outcome is Outcome.NOT_MEASURED


def test_readings_known_when_it_was_written_score_nothing_not_even_when_carried_on() -> None:
    home = measured(at(MARCH), 1, 2, 3)
    home = with_prediction(home, says(known_month=known_month(home)))
    assert only(product(home), MARCH).outcome is Outcome.OPEN
    again = replace(home, id="again", as_of=AUGUST, predictions=())
    assert only(product(home, again), AUGUST).outcome is Outcome.OPEN
    assert only(product(home, measured(at(AUGUST), 1, 2, 3, 4))).outcome is Outcome.HIT


def test_an_evaluation_begun_anew_counts_though_its_months_are_lower() -> None:
    home = with_prediction(measured(at(MARCH), 1, 2, 3), says(known_month=3))
    fresh = measured(at(AUGUST), 1)
    other = replace(fresh.gate.readings[0], control_users=77)
    fresh = replace(fresh, gate=replace(fresh.gate, readings=(other,)))
    assert only(product(home, fresh)).outcome is Outcome.HIT


def test_a_new_month_in_its_own_assessment_scores_it_on_the_day_of_writing_at_the_earliest() -> None:
    home = measured(at(MARCH, says(made=JUNE, known_month=1), complete=False), 1, 2)
    found = only(product(home))
    assert found.outcome is Outcome.HIT
    assert found.reading is not None
    assert found.reading.day == JUNE


def test_the_first_new_reading_decides_and_later_ones_change_nothing() -> None:
    low = measured(at(JUNE), 1, lift=0.1)
    high = measured(at(AUGUST), 1, 2, lift=0.4)
    found = only(product(at(MARCH, says()), low, high))
    assert found.outcome is Outcome.MISS
    assert found.reading is not None
    assert found.reading.day == JUNE


@pytest.mark.parametrize(
    ("days", "outcome"), [(0, Outcome.HIT), (31, Outcome.HIT), (32, Outcome.NOT_MEASURED)]
)
def test_a_reading_counts_up_to_a_month_after_the_due_day(days: int, outcome: Outcome) -> None:
    late = measured(at(AUGUST + timedelta(days=days)), 1)
    found = only(product(at(MARCH, says()), late))
    assert found.outcome is outcome
    assert found.settled


def source(until: date) -> Provenance:
    return Provenance(file_name="gate.csv", sha256="", rows_read=9, rows_refused=0, period_end=until)


def test_a_file_is_dated_by_the_end_of_its_period() -> None:
    late = measured(at(NOVEMBER), 1)
    late = replace(late, gate=replace(late.gate, provenance=source(date(2026, 7, 31))))
    found = only(product(at(MARCH, says()), late))
    assert found.outcome is Outcome.HIT
    assert found.reading is not None
    assert found.reading.day == date(2026, 7, 31)
    old = replace(late, gate=replace(late.gate, provenance=source(date(2026, 2, 28))))
    assert only(product(at(MARCH, says()), old)).outcome is Outcome.NOT_MEASURED, "older than the prediction"


def test_it_belongs_to_the_first_assessment_and_is_listed_once() -> None:
    first, second = at(MARCH, says()), at(JUNE, says(lift=0.01))
    (found,) = records(product(first, second), JUNE)
    assert found.prediction.lift == 0.2
    assert found.home_id == first.id


def test_locked_once_scored_complete_or_carried_on() -> None:
    draft = at(MARCH, says(), complete=False)
    assert not only(product(draft), MARCH).locked
    assert only(product(at(MARCH, says())), MARCH).locked
    assert only(product(draft, at(JUNE, complete=False)), JUNE).locked
    assert only(product(measured(draft, 1)), MARCH).locked


def test_what_is_not_settled_is_carried_on() -> None:
    first = at(MARCH, says(), says(id="q", due=NOVEMBER), says(id="r", due=JUNE))
    assert [one.id for one in carried(product(first), JUNE)] == ["p", "q", "r"]
    assert carried(product(first, measured(at(AUGUST), 1)), NOVEMBER) == ()


def test_a_product_as_it_was_known_then() -> None:
    made = product(at(MARCH, says()), measured(at(AUGUST), 1))
    assert only(up_to(made, made.assessments[0]), MARCH).outcome is Outcome.OPEN
    assert only(up_to(made, made.assessments[1]), AUGUST).outcome is Outcome.HIT


def test_assessments_of_one_day_follow_their_order() -> None:
    first = at(MARCH, says(due=JUNE))
    assert only(product(first, measured(at(MARCH, name="second"), 1)), MARCH).outcome is Outcome.HIT


def test_dates_decide_what_came_first_not_the_place_in_the_file() -> None:
    first, later = at(MARCH, says(), name="z"), measured(at(AUGUST, says(lift=0.9), name="a"), 1)
    assert only(product(later, first)).outcome is Outcome.HIT


def test_brier_by_hand() -> None:
    """Brier (1950): four forecasts of 0.9, 0.7, 0.7, 0.2, of which the first two came true."""
    sure = (0.9, 0.7, 0.7, 0.2)
    lifts = (0.1, 0.1, 0.5, 0.5)
    said = [says(lift, one, id=str(at)) for at, (one, lift) in enumerate(zip(sure, lifts, strict=True))]
    found = records(product(at(MARCH, *said), measured(at(AUGUST), 1)), NOVEMBER)
    assert brier(found) == pytest.approx((0.01 + 0.09 + 0.49 + 0.04) / 4)
    (point,) = brier_over_time(found)
    assert (point.day, point.scored) == (AUGUST, 4)
    assert brier(()) is None
    assert brier_over_time(()) == ()


def test_brier_over_time_adds_up() -> None:
    first, second = says(0.1, 0.9), says(0.5, 0.8, id="q", made=AUGUST, due=NOVEMBER, known_month=1)
    summer = measured(at(AUGUST, second), 1)
    found = records(product(at(MARCH, first), summer, measured(at(NOVEMBER), 1, 2)), NOVEMBER)
    assert [(one.day, one.scored, round(one.brier, 4)) for one in brier_over_time(found)] == [
        (AUGUST, 1, 0.01),
        (NOVEMBER, 2, 0.325),
    ]


def test_calibration_needs_five() -> None:
    def made(number: int) -> Product:
        said = [says(0.1 if at < 3 else 0.9, 0.7, id=str(at)) for at in range(number)]
        return product(at(MARCH, *said), measured(at(AUGUST), 1))

    assert calibration(records(made(4), NOVEMBER)) is None
    found = calibration(records(made(5), NOVEMBER))
    assert found is not None
    assert (round(found.confidence, 9), found.hits, found.scored) == (0.7, 3, 5)


def test_a_prediction_is_written_changed_and_removed() -> None:
    one = with_prediction(with_prediction(at(MARCH), says()), says(id="q"))
    changed = with_prediction(one, says(0.5))
    assert [(two.id, two.lift) for two in changed.predictions] == [("p", 0.5), ("q", 0.2)]
    assert [two.id for two in without_prediction(changed, "p").predictions] == ["q"]
    assert without_prediction(changed, "nobody") == changed


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.0, "almost no chance"),
        (0.05, "almost no chance"),
        (0.06, "very unlikely"),
        (0.2, "very unlikely"),
        (0.21, "unlikely"),
        (0.44, "unlikely"),
        (0.45, "as likely as not"),
        (0.55, "as likely as not"),
        (0.56, "likely"),
        (0.79, "likely"),
        (0.8, "very likely"),
        (0.94, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_confidence_has_words(framework: Framework, confidence: float, words: str) -> None:
    assert confidence_words(confidence, framework) == words


PREDICTIONS = st.builds(
    Prediction,
    id=st.sampled_from("abcdef"),
    made=st.dates(MARCH, AUGUST),
    due=st.dates(MARCH, NOVEMBER),
    lift=st.floats(-0.5, 2),
    confidence=st.floats(0, 1),
    known_month=st.integers(0, 4),
)


@st.composite
def histories(draw: st.DrawFn) -> Product:
    """Any product: up to five assessments, in any order of dates, each with any gate and predictions."""
    made = []
    for number in range(draw(st.integers(0, 5))):
        said = draw(st.lists(PREDICTIONS, max_size=3, unique_by=lambda one: one.id))
        one = at(draw(st.dates(MARCH, NOVEMBER)), *said, name=str(number), complete=draw(st.booleans()))
        months = draw(st.lists(st.integers(1, 6), unique=True, max_size=3))
        made.append(measured(one, *sorted(months), lift=draw(st.floats(-0.5, 2))) if months else one)
    return product(*made)


@given(histories(), st.dates(MARCH, NOVEMBER))
def test_whatever_the_history_scores_are_fair(made: Product, today: date) -> None:
    found = records(made, today)
    ids = [one.prediction.id for one in found]
    assert len(ids) == len(set(ids)) == len({p.id for one in made.assessments for p in one.predictions})
    for one in found:
        assert one.scored == (one.reading is not None and one.outcome is not Outcome.NOT_MEASURED)
        if one.reading is not None:
            assert one.reading.day >= one.prediction.made, "nothing is scored by what was there before"
            assert one.locked
        if one.outcome is Outcome.OPEN:
            assert today <= one.prediction.due
    mean = brier(found)
    assert (mean is None) == (not any(one.scored for one in found))
    assert mean is None or 0 <= mean <= 1
    course = brier_over_time(found)
    assert [one.day for one in course] == sorted({one.day for one in course})
    if course:
        assert course[-1].scored == sum(one.scored for one in found)
        assert course[-1].brier == pytest.approx(mean)


@given(histories(), st.dates(MARCH, NOVEMBER))
def test_what_is_measured_later_never_rewrites_a_score(made: Product, today: date) -> None:
    before = {one.prediction.id: one for one in records(made, today)}
    newest = max((one.as_of for one in made.assessments), default=MARCH)
    later = measured(at(newest + timedelta(days=1), name="later"), 7, lift=1.0)
    grown = replace(made, assessments=(*made.assessments, later))
    for one in records(grown, today):
        was = before[one.prediction.id]
        if was.settled:
            assert (one.outcome, one.reading) == (was.outcome, was.reading)


@given(histories(), st.dates(MARCH, NOVEMBER))
def test_carrying_on_changes_no_outcome(made: Product, today: date) -> None:
    newest = max((one.as_of for one in made.assessments), default=MARCH)
    fresh = replace(at(newest, *carried(made, today), name="fresh"))
    grown = replace(made, assessments=(*made.assessments, fresh))
    assert [(one.prediction, one.outcome) for one in records(grown, today)] == [
        (one.prediction, one.outcome) for one in records(made, today)
    ]
