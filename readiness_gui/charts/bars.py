"""Charts made of bars: profiles, complaints, active users, priorities."""

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
from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    PriorityFigures,
    SegmentVotes,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import p_words
from readiness_gui.core.terms import Priority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: more bars than this cannot be read; the table has them all
MOST_BARS = 14
#: with so few bars a name goes over two lines, and is cut later
FEW_BARS = 7
NAME, SHORT_NAME = 30, 18


def draw_profiles(figure: Figure, values: DiversityFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw in how many users each need profile was seen; those seen once only are hatched."""
    if not values.counts:
        nothing_yet(figure, framework.phrase("charts.profiles.empty"), style)
        return
    shown = values.counts[:MOST_BARS]
    minimum = framework.evidence.profile_users_minimum
    axes = _horizontal(figure, [one.profile for one in shown], [one.users for one in shown], style)
    for bar, one in zip(axes.patches, shown, strict=True):
        if one.users < minimum:
            bar.set(facecolor=style.ground, edgecolor=style.accent, hatch="////", linewidth=1)
    axes.axvline(minimum - 0.5, color=style.muted, linewidth=1, linestyle=(0, (5, 3)))
    axes.set_xlabel(framework.phrase("charts.profiles.axis"), fontproperties=style.font(), color=style.muted)


def profiles_table(values: DiversityFigures, framework: Framework) -> Table:
    """Return profiles and the number of users of each."""
    header = [framework.phrase(f"charts.profiles.{key}") for key in ("profile", "users")]
    return table(header, [(one.profile, one.users) for one in values.counts])


def draw_complaints(
    figure: Figure, values: ComplaintFigures, style: ChartStyle, framework: Framework
) -> None:
    """Draw votes of each segment on each axis: too little to the left, too much to the right."""
    bars = [(axis.axis, one) for axis in values.axes for one in axis.segments if one.low or one.high]
    if not bars:
        nothing_yet(figure, framework.phrase("charts.complaints.empty"), style)
        return
    shown = bars[:MOST_BARS]
    axes = plain_axes(figure, style)
    rows = range(len(shown))
    axes.barh(rows, [-one.low for _, one in shown], color=style.low, height=0.6)
    axes.barh(
        rows, [one.high for _, one in shown], color=style.high, height=0.6, hatch="..", edgecolor=style.ground
    )
    reach = max(max(one.low, one.high) for _, one in shown)
    for row, (_, one) in enumerate(shown):
        _numbers(axes, row, one, reach, style)
    axes.axvline(0, color=style.text, linewidth=1)
    axes.set_ylim(len(shown) - 0.4, -1.2)
    axes.set_xlim(-reach * 1.25, reach * 1.25)
    most, between = (SHORT_NAME, " · ") if len(shown) > FEW_BARS else (NAME, "\n")
    names = [f"{shorten(axis, most)}{between}{shorten(one.segment, most)}" for axis, one in shown]
    axes.set_yticks(list(rows), names)
    axes.set_xticks([])
    for x, key, side in ((-0.02, "low", "right"), (0.02, "high", "left")):
        words = framework.phrase(f"charts.complaints.{key}")
        write(axes, x * reach, -0.75, words, style, ha=side, va="center", bold=True)
    finish(axes, style)


def complaints_table(values: ComplaintFigures, framework: Framework) -> Table:
    """Return votes by axis and segment."""
    header = [framework.phrase(f"charts.complaints.{key}") for key in ("axis", "segment", "low", "high", "p")]
    return table(
        header,
        [
            (
                axis.axis,
                one.segment,
                one.low,
                one.high,
                p_words(axis.p_adjusted),
            )
            for axis in values.axes
            for one in axis.segments
        ],
    )


def draw_active_users(
    figure: Figure, values: ActiveUsersFigures, style: ChartStyle, framework: Framework
) -> None:
    """Draw the active users of the last windows against the number that counts as present."""
    if not values.windows:
        nothing_yet(figure, framework.phrase("charts.active.empty"), style)
        return
    axes = plain_axes(figure, style)
    counts = values.windows[-12:]
    places = range(-len(counts) + 1, 1)
    colours = [style.accent_soft] * (len(counts) - 1) + [style.accent]
    axes.bar(places, counts, color=colours, width=0.64)
    needed = framework.evidence.active_present
    axes.axhline(needed, color=style.muted, linewidth=1.2, linestyle=(0, (5, 3)))
    top = max(*counts, needed) * 1.16
    for place, count in zip(places, counts, strict=True):
        write(
            axes,
            place,
            count + top * 0.015,
            f"{count:,}",
            style,
            ha="center",
            va="bottom",
            bold=place == 0,
            bbox=style.patch(),
        )
    words = framework.phrase("charts.active.needed", needed=needed)
    write(
        axes, places[0] - 0.45, needed, words, style, ha="left", va="bottom", color=style.muted, offset=(0, 3)
    )
    axes.set_ylim(0, top)
    axes.set_xlim(places[0] - 0.5, 0.5)
    axes.set_xticks(
        list(places), [framework.phrase("charts.active.now") if p == 0 else str(p) for p in places]
    )
    axes.set_yticks([])
    axes.set_xlabel(
        framework.phrase("charts.active.axis", days=values.window_days),
        fontproperties=style.font(),
        color=style.muted,
    )
    finish(axes, style)


def active_users_table(values: ActiveUsersFigures, framework: Framework) -> Table:
    """Return the windows, oldest first, and the other counts that are known."""
    header = [framework.phrase(f"charts.active.{key}") for key in ("window", "users")]
    places = range(-len(values.windows) + 1, 1)
    rows: list[tuple[object, object]] = [
        (framework.phrase("charts.active.now") if place == 0 else place, count)
        for place, count in zip(places, values.windows, strict=True)
    ]
    other = {7: values.active_7, 28: values.active_28, 30: values.active_30, 90: values.active_90}
    rows += [
        (framework.phrase("charts.active.days", days=days), count)
        for days, count in other.items()
        if count is not None and days != values.window_days
    ]
    return table(header, rows)


def draw_priorities(figure: Figure, values: PriorityFigures, style: ChartStyle, framework: Framework) -> None:
    """Draw the Borda points of the five options; retention is the strong bar."""
    names = [framework.priorities[option] for option, _ in values.borda]
    axes = _horizontal(figure, names, [points for _, points in values.borda], style)
    for bar, (option, _) in zip(axes.patches, values.borda, strict=True):
        bar.set_facecolor(style.accent if option is Priority.RETENTION else style.accent_soft)
    axes.set_xlabel(framework.phrase("charts.priority.axis"), fontproperties=style.font(), color=style.muted)


def priorities_table(values: PriorityFigures, framework: Framework) -> Table:
    """Return options and Borda points."""
    header = [framework.phrase(f"charts.priority.{key}") for key in ("option", "points")]
    return table(header, [(framework.priorities[option], f"{points:g}") for option, points in values.borda])


def _horizontal(figure: Figure, names: Sequence[str], counts: Sequence[float], style: ChartStyle) -> Axes:
    axes = plain_axes(figure, style)
    rows = range(len(names))
    axes.barh(rows, counts, color=style.accent, height=0.62)
    top = max([*counts, 1])
    for row, count in zip(rows, counts, strict=True):
        write(axes, count + top * 0.015, row, f"{count:g}", style, va="center", bold=True)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, top * 1.1)
    axes.set_yticks(list(rows), [shorten(name, NAME) for name in names])
    axes.set_xticks([])
    finish(axes, style)
    return axes


def _numbers(axes: Axes, row: int, one: SegmentVotes, reach: float, style: ChartStyle) -> None:
    gap = reach * 0.03
    write(axes, -one.low - gap, row, str(one.low), style, ha="right", va="center")
    write(axes, one.high + gap, row, str(one.high), style, ha="left", va="center")


def _p_value(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
