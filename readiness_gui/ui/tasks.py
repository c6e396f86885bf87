"""Work off the screen's thread: the only module that knows threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

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
    """Carries results from the worker to the thread of the screen."""

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(float, str)

    def report(self, share: float, words: str = "") -> None:
        """Pass on what a function reports; called in the worker."""
        self.progress.emit(share, words)


class _Work(QRunnable):
    """A plain function in the pool."""

    def __init__(self, function: Callable[[], object], relay: _Relay) -> None:
        super().__init__()
        self._function = function
        self._relay = relay
        self.setAutoDelete(True)

    def run(self) -> None:
        """Run the function and send its outcome to the screen's thread."""
        try:
            result = self._function()
        except Exception as error:  # noqa: BLE001 - noted, and handed to whoever waits
            _note(error)
            self._send(self._relay.failed, error)
        else:
            self._send(self._relay.done, result)

    @staticmethod
    def _send(signal: Any, value: object) -> None:
        try:
            signal.emit(value)
        except RuntimeError:  # the receiver went away with its window
            logger.debug("nobody waits for this result any more")


class Tasks(QObject):
    """Runs plain functions in the background; every one is waited for at close."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: dict[_Relay, Cancel] = {}

    @property
    def busy(self) -> bool:
        """Tell whether any work is under way."""
        return bool(self._running)

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
        relay = _Relay(self)
        self._running[relay] = token
        extra: dict[str, object] = {}
        if progress is not None or cancel is not None:
            extra = {"progress": relay.report, "cancel": token}
        relay.done.connect(lambda result: self._finish(relay, done, result))
        relay.failed.connect(lambda error: self._finish(relay, failed or _raise, error))
        if progress is not None:
            relay.progress.connect(progress)
        self._pool.start(_Work(lambda: function(*args, **extra), relay))
        return token

    def stop(self) -> None:
        """Cancel everything under way and wait for it."""
        for token in self._running.values():
            token.request()
        self._pool.waitForDone()

    def _finish(self, relay: _Relay, handler: Callable[[Any], None] | None, value: object) -> None:
        self._running.pop(relay, None)
        relay.deleteLater()
        if handler is not None and _alive(handler):
            handler(value)


def _note(error: Exception) -> None:
    """Write down what nobody foresaw."""
    from readiness_gui.core.errors import ReadinessError  # the first window does not wait for it

    if not isinstance(error, ReadinessError):
        logger.error("background work failed", exc_info=error)


def _alive(handler: Callable[[Any], None]) -> bool:
    """Tell whether the object a method is bound to is still there; a page may be gone meanwhile."""
    owner = getattr(handler, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _raise(error: Exception) -> None:
    raise error
