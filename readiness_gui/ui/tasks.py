"""Work off the screen's thread: the only module that knows threads."""

from __future__ import annotations

import gc
import itertools
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

logger = logging.getLogger(__name__)


class Cancel:
    """A token that long functions check; ``check`` raises once the user has cancelled."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def requested(self) -> bool:
        """Tell whether the user has cancelled."""
        return self._event.is_set()

    def request(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    def check(self) -> None:
        """Stop the work if asked to.

        Raises:
            CancelledError: the user has cancelled.

        """
        from readiness_gui.core.errors import CancelledError  # the first window does not wait for it

        if self._event.is_set():
            raise CancelledError("Stopped.")


class Progress(Protocol):
    """What a long function reports: a share of 0..1 and a few words."""

    def __call__(self, share: float, words: str = "") -> None:
        """Report progress."""


class _Relay(QObject):
    """Carries what workers say to the thread of the screen, and outlives them all."""

    ended = Signal(int, object, object)
    progressed = Signal(int, float, str)


class _Work(QRunnable):
    """A plain function in the pool, and the number its outcome goes by."""

    def __init__(self, number: int, function: Callable[[], object], relay: _Relay) -> None:
        super().__init__()
        self._number = number
        self._function: Callable[[], object] | None = function
        self._relay = relay
        self.setAutoDelete(True)

    def run(self) -> None:
        """Run the function and send its outcome to the screen's thread."""
        result: object = None
        fault: Exception | None = None
        try:
            if self._function is not None:
                result = self._function()
        except Exception as error:  # noqa: BLE001 - noted, and handed to whoever waits
            _note(error)
            fault = error
        self._function = None  # what it holds goes where the screen's thread lets go of it
        try:
            self._relay.ended.emit(self._number, result, fault)
        except RuntimeError:  # the receiver went away with its window
            logger.debug("nobody waits for this result any more")


class _Job(NamedTuple):
    """What the screen's thread keeps of work under way."""

    function: Callable[[], object]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None]
    progress: Callable[[float, str], None] | None
    cancel: Cancel


class Tasks(QObject):
    """Runs plain functions in the background; every one is waited for at close.

    Python looks for cycles of dead objects in whichever thread makes the next object, and frees them
    there. Widgets must not be freed outside the screen's thread, so nothing is looked for while
    a worker runs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._relay = _Relay(self)
        self._relay.ended.connect(self._on_ended)
        self._relay.progressed.connect(self._on_progressed)
        self._numbers = itertools.count()
        self._jobs: dict[int, _Job] = {}

    @property
    def busy(self) -> bool:
        """Tell whether any work is under way."""
        return bool(self._jobs)

    def run(
        self,
        function: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[float, str], None] | None = None,
        cancel: Cancel | None = None,
    ) -> Cancel:
        """Call ``function(*args)`` in the background and ``done(result)`` in this thread.

        With ``progress`` or ``cancel`` given, the function gets the keyword arguments
        ``progress`` (a :class:`Progress`) and ``cancel`` (a :class:`Cancel`) as well.
        A failure without a ``failed`` handler is raised to the exception hook.
        """
        token = cancel or Cancel()
        number = next(self._numbers)
        extra: dict[str, object] = {}
        if progress is not None or cancel is not None:
            extra = {"progress": self._reporter(number), "cancel": token}
        call = partial(function, *args, **extra)
        self._jobs[number] = _Job(call, done, failed or _raise, progress, token)
        gc.disable()
        self._pool.start(_Work(number, call, self._relay))
        return token

    def stop(self) -> None:
        """Cancel everything under way and wait for it."""
        for job in self._jobs.values():
            job.cancel.request()
        self._pool.waitForDone()
        gc.enable()

    def _on_ended(self, number: int, result: object, fault: Exception | None) -> None:
        job = self._jobs.pop(number)
        try:
            if fault is not None:
                if _alive(job.failed):
                    job.failed(fault)
            elif job.done is not None and _alive(job.done):
                job.done(result)
        finally:
            if not self._jobs:
                gc.enable()

    def _on_progressed(self, number: int, share: float, words: str) -> None:
        job = self._jobs.get(number)
        if job is not None and job.progress is not None and _alive(job.progress):
            job.progress(share, words)

    def _reporter(self, number: int) -> Progress:
        relay = self._relay

        def report(share: float, words: str = "") -> None:
            relay.progressed.emit(number, share, words)

        return report


def _note(error: Exception) -> None:
    """Write down what nobody foresaw."""
    from readiness_gui.core.errors import ReadinessError  # the first window does not wait for it

    if not isinstance(error, ReadinessError):
        logger.error("background work failed", exc_info=error)


def _alive(handler: Callable[..., None]) -> bool:
    """Tell whether the object a method is bound to is still there; a page may be gone meanwhile."""
    owner = getattr(handler, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _raise(error: Exception) -> None:
    raise error
