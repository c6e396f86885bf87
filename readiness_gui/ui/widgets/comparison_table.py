"""Each signal before and after as a table: status, figure with interval, and whether it moved the verdict."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import Comparison
from readiness_gui.core.signal_history import HistoryColumn, SignalCell
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.history_words import HistoryWords
from readiness_gui.ui.widgets.row_heights import fit_rows, keep_rows_fit

COLUMNS = 4
SIGNAL, CHANGE = 0, 3


class ComparisonTable(QTableWidget):
    """A row a signal; all rows are in sight."""

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(len(SignalId), COLUMNS, parent)
        self._framework = framework
        self._say = HistoryWords(framework, self)
        self.setObjectName("comparison_table")
        self.setAccessibleName(self.tr("Each signal before and after"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in (SIGNAL, CHANGE):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(False)
        keep_rows_fit(self)
        theme.changed.connect(self._fit)

    def show_comparison(self, found: Comparison, before: HistoryColumn, after: HistoryColumn) -> None:
        """Show what lies between two assessments."""
        days = [self._say.day(one) for one in (before, after)]
        self.setHorizontalHeaderLabels([self.tr("Signal"), *days, self.tr("Change")])
        for row, change in enumerate(found.signals):
            was, now = before.cells[change.signal], after.cells[change.signal]
            cells = (
                self._framework.signals[change.signal].short,
                self._words(was),
                self._words(now),
                self._say.change(was, now, moved=change.moved_verdict),
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
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _words(self, cell: SignalCell) -> str:
        figure = cell.words or self._framework.phrase("history.figure_none")
        return "\n".join((self._say.status(cell), figure, *self._say.known(cell)))

    def _fit(self) -> None:
        for place in (SIGNAL, CHANGE):
            self.resizeColumnToContents(place)
        fit_rows(self)
