"""One window writes a product file; whoever comes second is told who that is."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from readiness_gui.storage import history
from readiness_gui.storage.messages import error, say, system_error

_HOLDER = "holder.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open for writing, and since when (ISO 8601, UTC)."""

    host: str
    user: str
    pid: int
    since: str

    @property
    def words(self) -> str:
        """Return the holder as a person would say it."""
        return say("holder", user=self.user, host=self.host, pid=self.pid)

    @property
    def reason(self) -> str:
        """Return the sentence that says who holds the file and since when."""
        try:
            since = datetime.fromisoformat(self.since).astimezone().strftime("%Y-%m-%d %H:%M")
        except ValueError:
            since = "?"
        return say("held", holder=self.words, since=since)


class Lock:
    """The right to write one product file; freed by the system, too, when the process dies."""

    def __init__(self, path: Path) -> None:
        self._folder = history.folder_of(path)
        # taken on one thread, released on another
        self._lock = FileLock(self._folder / "lock", timeout=0, thread_local=False)

    def take(self) -> bool:
        """Take the lock and return whether that worked; it never waits.

        Raises:
            OSError: the folder cannot be written, so there is nothing to lock.

        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        with contextlib.suppress(OSError):
            (self._folder / _HOLDER).write_text(json.dumps(asdict(_me())), encoding="utf-8")
        return True

    def release(self) -> None:
        """Let go; releasing twice does no harm."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                (self._folder / _HOLDER).unlink()
            self._lock.release()

    def holder(self) -> Holder | None:
        """Return who holds the lock, as they wrote down themselves; ``None`` where that cannot be read."""
        try:
            found = json.loads((self._folder / _HOLDER).read_text(encoding="utf-8"))
            return Holder(str(found["host"]), str(found["user"]), int(found["pid"]), str(found["since"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None


@contextlib.contextmanager
def held(path: Path, failed: str) -> Iterator[None]:
    """Hold a file's lock for a while; ``failed`` names the sentence for a folder that cannot be written.

    Raises:
        StorageError: it is open elsewhere, or its folder cannot be written.

    """
    lock = Lock(path)
    try:
        taken = lock.take()
    except OSError as cause:
        raise system_error(failed, cause, name=path.name) from cause
    if not taken:
        holder = lock.holder()
        raise error("in_use", name=path.name, reason=holder.reason if holder else say("held_unknown"))
    try:
        yield
    finally:
        lock.release()


def _me() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user data base
        user = "?"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(platform.node() or "?", user, os.getpid(), now)
