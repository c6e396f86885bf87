"""The history as a table: a row an assessment, numbers as numbers, and no cell that starts a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.core.spreadsheet import FORMULA
from readiness_gui.core.terms import SignalId
from readiness_gui.report import history_csv
from tests.sample import story

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def sample(framework: Framework) -> Product:
    return story.product(framework)


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_row_an_assessment_oldest_first(sample: Product, framework: Framework) -> None:
    rows = read(history_csv.render(sample, framework, TODAY))
    assert [(row["date"], row["verdict"], row["stage"], row["target_stage"]) for row in rows] == [
        ("2025-11-10", "STAY_1", "1", "1"),
        ("2026-03-09", "GO_2", "1", "2"),
        ("2026-08-10", "STAY_2_IMPROVE", "2", "2"),
    ]
    assert [row["held_back_by"] for row in rows] == ["B1", "", ""]
    assert [row["active_users"] for row in rows] == ["140", "234", "274"]
    assert [row["top_priority"] for row in rows] == ["acquisition", "retention", "retention"]


def test_each_signal_has_status_grade_age_and_figure_with_interval(
    sample: Product, framework: Framework
) -> None:
    rows = read(history_csv.render(sample, framework, TODAY))
    for signal in SignalId:
        assert all(row[f"{signal}_status"] for row in rows)
    latest = rows[-1]
    figures = sample.assessments[-1].signals[SignalId.PMF].finding
    assert figures is not None
    assert float(latest["pmf_figure"]) == figures.figures.tail  # type: ignore[union-attr]
    assert float(latest["pmf_low"]) < float(latest["pmf_figure"]) < float(latest["pmf_high"])
    assert (latest["diversity_age_days"], latest["diversity_stale"]) == ("164", "yes")
    assert (rows[1]["diversity_age_days"], rows[1]["diversity_stale"]) == ("10", "no")
    assert latest["generic_failure_low"] == "", "a count of subjects has no interval"


def test_gate_and_predictions_stand_with_the_assessment_that_measured_them(
    sample: Product, framework: Framework
) -> None:
    rows = read(history_csv.render(sample, framework, TODAY))
    assert [row["gate"] for row in rows] == ["none", "none", "rising"]
    assert float(rows[-1]["lift"]) == pytest.approx(0.3758, abs=1e-3)
    assert [row["predictions_scored"] for row in rows] == ["0", "0", "2"]
    assert [row["brier"] for row in rows[:2]] == ["", ""]
    assert float(rows[2]["brier"]) == pytest.approx((0.3**2 + 0.3**2) / 2)


def test_no_text_starts_a_formula(sample: Product, framework: Framework) -> None:
    first = replace(sample.assessments[0], framework_version="@SUM(1)")
    hostile = replace(sample.with_assessment(first), name='=HYPERLINK("x")')
    rows = read(history_csv.render(hostile, framework, TODAY))
    texts = [value for row in rows for value in row.values()]
    assert not [text for text in texts if text.startswith(FORMULA) and not text[1:2].isdigit()]
    assert rows[0]["product"].startswith("'=")
    assert rows[0]["framework_version"] == "'@SUM(1)"


def test_a_lift_below_zero_stays_a_number(sample: Product, framework: Framework) -> None:
    latest = sample.assessments[-1]
    assert latest.gate.finding is not None
    worse = replace(latest.gate.finding.overall, lift=-0.1)
    gate = replace(latest.gate, finding=replace(latest.gate.finding, overall=worse))
    rows = read(history_csv.render(sample.with_assessment(replace(latest, gate=gate)), framework, TODAY))
    assert rows[-1]["lift"] == "-0.1"


def test_a_product_without_assessments_has_no_rows(sample: Product, framework: Framework) -> None:
    assert read(history_csv.render(replace(sample, assessments=()), framework, TODAY)) == []
