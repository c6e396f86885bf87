"""The ninety days to scale: a bar a task, moved and resized by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from readiness_gui.core.capacity import Range
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.plan_edits import find_task, moved
from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.days import short_day
from readiness_gui.ui.widgets.task_keys import command_of
from readiness_gui.ui.widgets.timeline_paint import TimelinePainter
from readiness_gui.ui.widgets.timeline_scale import Scale, dragged, fitted, resized, stepped

Grip = Literal["move", "start", "end"]

#: how near to the edge of a bar the pointer takes hold of the edge, in pixels
EDGE = 7
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
#: the titles' share of the width
TITLES = 0.36


class Timeline(QWidget):
    """Tasks of a roadmap as bars.

    ``selected`` carries a task id; ``rescheduled`` a task id, its new start and end;
    ``opened`` the id of the task that is to be edited; ``asked`` what else a key asks for (done, add,
    remove, up or down).
    """

    selected = Signal(str)
    rescheduled = Signal(str, object, object)
    opened = Signal(str)
    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Timeline of the roadmap"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._roadmap: Roadmap | None = None
        self._today = date.min
        self._selected: str | None = None
        self._grip: Grip | None = None
        self._held_at = 0.0
        self._draft: tuple[date, date] | None = None
        self._ranges: Mapping[str, Range] = {}
        self._remarks: Mapping[str, str] = {}
        self.setAccessibleDescription(self.hint())

    @property
    def selected_id(self) -> str | None:
        """Return the id of the selected task."""
        return self._selected

    @property
    def ranges(self) -> Mapping[str, Range]:
        """Return the earliest and the latest end of tasks, by id."""
        return self._ranges

    def show_roadmap(
        self,
        roadmap: Roadmap | None,
        today: date,
        ranges: Mapping[str, Range] | None = None,
        remarks: Mapping[str, str] | None = None,
    ) -> None:
        """Show the tasks in their order; a task that went away is no longer selected.

        ``ranges`` says when tasks may end, ``remarks`` what else is to be said of them, both by id.
        """
        self._roadmap, self._today = roadmap, today
        self._ranges, self._remarks = ranges or {}, remarks or {}
        if find_task(roadmap, self._selected) is None:
            self._selected = None
        self.updateGeometry()
        self.update()

    def select(self, task_id: str | None) -> None:
        """Select a task without emitting ``selected``."""
        self._selected = task_id
        self.update()

    def hint(self) -> str:
        """Return how it is used, in words."""
        return self.tr(
            "Up and Down choose a task, Alt with Left and Right moves it by a working day, "
            "Alt and Shift moves its last day, Ctrl and Shift its first. Alt with Up and Down moves it in "
            "the list, Space marks it done, Ins adds one, Del removes it, Enter edits it."
        )

    def row_height(self) -> int:
        """Return the height of a task's row in pixels."""
        return self.fontMetrics().lineSpacing() + UNIT

    def header_height(self) -> int:
        """Return the height of months and weeks in pixels."""
        return 2 * self.fontMetrics().lineSpacing() + UNIT

    def titles_width(self) -> int:
        """Return the width of the column of titles in pixels."""
        return round(self.width() * TITLES)

    def scale(self) -> Scale | None:
        """Return where days stand, ``None`` without a roadmap."""
        if self._roadmap is None:
            return None
        titles = self.titles_width()
        rim = self.row_height() / 2  # a milestone on the last day is drawn whole
        left = rim if self.isRightToLeft() else titles
        late = max((one.late for one in self._ranges.values()), default=None)
        width = self.width() - titles - rim
        return fitted(self._roadmap, left, width, mirrored=self.isRightToLeft(), late=late)

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks shown, in their order."""
        return self._roadmap.tasks if self._roadmap else ()

    def span_of(self, task: Task) -> tuple[date, date]:
        """Return start and end as drawn: where a drag would leave them, for the task being dragged."""
        if self._draft is not None and task.id == self._selected:
            return self._draft
        return task.start, task.end

    def sizeHint(self) -> QSize:
        """Return a height for all rows."""
        return QSize(60 * UNIT, self.header_height() + len(self.tasks()) * self.row_height() + UNIT)

    def minimumSizeHint(self) -> QSize:
        """Return the same height; the width may shrink."""
        return QSize(30 * UNIT, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Keep Alt with the arrows from the window, where it turns pages; show tool tips."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() in _ARROWS:
                event.accept()
                return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            task = self._task_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_for(task) if task else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint header, rows, bars and the line of today."""
        scale, roadmap = self.scale(), self._roadmap
        if scale is None or roadmap is None:
            return
        painter = QPainter(self)
        TimelinePainter(self, painter, scale).paint(roadmap, self._today)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, resize and open tasks."""
        key, modifiers = event.key(), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        upwards = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if sideways is not None and (alt or (control and shift)):
            later = -sideways if self.isRightToLeft() else sideways
            self._shift(later, "start" if control else "end" if shift else "move")
        elif command_of(event):
            self.asked.emit(command_of(event))
        elif key == Qt.Key.Key_Space and self._selected:
            self.asked.emit("done")
        elif upwards is not None and not alt:
            self._step(upwards)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.tasks():
            self._choose(self.tasks()[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.opened.emit(self._selected)
        elif key == Qt.Key.Key_Escape and self._draft is not None:
            self._drop()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the task under the pointer and take hold of its bar."""
        task = self._task_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or task is None:
            super().mousePressEvent(event)
            return
        self._choose(task)
        self._grip = self._grip_at(task, event.position())
        self._held_at = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the bar would go; without a grip, show what taking hold would do."""
        task, scale = find_task(self._roadmap, self._selected), self.scale()
        if self._grip is None or task is None or scale is None:
            self._show_cursor(event.position())
            return
        days = scale.days_between(self._held_at, event.position().x())
        if self._grip == "move":
            self._draft = dragged(task, days)
        elif self._grip == "start":
            self._draft = resized(task, start_days=days)
        else:
            self._draft = resized(task, end_days=days)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the bar where it is."""
        draft, task = self._draft, find_task(self._roadmap, self._selected)
        self._drop()
        if draft is not None and task is not None and draft != (task.start, task.end):
            self._reschedule(task, draft)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the task for editing."""
        task = self._task_at(event.position())
        if task is not None:
            self.opened.emit(task.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the first task where none is, so that the keys have something to act on."""
        if self._selected is None and self.tasks():
            self._choose(self.tasks()[0])
        super().focusInEvent(event)

    def words_for(self, task: Task) -> str:
        """Return a task in words: title, dates, owner, done."""
        start, end = self.span_of(task)
        said = self.tr("{title}: {start} to {end}").format(
            title=task.title, start=short_day(self.locale(), start), end=short_day(self.locale(), end)
        )
        if task.owner:
            said += self.tr(", {owner}").format(owner=task.owner)
        if task.done:
            said += self.tr(", done")
        remark = self._remarks.get(task.id)
        return f"{said}. {remark}" if remark else said

    def _shift(self, steps: int, grip: Grip) -> None:
        task = find_task(self._roadmap, self._selected)
        if task is None:
            return
        if grip == "move":
            self._reschedule(task, moved(task, steps))
        elif grip == "start":
            self._reschedule(task, stepped(task, start_steps=steps))
        else:
            self._reschedule(task, stepped(task, end_steps=steps))

    def _reschedule(self, task: Task, span: tuple[date, date]) -> None:
        self.rescheduled.emit(task.id, *span)
        now = find_task(self._roadmap, task.id)
        if now is not None:
            self._announce(self.words_for(now))

    def _step(self, rows: int) -> None:
        tasks = self.tasks()
        if tasks:
            at = next((row for row, task in enumerate(tasks) if task.id == self._selected), -rows)
            self._choose(tasks[max(0, min(at + rows, len(tasks) - 1))])

    def _choose(self, task: Task) -> None:
        if task.id != self._selected:
            self._selected = task.id
            self.selected.emit(task.id)
            self._announce(self.words_for(task))
            self.update()

    def _announce(self, words: str) -> None:
        self.setAccessibleDescription(f"{words}. {self.hint()}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _drop(self) -> None:
        self._grip = self._draft = None
        self.update()

    def _show_cursor(self, at: QPointF) -> None:
        task = self._task_at(at)
        grip = self._grip_at(task, at) if task else None
        shapes = {None: Qt.CursorShape.ArrowCursor, "move": Qt.CursorShape.SizeAllCursor}
        self.setCursor(shapes.get(grip, Qt.CursorShape.SizeHorCursor))

    def _task_at(self, at: QPointF) -> Task | None:
        row = int((at.y() - self.header_height()) // self.row_height())
        tasks = self.tasks()
        return tasks[row] if 0 <= row < len(tasks) else None

    def _grip_at(self, task: Task, at: QPointF) -> Grip | None:
        scale = self.scale()
        if scale is None:
            return None
        left, width = scale.span(task.start, task.end)
        from_left, from_right = at.x() - left, left + width - at.x()
        if from_left < -EDGE or from_right < -EDGE:
            return None
        edge = min(EDGE, width / 4)
        if task.start != task.end and abs(from_left) <= edge:
            return "end" if scale.mirrored else "start"
        if task.start != task.end and abs(from_right) <= edge:
            return "start" if scale.mirrored else "end"
        return "move"
