"""The tasks of a roadmap as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from readiness_gui.core.model import Task
from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.days import short_day
from readiness_gui.ui.widgets.task_keys import command_of

Index = QModelIndex | QPersistentModelIndex

#: columns in their order, by the field of the task they show
COLUMNS = ("done", "title", "owner", "start", "end")
#: below this width in characters, owner and start are left to the form
NARROW = 56


class TaskModel(QAbstractTableModel):
    """Tasks as rows; an edit is only announced (``changed``), the page carries it out."""

    changed = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: tuple[Task, ...] = ()
        self._remarks: Mapping[str, str] = {}

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks shown."""
        return self._tasks

    def show_tasks(self, tasks: tuple[Task, ...], remarks: Mapping[str, str] | None = None) -> None:
        """Show ``tasks``; where only values changed the selection and an open editor stay.

        ``remarks`` are shown below the titles, by id.
        """
        same = [task.id for task in tasks] == [task.id for task in self._tasks]
        self._remarks = remarks or {}
        if same:
            self._tasks = tasks
            if tasks:
                self.dataChanged.emit(self.index(0, 0), self.index(len(tasks) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._tasks = tasks
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of tasks."""
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of fields shown."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        names = (self.tr("Done"), self.tr("Task"), self.tr("Owner"), self.tr("Start"), self.tr("End"))
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, checks and is called."""
        task, field = self._tasks[index.row()], COLUMNS[index.column()]
        value = getattr(task, field)
        if field == "done":
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("done") if value else self.tr("not done")
            return None
        if role == Qt.ItemDataRole.EditRole:
            return QDate(value.year, value.month, value.day) if isinstance(value, date) else value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            remark = self._remarks.get(task.id, "") if field == "title" else ""
            return "\n".join(part for part in (self._shown(value), remark) if part)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Announce an edit."""
        task, field = self._tasks[index.row()], COLUMNS[index.column()]
        if field == "done" and role == Qt.ItemDataRole.CheckStateRole:
            checked = Qt.CheckState(value) is Qt.CheckState.Checked
            self.changed.emit(task.id, field, checked)
            return True
        if field == "done" or role != Qt.ItemDataRole.EditRole:
            return False
        if isinstance(value, QDate):
            value = date(value.year(), value.month(), value.day())
        elif isinstance(value, str):
            value = value.strip()
        self.changed.emit(task.id, field, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that cells can be edited, or checked."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if COLUMNS[index.column()] == "done":
            return base | Qt.ItemFlag.ItemIsUserCheckable
        return base | Qt.ItemFlag.ItemIsEditable

    def _shown(self, value: object) -> str:
        return short_day(QLocale(), value) if isinstance(value, date) else str(value)


#: sizes of cells that are remembered
MOST_KNOWN = 1000
#: the widest the owners get, in characters, and the lines they go over; the dates stay in sight
OWNER_WIDE, OWNER_LINES = 16, 2


class _Roomy(QStyledItemDelegate):
    """Gives rows some air; scripts with taller lines than the font of the table would be cut otherwise.

    Headers ask for each cell many times over; what the same words needed before is remembered.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._known: dict[tuple[object, ...], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room a cell needs."""
        shape: Any = option  # the stubs lack the fields of the base class
        key = (index.column(), index.data(), shape.rect.width(), shape.font.key())
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            needed = super().sizeHint(option, index)
            if COLUMNS[index.column()] == "owner":
                most = shape.fontMetrics.averageCharWidth() * OWNER_WIDE
                needed = needed.boundedTo(QSize(most, shape.fontMetrics.lineSpacing() * OWNER_LINES))
            self._known[key] = needed + QSize(0, UNIT)
        return self._known[key]


class TaskTable(QTableView):
    """All rows in sight; ``picked`` carries the id of the task the cursor went to."""

    picked = Signal(str)
    #: what a key asks for: add, remove, up or down
    asked = Signal(str)

    def __init__(self, name: str, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Tasks"))
        self._tasks = model
        self._quiet = False
        self.setModel(model)
        self.setItemDelegate(_Roomy(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("title"), QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)
        header.sectionResized.connect(lambda *_: self._later.start(0))
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    @property
    def editing(self) -> bool:
        """Tell whether a cell is open."""
        return self.state() is QAbstractItemView.State.EditingState

    def select(self, task_id: str | None) -> None:
        """Go to a task without emitting ``picked``."""
        rows = [task.id for task in self._tasks.tasks]
        if task_id not in rows:
            self.clearSelection()
            return
        row = rows.index(task_id)
        if self.currentIndex().row() != row:
            column = max(self.currentIndex().column(), COLUMNS.index("title"))
            self._quiet = True
            self.setCurrentIndex(self._tasks.index(row, column))
            self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add, remove and reorder tasks; all other keys are the table's own."""
        command = command_of(event)
        if command:
            self.asked.emit(command)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all rows in sight: the page scrolls, the table does not."""
        super().resizeEvent(event)
        self._fit()

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.picked.emit(self._tasks.tasks[current.row()].id)

    def _fit(self) -> None:
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        for field in ("owner", "start"):
            self.setColumnHidden(COLUMNS.index(field), narrow)
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self._tasks.rowCount()))
        wanted = rows + self.horizontalHeader().height() + 2 * self.frameWidth() + 2
        if self.height() != wanted:
            self.setFixedHeight(wanted)
