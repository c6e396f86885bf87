"""A prediction being written: how much, by when, how sure, who, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Prediction
from readiness_gui.core.prediction_words import sure_words
from readiness_gui.ui.widgets.basics import button, column, label
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.number_field import NumberField
from readiness_gui.ui.widgets.plan_fields import LINE_LIMIT, DateField, Field, NoteField
from readiness_gui.ui.widgets.whatif import QuietSlider

#: lifts that can be expected, in per cent
LEAST, MOST = -90, 1000
#: what the slider moves by, in per cent
STEP = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What was filled in; lift and confidence are fractions."""

    lift: float
    due: date
    confidence: float
    by: str
    note: str


class WhoField(QComboBox):
    """A name: one of the participants or any other."""

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        edit = self.lineEdit()
        if edit is not None:
            edit.setMaxLength(LINE_LIMIT)
            edit.setAccessibleName(accessible)

    def offer(self, names: Sequence[str]) -> None:
        """Offer names, keeping what stands there."""
        if [self.itemText(row) for row in range(self.count())] == list(names):
            return
        kept = self.currentText()
        self.clear()
        self.addItems(list(names))
        self.setEditText(kept)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a list must not change it."""
        event.ignore()


class PredictionForm(QWidget):
    """``said`` carries a :class:`Said` once it is whole; ``given_up`` comes when it is left as it was."""

    said = Signal(object)
    given_up = Signal()

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._earliest = date.min
        self._lift = NumberField("prediction_lift", self.tr("Lift of retention expected, in per cent"))
        self._due = DateField("prediction_due", self.tr("Day by which it is measured"))
        self._sure = QuietSlider(Qt.Orientation.Horizontal)
        self._sure.setObjectName("prediction_confidence")
        self._sure.setRange(0, 100)
        self._sure.setSingleStep(STEP)
        self._sure.setPageStep(2 * STEP)
        self._words = label("", "strong", name="prediction_confidence_words")
        self._by = WhoField("prediction_by", self.tr("Who expects it"))
        self._note = NoteField("prediction_note", self.tr("Why it is expected"), 2)
        self._save = button(self.tr("Write it down"), "prediction_save")
        self._leave = button(self.tr("Cancel"), "prediction_cancel", role="quiet")
        self._fields = self._build_fields()
        self.setLayout(column(*self._fields.values(), FlowRow(self._save, self._leave), spacing=2))
        self._sure.valueChanged.connect(self._on_sure)
        self._save.clicked.connect(self._on_save)
        self._leave.clicked.connect(self.given_up)

    def begin(self, prediction: Prediction | None, earliest: date, due: date) -> None:
        """Start with ``prediction``, or with nothing but a due day; nothing is due before ``earliest``."""
        self._earliest = earliest
        self._lift.setText("" if prediction is None else f"{100 * prediction.lift:.0f}")
        self._due.show_date(due if prediction is None else prediction.due)
        self._sure.setValue(50 if prediction is None else round(100 * prediction.confidence))
        self._by.setEditText("" if prediction is None else prediction.by)
        self._note.show_text("" if prediction is None else prediction.note)
        words = self.tr("Write it down") if prediction is None else self.tr("Keep the change")
        self._save.setText(words)
        self._save.setAccessibleName(words)
        for field in self._fields.values():
            field.show_problem("")
        self._on_sure()

    def offer_names(self, names: Sequence[str]) -> None:
        """Offer the participants."""
        self._by.offer(names)

    def take_focus(self) -> None:
        """Go to the first field."""
        self._lift.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sure(self) -> None:
        words = sure_words(self._sure.value() / 100, self._framework)
        self._words.setText(words)
        self._sure.setAccessibleName(self.tr("How sure: {words}").format(words=words))

    def _on_save(self) -> None:
        self._due.interpretText()
        shown = self._due.date()
        due = date(shown.year(), shown.month(), shown.day())
        lift = self._lift.value
        problems = {"lift": self._lift_problem(lift), "due": ""}
        if due < self._earliest:
            problems["due"] = self.tr("Choose a day that is not over yet.")
        for name, words in problems.items():
            self._fields[name].show_problem(words)
        wrong = next((name for name, words in problems.items() if words), None)
        if wrong is not None or lift is None:
            self._fields[wrong or "lift"].control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        sure = self._sure.value() / 100
        note = self._note.toPlainText().strip()
        self.said.emit(Said(lift / 100, due, sure, self._by.currentText().strip(), note))

    def _lift_problem(self, lift: int | None) -> str:
        if lift is None or not LEAST <= lift <= MOST:
            return self.tr("Type a whole number of per cent, such as 20.")
        return ""

    def _build_fields(self) -> dict[str, Field]:
        sure = QWidget()
        sure.setLayout(column(self._sure, self._words, spacing=0))
        sure.setFocusProxy(self._sure)
        return {
            "lift": Field(
                self.tr("Lift of retention you expect at least, in %"),
                self._lift,
                self.tr("Relative to those without segments: from 40 % to 48 % is a lift of 20 %."),
            ),
            "due": Field(
                self.tr("By"),
                self._due,
                self.tr("The next reading of the gate scores it, so choose its day."),
            ),
            "sure": Field(self.tr("How sure are you?"), sure),
            "by": Field(self.tr("Who expects it"), self._by),
            "note": Field(self.tr("Why"), self._note),
        }
