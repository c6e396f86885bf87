"""The step list: a model over ``core.flow``, a delegate that paints it, a view that opens steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from readiness_gui.core.flow import StepState, StepStatus
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import StepId
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets import glyphs

Index = QModelIndex | QPersistentModelIndex

#: the data of a row besides its text
STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
CURRENT_ROLE = Qt.ItemDataRole.UserRole + 2
WORDS_ROLE = Qt.ItemDataRole.UserRole + 3
#: how name and words are written: from the leading edge, over as many lines as they need
FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap)


class StepModel(QAbstractListModel):
    """The thirteen steps with their states; row = place in the order."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._statuses: tuple[StepStatus, ...] = tuple(
            StepStatus(step, StepState.UNTOUCHED, "") for step in StepId
        )
        self._current: StepId | None = None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of steps."""
        return 0 if parent is not None and parent.isValid() else len(self._statuses)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one fact about a step."""
        status = self._statuses[index.row()]
        facts: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._framework.steps[status.step].name,
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(index.row()),
            Qt.ItemDataRole.ToolTipRole: lambda: self._told(status),
            STATUS_ROLE: lambda: status,
            CURRENT_ROLE: lambda: status.step is self._current,
            WORDS_ROLE: lambda: self._seen(status),
        }
        return facts[role]() if role in facts else None

    def step(self, row: int) -> StepId:
        """Return the step of a row."""
        return self._statuses[row].step

    def row(self, step: StepId) -> int:
        """Return the row of a step."""
        return next(row for row, one in enumerate(self._statuses) if one.step is step)

    def show(self, statuses: Sequence[StepStatus], current: StepId | None) -> None:
        """Show new states; rows that did not change are left alone."""
        before, was = self._statuses, self._current
        self._statuses, self._current = tuple(statuses), current
        for row, (old, new) in enumerate(zip(before, self._statuses, strict=True)):
            if old != new or (old.step is was) != (new.step is current):
                self.dataChanged.emit(self.index(row), self.index(row))

    def words(self, status: StepStatus) -> str:
        """Return the state in a few words; an untouched step has none."""
        return {
            StepState.UNTOUCHED: "",
            StepState.IN_PROGRESS: self.tr("In progress"),
            StepState.DONE: self.tr("Done"),
            StepState.ATTENTION: self.tr("Needs attention"),
        }[status.state]

    def _seen(self, status: StepStatus) -> str:
        """Return what stands below the name: what wants attention or is still open, else its state."""
        wants = status.state in (StepState.ATTENTION, StepState.IN_PROGRESS)
        return status.reason if wants and status.reason else self.words(status)

    def _told(self, status: StepStatus) -> str:
        """Return what the step asks, and why it wants attention."""
        question = self._framework.steps[status.step].question
        return "\n".join(part for part in (question, status.reason) if part)

    def _spoken(self, row: int) -> str:
        status = self._statuses[row]
        parts = [
            self.tr("Step {number} of {total}").format(number=row + 1, total=len(self._statuses)),
            self._framework.steps[status.step].name,
            self.words(status) or self.tr("Not started"),
            status.reason,
            self.tr("open now") if status.step is self._current else "",
        ]
        return ", ".join(part for part in parts if part)


class StepDelegate(QStyledItemDelegate):
    """Paints a row: the mark of its state, number and name, and the state in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of what is written, at least of two lines, and some air."""
        lines = QFontMetrics(option.font).height() + QFontMetrics(self._small(option.font)).height()
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else self._theme.scaled(200)
        room = wide - self._around()
        written = sum(height for _words, _font, height in self._lines(option.font, index, room))
        return QSize(self._theme.scaled(200), max(lines + 2, written) + 5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, state, current=bool(index.data(CURRENT_ROLE)))
        self._paint_mark(painter, rect, index)
        self._paint_text(painter, rect, option.font, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, current: bool
    ) -> None:
        box = QRectF(rect).adjusted(9, 1.5, -9, -1.5)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        if current or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_ground" if current else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        if current:
            painter.setBrush(self._theme.colour("accent"))
            edge = box.right() - 3 if self._right_to_left() else box.left()
            painter.drawRoundedRect(QRectF(edge, box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_mark(self, painter: QPainter, rect: QRect, index: Index) -> None:
        side = self._theme.scaled(18)
        left = self._mark_left(rect)
        box = QRectF(left, rect.center().y() - side / 2 + 0.5, side, side)
        state = index.data(STATUS_ROLE).state
        colour, ground = self._theme.colour, self._theme.colour("sidebar")
        if state is StepState.DONE:
            glyphs.paint_check(painter, box, colour("present"), ground)
        elif state is StepState.ATTENTION:
            glyphs.paint_attention(painter, box, colour("unclear"), ground)
        elif state is StepState.IN_PROGRESS:
            glyphs.paint_ring(painter, box, colour("accent"), 0.5)
        else:
            glyphs.paint_ring(painter, box, colour("control"))

    def _paint_text(self, painter: QPainter, rect: QRect, font: QFont, index: Index) -> None:
        gap = self._theme.scaled(18) + 12
        right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = rect.adjusted(18, 0, -(20 + gap), 0) if right_to_left else rect.adjusted(20 + gap, 0, -18, 0)
        current = bool(index.data(CURRENT_ROLE))
        wants = index.data(STATUS_ROLE).state is StepState.ATTENTION
        colours = ("accent_text" if current else "text", "unclear" if wants else "muted")
        lines = self._lines(font, index, room.width())
        top = room.top() + (room.height() - sum(height for _words, _font, height in lines)) // 2
        for (words, used, height), colour in zip(lines, colours, strict=False):
            painter.setFont(used)
            painter.setPen(self._theme.colour(colour))
            painter.drawText(QRect(room.left(), top, room.width(), height), FLAGS, words)
            top += height

    def _lines(self, font: QFont, index: Index, room: int) -> list[tuple[str, QFont, int]]:
        """Return the name and what stands below it, each with its font and the height it needs."""
        name_font = QFont(font)
        current = bool(index.data(CURRENT_ROLE))
        name_font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        parts = [(f"{index.row() + 1}  {index.data()}", name_font)]
        if index.data(STATUS_ROLE).state in (StepState.ATTENTION, StepState.IN_PROGRESS):
            parts.append((index.data(WORDS_ROLE), self._small(font)))
        space = QRect(0, 0, room, 10_000)
        return [
            (words, used, QFontMetrics(used).boundingRect(space, FLAGS, words).height())
            for words, used in parts
        ]

    def _around(self) -> int:
        """Return what mark and margins take of the width of a row."""
        return 20 + self._theme.scaled(18) + 12 + 18

    def _mark_left(self, rect: QRect) -> float:
        if self.parent() is not None and self._right_to_left():
            return rect.right() - 20 - self._theme.scaled(18)
        return rect.left() + 20

    def _right_to_left(self) -> bool:
        parent = self.parent()
        return isinstance(parent, QWidget) and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.86)
        return small


class StepList(QListView):
    """Opens a step by a click anywhere on its row, or by Enter or Space on the row with the focus."""

    #: carries the :class:`StepId` to open
    step_chosen = Signal(object)

    def __init__(self, model: StepModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_list")
        self.setAccessibleName(self.tr("Steps"))
        self.setAccessibleDescription(self.tr("Arrow keys move, Enter opens a step"))
        self._steps = model
        self.setModel(model)
        self.setItemDelegate(StepDelegate(theme, self))
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        model.dataChanged.connect(self.scheduleDelayedItemsLayout)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self._choose(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_current(self, step: StepId) -> None:
        """Move the row of the keyboard to the open step and make it visible."""
        index = self._steps.index(self._steps.row(step))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with the focus on Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        self.step_chosen.emit(self._steps.step(row))
