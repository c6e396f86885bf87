"""A new assessment that starts from the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from readiness_gui.core.model import Assessment, AssessmentStatus, Product, SignalAnswer, new_id
from readiness_gui.core.predictions import carried
from readiness_gui.core.terms import StepId


def renewed(product: Product, today: date, framework_version: str) -> Assessment:
    """Return a draft dated ``today`` with context, evidence and roadmap of the latest assessment.

    Predictions that nothing has settled yet come along, ballots do not. An answer that was given
    no date gets that of the assessment it comes from: it is at least as old, and would otherwise
    never count as stale.

    Raises:
        IndexError: the product has no assessment.

    """
    last = product.assessments[-1]
    return replace(
        last,
        id=new_id(),
        created=datetime.now(UTC),
        as_of=today,
        status=AssessmentStatus.DRAFT,
        completed=None,
        verdict=None,
        framework_version=framework_version,
        signals={signal: _dated(answer, last.as_of) for signal, answer in last.signals.items()},
        predictions=carried(product, today),
        ballots=(),
        last_step=StepId.START,
    )


def _dated(answer: SignalAnswer, day: date) -> SignalAnswer:
    known = answer.answered or answer.evidence is not None
    return replace(answer, evidence_date=day) if known and answer.evidence_date is None else answer
