"""A colour by name of its digits or from the system's dialog, and whether it can be read on white."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QWidget

from readiness_gui.report.options import ACCENT, is_colour, readable
from readiness_gui.ui.widgets.basics import UNIT, button, column, label, set_role
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import LineField

DIGITS = 7


class ColourField(QWidget):
    """``colour_chosen`` carries a colour such as ``#3F51C4``."""

    colour_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_colour")
        self.field = LineField("colour_digits", self.tr("Colour of headings and charts"))
        self.field.setMaxLength(DIGITS)
        self.field.setPlaceholderText(ACCENT)
        self.field.setFixedWidth(self.field.fontMetrics().horizontalAdvance("#MMMMMM") + 5 * UNIT)
        self._pick = button(self.tr("Pick…"), "colour_pick")
        self._pick.setAccessibleName(self.tr("Pick a colour"))
        self._reset = button(self.tr("Standard"), "colour_reset", role="quiet")
        self._reset.setAccessibleName(self.tr("The program's own colour"))
        self._note = label("", "small", name="colour_note")
        self._problem = label("", "error", name="colour_problem")
        self._problem.hide()
        self.field.textEdited.connect(self._on_typed)
        self.field.editingFinished.connect(self._on_finished)
        self._pick.clicked.connect(self._on_pick)
        self._reset.clicked.connect(lambda: self._choose(ACCENT))
        caption = label(self.tr("Colour"), "label")
        caption.setBuddy(self.field)
        line = FlowRow(self.field, self._pick, self._reset)
        self.setLayout(column(caption, line, self._problem, self._note, spacing=1))
        self.show_colour(ACCENT)

    def show_colour(self, colour: str) -> None:
        """Show a colour, and what becomes of it on paper."""
        self._colour = colour
        self.field.show_text(colour.upper())
        self._tell()

    def _on_typed(self, text: str) -> None:
        text = text.strip()
        found = text if text.startswith("#") else f"#{text}"
        if is_colour(found):
            self._take(found.upper())

    def _on_finished(self) -> None:
        text = self.field.text().strip()
        found = text if text.startswith("#") else f"#{text}"
        if text and not is_colour(found):
            words = self.tr("“{text}” is no colour. Write six digits such as {example}.")
            self._problem.setText(words.format(text=text, example=ACCENT))
            self._problem.show()
            set_role(self.field, "error")
            return
        self._choose(found.upper() if text else ACCENT)

    def _on_pick(self) -> None:
        dialog = QColorDialog(QColor(self._colour), self)
        dialog.setObjectName("colour_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self._choose(colour.name().upper()))
        dialog.open()

    def _choose(self, colour: str) -> None:
        self.field.show_text(colour)
        self._take(colour)

    def _take(self, colour: str) -> None:
        changed = colour != self._colour
        self._colour = colour
        self._tell()
        if changed:
            self.colour_chosen.emit(colour)

    def _tell(self) -> None:
        used = readable(self._colour)
        patch = QPixmap(2 * UNIT, 2 * UNIT)
        patch.fill(QColor(used))
        self._pick.setIcon(QIcon(patch))
        self._pick.setIconSize(QSize(2 * UNIT, 2 * UNIT))
        darker = self.tr("Too light to be read on white, so {colour} is printed.").format(colour=used)
        self._note.setText(darker)
        self._note.setVisible(used != self._colour.upper())
        self._problem.hide()
        set_role(self.field, "")
        self._reset.setVisible(self._colour.upper() != ACCENT)
