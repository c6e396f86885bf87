"""The figures behind a finding in words, for report and screen alike; knows no chart."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import p_words
from readiness_gui.core.model import Figures
from readiness_gui.core.wording import number


def figure_pairs(figures: Figures, framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield the figures of a finding as label and text, rates in per cent with their interval."""

    def named(key: str, **values: object) -> str:
        return framework.phrase(f"report.figures.{key}", **values)

    def digits(words: str) -> str:
        return number(words, framework)

    def interval(value: float | None, low: float | None, high: float | None) -> str:
        if value is None or low is None or high is None:
            return "–"
        found = [digits(f"{one:.1%}") for one in (value, low, high)]
        return named("interval", value=found[0], low=found[1], high=found[2])

    match figures:
        case PmfFigures():
            yield named("users"), digits(f"{figures.users:,}")
            yield (
                named("panel"),
                named("panel_value", users=figures.panel_users, periods=figures.periods),
            )
            if figures.tail is not None:
                yield named("tail"), interval(figures.tail, figures.tail_low, figures.tail_high)
                yield named("decline"), interval(figures.decline, figures.decline_low, figures.decline_high)
            if figures.benchmark is not None:
                yield named("benchmark"), digits(f"{figures.benchmark:.0%}")
            if figures.survey is not None:
                one = figures.survey
                yield named("survey"), f"{one.very}/{one.total} = " + interval(one.share, one.low, one.high)
        case DiversityFigures():
            yield named("interviewed"), str(figures.users)
            yield (
                named("profiles"),
                named("profiles_value", all=figures.profiles, once=figures.seen_once),
            )
            yield named("coverage"), "–" if figures.coverage is None else digits(f"{figures.coverage:.0%}")
            if figures.chao1 is not None:
                low, high = figures.chao1_low or 0, figures.chao1_high or 0
                yield named("chao1"), digits(f"{figures.chao1:.1f} ({low:.1f}–{high:.1f})")
            yield (
                named("hill"),
                f"{digits(f'{figures.hill_1 or 0:.1f}')}; {digits(f'{figures.hill_2 or 0:.1f}')}",
            )
        case ComplaintFigures():
            for axis in figures.axes:
                p = digits(p_words(axis.p_adjusted))
                yes = named("crosses" if axis.crosses else "crosses_not")
                yield axis.axis, named("axis_value", crosses=yes, p=p)
        case ActiveUsersFigures():
            counts = (figures.active_7, figures.active_28, figures.active_30, figures.active_90)
            for days, count in zip((7, 28, 30, 90), counts, strict=True):
                if count is not None:
                    yield named("days", days=days), digits(f"{count:,}")
            yield named("windows"), ", ".join(digits(f"{count:,}") for count in figures.windows)
        case PriorityFigures():
            yield named("people"), str(figures.participants)
            winner = figures.condorcet_winner
            yield named("condorcet"), framework.priorities[winner] if winner else named("nobody")
            if figures.kendall_w is not None:
                yield named("kendall"), digits(f"{figures.kendall_w:.2f}")
