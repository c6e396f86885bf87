"""The gate in the report: what was planned, the decision by segment, the course, and the sample's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import plan_lines, plan_pairs, segment_lines
from readiness_gui.core.model import Assessment, GateAnswer, GatePlan, Product
from readiness_gui.core.wording import date_words
from readiness_gui.report import markdown
from readiness_gui.report.blocks import Chart, Facts, Items, Paragraph
from readiness_gui.report.document import build
from readiness_gui.report.gate_section import gate_section
from readiness_gui.report.pdf import render_pdf
from tests import worked
from tests.report.pdf_words import words_of

PLAN = GatePlan(
    metric="comes back in month 2",
    segments=("New", "Expert", "Team"),
    baseline=0.31,
    users_a_month=640,
    growth=0.04,
    start=date(2026, 9, 1),
)


def test_a_plan_stands_before_there_are_readings(framework: Framework, product: Product) -> None:
    one = replace(product.assessments[0], gate=GateAnswer(plan=PLAN))
    blocks = gate_section(one, framework).blocks
    assert any(isinstance(it, Facts) and it.pairs == plan_pairs(PLAN, framework) for it in blocks)
    assert any(isinstance(it, Items) and it.items == plan_lines(PLAN, framework) for it in blocks)
    assert not any(isinstance(it, Chart) for it in blocks)
    bare = gate_section(replace(one, gate=GateAnswer()), framework).blocks
    assert not any(isinstance(it, Facts | Items) for it in bare)


def test_the_decision_of_each_segment_is_said(framework: Framework, product: Product) -> None:
    one = product.assessments[0]
    figures = one.gate.finding
    assert figures is not None
    lines = next(it.items for it in gate_section(one, framework).blocks if isinstance(it, Items))
    assert lines == segment_lines(figures, framework)
    assert len(lines) == 2


def test_the_course_says_the_rule_and_its_alt_text_too(framework: Framework, product: Product) -> None:
    blocks = gate_section(product.assessments[0], framework).blocks
    (chart,) = (it for it in blocks if isinstance(it, Chart) and it.name == "gate_months")
    (said,) = (it.text for it in blocks if isinstance(it, Paragraph) and "points" in it.text)
    assert chart.alt.endswith(said)
    assert chart.plot["kind"] == "drift"


def test_the_sample_still_needed_has_its_date(framework: Framework, product: Product) -> None:
    def needed(one: Assessment) -> str:
        facts = [it for it in gate_section(one, framework).blocks if isinstance(it, Facts)]
        return facts[0].pairs[0][1]

    one = product.assessments[0]
    figures = one.gate.finding
    assert figures is not None
    small = replace(figures.overall, control_users=100, treatment_users=120, users_per_arm_needed=400)
    few = replace(one, gate=replace(one.gate, finding=replace(figures, overall=small)))
    day = date_words(one.as_of + timedelta(days=90), framework)
    assert f"around {day}." in needed(few)
    large = replace(small, users_per_arm_needed=90)
    many = replace(one, gate=replace(one.gate, finding=replace(figures, overall=large)))
    assert "around" not in needed(many)
    thousands = replace(small, control_users=1_200, treatment_users=1_200, users_per_arm_needed=13_320)
    crowd = replace(one, gate=replace(one.gate, finding=replace(figures, overall=thousands)))
    assert needed(crowd).startswith("13,320 (")
    assert "1,200" in needed(crowd)


def test_plan_and_course_are_set_in_the_pdf_by_every_standard(framework: Framework, product: Product) -> None:
    one = product.assessments[0]
    one = replace(one, gate=replace(one.gate, plan=PLAN))
    document = build(product, one, framework, worked.TODAY)
    made = render_pdf(document, attachment=b"{}", attachment_name="x", resources=paths.resources())
    assert made.strict
    text = " ".join(words_of(made.data))
    for words in ("Plan of the gate", "comes back in month 2", "Holm's procedure", "hatched: up to 5 points"):
        assert words in text
    written = markdown.render(document)
    assert "- Stays without the change: 31 %" in written
    assert "| Change | Under 5 points |" in written


def test_segments_left_out_are_named(framework: Framework, product: Product) -> None:
    one = product.assessments[0]
    figures = one.gate.finding
    assert figures is not None

    def said(names: tuple[str, ...]) -> list[str]:
        gate = replace(one.gate, finding=replace(figures, left_out=names))
        blocks = gate_section(replace(one, gate=gate), framework).blocks
        return [it.text for it in blocks if isinstance(it, Paragraph) and "left out" in it.text]

    assert said(()) == []
    (words,) = said(("Experts", "Teams"))
    assert words.startswith("Experts and Teams have users in one group only")
