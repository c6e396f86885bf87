"""The assessments of a product as a table, newest first: date, state, stage and verdict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.signal_history import HistoryColumn
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.history_words import HistoryWords
from readiness_gui.ui.widgets.row_heights import fit_rows

#: rows in sight at once; more scroll
MOST_ROWS = 8
VERDICT = 3


class AssessmentList(QTableWidget):
    """``opened`` carries the id of the assessment whose row was double-clicked, or chosen by Enter."""

    opened = Signal(str)

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._say = HistoryWords(framework, self)
        self._ids: list[str] = []
        self._shown: list[tuple[str, ...]] = []
        self.setObjectName("assessment_list")
        self.setAccessibleName(self.tr("Assessments of this product"))
        self.setAccessibleDescription(self.tr("Arrow keys move, Enter opens an assessment"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        heads = (self.tr("Date"), self.tr("State"), self.tr("Stage"), self.tr("Verdict"))
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsClickable(False)
        self.cellDoubleClicked.connect(lambda row, _column: self.opened.emit(self._ids[row]))
        theme.changed.connect(self._fit)

    @property
    def selected(self) -> str:
        """Return the id of the assessment in the row of the keyboard, "" where there is none."""
        row = self.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def show_columns(self, columns: Sequence[HistoryColumn], current_id: str) -> None:
        """Show assessments (given oldest first); the row of the keyboard stays on its assessment."""
        kept = self.selected or current_id
        newest = tuple(reversed(columns))
        self._ids = [one.assessment.id for one in newest]
        cells = [self._words(one, current_id) for one in newest]
        if cells != self._shown:
            self._shown = cells
            self._fill(cells)
        if kept in self._ids:
            self.setCurrentCell(self._ids.index(kept), VERDICT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row's assessment on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.opened.emit(self.selected)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height right when words wrap otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _words(self, one: HistoryColumn, current_id: str) -> tuple[str, ...]:
        verdict, stage = one.verdict, str(one.verdict.current_stage)
        if verdict.target_stage > verdict.current_stage:
            stage = self.tr("{now}, to {target}").format(now=stage, target=verdict.target_stage)
        state = self._say.state(one)
        if one.assessment.id == current_id:
            state = self.tr("{state}, open now").format(state=state)
        title = self._framework.verdicts[verdict.code].title
        return self._say.day(one), state, stage, title

    def _fill(self, cells: Sequence[tuple[str, ...]]) -> None:
        self.setRowCount(len(cells))
        for row, words in enumerate(cells):
            for place, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
                self.setItem(row, place, item)
        self._fit()

    def _fit(self) -> None:
        for place in range(VERDICT):
            self.resizeColumnToContents(place)
        fit_rows(self, MOST_ROWS)
