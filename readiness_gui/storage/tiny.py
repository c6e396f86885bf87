"""TinyDB's view of a product file: read whole, written whole, and aware of what others write."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from readiness_gui.storage import atomic, codec
from readiness_gui.storage.messages import error, system_error

_PEEK = codec.SIZE_LIMIT + 1
Stamp = tuple[int, int, int]


class AtomicStorage(Storage):
    """A TinyDB storage whose every write replaces the file in one step."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digest: bytes | None = None
        self._stamp: Stamp | None = None

    def read(self) -> dict[str, Any]:
        """Return the tables of the file.

        Raises:
            StorageError: it cannot be read or is not a product file.

        """
        data = read_file(self.path)
        self._remember(data)
        return codec.parse(data)

    def write(self, data: dict[str, Any]) -> None:
        """Replace the file by these tables.

        Raises:
            StorageError: the tables could not be read back; nothing was written.
            OSError: the file could not be written; it is as it was.

        """
        content = codec.checked_bytes(data)
        atomic.write_atomic(self.path, content)
        self._remember(content)

    def changed_underneath(self) -> bool:
        """Tell whether somebody else wrote the file since it was last read or written here."""
        if self._digest is None or _stamp_of(self.path) in (None, self._stamp):
            return False
        try:
            data = self.path.read_bytes()
        except OSError:
            return False
        if hashlib.sha256(data).digest() != self._digest:
            return True
        self._stamp = _stamp_of(self.path)  # touched, copied over itself: the same content
        return False

    def _remember(self, data: bytes) -> None:
        self._digest = hashlib.sha256(data).digest()
        self._stamp = _stamp_of(self.path)


def read_file(path: Path) -> bytes:
    """Return the content of a file, of one too large only as much as it takes to say so.

    Raises:
        StorageError: it does not exist, is not a file, or may not be read.

    """
    try:
        if path.exists() and not path.is_file():
            raise error("not_a_file", name=path.name or path)
        with path.open("rb") as stream:
            return stream.read(_PEEK)
    except FileNotFoundError as cause:
        raise error("missing_file", name=path) from cause
    except OSError as cause:
        raise system_error("unreadable", cause, name=path.name) from cause
    except ValueError as cause:  # a NUL in the name
        raise error("missing_file", name=repr(path.name)) from cause


def _stamp_of(path: Path) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # once for each save
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
