"""One answer out of a few, as cards with a sentence each or as a short row; nothing is preselected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from readiness_gui.ui.widgets.basics import UNIT, column, label, row, set_role
from readiness_gui.ui.widgets.flow_row import FlowRow


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, a few words, and optionally what it means."""

    value: object
    text: str
    detail: str = ""
    #: a short line under the detail, in a quieter voice
    aside: str = ""


class ChoiceCard(QFrame):
    """A radio button with texts that wrap; the whole card is clickable. ``of`` says what is chosen."""

    def __init__(self, option: Option, name: str, of: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "choice")
        self.radio = QRadioButton()
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(f"{of}: {option.text}" if of else option.text)
        self.radio.setAccessibleDescription(" ".join(part for part in (option.detail, option.aside) if part))
        texts = [label(option.text, "strong")]
        if option.detail:
            texts.append(label(option.detail, "body"))
        if option.aside:
            texts.append(label(option.aside, "muted"))
        for text in texts:
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(spacing=1, margin=1)
        layout.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        words = column(*texts, spacing=0)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        self.radio.toggled.connect(self._on_toggled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this card."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()
            event.accept()

    def _on_toggled(self) -> None:
        set_role(self, "choice_chosen" if self.radio.isChecked() else "choice")


class ChoiceGroup(QWidget):
    """Several options of which at most one is chosen.

    ``chosen`` carries the value and is emitted for choices of the user only, never for
    :meth:`show_value`. The buttons are named ``NAME_0``, ``NAME_1`` …
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        accessible: str,
        options: Sequence[Option],
        *,
        across: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._values = [option.value for option in options]
        self._group = QButtonGroup(self)
        buttons = self._build_row(options) if across else self._build_cards(options)
        for index, made in enumerate(buttons):
            self._group.addButton(made, index)
        self._group.idClicked.connect(self._on_clicked)
        self.setFocusProxy(buttons[0])

    @property
    def value(self) -> object:
        """Return the value chosen, ``None`` where nothing is."""
        index = self._group.checkedId()
        return None if index < 0 else self._values[index]

    def show_value(self, value: object) -> None:
        """Show ``value`` as chosen; ``None`` (unless it is an option) leaves nothing chosen."""
        if value in self._values:
            chosen = self._group.button(self._values.index(value))
            chosen.setChecked(True)
            self.setFocusProxy(chosen)
            return
        self._group.setExclusive(False)
        for each in self._group.buttons():
            each.setChecked(False)
        self._group.setExclusive(True)

    def _build_cards(self, options: Sequence[Option]) -> list[QRadioButton]:
        of = self.accessibleName()
        cards = [ChoiceCard(option, f"{self.objectName()}_{at}", of) for at, option in enumerate(options)]
        self.setLayout(column(*cards, spacing=1))
        return [card.radio for card in cards]

    def _build_row(self, options: Sequence[Option]) -> list[QRadioButton]:
        buttons = []
        for at, option in enumerate(options):
            made = QRadioButton(option.text.replace("&", "&&"))
            made.setObjectName(f"{self.objectName()}_{at}")
            made.setAccessibleName(f"{self.accessibleName()}: {option.text}")
            made.setMinimumHeight(4 * UNIT)
            buttons.append(made)
        self.setLayout(FlowRow(*buttons, spacing=3))
        return buttons

    def _on_clicked(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self._values[index])
