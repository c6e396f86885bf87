"""The team's own answer to a signal, and its circumstances: grade, date, confidence, sources, note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.model import SignalAnswer
from readiness_gui.core.terms import Grade, SignalId, Status
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.plan_fields import Field, NoteField, PickField, show_beside


class OwnAnswer(QFrame):
    """Emits ``changed`` with a mapping of fields of :class:`SignalAnswer` and a merge key."""

    #: carried as an object: Qt would turn a dict into its own map and enumerations into text
    changed = Signal(object, str)

    #: the fields whose problems are shown here
    FIELDS: ClassVar[frozenset[str]] = frozenset({"override_reason", "evidence_date"})

    def __init__(self, signal: SignalId, context: PageContext) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._context = context
        self._day = context.today()
        self._signal = signal
        text = context.framework.signals[signal]
        later = self.tr("It becomes a task on the roadmap.")
        self._claimed = ChoiceGroup(
            "own_answer",
            self.tr("Your own answer: {name}").format(name=text.name),
            [
                Option(Status.PRESENT, self.tr("Present"), text.meaning[Status.PRESENT]),
                Option(Status.ABSENT, self.tr("Absent"), text.meaning[Status.ABSENT]),
                Option(Status.UNCLEAR, self.tr("I don't know yet"), later),
            ],
        )
        self._explain = label("", "muted", name="own_answer_explanation")
        self._reason = NoteField("override_reason", self.tr("Why your answer beats the evidence"), 2)
        self._date = OptionalDate("evidence_date", self.tr("Date of the evidence"))
        self._age = label("", "muted", name="evidence_age")
        self._confidence = ChoiceGroup(
            "confidence", self.tr("How sure are you?"), self._levels(), across=True
        )
        self._grade = PickField("grade", self.tr("How it is known"), self._grades())
        self._sources = NoteField("sources", self.tr("Sources, one a line"), 2)
        self._note = NoteField("note", self.tr("Note"))
        self._fields = self._build_fields()
        self._lay_out()
        self._connect()

    def show_answer(self, answer: SignalAnswer, day: date) -> None:
        """Show the answer without emitting anything; the age of evidence is counted to ``day``."""
        self._day = day
        self._claimed.show_value(answer.claimed)
        self._explain.setText(self._explanation(answer))
        self._reason.show_text(answer.override_reason)
        differs = bool(answer.finding and answer.claimed and answer.claimed != answer.finding.status)
        self._fields["override_reason"].setVisible(differs or bool(answer.override_reason))
        self._date.show_date(answer.evidence_date)
        self._age.setText(self._age_words(answer))
        self._age.setVisible(bool(self._age.text()))
        self._confidence.show_value(answer.confidence)
        self._grade.show_value(answer.grade_set)
        if _lines(self._sources.toPlainText()) != answer.sources:
            self._sources.show_text("\n".join(answer.sources))
        self._note.show_text(answer.note)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems beside the fields they name."""
        show_beside(self._fields, problems)

    def _build_fields(self) -> dict[str, Field]:
        return {
            "override_reason": Field(
                self.tr("Why does your answer beat the evidence?"),
                self._reason,
                self.tr("Without a written reason the evidence counts."),
            ),
            "evidence_date": Field(
                self.tr("When was the evidence gathered?"),
                self._date,
                self.tr("Evidence older than {days} days counts as stale.").format(
                    days=self._context.framework.thresholds.stale_days
                ),
            ),
            "confidence": Field(self.tr("How sure are you?"), self._confidence),
            "grade": Field(
                self.tr("How is it known?"),
                self._grade,
                self.tr("Follows from what you entered, unless you set it."),
            ),
            "sources": Field(self.tr("Sources, one a line"), self._sources),
            "note": Field(self.tr("Note"), self._note),
        }

    def _lay_out(self) -> None:
        details = QWidget()
        fields = self._fields
        details.setLayout(
            column(
                fields["evidence_date"], self._age, fields["confidence"], fields["grade"], fields["sources"],
                fields["note"], spacing=2,
            )
        )  # fmt: skip
        more = Disclosure(self.tr("Date, confidence, sources and note"), "circumstances", details)
        more.set_open(True)
        self.setLayout(
            column(
                label(self.tr("Your own answer"), "heading"),
                self._explain,
                self._claimed,
                fields["override_reason"],
                more,
                spacing=2,
                margin=2,
            )
        )

    def _connect(self) -> None:
        self._claimed.chosen.connect(lambda value: self.changed.emit({"claimed": value}, ""))
        self._reason.text_edited.connect(lambda text: self._typed("override_reason", text))
        self._date.date_edited.connect(lambda day: self.changed.emit({"evidence_date": day}, ""))
        self._confidence.chosen.connect(lambda value: self.changed.emit({"confidence": value}, ""))
        self._grade.picked.connect(lambda value: self.changed.emit({"grade_set": value}, ""))
        self._sources.text_edited.connect(lambda text: self._typed("sources", _lines(text)))
        self._note.text_edited.connect(lambda text: self._typed("note", text))

    def _typed(self, field: str, value: object) -> None:
        self.changed.emit({field: value}, f"{self._signal}_{field}")

    def _explanation(self, answer: SignalAnswer) -> str:
        if answer.finding is None:
            return self.tr("Nothing is measured yet, so your answer counts, marked as claimed.")
        if answer.overridden:
            return self.tr("Your answer is in force, with its reason. The evidence says otherwise.")
        if answer.claimed not in (None, answer.finding.status):
            return self.tr("What the evidence says stands until you write why your answer beats it.")
        return self.tr("The evidence counts. Answer here only where you know better, and say why.")

    def _age_words(self, answer: SignalAnswer) -> str:
        age = answer.age_days(self._day)
        if age is None or age < 0:
            return ""
        if age > self._context.framework.thresholds.stale_days:
            return self.tr("The evidence is {days} days old: stale. Gather it again.").format(days=age)
        return (
            self.tr("The evidence is from today.")
            if age == 0
            else self.tr("{days} days old").format(days=age)
        )

    def _levels(self) -> list[Option]:
        ends = {1: self.tr("1, a guess"), 5: self.tr("5, sure")}
        return [Option(level, ends.get(level, str(level))) for level in range(1, 6)]

    def _grades(self) -> dict[str, object]:
        return {
            self.tr("As it follows from the evidence"): None,
            self.tr("Measured: computed from data"): Grade.MEASURED,
            self.tr("Observed: counted by hand"): Grade.OBSERVED,
            self.tr("Claimed: an opinion"): Grade.CLAIMED,
        }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
