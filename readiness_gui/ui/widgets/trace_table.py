"""The trace of a what-if beside that of the assessment: each rule in its order, renewed at each switch.

A table with fixed rows, so that a switch changes some cells and moves nothing on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import RuleTrace
from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.trace_view import state_words

#: of the width, for each of the two columns that say what a rule does
STATE_SHARE = 0.3
Index = QModelIndex | QPersistentModelIndex


class TraceModel(QAbstractTableModel):
    """Rows: the rules in order. Columns: the rule, what it does in the what-if, and in the assessment."""

    def __init__(self, framework: Framework, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._rows: tuple[tuple[RuleTrace, RuleTrace], ...] = ()
        #: for what decides or differs, and for what was not reached; set by the view
        self.strong, self.pale = QFont(), QColor()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rules."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if way is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Rule"), self.tr("What if"), self.tr("Assessment"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, their weight, and what a reader hears."""
        supposed, real = self._rows[index.row()]
        differs = (supposed.fired, supposed.reached) != (real.fired, real.reached)
        words = self._words(index.column(), supposed, real, differs=differs)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return self.tr("{name}: {rule}").format(
                name=words, rule=self._framework.rules[supposed.rule].rule
            )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 1 and differs:
            return self.tr("{state}, other than in the assessment").format(state=state_words(supposed))
        if role == Qt.ItemDataRole.FontRole and (supposed.fired or differs):
            return self.strong
        if role == Qt.ItemDataRole.ForegroundRole and not supposed.reached and not differs:
            return self.pale
        return None

    def show_traces(self, supposed: Sequence[RuleTrace], real: Sequence[RuleTrace]) -> None:
        """Show another pair of traces; only rows that changed are told of."""
        rows = tuple(zip(supposed, real, strict=True))
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 2))

    def _words(self, column: int, supposed: RuleTrace, real: RuleTrace, *, differs: bool) -> str:
        if column == 0:
            return self._framework.rules[supposed.rule].name
        if column == 1:
            mark = "≠ " if differs else ""
            return f"{mark}{state_words(supposed)}"
        return state_words(real)


class TraceTable(QTableView):
    """Shows every rule at its full height; the page scrolls, the table does not."""

    def __init__(self, framework: Framework, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Each rule in its order, in the what-if and in the assessment"))
        self._model = TraceModel(framework, self)
        self.setModel(self._model)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_traces(self, supposed: Sequence[RuleTrace], real: Sequence[RuleTrace]) -> None:
        """Show what each rule does in the what-if and in the assessment."""
        fresh = not self._model.rowCount()
        self._model.show_traces(supposed, real)
        if fresh:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width there is; the names of the rules get most."""
        super().resizeEvent(event)
        for column in (1, 2):
            self.setColumnWidth(column, round(self.viewport().width() * STATE_SHARE))

    def changeEvent(self, event: QEvent) -> None:
        """Keep every row in sight when the font changes."""
        super().changeEvent(event)
        looks = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in looks and hasattr(self, "_model"):
            self._fit()

    def _fit(self) -> None:
        self._model.strong = QFont(self.font())
        self._model.strong.setBold(True)
        self._model.pale = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        height = self.fontMetrics().height() + UNIT
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height * self._model.rowCount() + header + 2 * self.frameWidth() + 2)
