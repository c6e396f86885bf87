"""Bringing a file in: look, say what the columns are, read with progress, see what came of it, use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from readiness_gui.core.errors import CancelledError
from readiness_gui.core.terms import BusinessModel, Cadence, SignalId
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.tasks import Cancel
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, column, label, row
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.import_mapping import ImportMapping

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
        *,
        business_model: BusinessModel | None = None,
        cadence: Cadence | None = None,
        replaces: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import {file}").format(file=path.name))
        self._kind: Kind = kind
        self._path, self._context, self._replaces = path, context, replaces
        self._model, self._cadence = business_model, cadence
        self._token: Cancel | None = None
        self._imported: Imported | None = None
        self._time_column = ""
        self._build()
        self.resize(88 * UNIT, 78 * UNIT)
        self._look()

    @property
    def busy(self) -> bool:
        """Tell whether the file is being read."""
        return self._token is not None

    def done(self, result: int) -> None:
        """Stop what is under way and close."""
        if self._token is not None:
            self._token.request()
        super().done(result)

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._mapping = ImportMapping(self._context.framework)
        self._mapping.time_changed.connect(self._on_time_column)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("import_scroll")
        self._scroll.setAccessibleName(self.tr("Columns of the file"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._mapping)
        self._error = label("", "error", name="import_error")
        self._error.hide()
        self._stack = QStackedWidget()
        self._busy = self._build_busy()
        self._outcome = self._build_outcome()
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

    def _build_outcome(self) -> QWidget:
        self._counted = label("", "heading", name="import_counted")
        self._found = label("", name="import_found")
        self._replacing = label("", "muted", name="import_replaces")
        self._list = QPlainTextEdit()
        self._list.setObjectName("import_refused")
        self._list.setAccessibleName(self.tr("Refused rows"))
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        save = button(self.tr("Save the list…"), "import_save_refused")
        save.clicked.connect(self._on_save_list)
        body = QWidget()
        line = row(save)
        line.addStretch(1)
        body.setLayout(column(self._list, line, spacing=1))
        self._refused = Disclosure(self.tr("Refused rows"), "import_refused_list", body)
        made = QWidget()
        layout = column(self._counted, self._found, self._replacing, self._refused, spacing=2)
        layout.addStretch(1)
        made.setLayout(layout)
        return made

    # -- steps -------------------------------------------------------------------------------------

    def _look(self) -> None:
        def work(*, progress: object, cancel: Cancel) -> Preview:
            from readiness_gui.evidence.imports import look

            del progress
            return look(self._kind, self._path, self._context.framework, cancel=cancel)

        self._work(work, self._on_preview, self.tr("Looking at the first rows …"))

    def _work(self, function: Callable[..., Any], done: Callable[[Any], None], words: str) -> None:
        """Run something with progress; a failure is shown and leads back to where it started."""
        self._tell("")
        self._saying.setText(words)
        self._bar.setValue(0)
        self._show(self._busy)
        self._token = self._context.tasks.run(
            function, done=done, failed=self._on_failed, progress=self._on_progress, cancel=Cancel()
        )

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

    def _on_preview(self, preview: Preview) -> None:
        self._token = None
        self._mapping.show_preview(preview)
        self._show(self._scroll)
        self._read.setFocus()

    def _on_time_column(self, name: str) -> None:
        from readiness_gui.evidence.imports import forms_of

        def work(*, progress: object, cancel: Cancel) -> tuple[str, Reading]:
            del progress
            return name, forms_of(self._path, name, self._context.framework, cancel=cancel)

        if self._token is not None:  # another column was chosen before this one was looked at
            self._token.request()
        self._time_column = name
        self._token = self._context.tasks.run(
            work, done=self._on_forms, failed=self._on_failed, cancel=Cancel()
        )

    def _on_forms(self, result: tuple[str, Reading]) -> None:
        name, reading = result
        if name == self._time_column:
            self._token = None
            self._mapping.show_forms(reading.forms, reading.example)

    def _on_read(self) -> None:
        missing = self._mapping.missing
        self._tell(missing)
        if missing:
            return
        choice = self._mapping.choice

        def work(*, progress: Callable[..., None], cancel: Cancel) -> tuple[Imported, str]:
            return self._bring_in(choice, progress, cancel)

        self._work(
            work, self._on_imported, self.tr("Reading {file} …").format(file=breakable(self._path.name))
        )

    def _bring_in(
        self, choice: Choice, progress: Callable[..., None], cancel: Cancel
    ) -> tuple[Imported, str]:
        """Read the file and say what it means; in the background."""
        from readiness_gui.evidence.assess import assess
        from readiness_gui.evidence.imports import bring_in

        framework, today = self._context.framework, self._context.today()
        made = bring_in(
            self._kind,
            self._path,
            choice,
            framework,
            business_model=self._model,
            cadence=self._cadence,
            progress=progress,
            cancel=cancel,
        )
        found = (
            assess(
                signal,
                evidence,
                framework=framework,
                business_model=self._model,
                cadence=self._cadence,
                today=today,
            )
            for signal, evidence in made.evidence.items()
        )
        return made, "\n\n".join(one.reason for one in found if one is not None)

    def _on_imported(self, result: tuple[Imported, str]) -> None:
        self._token = None
        made, reasons = result
        self._imported = made
        words = self.tr("{read} rows read, {refused} refused").format(
            read=f"{made.read:,}", refused=f"{made.refused:,}"
        )
        self._counted.setText(words)
        both = self.tr("One log answers two questions: retention and active users are both set.")
        lines = [reasons, both if SignalId.PMF in made.evidence else ""]
        self._found.setText(breakable("\n\n".join(line for line in lines if line)))
        self._replacing.setText(breakable(self._replaces))
        self._replacing.setVisible(bool(self._replaces))
        self._refused.setVisible(bool(made.refused))
        line = self.tr("Line {line}: {reason}")
        self._list.setPlainText(
            "\n".join(line.format(line=one.line, reason=one.reason) for one in made.refused_rows)
        )
        self._refused.set_text(
            self.tr("Refused rows: the first {count} of {all}").format(
                count=len(made.refused_rows), all=made.refused
            )
        )
        self._show(self._outcome)
        self._use.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        self._token = None
        self._tell(str(error))
        if self._mapping.choice.columns:
            self._show(self._scroll)
        else:
            self._saying.setText("")
            self._bar.hide()

    def _on_progress(self, share: float, _words: str) -> None:
        self._bar.setValue(round(share * 100))

    def _on_cancel(self) -> None:
        if self._token is not None and self._mapping.choice.columns:
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

    def _on_save_list(self) -> None:
        from readiness_gui.evidence.imports import refused_table

        start = f"{self._path.stem}-refused.csv"
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the list"), start, "*.csv")
        if name and self._imported is not None:
            try:
                Path(name).write_text(refused_table(self._imported.refused_rows), encoding="utf-8-sig")
            except OSError as error:
                words = self.tr("“{file}” cannot be written: {why}. Choose another folder.")
                self._tell(words.format(file=Path(name).name, why=error.strerror or error))
