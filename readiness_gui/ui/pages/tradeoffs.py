"""Trade-offs: five decisions that numbers do not make, with the team's own side and words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from readiness_gui.core.model import Assessment, TradeoffAnswer
from readiness_gui.core.terms import Answer, Choice, StepId, TradeoffId
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.widgets.basics import card, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.plan_fields import Field, NoteField


class TradeoffsPage(Page):
    """Both sides of each trade-off, the framework's advice and the team's answer."""

    step = StepId.TRADEOFFS

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sides: dict[TradeoffId, ChoiceGroup] = {}
        self._notes: dict[TradeoffId, NoteField] = {}
        self.setLayout(column(*(self._build_tradeoff(tradeoff) for tradeoff in TradeoffId), spacing=2))

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the sides taken and the notes."""
        for tradeoff in TradeoffId:
            answer = assessment.tradeoffs.get(tradeoff, TradeoffAnswer())
            self._sides[tradeoff].show_value(answer.choice)
            self._notes[tradeoff].show_text(answer.note)

    def _build_tradeoff(self, tradeoff: TradeoffId) -> QFrame:
        text, name = self.context.framework.tradeoffs[tradeoff], tradeoff.value
        options = [
            Option(Choice.FIRST, text.first),
            Option(Choice.SECOND, text.second),
            Option(Choice.UNKNOWN, self.context.framework.answers[Answer.UNKNOWN]),
        ]
        sides = ChoiceGroup(f"side_{name}", text.question, options)
        sides.chosen.connect(lambda choice: self._on_chosen(tradeoff, choice))
        note = NoteField(f"note_{name}", self.tr("In your own words: {name}").format(name=text.name), lines=2)
        note.text_edited.connect(lambda words: self._on_noted(tradeoff, words))
        self._sides[tradeoff], self._notes[tradeoff] = sides, note
        parts: list[QWidget] = [
            label(text.name, "heading"),
            label(text.question),
            sides,
            label(text.advice, "muted", name=f"advice_{name}"),
        ]
        if tradeoff is TradeoffId.REVERSIBILITY:
            parts.append(label(self._feeds(), "strong", name="feeds_stage_3"))
        return card(*parts, Field(self.tr("In your own words (optional)"), note, ""), name=f"tradeoff_{name}")

    def _feeds(self) -> str:
        return self.tr(
            "This answer counts: without a commitment to maintain what is built, "
            "the verdict does not go on to stage 3."
        )

    def _on_chosen(self, tradeoff: TradeoffId, choice: Choice) -> None:
        self.edited.emit(Edit(lambda assessment: assessment.with_tradeoff(tradeoff, choice=choice)))

    def _on_noted(self, tradeoff: TradeoffId, note: str) -> None:
        change = Edit(
            lambda assessment: assessment.with_tradeoff(tradeoff, note=note), f"note_{tradeoff.value}"
        )
        self.edited.emit(change)
