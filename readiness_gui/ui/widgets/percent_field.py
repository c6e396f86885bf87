"""A share typed in per cent, such as "31" or "31.5 %"; what cannot be read stays and is named on Next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.evidence.clipboard import number
from readiness_gui.ui.widgets.plan_fields import LineField

#: places of a share that are kept: a tenth of a per mille
PLACES = 5


class PercentField(LineField):
    """``share_edited`` carries a fraction, or ``None`` where the field is empty or cannot be read."""

    share_edited = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(name, accessible, parent)
        self.setMaxLength(20)
        self.textEdited.connect(lambda _: self.share_edited.emit(self.value))

    @property
    def value(self) -> float | None:
        """Return the share, ``None`` where there is none."""
        found = number(self.text().strip().removeprefix("+"))
        return None if found is None else round(found / 100, PLACES)

    @property
    def unreadable(self) -> bool:
        """Tell whether something stands here that is no number."""
        return bool(self.text().strip()) and self.value is None

    def show_share(self, share: float | None) -> None:
        """Show a share unless it is what stands here already, however it is written.

        What cannot be read has no share, so that it stays until something else is shown.
        """
        if share != self.value:
            self.setText("" if share is None else f"{round(100 * share, PLACES - 2):g} %")
