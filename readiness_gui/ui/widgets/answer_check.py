"""An answer held against the evidence: quiet where they agree, a warning where they do not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.core.contradictions import Check, Outcome
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import StepId
from readiness_gui.ui.widgets.basics import breakable, button, card, column, label, set_role
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import Field, NoteField


class AnswerCheck(QWidget):
    """What the evidence says to one answer, the way to it, and a place to say why it may stand."""

    #: carries the :class:`StepId` of the evidence
    followed = Signal(object)
    #: carries the reason as typed
    reasoned = Signal(str)

    def __init__(self, key: str, name: str, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._step: StepId | None = None
        self._quiet = label("", "muted", name=f"{key}_check")
        self._title = label("", "heading")
        self._sentence = label("", name=f"{key}_contradiction")
        self._link = button(self.tr("Look at the evidence"), f"{key}_evidence", role="link")
        self._link.clicked.connect(lambda: self.followed.emit(self._step))
        spoken = self.tr("Why the answer on “{name}” may stand").format(name=name)
        self._reason = NoteField(f"{key}_reason", spoken, 2)
        self._reason.text_edited.connect(self.reasoned)
        field = Field(
            self.tr("Or write down why the answer may stand"),
            self._reason,
            self.tr("With a reason it is no longer open; the report shows both."),
        )
        self._card = card(
            self._title, self._sentence, FlowRow(self._link), field, name=f"{key}_contradiction_notice"
        )
        self.setLayout(column(self._quiet, self._card, spacing=1))
        self._card.hide()

    def show_check(self, check: Check) -> None:
        """Show how the answer and the evidence stand to each other."""
        against = check.outcome is Outcome.CONTRADICTS
        self._step = check.evidence
        sign = "✓ " if check.outcome is Outcome.AGREES else ""
        self._quiet.setText("" if against else f"{sign}{breakable(check.sentence)}")
        self._quiet.setVisible(not against)
        self._card.setVisible(against)
        self._sentence.setText(breakable(check.sentence) if against else "")
        self._reason.show_text(check.reason)
        if not against:
            return
        set_role(self._card, "warning" if check.open else "notice")
        self._title.setText(
            self.tr("This contradicts the evidence")
            if check.open
            else self.tr("This contradicts the evidence, and stands for a reason")
        )
        name = self._framework.steps[check.evidence].name
        self._link.setText(self.tr("Look at the evidence: {step}").format(step=name))
        self._link.setAccessibleName(f"{self._link.text()}. {check.sentence}")
