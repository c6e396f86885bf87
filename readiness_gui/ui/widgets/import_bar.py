"""The way in for files on a page: a button, a place to drop, and where the evidence came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from readiness_gui.core.signal import Provenance, Replaced
from readiness_gui.ui.import_dialog import ImportDialog
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import breakable, button, column, label, row, set_role
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.import_outcome import Circumstances
from readiness_gui.ui.widgets.warehouse import WarehouseQuery

if TYPE_CHECKING:
    from readiness_gui.evidence.imports import Kind

SUFFIXES = (
    *(".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
)


class ImportBar(QFrame):
    """``brought`` carries what the user chose to use."""

    #: carries an :class:`Imported`
    brought = Signal(object)

    def __init__(self, kind: Kind, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_bar")
        self.setProperty("role", "notice")
        self._kind: Kind = kind
        self._context = context
        #: what an import is judged by, and a sentence on what it would replace
        self.circumstances: Callable[[], Circumstances] = Circumstances
        choose = button(self.tr("Import a file…"), "import_file")
        choose.clicked.connect(self._on_choose)
        hint = label(self.tr("or drop one here: CSV, TSV, JSON Lines, Parquet or Excel"), "muted")
        line = row(choose, hint, spacing=1)
        line.setStretch(1, 1)
        self._source = label("", name="import_source")
        self._replaced = label("", "muted", name="import_replaced")
        self._detail = label("", "muted", name="import_detail")
        self._more = Disclosure(self.tr("How it was read"), "import_details", self._detail)
        parts: list[QWidget] = [self._source, self._replaced, self._more]
        self.warehouse: WarehouseQuery | None = None
        if kind == "events":
            self.warehouse = WarehouseQuery(context)
            self.warehouse.pasted.connect(self.open_text)
            parts.append(self.warehouse)
        self.setLayout(column(line, *parts, spacing=1, margin=2))
        self.show_source(None, None)

    def show_source(self, provenance: Provenance | None, replaced: Replaced | None) -> None:
        """Say where the evidence came from, and what it took the place of."""
        self._source.setVisible(provenance is not None)
        self._more.setVisible(provenance is not None)
        if provenance is not None:
            self._source.setText(breakable(self._source_words(provenance)))
            self._detail.setText(breakable(self._detail_words(provenance)))
        self._replaced.setVisible(replaced is not None)
        if replaced is not None:
            typed = self.tr("numbers typed by hand")
            words = self.tr("Replaced on {day} by {by}; before: {before}.").format(
                day=long_day(self.locale(), replaced.on),
                before=replaced.before or typed,
                by=replaced.by or typed,
            )
            self._replaced.setText(breakable(words))

    def enter(self, event: QDragEnterEvent) -> None:
        """Take what is dragged over the page if it is one table; anything else is the window's."""
        if _table_in(event.mimeData()) is None:
            event.ignore()
            return
        self.show_target(over=True)
        event.acceptProposedAction()

    def take(self, event: QDropEvent) -> None:
        """Bring in what was dropped on the page."""
        self.show_target(over=False)
        path = _table_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def show_target(self, *, over: bool) -> None:
        """Show that a drop would be taken."""
        set_role(self, "drop_target" if over else "notice")

    def open_file(self, path: Path) -> ImportDialog:
        """Ask about a file and bring it in."""
        dialog = ImportDialog(self._kind, path, self._context, self.circumstances(), self.window())
        dialog.used.connect(self.brought)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def open_text(self, text: str) -> ImportDialog:
        """Bring in a table that was copied; it is a file only for as long as it is asked about."""
        folder = TemporaryDirectory(prefix="readiness-paste-", ignore_cleanup_errors=True)
        path = Path(folder.name) / "pasted.csv"
        path.write_text(text, encoding="utf-8")
        dialog = self.open_file(path)
        dialog.finished.connect(lambda _result: folder.cleanup())  # holds the folder until then
        return dialog

    def _on_choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = ";;".join((f"{self.tr('Tables')} ({patterns})", f"{self.tr('All files')} (*)"))
        folder = self._context.import_folder()
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Import a file"), folder, kinds)
        if name:
            self._context.keep_import_folder(str(Path(name).parent))
            self.open_file(Path(name))

    def _day(self, day: date) -> str:
        return long_day(self.locale(), day)

    def _source_words(self, found: Provenance) -> str:
        words = self.tr("From {file}: {rows} rows, {refused} refused").format(
            file=found.file_name, rows=f"{found.rows_read:,}", refused=f"{found.rows_refused:,}"
        )
        if found.period_start and found.period_end:
            words += self.tr("; {first} to {last}").format(
                first=long_day(self.locale(), found.period_start),
                last=long_day(self.locale(), found.period_end),
            )
        if found.imported:
            words += self.tr("; imported on {day}").format(day=self._day(found.imported.date()))
        return f"{words}."

    def _detail_words(self, found: Provenance) -> str:
        roles = self._context.framework
        columns = "; ".join(
            f"{roles.phrase(f'import.role.{role}')}: {name}" for role, name in found.mapping.items()
        )
        return self.tr("Columns: {columns}\nSHA-256 of the file: {digest}").format(
            columns=columns, digest=found.sha256
        )


def _table_in(data: QMimeData) -> Path | None:
    """Return the one table in what is being dragged."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
