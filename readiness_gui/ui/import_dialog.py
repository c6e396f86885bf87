"""Bringing a file in: look, say what the columns are, read with progress, see what came of it, use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from readiness_gui.core.errors import CancelledError
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.tasks import Cancel
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, column, label, row
from readiness_gui.ui.widgets.import_mapping import ImportMapping
from readiness_gui.ui.widgets.import_outcome import Circumstances, ImportOutcome, judged
from readiness_gui.ui.widgets.tab_order import tab_on

if TYPE_CHECKING:
    from readiness_gui.evidence.dates import Reading
    from readiness_gui.evidence.imports import Choice, Imported, Kind, Preview


class ImportDialog(QDialog):
    """``used`` carries what is to be taken over; until then nothing changes."""

    #: carries an :class:`Imported`
    used = Signal(object)

    def __init__(
        self,
        kind: Kind,
        path: Path,
        context: PageContext,
        around: Circumstances | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import {file}").format(file=path.name))
        self._kind: Kind = kind
        self._path, self._context = path, context
        self._around = around or Circumstances()
        self._token: Cancel | None = None
        self._looked = self._wanted = False
        self._imported: Imported | None = None
        self._then: Callable[[Any], None] = self._on_preview
        self._list_name = ""
        self._sheet = ""  # of a workbook; empty is the first
        self._build()
        self._fit()
        self._look()

    @property
    def busy(self) -> bool:
        """Tell whether the file is being read."""
        return self._token is not None

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Go through the dialog as it is read."""
        return tab_on((self,), forward=forward)

    def done(self, result: int) -> None:
        """Stop what is under way and close."""
        if self._token is not None:
            self._token.request()
        super().done(result)

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("import_scroll")
        self._scroll.setAccessibleName(self.tr("Columns of the file"))
        self._scroll.setWidgetResizable(True)
        self._put_mapping()
        self._error = label("", "error", name="import_error")
        self._error.hide()
        self._stack = QStackedWidget()
        self._busy = self._build_busy()
        self._outcome = ImportOutcome(self._path.name)
        self._outcome.failed.connect(self._tell)
        for part in (self._busy, self._scroll, self._outcome):
            self._stack.addWidget(part)
        self._back = button(self.tr("Back"), "import_back", role="quiet")
        self._back.clicked.connect(self._show_mapping)
        self._cancel = button(self.tr("Cancel"), "import_cancel")
        self._cancel.clicked.connect(self._on_cancel)
        self._read = button(self.tr("Read the file"), "import_read", role="primary")
        self._read.clicked.connect(self._on_read)
        self._use = button(self.tr("Use this"), "import_use", role="primary")
        self._use.clicked.connect(self._on_use)
        buttons = row(self._back, spacing=1)
        buttons.addStretch(1)
        for one in (self._cancel, self._read, self._use):
            buttons.addWidget(one)
        self.setLayout(column(self._error, self._stack, buttons, spacing=2, margin=2))

    def _put_mapping(self) -> None:
        """Put empty fields in the place of those there are."""
        self._mapping = ImportMapping(self._context.framework)
        self._mapping.time_changed.connect(self._on_time_column)
        self._mapping.list_wanted.connect(self._on_list_wanted)
        self._mapping.sheet_changed.connect(self._on_sheet)
        self._scroll.setWidget(self._mapping)

    def _build_busy(self) -> QWidget:
        self._saying = label("", name="import_saying")
        self._bar = QProgressBar()
        self._bar.setObjectName("import_progress")
        self._bar.setAccessibleName(self.tr("Progress of the import"))
        self._bar.setRange(0, 100)
        made = QWidget()
        layout = column(self._saying, self._bar, spacing=1)
        layout.addStretch(1)
        made.setLayout(layout)
        return made

    def _fit(self) -> None:
        """Take a size that grows with the text, within the screen."""
        self.ensurePolished()
        line, room = self.fontMetrics().lineSpacing(), self.screen().availableSize()
        self.resize(min(40 * line, room.width() - 8 * UNIT), min(36 * line, room.height() - 8 * UNIT))

    # -- steps -------------------------------------------------------------------------------------

    def _look(self) -> None:
        def work(*, progress: object, cancel: Cancel) -> Preview:
            from readiness_gui.evidence.imports import look

            del progress
            return look(self._kind, self._path, self._context.framework, sheet=self._sheet, cancel=cancel)

        self._work(work, self._on_preview, self.tr("Looking at the first rows …"))

    def _work(self, function: Callable[..., Any], done: Callable[[Any], None], words: str) -> None:
        """Run something with progress; a failure is shown and leads back to where it started."""
        self._tell("")
        self._saying.setText(words)
        self._bar.setValue(0)
        self._show(self._busy)
        self._start(function, done)

    def _start(self, function: Callable[..., Any], done: Callable[[Any], None]) -> None:
        """Run something; what an earlier run still brings is dropped."""
        token = self._token = Cancel()
        self._then = done

        def work(**tools: object) -> tuple[Cancel, object]:
            return token, function(**tools)

        self._context.tasks.run(
            work, done=self._on_done, failed=self._on_failed, progress=self._on_progress, cancel=token
        )

    def _on_done(self, result: tuple[Cancel, object]) -> None:
        token, value = result
        if token is self._token:
            self._token = None
            self._then(value)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._read.setVisible(part is self._scroll)
        self._use.setVisible(part is self._outcome)
        self._back.setVisible(part is self._outcome)

    def _show_mapping(self) -> None:
        self._show(self._scroll)

    def _tell(self, words: str) -> None:
        self._error.setText(breakable(words))
        self._error.setVisible(bool(words))

    def _on_sheet(self, name: str) -> None:
        self._sheet = name
        self._look()

    def _on_preview(self, preview: Preview) -> None:
        if self._looked:
            self._put_mapping()
        self._looked = True
        self._mapping.show_preview(preview)
        self._token = Cancel()  # laid out in a turn of its own: thousands of columns take a moment
        QTimer.singleShot(0, self._on_previewed)

    def _on_previewed(self) -> None:
        self._token = None
        self._show(self._scroll)
        if self._sheet:  # it was chosen just now, perhaps with the arrow keys
            self._mapping.focus_sheet()
        else:
            self._read.setFocus()

    def _on_time_column(self, name: str) -> None:
        from readiness_gui.evidence.imports import forms_of

        def work(*, progress: object, cancel: Cancel) -> Reading:
            del progress
            framework = self._context.framework
            return forms_of(self._path, name, framework, sheet=self._sheet, cancel=cancel)

        if self._token is not None:  # another column was chosen before this one was looked at
            self._token.request()
        self._start(work, self._on_forms)

    def _on_forms(self, reading: Reading) -> None:
        self._mapping.show_forms(reading.forms, reading.example)
        if self._wanted:
            self._on_read()

    def _on_read(self) -> None:
        self._tell("")
        self._wanted = self.busy  # dates of a column chosen just now are still looked at
        if self._wanted or not self._mapping.complete():
            return
        choice = self._mapping.choice

        def work(*, progress: Callable[..., None], cancel: Cancel) -> tuple[Imported, list[str]]:
            return self._bring_in(choice, progress, cancel)

        self._work(
            work, self._on_imported, self.tr("Reading {file} …").format(file=breakable(self._path.name))
        )

    def _bring_in(
        self, choice: Choice, progress: Callable[..., None], cancel: Cancel
    ) -> tuple[Imported, list[str]]:
        """Read the file and say what it means; in the background."""
        from readiness_gui.evidence.imports import bring_in

        framework, around = self._context.framework, self._around
        made = bring_in(
            self._kind,
            self._path,
            choice,
            framework,
            business_model=around.business_model,
            cadence=around.cadence,
            progress=progress,
            cancel=cancel,
        )
        return made, judged(made, around, framework, self._context.today())

    def _on_imported(self, result: tuple[Imported, list[str]]) -> None:
        self._imported, reasons = result
        self._outcome.show_outcome(self._imported, reasons, self._around.replaces)
        self._show(self._outcome)
        self._use.setFocus()

    def _on_list_wanted(self) -> None:
        folder = self._context.import_folder()
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Users to leave out"), folder)
        if name:
            self.leave_out(Path(name))

    def leave_out(self, path: Path) -> None:
        """Leave out the users and patterns of a list."""

        def work(*, progress: object, cancel: Cancel) -> tuple[str, ...]:
            from readiness_gui.evidence.exclusions import left_out

            del progress, cancel
            return left_out(path, self._context.framework)

        self._list_name = path.name
        self._mapping.show_list_problem("")
        self._context.tasks.run(work, done=self._on_list, failed=self._on_list_failed, cancel=Cancel())

    def _on_list(self, users: tuple[str, ...]) -> None:
        self._mapping.show_list(self._list_name, users)

    def _on_list_failed(self, error: Exception) -> None:
        self._mapping.show_list_problem(str(error))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        self._token = None
        self._tell(str(error))
        if self._looked:
            self._show(self._scroll)
        else:
            self._saying.setText("")
            self._bar.hide()
            self._cancel.setText(self.tr("Close"))
            self._cancel.setAccessibleName(self._cancel.text())
            self._cancel.setFocus()

    def _on_progress(self, share: float, _words: str) -> None:
        self._bar.setValue(round(share * 100))

    def _on_cancel(self) -> None:
        if self._token is not None and self._looked:
            self._token.request()
            self._token = None
            self._show(self._scroll)
            self._read.setFocus()
        else:
            self.reject()

    def _on_use(self) -> None:
        if self._imported is not None:
            self.used.emit(self._imported)
            self.accept()
