"""What holds for the whole roadmap: its first day, the people who work on it, and what that means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from readiness_gui.core.model import Roadmap
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label, row
from readiness_gui.ui.widgets.decimal_field import DecimalField
from readiness_gui.ui.widgets.plan_fields import DateField, Field

#: the least and the most people that can be typed
PEOPLE = (0.1, 99.0)


class PlanHead(QWidget):
    """``start_edited`` carries a date, ``people_edited`` a number or ``None``; ``update_asked`` nothing."""

    start_edited = Signal(object)
    people_edited = Signal(object)
    update_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = DateField("roadmap_start", self.tr("First day of the 90 days"))
        self._people = DecimalField("roadmap_people", self.tr("People who work on it"), PEOPLE)
        self.people_field = Field(
            self.tr("People who work on it"),
            self._people,
            self.tr("In full-time people: 0.5 is one for half of the week. Empty where you cannot say."),
        )
        self._work = label("", name="roadmap_work")
        self._outdated = label("", "strong", name="roadmap_outdated")
        self._lay_out()
        self._start.date_edited.connect(self.start_edited)
        self._people.number_edited.connect(self.people_edited)

    @property
    def unreadable(self) -> bool:
        """Tell whether the number of people cannot be read."""
        return self._people.unreadable

    def show_roadmap(
        self, roadmap: Roadmap, sentences: Sequence[str], outdated: str, *, fresh: bool = False
    ) -> None:
        """Show the first day, the people, what they mean, and whether the evidence has moved on.

        ``fresh`` says that it is another roadmap than before, so that nothing typed is left.
        """
        self._start.show_date(roadmap.start)
        self._people.show_number(roadmap.people, fresh=fresh)
        self._work.setText(breakable("\n".join(sentences)))
        self._work.setVisible(bool(sentences))
        self._outdated.setText(outdated)
        self._outdated.setVisible(bool(outdated))

    def _lay_out(self) -> None:
        update = button(self.tr("Update from the verdict"), "update_roadmap")
        update.setAccessibleDescription(self.tr("Keeps everything you edited, and says what it changes"))
        update.clicked.connect(self.update_asked)
        updates = row(update)
        updates.addStretch(1)
        pair = QGridLayout()
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setHorizontalSpacing(2 * UNIT)
        first = Field(
            self.tr("First day of the 90 days"),
            self._start,
            self.tr("What nobody edited moves along. A weekend becomes the Monday after."),
        )
        pair.addWidget(first, 0, 0, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.people_field, 0, 1, Qt.AlignmentFlag.AlignTop)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        self.setLayout(column(card(pair, self._work, self._outdated, updates, name="making")))
