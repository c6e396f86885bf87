"""What is typed into a grid: text as typed, and the values it amounts to.

A row that is not a value yet stays as it was typed, is named on request, and is never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

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


@dataclass(slots=True)
class _Line(Generic[T]):
    """One row: its cells as typed, what they amount to, and what they have amounted to."""

    cells: Row
    #: ``None`` where the row is empty
    value: T | Bad | None = None
    #: the values read since the row was empty; typing in a cell leaves several
    known: list[T] = field(default_factory=list)

    def read(self, spec: GridSpec[T]) -> None:
        """Work out the value anew."""
        filled = any(cell.strip() for cell in self.cells)
        self.value = spec.from_row(self.cells) if filled else None
        if self.value is None:
            self.known.clear()
        elif not isinstance(self.value, Bad):
            self.known.append(self.value)


class GridModel(QAbstractTableModel, Generic[T]):
    """Rows of text with an empty one at the end.

    ``edited`` comes after each change by the user and carries what edits in a row are one step of
    undo: the same words for typing in one cell, "" for a step of its own.
    """

    edited = Signal(str)

    def __init__(self, spec: GridSpec[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._rows: list[_Line[T]] = []
        self._bad: dict[int, str] = {}
        self._glyph = QIcon()
        self._pad()

    @property
    def spec(self) -> GridSpec[T]:
        """Return the columns in force."""
        return self._spec

    @property
    def values(self) -> tuple[T, ...]:
        """Return the values of all rows that can be read."""
        found = (line.value for line in self._rows)
        return tuple(one for one in found if one is not None and not isinstance(one, Bad))

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Return the rows in which something stands that is no value yet."""
        return tuple(
            Unreadable(at, line.value.column, line.cells[line.value.column].strip())
            for at, line in enumerate(self._rows)
            if isinstance(line.value, Bad)
        )

    def marked_columns(self) -> set[int]:
        """Return the columns in which a cell has a mark."""
        return {one.column for one in self.unreadable() if one.row in self._bad}

    def words(self, column: int) -> list[str]:
        """Return the different words that stand in a column, for completion."""
        separator = self._spec.columns[column].separator
        cells = [line.cells[column] for line in self._rows]
        parts = [part.strip() for cell in cells for part in (cell.split(separator) if separator else [cell])]
        return sorted({part for part in parts if part}, key=str.casefold)

    def longest(self, column: int) -> str:
        """Return the longest text of a column, for its width."""
        return max((line.cells[column] for line in self._rows), key=len, default="")

    def set_spec(self, spec: GridSpec[T]) -> None:
        """Change the columns; cells keep their places, new columns are empty."""
        self._spec = spec
        width = len(spec.columns)
        for line in self._rows:
            line.cells = (line.cells + [""] * width)[:width]
            line.read(spec)
        self._reset([line for line in self._rows if line.value is not None])

    def set_glyph(self, glyph: QIcon) -> None:
        """Set the mark shown in cells that cannot be read, once they are marked."""
        self._glyph = glyph

    def show_values(self, values: Sequence[T]) -> None:
        """Show ``values`` unless they are what stands here already.

        Rows that cannot be read stay where they are, except one of which a former value comes back:
        then what was typed over it was undone.
        """
        shown = self.values
        if tuple(values) == shown:
            return
        lines = [self._line(self._spec.to_row(value)) for value in values]
        back = list(values)
        for value in shown:
            if value in back:
                back.remove(value)
        for at, line in enumerate(self._rows):
            if not isinstance(line.value, Bad):
                continue
            former = next((value for value in line.known if value in back), None)
            if former is None:
                lines.insert(min(at, len(lines)), line)
            else:
                back.remove(former)
        self._reset(lines)

    def forget(self) -> None:
        """Drop everything, also what cannot be read: another table is about to be shown."""
        self._reset([])

    def append(self, values: Iterable[T]) -> None:
        """Add values below what is filled in, as pasted."""
        filled = [line for line in self._rows if line.value is not None]
        self._reset([*filled, *(self._line(self._spec.to_row(value)) for value in values)])
        self.edited.emit("")

    def write(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Write texts into cells given as row, column and text, as one edit; what lies outside is left."""
        most, width = self._spec.most_rows, self.columnCount()
        written = [one for one in cells if one[1] < width and (most is None or one[0] < most)]
        if not written:
            return
        self._insert(max(row for row, _, _ in written) + 1 - len(self._rows))
        for row, column, text in written:
            self._rows[row].cells[column] = text
        for row in {row for row, _, _ in written}:
            self._rows[row].read(self._spec)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, width - 1))
        self._grow()
        self.edited.emit("")

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows out."""
        gone = set(rows)
        self._reset([line for at, line in enumerate(self._rows) if at not in gone])
        self.edited.emit("")

    def mark(self, problems: dict[int, str]) -> None:
        """Mark rows that are to be mended with what is to be mended."""
        self._bad = dict(problems)
        last = len(self._rows) - 1
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)
        self.dataChanged.emit(self.index(0, 0), self.index(last, self.columnCount() - 1))

    def compact(self) -> None:
        """Close gaps, so that the row numbers of problems are those on screen."""
        filled = [line for line in self._rows if line.value is not None]
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
        """Return the text of a cell; one that cannot be read has a mark and says why."""
        text = self._rows[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and self._spec.columns[index.column()].number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text or self.tr("empty")
        if role == Qt.ItemDataRole.DecorationRole:
            return self._glyph if self._problem(index) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._problem(index) or text or None
        return self._problem(index) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed, whatever it is."""
        text, line = str(value), self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or text == line.cells[index.column()]:
            return False
        line.cells[index.column()] = text
        line.read(self._spec)
        self.dataChanged.emit(index, index)
        self._grow()
        self.edited.emit(f"{index.row()}_{index.column()}")
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _problem(self, index: Index) -> str | None:
        """Return what is to be mended in a cell: the first one of a marked row that cannot be read."""
        value = self._rows[index.row()].value
        here = isinstance(value, Bad) and value.column == index.column()
        return self._bad.get(index.row()) if here else None

    def _reset(self, lines: list[_Line[T]]) -> None:
        self.beginResetModel()
        self._rows = lines[: self._spec.most_rows]
        self._bad = {}
        self._pad()
        self.endResetModel()

    def _pad(self) -> None:
        while len(self._rows) < self._spec.fewest_rows or (
            self._rows[-1].value is not None and self._may_grow()
        ):
            self._rows.append(self._line(self._empty()))

    def _grow(self) -> None:
        """Keep an empty row at the end."""
        if self._rows[-1].value is not None and self._may_grow():
            self._insert(1)

    def _insert(self, count: int) -> None:
        """Add empty rows at the end."""
        if count > 0:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + count - 1)
            self._rows += [self._line(self._empty()) for _ in range(count)]
            self.endInsertRows()

    def _may_grow(self) -> bool:
        return self._spec.most_rows is None or len(self._rows) < self._spec.most_rows

    def _line(self, cells: Row) -> _Line[T]:
        made: _Line[T] = _Line(cells)
        made.read(self._spec)
        return made

    def _empty(self) -> Row:
        return [""] * len(self._spec.columns)
