"""What the team expects of the gate, on the verdict page: written down before it is measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from readiness_gui.core.model import Assessment, AssessmentStatus, Prediction, new_id
from readiness_gui.core.prediction_words import scores_words
from readiness_gui.core.predictions import (
    PredictionRecord,
    known_month,
    records,
    up_to,
    with_prediction,
    without_prediction,
)
from readiness_gui.ui.page import Edit, PageContext
from readiness_gui.ui.widgets.basics import UNIT, button, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.prediction_form import PredictionForm, Said
from readiness_gui.ui.widgets.prediction_rows import PredictionRows

#: so many of the newest are shown beside those that are still open; the history has all of them
NEWEST = 6


class PredictionCard(QFrame):
    """Emits ``edited`` with an :class:`Edit`, ``history_wanted`` for the scores over time."""

    edited = Signal(object)
    history_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictions")
        self.setProperty("role", "card")
        self._context = context
        self._assessment: Assessment | None = None
        self._records: tuple[PredictionRecord, ...] = ()
        self._changing = ""
        self._rows = PredictionRows("prediction", context.framework)
        self._earlier = label("", "muted", name="predictions_earlier")
        self._scores = QVBoxLayout()
        self._scores.setSpacing(UNIT)
        self._form = PredictionForm(context.framework)
        self._form.hide()
        self._write = button(self.tr("Write a prediction"), "write_prediction")
        self._closed = label(
            self.tr(
                "This assessment is complete, so its predictions stand as they are. Open it again below, or "
                "begin a new assessment, to write more."
            ),
            "muted",
            name="predictions_closed",
        )
        self._history = button(self.tr("Predictions over time"), "prediction_history", role="link")
        self.setLayout(self._lay_out())
        self._write.clicked.connect(lambda: self._begin(""))
        self._history.clicked.connect(self.history_wanted)
        self._form.said.connect(self._on_said)
        self._form.given_up.connect(self._leave_form)
        self._rows.edit_wanted.connect(self._begin)
        self._rows.remove_wanted.connect(self._on_remove)

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the predictions known at an assessment."""
        context = self._context
        if self._assessment is not None and self._assessment.id != assessment.id:
            self._form.hide()
        self._assessment = assessment
        product = context.product().with_assessment(assessment)
        latest = product.assessments[-1].id == assessment.id
        day = context.today() if latest else assessment.judged_on(context.today())
        self._records = records(up_to(product, assessment), day)
        complete = assessment.status is AssessmentStatus.COMPLETE
        editable = not complete and not context.locked()
        self._closed.setVisible(complete and not context.locked())
        self._rows.setVisible(bool(self._records))
        shown = tuple(one for one in self._records[:-NEWEST] if not one.settled) + self._records[-NEWEST:]
        self._rows.show_records(shown, editable=editable)
        self._show_earlier(len(self._records) - len(shown))
        self._form.offer_names(assessment.participants)
        if not editable or (self._changing and self._open(self._changing) is None):
            self._form.hide()
        self._write.setVisible(editable and self._form.isHidden())
        empty(self._scores)
        for words in scores_words(self._records, context.framework):
            self._scores.addWidget(label(words, "muted"))

    def _show_earlier(self, count: int) -> None:
        self._earlier.setVisible(count > 0)
        one = self.tr("One earlier prediction stands in the history.")
        more = self.tr("{count} earlier predictions stand in the history.").format(count=count)
        self._earlier.setText(one if count == 1 else more)

    def _lay_out(self) -> QVBoxLayout:
        intro = self.tr(
            "Write down what you expect of the gate before you measure it. The next reading says hit or "
            "miss, and over time you learn how far to trust your own expectations."
        )
        return column(
            label(self.tr("What do you expect?"), "heading"),
            label(intro, "muted"),
            self._earlier,
            self._rows,
            self._scores,
            self._form,
            self._closed,
            FlowRow(self._write, self._history),
            spacing=2,
            margin=2,
        )

    def _open(self, key: str) -> Prediction | None:
        """Return a prediction that can still be changed."""
        found = (one for one in self._records if one.prediction.id == key and not one.locked)
        return next((one.prediction for one in found), None)

    def _begin(self, key: str) -> None:
        self._changing = key
        today = self._context.today()
        due = today + timedelta(days=self._context.framework.thresholds.horizon_days)
        self._form.begin(self._open(key), today, due)
        self._form.show()
        self._write.hide()
        self._form.take_focus()

    def _leave_form(self) -> None:
        self._form.hide()
        self._changing = ""
        self._write.show()
        self._write.setFocus()

    def _on_said(self, said: Said) -> None:
        today, key = self._context.today(), self._changing
        fresh = new_id()
        self._leave_form()
        self.edited.emit(Edit(lambda assessment: _written(assessment, said, key, fresh, today)))

    def _on_remove(self, key: str) -> None:
        self._write.setFocus()
        self.edited.emit(Edit(lambda assessment: without_prediction(assessment, key)))


def _written(assessment: Assessment, said: Said, key: str, fresh: str, today: date) -> Assessment:
    """Return the assessment with what was said; a change is written anew, with what is known by now."""
    before = next((one for one in assessment.predictions if one.id == key), None)
    made = Prediction(
        id=key or fresh,
        made=today,
        due=said.due,
        lift=said.lift,
        confidence=said.confidence,
        by=said.by,
        note=said.note,
        known_month=known_month(assessment),
    )
    same = before is not None and replace(made, made=before.made, known_month=before.known_month) == before
    return assessment if same else with_prediction(assessment, made)
