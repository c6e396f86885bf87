"""Earlier versions of a product file, in a folder of its own under ``.history`` beside it.

A version is what stood in the file before a save. Saves that follow each other closely share
one, or twenty of them would be a minute of typing. Keeping is a courtesy: where it fails (no
space, no rights) the save itself still goes on.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.storage import atomic, codec

FOLDER = ".history"
KEPT = 20
SPACING = timedelta(minutes=5)
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_SUFFIX = ".readiness"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier content of a product file and when that content was saved."""

    path: Path
    saved: datetime


def folder_of(path: Path) -> Path:
    """Return the folder of a product file's versions and lock."""
    return path.parent / FOLDER / path.name


def versions(path: Path) -> tuple[Version, ...]:
    """Return the versions of a product file, newest first."""
    return tuple(
        Version(one, datetime.fromtimestamp(one.stat().st_mtime, UTC)) for one in reversed(_kept(path))
    )


def newest_readable(path: Path) -> Version | None:
    """Return the newest version that holds a product."""
    return next((one for one in versions(path) if _readable(one.path)), None)


def keep(path: Path, now: datetime, *, spacing: timedelta = SPACING) -> None:
    """Keep what stands in ``path``, which is about to be replaced, unless one was kept just now."""
    with contextlib.suppress(OSError):
        kept = _kept(path)
        if kept and timedelta(0) <= now - _stamp_of(kept[-1]) < spacing:
            return
        _add(path, now, kept, link=True)


def keep_final(path: Path, now: datetime) -> None:
    """Keep a copy of what stands in ``path``, which is being left; it shares no byte with the file."""
    with contextlib.suppress(OSError):
        _add(path, now, _kept(path), link=False)


def keep_original(path: Path, schema: int) -> Path:
    """Keep a copy of a file of an older ``schema`` for good, before it is first written in today's.

    Raises:
        OSError: the copy cannot be made.

    """
    target = folder_of(path) / f"schema-{schema}{_SUFFIX}.original"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_atomic(target, path.read_bytes())
    return target


def move(path: Path, target: Path) -> None:
    """Have the versions of ``path`` follow it to ``target``; the lock must not be held."""
    source, goal = folder_of(path), folder_of(target)
    with contextlib.suppress(OSError):
        if source.is_dir():
            goal.parent.mkdir(parents=True, exist_ok=True)
            if goal.is_dir():  # nothing but a lock left there
                shutil.rmtree(goal)
            source.replace(goal)


def _add(path: Path, now: datetime, kept: list[Path], *, link: bool) -> None:
    content = path.read_bytes()
    if kept and kept[-1].read_bytes() == content:
        return
    target = folder_of(path) / f"{now.astimezone(UTC).strftime(_STAMP)}{_SUFFIX}"
    target.parent.mkdir(parents=True, exist_ok=True)
    atomic.sweep(target.parent)
    if not (link and _linked(path, target)):
        saved = path.stat()
        atomic.write_atomic(target, content)
        os.utime(target, ns=(saved.st_atime_ns, saved.st_mtime_ns))
    for old in _kept(path)[:-KEPT]:
        old.unlink(missing_ok=True)


def _linked(path: Path, target: Path) -> bool:
    """Give the old content, about to lose its name, another one; it costs nothing where it works."""
    try:
        target.hardlink_to(os.path.realpath(path))
    except (OSError, NotImplementedError):  # FAT and some network disks have no links
        return False
    return True


def _kept(path: Path) -> list[Path]:
    """Return the files of the versions, oldest first."""
    found = []
    for one in folder_of(path).glob(f"*{_SUFFIX}"):
        with contextlib.suppress(ValueError):
            _stamp_of(one)
            found.append(one)
    return sorted(found)


def _stamp_of(version: Path) -> datetime:
    return datetime.strptime(version.name.removesuffix(_SUFFIX), _STAMP).replace(tzinfo=UTC)


def _readable(path: Path) -> bool:
    try:
        codec.product_from_bytes(path.read_bytes())
    except (OSError, StorageError):
        return False
    return True
