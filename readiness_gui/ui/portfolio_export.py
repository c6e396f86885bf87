"""Exporting the portfolio: two buttons, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import suggested_name
from readiness_gui.ui.exporting import Exporter
from readiness_gui.ui.portfolio_jobs import SUFFIXES, PortfolioJob, run
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.widgets.basics import button, column
from readiness_gui.ui.widgets.export_status import ExportStatus


class PortfolioExport(QWidget):
    """Shows how an export goes; ``job`` returns what is on screen at that moment, for a kind and a path."""

    def __init__(
        self,
        tasks: Tasks,
        framework: Framework,
        job: Callable[[str, Path], PortfolioJob],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._job = job
        hint = self.tr("What is shown now, in this order")
        #: to be laid out by whoever shows them
        self.buttons = (
            self._button("csv", self.tr("Portfolio as CSV…"), hint),
            self._button("pdf", self.tr("Portfolio as PDF…"), hint),
        )
        status = ExportStatus()
        self.exporter = Exporter(tasks, status, SUFFIXES, self)
        self.setLayout(column(status))
        self.exporter.wanted.connect(self._on_wanted)
        self.exporter.asked.connect(self._on_asked)
        self.exporter.busy_changed.connect(self._on_busy)

    def _button(self, kind: str, words: str, hint: str) -> QPushButton:
        made = button(words, f"portfolio_{kind}", hint=hint)
        made.clicked.connect(lambda: self._on_asked(kind))
        return made

    def _on_asked(self, kind: str) -> None:
        today = self._job(kind, Path()).today
        self.exporter.ask_file(
            "portfolio_dialog", kind, suggested_name(today, self._framework, SUFFIXES[kind])
        )

    def _on_wanted(self, kind: str, path: Path) -> None:
        self.exporter.write(run, self._job(kind, path), path)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        for each in self.buttons:
            each.setEnabled(not busy)
