"""A message that lies over the window for a while and offers to take back what was just done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, label

#: long enough to read, find and press (the guidelines ask for more than a few seconds)
SHOWN_MS = 12_000


class Toast(QFrame):
    """Lies at the bottom of its parent; stays while it has the focus or the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._action: Callable[[], None] | None = None
        self._text = label("", "body", name="toast_text", wrap=False)
        self._undo = button(self.tr("Undo"), "toast_undo")
        self._undo.clicked.connect(self._on_undo)
        self._close = button(self.tr("Close"), "toast_close")
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        layout.setSpacing(UNIT)
        for part in (self._text, self._undo, self._close):
            layout.addWidget(part)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """Return the message shown."""
        return self._text.text()

    def tell(self, message: str, undo: Callable[[], None] | None = None) -> None:
        """Show ``message``, with a way back where ``undo`` is given."""
        self._action = undo
        self._text.setText(message)
        self.setAccessibleName(message)
        self._undo.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_undo(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action is not None:
            action()

    def _on_time(self) -> None:
        if self.underMouse() or self._undo.hasFocus() or self._close.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        parent = self._over
        self.adjustSize()
        width = min(self.width(), parent.width() - 4 * UNIT)
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - self.height() - 10 * UNIT, width, self.height()
        )
