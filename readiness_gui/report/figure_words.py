"""The figures behind a finding in words, for report and screen alike; knows no chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from readiness_gui.core.wording import number, percent

Pairs = Iterator[tuple[str, str]]

_NOTHING = "–"


def figure_pairs(figures: Figures, framework: Framework) -> Pairs:
    """Yield the figures of a finding as label and text, rates in per cent with their interval."""
    words = _Words(framework)
    match figures:
        case PmfFigures():
            yield from words.retention(figures)
        case DiversityFigures():
            yield from words.diversity(figures)
        case ComplaintFigures():
            yield from words.complaints(figures)
        case ActiveUsersFigures():
            yield from words.active_users(figures)
        case PriorityFigures():
            yield from words.priority(figures)


#: figures whose names are not understood without a book
EXPLAINED = (
    "panel", "tail", "decline", "benchmark", "survey", "coverage", "chao1", "hill", "condorcet", "kendall",
)  # fmt: skip


def figure_help(framework: Framework) -> Mapping[str, str]:
    """Return what figures mean, by the names that :func:`figure_pairs` gives them."""
    return {
        framework.phrase(f"report.figures.{key}"): framework.phrase(f"report.figure_help.{key}")
        for key in EXPLAINED
    }


class _Words:
    """Says figures in the words of one framework; a method for each kind."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    def retention(self, figures: PmfFigures) -> Pairs:
        """Yield panel, tail, decline, benchmark and survey."""
        yield self._named("users"), self._digits(f"{figures.users:,}")
        panel = self._named(
            "panel_value", users=self._digits(f"{figures.panel_users:,}"), periods=figures.periods
        )
        yield self._named("panel"), panel
        if figures.tail is not None:
            yield self._named("tail"), self._interval(figures.tail, figures.tail_low, figures.tail_high)
            decline = self._interval(figures.decline, figures.decline_low, figures.decline_high)
            yield self._named("decline"), decline
        if figures.benchmark is not None:
            yield self._named("benchmark"), self._digits(percent(figures.benchmark))
        if figures.survey is not None:
            one = figures.survey
            share = self._interval(one.share, one.low, one.high)
            yield self._named("survey"), f"{one.very}/{one.total} = {share}"

    def diversity(self, figures: DiversityFigures) -> Pairs:
        """Yield profiles, coverage, Chao1 and Hill numbers."""
        yield self._named("interviewed"), str(figures.users)
        profiles = self._named("profiles_value", all=figures.profiles, once=figures.seen_once)
        yield self._named("profiles"), profiles
        yield self._named("coverage"), self._digits(percent(figures.coverage))
        if figures.chao1 is not None:
            low, high = figures.chao1_low or 0, figures.chao1_high or 0
            yield self._named("chao1"), self._digits(f"{figures.chao1:.1f} ({low:.1f}–{high:.1f})")
        hill = (self._digits(f"{one or 0:.1f}") for one in (figures.hill_1, figures.hill_2))
        yield self._named("hill"), "; ".join(hill)

    def complaints(self, figures: ComplaintFigures) -> Pairs:
        """Yield for each axis whether majorities cross, and the adjusted p."""
        for axis in figures.axes:
            crosses = self._named("crosses" if axis.crosses else "crosses_not")
            p = self._digits(p_words(axis.p_adjusted))
            yield axis.axis, self._named("axis_value", crosses=crosses, p=p)

    def active_users(self, figures: ActiveUsersFigures) -> Pairs:
        """Yield the users of the last days and of the last windows."""
        counts = (figures.active_7, figures.active_28, figures.active_30, figures.active_90)
        for days, count in zip((7, 28, 30, 90), counts, strict=True):
            if count is not None:
                yield self._named("days", days=days), self._digits(f"{count:,}")
        yield self._named("windows"), ", ".join(self._digits(f"{count:,}") for count in figures.windows)

    def priority(self, figures: PriorityFigures) -> Pairs:
        """Yield who ranked, who wins every comparison, and Kendall's W."""
        yield self._named("people"), str(figures.participants)
        winner = figures.condorcet_winner
        named = self.framework.priorities[winner] if winner else self._named("nobody")
        yield self._named("condorcet"), named
        if figures.kendall_w is not None:
            yield self._named("kendall"), self._digits(f"{figures.kendall_w:.2f}")

    def _named(self, key: str, **values: object) -> str:
        return self.framework.phrase(f"report.figures.{key}", **values)

    def _digits(self, words: str) -> str:
        return number(words, self.framework)

    def _interval(self, value: float | None, low: float | None, high: float | None) -> str:
        if value is None or low is None or high is None:
            return _NOTHING
        found = [self._digits(percent(one, 1)) for one in (value, low, high)]
        return self._named("interval", value=found[0], low=found[1], high=found[2])
