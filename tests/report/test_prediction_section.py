"""Predictions in report and JSON: as of the assessment, with their outcome, and only where there are any."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.report import json_export, markdown
from readiness_gui.report.blocks import Grid, Paragraph, Section
from readiness_gui.report.document import build
from readiness_gui.report.options import Part, ReportOptions
from readiness_gui.report.prediction_section import prediction_sections
from tests.sample import story

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def sample(framework: Framework) -> Product:
    return story.product(framework)


def section(product: Product, number: int, framework: Framework) -> Section:
    (made,) = prediction_sections(product, product.assessments[number], framework, TODAY)
    return made


def rows(made: Section) -> tuple[tuple[str, ...], ...]:
    (grid,) = (block for block in made.blocks if isinstance(block, Grid))
    return grid.rows


def test_the_gate_of_the_third_assessment_scores_what_the_second_expected(
    sample: Product, framework: Framework
) -> None:
    hit, miss, waits = rows(section(sample, 2, framework))
    assert hit[:3] == (
        "Retention lift of at least 20 % by 10 August 2026",
        "70 % sure: likely",
        "9 March 2026, Bela",
    )
    assert hit[3].startswith("Hit. Measured on 10 August 2026: +37.6 %, 95 % interval +10.2 % … +71.8 %.")
    assert miss[3].startswith("Miss. Measured on 10 August 2026")
    assert waits[3] == "Open. The next reading of the gate scores it."


def test_the_score_is_told(sample: Product, framework: Framework) -> None:
    texts = [one.text for one in section(sample, 2, framework).blocks if isinstance(one, Paragraph)]
    assert any(text.startswith("Brier score so far: 0.09 over 2 scored predictions.") for text in texts)


def test_a_report_of_then_does_not_know_what_came_later(sample: Product, framework: Framework) -> None:
    assert [row[3] for row in rows(section(sample, 1, framework))] == [
        "Open. The next reading of the gate scores it."
    ] * 2


def test_nothing_expected_nothing_said(sample: Product, framework: Framework) -> None:
    assert list(prediction_sections(sample, sample.assessments[0], framework, TODAY)) == []
    document = build(sample, sample.assessments[0], framework, TODAY)
    assert "predictions" not in {one.key for one in document.sections}


def test_it_follows_the_gate_and_goes_with_it(sample: Product, framework: Framework) -> None:
    latest = sample.assessments[-1]
    keys = [one.key for one in build(sample, latest, framework, TODAY).sections]
    assert keys[keys.index(Part.GATE) + 1] == "predictions"
    without = ReportOptions(sections=frozenset(Part) - {Part.GATE})
    assert "predictions" not in {one.key for one in build(sample, latest, framework, TODAY, without).sections}
    text = markdown.render(build(sample, latest, framework, TODAY))
    assert "What the team expected" in text


def test_json_has_each_with_its_outcome_and_the_score(sample: Product, framework: Framework) -> None:
    made = json.loads(json_export.render(sample, sample.assessments[-1], framework, TODAY))
    found = made["predictions"]
    assert found["brier"] == pytest.approx(0.09)
    assert [one["outcome"] for one in found["records"]] == ["hit", "miss", "open"]
    assert found["records"][0]["prediction"]["by"] == "Bela"
    assert found["records"][0]["reading"]["day"] == "2026-08-10"
    bare = json.loads(json_export.render(sample, sample.assessments[-1], framework, TODAY, notes=False))
    assert {one["prediction"]["note"] for one in bare["predictions"]["records"]} == {""}


def test_a_draft_not_yet_in_the_product_is_judged_with_it(sample: Product, framework: Framework) -> None:
    latest = sample.assessments[-1]
    shorter = replace(sample, assessments=sample.assessments[:2])
    (made,) = prediction_sections(shorter, latest, framework, TODAY)
    assert len(rows(made)) == 3
