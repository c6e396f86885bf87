"""A list put in order by dragging, by Alt with the arrow keys, or by two buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from readiness_gui.core.terms import Priority
from readiness_gui.ui.widgets.basics import button, column
from readiness_gui.ui.widgets.flow_row import FlowRow

#: what the frame takes at most, in pixels: it is thicker with the focus
RIM = 3


class RankList(QWidget):
    """``ranked`` carries the whole order after each change by the user, and once it is confirmed."""

    ranked = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = _Items(name, accessible)
        self.items.moved.connect(self._on_moved)
        up = button(self.tr("Move up"), f"{name}_up", hint=self.tr("Alt+Up"))
        down = button(self.tr("Move down"), f"{name}_down", hint=self.tr("Alt+Down"))
        self._confirm = button(self.tr("This is the order"), f"{name}_confirm")
        up.clicked.connect(lambda: self.items.move_current(-1))
        down.clicked.connect(lambda: self.items.move_current(1))
        self._confirm.clicked.connect(self._on_moved)
        tools = FlowRow(up, down, self._confirm)
        self.setLayout(column(self.items, tools, spacing=1))
        self.setFocusProxy(self.items)

    def show_order(self, order: Sequence[Priority], names: Mapping[Priority, str], *, ranked: bool) -> None:
        """Show an order; not ``ranked``, it is only a proposal that has to be confirmed."""
        self.items.show_order(order, names, ranked=ranked)
        self._confirm.setVisible(not ranked)

    def _on_moved(self) -> None:
        self.ranked.emit(self.items.order)


class _Items(QListWidget):
    """The list itself; as high as its items."""

    moved = Signal()

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setAccessibleDescription(self.tr("Alt with the arrow keys moves the chosen one."))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def order(self) -> tuple[Priority, ...]:
        """Return the options, most important first."""
        return tuple(Priority(self.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.count()))

    def show_order(self, order: Sequence[Priority], names: Mapping[Priority, str], *, ranked: bool) -> None:
        """Show an order unless it stands here already; the chosen one stays chosen."""
        rest = [option for option in Priority if option not in order]
        wanted = (*order, *rest)
        chosen = self.order[self.currentRow()] if self.currentRow() >= 0 else None
        if wanted != self.order:
            self.clear()
            for option in wanted:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, str(option))
                self.addItem(item)
        for at, option in enumerate(wanted):
            text = f"{at + 1}   {names[option]}" if ranked else f"–   {names[option]}"
            self.item(at).setText(text)
            if option is chosen:
                self.setCurrentRow(at)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._fit()

    def move_current(self, by: int) -> None:
        """Move the chosen item up or down."""
        at, to = self.currentRow(), self.currentRow() + by
        if at < 0 or not 0 <= to < self.count():
            return
        self.insertItem(to, self.takeItem(at))
        self.setCurrentRow(to)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrow keys."""
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(event.key())
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            event.accept()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the new order once the list has taken it in."""
        super().dropEvent(event)
        QTimer.singleShot(0, self, self.moved.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list as high as its items where they wrap otherwise."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if not self.count():
            return
        first, last = (self.visualItemRect(self.item(at)) for at in (0, self.count() - 1))
        rows = last.bottom() + 1 - first.top() + 2 * self.spacing()
        rims = self.viewportMargins()
        self.setFixedHeight(rows + rims.top() + rims.bottom() + 2 * max(self.frameWidth(), RIM))
