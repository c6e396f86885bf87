"""What every export does: a file name, a question before overwriting, work behind the screen, its outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from readiness_gui.core.errors import CancelledError, ReadinessError
from readiness_gui.ui.export_jobs import Done
from readiness_gui.ui.tasks import Cancel, Tasks
from readiness_gui.ui.widgets.export_status import ExportStatus


class Exporter(QObject):
    """One export at a time, of kinds that each have a file ending; shows how it goes in ``status``.

    ``wanted`` carries kind and path once they are settled; whoever makes the job answers with
    :meth:`work`. ``asked`` carries the kind when the user wants another name.
    """

    wanted = Signal(str, object)
    asked = Signal(str)
    busy_changed = Signal(bool)

    def __init__(
        self, tasks: Tasks, status: ExportStatus, suffixes: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._status = status
        self._suffixes = suffixes
        self._folder: Path | None = None
        self._waiting: tuple[str, Path] | None = None
        self._cancel: Cancel | None = None
        status.replace.connect(self._on_settled)
        status.another_name.connect(self._on_another_name)
        status.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        """Tell whether an export is under way."""
        return self._cancel is not None

    def dialog(self, name: str) -> QFileDialog:
        """Return a dialog that begins where the last file went."""
        made = QFileDialog(self._status, self.tr("Export to"))
        made.setObjectName(name)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setDirectory(str(self._folder or _documents()))
        return made

    def ask_file(self, dialog_name: str, kind: str, suggested: str) -> None:
        """Let the user choose where the file goes; an overwriting is asked about on the page."""
        dialog = self.dialog(dialog_name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(self._suffixes[kind].removeprefix("."))
        dialog.selectFile(suggested)
        dialog.fileSelected.connect(lambda chosen: self.begin(kind, Path(chosen)))
        dialog.open()

    def begin(self, kind: str, path: Path) -> None:
        """Export to ``path``, asking first where a file (or for a kind without ending a folder) is there."""
        if not path.suffix:
            path = path.with_name(path.name + self._suffixes[kind])
        self._waiting = (kind, path)
        self._folder = path.parent
        if path.is_file() or (not self._suffixes[kind] and path.is_dir()):
            self._status.ask_overwrite(path)
        else:
            self._on_settled()

    def write(self, work: Callable[..., Done], job: object, path: Path) -> None:
        """Have a file written in the background, with progress and Cancel."""
        self.work(work, job, self._on_written, self.tr("Making {name} …").format(name=path.name))

    def work(self, work: Callable[..., object], job: object, done: Callable[[Any], None], doing: str) -> None:
        """Do something long in the background; ``done`` shows what came of it."""

        def finished(outcome: Any) -> None:
            if isValid(self):  # else the product was closed meanwhile; what was written is written
                self._finish()
                done(outcome)

        self._status.show_started(doing)
        self._cancel = Cancel()
        self.busy_changed.emit(True)
        self._tasks.run(
            work, job, done=finished, failed=self._on_failed, progress=self._on_progress, cancel=self._cancel
        )

    def _on_settled(self) -> None:
        if self._waiting is None or self.busy:
            return
        kind, path = self._waiting
        self._waiting = None
        self.wanted.emit(kind, path)

    def _on_another_name(self) -> None:
        kind = self._waiting[0] if self._waiting else "pdf"
        self._status.clear()
        self.asked.emit(kind)

    def _on_cancelled(self) -> None:
        if self._cancel is not None:
            self._cancel.request()

    def _on_progress(self, share: float, _words: str) -> None:
        if isValid(self):
            self._status.show_progress(share)

    def _on_written(self, done: Done) -> None:
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
        self.busy_changed.emit(False)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
