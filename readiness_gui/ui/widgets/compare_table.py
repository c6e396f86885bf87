"""Scenarios side by side: a table that scrolls sideways inside itself and grows downwards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.scenarios import Comparison
from readiness_gui.ui.widgets.basics import UNIT, breakable

#: what a column is wide at least, in characters
COLUMN = 26
#: room around the words of a cell, in pixels
RIM = 9
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class CompareTable(QTableWidget):
    """The names of the rows stay in sight while the columns scroll."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Scenarios beside the assessment"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setCornerButtonEnabled(False)
        #: several causes to fit come together; they are answered once
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)

    def show_comparison(self, found: Comparison) -> None:
        """Show the columns; a cell that is other than in the assessment is marked by a sign and weight."""
        self.clear()
        self.setRowCount(len(found.rows))
        self.setColumnCount(len(found.header))
        for place, name in enumerate(found.header):
            head = QTableWidgetItem(breakable(name))
            head.setToolTip(name)
            self.setHorizontalHeaderItem(place, head)
        self.setVerticalHeaderLabels([line.label for line in found.rows])
        for at, line in enumerate(found.rows):
            for place, (text, differs) in enumerate(zip(line.cells, line.differs, strict=True)):
                self.setItem(at, place, self._item(text, differs=differs))
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width there is; another height is what fitting itself brings."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_soon"):
            self._soon.start()

    def _item(self, text: str, *, differs: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(self.tr("≠ {text}").format(text=text) if differs else text)
        if differs:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
            spoken = self.tr("{text}, other than in the assessment").format(text=text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _fit(self) -> None:
        """Give columns their width and rows the height at which no word is cut."""
        letter = self.fontMetrics().averageCharWidth()
        side = self.verticalHeader()
        side.setFixedWidth(side.sizeHint().width() + RIM)
        wide = max(COLUMN * letter, self.viewport().width() // max(self.columnCount(), 1))
        for place in range(self.columnCount()):
            self.setColumnWidth(place, wide)
        for at in range(self.rowCount()):
            cells = [self._height(self.item(at, place), wide) for place in range(self.columnCount())]
            self.setRowHeight(at, max(cells, default=0) + UNIT)
        rows = sum(self.rowHeight(at) for at in range(self.rowCount()))
        bar = self.horizontalScrollBar()
        scroll = bar.sizeHint().height() if wide * self.columnCount() > self.viewport().width() else 0
        wanted = rows + self.horizontalHeader().height() + scroll + 2 * self.frameWidth()
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _height(self, item: QTableWidgetItem | None, width: int) -> int:
        if item is None:
            return 0
        font = QFont(self.font())
        font.setBold(item.font().bold())
        room = QRect(0, 0, max(width - 2 * RIM, 1), 100_000)
        return QFontMetrics(font).boundingRect(room, WRAP, item.text()).height() + RIM
