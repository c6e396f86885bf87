"""The stage of a product over its assessments: the main chart of its history."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness_gui.charts.stages import STAGES
from readiness_gui.charts.style import (
    ChartStyle,
    dress,
    figure_width,
    finish,
    nothing_yet,
    text_width,
    wrap,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import HistoryPoint

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

#: more assessments than this are named upright, one a line
SIDE_BY_SIDE = 6
#: width of the names of stages, in sizes of text
NAMES = 9
#: where an upright name ends: the table has the title whole
BRIEF = re.compile("[:,]")


def draw_stage_history(
    figure: Figure, points: Sequence[HistoryPoint], style: ChartStyle, framework: Framework
) -> None:
    """Draw the stage as a step line, where it is to go as open marks, and name each verdict below."""
    if not points:
        nothing_yet(figure, framework.phrase("history.chart_empty"), style)
        return
    figure.clear()
    figure.set_facecolor(style.ground)
    figure.set_layout_engine("constrained")
    axes = figure.add_subplot()
    dress(axes, style)
    marks = _mark(axes, points, style)
    axes.set_xlim(-0.5, len(points) - 0.5)
    axes.set_ylim(0.6, 3.4)
    names = [f"{stage}  {framework.stages[stage].name}" for stage in STAGES]
    axes.set_yticks(STAGES, [wrap(name, NAMES * style.size, style.font()) for name in names])
    axes.grid(axis="y", color=style.line, linewidth=0.8)
    _name(axes, points, style, framework)
    finish(axes, style)
    for upright in axes.get_xticklabels() if len(points) > SIDE_BY_SIDE else ():
        upright.set_fontsize(min(style.size, _every(len(points), axes, style) * _room(axes, len(points))))
    _legend(figure, axes, marks, style, framework)


def _mark(axes: Axes, points: Sequence[HistoryPoint], style: ChartStyle) -> list[Line2D]:
    """Draw the steps, the stages and where they go; return one mark of each of the latter two."""
    places = list(range(len(points)))
    stages = [point.stage for point in points]
    axes.step(places, stages, where="post", color=style.accent, linewidth=2)
    (now,) = axes.plot(places, stages, "o", color=style.accent, markersize=9)
    aims = [(place, point) for place, point in zip(places, points, strict=True) if point.target > point.stage]
    for place, point in aims:
        arrow = {"arrowstyle": "->", "color": style.muted, "linewidth": 1.2}
        axes.annotate("", (place, point.target - 0.13), (place, point.stage + 0.16), arrowprops=arrow)
    (aim,) = axes.plot(
        [place for place, _ in aims], [point.target for _, point in aims], "o",
        mfc=style.ground, mec=style.accent, mew=1.8, markersize=9, linestyle="none",
    )  # fmt: skip
    return [now, aim]


def _legend(figure: Figure, axes: Axes, marks: list[Line2D], style: ChartStyle, framework: Framework) -> None:
    """Say what is filled and what is open, below each other where the text is large."""
    words = [framework.phrase("history.chart_now"), framework.phrase("history.chart_next")]
    wide = sum(text_width(one, style.font()) for one in words) + 8 * style.size
    figure.legend(
        marks, words, loc="outside upper center", ncols=2 if wide < figure_width(axes) else 1,
        frameon=False, prop=style.font(), labelcolor=style.muted, handletextpad=0.3,
    )  # fmt: skip


def _name(axes: Axes, points: Sequence[HistoryPoint], style: ChartStyle, framework: Framework) -> None:
    """Write date and verdict below each point: side by side where there is room, else upright."""
    titles = [framework.verdicts[point.verdict].title for point in points]
    days = [point.date.isoformat() for point in points]
    room = _room(axes, len(points)) - style.size
    if len(points) <= SIDE_BY_SIDE and room > 7 * style.size:
        words = [f"{day}\n{wrap(title, room, style.font())}" for day, title in zip(days, titles, strict=True)]
        axes.set_xticks(range(len(points)), words)
        return
    words = [f"{BRIEF.split(title)[0]}  {day}" for day, title in zip(days, titles, strict=True)]
    every = _every(len(points), axes, style)
    last = (len(points) - 1) % every
    axes.set_xticks(range(last, len(points), every), words[last::every], rotation=90)


def _room(axes: Axes, number: int) -> float:
    """Return the width that each of some points has, in points of type."""
    return figure_width(axes) * 0.76 / number


def _every(number: int, axes: Axes, style: ChartStyle) -> int:
    """Return that each point is named, or each second and so on, back from the newest, in large text."""
    return max(1, math.ceil(0.8 * style.size / _room(axes, number)))
