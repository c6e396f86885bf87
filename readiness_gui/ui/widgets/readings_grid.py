"""The grid of gate readings: typed, pasted from a spreadsheet, cleared and removed by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from readiness_gui.ui.widgets.readings_model import ReadingsModel


class ReadingsGrid(QTableView):
    """All rows in sight; ``pasted`` carries the text of the clipboard."""

    pasted = Signal(str)

    def __init__(self, name: str, model: ReadingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Readings of the evaluation"))
        self._readings = model
        self.setModel(model)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("000000"))
        model.modelReset.connect(self._fit)
        model.rowsInserted.connect(self._fit)

    def selected_rows(self) -> list[int]:
        """Return the rows in which something is selected."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, clear, and go down with Enter as in a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._readings.clear_cells([(at.row(), at.column()) for at in self.selectedIndexes()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all rows in sight: the page scrolls, the grid does not."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        rows = self._readings.rowCount()
        height = max(self.fontMetrics().lineSpacing() + 12, self.verticalHeader().minimumSectionSize())
        self.verticalHeader().setDefaultSectionSize(height)
        wanted = rows * height + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 4
        bar = self.horizontalScrollBar()
        if bar.maximum() > 0:
            wanted += bar.sizeHint().height()
        if self.height() != wanted:
            self.setFixedHeight(wanted)
