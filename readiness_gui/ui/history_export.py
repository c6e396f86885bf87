"""The history as a CSV file: the button, the question where to, and what came of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.report.files import bare_name
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import button, label, set_role


class HistoryExport(QObject):
    """Writes in the background; ``button`` and ``told`` are placed by the view."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.button = button(
            self.tr("Export as CSV…"),
            "history_export",
            hint=self.tr("A row an assessment, for a spreadsheet: verdict, signals, intervals, gate"),
        )
        self.told = label("", "muted", name="history_export_told")
        self.told.hide()
        self.button.clicked.connect(self._on_clicked)

    def save(self, path: Path) -> None:
        """Write the history as of now to a file."""
        context = self._context
        context.tasks.run(
            write_history,
            path,
            context.product(),
            context.framework,
            context.today(),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_clicked(self) -> None:
        start = f"{bare_name(self._context.product().name)} history.csv"
        words = self.tr("Spreadsheet (*.csv)")
        name, _kind = QFileDialog.getSaveFileName(self.button, self.tr("Export the history"), start, words)
        if name:
            self.save(Path(name) if Path(name).suffix else Path(f"{name}.csv"))

    def _on_done(self, path: Path) -> None:
        self._tell(self.tr("Saved as {path}").format(path=path), "muted")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ReportError):
            raise error
        self._tell(str(error), "error")

    def _tell(self, words: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(words)
        self.told.show()


def write_history(path: Path, product: Product, framework: Framework, today: date) -> Path:
    """Write the history of a product and return where.

    Raises:
        ReportError: the file cannot be written; the sentence says why.

    """
    from readiness_gui.report import history_csv
    from readiness_gui.report.files import check_target, write

    check_target(path, framework)
    write(path, history_csv.render(product, framework, today), framework)
    return path
