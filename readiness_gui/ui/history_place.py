"""The place of the history in the wizard's stack: made when it is first wanted, gone with the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from readiness_gui.ui.aside import Aside
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.session import Session
from readiness_gui.ui.theme import Theme

if TYPE_CHECKING:
    from readiness_gui.ui.history_view import HistoryView


class HistoryPlace(QObject):
    """Passes on what the user asks for there."""

    opened = Signal(str)
    new_requested = Signal()
    completion_requested = Signal()
    left = Signal()

    def __init__(
        self, stack: QStackedWidget, theme: Theme, aside: Aside, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._aside = aside
        self._theme = theme
        self.view: HistoryView | None = None

    @property
    def shown(self) -> bool:
        """Tell whether the history is shown in place of a step."""
        return self.view is not None and self._stack.currentWidget() is self.view

    def show(self, context: PageContext, session: Session) -> HistoryView:
        """Bring the history of the product to the front, filled before it is seen, and return it."""
        if self.view is None:
            self.view = self._make(context)
        self._aside.bring_back(self.view)
        self.refresh(session)
        self._stack.setCurrentWidget(self.view)
        return self.view

    def turns(self, context: PageContext, session: Session) -> Iterator[Callable[[], object]]:
        """Yield what makes the history before it is wanted, a little at a time."""
        yield partial(self._make_ahead, context)
        view = self.view
        if view is None or self.shown:
            return
        yield from view.parts(session.product, session.assessment, read_only=session.read_only)
        yield view.make_ready

    def refresh(self, session: Session) -> None:
        """Have it show the product as it is now."""
        if self.view is not None:
            self.view.show_product(session.product, session.assessment, read_only=session.read_only)

    def drop(self) -> None:
        """Let go of it together with the product."""
        if self.view is not None:
            for orphan in self._aside.release(self.view):
                orphan.deleteLater()
            self._stack.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    def _make_ahead(self, context: PageContext) -> None:
        if self.view is None:
            self.view = self._make(context)

    def _make(self, context: PageContext) -> HistoryView:
        from readiness_gui.ui.history_view import HistoryView  # nobody waits for it before it is wanted

        made = HistoryView(context, self._theme)
        made.opened.connect(self.opened)
        made.new_requested.connect(self.new_requested)
        made.completion_requested.connect(self.completion_requested)
        made.left.connect(self.left)
        self._stack.addWidget(made)
        return made
