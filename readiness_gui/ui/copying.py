"""Saving a copy of the open product in a place of the user's choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from readiness_gui.core.errors import ReadinessError
from readiness_gui.ui.services import SUFFIX, Services
from readiness_gui.ui.session import Session
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.telling import TellDialog


class CopyCommand(QObject):
    """Asks where to, writes in the background, and says what came of it."""

    #: carries the words that tell where the copy is
    saved = Signal(str)

    def __init__(self, window: QWidget, services: Services, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._tasks = tasks

    def ask(self, session: Session) -> None:
        """Ask for a name, and save what the session holds under it."""
        start = f"{session.path.stem} copy{SUFFIX}"
        name, _kind = QFileDialog.getSaveFileName(self._window, self.tr("Save a copy"), start, f"*{SUFFIX}")
        if name:
            path = Path(name)
            write, product = self._services.write_copy, session.product
            told = self.tr("Saved as {name}").format(name=path.name)
            self._tasks.run(
                write, path, product, done=lambda _none: self.saved.emit(told), failed=self._on_failed
            )

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ReadinessError):
            raise error
        TellDialog(self.tr("No copy was saved"), str(error), "copy_refused", self._window).open()
