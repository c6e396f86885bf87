"""Verbs of the history: open and leave it, read its tables, compare, and write predictions."""

from __future__ import annotations

from datetime import date
from typing import Self

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QSlider, QTableView, QWidget

from readiness_gui.core.predictions import PredictionRecord, records
from readiness_gui.core.terms import StepId
from readiness_gui.ui.widgets.comparison import AssessmentPick
from readiness_gui.ui.widgets.plan_fields import DateField
from tests.ui.driver_plan import PlanVerbs

#: more controls than the page has
MOST_TABS = 300


class HistoryVerbs(PlanVerbs):
    """The wizard's driver with words for the history and for predictions."""

    def open_history(self) -> Self:
        """Open the history by its key."""
        if not self.in_history():
            self.press("Ctrl+H")
        assert self.in_history()
        return self

    def in_history(self) -> bool:
        """Tell whether the history is on screen."""
        return self.window.wizard.in_history

    def cells(self, table: str) -> list[list[str]]:
        """Return the words of a table, row by row, one line a cell."""
        model = self.find(QTableView, table).model()
        return [
            [
                str(model.index(row, column).data()).replace("\n", ", ")
                for column in range(model.columnCount())
            ]
            for row in range(model.rowCount())
        ]

    def heads(self, table: str, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> list[str]:
        """Return the words of a table's header."""
        model = self.find(QTableView, table).model()
        across = orientation is Qt.Orientation.Horizontal
        count = model.columnCount() if across else model.rowCount()
        return [str(model.headerData(at, orientation)).replace("\n", ", ") for at in range(count)]

    def choose_assessment(self, pick: str, place: int) -> Self:
        """Choose an assessment to compare, by keyboard; the oldest has place 0."""
        control = self.find(AssessmentPick, pick)
        control.setFocus()
        self.press("Home").press("Down", place)
        assert control.currentIndex() == place
        return self

    def predict(
        self, lift: int, sure: int = 50, due: date | None = None, by: str = "", note: str = ""
    ) -> Self:
        """Write a prediction on the verdict page; lift and confidence in per cent."""
        self.on(StepId.VERDICT).click("write_prediction")
        return self.fill_prediction(lift, sure, due, by, note).click("prediction_save")

    def fill_prediction(
        self, lift: int, sure: int = 50, due: date | None = None, by: str = "", note: str = ""
    ) -> Self:
        """Fill the open form."""
        self.type("prediction_lift", str(lift))
        slider = self.find(QSlider, "prediction_confidence")
        slider.setFocus()
        self.press("Home").press("Right", sure // 5)
        assert slider.value() == sure
        if due is not None:
            self.find(DateField, "prediction_due").setDate(QDate(due.year, due.month, due.day))
        if by:
            self.find(QWidget, "prediction_by").setFocus()
            self.type_into_focus(by)
        return self.type("prediction_note", note) if note else self

    def type_into_focus(self, text: str) -> Self:
        """Type into what has the focus."""
        for character in text:
            self.press(character)
        return self

    def tab_to(self, name: str) -> Self:
        """Press Tab until a control has the focus."""
        for _ in range(MOST_TABS):
            if self.focus == name:
                return self
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name}; the focus is on {self.focus}")

    @property
    def predicted(self) -> tuple[PredictionRecord, ...]:
        """Return what was predicted and became of it, as of the program's today."""
        return records(self.session.product, self.window.services.today())
