"""Premature trap: five symptoms of having started too early, and the warning any of them gives."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from readiness_gui.core.flow import contradiction
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Answer, StepId, SymptomId
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.widgets.basics import card, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option


class TrapPage(Page):
    """Yes, no or don't know for each symptom."""

    step = StepId.TRAP

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._groups: dict[SymptomId, ChoiceGroup] = {}
        self._advice: dict[SymptomId, QLabel] = {}
        self._contradiction = label("", name="contradiction")
        self._contradiction_card = card(self._contradiction, name="contradiction_notice", role="warning")
        warning = context.framework.trap_warning
        self._warning = card(
            label(warning.title, "heading"),
            label(warning.summary),
            label(warning.action, "strong"),
            name="trap_warning",
            role="warning",
        )
        self._none_yet = label(
            self.tr("Answered “yes” to none: nothing here speaks against going on."),
            "muted",
            name="no_symptom",
        )
        cards = [self._build_symptom(symptom) for symptom in SymptomId]
        self.setLayout(column(self._warning, *cards, self._none_yet, spacing=2))
        for hidden in (self._warning, self._contradiction_card, self._none_yet):
            hidden.hide()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the answers, the warning they give and what contradicts them."""
        for symptom, group in self._groups.items():
            answer = assessment.symptoms.get(symptom)
            group.show_value(answer)
            self._advice[symptom].setVisible(answer is Answer.YES)
        answers = [assessment.symptoms.get(symptom) for symptom in SymptomId]
        self._warning.setVisible(Answer.YES in answers)
        self._none_yet.setVisible(all(answer is Answer.NO for answer in answers))
        said = contradiction(assessment, self.context.framework) or ""
        self._contradiction.setText(said)
        self._contradiction_card.setVisible(bool(said))

    def _build_symptom(self, symptom: SymptomId) -> QFrame:
        text = self.context.framework.symptoms[symptom]
        group = ChoiceGroup(f"symptom_{symptom.value}", text.question, self._answers(), across=True)
        group.chosen.connect(lambda answer: self._on_answered(symptom, answer))
        advice = label(text.advice, "body", name=f"advice_{symptom.value}")
        advice.hide()
        self._groups[symptom], self._advice[symptom] = group, advice
        made = card(
            label(text.name, "heading"), label(text.question), group, advice, name=f"card_{symptom.value}"
        )
        layout = made.layout()
        if symptom is SymptomId.NO_DIFFERENCE and layout is not None:
            layout.addWidget(self._contradiction_card)
        return made

    def _on_answered(self, symptom: SymptomId, answer: Answer) -> None:
        self.edited.emit(Edit(lambda assessment: assessment.with_symptom(symptom, answer)))

    def _answers(self) -> list[Option]:
        words = self.context.framework.answers
        return [Option(answer, words[answer]) for answer in Answer]
