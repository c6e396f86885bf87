"""A grid of evidence with its tools: paste, remove rows, and what of a paste could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.evidence.clipboard import Pasted
from readiness_gui.ui.widgets.basics import button, column, label, row
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
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}_box")
        self._framework = framework
        self._paste = paste
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
        bar = row(self._paste_button, self._remove, *tools, spacing=1)
        bar.addStretch(1)
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

    def take(self, text: str) -> None:
        """Add pasted rows; a single cell goes into the cell that is current."""
        at = self.grid.currentIndex()
        if at.isValid() and not {"\t", "\n", ";", ","} & set(text.strip()):
            self.model.setData(at, text.strip())
            return
        found = self._paste(text, self._framework)
        lines = [one.message for one in found.problems[:NAMED]]
        if len(found.problems) > NAMED:
            lines.append(self.tr("… and {count} more lines").format(count=len(found.problems) - NAMED))
        self._said.setText("\n".join(lines))
        self._said.setVisible(bool(lines))
        if found.rows:
            self.model.append(found.rows)

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
