"""The stage ladder, and the progression over the assessments of a product with its signals below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness_gui.charts.style import (
    ChartStyle,
    Table,
    dress,
    figure_width,
    finish,
    nothing_yet,
    plain_axes,
    table,
    wrap,
    write,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import HistoryPoint
from readiness_gui.core.model import Verdict
from readiness_gui.core.terms import SignalId, Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STAGES = (1, 2, 3)
#: the width of a step of the ladder, of 1 from step to step
STEP_WIDTH = 0.92
#: a status by shape as well as by colour
MARKERS = {Status.PRESENT: "o", Status.ABSENT: "X", Status.UNCLEAR: "D"}


def places_of(verdict: Verdict, framework: Framework) -> dict[int, str]:
    """Return what each stage is to the product: where it is, where it may go, what comes later."""
    current, target = verdict.current_stage, verdict.target_stage
    if target > current:
        places = {
            current: framework.phrase("charts.ladder.current"),
            target: framework.phrase("charts.ladder.target"),
        }
    else:
        places = {current: framework.phrase("charts.ladder.stay")}
    later = max(current, target) + 1
    if later in STAGES:
        places[later] = framework.phrase("charts.ladder.next")
    return places


def draw_ladder(figure: Figure, verdict: Verdict, style: ChartStyle, framework: Framework) -> None:
    """Draw three rising steps: the current filled, the target outlined with a bar, the later plain."""
    from matplotlib.patches import FancyBboxPatch

    axes = plain_axes(figure, style)
    axes.set_axis_off()
    places = places_of(verdict, framework)
    for stage in STAGES:
        here, goes = stage == verdict.current_stage, stage == verdict.target_stage > verdict.current_stage
        height = 0.7 + stage * 0.55
        face = style.accent if here else style.ground
        edge = style.accent if here or goes else style.line
        hatch = "////" if goes else None
        box = FancyBboxPatch(
            (stage - STEP_WIDTH / 2, 0),
            STEP_WIDTH,
            height,
            boxstyle="round,pad=0,rounding_size=0.04",
            facecolor=face,
            edgecolor=edge,
            linewidth=2 if here or goes else 1,
            mutation_aspect=2,
        )
        axes.add_patch(box)
        if hatch:
            axes.fill_between([stage - 0.44, stage + 0.44], 0.03, 0.16, color=style.accent, linewidth=0)
        _step_words(axes, stage, height, style, framework, on_fill=here)
        if stage in places:
            above = height + 0.1
            strong = here or goes
            write(
                axes, stage, above, places[stage], style, ha="center", va="bottom", bold=strong,
                color=style.accent if strong else style.muted,
            )  # fmt: skip
    axes.set_xlim(0.5, 3.5)
    axes.set_ylim(0, 2.75)


def ladder_table(verdict: Verdict, framework: Framework) -> Table:
    """Return the stages, what each takes, and what it is to the product."""
    places = places_of(verdict, framework)
    header = [framework.phrase(f"charts.ladder.{key}") for key in ("stage", "name", "place")]
    return table(header, [(stage, framework.stages[stage].name, places.get(stage, "–")) for stage in STAGES])


def draw_progression(
    figure: Figure, points: Sequence[HistoryPoint], style: ChartStyle, framework: Framework
) -> None:
    """Draw the stage at each assessment as a step line, targets as open marks, the signals as a matrix."""
    if not points:
        nothing_yet(figure, framework.phrase("charts.progression.empty"), style)
        return
    figure.clear()
    figure.set_facecolor(style.ground)
    figure.set_layout_engine("constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1))
    places = range(len(points))
    for axes in (upper, lower):
        dress(axes, style)
    upper.step(places, [point.stage for point in points], where="post", color=style.accent, linewidth=2)
    upper.plot(places, [point.stage for point in points], "o", color=style.accent, markersize=8)
    for place, point in zip(places, points, strict=True):
        if point.target > point.stage:
            arrow = {"arrowstyle": "->", "color": style.muted, "linewidth": 1.2}
            upper.annotate("", (place, point.target - 0.12), (place, point.stage + 0.16), arrowprops=arrow)
            upper.plot(
                [place], [point.target], "o", mfc=style.ground, mec=style.accent, mew=1.6, markersize=8
            )
    upper.set_ylim(0.6, 3.4)
    upper.set_yticks(STAGES, [framework.stages[stage].name for stage in STAGES])
    upper.grid(axis="y", color=style.line, linewidth=0.8)
    _signal_matrix(lower, points, style, framework)
    lower.set_xlim(-0.5, max(len(points) - 0.5, 0.5))
    lower.set_xticks(list(places), [point.date.isoformat() for point in points])
    finish(upper, style)
    finish(lower, style)


def progression_table(points: Sequence[HistoryPoint], framework: Framework) -> Table:
    """Return the assessments as rows: date, stage, target, verdict, and the five statuses."""
    header = [
        framework.phrase("charts.progression.date"),
        framework.phrase("charts.ladder.stage"),
        framework.phrase("charts.progression.target"),
        framework.phrase("charts.progression.verdict"),
        *(framework.signals[signal].short for signal in SignalId),
    ]
    return table(
        header,
        [
            (
                point.date.isoformat(),
                point.stage,
                point.target,
                framework.verdicts[point.verdict].title,
                *(framework.phrase(f"charts.progression.{point.statuses[signal]}") for signal in SignalId),
            )
            for point in points
        ],
    )


def _step_words(
    axes: Axes, stage: int, height: float, style: ChartStyle, framework: Framework, *, on_fill: bool
) -> None:
    """Write number, name and duration below each other from the top of a step, as wide as the step."""
    colour = style.ground if on_fill else style.text
    quiet = colour if on_fill else style.muted
    text = framework.stages[stage]
    inside = figure_width(axes) * STEP_WIDTH / len(STAGES) - 1.5 * style.size
    takes = framework.phrase("charts.ladder.takes", weeks=f"{text.weeks_low}–{text.weeks_high}")
    parts = (
        (str(stage), style.font(1.4 * style.size, bold=True), colour),
        (text.name, style.font(), colour),
        (takes, style.font(style.size - 1), quiet),
    )
    down = 0.7 * style.size
    for words, font, ink in parts:
        lines = wrap(words, inside, font)
        axes.annotate(
            lines, (stage, height), (0, -down), textcoords="offset points", ha="center", va="top",
            fontproperties=font, color=ink, parse_math=False, linespacing=1.15,
        )  # fmt: skip
        down += font.get_size() * 1.25 * (lines.count("\n") + 1) + 0.35 * style.size


def _signal_matrix(
    axes: Axes, points: Sequence[HistoryPoint], style: ChartStyle, framework: Framework
) -> None:
    colours = {Status.PRESENT: style.present, Status.ABSENT: style.absent, Status.UNCLEAR: style.unclear}
    for status, marker in MARKERS.items():
        spots = [
            (place, row)
            for place, point in enumerate(points)
            for row, signal in enumerate(SignalId)
            if point.statuses[signal] is status
        ]
        face = "none" if status is Status.UNCLEAR else colours[status]
        words = framework.phrase(f"charts.progression.{status}")
        axes.scatter(
            [place for place, _ in spots], [row for _, row in spots], marker=marker, s=60, label=words,
            facecolors=face, edgecolors=colours[status], linewidths=1.4,
        )  # fmt: skip
    axes.set_yticks(range(len(SignalId)), [framework.signals[signal].short for signal in SignalId])
    axes.set_ylim(len(SignalId) - 0.4, -0.6)
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, frameon=False, prop=style.font(),
        labelcolor=style.muted, handletextpad=0.2,
    )  # fmt: skip
