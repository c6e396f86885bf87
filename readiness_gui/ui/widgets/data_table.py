"""What a chart shows, as a table in which every cell can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.ui.widgets.basics import UNIT

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table

#: more rows than this scroll
MOST_ROWS = 12


class DataTable(QTableWidget):
    """Columns as wide as their words, wider where there is room; what does not fit is scrolled to."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Data of the chart"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)

    def show_data(self, data: Table) -> None:
        """Show other data."""
        self.setColumnCount(len(data.header))
        self.setRowCount(len(data.rows))
        self.setHorizontalHeaderLabels(list(data.header))
        for row, cells in enumerate(data.rows):
            for place, cell in enumerate(cells):
                self.setItem(row, place, QTableWidgetItem(cell))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._later.start(0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep columns as wide and rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_later"):
            self._later.start(0)

    def _fit(self) -> None:
        header, places = self.horizontalHeader(), range(self.columnCount())
        needs = [max(self.sizeHintForColumn(at) + UNIT, header.sectionSizeHint(at)) for at in places]
        spare = max(self.viewport().width() - sum(needs), 0) // max(len(needs), 1)
        for at, need in zip(places, needs, strict=True):
            header.resizeSection(at, need + spare)
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(min(self.rowCount(), MOST_ROWS)))
        wanted = rows + header.sizeHint().height() + 2 * self.frameWidth() + UNIT
        if sum(needs) > self.viewport().width():
            wanted += self.horizontalScrollBar().sizeHint().height()
        if self.height() != wanted:
            self.setFixedHeight(wanted)
