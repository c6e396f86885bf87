"""Each signal before and after as a table: status, figure with interval, and whether it moved the verdict."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import Comparison, SignalChange
from readiness_gui.core.signal_history import HistoryColumn, SignalCell
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.signal_rows import GLYPHS

COLUMNS = 4


class ComparisonTable(QTableWidget):
    """A row a signal; all rows are in sight."""

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(len(SignalId), COLUMNS, parent)
        self._framework = framework
        self.setObjectName("comparison_table")
        self.setAccessibleName(self.tr("Each signal before and after"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        theme.changed.connect(self._fit)

    def show_comparison(self, found: Comparison, before: HistoryColumn, after: HistoryColumn) -> None:
        """Show what lies between two assessments."""
        days = [long_day(QLocale(), one.assessment.as_of) for one in (before, after)]
        self.setHorizontalHeaderLabels([self.tr("Signal"), *days, self.tr("Change")])
        for row, change in enumerate(found.signals):
            cells = (
                self._framework.signals[change.signal].short,
                self._words(before.cells[change.signal]),
                self._words(after.cells[change.signal]),
                self._change(change),
            )
            for place, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if change.changed:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(row, place, item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all rows in sight when words wrap otherwise."""
        super().resizeEvent(event)
        self._fit()

    def _words(self, cell: SignalCell) -> str:
        status = f"{GLYPHS[cell.status]} {self._framework.phrase(f'core.status.{cell.status}')}"
        return f"{status}\n{cell.words or self._framework.phrase('history.figure_none')}"

    def _change(self, change: SignalChange) -> str:
        words = self.tr("→ changed") if change.changed else self.tr("same status")
        return f"{words}\n{self.tr('moved the verdict')}" if change.moved_verdict else words

    def _fit(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        wanted = rows + self.horizontalHeader().height() + 2 * self.frameWidth() + 2
        if self.height() != wanted:
            self.setFixedHeight(wanted)
