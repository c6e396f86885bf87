"""Work in the background of which only the newest counts: typing ahead never piles up old work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from readiness_gui.core.errors import CancelledError
from readiness_gui.ui.tasks import Cancel, Progress, Tasks


class Work(Protocol):
    """A function that reports how far it is and can be stopped."""

    def __call__(self, *, progress: Progress, cancel: Cancel) -> object:
        """Return what is wanted."""


class Newest(QObject):
    """Runs one function at a time; a newer one stops the older and takes its place.

    ``wait`` milliseconds pass before a function begins, in which more changes are taken in.
    """

    done = Signal(object)
    #: carries the exception; never for work that was stopped
    failed = Signal(object)
    #: a share of 0 to 1
    progress = Signal(float)

    def __init__(self, tasks: Tasks, wait: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._next: Callable[[], Work] | None = None
        self._running: Cancel | None = None
        self._held = False
        self._timer = QTimer(self, singleShot=True, interval=wait)
        self._timer.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Tell whether the newest result is still to come."""
        return self._next is not None or self._running is not None

    def ask(self, make: Callable[[], Work]) -> None:
        """Have the function that ``make`` gives when its time comes run in the background."""
        self._next = make
        if self._running is not None:
            self._running.request()
        if not self._held:
            self._timer.start()

    def hold(self, *, wanted: bool) -> None:
        """Begin nothing new for a while (nobody looks), or go on with what was asked for meanwhile."""
        self._held = wanted
        if wanted:
            self._timer.stop()
        elif self._next is not None:
            self._timer.start()

    def _begin(self) -> None:
        if self._next is None or self._running is not None:
            return
        work, self._next = self._next(), None
        self._running = Cancel()
        self._tasks.run(
            work,
            done=self._on_done,
            failed=self._on_failed,
            progress=self._on_progress,
            cancel=self._running,
        )

    def _on_done(self, result: Any) -> None:
        if self._is_newest():
            self.done.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if self._is_newest() and not isinstance(error, CancelledError):
            self.failed.emit(error)

    def _on_progress(self, share: float, _words: str) -> None:
        if self._running is not None and not self._running.requested:
            self.progress.emit(share)

    def _is_newest(self) -> bool:
        """Note that nothing runs; begin what came meanwhile and tell whether the result still counts."""
        running, self._running = self._running, None
        if self._next is not None:
            if not self._held:
                self._timer.start()
            return False
        return running is not None and not running.requested
