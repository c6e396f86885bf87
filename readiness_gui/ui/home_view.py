"""The list of products: opened, renamed, duplicated and deleted by mouse and keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from readiness_gui.ui.home_list import ProductModel
from readiness_gui.ui.home_row import ProductDelegate
from readiness_gui.ui.theme import Theme


class ProductList(QListView):
    """A click or Enter opens; F2 renames; Delete trashes; the dots or the menu key show all there is."""

    #: carries what is asked ("open", "duplicate", "delete", "versions") and the summary
    asked = Signal(str, object)

    def __init__(self, model: ProductModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("product_list")
        self.setAccessibleName(self.tr("Products"))
        self.setAccessibleDescription(
            self.tr("Enter opens a product, F2 renames it, Delete moves it to the trash")
        )
        self._products = model
        self._delegate = ProductDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "cards")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def make_menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of a product."""
        summary = self._products.summary(index.row())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        readable = summary.problem is None
        for what, words, keys, enabled in (
            ("open", self.tr("Open"), "Return", readable),
            ("rename", self.tr("Rename"), "F2", readable),
            ("duplicate", self.tr("Duplicate"), "Ctrl+D", readable),
            ("versions", self.tr("Older versions…"), "", True),
            ("delete", self.tr("Move to the trash"), "Del", True),
        ):
            action = menu.addAction(f"{words}\t{keys}" if keys else words)
            action.setObjectName(what)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked=False, asked=what: self._do(asked, index))
        return menu

    def select(self, row: int) -> None:
        """Make a row the current one, the nearest where there are fewer."""
        last = self._products.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._products.index(max(0, min(row, last))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row whenever there is one to have."""
        if not self.currentIndex().isValid():
            self.select(0)
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a product, or its menu where the click was on the dots."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.state() == self.State.EditingState:
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return
        if self._delegate.menu_rect(self.visualRect(index).adjusted(0, 0, 0, -8)).contains(point):
            self.make_menu(index).popup(event.globalPosition().toPoint())
        else:
            self._do("open", index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, trash on Delete, duplicate on Ctrl+D."""
        index = self.currentIndex()
        if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do("open", index)
                return
            if event.key() == Qt.Key.Key_Delete:
                self._do("delete", index)
                return
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_D:
                self._do("duplicate", index)
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the product under the mouse, or of the one with the focus."""
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos() if mouse else self._below(index)
            self.make_menu(index).popup(place)

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).center())

    def _do(self, what: str, index: QModelIndex) -> None:
        if what == "rename":
            self.setCurrentIndex(index)
            self.edit(index)
            return
        summary = self._products.summary(index.row())
        if what == "duplicate" and summary.problem is not None:
            return
        self.asked.emit(what, summary)
