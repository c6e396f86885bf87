"""Verbs of the portfolio on home."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QRadioButton, QWidget

from readiness_gui.ui.portfolio_view import PortfolioView
from tests.ui.driver_plan import EXPORT_WAIT, PlanVerbs


class PortfolioVerbs(PlanVerbs):
    """Looks at many products."""

    @property
    def portfolio(self) -> PortfolioView:
        """Return the portfolio on screen."""
        made = self.window.home.views.portfolio
        assert made is not None
        assert made.isVisible()
        return made

    def show_portfolio(self) -> Self:
        """Switch to the portfolio by keyboard."""
        self.find(QRadioButton, "view_list").setFocus()
        self.press("Right")
        self.until(lambda: self.shown("portfolio"))
        return self

    def show_list(self) -> Self:
        """Switch back to the list by keyboard."""
        self.find(QRadioButton, "view_portfolio").setFocus()
        self.press("Left")
        self.until(lambda: self.shown("product_list"))
        return self

    def focus_on(self, name: str) -> Self:
        """Put the focus on a control as Tab would."""
        self.find(QWidget, name).setFocus()
        return self

    @property
    def rows(self) -> list[str]:
        """Return the names shown, from above."""
        model = self.portfolio.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def export_portfolio(self, path: Path) -> Self:
        """Export to a file, its ending says as what, and wait for the end."""
        export = self.portfolio.export
        export.begin(path.suffix.removeprefix("."), path)
        self.qtbot.waitUntil(lambda: not export.busy, timeout=EXPORT_WAIT)
        return self
