"""The summary above a page: what is to be mended, each a link to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.ui.widgets.basics import UNIT, button, label


class ErrorSummary(QFrame):
    """Takes the focus when it appears; hidden while there is nothing to say."""

    #: carries the :class:`Problem` whose field is to get the focus
    chosen = Signal(object)
    #: the user leaves the page as it is
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_summary")
        self.setProperty("role", "error_summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._problems: tuple[Problem, ...] = ()
        self._title = label(self.tr("There is a problem"), "heading", name="error_summary_title")
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._anyway = button(self.tr("Go on anyway"), "go_on_anyway", role="secondary")
        self._anyway.setAccessibleDescription(self.tr("Leaves the page as it is; nothing typed is lost"))
        self._anyway.clicked.connect(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(self._title)
        layout.addLayout(self._links)
        layout.addWidget(self._anyway, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems shown."""
        return self._problems

    def show_problems(self, problems: Sequence[Problem], *, take_focus: bool = True) -> None:
        """Show the problems, or hide where there are none."""
        self._problems = tuple(problems)
        while (item := self._links.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setObjectName("")
                old.hide()
                old.deleteLater()
        for number, problem in enumerate(self._problems):
            self._links.addWidget(self._link(number, problem), 0, Qt.AlignmentFlag.AlignLeft)
        words = " ".join(problem.message for problem in self._problems)
        self.setAccessibleName(f"{self._title.text()}. {words}")
        self.setVisible(bool(self._problems))
        if self._problems and take_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the links anew; a button does not do so by itself."""
        super().resizeEvent(event)
        for number, problem in enumerate(self._problems):
            link = self.findChild(QPushButton, f"problem_{number}")
            if link is not None:
                link.setText(self._wrapped(problem.message, link.fontMetrics()))

    def _wrapped(self, message: str, metrics: QFontMetrics) -> str:
        """Return the message with line breaks where the width ends, its ampersands shown as such."""
        room = self.width() - 6 * UNIT
        lines = [""]
        for word in message.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return "\n".join(lines).replace("&", "&&")

    def _link(self, number: int, problem: Problem) -> QPushButton:
        made = button(problem.message, f"problem_{number}", role="link")
        made.setAccessibleName(problem.message)
        made.setText(self._wrapped(problem.message, made.fontMetrics()))
        made.clicked.connect(lambda: self.chosen.emit(problem))
        return made
