"""A dialog that says why something was not done, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from readiness_gui.ui.widgets.basics import UNIT, breakable, button, column, label, row


class TellDialog(QDialog):
    """Says a sentence under a title; its parts are named after ``name``."""

    def __init__(self, title: str, sentence: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_dialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = button(self.tr("Close"), f"{name}_close", role="primary")
        close.clicked.connect(self.accept)
        buttons = row(close)
        buttons.insertStretch(0, 1)
        told = label(breakable(sentence), name=name)
        self.setLayout(column(label(title, "heading"), told, buttons, margin=3))
        self.setMinimumWidth(60 * UNIT)
