"""The gate in the report: its plan, and once there are readings the decision and its course."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_gui.charts import gate
from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import (
    drift_words,
    left_out_words,
    plan_lines,
    plan_pairs,
    sample_date,
    segment_lines,
)
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import GateResult
from readiness_gui.core.wording import date_words, listed, number, percent
from readiness_gui.report import plots
from readiness_gui.report.blocks import Block, Callout, Chart, Facts, Items, Paragraph, Section
from readiness_gui.report.options import Part


def gate_section(assessment: Assessment, framework: Framework) -> Section:
    """Return the section; without readings it says what to measure and how much of it."""
    answer = assessment.gate
    text = framework.gate_results[answer.result]
    blocks: list[Block] = [Callout(text.name, f"{text.rule} {text.why}")]
    figures = answer.finding
    if figures is None:
        key = "plan" if answer.result is GateResult.NONE else "claimed"
        lift = number(percent(framework.thresholds.gate_lift), framework)
        blocks.append(Paragraph(framework.phrase(f"report.gate.{key}", lift=lift)))
    else:
        blocks += _measured(assessment, figures, framework)
    blocks += _plan(assessment, framework)
    return Section(framework.phrase("report.gate.title"), tuple(blocks), key=Part.GATE)


def _plan(assessment: Assessment, framework: Framework) -> Iterator[Block]:
    plan = assessment.gate.plan
    pairs = plan_pairs(plan, framework)
    if pairs:
        yield Paragraph(framework.phrase("gate_plan.field.plan"), "label")
        yield Facts(pairs)
        lines = plan_lines(plan, framework)
        if lines:
            yield Items(lines)


def _measured(assessment: Assessment, figures: GateFigures, framework: Framework) -> Iterator[Block]:
    overall = figures.overall
    decision = framework.gate_results[assessment.gate.result].name
    lift = number(gate.signed(overall.lift), framework)
    yield Chart(
        "gate",
        plots.gate(figures, framework),
        lambda figure, style: gate.draw_gate(figure, figures, style, framework),
        framework.phrase("report.gate.alt", lift=lift, decision=decision),
        gate.gate_table(figures, framework),
        0.22 + 0.06 * len(figures.segments),
    )
    if figures.segments:
        yield Paragraph(framework.phrase("gate_plan.segment.lead"), "label")
        yield Items(segment_lines(figures, framework))
    if figures.left_out:
        yield Paragraph(left_out_words(figures, framework))
    if len(figures.months) > 1:
        drift = drift_words(figures, framework)
        yield Paragraph(drift)
        yield Chart(
            "gate_months",
            plots.gate_months(figures, framework),
            lambda figure, style: gate.draw_gate_months(figure, figures, style, framework),
            f"{_months_alt(figures, framework)} {drift}",
            gate.gate_months_table(figures, framework),
            0.5,
        )
    if overall.users_per_arm_needed is not None:
        yield Facts(((framework.phrase("report.gate.needed"), _needed(assessment, overall, framework)),))


def _needed(assessment: Assessment, overall: LiftFigures, framework: Framework) -> str:
    """Return the users still needed in each group, and when they are there at the present size."""
    have = min(overall.control_users, overall.treatment_users)
    needed = overall.users_per_arm_needed
    counts = {"needed": number(f"{needed:,}", framework), "have": number(f"{have:,}", framework)}
    words = framework.phrase("report.gate.needed_value", **counts)
    day = sample_date(overall, assessment.as_of)
    if day is None:
        return words
    return f"{words}. {framework.phrase('gate_plan.needed.date', date=date_words(day, framework))}"


def _months_alt(figures: GateFigures, framework: Framework) -> str:
    """Return the lift of each month in words."""
    said = [
        framework.phrase(
            "report.gate.months_point", lift=number(gate.signed(one.lift), framework), month=one.month
        )
        for one in figures.months
    ]
    return framework.phrase(
        "report.gate.months_alt", count=len(figures.months), lifts=listed(said, framework)
    )
