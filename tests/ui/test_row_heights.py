"""Tables whose words wrap: every row as high as its words, the table as high as its rows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from readiness_gui.core.terms import StepId
from readiness_gui.ui.widgets.row_heights import fit_rows, keep_rows_fit
from tests.ui.driver import WizardDriver

WORDS = "opposite complaints on one subject, with an odds ratio and its interval"


@pytest.fixture
def table(qtbot: QtBot) -> QTableWidget:
    made = QTableWidget(5, 2)
    for row in range(5):
        made.setItem(row, 0, QTableWidgetItem("short"))
        made.setItem(row, 1, QTableWidgetItem(WORDS if row == 2 else "short"))
    qtbot.addWidget(made)
    return made


def test_a_row_is_as_high_as_its_words_at_that_width(table: QTableWidget) -> None:
    heights = []
    for wide in (600, 120):
        table.setColumnWidth(1, wide)
        fit_rows(table)
        heights.append(table.rowHeight(2))
        line = QFontMetrics(table.font()).lineSpacing()
        needed = QFontMetrics(table.font()).horizontalAdvance(WORDS) / wide * line
        assert table.rowHeight(2) >= needed
        assert table.rowHeight(0) < 2 * line
    assert heights[1] > heights[0]


def test_bold_words_get_the_room_they_need(table: QTableWidget) -> None:
    table.setColumnWidth(1, 150)
    item = table.item(2, 1)
    assert item is not None
    fit_rows(table)
    plain = table.rowHeight(2)
    font = item.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF())
    item.setFont(font)
    fit_rows(table)
    assert table.rowHeight(2) >= plain


def test_the_table_shows_all_rows_or_as_many_as_it_may(table: QTableWidget) -> None:
    fit_rows(table)
    whole = table.height()
    assert whole >= sum(table.rowHeight(row) for row in range(5))
    fit_rows(table, 2)
    assert table.height() < whole
    assert table.height() >= table.rowHeight(0) + table.rowHeight(1)


def test_an_empty_cell_is_no_fault(table: QTableWidget) -> None:
    table.takeItem(0, 0)
    fit_rows(table)
    assert table.rowHeight(0) > 0


def test_rows_follow_the_width_that_stretched_columns_get_late(table: QTableWidget, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    keep_rows_fit(table)
    table.resize(260, 400)
    table.show()
    fit_rows(table)
    narrow = table.rowHeight(2)
    table.setMinimumWidth(900)
    line = QFontMetrics(table.font()).lineSpacing()
    qtbot.waitUntil(lambda: table.columnWidth(1) > 600)
    qtbot.waitUntil(lambda: table.rowHeight(2) < 2 * line < narrow)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_titles_of_the_gates_segments_are_read_whole(driver: WizardDriver, percent: int) -> None:
    driver.window.theme.set_percent(percent)
    driver.open_sample().goto(StepId.GATE).settle()
    table = driver.find(QTableWidget, "gate_segments")
    header = table.horizontalHeader()

    def whole() -> bool:
        return all(
            header.sectionSize(place) >= header.sectionSizeHint(place) for place in range(table.columnCount())
        )

    driver.until(whole)
    driver.until(lambda: table.horizontalScrollBar().maximum() == 0)
