"""The course of the lift: intervals, the line of the gate, and the band in which a step counts as flat."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from readiness_gui.charts import gate
from readiness_gui.charts.style import DARK, LIGHT, ChartStyle
from readiness_gui.core.figures import GateFigures, MonthlyLift
from readiness_gui.core.framework import Framework
from readiness_gui.report import plots
from tests import worked

COURSES = [(0.2,), (0.1, 0.2), (0.1, 0.2, 0.22), (0.1, 0.19, 0.22, 0.24, 0.21), (0.17, 0.26, 0.38)]


def course(framework: Framework, lifts: tuple[float, ...]) -> GateFigures:
    made = worked.assessment(framework).gate.finding
    assert made is not None
    months = tuple(
        MonthlyLift(month=n, lift=one, low=one - 0.1, high=one + 0.15) for n, one in enumerate(lifts, 1)
    )
    return replace(made, months=months)


def drawn(values: GateFigures, framework: Framework, look: ChartStyle = LIGHT, width: float = 7.0) -> Figure:
    figure = Figure(figsize=(width, 4), dpi=96)
    FigureCanvasAgg(figure)
    gate.draw_gate_months(figure, values, look, framework)
    figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("lifts", COURSES)
def test_a_band_reaches_five_points_above_each_of_the_last_two_readings(
    framework: Framework, lifts: tuple[float, ...]
) -> None:
    axes = drawn(course(framework, lifts), framework).axes[0]
    bands = [one for one in axes.patches if isinstance(one, Rectangle)]
    assert len(bands) == min(2, len(lifts) - 1)
    for band, (at, before) in zip(bands, list(enumerate(lifts, 1))[-3:], strict=False):
        assert (band.get_x(), band.get_y()) == (at, before)
        assert [band.get_width(), band.get_height()] == pytest.approx([1, 0.05])
        assert band.get_hatch(), "not by colour alone"
    low, high = axes.get_ylim()
    for one in course(framework, lifts).months:
        assert low < one.low < one.high < high


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_each_step_is_said_in_words_below_it(framework: Framework, look: ChartStyle) -> None:
    axes = drawn(course(framework, (0.1, 0.19, 0.22, 0.24, 0.21)), framework, look).axes[0]
    words = [one.get_text().replace("\n", " ") for one in axes.texts]
    assert "+2.0 points: under 5" in words
    assert "−3.0 points: under 5" in words
    assert "gate: 15 %" in words
    rising = drawn(course(framework, (0.1, 0.19, 0.25)), framework, look).axes[0]
    assert "+9.0 points: 5 or more" in [one.get_text().replace("\n", " ") for one in rising.texts]
    assert "hatched" in rising.get_xlabel()
    assert "hatched" not in drawn(course(framework, (0.1,)), framework, look).axes[0].get_xlabel()


@pytest.mark.parametrize("width", [3.6, 7.0])
@pytest.mark.parametrize("size", [9.5, 15.0])
def test_words_of_steps_and_readings_do_not_touch(framework: Framework, width: float, size: float) -> None:
    figure = drawn(course(framework, COURSES[3]), framework, replace(LIGHT, size=size), width)
    boxes = [one.get_window_extent() for one in figure.axes[0].texts if "points" in one.get_text()]
    boxes = boxes or [one.get_window_extent() for one in figure.axes[0].texts if "\n" in one.get_text()]
    assert len(boxes) == 2
    assert all(one.x1 < other.x0 for one, other in itertools.pairwise(boxes))


@pytest.mark.parametrize(("width", "shown"), [(9.0, 12), (4.0, 3)])
def test_of_many_months_the_last_three_keep_their_lift(
    framework: Framework, width: float, shown: int
) -> None:
    lifts = tuple(0.02 * n for n in range(1, 13))
    texts = drawn(course(framework, lifts), framework, width=width).axes[0].texts
    said = [one for one in texts if one.get_text().startswith("+") and one.get_text().endswith("%")]
    assert len(said) == shown
    assert said[-1].get_text() == "+24.0 %"


def test_the_table_says_change_and_rule(framework: Framework) -> None:
    table = gate.gate_months_table(course(framework, (0.1, 0.19, 0.22, 0.21)), framework)
    assert table.header == ("Month", "Lift", "95 % interval", "Change", "Under 5 points")
    assert [row[3:] for row in table.rows] == [
        ("–", "–"),
        ("+9.0", "no"),
        ("+3.0", "yes"),
        ("-1.0", "yes"),
    ]


def test_the_table_of_segments_has_the_p_of_holm(framework: Framework) -> None:
    made = worked.assessment(framework).gate.finding
    assert made is not None
    table = gate.gate_table(made, framework)
    place = table.header.index("p (Holm)")
    assert table.rows[0][place] == "–"
    assert all(row[place] != "–" for row in table.rows[1:])


@pytest.mark.parametrize("lifts", COURSES)
def test_paper_shows_the_same_bands(framework: Framework, lifts: tuple[float, ...]) -> None:
    values = course(framework, lifts)
    plot = plots.gate_months(values, framework)
    assert plot["kind"] == "drift"
    axes = drawn(values, framework).axes[0]
    bands = [one for one in axes.patches if isinstance(one, Rectangle)]
    assert [(one["from"], one["low"]) for one in plot["steps"]] == [(b.get_x(), b.get_y()) for b in bands]
    assert all(one["high"] - one["low"] == pytest.approx(0.05) for one in plot["steps"])
    assert all(plot["low"] < one["low"] and one["high"] < plot["high"] for one in plot["points"])
    assert all(plot["low"] <= one["value"] <= plot["high"] for one in plot["ticks"])
