"""Review: every answer with a way back to it, and what is still to be mended, before the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.flow import ReviewItem, problems_of, review_items
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.widgets.agreed_note import AgreementList
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label, row
from readiness_gui.ui.widgets.clear import empty

Shown = tuple[tuple[ReviewItem, ...], tuple[tuple[StepId, Problem], ...]]


class ReviewPage(Page):
    """All answers by step; nothing is asked here."""

    step = StepId.REVIEW

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: Shown | None = None
        self._problems = QVBoxLayout()
        self._problems.setSpacing(UNIT)
        heading = label(self.tr("There is a problem"), "heading")
        self._summary = card(heading, self._problems, name="review_problems", role="error_summary")
        self._summary.setAccessibleName(self.tr("There is a problem"))
        self._summary.hide()
        self._missing = label("", "muted", name="not_provided_count")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2 * UNIT)
        see = button(self.tr("See the verdict"), "see_verdict", role="primary")
        see.clicked.connect(lambda: self.navigate.emit(StepId.VERDICT))
        buttons = row(see)
        buttons.addStretch(1)
        self._agreed = AgreementList(context)
        self.setLayout(column(self._summary, self._missing, self._steps, self._agreed, buttons, spacing=2))

    def show_assessment(self, assessment: Assessment) -> None:
        """Show every answer and every problem."""
        framework, today = self.context.framework, self.context.today()
        self._agreed.show_assessment(assessment)
        shown = (
            tuple(review_items(assessment, framework, today)),
            tuple(problems_of(assessment, framework, today)),
        )
        if shown == self._shown:
            return
        self._shown = shown
        items, problems = shown
        self._show_problem_list(problems)
        missing = sum(item.value is None for item in items)
        self._missing.setText(self._missing_words(missing))
        empty(self._steps)
        for step, of_step in groupby(items, key=lambda item: item.step):
            self._steps.addWidget(self._build_step(step, of_step))

    def _show_problem_list(self, problems: Iterable[tuple[StepId, Problem]]) -> None:
        empty(self._problems)
        for at, (step, problem) in enumerate(problems):
            name = self.context.framework.steps[step].name
            link = button(self.tr("Go to: {step}").format(step=name), f"review_problem_{at}", role="link")
            link.setAccessibleName(f"{name}: {problem.message}")
            link.clicked.connect(lambda _checked=False, to=step: self.navigate.emit(to))
            to_step = row(link)
            to_step.addStretch(1)
            entry = QWidget()
            entry.setLayout(column(label(problem.message), to_step, spacing=0))
            self._problems.addWidget(entry)
        self._summary.setVisible(self._problems.count() > 0)

    def _missing_words(self, missing: int) -> str:
        if missing == 0:
            return self.tr("Everything was answered.")
        if missing == 1:
            return self.tr("One answer is not provided. The verdict works without it.")
        return self.tr("{count} answers are not provided. The verdict works without them.").format(
            count=missing
        )

    def _build_step(self, step: StepId, items: Iterable[ReviewItem]) -> QFrame:
        name = self.context.framework.steps[step].name
        change = button(self.tr("Change"), f"change_{step.value}", role="link")
        change.setAccessibleName(self.tr("Change: {step}").format(step=name))
        change.clicked.connect(lambda: self.navigate.emit(step))
        head = row(label(name, "heading"), change)
        head.setStretch(0, 1)
        head.setAlignment(change, Qt.AlignmentFlag.AlignTop)
        made = card(head, name=f"review_{step.value}")
        layout = made.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - what card() sets
        layout.setSpacing(UNIT)
        for item in items:
            layout.addWidget(self._build_item(item))
        return made

    def _build_item(self, item: ReviewItem) -> QWidget:
        value = self.tr("Not provided") if item.value is None else breakable(item.value)
        parts = [label(item.label, "muted"), label(value, "muted" if item.value is None else "body")]
        if item.detail:
            parts.append(label(breakable(item.detail), "muted"))
        made = QWidget()
        made.setLayout(column(*parts, spacing=0))
        return made
