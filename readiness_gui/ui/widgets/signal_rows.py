"""The five signals, a line each: what is known, how it is known and how old that knowledge is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, SignalAnswer
from readiness_gui.core.terms import STEP_OF_SIGNAL, Grade, SignalId, Status
from readiness_gui.ui.widgets.basics import UNIT, button, label, set_role
from readiness_gui.ui.widgets.days import long_day

#: a form for each status, so that colour never carries the meaning alone
GLYPHS = {Status.PRESENT: "●", Status.ABSENT: "○", Status.UNCLEAR: "?"}


class SignalRows(QWidget):
    """Glyph and word, the signal as a link to its step, grade and age."""

    followed = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._words: dict[SignalId, QLabel] = {}
        self._grades: dict[SignalId, QLabel] = {}
        self._links: dict[SignalId, QPushButton] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, signal in enumerate(SignalId):
            self._build_row(grid, at, signal)
        self.setLayout(grid)

    def show_signals(self, assessment: Assessment, today: date) -> None:
        """Show the five signals as they stand."""
        today = assessment.judged_on(today)
        for signal in SignalId:
            answer = assessment.signals[signal]
            self._words[signal].setText(f"{GLYPHS[answer.status]} {self.status_word(answer.status)}")
            set_role(self._words[signal], f"chip_{answer.status.value}")
            grade = self._grade(answer, today)
            self._grades[signal].setText(grade)
            self._grades[signal].setToolTip(self._meaning(answer))
            name = self._framework.signals[signal].name
            said = f"{name}: {self.status_word(answer.status)}, {grade}"
            self._links[signal].setAccessibleName(said)

    def status_word(self, status: Status) -> str:
        """Return a status in a word."""
        return {
            Status.PRESENT: self.tr("present"),
            Status.ABSENT: self.tr("absent"),
            Status.UNCLEAR: self.tr("not known yet"),
        }[status]

    def _build_row(self, grid: QGridLayout, at: int, signal: SignalId) -> None:
        word = label("", "chip", name=f"status_{signal.value}", wrap=False)
        link = button(
            self._framework.signals[signal].short,
            f"open_{signal.value}",
            role="link",
            hint=self.tr("Go to this signal"),
        )
        link.clicked.connect(lambda: self.followed.emit(STEP_OF_SIGNAL[signal]))
        grade = label("", "muted", name=f"grade_{signal.value}")
        grade.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._words[signal], self._links[signal], self._grades[signal] = word, link, grade
        grid.addWidget(word, at, 0)
        grid.addWidget(link, at, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(grade, at, 2)

    def _meaning(self, answer: SignalAnswer) -> str:
        """Return what the word for the grade means."""
        if not answer.answered:
            return ""
        if answer.overridden:
            return self.tr("Overridden: the team's answer beats the evidence, for a written reason")
        return {
            Grade.MEASURED: self.tr("Measured: computed from data"),
            Grade.OBSERVED: self.tr("Observed: counted by hand"),
            Grade.CLAIMED: self.tr("Claimed: an opinion"),
        }[answer.grade]

    def _grade(self, answer: SignalAnswer, today: date) -> str:
        if not answer.answered:
            return self.tr("not provided")
        words = {
            Grade.MEASURED: self.tr("measured"),
            Grade.OBSERVED: self.tr("observed"),
            Grade.CLAIMED: self.tr("claimed"),
        }[answer.grade]
        if answer.overridden:
            words = self.tr("overridden")
        age = answer.age_days(today)
        if age is None:
            return self.tr("{grade}, undated").format(grade=words)
        if age == 0:
            day = long_day(self.locale(), today)
            return self.tr("{grade} on {day}").format(grade=words, day=day)
        days = self.tr("1 day old") if age == 1 else self.tr("{age} days old").format(age=age)
        if age > self._framework.thresholds.stale_days:
            return self.tr("{grade}, stale: {days}").format(grade=words, days=days)
        return self.tr("{grade}, {days}").format(grade=words, days=days)
