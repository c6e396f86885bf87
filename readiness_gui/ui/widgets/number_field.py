"""A whole number typed as text: what cannot be read stays as it is and is named on Next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.evidence.clipboard import number
from readiness_gui.ui.widgets.plan_fields import LineField


class NumberField(LineField):
    """``number_edited`` carries an int, or ``None`` where the field is empty or cannot be read."""

    number_edited = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(name, accessible, parent)
        self.setMaxLength(20)
        self.textEdited.connect(lambda _: self.number_edited.emit(self.value))

    @property
    def value(self) -> int | None:
        """Return the number, ``None`` where there is none."""
        found = number(self.text().strip())
        return int(found) if found is not None and found == int(found) and "%" not in self.text() else None

    @property
    def unreadable(self) -> bool:
        """Tell whether something stands here that is no whole number."""
        return bool(self.text().strip()) and self.value is None

    def show_number(self, value: int | None) -> None:
        """Show a number unless it is what stands here already, however it is written."""
        if value != self.value:
            self.setText("" if value is None else str(value))
