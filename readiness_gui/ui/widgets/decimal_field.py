"""A number with a decimal point or comma typed as text; what cannot be read stays and is named on Next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.evidence.clipboard import number
from readiness_gui.ui.widgets.plan_fields import LineField


class DecimalField(LineField):
    """``number_edited`` carries a float within bounds, or ``None`` for an empty field."""

    number_edited = Signal(object)

    def __init__(
        self, name: str, accessible: str, bounds: tuple[float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, accessible, parent)
        self._least, self._most = bounds
        self.setMaxLength(12)
        self.textEdited.connect(self._on_typed)

    @property
    def value(self) -> float | None:
        """Return the number, ``None`` where there is none or it is out of bounds."""
        text = self.text().strip()
        text = f"0{text}" if text.startswith((".", ",")) else text
        found = None if "%" in text else number(text)
        return found if found is not None and self._least <= found <= self._most else None

    @property
    def unreadable(self) -> bool:
        """Tell whether something stands here that is no number within bounds."""
        return bool(self.text().strip()) and self.value is None

    def show_number(self, value: float | None, *, fresh: bool = False) -> None:
        """Show a number unless it stands here already, however it is written.

        What cannot be read stays too, unless the number is ``fresh``: that of something else.
        """
        if fresh or (value != self.value and not self.unreadable):
            self.setText("" if value is None else f"{value:g}")

    def _on_typed(self) -> None:
        if not self.unreadable:
            self.number_edited.emit(self.value)
