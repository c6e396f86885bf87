"""Keeps the pages of the open product, so that whatever happens to all of them happens in short turns.

Thirteen pages hold some two thousand controls. Making, styling or deleting them all at once would
hold the window up for half a second; here each page has its own turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.ui.aside import Aside
from readiness_gui.ui.history_place import HistoryPlace
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.page_frame import PageFrame, make_page
from readiness_gui.ui.pages_ahead import PagesAhead
from readiness_gui.ui.session import Session
from readiness_gui.ui.theme import Theme

#: the pages that take longest to make
MADE_FIRST = (StepId.VERDICT, StepId.REVIEW, StepId.ROADMAP, StepId.GATE)
#: pages that only show can be used while the assessment is locked
ALWAYS_ENABLED = frozenset({StepId.REVIEW, StepId.VERDICT, StepId.ROADMAP, StepId.EXPORT})
#: pages that do something when they are filled, and so wait until they are opened
FILLED_LATE = frozenset({StepId.ROADMAP, StepId.EXPORT})
#: milliseconds between the turns of a page that somebody waits for, so that what they lead to is painted
BREATH = 4


class PageStock(QObject):
    """Makes pages when they are wanted, and ahead of that; ``made`` carries a new :class:`PageFrame`."""

    made = Signal(object)

    def __init__(
        self, stack: QStackedWidget, history: HistoryPlace, theme: Theme, aside: Aside, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._aside = aside
        self._history = history
        self._theme = theme
        self._session: Session | None = None
        self._context: PageContext | None = None
        self._frames: dict[StepId, PageFrame] = {}
        #: pages made ahead that have no frame yet
        self._bare: dict[StepId, Page] = {}
        #: pages of a product that was closed, until they are deleted
        self._gone: list[QWidget] = []
        #: pages that were made, filled and styled
        self._ready: set[StepId] = set()
        self._ahead = PagesAhead(self)
        self._opening = PagesAhead(self)
        self._farewell = PagesAhead(self)
        aside.begun.connect(self.pause)
        aside.over.connect(self.go_on)

    @property
    def busy(self) -> bool:
        """Tell whether pages are still to be made, styled or deleted."""
        return self._ahead.busy or self._opening.busy or self._farewell.busy

    @property
    def opening(self) -> bool:
        """Tell whether a page is being made that somebody waits for."""
        return self._opening.busy

    @property
    def frames(self) -> dict[StepId, PageFrame]:
        """Return the pages made so far."""
        return self._frames

    def open(self, session: Session, context: PageContext) -> None:
        """Have the pages of a product made, which are filled from its session."""
        self._session, self._context = session, context
        self._ahead.start(self._turns())

    def close(self) -> None:
        """Let go of all pages."""
        self._ahead.stop()
        self._opening.stop()
        self._ready.clear()
        self._session = self._context = None
        for page in self._bare.values():
            page.deleteLater()
        self._bare.clear()
        for frame in self._frames.values():
            self._gone.extend(self._aside.release(frame))
            self._stack.removeWidget(frame)
            frame.hide()
        self._gone.extend(self._frames.values())
        self._frames.clear()
        self._farewell.start(self._farewells(), first=0)

    def prepare(self, step: StepId, then: Callable[[], object]) -> None:
        """Call ``then`` once a page can be shown: at once, or after the turns in which it is made."""
        self._opening.stop()
        if step in self._ready:
            then()
            return
        self._ahead.stop()
        self._opening.start(chain(self._making(step), [then, self.go_on]), first=0, rest=BREATH)

    def frame(self, step: StepId) -> PageFrame:
        """Return the page of a step, made if need be, in the window and up to date."""
        if self._opening.busy:  # somebody could not wait
            self._opening.stop()
            self.go_on()
        frame = self._frames.get(step) or self._make_frame(step)
        self._aside.bring_back(frame)
        self.fill(step)
        return frame

    def fill(self, step: StepId) -> None:
        """Bring a page up to date; done before it is seen, so that its parts appear at once."""
        session, frame = self._session, self._frames.get(step)
        if session is not None and frame is not None:
            locked = session.locked and step not in ALWAYS_ENABLED
            frame.show_assessment(session.assessment, locked=locked)

    def outdate(self, _assessment: Assessment | None = None) -> None:
        """Note that no page shows the assessment in force."""
        for frame in self._frames.values():
            frame.outdate()

    def pause(self) -> None:
        """Make no more pages for now."""
        self._ahead.stop()

    def go_on(self) -> None:
        """Make the pages that are still missing."""
        if self._session is not None and not self._opening.busy:
            self._ahead.start(self._turns())

    # -- turns --------------------------------------------------------------------------------------

    def _turns(self) -> Iterator[Callable[[], object]]:
        """Yield what makes each page, its frame, and what it shows, and then the history."""
        for step in (*MADE_FIRST, *StepId):
            late = step in FILLED_LATE and not (step is StepId.ROADMAP and self._planned())
            yield from self._making(step, fill=not late)
        if self._session is not None and self._context is not None:
            yield from self._history.turns(self._context, self._session)

    def _making(self, step: StepId, *, fill: bool = True) -> Iterator[Callable[[], object]]:
        """Yield what is still to be done until a page can be shown."""
        if step in self._ready:
            return
        if step not in self._frames and step not in self._bare:
            yield partial(self._make_page, step)
        if step not in self._frames:
            yield partial(self._make_frame, step)
        if fill:
            yield partial(self.fill, step)
        yield partial(self._make_ready, step)

    def _planned(self) -> bool:
        """Tell whether there is a roadmap; where there is none, its page makes one when it is filled."""
        return self._session is not None and self._session.assessment.roadmap is not None

    def _farewells(self) -> Iterator[Callable[[], object]]:
        while self._gone:
            yield self._gone.pop().deleteLater

    # -- what a turn does ---------------------------------------------------------------------------

    def _make_page(self, step: StepId) -> None:
        if step not in self._frames and step not in self._bare and self._context is not None:
            self._bare[step] = make_page(step, self._context)

    def _make_frame(self, step: StepId) -> PageFrame:
        if step in self._frames:
            return self._frames[step]
        context = self._context
        assert context is not None  # noqa: S101 - pages are made while a session is open only
        frame = PageFrame(step, context, self._theme, page=self._bare.pop(step, None))
        self._frames[step] = frame
        self._stack.addWidget(frame)
        self.made.emit(frame)
        return frame

    def _make_ready(self, step: StepId) -> None:
        frame = self._frames.get(step)
        if frame is not None:
            frame.make_ready()
            self._ready.add(step)
