"""A heading that folds what is below it away; closed at first, so that pages stay short."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from readiness_gui.ui.widgets.basics import column


class Disclosure(QWidget):
    """A button with an arrow above a body that is shown while the button is down.

    ``fill`` is called once, before the body is first shown: what most readers never open is not made.
    """

    opened = Signal(bool)

    def __init__(
        self,
        text: str,
        name: str,
        body: QWidget,
        parent: QWidget | None = None,
        *,
        fill: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = body
        self._fill = fill
        self.header = QToolButton()
        self.header.setObjectName(name)
        self.header.setProperty("role", "disclosure")
        self.header.setCheckable(True)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._text = ""
        self.header.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.header.toggled.connect(self._on_toggled)
        self.set_text(text)
        body.hide()
        self.setLayout(column(self.header, body, spacing=1))

    @property
    def is_open(self) -> bool:
        """Tell whether the body is shown."""
        return self.header.isChecked()

    def set_text(self, text: str) -> None:
        """Change the words of the heading."""
        self._text = text
        self.header.setAccessibleName(text)
        self._show_state()

    def set_open(self, wanted: bool) -> None:  # noqa: FBT001 - a setter of one property
        """Open or close the body."""
        self.header.setChecked(wanted)

    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._show_state()
        if opened and self._fill is not None:
            fill, self._fill = self._fill, None
            fill()
        self.body.setVisible(opened)
        self.opened.emit(opened)

    def _show_state(self) -> None:
        closed = "◂" if self.isRightToLeft() else "▸"
        arrow = "▾" if self.is_open else closed
        self.header.setText(f"{arrow}  {self._text}".replace("&", "&&"))
        self.header.setAccessibleDescription(self.tr("Open") if self.is_open else self.tr("Closed"))
