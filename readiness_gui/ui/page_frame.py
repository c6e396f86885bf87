"""What surrounds a page: its place, its question, what is to be mended, and the scrolling."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT, label
from readiness_gui.ui.widgets.error_summary import ErrorSummary
from readiness_gui.ui.widgets.tab_order import first_control

#: the widest a page gets, in pixels at 100 %; longer lines are hard to read
CONTENT_WIDTH = 760

#: step -> module and class of its page, imported when the step is first opened
PAGES = {
    StepId.START: ("start", "StartPage"),
    StepId.PMF: ("pmf", "PmfPage"),
    StepId.DIVERSITY: ("diversity", "DiversityPage"),
    StepId.GENERIC_FAILURE: ("generic_failure", "GenericFailurePage"),
    StepId.ACTIVE_USERS: ("active_users", "ActiveUsersPage"),
    StepId.PRIORITY: ("priority", "PriorityPage"),
    StepId.TRAP: ("trap", "TrapPage"),
    StepId.TRADEOFFS: ("tradeoffs", "TradeoffsPage"),
    StepId.REVIEW: ("review", "ReviewPage"),
    StepId.VERDICT: ("verdict", "VerdictPage"),
    StepId.ROADMAP: ("roadmap", "RoadmapPage"),
    StepId.GATE: ("gate", "GatePage"),
    StepId.EXPORT: ("export", "ExportPage"),
}


def make_page(step: StepId, context: PageContext) -> Page:
    """Return a new page for ``step``."""
    module, name = PAGES[step]
    made = getattr(importlib.import_module(f"readiness_gui.ui.pages.{module}"), name)(context)
    return cast("Page", made)


class PageFrame(QScrollArea):
    """One page in its frame; keeps scroll position and focus while another is shown."""

    go_on = Signal()

    def __init__(
        self,
        step: StepId,
        context: PageContext,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"frame_{step}")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = page or make_page(step, context)
        self.page.setObjectName(f"page_{step}")
        self.page.part_wanted.connect(self.bring_to_top)
        self._theme = theme
        self._stale = True
        self._scrolled = 0
        self._focus: QWidget | None = None
        text = context.framework.steps[step]
        place = self.tr("Step {number} of {total}").format(
            number=list(StepId).index(step) + 1, total=len(StepId)
        )
        self._place = label(place, "overline", name="step_place")
        self._question = label(text.question, "question", name="step_question")
        self._question.setAccessibleName(f"{place}. {text.question}")
        self._intro = label(text.intro, "intro", name="step_intro")
        self.summary = ErrorSummary()
        self.summary.chosen.connect(self.focus_problem)
        self.summary.go_on.connect(self.go_on)
        self._content = QWidget()
        self.setWidget(self._lay_out())
        theme.changed.connect(self._fit)
        self._fit()

    def outdate(self) -> None:
        """Note that the page shows an assessment that is no longer the one in force."""
        self._stale = True

    def show_assessment(self, assessment: Assessment, *, locked: bool) -> None:
        """Bring the page up to date where it is not."""
        self.page.setEnabled(not locked)
        if self._stale:
            self._stale = False
            self.page.show_assessment(assessment)

    def make_ready(self) -> None:
        """Style every part while the page is hidden; Qt else does so when it is first shown."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def check(self) -> bool:
        """Show what is to be mended; return whether the page may be left.

        A page is left with its problems where they were already shown as they are.
        """
        problems = tuple(self.page.problems())
        if not problems or problems == self.summary.problems:
            self.clear_problems()
            return True
        self.page.show_problems(problems)
        self.summary.show_problems(problems)
        self.verticalScrollBar().setValue(0)
        return False

    def clear_problems(self) -> None:
        """Take the summary away and the words beside the fields."""
        if self.summary.problems:
            self.summary.show_problems(())
            self.page.show_problems(())

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the field a problem names, and its row where it names one."""
        field = self.page.findChild(QWidget, problem.field) if problem.field else None
        target = field or self._first_control()
        if target is None:
            return
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QAbstractItemView) and problem.row is not None:
            column = max(target.currentIndex().column(), 0)
            target.setCurrentIndex(target.model().index(problem.row, column))
        self.ensureWidgetVisible(target, UNIT, 8 * UNIT)

    def bring_to_top(self, part: QWidget) -> None:
        """Scroll to a part of the page and put the focus on its first control."""
        target = first_control(part)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._scroll_to(part))  # what was unfolded is laid out by then

    def enter(self, problems: Sequence[Problem] = ()) -> None:
        """Put the focus where it was, else on the first control, and scroll to where the page was left.

        Qt scrolls a page by itself when it hides the control with the focus.
        """
        if problems:
            self.focus_problem(problems[0])
            return
        target = self._focus if self._focus is not None and self._focus.isVisible() else None
        target = target or self._first_control()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(self._scrolled)

    def leave(self) -> None:
        """Commit open editors, remember which control has the focus and how far the page is scrolled."""
        self._scrolled = self.verticalScrollBar().value()
        focus = QApplication.focusWidget()
        self._focus = focus if focus is not None and self.page.isAncestorOf(focus) else None
        self.page.commit()
        if isinstance(self._focus, QWidget) and self._editor_of_a_view(self._focus):
            self._focus = None

    def _first_control(self) -> QWidget | None:
        """Return the control in which the page begins, else the first one there is."""
        return first_control(self.page.beginning) or first_control(self.page)

    def _scroll_to(self, part: QWidget) -> None:
        if self._content.isAncestorOf(part):  # while a new look comes in force a part may be elsewhere
            self.verticalScrollBar().setValue(part.mapTo(self._content, QPoint(0, UNIT)).y())

    def _lay_out(self) -> QWidget:
        head = QVBoxLayout(self._content)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(UNIT)
        head.addWidget(self._place)
        head.addWidget(self._question)
        head.addWidget(self._intro)
        head.addSpacing(UNIT)
        head.addWidget(self.summary)
        head.addWidget(self.page)
        head.addStretch(1)
        self._content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        canvas = QFrame()
        canvas.setProperty("role", "canvas")
        layout = QHBoxLayout(canvas)
        layout.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 4 * UNIT)
        layout.setSpacing(0)
        layout.addWidget(self._content, 100)
        layout.addStretch(1)
        return canvas

    def _fit(self) -> None:
        self._content.setMaximumWidth(self._theme.scaled(CONTENT_WIDTH))

    @staticmethod
    def _editor_of_a_view(widget: QWidget) -> bool:
        parent = widget.parentWidget()
        grand = parent.parentWidget() if parent is not None else None
        return isinstance(grand, QAbstractItemView)
