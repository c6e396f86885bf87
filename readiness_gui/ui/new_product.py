"""Starting a product: its name, what to gather and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, label, set_role

NAME_LIMIT = 200


class NewProductCard(QFrame):
    """Asks for the name in place; Escape gives it up."""

    #: carries the name
    accepted = Signal(str)
    given_up = Signal()

    def __init__(self, gather: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_product_card")
        self.setProperty("role", "card")
        caption = label(self.tr("What is the product called?"), "heading", name="new_product_caption")
        self.name = QLineEdit()
        self.name.setObjectName("new_product_name")
        self.name.setAccessibleName(caption.text())
        self.name.setMaxLength(NAME_LIMIT)
        self.name.returnPressed.connect(self._on_accepted)
        self._error = label("", "error", name="new_product_error")
        self._error.hide()
        start = button(self.tr("Start the assessment"), "start_assessment", role="primary")
        start.clicked.connect(self._on_accepted)
        cancel = button(self.tr("Cancel"), "cancel_new_product", role="quiet")
        cancel.clicked.connect(self.given_up)
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        line.addWidget(self.name, 1)
        line.addWidget(start)
        line.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(caption)
        layout.addLayout(line)
        layout.addWidget(self._error)
        layout.addSpacing(UNIT)
        layout.addWidget(gather_list(self.tr("Good to have at hand"), gather))

    def ask(self) -> None:
        """Begin anew."""
        self.name.clear()
        self._tell("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _on_accepted(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self._tell("")
            self.accepted.emit(name)
        else:
            self._tell(self.tr("Enter a name; you can change it later."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.name.setAccessibleDescription(words)
        set_role(self.name, "error" if words else "")


def gather_list(title: str, items: Sequence[str]) -> QWidget:
    """Return a titled list in which the word before a colon stands at the left of its explanation."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(UNIT)
    grid.setHorizontalSpacing(2 * UNIT)
    grid.setColumnMinimumWidth(0, 12 * UNIT)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(title, "strong"), 0, 0, 1, 2)
    for row, item in enumerate(items, 1):
        head, colon, rest = item.partition(": ")
        if colon:
            grid.addWidget(label(head, "label", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(rest, "muted"), row, 1)
        else:
            grid.addWidget(label(item, "body"), row, 0, 1, 2)
    return made
