"""The assessments of a product as CSV, a row each, so that nobody copies scores by hand.

Column names are ids that stay the same, shares are fractions, dates ISO 8601. Numbers and dates are
our own; what the team or the framework wrote is made safe for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness_gui.core.figures import Interval
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.predictions import brier, records, up_to
from readiness_gui.core.signal_history import HistoryColumn, SignalCell, columns
from readiness_gui.core.spreadsheet import csv_text

Row = dict[str, object]


def render(product: Product, framework: Framework, today: date) -> bytes:
    """Return the history as UTF-8 with a byte order mark, which spreadsheets need; oldest first."""
    rows = [_row(product, one, today) for one in columns(product, framework, today)]
    return csv_text([rows[0] if rows else (), *(row.values() for row in rows)]).encode("utf-8-sig", "replace")


def _row(product: Product, column: HistoryColumn, today: date) -> Row:
    scores = _scores(product, column, today)
    return {**_assessment(product, column), **_signals(column), **_gate(column.assessment), **scores}


def _assessment(product: Product, column: HistoryColumn) -> Row:
    one, verdict = column.assessment, column.verdict
    return {
        "product": product.name,
        "date": one.as_of,
        "status": str(one.status),
        "completed": one.completed.date() if one.completed and column.complete else None,
        "framework_version": one.framework_version,
        "verdict": str(verdict.code),
        "held_back_by": str(verdict.block) if verdict.block else None,
        "stage": verdict.current_stage,
        "target_stage": verdict.target_stage,
        "signals_present": verdict.count,
        "active_users": one.active_users,
        "top_priority": str(one.top_priority) if one.top_priority else None,
    }


def _signals(column: HistoryColumn) -> Row:
    found: Row = {}
    for signal, cell in column.cells.items():
        found |= {f"{signal}_{key}": value for key, value in _cell(cell)}
    return found


def _cell(cell: SignalCell) -> Iterator[tuple[str, object]]:
    figure = cell.figure
    spread = figure.interval if figure and figure.interval else None
    yield "status", str(cell.status)
    yield "grade", str(cell.grade) if cell.grade else None
    yield "evidence_date", cell.evidence_date
    yield "age_days", cell.age
    yield "stale", None if cell.age is None else "yes" if cell.stale else "no"
    yield "figure", figure.value if figure else None
    yield "low", _end(spread, "low")
    yield "high", _end(spread, "high")


def _end(spread: Interval | None, end: str) -> float | None:
    return getattr(spread, end) if spread is not None else None


def _gate(assessment: Assessment) -> Row:
    overall = assessment.gate.finding.overall if assessment.gate.finding is not None else None
    return {
        "gate": str(assessment.gate.result),
        "lift": overall.lift if overall else None,
        "lift_low": overall.lift_low if overall else None,
        "lift_high": overall.lift_high if overall else None,
    }


def _scores(product: Product, column: HistoryColumn, today: date) -> Row:
    one = column.assessment
    found = records(up_to(product, one), one.judged_on(today))
    return {"predictions_scored": sum(record.scored for record in found), "brier": brier(found)}
