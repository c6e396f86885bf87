"""The bar below the wizard: Back, what is saved, Next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.widgets.basics import UNIT, button, label


class Footer(QFrame):
    """Next is never disabled and says where it leads."""

    back_requested = Signal()
    next_requested = Signal()
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._back = button(self.tr("Back"), "back_button", role="quiet")
        self._back.clicked.connect(self.back_requested)
        self._next = button(self.tr("Next"), "next_button", role="primary")
        self._next.clicked.connect(self.next_requested)
        self._saved = label("", "small", name="save_state", wrap=False)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._saved.setMinimumWidth(14 * UNIT)
        self._retry = button(self.tr("Try again"), "retry_save", role="link")
        self._retry.clicked.connect(self.retry_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(self._back)
        layout.addStretch(1)
        layout.addWidget(self._saved)
        layout.addWidget(self._retry)
        layout.addStretch(1)
        layout.addWidget(self._next)

    def show_next(self, words: str, previous: str) -> None:
        """Say where Next and Back lead; an empty ``previous`` leads to the products."""
        self._next.setText(words.replace("&", "&&"))
        self._next.setAccessibleName(words)
        told = previous or self.tr("All products")
        self._back.setAccessibleName(self.tr("Back: {step}").format(step=told))
        self._back.setToolTip(told)

    def show_save(self, state: SaveState, when: datetime | None) -> None:
        """Say what is saved."""
        words = {
            SaveState.SAVED: self._saved_at(when),
            SaveState.PENDING: self.tr("Saving…"),
            SaveState.FAILED: self.tr("Not saved"),
            SaveState.READ_ONLY: self.tr("Read only"),
        }[state]
        self._saved.setText(words)
        self._saved.setAccessibleName(words)
        self._saved.setProperty("state", state.value)
        self._retry.setVisible(state is SaveState.FAILED)

    def _saved_at(self, when: datetime | None) -> str:
        if when is None:
            return self.tr("All saved")
        local = when.astimezone()
        time = QLocale().toString(QTime(local.hour, local.minute), "HH:mm")
        return self.tr("Saved {time}").format(time=time)
