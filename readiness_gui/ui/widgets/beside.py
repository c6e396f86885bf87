"""Two parts beside each other where there is room, below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from readiness_gui.ui.widgets.basics import UNIT


class Beside(QLayout):
    """The first part takes what the second leaves; both begin at the top.

    ``narrow`` is the least width of the first part, in units of the grid, for the two to stand side by side.
    """

    def __init__(self, first: QWidget, second: QWidget, *, narrow: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._narrow = narrow * UNIT
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(2 * UNIT)
        self.addWidget(first)
        self.addWidget(second)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part, ``None`` beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a part away, ``None`` beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return that it grows downwards where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of both parts at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put both parts in their places."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size of both beside each other."""
        hints = [item.sizeHint() for item in self._items]
        return QSize(
            sum(hint.width() for hint in hints) + self.spacing(), max(hint.height() for hint in hints)
        )

    def minimumSize(self) -> QSize:
        """Return the size of the larger part."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max(size.width() for size in sizes), max(size.height() for size in sizes))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        first, second = self._items
        width = second.sizeHint().width()
        left = rect.width() - width - self.spacing()
        if left < max(self._narrow, first.minimumSize().width()):
            upper = _height(first, rect.width())
            lower = _height(second, rect.width())
            if place:
                first.setGeometry(QRect(rect.left(), rect.top(), rect.width(), upper))
                second.setGeometry(
                    QRect(rect.left(), rect.top() + upper + self.spacing(), rect.width(), lower)
                )
            return upper + self.spacing() + lower
        heights = _height(first, left), _height(second, width)
        if place:
            widget = self.parentWidget()
            mirrored = widget is not None and widget.isRightToLeft()
            near, far = rect.left(), rect.right() + 1
            first.setGeometry(QRect(far - left if mirrored else near, rect.top(), left, heights[0]))
            second.setGeometry(QRect(near if mirrored else far - width, rect.top(), width, heights[1]))
        return max(heights)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
