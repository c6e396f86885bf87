"""What the team expected of the gate, in the report: only where somebody wrote it down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.prediction_words import (
    expected_words,
    outcome_word,
    outcome_words,
    scores_words,
    sure_words,
)
from readiness_gui.core.predictions import PredictionRecord, brier, records, up_to
from readiness_gui.core.wording import date_words
from readiness_gui.report.blocks import Grid, Paragraph, Section


def known_records(product: Product, assessment: Assessment, today: date) -> tuple[PredictionRecord, ...]:
    """Return the predictions as they stood at ``assessment``; what was measured later is left out."""
    return records(up_to(product, assessment), assessment.judged_on(today))


def prediction_sections(
    product: Product, assessment: Assessment, framework: Framework, today: date
) -> Iterator[Section]:
    """Yield the section, or nothing."""
    found = known_records(product, assessment, today)
    if not found:
        return

    def say(key: str) -> str:
        return framework.phrase(f"predictions.report_{key}")

    header = ("expected", "confidence", "written", "outcome")
    grid = Grid(
        say("caption"),
        tuple(say(key) for key in header),
        tuple(_row(one, framework) for one in found),
        (0.26, 0.16, 0.2, 0.38),
    )
    scores = tuple(Paragraph(words) for words in scores_words(found, framework))
    yield Section(say("title"), (Paragraph(say("lead")), grid, *scores), key="predictions")


def prediction_record(product: Product, assessment: Assessment, today: date) -> dict[str, object]:
    """Return every prediction known at ``assessment``, what became of it, and the Brier score."""
    found = known_records(product, assessment, today)
    return {"brier": brier(found), "records": found}


def _row(record: PredictionRecord, framework: Framework) -> tuple[str, ...]:
    one = record.prediction
    expected = expected_words(one, framework)
    sure = sure_words(one.confidence, framework)
    written = ", ".join(part for part in (date_words(one.made, framework), one.by.strip()) if part)
    outcome = f"{outcome_word(record, framework).capitalize()}. {outcome_words(record, framework)}"
    return expected, sure, written, outcome
