"""A grid of evidence with its tools: paste, remove rows, and what of a paste could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QApplication, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.evidence.clipboard import Pasted, cells
from readiness_gui.ui.widgets.basics import button, column, label
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.grid import Grid
from readiness_gui.ui.widgets.grid_model import GridModel, GridSpec

T = TypeVar("T")
#: how many unread lines of a paste are named
NAMED = 5


class EvidenceGrid(QWidget, Generic[T]):
    """``edited`` comes after each change by the user; read :attr:`values` then.

    It carries the key under which edits in a row are one step of undo, "" for a step of its own.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        accessible: str,
        spec: GridSpec[T],
        paste: Callable[[str, Framework], Pasted[T]],
        framework: Framework,
        *,
        tools: Sequence[QWidget] = (),
        widen: Callable[[int], None] = lambda _columns: None,
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}_box")
        self._framework = framework
        self._paste = paste
        self._widen = widen
        self.model: GridModel[T] = GridModel(spec, self)
        self.grid = Grid(name, accessible, self.model)
        self._paste_button = button(
            self.tr("Paste"), f"{name}_paste", hint=self.tr("Rows copied from a spreadsheet (Ctrl+V)")
        )
        self._remove = button(
            self.tr("Remove rows"), f"{name}_remove", role="quiet", hint=self.tr("The rows that are selected")
        )
        self._said = label("", "error", name=f"{name}_pasted")
        self._said.hide()
        bar = FlowRow(self._paste_button, self._remove, *tools)
        self.setLayout(column(bar, self._said, self.grid, spacing=1))
        self.model.edited.connect(lambda key: self.edited.emit(key and f"{name}_{key}"))
        self.grid.pasted.connect(self.take)
        self._paste_button.clicked.connect(lambda: self.take(QApplication.clipboard().text()))
        self._remove.clicked.connect(lambda: self.model.remove(self.grid.selected_rows()))

    @property
    def values(self) -> tuple[T, ...]:
        """Return the rows that can be read."""
        return self.model.values

    def show_values(self, values: Sequence[T]) -> None:
        """Show rows unless they stand here already."""
        self.model.show_values(values)

    def forget(self) -> None:
        """Drop everything, also what cannot be read: another table is about to be shown."""
        self.grid.discard()
        self._say([])
        self.model.forget()

    def take(self, text: str) -> None:
        """Take over what was pasted.

        Whole rows go below what is filled in; a single text, and cells pasted to the right of the
        first column, go over the cells from the current one on, as in a spreadsheet.
        """
        at = self.grid.currentIndex()
        plain = not {"\t", "\n"} & set(text.strip("\r\n"))
        whole = bool(self._separator(at)) or not {";", ","} & set(text)
        if at.isValid() and ((plain and whole) or (not plain and at.column() > 0)):
            self._write(at, [[text.strip()]] if plain else cells(text))
            return
        found = self._paste(text, self._framework)
        if at.isValid() and plain and (at.column() > 0 or not found.rows):
            self._write(at, cells(text) if found.rows else [[text.strip()]])
            return
        self._say([one.message for one in found.problems])
        if found.rows:
            self.model.append(found.rows)
            self.grid.scrollToBottom()

    def unreadable(self, field: str) -> list[Problem]:
        """Return the rows that are no value yet as problems."""
        self.model.compact()
        made = []
        for one in self.model.unreadable():
            title = self.model.spec.columns[one.column].title.replace("\n", " ")
            words = (
                self.tr("Row {row}, “{column}”: “{text}” cannot be read; mend or empty it.")
                if one.text
                else self.tr("Row {row}: “{column}” is still empty; fill it in or empty the row.")
            )
            message = words.format(row=one.row + 1, column=title, text=one.text)
            made.append(Problem(field, message, one.row))
        return made

    def commit(self) -> None:
        """Take over what is typed in an open cell, and close it."""
        self.grid.commit()

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark the rows that problems name."""
        self.model.mark({one.row: one.message for one in problems if one.row is not None})

    def _separator(self, at: QModelIndex) -> str:
        return self.model.spec.columns[at.column()].separator if at.isValid() else ""

    def _write(self, at: QModelIndex, block: list[list[str]]) -> None:
        self._widen(at.column() + max(len(line) for line in block))
        self._say([])
        self.model.write(
            (row, column, text)
            for row, line in enumerate(block, at.row())
            for column, text in enumerate(line, at.column())
        )
        lost = at.column() + max(len(line) for line in block) - self.model.columnCount()
        if lost > 0:
            self._say(
                [self.tr("{count} columns lie outside the table and were left out.").format(count=lost)]
            )

    def _say(self, lines: list[str]) -> None:
        """Say what of a paste could not be read, the first few lines of it."""
        shown = lines[:NAMED]
        if len(lines) > NAMED:
            shown.append(self.tr("… and {count} more lines").format(count=len(lines) - NAMED))
        self._said.setText("\n".join(shown))
        self._said.setVisible(bool(shown))
