"""Saves in the background: soon after an edit, the latest value wins, never two at a time."""

from __future__ import annotations

import threading
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from readiness_gui.core.errors import ReadinessError, StorageError
from readiness_gui.core.model import Product
from readiness_gui.ui.services import ProductFile
from readiness_gui.ui.tasks import Tasks

#: an edit is on disk within half a second; the rest of it is for the disk
DELAY_MS = 300


class SaveState(StrEnum):
    """How what is on screen relates to what is on disk."""

    SAVED = "saved"
    PENDING = "pending"
    FAILED = "failed"
    READ_ONLY = "read_only"


class Autosave(QObject):
    """Keeps one product file up to date."""

    #: carries the ``datetime`` of the save
    saved = Signal(object)
    #: carries the sentence for the user
    failed = Signal(str)
    state_changed = Signal()

    def __init__(self, file: ProductFile, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._tasks = tasks
        self._lock = threading.Lock()
        self._wanted: Product = file.product
        self._on_disk: Product = file.product
        self._running = False
        self._state = SaveState.READ_ONLY if file.read_only else SaveState.SAVED
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.start)

    @property
    def state(self) -> SaveState:
        """Return how screen and disk relate."""
        return self._state

    def want(self, product: Product) -> None:
        """Have ``product`` saved shortly; a later value replaces it."""
        if self._file.read_only:
            return
        self._wanted = product
        if product == self._on_disk and not self._running and self._state is not SaveState.FAILED:
            self._timer.stop()
            self._set(SaveState.SAVED)
            return
        self._set(SaveState.PENDING)
        if not self._timer.isActive():
            self._timer.start()

    def start(self) -> None:
        """Save in the background what is not saved yet, now."""
        self._timer.stop()
        if self._file.read_only or self._running or self._wanted == self._on_disk:
            return
        self._running = True
        self._set(SaveState.PENDING)
        product = self._wanted
        self._tasks.run(
            self._write,
            product,
            done=lambda when: self._on_done(product, when),
            failed=self._on_failed,
        )

    def finish(self) -> None:
        """Save what is not saved yet and return when it is on disk.

        Raises:
            StorageError: it could not be written.

        """
        self._timer.stop()
        if self._file.read_only or self._wanted == self._on_disk:
            return
        try:
            when = self._write(self._wanted)
        except (OSError, ReadinessError) as error:
            self._on_failed(error)
            raise StorageError(str(error)) from error
        self._on_done(self._wanted, when)

    def _write(self, product: Product) -> datetime:
        with self._lock:
            return self._file.save(product)

    def _on_done(self, product: Product, when: datetime) -> None:
        self._running = False
        self._on_disk = product
        late = self._wanted != product
        self._set(SaveState.PENDING if late else SaveState.SAVED)
        self.saved.emit(when)
        if late and not self._timer.isActive():
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        self._state = SaveState.FAILED
        self.failed.emit(str(error))
        self.state_changed.emit()

    def _set(self, state: SaveState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit()
