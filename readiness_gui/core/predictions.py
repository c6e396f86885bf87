"""What a team expected of the gate, and how that came out.

The record is kept so that a team learns how far to trust its own expectations. It only teaches
where nobody can choose afterwards what counts, so the rule is mechanical (decision 0016):

- A prediction belongs to the first assessment, by date, that holds it; later ones only carry it on.
- A *reading* is a gate measured with both arms and segments formed before the treatment; what is
  only claimed is none. Its day is the end of the period its file covers, else the date of its
  assessment, in the prediction's own assessment never before the day of writing.
- A reading is *new* to a prediction where its newest month lies beyond the one known at writing,
  or where it shares no row with the readings of the prediction's own assessment (an evaluation
  begun anew). The same readings carried into the next assessment therefore score nothing.
- The first new reading scores it: a hit where the lift is at least the predicted one. Readings are
  monthly, so one dated up to :data:`MONTH` days after the due day is the first to cover it; a later
  one comes too late, and the prediction counts as not measured, which no score contains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from readiness_gui.core.framework import Framework
from readiness_gui.core.gate import ROUNDING
from readiness_gui.core.model import Assessment, AssessmentStatus, Prediction, Product
from readiness_gui.core.terms import Answer

#: days by which the reading that covers the due day may be dated after it
MONTH = 31
#: fewer outcomes than this say nothing about calibration
ENOUGH = 5
#: the last hundredth of each range that has words of its own (after the scale of ICD 203)
WORDS = (
    (5, "almost_none"),
    (20, "very_unlikely"),
    (44, "unlikely"),
    (55, "even"),
    (79, "likely"),
    (94, "very_likely"),
    (100, "almost_certain"),
)


class Outcome(StrEnum):
    """What became of a prediction."""

    OPEN = "open"
    HIT = "hit"
    MISS = "miss"
    #: the due day is over and no reading came in time; never scored
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class LiftReading:
    """The overall lift that an assessment's gate measured, relative, with its interval."""

    assessment_id: str
    day: date
    lift: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PredictionRecord:
    """A prediction and what became of it."""

    prediction: Prediction
    #: the assessment it was written in
    home_id: str
    outcome: Outcome
    #: the reading that scored it, or that came too late to
    reading: LiftReading | None
    #: it can no longer be changed or removed
    locked: bool

    @property
    def scored(self) -> bool:
        """Tell whether it came out one way or the other."""
        return self.outcome in (Outcome.HIT, Outcome.MISS)

    @property
    def settled(self) -> bool:
        """Tell whether nothing that is measured later can change the outcome."""
        return self.reading is not None

    @property
    def left_open(self) -> bool:
        """Tell whether the predicted lift lies within the interval, so that chance may have decided."""
        found = self.reading
        if not self.scored or found is None:
            return False
        if found.low is None or found.high is None:
            return True
        return found.low < self.prediction.lift <= found.high

    @property
    def penalty(self) -> float:
        """Return the squared distance between confidence and outcome (Brier 1950); 0 is best, 1 worst."""
        return (self.prediction.confidence - (self.outcome is Outcome.HIT)) ** 2


@dataclass(frozen=True, slots=True)
class BrierPoint:
    """The mean penalty of all predictions scored up to a day."""

    day: date
    scored: int
    brier: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure a team was on average, and how often it was right."""

    confidence: float
    hits: int
    scored: int


def records(product: Product, today: date) -> tuple[PredictionRecord, ...]:
    """Return every prediction of a product once, in the order of writing."""
    ordered = sorted(product.assessments, key=lambda one: one.as_of)
    homes: dict[str, int] = {}
    found: list[PredictionRecord] = []
    for place, one in enumerate(ordered):
        for prediction in one.predictions:
            if prediction.id not in homes:
                homes[prediction.id] = place
                found.append(_record(prediction, product, ordered[place:], today))
    return tuple(sorted(found, key=lambda one: one.prediction.made))


def brier(found: Sequence[PredictionRecord]) -> float | None:
    """Return the mean penalty of what is scored, ``None`` where nothing is."""
    penalties = [one.penalty for one in found if one.scored]
    return sum(penalties) / len(penalties) if penalties else None


def brier_over_time(found: Sequence[PredictionRecord]) -> tuple[BrierPoint, ...]:
    """Return the mean penalty so far after each day on which something was scored."""
    dated = sorted((one.reading.day, one.penalty) for one in found if one.scored and one.reading)
    points: list[BrierPoint] = []
    penalties: list[float] = []
    for day, group in groupby(dated, key=lambda pair: pair[0]):
        penalties += [penalty for _, penalty in group]
        points.append(BrierPoint(day, len(penalties), sum(penalties) / len(penalties)))
    return tuple(points)


def calibration(found: Sequence[PredictionRecord]) -> Calibration | None:
    """Return mean confidence and number of hits, ``None`` below :data:`ENOUGH` scored predictions."""
    scored = [one for one in found if one.scored]
    if len(scored) < ENOUGH:
        return None
    sure = sum(one.prediction.confidence for one in scored) / len(scored)
    return Calibration(sure, sum(one.outcome is Outcome.HIT for one in scored), len(scored))


def carried(product: Product, today: date) -> tuple[Prediction, ...]:
    """Return the predictions that a new assessment carries on: those that nothing has settled yet."""
    return tuple(one.prediction for one in records(product, today) if not one.settled)


def up_to(product: Product, assessment: Assessment) -> Product:
    """Return the product as it was known at ``assessment``: later assessments left out."""
    ordered = sorted(product.with_assessment(assessment).assessments, key=lambda one: one.as_of)
    place = next(place for place, one in enumerate(ordered) if one.id == assessment.id)
    return replace(product, assessments=tuple(ordered[: place + 1]))


def known_month(assessment: Assessment) -> int:
    """Return the newest month that the gate has a reading of, 0 where it has none."""
    finding = assessment.gate.finding
    return max((one.month for one in finding.months), default=0) if finding is not None else 0


def with_prediction(assessment: Assessment, prediction: Prediction) -> Assessment:
    """Return a copy with a prediction in the place of the one of its id, or added."""
    if all(one.id != prediction.id for one in assessment.predictions):
        return replace(assessment, predictions=(*assessment.predictions, prediction))
    changed = tuple(prediction if one.id == prediction.id else one for one in assessment.predictions)
    return replace(assessment, predictions=changed)


def without_prediction(assessment: Assessment, prediction_id: str) -> Assessment:
    """Return a copy without a prediction."""
    kept = tuple(one for one in assessment.predictions if one.id != prediction_id)
    return replace(assessment, predictions=kept)


def confidence_words(confidence: float, framework: Framework) -> str:
    """Return a probability in words, such as "as likely as not" (scale of ICD 203)."""
    hundredths = round(confidence * 100)
    key = next(key for end, key in WORDS if hundredths <= end)
    return framework.phrase(f"predictions.words_{key}")


def _record(
    prediction: Prediction, product: Product, since: Sequence[Assessment], today: date
) -> PredictionRecord:
    home = since[0]
    reading = next(_new_readings(prediction, since), None)
    outcome = Outcome.OPEN if today <= prediction.due else Outcome.NOT_MEASURED
    if reading is not None:
        hit = reading.lift >= prediction.lift - ROUNDING
        in_time = (reading.day - prediction.due).days <= MONTH
        outcome = (Outcome.HIT if hit else Outcome.MISS) if in_time else Outcome.NOT_MEASURED
    newest = product.assessments[-1].id
    locked = home.id != newest or home.status is AssessmentStatus.COMPLETE or reading is not None
    return PredictionRecord(prediction, home.id, outcome, reading, locked)


def _new_readings(prediction: Prediction, since: Sequence[Assessment]) -> Iterator[LiftReading]:
    """Yield the readings of the prediction's own assessment and later ones that it could not know."""
    home = since[0]
    for one in since:
        overall = one.gate.finding.overall if one.gate.finding is not None else None
        if overall is None or overall.lift is None or one.gate.formed_before is Answer.NO:
            continue
        further = known_month(one) > prediction.known_month
        anew = one is not home and not set(one.gate.readings) & set(home.gate.readings)
        day = _day(one, prediction.made if one is home else None)
        if (further or anew) and day >= prediction.made:
            yield LiftReading(one.id, day, overall.lift, overall.lift_low, overall.lift_high)


def _day(assessment: Assessment, earliest: date | None) -> date:
    source = assessment.gate.provenance
    if source is not None and source.period_end is not None:
        return source.period_end
    return max(assessment.as_of, earliest) if earliest is not None else assessment.as_of
