"""One product on disk, open: the lock, the content as last known, and how it is saved."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product
from readiness_gui.storage import atomic, codec, history
from readiness_gui.storage.lock import Lock, held
from readiness_gui.storage.messages import error, say, system_error
from readiness_gui.storage.migrations import SCHEMAS, Schemas
from readiness_gui.storage.names import free_path, time_for_name
from readiness_gui.storage.tiny import AtomicStorage, read_file


class DamagedFileError(StorageError):
    """A file that holds no readable product; ``version`` is the newest one that could be restored."""

    def __init__(self, sentence: str, version: history.Version | None = None) -> None:
        super().__init__(sentence)
        self.version = version


@dataclass(frozen=True, slots=True)
class Content:
    """What the tables of a file hold: the product, its schema, and why it must not be written."""

    product: Product
    schema: int
    reason: str | None = None


def content_of(tables: dict[str, Any], schemas: Schemas = SCHEMAS) -> Content:
    """Return the product in ``tables``; one written by a newer version can only be looked at.

    Raises:
        StorageError: there is no readable product in them.

    """
    schema = codec.schema_of(tables)
    if schema > schemas.current:
        reason = say("newer", found=schema, known=schemas.current)
        try:
            return Content(codec.from_record(tables, strict=False), schema, reason)
        except StorageError as flaw:
            raise codec.NewerSchemaError(reason) from flaw
    record = schemas.migrate(tables, schema) if schema < schemas.current else tables
    try:
        return Content(codec.from_record(record), schema)
    except codec.UnknownFieldError as flaw:
        return Content(codec.from_record(record, strict=False), schema, str(flaw))


def read_product(path: Path) -> Product:
    """Return the product in a file without opening it for writing; no lock is needed.

    Raises:
        StorageError: it is not there, may not be read, or holds no readable product.

    """
    data = read_file(path)
    try:
        return content_of(codec.parse(data)).product
    except StorageError as flaw:
        raise error("bad_file", name=path.name, problem=flaw) from flaw


def write_copy(path: Path, product: Product) -> None:
    """Write ``product`` to a file of the user's choice; what stood there before becomes a version of it.

    Raises:
        StorageError: a window has that file open, or it cannot be written; it is as it was.

    """
    data = codec.product_bytes(product)
    with held(path, "not_saved") if path.exists() else contextlib.nullcontext():
        try:
            if path.exists():
                history.keep_final(path, datetime.now(UTC))
            atomic.write_atomic(path, data)
        except OSError as cause:
            raise system_error("not_saved", cause, name=path.name) from cause


class ProductFile:
    """An open product file. ``save`` and ``close`` may be called from different threads."""

    def __init__(
        self,
        storage: AtomicStorage,
        product: Product,
        lock: Lock | None,
        *,
        reason: str | None = None,
        holder: str | None = None,
        older_schema: int | None = None,
        schemas: Schemas = SCHEMAS,
        spacing: timedelta = history.SPACING,
    ) -> None:
        self._storage = storage
        self._product = product
        self._lock = lock
        self._reason = reason
        self._holder = holder
        self._older_schema = older_schema
        self._schemas = schemas
        self._spacing = spacing
        self._mutex = threading.Lock()
        self._closed = False
        self._written = False
        self._conflict = False

    @classmethod
    def open(
        cls, path: Path, *, schemas: Schemas = SCHEMAS, spacing: timedelta = history.SPACING
    ) -> ProductFile:
        """Open a product file, for reading only where it is held elsewhere or cannot be written.

        Raises:
            DamagedFileError: it is there but holds no readable product.
            StorageError: it is not there, or may not be read.

        """
        read_file(path)  # what cannot even be read is not damaged, and gets no lock beside it
        lock, reason, holder = _locked(path)
        storage = _storage_of(path)
        try:
            content = content_of(storage.read(), schemas)
        except StorageError as flaw:
            if lock is not None:
                lock.release()
            raise _damaged(path, flaw) from flaw
        if content.reason is not None and lock is not None:
            lock.release()
            lock = None
        return cls(
            storage,
            content.product,
            lock,
            reason=content.reason or reason,
            holder=holder,
            older_schema=content.schema if content.schema < schemas.current else None,
            schemas=schemas,
            spacing=spacing,
        )

    @classmethod
    def create(cls, path: Path, product: Product) -> ProductFile:
        """Write a new file for ``product`` and open it.

        Raises:
            StorageError: it cannot be written, or there is such a file already.

        """
        lock, reason, _ = _locked(path)
        if lock is None:
            raise error("not_made", name=path.name, reason=reason)
        try:
            if path.exists():
                raise error("not_saved", name=path.name, cause=say("cause.taken"))
            made = cls(_storage_of(path), product, lock)
            made.save(product)
        except StorageError:
            lock.release()
            raise
        return made

    @property
    def product(self) -> Product:
        """Return the product as read or last saved."""
        return self._product

    @property
    def path(self) -> Path:
        """Return where the product is kept; another place once a conflict copy was made."""
        return self._storage.path

    @property
    def read_only(self) -> bool:
        """Tell whether saving is impossible."""
        return self._lock is None

    @property
    def reason(self) -> str | None:
        """Return the sentence that says why the file is open for reading only."""
        return self._reason if self.read_only else None

    @property
    def holder(self) -> str | None:
        """Return who else has the file open, where somebody does."""
        return self._holder

    @property
    def conflict(self) -> bool:
        """Tell whether saves go to a conflict copy, because somebody else wrote the file."""
        return self._conflict

    def save(self, product: Product) -> datetime:
        """Write ``product`` and return the time; when this returns it has reached the disk.

        Raises:
            StorageError: it could not be written; what was saved before is unharmed.

        """
        with self._mutex:
            name = self.path.name
            if self._closed:
                raise error("closed", name=name)
            if self._lock is None:
                raise error("read_only", name=name, reason=self._reason or "")
            tables = codec.to_record(product, self._schemas.current)
            try:
                if self._storage.changed_underneath():
                    self._to_conflict_copy()
                self._prepare()
                self._storage.write(tables)
            except OSError as cause:
                raise system_error("not_saved", cause, name=name) from cause
            except StorageError as flaw:
                raise error("not_valid", name=name, problem=flaw) from flaw
            self._product = product
            self._written = True
            return datetime.now(UTC)

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        with self._mutex:
            if self._closed:
                return
            self._closed = True
            if self._lock is not None:
                if self._written:
                    history.keep_final(self.path, datetime.now(UTC))
                self._lock.release()

    def _prepare(self) -> None:
        """Keep what is about to be replaced."""
        if not self.path.exists():
            return
        if self._older_schema is not None:
            history.keep_original(self.path, self._older_schema)
            self._older_schema = None
        first = timedelta(0)
        history.keep(self.path, datetime.now(UTC), spacing=self._spacing if self._written else first)

    def _to_conflict_copy(self) -> None:
        """Go on in a file of one's own; what somebody else wrote stays as it is."""
        stem = say("conflict_stem", stem=self.path.stem, time=time_for_name(datetime.now(UTC)))
        path = free_path(self.path.parent, stem, Path.exists)
        lock = Lock(path)
        lock.take()
        if self._lock is not None:
            self._lock.release()
        self._lock = lock
        self._storage = _storage_of(path)
        self._conflict = True


def _storage_of(path: Path) -> AtomicStorage:
    make = cast("Callable[..., TinyDB]", TinyDB)
    return cast("AtomicStorage", make(path, storage=AtomicStorage).storage)


def _locked(path: Path) -> tuple[Lock | None, str | None, str | None]:
    """Return the lock, or why there is none and who holds it."""
    lock = Lock(path)
    try:
        if path.exists() and not os.access(path, os.W_OK):
            return None, say("file_read_only"), None
        if lock.take():
            return lock, None, None
    except (OSError, ValueError) as cause:
        words = cause if isinstance(cause, OSError) else OSError(str(cause))
        return None, str(system_error("folder_read_only", words)), None
    holder = lock.holder()
    if holder is None:
        return None, say("held_unknown"), None
    return None, holder.reason, holder.words


def _damaged(path: Path, flaw: StorageError) -> StorageError:
    """Return the error to show, with the version that could be restored."""
    if isinstance(flaw, codec.NewerSchemaError):
        return flaw
    version = history.newest_readable(path)
    problem = str(flaw)
    if version is not None:
        problem += " " + say("offer", saved=version.saved.astimezone().strftime("%Y-%m-%d %H:%M"))
    return DamagedFileError(say("bad_file", name=path.name, problem=problem), version)
