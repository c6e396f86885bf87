"""Deleted products: a folder ``.trash`` in the library, one folder for each of them in it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui.core.model import new_id
from readiness_gui.storage import history
from readiness_gui.storage.messages import error, system_error
from readiness_gui.storage.names import SUFFIX
from readiness_gui.storage.summary import summarize

FOLDER = ".trash"
_STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class TrashedProduct:
    """A deleted product: where it lies, what it is called, when it was deleted."""

    path: Path
    name: str
    deleted: datetime
    #: why it cannot be read, ``None`` where it can
    problem: str | None = None


class Trash:
    """The trash of one library."""

    def __init__(self, library: Path) -> None:
        self._folder = library / FOLDER

    def put(self, path: Path) -> TrashedProduct:
        """Move a product file and its versions into the trash.

        Raises:
            StorageError: it could not be moved; it is where it was.

        """
        now = datetime.now(UTC)
        target = self._folder / f"{now.strftime(_STAMP)}-{new_id()[:8]}" / path.name
        summary = summarize(path)
        try:
            target.parent.mkdir(parents=True)
            path.replace(target)
        except OSError as cause:
            with contextlib.suppress(OSError):
                target.parent.rmdir()
            raise system_error("not_moved", cause, name=path.name) from cause
        history.move(path, target)
        return TrashedProduct(target, summary.name, now, summary.problem)

    def entries(self) -> tuple[TrashedProduct, ...]:
        """Return what was deleted, last deleted first."""
        found = []
        with contextlib.suppress(OSError):
            for folder in sorted(self._folder.iterdir(), reverse=True):
                path = next(folder.glob(f"*{SUFFIX}"), None)
                with contextlib.suppress(ValueError):
                    stamp = datetime.strptime(folder.name.rpartition("-")[0], _STAMP).replace(tzinfo=UTC)
                    if path is not None:
                        summary = summarize(path)
                        found.append(TrashedProduct(path, summary.name, stamp, summary.problem))
        return tuple(found)

    def take(self, entry: TrashedProduct, target: Path) -> Path:
        """Move a product and its versions from the trash to ``target``.

        Raises:
            StorageError: it is gone or could not be moved.

        """
        if not entry.path.exists():
            raise error("missing_file", name=entry.path.name)
        try:
            entry.path.replace(target)
        except OSError as cause:
            raise system_error("not_moved", cause, name=entry.path.name) from cause
        history.move(entry.path, target)
        with contextlib.suppress(OSError):
            (entry.path.parent / history.FOLDER).rmdir()
            entry.path.parent.rmdir()
        return target
