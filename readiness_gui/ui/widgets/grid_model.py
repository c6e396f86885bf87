"""What is typed into a grid: text as typed, and the values it amounts to.

A row that is not a value yet stays as it was typed, is named on request, and is never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
Row = list[str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its name, whether it holds numbers, what can be chosen, whether words repeat."""

    title: str
    number: bool = False
    #: the words to choose from; empty for free text
    choices: tuple[str, ...] = ()
    #: offer words typed in this column before; with a separator each part of a cell is one
    complete: bool = False
    separator: str = ""
    #: share of the width
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Bad:
    """What a row is that cannot be read: the first column that is wrong."""

    column: int


@dataclass(frozen=True, slots=True)
class GridSpec(Generic[T]):
    """How rows of text and typed values go over into each other."""

    columns: tuple[GridColumn, ...]
    to_row: Callable[[T], Row]
    #: the value of a row, or the first column that cannot be read
    from_row: Callable[[Row], T | Bad]
    fewest_rows: int = 4
    most_rows: int | None = None
    #: the name of a row by its place; numbers where not given
    row_name: Callable[[int], str] | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that is no value yet: its place, the first such column and the text in it."""

    row: int
    column: int
    text: str


class GridModel(QAbstractTableModel, Generic[T]):
    """Rows of text with an empty one at the end.

    ``edited`` comes after each change by the user and carries what edits in a row are one step of
    undo: the same words for typing in one cell, "" for a step of its own.
    """

    edited = Signal(str)

    def __init__(self, spec: GridSpec[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._rows: list[Row] = []
        self._bad: dict[int, str] = {}
        self._pad()

    @property
    def spec(self) -> GridSpec[T]:
        """Return the columns in force."""
        return self._spec

    @property
    def values(self) -> tuple[T, ...]:
        """Return the values of all rows that can be read."""
        found = (self._spec.from_row(row) for row in self._rows if _filled(row))
        return tuple(one for one in found if not isinstance(one, Bad))

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Return the rows in which something stands that is no value yet."""
        made = []
        for at, row in enumerate(self._rows):
            bad = self._spec.from_row(row) if _filled(row) else None
            if isinstance(bad, Bad):
                made.append(Unreadable(at, bad.column, row[bad.column].strip()))
        return tuple(made)

    def words(self, column: int) -> list[str]:
        """Return the different words that stand in a column, for completion."""
        separator = self._spec.columns[column].separator
        cells = [row[column] for row in self._rows]
        parts = [part.strip() for cell in cells for part in (cell.split(separator) if separator else [cell])]
        return sorted({part for part in parts if part}, key=str.casefold)

    def set_spec(self, spec: GridSpec[T]) -> None:
        """Change the columns; cells keep their places, new columns are empty."""
        self._spec = spec
        width = len(spec.columns)
        self._reset([(row + [""] * width)[:width] for row in self._rows if _filled(row)])

    def show_values(self, values: Sequence[T]) -> None:
        """Show ``values`` unless they are what stands here already, half-typed rows aside."""
        if tuple(values) != self.values:
            self._reset([self._spec.to_row(value) for value in values])

    def append(self, values: Iterable[T]) -> None:
        """Add values below what is filled in, as pasted."""
        filled = [row for row in self._rows if _filled(row)]
        self._reset([*filled, *(self._spec.to_row(value) for value in values)])
        self.edited.emit("")

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        gone = set(rows)
        self._reset([row for at, row in enumerate(self._rows) if at not in gone])
        self.edited.emit("")

    def clear_cells(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty some cells, given as row and column."""
        for row, column in cells:
            self._rows[row][column] = ""
            place = self.index(row, column)
            self.dataChanged.emit(place, place)
        self.edited.emit("")

    def mark(self, problems: dict[int, str]) -> None:
        """Mark rows that are to be mended with what is to be mended."""
        self._bad = dict(problems)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)

    def compact(self) -> None:
        """Close gaps, so that the row numbers of problems are those on screen."""
        filled = [row for row in self._rows if _filled(row)]
        if self._rows[: len(filled)] != filled:
            self._reset(filled)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._spec.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of columns and rows; a row to mend has a mark and says why."""
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.ToolTipRole:
                return self._bad.get(section)
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            name = self._spec.row_name(section) if self._spec.row_name else str(section + 1)
            return f"! {name}" if section in self._bad else name
        return self._spec.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell."""
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and self._spec.columns[index.column()].number:
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
        if _filled(self._rows[-1]) and self._may_grow():
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(self._empty())
            self.endInsertRows()
        self.edited.emit(f"{index.row()}_{index.column()}")
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows[: self._spec.most_rows]
        self._bad = {}
        self._pad()
        self.endResetModel()

    def _pad(self) -> None:
        while len(self._rows) < self._spec.fewest_rows or (_filled(self._rows[-1]) and self._may_grow()):
            self._rows.append(self._empty())

    def _may_grow(self) -> bool:
        return self._spec.most_rows is None or len(self._rows) < self._spec.most_rows

    def _empty(self) -> Row:
        return [""] * len(self._spec.columns)


def _filled(row: Row) -> bool:
    return any(cell.strip() for cell in row)
