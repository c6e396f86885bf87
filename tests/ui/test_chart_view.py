"""A chart on a page: drawn in the background, with its data as a table, in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from matplotlib.figure import Figure
from pytestqt.qtbot import QtBot

from readiness_gui.charts.style import ChartStyle, Table
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.widgets.chart_view import ChartView, render

DATA = Table(("Name", "Count"), (("a", "1"), ("b", "2")))


def draw(figure: Figure, style: ChartStyle) -> None:
    figure.set_facecolor(style.ground)
    figure.add_subplot().bar(["a", "b"], [1, 2])


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def view(qtbot: QtBot, tasks: Tasks) -> ChartView:
    made = ChartView("chart", tasks)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_it_says_what_it_shows_and_shows_it(qtbot: QtBot, view: ChartView) -> None:
    view.show_chart(draw, DATA, "Two bars, the second twice as high")
    qtbot.waitUntil(lambda: view.ready, timeout=10_000)
    assert view.canvas.accessibleName() == "Two bars, the second twice as high"
    assert view.canvas.picture.width() >= view.canvas.width()


def test_the_data_is_there_as_a_table(qtbot: QtBot, view: ChartView) -> None:
    view.show_chart(draw, lambda: DATA, "bars")
    qtbot.waitUntil(lambda: view.table.rowCount() == 2, timeout=10_000)
    assert not view.table.isVisible()
    view.as_table.set_open(True)
    assert view.table.isVisible()
    cells = [[_text(view, row, column) for column in range(2)] for row in range(2)]
    assert cells == [["a", "1"], ["b", "2"]]
    qtbot.waitUntil(lambda: view.ready, timeout=10_000)


@pytest.mark.parametrize("columns", [2, 12])
def test_every_cell_of_the_table_can_be_read(qtbot: QtBot, view: ChartView, columns: int) -> None:
    cells = tuple(f"2026-03-09 {at}" for at in range(columns))
    view.show_chart(draw, Table(cells, (cells, cells)), "bars")
    qtbot.waitUntil(lambda: view.table.rowCount() == 2, timeout=10_000)
    view.as_table.set_open(True)
    header, metrics = view.table.horizontalHeader(), view.table.fontMetrics()
    wide = max(metrics.horizontalAdvance(cell) for cell in cells)
    qtbot.waitUntil(lambda: min(header.sectionSize(at) for at in range(columns)) > wide)
    there = view.table.viewport()
    qtbot.waitUntil(lambda: (view.table.horizontalScrollBar().maximum() > 0) is (columns == 12))
    qtbot.waitUntil(lambda: view.table.verticalHeader().length() <= there.height())
    qtbot.waitUntil(lambda: view.ready, timeout=10_000)


def test_a_resize_is_drawn_anew(qtbot: QtBot, view: ChartView) -> None:
    view.show_chart(draw, DATA, "bars")
    qtbot.waitUntil(lambda: view.ready, timeout=10_000)
    before = view.canvas.picture.width()
    view.resize(800, 400)
    qtbot.waitUntil(lambda: view.ready and view.canvas.picture.width() > before, timeout=10_000)


def test_a_view_that_is_gone_is_not_drawn_into(qtbot: QtBot, tasks: Tasks) -> None:
    made = ChartView("gone", tasks)
    made.resize(400, 300)
    made.show()
    made.show_chart(draw, DATA, "bars")
    qtbot.waitUntil(lambda: tasks.busy, timeout=5_000)
    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)


@pytest.mark.parametrize("dark", [False, True])
def test_the_ground_follows_the_theme(dark: bool) -> None:
    picture = render(draw, 200, 100, 2.0, dark, 10.0)
    assert (picture.width(), picture.height()) == (400, 200)
    assert (picture.pixelColor(1, 1).lightness() < 128) is dark


def _text(view: ChartView, row: int, column: int) -> str:
    item = view.table.item(row, column)
    assert item is not None
    return item.text()
