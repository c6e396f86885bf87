"""The signals over time: a row a signal, a column a date; a real table that keyboard and readers know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.signal_history import HistoryColumn, SignalCell
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.history_words import HistoryWords

Index = QModelIndex | QPersistentModelIndex
SIGNALS = tuple(SignalId)
#: lines of a cell: status, how it is known, how old that is
LINES = 3
#: how much wider the bold words of a header are than its font says
HEAD = 1.12


class MatrixModel(QAbstractTableModel):
    """Rows are the five signals, columns the assessments by date."""

    def __init__(self, framework: Framework, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._theme = theme
        self._words = HistoryWords(framework, self)
        self._columns: tuple[HistoryColumn, ...] = ()

    @property
    def columns(self) -> tuple[HistoryColumn, ...]:
        """Return what is shown."""
        return self._columns

    def show_columns(self, columns: Sequence[HistoryColumn]) -> None:
        """Show assessments, oldest first."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of signals."""
        return 0 if parent.isValid() else len(SIGNALS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of assessments."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a signal's name, or an assessment's date and state."""
        if orientation is Qt.Orientation.Vertical:
            text = self._framework.signals[SIGNALS[section]]
            names = {Qt.ItemDataRole.DisplayRole: text.short, Qt.ItemDataRole.ToolTipRole: text.name}
            return names.get(Qt.ItemDataRole(role))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._framework.verdicts[self._columns[section].verdict.code].title
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self._columns[section]
        return f"{self._words.day(column)}\n{self._words.state(column)}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's lines, its ground, and all that is known about it in one text."""
        column, signal = self._columns[index.column()], SIGNALS[index.row()]
        cell = column.cells[signal]
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join((self._words.status(cell), *self._words.known(cell)))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.colour(f"{cell.status}_ground")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._whole(column, signal, cell)
        return None

    def _whole(self, column: HistoryColumn, signal: SignalId, cell: SignalCell) -> str:
        name = self._framework.signals[signal].name
        status = self._framework.phrase(f"core.status.{cell.status}")
        parts = [f"{name}, {self._words.day(column)}: {status}", *self._words.known(cell), cell.words]
        return ", ".join(part for part in parts if part)


class SignalMatrix(QTableView):
    """Scrolls within itself where there are many dates; ``opened`` carries an assessment's id."""

    opened = Signal(str)

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signal_matrix")
        self.setAccessibleName(self.tr("The five signals at each assessment"))
        self.setAccessibleDescription(self.tr("Arrow keys move, Enter opens the assessment of the column"))
        self._matrix = MatrixModel(framework, theme, self)
        self.setModel(self._matrix)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
        self.activated.connect(self._on_activated)
        self._wide: list[int] = []
        self._matrix.modelReset.connect(self._measure)
        theme.changed.connect(self._measure)

    def show_columns(self, columns: Sequence[HistoryColumn]) -> None:
        """Show assessments, oldest first, with the newest in sight."""
        if tuple(columns) == self._matrix.columns:
            return
        self._matrix.show_columns(columns)
        if columns:
            self.setCurrentIndex(self._matrix.index(0, len(columns) - 1))
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all five rows in sight."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the column's assessment on Enter, on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._matrix.columns[index.column()].assessment.id)

    def _measure(self) -> None:
        """Take the width of each column's words; asking the delegate for each cell takes too long."""
        text, head = QFontMetrics(self.font()), QFontMetrics(self.horizontalHeader().font())
        self._wide = []
        for at in range(self._matrix.columnCount()):
            cells = [str(self._matrix.index(row, at).data()) for row in range(len(SIGNALS))]
            lines = [line for cell in cells for line in cell.splitlines()]
            title = str(self._matrix.headerData(at, Qt.Orientation.Horizontal)).splitlines()
            wide = [text.horizontalAdvance(line) for line in lines]
            wide += [round(HEAD * head.horizontalAdvance(line)) for line in title]
            self._wide.append(max(wide) + 3 * UNIT)
        self._fit()

    def _fit(self) -> None:
        """Give all rows the height of their lines; few dates share the width, many scroll within."""
        if not self._wide:
            return
        across = self.horizontalHeader()
        high = LINES * self.fontMetrics().lineSpacing() + UNIT
        self.verticalHeader().setDefaultSectionSize(high)
        share = (self.viewport().width() - 1) // len(self._wide)
        for at, wide in enumerate(self._wide):
            across.resizeSection(at, max(wide, share))
        below = self.horizontalScrollBar().sizeHint().height() if across.length() > self._room() else 0
        wanted = len(SIGNALS) * high + across.sizeHint().height() + below + 2 * self.frameWidth() + 2
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _room(self) -> int:
        return self.width() - self.verticalHeader().width() - 2 * self.frameWidth()
