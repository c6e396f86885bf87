"""The first rows of a file; only what is on screen is made, however many columns there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

#: characters of a cell that are shown
CELL = 60
ROWS_SHOWN = 4
#: columns that are made as wide as what is in them; those beyond keep the common width
COLUMNS_FITTED = 12

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class _Rows(QAbstractTableModel):
    """Text of the file as it stands there."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows = tuple(rows)

    def rowCount(self, parent: _Index = _NONE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell, shortened where it is long."""
        return (
            _short(self._rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the name of a column."""
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _short(self._columns[section]) if across else None


class PreviewTable(QTableView):
    """Nothing in it can be changed; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_preview")
        self.setAccessibleName(self.tr("First rows of the file"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show rows, as high as whole rows are, with room for the bar where they are too wide."""
        self.setModel(_Rows(columns, rows, self))
        for at in range(min(len(columns), COLUMNS_FITTED)):
            self.resizeColumnToContents(at)
        head = self.horizontalHeader()
        height = sum(self.rowHeight(at) for at in range(min(len(rows), ROWS_SHOWN)))
        wide = head.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        self.setFixedHeight(head.sizeHint().height() + height + bar + 2 * self.frameWidth())


def _short(text: str) -> str:
    return text if len(text) <= CELL else f"{text[:CELL]}…"
