"""The pooled retention curve with its interval, the benchmark, and the cohort matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_gui.charts.style import (
    ChartStyle,
    Table,
    finish,
    nothing_yet,
    plain_axes,
    shorten,
    table,
    write,
)
from readiness_gui.core.figures import CohortFigures, PmfFigures
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


def draw_cohorts(figure: Figure, values: PmfFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the cohort matrix: a row a cohort, a column a period, the share in each complete cell."""
    if not values.cohorts:
        nothing_yet(figure, framework.phrase("charts.retention.empty"), style)
        return
    axes = plain_axes(figure, style)
    shown = values.cohorts[-24:]
    width = max(len(cohort.retained) for cohort in shown)
    for row, cohort in enumerate(shown):
        for column, share in enumerate(_shares(cohort), 1):
            if share is not None:
                _cell(axes, column, row, share, style, label=len(shown) <= 14 and width <= 14)
    axes.set_xlim(0.5, width + 0.5)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(shown)), [f"{shorten(cohort.start, 14)}  ({cohort.size})" for cohort in shown])
    axes.set_xticks(range(1, width + 1, max(1, width // 12)))
    axes.spines["bottom"].set_visible(False)
    _label_x(axes, values.period_days, style, framework)
    finish(axes, style)


def cohorts_table(values: PmfFigures, framework: Framework) -> Table:
    """Return the cohort matrix as counts."""
    width = max((len(cohort.retained) for cohort in values.cohorts), default=0)
    header = [framework.phrase("charts.retention.cohort"), framework.phrase("charts.retention.users")]
    return table(
        [*header, *map(str, range(1, width + 1))],
        [
            (
                cohort.start,
                cohort.size,
                *("" if cell is None else cell for cell in cohort.retained),
                *[""] * (width - len(cohort.retained)),
            )
            for cohort in values.cohorts
        ],
    )


def _shares(cohort: CohortFigures) -> list[float | None]:
    return [None if cell is None or not cohort.size else cell / cohort.size for cell in cohort.retained]


def _cell(axes: Axes, column: int, row: int, share: float, style: ChartStyle, *, label: bool) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, color=style.accent, alpha=0.08 + 0.5 * share, lw=0)
    )
    if label:
        write(axes, column, row, f"{share * 100:.0f}", style, ha="center", va="center", size=style.size - 1)


def _label_x(axes: Axes, period_days: int, style: ChartStyle, framework: Framework) -> None:
    key = "weeks" if period_days == WEEK else "months"
    axes.set_xlabel(
        framework.phrase(f"charts.retention.{key}"), fontproperties=style.font(), color=style.muted
    )
