"""The gate: relative lift with its interval, overall and by segment, and its course over months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness_gui.charts.style import (
    ChartStyle,
    Table,
    figure_width,
    finish,
    nothing_yet,
    plain_axes,
    shorten,
    table,
    text_width,
    write,
)
from readiness_gui.core.figures import GateFigures, LiftFigures, MonthlyLift
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate import Step, all_steps, last_steps
from readiness_gui.core.gate_words import limit_points, p_words, points, step_words
from readiness_gui.core.wording import number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_gate(figure: Figure, values: GateFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the lifts as a forest: a mark and its interval a row, lines at no effect and at the gate."""
    rows = [one for one in (values.overall, *values.segments) if one.lift is not None]
    if not rows:
        nothing_yet(figure, framework.phrase("charts.gate.empty"), style)
        return
    axes = plain_axes(figure, style)
    for index, one in enumerate(rows):
        _interval(axes, index, one, style, framework)
    gate = framework.thresholds.gate_lift
    _marks(axes, gate, framework, style)
    low = min(*(one.lift_low or 0.0 for one in rows), 0.0)
    high = max(*(one.lift_high or 0.0 for one in rows), gate)
    room = (high - low) * 0.08
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(len(rows) - 0.4, -1.0)
    names = [shorten(one.segment, 26) or framework.phrase("charts.gate.overall") for one in rows]
    axes.set_yticks(range(len(rows)), names)
    _ticks(axes, style)
    axes.xaxis.set_major_formatter(lambda value, _: percent(value, signed=True))
    axes.set_xlabel(framework.phrase("charts.gate.axis"), fontproperties=style.font(), color=style.muted)
    finish(axes, style)


def gate_table(values: GateFigures, framework: Framework) -> Table:
    """Return lift, interval, probability and decision of each row."""
    keys = ("charts.gate.segment", "charts.gate.lift", "charts.gate.interval", "charts.gate.probability")
    header = [framework.phrase(key) for key in (*keys, "gate_plan.segment.p", "charts.gate.decision")]
    return table(
        header,
        [
            (
                one.segment or framework.phrase("charts.gate.overall"),
                signed(one.lift),
                f"{signed(one.lift_low)} … {signed(one.lift_high)}",
                percent(one.probability_15),
                p_words(one.p_adjusted),
                framework.gate_results[one.decision].name,
            )
            for one in (values.overall, *values.segments)
        ],
    )


def draw_gate_months(figure: Figure, values: GateFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the lift over the months with its intervals, and the rule of the plateau at the last two steps.

    A hatched band reaches from a reading up to the points that the next may rise and count as flat.
    """
    if not values.months:
        nothing_yet(figure, framework.phrase("charts.gate.empty"), style)
        return
    axes = plain_axes(figure, style)
    months = [one.month for one in values.months]
    gate, limit = framework.thresholds.gate_lift, framework.evidence.plateau_increment
    steps = steps_of(values, framework)
    for step in steps:
        _band(axes, step, limit, style)
    axes.plot(months, [one.lift for one in values.months], color=style.accent, marker="o", linewidth=2)
    labelled = _labelled(axes, values, style)
    for one in values.months:
        axes.plot(
            [one.month] * 2, [one.low, one.high], color=style.accent, linewidth=1.4, marker="_", markersize=9
        )
        if one in labelled:
            lift = number(signed(one.lift), framework)
            write(axes, one.month, one.high, lift, style, ha="center", va="bottom", bold=True, offset=(0, 3))
    axes.axhline(gate, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.axhline(0, color=style.text, linewidth=1)
    low, high = months_span(values, gate, limit)
    axes.set_ylim(low - 0.22 * (high - low) * bool(steps), high)
    axes.set_xlim(min(months) - 0.8, max(months) + 0.5)
    words = framework.phrase("charts.gate.line", share=percent(gate))
    write(axes, min(months) - 0.78, gate, words, style, va="bottom", color=style.muted, offset=(0, 3))
    for step in steps:
        _step_words(axes, step, framework, style, len(months))
    axes.set_xticks(months)
    axes.yaxis.set_major_formatter(lambda value, _: percent(value, signed=True))
    axes.grid(axis="y", color=style.line, linewidth=0.8)
    axes.set_xlabel(months_axis(values, framework), fontproperties=style.font(), color=style.muted, wrap=True)
    finish(axes, style)


def gate_months_table(values: GateFigures, framework: Framework) -> Table:
    """Return the lift of each month with its interval, and whether the step to it counts as flat."""
    header = [framework.phrase(f"charts.gate.{key}") for key in ("month", "lift", "interval")]
    header.append(framework.phrase("gate_plan.drift.change"))
    header.append(framework.phrase("gate_plan.drift.rule", limit=limit_points(framework)))
    lifts = [(one.month, one.lift) for one in values.months]
    steps = {step.month_to: step for step in all_steps(lifts, framework.evidence)}
    rows = []
    for one in values.months:
        step = steps.get(one.month)
        flat = framework.phrase(f"gate_plan.drift.{'yes' if step.flat else 'no'}") if step else "–"
        interval = f"{signed(one.low)} … {signed(one.high)}"
        rows.append((one.month, signed(one.lift), interval, points(step) if step else "–", flat))
    return table(header, rows)


def steps_of(values: GateFigures, framework: Framework) -> tuple[Step, ...]:
    """Return the last two steps of the months, on which the plateau rests."""
    return last_steps([(one.month, one.lift) for one in values.months], framework.evidence)


def months_axis(values: GateFigures, framework: Framework) -> str:
    """Return what stands below the months; with steps it explains the band."""
    if len(values.months) < 2:
        return framework.phrase("charts.gate.months")
    return framework.phrase("gate_plan.drift.axis", limit=limit_points(framework))


def months_span(values: GateFigures, gate: float, limit: float) -> tuple[float, float]:
    """Return the least and the greatest lift to be shown, bands and lines included."""
    spots = [spot for one in values.months for spot in (one.low, one.high, one.lift + limit)]
    low, high = min([*spots, 0.0]), max([*spots, gate])
    return low - 0.06 * (high - low), high + 0.14 * (high - low)


def signed(value: float | None) -> str:
    """Return a relative lift as a signed per cent."""
    return percent(value, 1, signed=True)


def _ticks(axes: Axes, style: ChartStyle) -> None:
    """Have no more ticks below than their words have room side by side."""
    from matplotlib.ticker import MaxNLocator

    room = figure_width(axes) * 0.65 / (text_width("+100 %", style.font()) + 2 * style.size)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=max(2, min(int(room), 8)), steps=[1, 2, 5, 10]))


def _interval(axes: Axes, row: int, one: LiftFigures, style: ChartStyle, framework: Framework) -> None:
    if one.lift is None or one.lift_low is None or one.lift_high is None:
        return
    width = 3 if row == 0 else 2
    axes.plot([one.lift_low, one.lift_high], [row, row], color=style.accent, linewidth=width)
    axes.plot([one.lift], [row], color=style.accent, marker="D" if row == 0 else "o", markersize=7)
    write(
        axes, one.lift, row - 0.28, number(signed(one.lift), framework), style, ha="center", va="bottom",
        bold=row == 0, bbox=style.patch(),
    )  # fmt: skip


def _labelled(axes: Axes, values: GateFigures, style: ChartStyle) -> Sequence[MonthlyLift]:
    """Return the months whose lift is written: all of them, or the last three where they stand too close."""
    wide = text_width("+00.0 %", style.font(bold=True))
    fits = wide < 0.75 * figure_width(axes) / (len(values.months) + 0.3)
    return values.months if fits else values.months[-3:]


def _step_words(axes: Axes, step: Step, framework: Framework, style: ChartStyle, months: int) -> None:
    """Write the change below a step, shorter where months stand close together."""
    words = step_words(step, framework).replace(": ", ":\n")
    wide = text_width(words.partition("\n")[0], style.font())
    if wide > 0.75 * figure_width(axes) / (months + 0.3):
        words = f"{points(step)}\n{'<' if step.flat else '≥'} {limit_points(framework)}"
    middle = (step.month_from + step.month_to) / 2
    write(
        axes, middle, 0.02, words, style, ha="center", va="bottom", xycoords=("data", "axes fraction"),
        bbox=style.patch(),
    )  # fmt: skip


def _band(axes: Axes, step: Step, limit: float, style: ChartStyle) -> None:
    """Draw where the next reading may lie and count as flat."""
    from matplotlib.patches import Rectangle

    across = step.month_to - step.month_from
    axes.add_patch(
        Rectangle(
            (step.month_from, step.lift_from), across, limit,
            facecolor=style.accent_soft, alpha=0.55, hatch="////", edgecolor=style.muted, linewidth=0,
        )
    )  # fmt: skip
    edge = [step.lift_from + limit] * 2
    axes.plot([step.month_from, step.month_to], edge, color=style.muted, linewidth=1.2, linestyle=":")


def _marks(axes: Axes, gate: float, framework: Framework, style: ChartStyle) -> None:
    axes.axvline(0, color=style.text, linewidth=1)
    axes.axvline(gate, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    words = framework.phrase("charts.gate.line", share=percent(gate))
    write(axes, gate, -0.85, words, style, ha="left", va="center", color=style.muted, offset=(4, 0))
