"""Exporting the portfolio: two buttons, a file name, a question before overwriting, progress with Cancel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from shiboken6 import isValid

from readiness_gui.core.errors import CancelledError, ReadinessError
from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import suggested_name
from readiness_gui.ui.export_jobs import Done
from readiness_gui.ui.portfolio_jobs import SUFFIXES, PortfolioJob, run
from readiness_gui.ui.tasks import Cancel, Tasks
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
        self._tasks = tasks
        self._framework = framework
        self._job = job
        self._folder: Path | None = None
        self._waiting: tuple[str, Path] | None = None
        self._cancel: Cancel | None = None
        hint = self.tr("What is shown now, in this order")
        #: to be laid out by whoever shows them
        self.buttons = (
            self._button("csv", self.tr("Portfolio as CSV…"), hint),
            self._button("pdf", self.tr("Portfolio as PDF…"), hint),
        )
        self._status = ExportStatus()
        self.setLayout(column(self._status))
        self._status.replace.connect(self._on_go)
        self._status.another_name.connect(self._on_another_name)
        self._status.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        """Tell whether an export is under way."""
        return self._cancel is not None

    def begin(self, kind: str, path: Path) -> None:
        """Export to ``path``, asking first where a file is there already."""
        if not path.suffix:
            path = path.with_name(path.name + SUFFIXES[kind])
        self._waiting = (kind, path)
        self._folder = path.parent
        if path.is_file():
            self._status.ask_overwrite(path)
        else:
            self._on_go()

    def _button(self, kind: str, words: str, hint: str) -> QPushButton:
        made = button(words, f"portfolio_{kind}", hint=hint)
        made.clicked.connect(lambda: self._on_asked(kind))
        return made

    def _on_asked(self, kind: str) -> None:
        """Let the user choose where the file goes; the page asks before overwriting."""
        today = self._job(kind, Path()).today
        dialog = QFileDialog(self, self.tr("Export to"))
        dialog.setObjectName("portfolio_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(SUFFIXES[kind].removeprefix("."))
        dialog.setDirectory(str(self._folder or _documents()))
        dialog.selectFile(suggested_name(today, self._framework, SUFFIXES[kind]))
        dialog.fileSelected.connect(lambda chosen: self.begin(kind, Path(chosen)))
        dialog.open()

    def _on_another_name(self) -> None:
        kind = self._waiting[0] if self._waiting else "pdf"
        self._status.clear()
        self._on_asked(kind)

    def _on_go(self) -> None:
        if self._waiting is None or self.busy:
            return
        kind, path = self._waiting
        self._waiting = None
        self._status.show_started(self.tr("Making {name} …").format(name=path.name))
        self._enable(wanted=False)
        self._cancel = Cancel()
        self._tasks.run(
            run,
            self._job(kind, path),
            done=self._on_done,
            failed=self._on_failed,
            progress=self._on_progress,
            cancel=self._cancel,
        )

    def _on_progress(self, share: float, _words: str) -> None:
        if isValid(self):
            self._status.show_progress(share)

    def _on_cancelled(self) -> None:
        if self._cancel is not None:
            self._cancel.request()

    def _on_done(self, done: Done) -> None:
        if isValid(self):
            self._finish()
            self._status.show_done(done.path, done.replaced, strict=done.strict)

    def _on_failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._finish()
        if isinstance(error, CancelledError):
            self._status.show_stopped()
        elif isinstance(error, ReadinessError):
            self._status.show_failed(str(error))
        else:
            self._status.clear()
            raise error

    def _finish(self) -> None:
        self._cancel = None
        self._enable(wanted=True)

    def _enable(self, *, wanted: bool) -> None:
        for each in self.buttons:
            each.setEnabled(wanted)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
