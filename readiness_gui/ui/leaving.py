"""What to do when the last edits cannot be written and the product is to be closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, column, label


class LeaveDialog(QDialog):
    """Stays, saves a copy elsewhere, or leaves without the last edits; never decides by itself."""

    def __init__(
        self,
        sentence: str,
        save_copy: Callable[[], None],
        leave: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("leave_dialog")
        self.setWindowTitle(self.tr("The last edits are not saved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay = button(self.tr("Stay"), "stay", role="primary")
        stay.clicked.connect(self.reject)
        copy = button(self.tr("Save a copy…"), "leave_copy")
        copy.clicked.connect(self._then(save_copy))
        go = button(self.tr("Close without them"), "leave_anyway", role="danger")
        go.clicked.connect(self._then(leave))
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        for one in (stay, copy):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(go)
        self.setLayout(column(label(self.windowTitle(), "heading"), label(sentence), buttons, margin=3))
        self.setMinimumWidth(60 * UNIT)

    def _then(self, action: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self.accept()
            action()

        return run
