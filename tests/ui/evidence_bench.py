"""Typing, pasting and answering on one page of evidence, by keyboard and by mouse."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import SignalAnswer
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.widgets.grid import Grid
from tests.ui.plan_bench import Bench

E = TypeVar("E")


def answer_of(bench: Bench, signal: SignalId) -> SignalAnswer:
    """Return what the assessment holds about a signal."""
    return bench.assessment.signals[signal]


def evidence_of(bench: Bench, signal: SignalId, kind: type[E]) -> E:
    """Return the evidence of a signal."""
    found = answer_of(bench, signal).evidence
    assert isinstance(found, kind), found
    return found


def grid_of(bench: Bench, name: str) -> Grid:
    """Return a grid."""
    return bench.find(Grid, name)


def cell(bench: Bench, grid: str, row: int, column: int) -> str:
    """Return the text of a cell."""
    return str(grid_of(bench, grid).model().index(row, column).data())


def at_cell(bench: Bench, grid: str, row: int, column: int) -> Grid:
    """Put the focus on a cell."""
    view = grid_of(bench, grid)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    return view


def editor_of(grid: Grid) -> QWidget | None:
    """Return the editor open in a grid."""
    inside = grid.viewport().findChildren(QWidget)
    return next((one for one in inside if isinstance(one, QLineEdit | QComboBox) and one.isVisible()), None)


def type_cell(
    bench: Bench, qtbot: QtBot, grid: str, row: int, column: int, text: str, end: Qt.Key = Qt.Key.Key_Return
) -> None:
    """Type into a cell: the first key opens it, ``end`` closes it."""
    view = at_cell(bench, grid, row, column)
    QTest.keyClicks(view, text[0])
    editor = editor_of(view)
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, end)
    qtbot.waitUntil(lambda: editor_of(view) is not editor)


def paste(bench: Bench, grid: str, text: str) -> None:
    """Paste below what is filled in, with Ctrl+V."""
    QApplication.clipboard().setText(text)
    view = grid_of(bench, grid)
    view.setFocus()
    view.setCurrentIndex(QModelIndex())
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def click(bench: Bench, name: str) -> None:
    """Press a button with the mouse."""
    found = bench.find(QPushButton, name)
    assert found.isVisible()
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def choose(bench: Bench, group: str, place: int) -> None:
    """Choose one of several answers, by keyboard."""
    radio = bench.find(QRadioButton, f"{group}_{place}")
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Space)


def named_on_next(bench: Bench) -> list[tuple[str, int | None]]:
    """Return fields and rows of the problems, and have them shown, as Next does."""
    bench.page.commit()
    problems = bench.page.problems()
    bench.page.show_problems(problems)
    return [(one.field, one.row) for one in problems]
