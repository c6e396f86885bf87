"""Premature trap: five symptoms of having started too early, and the warning any of them gives."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from readiness_gui.core.contradictions import signal_checks, symptom_check
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Answer, SignalId, StepId, SymptomId
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.widgets.answer_check import AnswerCheck
from readiness_gui.ui.widgets.basics import card, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option


class TrapPage(Page):
    """Yes, no or don't know for each symptom."""

    step = StepId.TRAP

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._groups: dict[SymptomId, ChoiceGroup] = {}
        self._advice: dict[SymptomId, QLabel] = {}
        self._checks: dict[SymptomId, AnswerCheck] = {}
        self._retention = self._build_check(SignalId.PMF)
        self._retention_card = card(
            label(self.tr("What the evidence says to your signals"), "heading"),
            self._retention,
            name="card_signals",
        )
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
        self.setLayout(column(self._warning, *cards, self._retention_card, self._none_yet, spacing=2))
        for hidden in (self._warning, self._retention_card, self._none_yet):
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
        for symptom, check in self._checks.items():
            check.show_check(symptom_check(symptom, assessment, self.context.framework))
        self._show_signals(assessment)

    def _build_symptom(self, symptom: SymptomId) -> QFrame:
        text = self.context.framework.symptoms[symptom]
        group = ChoiceGroup(f"symptom_{symptom.value}", text.question, self._answers(), across=True)
        group.chosen.connect(lambda answer: self._on_answered(symptom, answer))
        advice = label(text.advice, "body", name=f"advice_{symptom.value}")
        advice.hide()
        self._groups[symptom], self._advice[symptom] = group, advice
        check = self._checks[symptom] = self._build_check(symptom)
        parts = (label(text.name, "heading"), label(text.question), group, check, advice)
        return card(*parts, name=f"card_{symptom.value}")

    def _build_check(self, subject: SymptomId | SignalId) -> AnswerCheck:
        framework = self.context.framework
        if isinstance(subject, SymptomId):
            made = AnswerCheck(f"symptom_{subject.value}", framework.symptoms[subject].name, framework)
        else:
            made = AnswerCheck(f"signal_{subject.value}", framework.signals[subject].name, framework)
        made.followed.connect(self.navigate)
        made.reasoned.connect(lambda reason: self._on_reasoned(subject, reason))
        return made

    def _show_signals(self, assessment: Assessment) -> None:
        """Show what stands against the newest cohorts; there is nothing to say where they agree."""
        found = signal_checks(assessment, self.context.framework)
        against = [one for one in found if one.settled_on is self.step]
        self._retention_card.setVisible(bool(against))
        for one in against:
            self._retention.show_check(one)

    def _on_answered(self, symptom: SymptomId, answer: Answer) -> None:
        self.edited.emit(Edit(lambda assessment: assessment.with_symptom(symptom, answer)))

    def _on_reasoned(self, subject: SymptomId | SignalId, reason: str) -> None:
        key = f"reason_{subject.value}"
        self.edited.emit(Edit(lambda assessment: assessment.with_reason(subject, reason), key))

    def _answers(self) -> list[Option]:
        words = self.context.framework.answers
        return [Option(answer, words[answer]) for answer in Answer]
