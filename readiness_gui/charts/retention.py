"""The pooled retention curve with its interval, the benchmark, and the cohort matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_gui.charts.style import (
    ChartStyle,
    Table,
    finish,
    nothing_yet,
    plain_axes,
    table,
    write,
)
from readiness_gui.core.figures import PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WEEK = 7


def draw_retention(figure: Figure, values: PmfFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the share that came back in each period, its 95 % interval and the healthy level."""
    if not values.curve:
        nothing_yet(figure, framework.phrase("charts.retention.empty"), style)
        return
    axes = plain_axes(figure, style)
    periods = [point.period for point in values.curve]
    rates = [point.rate for point in values.curve]
    lows, highs = [point.low for point in values.curve], [point.high for point in values.curve]
    axes.fill_between(periods, lows, highs, color=style.accent_soft, linewidth=0, alpha=0.7)
    axes.plot(periods, rates, color=style.accent, linewidth=2, marker="o", markersize=5)
    top = max(highs, default=1.0)
    if values.benchmark is not None:
        top = max(top, values.benchmark)
        axes.axhline(values.benchmark, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
        words = framework.phrase("charts.retention.benchmark", share=percent(values.benchmark))
        above = rates[-1] < values.benchmark
        # on the side of the line that the curve leaves free
        va, away = ("bottom", 3) if above else ("top", -4)
        write(
            axes, periods[0] - 0.3, values.benchmark, words, style, va=va, color=style.muted, offset=(0, away)
        )
    write(
        axes, periods[-1] + 0.12, rates[-1], percent(rates[-1]), style, va="center", bold=True, clip_on=False
    )
    axes.set_xlim(min(periods) - 0.4, max(periods) + 0.8)
    axes.set_ylim(0, min(1.0, top * 1.18) if top else 1.0)
    axes.set_xticks(periods[:: max(1, len(periods) // 12)])
    axes.yaxis.set_major_formatter(lambda value, _: percent(value))
    axes.grid(axis="y", color=style.line, linewidth=0.8)
    _label_x(axes, values.period_days, style, framework)
    finish(axes, style)


def retention_table(values: PmfFigures, framework: Framework) -> Table:
    """Return the curve as rows: period, users, share, interval."""
    header = [framework.phrase(f"charts.retention.{key}") for key in ("period", "users", "share", "interval")]
    return table(
        header,
        [
            (point.period, point.users, percent(point.rate), f"{100 * point.low:.0f}–{percent(point.high)}")
            for point in values.curve
        ],
    )


def _label_x(axes: Axes, period_days: int, style: ChartStyle, framework: Framework) -> None:
    key = "weeks" if period_days == WEEK else "months"
    axes.set_xlabel(
        framework.phrase(f"charts.retention.{key}"), fontproperties=style.font(), color=style.muted
    )
