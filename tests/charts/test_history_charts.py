"""The charts of the history: stages where they were, every verdict named, any number of points."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from readiness_gui.charts.history import draw_stage_history
from readiness_gui.charts.predictions import GUESS, brier_table, draw_brier
from readiness_gui.charts.style import DARK, LIGHT, ChartStyle
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import HistoryPoint
from readiness_gui.core.prediction_words import brier_words
from readiness_gui.core.predictions import BrierPoint
from readiness_gui.core.terms import SignalId, Status, VerdictCode

FIRST = date(2025, 1, 6)
CODES = (VerdictCode.STAY_1, VerdictCode.GO_2, VerdictCode.STEP_BACK_2)


def points(number: int) -> tuple[HistoryPoint, ...]:
    statuses = dict.fromkeys(SignalId, Status.PRESENT)
    return tuple(
        HistoryPoint(
            date=FIRST + timedelta(days=30 * at),
            stage=1 + min(2, 3 * at // number),
            target=min(3, 1 + min(2, 3 * at // number) + at % 2),
            verdict=CODES[at % 3],
            statuses=statuses,
            users=None,
            assessment_id=str(at),
        )
        for at in range(number)
    )


def drawn(
    draw: Callable[[Figure, ChartStyle], None], look: ChartStyle = LIGHT, size: tuple[float, float] = (7, 4)
) -> Figure:
    figure = Figure(figsize=size)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(figure, look)
        figure.canvas.draw()
    return figure


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if one.get_text() and one.get_visible()]


@pytest.mark.parametrize("number", [1, 2, 3, 6, 7, 40])
@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_each_point_stands_at_its_stage_and_is_named(
    framework: Framework, number: int, look: ChartStyle
) -> None:
    given = points(number)
    figure = drawn(lambda f, s: draw_stage_history(f, given, s, framework), look)
    step, now, aim = figure.axes[0].lines
    assert list(step.get_ydata()) == list(now.get_ydata()) == [one.stage for one in given]  # type: ignore[arg-type]
    assert list(aim.get_ydata()) == [one.target for one in given if one.target > one.stage]  # type: ignore[arg-type]
    names = [one.get_text() for one in figure.axes[0].get_xticklabels()]
    assert len(names) == number
    for one, name in zip(given, names, strict=True):
        assert one.date.isoformat() in name
        title = framework.verdicts[one.verdict].title
        assert title.replace(",", ":").split(":")[0] in name.replace("\n", " ")


def test_in_large_text_names_are_left_out_rather_than_made_small(framework: Framework) -> None:
    large = replace(LIGHT, size=18.0)
    figure = drawn(lambda f, s: draw_stage_history(f, points(40), s, framework), large, (7, 6))
    labels = figure.axes[0].get_xticklabels()
    assert len(labels) == 20
    assert points(40)[-1].date.isoformat() in labels[-1].get_text(), "the newest is named"
    assert {one.get_fontsize() for one in labels} == {18.0}


def test_few_points_have_their_whole_verdict(framework: Framework) -> None:
    figure = drawn(lambda f, s: draw_stage_history(f, points(3), s, framework))
    names = [one.get_text().replace("\n", " ") for one in figure.axes[0].get_xticklabels()]
    assert [framework.verdicts[code].title in name for code, name in zip(CODES, names, strict=True)] == [
        True
    ] * 3


def test_what_is_filled_and_what_is_open_is_said(framework: Framework) -> None:
    figure = drawn(lambda f, s: draw_stage_history(f, points(3), s, framework))
    assert {"stage at the assessment", "stage to be at after the 90 days"} <= set(texts(figure))


def test_without_points_a_sentence(framework: Framework) -> None:
    figure = drawn(lambda f, s: draw_stage_history(f, (), s, framework))
    assert "No assessment yet" in texts(figure)
    assert not figure.axes[0].lines


def scores(*values: float) -> tuple[BrierPoint, ...]:
    return tuple(BrierPoint(FIRST + timedelta(days=30 * at), at + 1, one) for at, one in enumerate(values))


@pytest.mark.parametrize("values", [(0.09,), (0.09, 0.3), (0.0, 1.0), tuple(at / 20 for at in range(20))])
def test_the_score_stands_against_the_line_of_a_coin(framework: Framework, values: tuple[float, ...]) -> None:
    figure = drawn(lambda f, s: draw_brier(f, scores(*values), s, framework), size=(7, 2.4))
    line, guess = figure.axes[0].lines
    assert list(line.get_ydata()) == list(values)  # type: ignore[arg-type]
    assert guess.get_ydata()[0] == GUESS  # type: ignore[index]
    low, high = figure.axes[0].get_ylim()
    assert low == 0
    assert high > max(values)
    assert f"{values[-1]:.2f}" in texts(figure)


def test_the_score_has_its_table_and_its_words(framework: Framework) -> None:
    given = scores(0.09, 0.125)
    table = brier_table(given, framework)
    assert table.rows == (("2025-01-06", "1", "0.090"), ("2025-02-05", "2", "0.125"))
    assert "0.09 after 1 on 2025-01-06; 0.12 after 2 on 2025-02-05" in brier_words(given, framework)


def test_nothing_scored_is_a_sentence(framework: Framework) -> None:
    figure = drawn(lambda f, s: draw_brier(f, (), s, framework))
    assert "Nothing scored yet" in texts(figure)
    assert not figure.axes[0].lines


@pytest.mark.parametrize(("wide", "columns"), [(6.0, 2), (1.6, 1)])
def test_the_legend_stands_side_by_side_where_it_has_room(
    framework: Framework, wide: float, columns: int
) -> None:
    figure = Figure(figsize=(wide, 3))
    draw_stage_history(figure, points(3), LIGHT, framework)
    (legend,) = figure.legends
    assert legend._ncols == columns  # type: ignore[attr-defined]
