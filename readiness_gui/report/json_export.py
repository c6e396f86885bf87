"""The assessment, its figures and its verdict as one JSON object with a version of its own.

Top level: ``format`` ("readiness-report"), ``version``, ``product``, ``assessment`` (all answers,
evidence and findings as entered and computed), ``verdict`` (as the command ``decide`` answers),
``headline``, ``warning`` (what stands before a verdict that says go while answers contradict the
evidence), ``contradictions`` (these answers, open or explained), ``predictions`` (what was expected of
the gate, what became of it, Brier score). Rates are fractions, dates ISO 8601.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date

from readiness_gui.core.contradictions import (
    Check,
    contradictions,
    first_words,
    open_contradictions,
    says_go,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.verdict import headline, verdict_record
from readiness_gui.report.prediction_section import prediction_record
from readiness_gui.report.redact import blanked

FORMAT = "readiness-report"
VERSION = 1
#: the file below ``resources/report`` that says all of this to programs
SCHEMA = f"{FORMAT}-{VERSION}.schema.json"


def render(
    product: Product, assessment: Assessment, framework: Framework, today: date, *, notes: bool = True
) -> bytes:
    """Return the export as UTF-8; without ``notes`` those are empty."""
    verdict = assessment.verdict or verdict_of(assessment, framework)
    expected = plain(prediction_record(product, assessment, today))
    open_now = len(open_contradictions(assessment, framework))
    record = {
        "format": FORMAT,
        "version": VERSION,
        "language": framework.language,
        "product": {"id": product.id, "name": product.name, "example": product.example},
        "warning": first_words(open_now, framework) if says_go(verdict.code) else "",
        "headline": headline(assessment, verdict, framework, today),
        "verdict": verdict_record(verdict),
        "contradictions": [_contradiction(one) for one in contradictions(assessment, framework)],
        "assessment": plain(assessment) if notes else blanked(plain(assessment)),
        "predictions": expected if notes else blanked(expected),
    }
    return (
        json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"
    )


def _contradiction(check: Check) -> dict[str, object]:
    return {
        "answer": check.key,
        "open": check.open,
        "sentence": check.sentence,
        "reason": check.reason,
        "evidence": str(check.evidence),
        "figures": dict(check.figures),
    }


def plain(value: object) -> object:
    """Return dataclasses, dates, enumerations and sets as what JSON holds."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
