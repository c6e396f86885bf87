"""What was deleted from the home page and can be had back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, card, label, row


class TrashPanel(QWidget):
    """Each deleted product with a button that restores it."""

    #: carries the entry of the trash
    restore_requested = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trash_panel")
        back = button(self.tr("Back to the products"), "close_trash", role="quiet")
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Trash"), "title", wrap=False))
        top.addStretch(1)
        top.addWidget(back)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(UNIT)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._rows)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(top)
        layout.addWidget(
            label(
                self.tr("Deleted products stay here until their files are removed from the folder."), "muted"
            )
        )
        layout.addWidget(scroll, 1)

    def show_entries(self, entries: Sequence[Any]) -> None:
        """Show what is in the trash."""
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, entry in enumerate(entries):
            restore = button(self.tr("Restore"), f"restore_{number}")
            restore.setAccessibleName(self.tr("Restore {name}").format(name=entry.name))
            restore.clicked.connect(lambda _checked=False, one=entry: self.restore_requested.emit(one))
            line = row(label(entry.name, "strong"), restore)
            line.setStretch(0, 1)
            self._rows.addWidget(card(line))
