"""A line above the wizard that stays until its reason is gone: read only, not saved, an older assessment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, label, set_role

#: words on a button, its objectName, and what it does
Offer = tuple[str, str, Callable[[], None]]


class Banner(QFrame):
    """Shows one sentence and what can be done about it; hidden while there is nothing to say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = label("", "body", name=f"{name}_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(3 * UNIT, UNIT, 2 * UNIT, UNIT)
        self._layout.setSpacing(UNIT)
        self._layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence shown, empty while hidden."""
        return self._text.text()

    def tell(self, sentence: str, offers: Sequence[Offer] = (), *, error: bool = False) -> None:
        """Show ``sentence`` with its offers; an empty one hides the banner."""
        if sentence == self._text.text():
            return
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons.clear()
        set_role(self, "banner_error" if error else "banner")
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        for words, name, action in offers:
            made = button(words, name)
            made.clicked.connect(action)
            self._layout.addWidget(made)
            made.show()
            self._buttons.append(made)
        self.setVisible(bool(sentence))
