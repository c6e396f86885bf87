"""The wizard for one open product: step list, pages, guidance, Back and Next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from readiness_gui.core import flow
from readiness_gui.core.contradictions import chip_words
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import AssessmentStatus
from readiness_gui.core.terms import StepId
from readiness_gui.ui.aside import Aside
from readiness_gui.ui.banner import Banner
from readiness_gui.ui.footer import Footer
from readiness_gui.ui.guidance import GuidancePanel
from readiness_gui.ui.header import Header
from readiness_gui.ui.history_place import HistoryPlace
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.page_frame import PageFrame
from readiness_gui.ui.page_stock import PageStock
from readiness_gui.ui.session import Session
from readiness_gui.ui.steps import StepList, StepModel
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT

STEPS_WIDTH = 240
STEPS_SHARE = 0.28
GUIDANCE_WIDTH = 300
#: what a page needs beside step list and guidance; below that the guidance folds itself away
PAGE_WIDTH = 600


class WizardView(QWidget):
    """Shows one session; every state of its parts is derived in :meth:`refresh`."""

    closed = Signal()
    #: carries the :class:`StepId` now shown
    step_changed = Signal(object)
    #: the latest assessment is to be marked complete
    completion_requested = Signal()

    def __init__(
        self,
        framework: Framework,
        theme: Theme,
        today: Callable[[], date],
        actions: tuple[QAction, QAction, QAction, QAction],
        aside: Aside,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._theme = theme
        self._today = today
        self._guidance_action, self._history_action = actions[2:]
        self._session: Session | None = None
        self._context: PageContext | None = None
        self._step = StepId.START
        self._return_to: StepId | None = None
        #: whether the guidance is to be shown where there is room for it
        self.guidance_wanted = True
        self._forced = False
        self._fitted = False
        self.header = Header(theme, *actions)
        self.banner = Banner("banner")
        self.footer = Footer()
        self.model = StepModel(framework, self)
        self.steps = StepList(self.model, theme)
        self.guidance = GuidancePanel()
        self._stack = QStackedWidget()
        self.history = HistoryPlace(self._stack, theme, aside, self)
        self.pages = PageStock(self._stack, self.history, theme, aside, self)
        aside.add(self._stack)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()

    # -- what is shown ------------------------------------------------------------------------------

    @property
    def step(self) -> StepId:
        """Return the step shown."""
        return self._step

    @property
    def splitter_state(self) -> QByteArray:
        """Return how wide the parts are, empty while the wizard was never shown."""
        return self._splitter.saveState() if self._fitted else QByteArray()

    def restore_splitter(self, state: QByteArray) -> None:
        """Make the parts as wide as they were."""
        self._fitted = self._splitter.restoreState(state)

    @property
    def frame(self) -> PageFrame:
        """Return the frame of the step; where it is still being made, that is done at once."""
        if self.opening:
            self._arrive(self.pages.frame(self._step))
        return self.pages.frames[self._step]

    @property
    def opening(self) -> bool:
        """Tell whether the page of the step is still being made; the one before is shown so long."""
        return self.pages.opening

    def open(self, session: Session, context: PageContext) -> None:
        """Show a session where it was left."""
        self.close_session()
        self._session, self._context = session, context
        session.changed.connect(self._on_changed)
        session.save_state_changed.connect(self.refresh)
        session.saved.connect(self.refresh)
        session.findings_pending.connect(self.refresh)
        self._return_to = None
        self.pages.open(session, context)
        self._show_step(session.assessment.last_step)

    def close_session(self) -> None:
        """Forget the session and its pages."""
        self.pages.close()
        self._session = self._context = None
        self.history.drop()

    # -- moving -------------------------------------------------------------------------------------

    def go_to(self, step: StepId) -> None:
        """Open a step, whatever the state of the present one."""
        self._return_to = None
        self._move(step)

    def resume(self) -> None:
        """Show the assessment now open, where it was left."""
        if self._session is not None:
            self._return_to = None
            self._show_step(self._session.assessment.last_step)

    @property
    def in_history(self) -> bool:
        """Tell whether the history is shown in place of a step."""
        return self.history.shown and not self.opening

    def toggle_history(self) -> None:
        """Show the history of the product; from there go back to the step where one was."""
        if self._session is None or self._context is None:
            return
        if self.in_history:
            self._show_step(self._step)
            return
        self.frame.leave()
        view = self.history.show(self._context, self._session)
        self.guidance.show_guidance(view.guidance)
        self.refresh()
        view.enter()

    def go_next(self) -> None:
        """Check the page and go on; a page whose problems were shown already is left with them."""
        if self._session is None:
            return
        if self.in_history:
            self.toggle_history()
            return
        shown = self._shown()
        if shown is not None and shown.page.step is self._step:  # else there is nothing to be mended yet
            shown.page.commit()
            if not shown.check():
                return
        self._advance()

    def go_back(self) -> None:
        """Go to the step before, from the first one to the products, from the history to where one was."""
        if self.in_history:
            self.toggle_history()
            return
        previous = flow.previous_step(self._step)
        if previous is None:
            self.closed.emit()
        else:
            self.go_to(previous)

    def commit(self) -> None:
        """Take over what is still in an open editor."""
        shown = self._shown()
        if shown is not None:
            shown.page.commit()

    def refresh(self) -> None:
        """Derive everything shown around the page from session and step."""
        session = self._session
        if session is None:
            return
        assessment, verdict = session.assessment, session.verdict
        statuses = flow.step_statuses(assessment, self._framework, self._today())
        self.model.show(statuses, None if self.in_history else self._step)
        self.header.show_product(session.product, assessment, read_only=session.read_only)
        nothing = assessment.untouched and assessment.verdict is None
        self.header.show_verdict(
            "" if nothing else chip_words(assessment, verdict.code, self._framework),
            provisional=assessment.status is not AssessmentStatus.COMPLETE
            or (assessment.verdict is not None and assessment.verdict.code is not verdict.code),
            count=verdict.count,
            pending=session.pending,
        )
        previous = self._step if self.in_history else flow.previous_step(self._step)
        self.footer.show_next(self._next_words(), self._framework.steps[previous].name if previous else "")
        self.footer.show_save(session.save_state, session.last_saved)
        self._fold()

    # -- events and handlers ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the guidance away where there is no room for it."""
        super().resizeEvent(event)
        self._forced = False
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the parts their first widths, unless those of the last time are known."""
        super().showEvent(event)
        if not self._fitted:
            self._fit()

    def _on_changed(self) -> None:
        self.pages.outdate()
        self._show_assessment()
        self.refresh()

    def _on_navigate(self, source: StepId, target: StepId) -> None:
        comes_back = source in (StepId.REVIEW, StepId.VERDICT) and target not in (
            StepId.REVIEW,
            StepId.VERDICT,
            StepId.ROADMAP,
            StepId.EXPORT,
        )
        self._move(target)
        self._return_to = source if comes_back else None
        self.refresh()

    def _advance(self) -> None:
        session = self._session
        target = self._return_to or flow.next_step(self._step)
        self._return_to = None
        if session is None or target is None:
            self.closed.emit()
            return
        self._move(target)

    def _go_on_anyway(self) -> None:
        self.frame.clear_problems()
        self._advance()

    # -- helpers ------------------------------------------------------------------------------------

    def _move(self, step: StepId) -> None:
        session = self._session
        if session is None:
            return
        shown = self._shown()
        if step is not self._step and shown is not None:
            shown.leave()
            shown.clear_problems()
        session.set_step(step)
        session.save()
        self._show_step(step)

    def _shown(self) -> PageFrame | None:
        """Return the frame on screen, unless it was left already."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PageFrame) and not self.opening else None

    def _show_step(self, step: StepId) -> None:
        """Show a step: around the page at once, the page itself as soon as it is made."""
        self._step = step
        self.pages.prepare(step, lambda: self._arrive(self.pages.frame(step)))
        if self.opening:
            focus = self._stack.focusWidget()
            if focus is not None:
                focus.clearFocus()  # what is typed now is not meant for the page before
            self._surround()

    def _arrive(self, frame: PageFrame) -> None:
        """Show the page of the step."""
        self._stack.setCurrentWidget(frame)
        self._surround()
        frame.enter()
        self.step_changed.emit(self._step)

    def _surround(self) -> None:
        """Show what belongs to the step around its page."""
        self.guidance.show_guidance(self._framework.steps[self._step].guidance)
        self.steps.show_current(self._step)
        self.refresh()

    def _show_assessment(self) -> None:
        if self._session is not None and self.in_history:
            self.history.refresh(self._session)
        else:
            self.pages.fill(self._step)

    def _on_made(self, frame: PageFrame) -> None:
        session, page = self._session, frame.page
        assert session is not None  # noqa: S101 - pages are made while a session is open only
        page.edited.connect(session.apply)
        page.navigate.connect(lambda target: self._on_navigate(page.step, target))
        page.status_changed.connect(self.refresh)
        page.history_wanted.connect(self.toggle_history)
        frame.go_on.connect(self._go_on_anyway)

    def _next_words(self) -> str:
        if self.in_history:
            return self.tr("Back to {step}").format(step=self._framework.steps[self._step].name)
        if self._return_to is not None:
            return self.tr("Back to {step}").format(step=self._framework.steps[self._return_to].name)
        following = flow.next_step(self._step)
        if following is None:
            return self.tr("Done: all products")
        if following is StepId.VERDICT:
            return self.tr("See the verdict")
        return self.tr("Next: {step}").format(step=self._framework.steps[following].name)

    def _fold(self) -> None:
        """Show the guidance where it is wanted and there is room, or where it was asked for just now."""
        room = self.width() - self._sidebar.width() - GUIDANCE_WIDTH
        shown = self.guidance_wanted and (self._forced or room >= self._theme.scaled(PAGE_WIDTH))
        self.guidance.setVisible(shown)
        self._guidance_action.setChecked(shown)

    def _on_guidance_asked(self, shown: bool) -> None:  # noqa: FBT001 - Qt passes it so
        self.guidance_wanted = self._forced = shown
        self._fold()

    def _fit(self) -> None:
        """Give the step list the width its text needs, up to a share of the window."""
        wide = min(self._theme.scaled(STEPS_WIDTH), round(self.width() * STEPS_SHARE))
        self._sidebar.setMinimumWidth(min(wide, self._theme.scaled(STEPS_WIDTH * 3 // 4)))
        left = self.width() - wide - GUIDANCE_WIDTH
        self._splitter.setSizes([wide, left, GUIDANCE_WIDTH])
        self._fitted = True

    def _fit_again(self) -> None:
        """Fit to another size of text, as soon as there is a width to share out."""
        if self.isVisible():
            self._fit()
        else:
            self._fitted = False

    def _connect(self) -> None:
        self.header.verdict_requested.connect(lambda: self.go_to(StepId.VERDICT))
        self.header.home_requested.connect(self.closed)
        self.pages.made.connect(self._on_made)
        self.steps.step_chosen.connect(self.go_to)
        self.footer.back_requested.connect(self.go_back)
        self.footer.next_requested.connect(self.go_next)
        self._guidance_action.triggered.connect(self._on_guidance_asked)
        self._history_action.triggered.connect(self.toggle_history)
        self.history.left.connect(self.toggle_history)
        self.history.opened.connect(self.header.assessment_chosen)
        self.history.new_requested.connect(self.header.new_assessment_requested)
        self.history.completion_requested.connect(self.completion_requested)
        self._theme.changed.connect(self._fit_again)

    def _lay_out(self) -> None:
        self._sidebar = QFrame()
        self._sidebar.setProperty("role", "sidebar")
        side = QVBoxLayout(self._sidebar)
        side.setContentsMargins(0, UNIT, 0, UNIT)
        side.addWidget(self.steps)
        for part in (self._sidebar, self._stack, self.guidance):
            self._splitter.addWidget(part)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setStretchFactor(2, 0)
        self.guidance.setMinimumWidth(GUIDANCE_WIDTH - 4 * UNIT)
        self._stack.setMinimumWidth(40 * UNIT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.footer)
