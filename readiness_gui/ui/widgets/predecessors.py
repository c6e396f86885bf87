"""The tasks that one task waits for, checked in a list of all others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from readiness_gui.core.model import Task
from readiness_gui.ui.widgets.basics import UNIT

#: how many rows are in sight
ROWS = 5


class Predecessors(QListWidget):
    """Space checks a task; ``edited`` carries the ids of all that are checked."""

    edited = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chosen: frozenset[str] = frozenset()
        self.itemChanged.connect(self._on_changed)

    @property
    def chosen(self) -> frozenset[str]:
        """Return the ids of the tasks that are checked."""
        return self._chosen

    def show_chosen(self, ids: frozenset[str]) -> None:
        """Note which tasks are checked; :meth:`show_tasks` shows them."""
        self._chosen = ids

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show the tasks that can be chosen; the place in the list stays."""
        blocker = QSignalBlocker(self)
        while self.count() > len(tasks):
            self.takeItem(self.count() - 1)
        while self.count() < len(tasks):
            fresh = QListWidgetItem(self)
            fresh.setFlags(fresh.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        for row, task in enumerate(tasks):
            item = self.item(row)
            item.setText(task.title)
            item.setToolTip(task.title)
            item.setData(Qt.ItemDataRole.UserRole, task.id)
            checked = task.id in self._chosen
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        if self.count() and self.currentRow() < 0:
            self.setCurrentRow(0)
        blocker.unblock()
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return room for a few rows."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().lineSpacing() + UNIT)
        rows = max(1, min(self.count(), ROWS))
        return QSize(30 * UNIT, rows * row + 2 * self.frameWidth() + UNIT // 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same height; the width may shrink."""
        return QSize(15 * UNIT, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height in rows when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _on_changed(self, item: QListWidgetItem) -> None:
        task_id = str(item.data(Qt.ItemDataRole.UserRole))
        checked = item.checkState() is Qt.CheckState.Checked
        self.edited.emit(self._chosen | {task_id} if checked else self._chosen - {task_id})
