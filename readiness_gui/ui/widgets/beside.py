"""Two parts beside each other where there is room, below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.item_layout import ItemLayout


class Beside(ItemLayout):
    """The first part takes what the second leaves; both begin at the top.

    ``narrow`` is the least width of the first part, in units of the grid, for the two to stand side by side.
    """

    def __init__(self, first: QWidget, second: QWidget, *, narrow: int) -> None:
        super().__init__(2 * UNIT)
        self._narrow = narrow * UNIT
        self.addWidget(first)
        self.addWidget(second)

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it takes the width there is."""
        return Qt.Orientation.Horizontal

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

    def arrange(self, rect: QRect, *, place: bool) -> int:
        """Return the height of both parts, beside or below each other."""
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
