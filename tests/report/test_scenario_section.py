"""Scenarios in the report: a short table where there are any, and nothing where there are none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from readiness_gui.core import scenarios
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.whatif import with_status
from readiness_gui.report import json_export, markdown
from readiness_gui.report.blocks import Grid
from readiness_gui.report.document import build
from readiness_gui.report.options import Part, ReportOptions
from tests import worked


def with_scenario(product: Product, framework: Framework, name: str = "If users leave") -> Product:
    latest = product.assessments[-1]
    inputs = with_status(inputs_of(latest), SignalId.PMF, Status.ABSENT, framework.thresholds)
    return product.with_assessment(scenarios.keep(latest, name, inputs, date(2026, 3, 2)))


def titles(product: Product, framework: Framework, *parts: Part) -> list[str]:
    chosen = ReportOptions(sections=frozenset(parts or Part))
    document = build(product, product.assessments[-1], framework, worked.TODAY, chosen)
    return [one.title for one in document.sections]


def test_without_scenarios_there_is_no_section(framework: Framework, product: Product) -> None:
    assert "Scenarios kept" not in titles(product, framework)


def test_each_scenario_has_its_verdict_and_what_differs(framework: Framework, product: Product) -> None:
    kept = with_scenario(product, framework)
    document = build(kept, kept.assessments[-1], framework, worked.TODAY)
    section = next(one for one in document.sections if one.title == "Scenarios kept")
    (grid,) = [one for one in section.blocks if isinstance(one, Grid)]
    inputs = scenarios.inputs_of_scenario(kept.assessments[-1].scenarios[0])
    verdict = decide(inputs, framework)
    (row,) = grid.rows
    assert row[0] == "If users leave"
    assert "Product-market fit: absent" in row[1]
    assert row[2] == framework.verdicts[verdict.code].title
    assert row[3] == f"{verdict.current_stage} → {verdict.target_stage}"
    assert len(grid.header) == len(row) == len(grid.widths)


def test_it_goes_with_the_part_it_belongs_to(framework: Framework, product: Product) -> None:
    kept = with_scenario(product, framework)
    assert "Scenarios kept" in titles(kept, framework, Part.RESOLVE)
    assert "Scenarios kept" not in titles(kept, framework, Part.TRACE)


def test_one_that_the_assessment_has_caught_up_with_says_so(framework: Framework, product: Product) -> None:
    latest = product.assessments[-1]
    kept = scenarios.keep(latest, "As it is", inputs_of(latest), date(2026, 3, 2))
    document = build(replace(product, assessments=(kept,)), kept, framework, worked.TODAY)
    text = markdown.render(document)
    assert "Nothing: it is what the assessment says now" in text


def test_json_has_every_input_of_a_scenario(framework: Framework, product: Product) -> None:
    kept = with_scenario(product, framework)
    record = json.loads(json_export.render(kept, kept.assessments[-1], framework, worked.TODAY))
    (one,) = record["assessment"]["scenarios"]
    assert one["name"] == "If users leave"
    assert one["signals"]["pmf"] == "absent"
    assert set(one) >= {"active_users", "top_priority", "stage", "segment_detection", "gate", "committed"}
