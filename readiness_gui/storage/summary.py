"""What the list of products shows of a file, without opening it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.core.framework import Thresholds
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.portfolio import ProductSummary
from readiness_gui.core.terms import Status, VerdictCode
from readiness_gui.core.told import told_by
from readiness_gui.core.verdict import inputs_of, outcome, target_stage
from readiness_gui.storage import codec
from readiness_gui.storage.product_file import content_of
from readiness_gui.storage.tiny import read_file

_THRESHOLDS = Thresholds()

#: counts the answers of an assessment that its evidence contradicts
Count = Callable[[Assessment], int]


def summarize(path: Path, count: Count | None = None) -> ProductSummary:
    """Return the line for a file, be it readable or not; never fails.

    Without ``count`` no contradiction is looked for.
    """
    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        modified = datetime.fromtimestamp(0, UTC)
    try:
        product = content_of(codec.parse(read_file(path))).product
    except StorageError as flaw:
        return ProductSummary(path=path, name=path.stem, modified=modified, problem=told_by(flaw))
    return _summary(path, modified, product, count)


def _summary(path: Path, modified: datetime, product: Product, count: Count | None) -> ProductSummary:
    latest = product.latest
    known = ProductSummary(path=path, name=product.name, modified=modified, example=product.example)
    if latest is None:
        return known
    verdict = _verdict(latest)
    return replace(
        known,
        stage=_stage(latest),
        target=target_stage(verdict) if verdict is not None else None,
        verdict=verdict,
        course=tuple((one.as_of, _stage(one)) for one in sorted(product.assessments, key=_day)),
        as_of=latest.as_of,
        present=sum(answer.status is Status.PRESENT for answer in latest.signals.values()),
        users=latest.active_users,
        evidence=tuple(
            answer.evidence_date or latest.as_of for answer in latest.signals.values() if answer.answered
        ),
        contradictions=count(latest) if count is not None else 0,
    )


def _day(assessment: Assessment) -> date:
    return assessment.as_of


def _stage(assessment: Assessment) -> int:
    return inputs_of(assessment).current_stage


def _verdict(assessment: Assessment) -> VerdictCode | None:
    """Return the verdict given, else the one the answers lead to; none where nothing was answered."""
    if assessment.verdict is not None:
        return assessment.verdict.code
    if assessment.untouched:
        return None
    return outcome(inputs_of(assessment), _THRESHOLDS)[0]
