"""The grid as it is handled: widths, marks, filling down, and pasting where the cursor is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import CohortRow, Complaint, ComplaintEvidence, DiversityEvidence, PmfEvidence
from readiness_gui.core.terms import Pole, SignalId
from readiness_gui.ui.pages.diversity import DiversityPage
from readiness_gui.ui.pages.generic_failure import GenericFailurePage
from readiness_gui.ui.pages.pmf import FIRST_PERIODS, PmfPage
from readiness_gui.ui.widgets.grid import MOST_VISIBLE, Grid
from tests.ui.evidence_bench import at_cell, cell, editor_of, evidence_of, grid_of, named_on_next, type_cell
from tests.ui.plan_bench import Bench, empty_assessment, make_bench

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def cohorts(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(PmfPage, empty_assessment())


@pytest.fixture
def complaints(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(GenericFailurePage, empty_assessment())


def paste_at(bench: Bench, grid: str, row: int, column: int, text: str) -> None:
    """Paste with Ctrl+V while a cell is chosen."""
    QApplication.clipboard().setText(text)
    QTest.keyClick(at_cell(bench, grid, row, column), Qt.Key.Key_V, CONTROL)


def table(bench: Bench) -> tuple[CohortRow, ...]:
    return evidence_of(bench, SignalId.PMF, PmfEvidence).cohorts


def widths_hold(view: Grid) -> bool:
    """Tell whether every column has room for its longest text."""
    model = view.model()
    for column in range(model.columnCount()):
        texts = [str(model.index(row, column).data()) for row in range(model.rowCount())]
        if view.columnWidth(column) < max(map(view.fontMetrics().horizontalAdvance, texts)) + 8:
            return False
    return True


@pytest.mark.parametrize("points", [9, 13, 20])
def test_numbers_and_names_are_read_whole_at_any_size_of_text(
    cohorts: Bench, qtbot: QtBot, points: int
) -> None:
    paste_at(cohorts, "cohorts", 0, 0, "2024-10\t12345\t10000\t9000\n2024-11\t44\t35\t30\n")
    view = grid_of(cohorts, "cohorts")
    font = QFont(view.font())
    font.setPointSize(points)
    view.setFont(font)
    rows = view.verticalHeader()
    qtbot.waitUntil(lambda: rows.defaultSectionSize() >= view.fontMetrics().lineSpacing() + 8)
    assert widths_hold(view)
    assert not view.wordWrap(), "a cell that wraps shows its first words only"


def test_columns_follow_what_was_typed(complaints: Bench, qtbot: QtBot) -> None:
    view = grid_of(complaints, "complaints")
    before = view.columnWidth(1)
    type_cell(complaints, qtbot, "complaints", 0, 1, "Grant professionals abroad")
    qtbot.waitUntil(lambda: view.columnWidth(1) > before)
    assert widths_hold(view)
    type_cell(complaints, qtbot, "complaints", 0, 1, "word " * 100)
    QTest.qWait(20)
    assert view.columnWidth(1) < view.viewport().width(), "one long text does not push the others out"


def test_a_long_table_scrolls_within_itself(complaints: Bench) -> None:
    view = grid_of(complaints, "complaints")
    line = "u{}\tnew\ttone\ttoo little\n"
    paste_at(complaints, "complaints", 0, 0, "".join(line.format(at) for at in range(200)))
    rows = view.viewport().height() // view.verticalHeader().defaultSectionSize()
    assert rows <= MOST_VISIBLE
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum(), "the rows just pasted"


def test_control_d_repeats_the_first_row_chosen(complaints: Bench, qtbot: QtBot) -> None:
    type_cell(complaints, qtbot, "complaints", 0, 1, "new users")
    view = at_cell(complaints, "complaints", 0, 1)
    for row in (1, 2):
        at = view.model().index(row, 1)
        view.selectionModel().select(at, QItemSelectionModel.SelectionFlag.Select)
    edits = len(complaints.edits)
    QTest.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [cell(complaints, "complaints", row, 1) for row in range(4)] == ["new users"] * 3 + [""]
    assert len(complaints.edits) == edits + 1, "one step of undo"
    QTest.keyClick(at_cell(complaints, "complaints", 3, 1), Qt.Key.Key_D, CONTROL)
    assert cell(complaints, "complaints", 3, 1) == "new users", "a single cell takes the one above"
    QTest.keyClick(at_cell(complaints, "complaints", 0, 1), Qt.Key.Key_D, CONTROL)
    assert cell(complaints, "complaints", 0, 1) == "new users"


def test_several_cells_are_cleared_as_one_edit(cohorts: Bench) -> None:
    paste_at(cohorts, "cohorts", 0, 0, "2024-01\t300\t120\n2024-02\t310\t130\n")
    view = grid_of(cohorts, "cohorts")
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(cohorts.edits) == 2
    cohorts.undo()
    assert [one.start for one in table(cohorts)] == ["2024-01", "2024-02"]


def test_a_block_is_pasted_where_the_cursor_is(cohorts: Bench) -> None:
    paste_at(cohorts, "cohorts", 0, 0, "2024-01\t300\n2024-02\t310\n")
    edits = len(cohorts.edits)
    paste_at(cohorts, "cohorts", 0, 2, "120\t100\t41 %\n130\t\t90\n")
    assert table(cohorts) == (
        CohortRow("2024-01", 300, (120, 100, 123)),
        CohortRow("2024-02", 310, (130, None, 90)),
    )
    assert len(cohorts.edits) == edits + 1
    cohorts.undo()
    assert table(cohorts) == (CohortRow("2024-01", 300), CohortRow("2024-02", 310))


def test_a_block_wider_than_the_table_widens_it(cohorts: Bench) -> None:
    wide = "\t".join(str(100 - at) for at in range(30))
    paste_at(cohorts, "cohorts", 0, 1, f"300\t{wide}")
    assert len(table(cohorts)[0].retained) == 30
    assert grid_of(cohorts, "cohorts").model().columnCount() == 32


def test_what_lies_outside_a_table_that_cannot_widen_is_said(complaints: Bench) -> None:
    paste_at(complaints, "complaints", 0, 4, "2026-01-02\tinterview\tmore\tand more\n")
    assert "2 columns" in complaints.text("complaints_pasted")
    assert cell(complaints, "complaints", 0, 5) == "interview"


def test_one_line_with_commas_is_a_block_to_the_right_and_a_row_at_the_left(cohorts: Bench) -> None:
    paste_at(cohorts, "cohorts", 0, 0, "2024-01,300,120")
    paste_at(cohorts, "cohorts", 0, 2, "110,100")
    assert table(cohorts) == (CohortRow("2024-01", 300, (110, 100)),)


def test_a_block_that_cannot_be_read_stays_and_is_named(cohorts: Bench) -> None:
    paste_at(cohorts, "cohorts", 0, 1, "300\tmany\n310\t120\n")
    assert cell(cohorts, "cohorts", 0, 2) == "many"
    assert ("cohorts", 0) in named_on_next(cohorts)


def test_a_cell_that_cannot_be_read_is_marked_and_keeps_its_words_in_sight(
    cohorts: Bench, qtbot: QtBot
) -> None:
    type_cell(cohorts, qtbot, "cohorts", 0, 1, "abc")
    view = grid_of(cohorts, "cohorts")
    named_on_next(cohorts)
    glyph = view.model().index(0, 1).data(Qt.ItemDataRole.DecorationRole)
    assert glyph is not None
    assert not glyph.isNull()
    room = view.fontMetrics().horizontalAdvance("abc") + view.iconSize().width() + 8
    qtbot.waitUntil(lambda: view.columnWidth(1) >= room)


def test_the_mark_has_the_colour_of_text(cohorts: Bench, qtbot: QtBot) -> None:
    type_cell(cohorts, qtbot, "cohorts", 0, 1, "abc")
    named_on_next(cohorts)
    view = grid_of(cohorts, "cohorts")
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Text, QColor("#123456"))
    view.setPalette(palette)

    def colours() -> set[str]:
        glyph = view.model().index(0, 1).data(Qt.ItemDataRole.DecorationRole)
        image = glyph.pixmap(view.iconSize()).toImage()
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        return {image.pixelColor(x, y).name() for x, y in places}

    qtbot.waitUntil(lambda: "#123456" in colours())


def test_one_cell_with_separators_of_its_own_stays_one_cell(
    qtbot: QtBot, framework: Framework, today: date
) -> None:
    bench = make_bench(qtbot, framework, today)(DiversityPage, empty_assessment())
    paste_at(bench, "interviews", 0, 1, "speed; templates")
    told = evidence_of(bench, SignalId.DIVERSITY, DiversityEvidence).interviews
    assert told[0].profiles == ("speed", "templates")
    assert told[0].user == ""


def test_prose_with_a_comma_goes_into_the_cell_chosen(complaints: Bench) -> None:
    paste_at(complaints, "complaints", 0, 2, "tone, style")
    assert cell(complaints, "complaints", 0, 2) == "tone, style"
    assert not complaints.shown("complaints_pasted")


def test_the_ends_of_a_sheet_are_understood_in_a_block(complaints: Bench) -> None:
    paste_at(complaints, "complaints", 0, 0, "Ada\tnew\ttone\n")
    paste_at(complaints, "complaints", 0, 0, "Ada\tnew\ttone\tlow\n")
    paste_at(complaints, "complaints", 1, 3, "high\t2026-01-02\n")
    made = evidence_of(complaints, SignalId.GENERIC_FAILURE, ComplaintEvidence).complaints
    assert made[0] == Complaint("Ada", "new", "tone", Pole.LOW)


def test_a_cell_given_up_hands_nothing_over(cohorts: Bench, qtbot: QtBot) -> None:
    view = at_cell(cohorts, "cohorts", 0, 0)
    QTest.keyClicks(view, "2")
    editor = editor_of(view)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "024")
    view.discard()
    QTest.qWait(400)
    assert not cohorts.edits
    assert cell(cohorts, "cohorts", 0, 0) == ""


def test_what_is_typed_is_handed_over_while_the_cell_is_open(cohorts: Bench, qtbot: QtBot) -> None:
    view = at_cell(cohorts, "cohorts", 0, 0)
    QTest.keyClicks(view, "2")
    editor = editor_of(view)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "024-01")
    with qtbot.waitSignal(cohorts.page.edited, timeout=500):
        pass
    assert table(cohorts) == (CohortRow("2024-01", 0),)
    assert editor_of(view) is editor, "and the cell stays open"
    assert editor.text() == "2024-01"


def test_another_assessment_sees_nothing_of_what_was_half_typed(cohorts: Bench, qtbot: QtBot) -> None:
    type_cell(cohorts, qtbot, "cohorts", 0, 1, "abc")
    QTest.keyClicks(cohorts.find(QLineEdit, "survey_very"), "a few")
    wide = empty_assessment().with_signal(
        SignalId.PMF, evidence=PmfEvidence(cohorts=(CohortRow("2024-01", 300, (9,) * 20),))
    )
    cohorts.show(wide)
    assert cell(cohorts, "cohorts", 0, 1) == "abc", "undo and redo leave it where it is"
    view = at_cell(cohorts, "cohorts", 0, 0)
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = editor_of(view)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "open")
    edits = len(cohorts.edits)
    cohorts.show(replace(empty_assessment(), id="a2"))
    QTest.qWait(400)
    assert len(cohorts.edits) == edits, "an open cell is not written into another assessment"
    assert cell(cohorts, "cohorts", 0, 1) == ""
    assert cohorts.find(QLineEdit, "survey_very").text() == ""
    assert named_on_next(cohorts) == []
    assert grid_of(cohorts, "cohorts").model().columnCount() == FIRST_PERIODS + 2


def test_thousands_of_problems_are_named_in_a_few_lines(complaints: Bench) -> None:
    line = "u{}\t\ttone\ttoo little\n"
    paste_at(complaints, "complaints", 0, 0, "".join(line.format(at) for at in range(300)))
    assert len(named_on_next(complaints)) == 21
    assert "280 more" in complaints.text("generic_failure_problem")
