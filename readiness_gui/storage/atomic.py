"""Writing a file whole or not at all, so that a crash or a full disk leaves what was there.

A temporary file in the same folder is written and brought to disk, takes the place of the old
file in one step, and then the folder itself is brought to disk.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
import time
from pathlib import Path

_PREFIX = ".readiness-"
_SUFFIX = ".tmp"
#: a temporary file older than this was left behind by a crash
STALE_SECONDS = 3600
_WINDOWS = sys.platform == "win32"


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path``; on return it has reached the disk.

    A symbolic link stays one and its target is replaced; the permissions of the old file are kept.

    Raises:
        OSError: it could not be written; ``path`` is as it was and nothing is left behind.

    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
    try:
        _write_through(temporary, data, _mode_of(target))
        replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def replace(source: Path, target: Path) -> None:
    """Move ``source`` over ``target``; on Windows wait a moment for whoever has it open to let go."""
    for patience in range(20, -1, -1):
        try:
            os.replace(source, target)  # noqa: PTH105  # the call that is atomic, by its own name
        except PermissionError:
            if not (_WINDOWS and patience):
                raise
            time.sleep(0.02)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Bring the names in ``folder`` to disk, where the system can."""
    if _WINDOWS:
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written but not listed
        return
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse; the file itself is on disk
            os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, now: float | None = None) -> int:
    """Remove temporary files that a crash left in ``folder`` and return how many there were."""
    limit = (time.time() if now is None else now) - STALE_SECONDS
    swept = 0
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < limit:
                left.unlink()
                swept += 1
    return swept


def _write_through(path: Path, data: bytes, mode: int | None) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if mode is not None and not _WINDOWS:
            with contextlib.suppress(OSError):
                os.fchmod(handle, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
