"""Verbs of the five pages of evidence: a table typed or pasted, a ranking, the team's own answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QRadioButton, QWidget

from readiness_gui.core.model import (
    CohortRow,
    Complaint,
    Interview,
    Ranking,
    SignalAnswer,
    SurveyCounts,
)
from readiness_gui.core.terms import Priority, SignalId, Status, StepId
from readiness_gui.ui.widgets.grid import Grid
from tests.ui.driver import WizardDriver

#: the step of each signal
STEPS = {
    SignalId.PMF: StepId.PMF,
    SignalId.DIVERSITY: StepId.DIVERSITY,
    SignalId.GENERIC_FAILURE: StepId.GENERIC_FAILURE,
    SignalId.ACTIVE_USERS: StepId.ACTIVE_USERS,
    SignalId.RETENTION_PRIORITY: StepId.PRIORITY,
}


class EvidenceVerbs(WizardDriver):
    """The wizard's driver with words for evidence; each verb opens its step first."""

    def answer_pmf(self, table: Sequence[CohortRow] = (), survey: SurveyCounts | None = None) -> Self:
        """Paste a cohort table and type the counts of the survey."""
        self.show_step(StepId.PMF)
        lines = [
            [one.start, one.size, *("" if cell is None else cell for cell in one.retained)] for one in table
        ]
        self.paste("cohorts", lines)
        if survey is not None:
            for name in ("very", "somewhat", "not_at_all"):
                self.type(f"survey_{name}", str(getattr(survey, name)))
        return self.settle()

    def interviews(self, told: Sequence[Interview]) -> Self:
        """Paste interviews."""
        self.show_step(StepId.DIVERSITY)
        return self.paste("interviews", [[one.user, *one.profiles] for one in told]).settle()

    def complaints(self, made: Sequence[Complaint]) -> Self:
        """Paste complaints."""
        self.show_step(StepId.GENERIC_FAILURE)
        lines = [[one.user, one.segment, one.axis, one.pole, one.date or "", one.source] for one in made]
        return self.paste("complaints", lines).settle()

    def active_users(self, *windows: int) -> Self:
        """Paste counts of active users, oldest first."""
        self.show_step(StepId.ACTIVE_USERS)
        return self.paste("windows", [[count] for count in windows]).settle()

    def rank(self, *rankings: Ranking) -> Self:
        """Have each person put the five in order with Alt and the arrow keys."""
        self.show_step(StepId.PRIORITY)
        for at, one in enumerate(rankings):
            if at:
                self.click("add_person")
            self.type("participant", one.participant)
            self.put_in_order(one.order)
        return self.settle()

    def put_in_order(self, order: Sequence[Priority]) -> Self:
        """Bring the ranking on screen into an order by keyboard."""
        items = self.find(QListWidget, "ranking")
        items.setFocus()
        for place, option in enumerate(order):
            at = self.ranked.index(option)
            items.setCurrentRow(at)
            for _ in range(at - place):
                QTest.keyClick(items, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        if self.shown("ranking_confirm"):
            self.click("ranking_confirm")
        return self

    @property
    def ranked(self) -> list[Priority]:
        """Return the order on screen."""
        items = self.find(QListWidget, "ranking")
        return [Priority(items.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(items.count())]

    def claim(self, signal: SignalId, status: Status) -> Self:
        """Give the team's own answer to a signal, by keyboard."""
        self.show_step(STEPS[signal])
        places = (Status.PRESENT, Status.ABSENT, Status.UNCLEAR)
        radio = self.find(QRadioButton, f"own_answer_{places.index(status)}")
        radio.setFocus()
        QTest.keyClick(radio, Qt.Key.Key_Space)
        return self

    def answer(self, signal: SignalId) -> SignalAnswer:
        """Return what the assessment holds about a signal."""
        return self.assessment.signals[signal]

    # -- grids --------------------------------------------------------------------------------------

    def show_step(self, step: StepId) -> Self:
        """Open a step unless it is on screen."""
        return self if self.step is step else self.goto(step)

    def grid(self, name: str) -> Grid:
        """Return a grid by its name."""
        return self.find(Grid, name)

    def paste(self, grid: str, lines: Sequence[Sequence[object]]) -> Self:
        """Paste lines into a grid with Ctrl+V."""
        QApplication.clipboard().setText("\n".join("\t".join(str(cell) for cell in line) for line in lines))
        view = self.grid(grid)
        view.setFocus()
        view.setCurrentIndex(QModelIndex())
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return self

    def cell(self, grid: str, row: int, column: int) -> str:
        """Return the text of a cell."""
        return str(self.grid(grid).model().index(row, column).data())

    def type_cell(self, grid: str, row: int, column: int, text: str) -> Self:
        """Type into a cell from the keyboard and leave its editor open."""
        view = self.grid(grid)
        view.setFocus()
        view.setCurrentIndex(view.model().index(row, column))
        QTest.keyClicks(view, text[0])
        QTest.keyClicks(self.editor(grid), text[1:])
        return self

    def editor(self, grid: str) -> QWidget:
        """Return the editor open in a grid."""
        inside = self.grid(grid).viewport().findChildren(QWidget)
        found = [one for one in inside if isinstance(one, QLineEdit | QComboBox) and one.isVisible()]
        assert found, "no cell is open"
        return found[0]
