"""How well a team's predictions came out: the Brier score over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness_gui.charts.style import ChartStyle, Table, finish, nothing_yet, plain_axes, table, write
from readiness_gui.core.framework import Framework
from readiness_gui.core.predictions import BrierPoint

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: the score of somebody who says 50 % each time
GUESS = 0.25
#: dates that have room side by side
MOST_DATES = 6


def draw_brier(figure: Figure, points: Sequence[BrierPoint], style: ChartStyle, framework: Framework) -> None:
    """Draw the mean so far at each day of scoring against the line of a coin."""
    if not points:
        nothing_yet(figure, framework.phrase("predictions.chart_empty"), style)
        return
    axes = plain_axes(figure, style)
    places = list(range(len(points)))
    scores = [point.brier for point in points]
    axes.plot(places, scores, color=style.accent, marker="o", linewidth=2, markersize=7)
    for place, score in zip(places, scores, strict=True):
        if len(points) <= MOST_DATES or place == places[-1]:
            write(
                axes, place, score, f"{score:.2f}", style, ha="center", va="bottom", bold=True, offset=(0, 6)
            )
    axes.axhline(GUESS, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    guess = framework.phrase("predictions.chart_guess")
    write(
        axes, 1.0, GUESS, guess, style, xycoords=("axes fraction", "data"), ha="right", va="bottom",
        color=style.muted, offset=(0, 3),
    )  # fmt: skip
    every = -(-len(points) // MOST_DATES)
    axes.set_xticks(places[::every], [point.day.isoformat() for point in points[::every]])
    axes.set_xlim(-0.5, len(points) - 0.5)
    axes.set_ylim(0, max(0.5, *scores) * 1.2 if max(scores) < 0.85 else 1.08)
    axes.set_ylabel(
        framework.phrase("predictions.chart_axis"), fontproperties=style.font(), color=style.muted
    )
    finish(axes, style)


def brier_table(points: Sequence[BrierPoint], framework: Framework) -> Table:
    """Return day, number scored so far and mean so far."""
    header = [framework.phrase(f"predictions.chart_{key}") for key in ("day", "scored", "brier")]
    return table(header, [(point.day.isoformat(), point.scored, f"{point.brier:.3f}") for point in points])
