"""What has to be settled before the verdict is acted on: the answers that the evidence contradicts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness_gui.core.contradictions import Check, first_detail, first_words
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import StepId
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.flow_row import FlowRow


class ContradictionsFirst(QWidget):
    """Hidden where nothing is open; otherwise each contradiction with links to answer and evidence."""

    #: carries the :class:`StepId` to go to
    followed = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._shown: tuple[Check, ...] = ()
        self._title = label("", "heading", name="contradictions_title")
        self._detail = label("", "strong", name="contradictions_detail")
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * UNIT)
        made = card(self._title, self._detail, self._list, name="contradictions_first", role="warning")
        self.setLayout(column(made))
        self.hide()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show the open contradictions."""
        self.setVisible(bool(checks))
        if tuple(checks) == self._shown:
            return
        self._shown = tuple(checks)
        self._title.setText(first_words(len(checks), self._framework))
        self._detail.setText(first_detail(len(checks), self._framework))
        empty(self._list)
        for check in checks:
            self._list.addWidget(self._build(check))

    def _build(self, check: Check) -> QWidget:
        answer = self._link(check, check.settled_on, "answer", self.tr("Go to the answer: {step}"))
        links = [answer]
        if check.evidence is not check.settled_on:
            words = self.tr("Look at the evidence: {step}")
            links.append(self._link(check, check.evidence, "evidence", words))
        holder = QWidget()
        holder.setLayout(column(label(breakable(check.named)), FlowRow(*links), spacing=0))
        return holder

    def _link(self, check: Check, step: StepId, kind: str, words: str) -> QWidget:
        name = f"first_{kind}_{check.key}"
        made = button(words.format(step=self._framework.steps[step].name), name, role="link")
        made.setAccessibleName(f"{made.text()}. {check.named}")
        made.clicked.connect(lambda: self.followed.emit(step))
        return made
