"""One question that people answered differently: who said what, side by side, and what is agreed on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.merging import Conflict, Pick
from readiness_gui.core.model import SignalAnswer
from readiness_gui.ui.widgets.basics import UNIT, beside, breakable, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceCard, Option
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.plan_fields import Field, NoteField

#: a card narrower than so many average characters is hard to read, so that cards stand below each other
CARD_CHARACTERS = 34
OPEN = -2


class MergeQuestion(QWidget):
    """Emits ``picked`` with the :class:`Pick` as the user changes it."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._conflict: Conflict | None = None
        self._cards: list[ChoiceCard] = []
        self._group = QButtonGroup(self)
        self._count = label("", "overline", name="merge_place")
        self._question = label("", "question", name="merge_question")
        self._of = label("", "muted", name="merge_of")
        self._grid = QGridLayout()
        self._grid.setSpacing(UNIT)
        self._keys = label("", "small", name="merge_keys")
        self._reason = NoteField("merge_reason", self.tr("Why this one?"), 2)
        self._reason.text_edited.connect(self._on_reason)
        self._field = Field(self.tr("Why this one?"), self._reason)
        self._hint = label("", "muted", name="merge_reason_hint")
        layout = column(
            self._count, self._question, self._of, self._grid, self._keys, self._hint, self._field, spacing=1
        )
        layout.addStretch(1)
        self.setLayout(layout)

    @property
    def pick(self) -> Pick | None:
        """Return what is chosen, ``None`` where nothing is."""
        chosen = self._group.checkedId()
        if chosen == -1:
            return None
        return Pick(None if chosen == OPEN else chosen, self._reason.toPlainText())

    def show_conflict(
        self, conflict: Conflict, words: MergeWords, place: tuple[int, int], pick: Pick | None, of: str
    ) -> None:
        """Show one question with what was picked; ``of`` says which assessment it belongs to."""
        self._conflict = conflict
        self._count.setText(self.tr("Difference {place} of {count}").format(place=place[0], count=place[1]))
        self._question.setText(breakable(words.question(conflict.field)))
        self._of.setText(of)
        self._of.setVisible(bool(of))
        self._build_cards(conflict, words)
        highest = len(conflict.options)
        way_out = self.tr(" 0 leaves it open.") if conflict.open is not None else ""
        self._keys.setText(self.tr("Keys 1 to {highest} choose.").format(highest=min(highest, 9)) + way_out)
        self._reason.show_text(pick.reason if pick is not None else "")
        if pick is not None:
            self._group.button(OPEN if pick.option is None else pick.option).setChecked(True)
        self._field.show_problem("")
        self._show_hint()

    def choose(self, number: int) -> bool:
        """Choose by number, 0 for none of them; return whether there is such a choice."""
        place = OPEN if number == 0 else number - 1
        if place not in [self._group.id(one) for one in self._group.buttons()]:
            return False
        made = self._group.button(place)
        made.setFocus(Qt.FocusReason.ShortcutFocusReason)
        made.click()
        return True

    def focus_choice(self) -> None:
        """Put the focus on what is chosen, else on the first answer."""
        chosen = self._group.checkedButton() or self._cards[0].radio
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """Return what is missing, "" where nothing is; shown beside the reason as well."""
        pick, conflict = self.pick, self._conflict
        lacking = pick is not None and conflict is not None and conflict.needs_reason(pick.option)
        missing = pick is not None and lacking and not pick.reason.strip()
        words = self.tr("Write why, for another answer is better founded.") if missing else ""
        self._field.show_problem(words)
        if words:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        return words

    def changeEvent(self, event: QEvent) -> None:
        """Lay the cards out anew when the text becomes larger."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out anew where there is room for more of them beside each other."""
        super().resizeEvent(event)
        self._arrange()

    def _build_cards(self, conflict: Conflict, words: MergeWords) -> None:
        empty(self._grid)
        for old in self._group.buttons():
            self._group.removeButton(old)
        self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._cards = []
        for at, option in enumerate(conflict.options):
            who = beside(f"{at + 1}  {breakable(', '.join(option.who))}", self)
            if isinstance(option.value, SignalAnswer):
                status, evidence, detail = words.signal(conflict.field, option.value)
                behind = "\n".join(part for part in (evidence, detail) if part)
                told = Option(at, who, breakable(status), breakable(behind))
            else:
                told = Option(at, who, beside(breakable(words.said(conflict.field, option.value)), self))
            self._add(told, at, f"merge_option_{at}")
        if conflict.open is not None:
            left = self.tr("It stands as “{words}”.").format(words=words.left_open(conflict.field))
            self._add(Option(None, self.tr("0  None of these"), left), OPEN, "merge_option_none")
        self._group.idClicked.connect(self._on_chosen)
        self._arrange()

    def _add(self, told: Option, number: int, name: str) -> None:
        made = ChoiceCard(told, name)
        made.radio.setAccessibleName(f"{told.text}: {told.detail}")
        made.radio.setAccessibleDescription(told.aside)
        self._group.addButton(made.radio, number)
        self._cards.append(made)

    def _arrange(self) -> None:
        """Put the cards side by side, as many as can be read."""
        room = max(self.width(), 1)
        wanted = self.fontMetrics().averageCharWidth() * CARD_CHARACTERS + 6 * UNIT
        across = max(1, min(3, room // wanted, len(self._cards)))
        for at, made in enumerate(self._cards):
            self._grid.addWidget(made, at // across, at % across)
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < across else 0)

    def _show_hint(self) -> None:
        pick, conflict = self.pick, self._conflict
        asked = pick is not None and conflict is not None and conflict.needs_reason(pick.option)
        self._hint.setText(
            self.tr("Another answer is better founded, so the reason is needed. It is kept.")
            if asked
            else self.tr("The reason is kept with the answer; you can leave it empty.")
        )

    def _on_chosen(self, _number: int) -> None:
        self._field.show_problem("")
        self._show_hint()
        self.picked.emit(self.pick)

    def _on_reason(self, text: str) -> None:
        if text.strip():
            self._field.show_problem("")
        if self.pick is not None:
            self.picked.emit(self.pick)
