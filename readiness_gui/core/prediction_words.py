"""Predictions and what became of them in words, the same on the screen and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Prediction
from readiness_gui.core.predictions import (
    ENOUGH,
    BrierPoint,
    Outcome,
    PredictionRecord,
    brier,
    calibration,
    confidence_words,
)
from readiness_gui.core.wording import date_words, number, numbers, percent, short_date, short_percent


def expected_words(one: Prediction, framework: Framework) -> str:
    """Return what is expected, such as "Retention lift of at least 20 % by 10 August 2026"."""
    return framework.phrase(
        "predictions.expected",
        lift=number(short_percent(one.lift, 3), framework),
        due=date_words(one.due, framework),
    )


def sure_words(confidence: float, framework: Framework) -> str:
    """Return a confidence as number and words, such as "50 % sure: as likely as not"."""
    words = confidence_words(confidence, framework)
    return framework.phrase(
        "predictions.sure", confidence=number(short_percent(confidence), framework), words=words
    )


def written_words(one: Prediction, framework: Framework) -> str:
    """Return when it was written, and by whom where that is known."""
    key = "written_by" if one.by.strip() else "written"
    return framework.phrase(f"predictions.{key}", made=date_words(one.made, framework), by=one.by.strip())


def outcome_word(record: PredictionRecord, framework: Framework) -> str:
    """Return what became of it in a word."""
    return framework.phrase(f"predictions.outcome_{record.outcome}")


def outcome_words(record: PredictionRecord, framework: Framework) -> str:
    """Return what was measured and whether the interval leaves the outcome open, or why nothing counts."""

    def say(key: str, **values: object) -> str:
        return framework.phrase(f"predictions.{key}", **values)

    reading = record.reading
    if reading is None:
        return say("waits" if record.outcome is Outcome.OPEN else "overdue")
    day = date_words(reading.day, framework)
    if not record.scored:
        return say("late", day=day, due=date_words(record.prediction.due, framework))
    if reading.low is None or reading.high is None:
        measured = say(
            "measured_bare", day=day, lift=number(percent(reading.lift, 1, signed=True), framework)
        )
    else:
        found = {"lift": reading.lift, "low": reading.low, "high": reading.high}
        figures = {name: percent(one, 1, signed=True) for name, one in found.items()}
        measured = say("measured", day=day, **numbers(framework, **figures))
    return f"{measured} {say('left_open' if record.left_open else 'clear')}"


def scores_words(found: Sequence[PredictionRecord], framework: Framework) -> Iterator[str]:
    """Yield the Brier score and the line on calibration; nothing where nothing is scored."""
    score, scored = brier(found), sum(one.scored for one in found)
    if score is None:
        return
    key = "brier_one" if scored == 1 else "brier"
    yield framework.phrase(f"predictions.{key}", brier=number(f"{score:.2f}", framework), scored=scored)
    fit = calibration(found)
    if fit is None:
        yield framework.phrase("predictions.calibration_more", needed=ENOUGH)
    else:
        said = number(short_percent(fit.confidence), framework)
        yield framework.phrase("predictions.calibration", confidence=said, hits=fit.hits, scored=fit.scored)


def brier_words(points: Sequence[BrierPoint], framework: Framework) -> str:
    """Return the score over time in a sentence, for whoever cannot see the chart."""
    said = [
        framework.phrase(
            "predictions.chart_point",
            brier=number(f"{point.brier:.2f}", framework),
            scored=point.scored,
            day=short_date(point.day, framework),
        )
        for point in points
    ]
    return framework.phrase("predictions.chart_alt", points="; ".join(said))
