"""What is typed into the grid of gate readings: text as typed, and the readings it amounts to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from readiness_gui.core.model import GateReading

Index = QModelIndex | QPersistentModelIndex
Row = list[str]

COLUMNS = 6
#: rows shown even where nothing is entered
FEWEST_ROWS = 3
#: characters that people put between thousands
_SEPARATORS = str.maketrans("", "", ", \u00a0\u202f'’")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that is no reading yet: its place, the first such column and the text in it."""

    row: int
    column: int
    text: str


def to_row(reading: GateReading) -> Row:
    """Return a reading as the texts of its cells."""
    counts = (
        reading.month,
        reading.control_users,
        reading.control_retained,
        reading.treatment_users,
        reading.treatment_retained,
    )
    return [reading.segment, *(str(count) for count in counts)]


def to_reading(row: Sequence[str]) -> GateReading | int:
    """Return the reading of a row, or the first column whose text is not a whole number."""
    counts = []
    for column, text in enumerate(row[1:], 1):
        plain = text.translate(_SEPARATORS)
        digits = plain.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
            return column
        counts.append(int(plain))
    month, control, control_kept, treated, treated_kept = counts
    return GateReading(
        month=month,
        control_users=control,
        control_retained=control_kept,
        treatment_users=treated,
        treatment_retained=treated_kept,
        segment=row[0].strip(),
    )


class ReadingsModel(QAbstractTableModel):
    """Rows of text with an empty one at the end; ``edited`` comes after each change by the user."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._bad: frozenset[int] = frozenset()
        self._pad()

    @property
    def readings(self) -> tuple[GateReading, ...]:
        """Return the readings of all rows that are complete."""
        found = (to_reading(row) for row in self._rows)
        return tuple(one for one in found if isinstance(one, GateReading))

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Return the rows in which something stands that is no reading yet."""
        made = []
        for at, row in enumerate(self._rows):
            column = to_reading(row)
            if any(cell.strip() for cell in row) and isinstance(column, int):
                made.append(Unreadable(at, column, row[column].strip()))
        return tuple(made)

    def show_readings(self, readings: Sequence[GateReading]) -> None:
        """Show ``readings`` unless they are what stands here already, half-typed rows aside."""
        if tuple(readings) == self.readings:
            return
        self._reset([to_row(reading) for reading in readings])

    def append(self, readings: Iterable[GateReading]) -> None:
        """Add readings below what is filled in, as pasted."""
        filled = [row for row in self._rows if any(cell.strip() for cell in row)]
        self._reset([*filled, *(to_row(reading) for reading in readings)])
        self.edited.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        gone = set(rows)
        self._reset([row for at, row in enumerate(self._rows) if at not in gone])
        self.edited.emit()

    def clear_cells(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty some cells, given as row and column."""
        for row, column in cells:
            self._rows[row][column] = ""
        self._reset(self._rows)
        self.edited.emit()

    def mark(self, rows: Iterable[int]) -> None:
        """Mark rows that are to be mended."""
        self._bad = frozenset(rows)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)

    def compact(self) -> None:
        """Close gaps, so that the row numbers of problems are those on screen."""
        filled = [row for row in self._rows if any(cell.strip() for cell in row)]
        if self._rows[: len(filled)] != filled:
            self._reset(filled)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of columns and the numbers of rows; a row to mend has a mark."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return f"! {section + 1}" if section in self._bad else str(section + 1)
        return (
            self.tr("Segment"),
            self.tr("Month"),
            self.tr("Without:\nusers"),
            self.tr("Without:\nstayed"),
            self.tr("With:\nusers"),
            self.tr("With:\nstayed"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text or self.tr("empty")
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed, whatever it is."""
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or text == self._rows[index.row()][index.column()]:
            return False
        self._rows[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        if any(self._rows[-1]):
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append([""] * COLUMNS)
            self.endInsertRows()
        self.edited.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._bad = frozenset()
        self._pad()
        self.endResetModel()

    def _pad(self) -> None:
        while len(self._rows) < FEWEST_ROWS or any(self._rows[-1]):
            self._rows.append([""] * COLUMNS)
