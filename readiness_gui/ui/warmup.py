"""Loads after the first paint what the first window did not need, one library after the other."""

from __future__ import annotations

import atexit
import gc
import importlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from readiness_gui.ui.messages import start_log
from readiness_gui.ui.tasks import Cancel, Tasks
from readiness_gui.ui.theme import Theme


class WarmUp(QObject):
    """Runs once; what fails to load here fails again, with its message, where it is needed."""

    def __init__(
        self, modules: Sequence[str], tasks: Tasks, theme: Theme, log_folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._modules = tuple(modules)
        self._tasks = tasks
        self._theme = theme
        self._log_folder = log_folder
        self._cancel = Cancel()
        self._started = False

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._started or self._cancel.requested:
            return
        self._started = True
        self._theme.load_remaining_fonts()
        start_log(self._log_folder)
        self._next(0)

    def stop(self) -> None:
        """Load nothing more."""
        self._cancel.request()

    def _next(self, place: int) -> None:
        if place < len(self._modules) and not self._cancel.requested:
            self._tasks.run(
                load,
                self._modules[place],
                done=lambda _module: self._next(place + 1),
                failed=lambda _error: self._next(place + 1),
            )
        elif not self._cancel.requested:
            settle_memory()


def settle_memory() -> None:
    """Spare the garbage collector what was loaded, which stays until the end.

    Otherwise its full run walks over all classes and functions of the libraries, and holds up the
    window for 50 ms and more whenever work in the background makes many objects.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        atexit.register(gc.unfreeze)  # libraries look at the end for what is left of them


def load(module: str) -> None:
    """Import a module; the import lock lets a page that needs it sooner simply wait."""
    importlib.import_module(module)
