"""The gate in the report: the plan before readings, the decision after them."""

from __future__ import annotations

from readiness_gui.charts import gate
from readiness_gui.core.figures import GateFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import GateResult
from readiness_gui.core.wording import listed, number
from readiness_gui.report import plots
from readiness_gui.report.blocks import Block, Callout, Chart, Facts, Paragraph, Section
from readiness_gui.report.options import Part


def gate_section(assessment: Assessment, framework: Framework) -> Section:
    """Return the section; without readings it says what to measure and how much of it."""
    answer = assessment.gate
    text = framework.gate_results[answer.result]
    blocks: list[Block] = [Callout(text.name, f"{text.rule} {text.why}")]
    figures = answer.finding
    if figures is None:
        key = "plan" if answer.result is GateResult.NONE else "claimed"
        blocks.append(
            Paragraph(
                framework.phrase(
                    f"report.gate.{key}", lift=number(f"{framework.thresholds.gate_lift:.0%}", framework)
                )
            )
        )
        return Section(framework.phrase("report.gate.title"), tuple(blocks), key=Part.GATE)
    overall = figures.overall
    lift = number(gate.signed(overall.lift), framework)
    blocks.append(
        Chart(
            "gate",
            plots.gate(figures, framework),
            lambda figure, style: gate.draw_gate(figure, figures, style, framework),
            framework.phrase("report.gate.alt", lift=lift, decision=text.name),
            gate.gate_table(figures, framework),
            0.22 + 0.06 * len(figures.segments),
        )
    )
    if len(figures.months) > 1:
        lifts = _lifts(figures, framework)
        blocks.append(
            Chart(
                "gate_months",
                plots.gate_months(figures, framework),
                lambda figure, style: gate.draw_gate_months(figure, figures, style, framework),
                framework.phrase("report.gate.months_alt", count=len(figures.months), lifts=lifts),
                gate.gate_months_table(figures, framework),
                0.36,
            )
        )
    if overall.users_per_arm_needed is not None:
        label = framework.phrase("report.gate.needed")
        have = min(overall.control_users, overall.treatment_users)
        value = framework.phrase("report.gate.needed_value", needed=overall.users_per_arm_needed, have=have)
        blocks.append(Facts(((label, value),)))
    return Section(framework.phrase("report.gate.title"), tuple(blocks), key=Part.GATE)


def _lifts(figures: GateFigures, framework: Framework) -> str:
    """Return the lift of each month in words."""
    said = [
        framework.phrase(
            "report.gate.months_point", lift=number(gate.signed(one.lift), framework), month=one.month
        )
        for one in figures.months
    ]
    return listed(said, framework)
