"""The products on home in one of two ways: as a list to work with, or as a portfolio to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness_gui.core.portfolio import ProductSummary, Sort
from readiness_gui.ui.services import Services
from readiness_gui.ui.settings import Settings, View
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.theme import Theme

if TYPE_CHECKING:
    from readiness_gui.ui.portfolio_view import PortfolioView

#: how wide the content of home is at most, in pixels at 100 % text
WIDTHS = {View.LIST: 920, View.PORTFOLIO: 1400}


class HomeViews(QStackedWidget):
    """Makes the portfolio when it is first asked for, so that the list does not wait for it."""

    #: carries the :class:`ProductSummary` to open
    opened = Signal(object)
    #: the other way is on screen now
    changed = Signal()

    def __init__(
        self,
        listing: QWidget,
        services: Services,
        tasks: Tasks,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._tasks = tasks
        self._theme = theme
        self._settings = settings
        self._listing = listing
        self._lines: tuple[ProductSummary, ...] = ()
        self._words = ""
        self.portfolio: PortfolioView | None = None
        self.addWidget(listing)
        self._show(settings.home_view)

    @property
    def width_wanted(self) -> int:
        """Return how wide the way on screen wants to be at most, in pixels."""
        listed = self.currentWidget() is self._listing
        return self._theme.scaled(WIDTHS[View.LIST if listed else View.PORTFOLIO])

    def show_view(self, view: View) -> None:
        """Show the products in another way, and at the next start as well."""
        self._settings.home_view = view
        self._show(view)
        self.changed.emit()

    def show_lines(self, lines: Sequence[ProductSummary]) -> None:
        """Take over the products."""
        self._lines = tuple(lines)
        if self.portfolio is not None:
            self.portfolio.show_lines(self._lines)

    def search(self, words: str) -> None:
        """Take over what is searched for."""
        changed, self._words = words != self._words, words
        if changed and self.portfolio is not None:
            self.portfolio.search(words)

    def focus_portfolio(self) -> bool:
        """Put the focus into the portfolio where it is on screen; return whether it is."""
        if self.portfolio is None or self.currentWidget() is not self.portfolio:
            return False
        self.portfolio.focus()
        return True

    def _show(self, view: View) -> None:
        if view is View.LIST:
            self.setCurrentWidget(self._listing)
            return
        if self.portfolio is None:
            self.portfolio = self._make()
            self.addWidget(self.portfolio)
        self.setCurrentWidget(self.portfolio)

    def _make(self) -> PortfolioView:
        from readiness_gui.ui.portfolio_view import PortfolioView

        made = PortfolioView(self._services, self._tasks, self._theme, self._settings.portfolio_sort)
        made.opened.connect(self.opened)
        made.sorted_by.connect(self._on_sorted)
        made.search(self._words)
        made.show_lines(self._lines)
        return made

    def _on_sorted(self, sort: Sort) -> None:
        self._settings.portfolio_sort = sort.value
