"""What the list of products shows of a file, without opening it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.core.framework import Thresholds
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import VerdictCode
from readiness_gui.core.verdict import inputs_of, outcome
from readiness_gui.storage import codec
from readiness_gui.storage.product_file import content_of
from readiness_gui.storage.tiny import read_file

_THRESHOLDS = Thresholds()

#: counts the answers of an assessment that its evidence contradicts
Count = Callable[[Assessment], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSummary:
    """One line of the list of products; where ``problem`` is set, the file cannot be read."""

    path: Path
    #: the product's name, the file's where it cannot be read
    name: str
    modified: datetime
    example: bool = False
    #: the stage in force, 1 to 3
    stage: int | None = None
    verdict: VerdictCode | None = None
    #: answers of the latest assessment that its evidence contradicts
    contradictions: int = 0
    #: the stages of its assessments, oldest first
    history: tuple[int, ...] = field(default=())
    #: the date the latest answers speak of
    as_of: date | None = None
    problem: str | None = None

    def age_days(self, today: date) -> int | None:
        """Return the age of the latest answers in days."""
        return (today - self.as_of).days if self.as_of else None


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
        return ProductSummary(path=path, name=path.stem, modified=modified, problem=str(flaw))
    return _summary(path, modified, product, count)


def _summary(path: Path, modified: datetime, product: Product, count: Count | None) -> ProductSummary:
    latest = product.latest
    return ProductSummary(
        path=path,
        name=product.name,
        modified=modified,
        example=product.example,
        stage=_stage(latest) if latest else None,
        verdict=_verdict(latest) if latest else None,
        contradictions=count(latest) if latest and count else 0,
        history=tuple(_stage(one) for one in product.assessments),
        as_of=latest.as_of if latest else None,
    )


def _stage(assessment: Assessment) -> int:
    return inputs_of(assessment).current_stage


def _verdict(assessment: Assessment) -> VerdictCode | None:
    """Return the verdict given, else the one the answers lead to; none where nothing was answered."""
    if assessment.verdict is not None:
        return assessment.verdict.code
    if not any(answer.answered for answer in assessment.signals.values()):
        return None
    return outcome(inputs_of(assessment), _THRESHOLDS)[0]
