"""The gate: relative lift with its interval, overall and by segment, and its course over months."""

from __future__ import annotations

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
from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework

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
        _interval(axes, index, one, style)
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
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0%}")
    axes.set_xlabel(framework.phrase("charts.gate.axis"), fontproperties=style.font(), color=style.muted)
    finish(axes, style)


def gate_table(values: GateFigures, framework: Framework) -> Table:
    """Return lift, interval, probability and decision of each row."""
    keys = ("segment", "lift", "interval", "probability", "decision")
    return table(
        [framework.phrase(f"charts.gate.{key}") for key in keys],
        [
            (
                one.segment or framework.phrase("charts.gate.overall"),
                signed(one.lift),
                f"{signed(one.lift_low)} … {signed(one.lift_high)}",
                "–" if one.probability_15 is None else f"{one.probability_15:.0%}",
                framework.gate_results[one.decision].name,
            )
            for one in (values.overall, *values.segments)
        ],
    )


def draw_gate_months(figure: Figure, values: GateFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the lift over the months; a band shows where the last two steps count as flat."""
    if not values.months:
        nothing_yet(figure, framework.phrase("charts.gate.empty"), style)
        return
    axes = plain_axes(figure, style)
    months = [one.month for one in values.months]
    lifts = [one.lift for one in values.months]
    axes.fill_between(
        months, [one.low for one in values.months], [one.high for one in values.months],
        color=style.accent_soft, alpha=0.6, linewidth=0,
    )  # fmt: skip
    axes.plot(months, lifts, color=style.accent, marker="o", linewidth=2)
    for month, lift in zip(months, lifts, strict=True):
        write(axes, month, lift + 0.012, signed(lift), style, ha="center", va="bottom", bold=True)
    gate = framework.thresholds.gate_lift
    axes.axhline(gate, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.axhline(0, color=style.text, linewidth=1)
    axes.set_xticks(months)
    axes.set_xlim(min(months) - 0.4, max(months) + 0.4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:+.0%}")
    axes.grid(axis="y", color=style.line, linewidth=0.8)
    axes.set_xlabel(framework.phrase("charts.gate.months"), fontproperties=style.font(), color=style.muted)
    finish(axes, style)


def gate_months_table(values: GateFigures, framework: Framework) -> Table:
    """Return the lift of each month with its interval."""
    keys = ("month", "lift", "interval")
    return table(
        [framework.phrase(f"charts.gate.{key}") for key in keys],
        [(one.month, signed(one.lift), f"{signed(one.low)} … {signed(one.high)}") for one in values.months],
    )


def signed(value: float | None) -> str:
    """Return a relative lift as a signed per cent."""
    return "–" if value is None else f"{value:+.1%}"


def _ticks(axes: Axes, style: ChartStyle) -> None:
    """Have no more ticks below than their words have room side by side."""
    from matplotlib.ticker import MaxNLocator

    room = figure_width(axes) * 0.65 / (text_width("+100%", style.font()) + 2 * style.size)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=max(2, min(int(room), 8)), steps=[1, 2, 5, 10]))


def _interval(axes: Axes, row: int, one: LiftFigures, style: ChartStyle) -> None:
    if one.lift is None or one.lift_low is None or one.lift_high is None:
        return
    width = 3 if row == 0 else 2
    axes.plot([one.lift_low, one.lift_high], [row, row], color=style.accent, linewidth=width)
    axes.plot([one.lift], [row], color=style.accent, marker="D" if row == 0 else "o", markersize=7)
    write(
        axes, one.lift, row - 0.28, signed(one.lift), style, ha="center", va="bottom", bold=row == 0,
        bbox=style.patch(),
    )  # fmt: skip


def _marks(axes: Axes, gate: float, framework: Framework, style: ChartStyle) -> None:
    axes.axvline(0, color=style.text, linewidth=1)
    axes.axvline(gate, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    words = framework.phrase("charts.gate.line", share=f"{gate:.0%}")
    write(axes, gate, -0.85, words, style, ha="left", va="center", color=style.muted, offset=(4, 0))
