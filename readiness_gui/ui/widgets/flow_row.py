"""A row of controls that goes on below where it does not fit, so that large text clips nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.item_layout import ItemLayout


class FlowRow(ItemLayout):
    """Items from the leading edge on, at their preferred size, amid as many lines as they need."""

    def __init__(self, *items: QWidget, spacing: int = 1) -> None:
        super().__init__(spacing * UNIT)
        for item in items:
            self.addWidget(item)

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes no more room than it needs."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def arrange(self, rect: QRect, *, place: bool) -> int:
        """Return the height of all lines; the items of a line share a middle."""
        widget = self.parentWidget()
        mirrored = widget is not None and widget.isRightToLeft()
        y = 0
        for at, line in enumerate(self._lines(rect.width())):
            x, height = 0, max(size.height() for _, size in line)
            y += self.spacing() if at else 0
            for item, size in line:
                if place:
                    left = rect.right() + 1 - x - size.width() if mirrored else rect.left() + x
                    top = rect.top() + y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top), size))
                x += size.width() + self.spacing()
            y += height
        return y

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the items that are shown, line by line, each with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines
