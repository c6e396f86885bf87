"""Writing files whole or not at all, and one clear sentence where that fails."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from pathlib import Path
from typing import Protocol

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.report.plain import one_line


class Progress(Protocol):
    """Is told the share done, 0 to 1, and a few words."""

    def __call__(self, share: float, words: str = "") -> None:
        """Report progress."""


class Cancel(Protocol):
    """Is asked whether to go on."""

    def check(self) -> None:
        """Raise to stop."""


def bare_name(name: str) -> str:
    """Return a product's name as the beginning of a file name that every system takes."""
    bare = re.sub(r'[<>:"/\\|?*]+', " ", one_line(name))
    bare = " ".join(bare.split()).strip(". ")[:60].strip() or "Product"
    while len(bare.encode()) > 120:
        bare = bare[:-1]
    return bare


def check_target(path: Path, framework: Framework) -> None:
    """Refuse a target that cannot be a file before any work is done.

    Raises:
        ReportError: the path is a folder, or its folder is missing.

    """
    if path.is_dir():
        raise ReportError(framework.phrase("report.export.folder", path=path))
    if not path.parent.is_dir():
        raise ReportError(framework.phrase("report.export.missing", path=path.parent))


def write(path: Path, data: bytes, framework: Framework) -> None:
    """Write the file whole or not at all.

    Raises:
        ReportError: the disk or the folder does not let us.

    """
    temp = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.tmp")
    try:
        with temp.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temp.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
        raise _told(path, error, framework) from error


def make_folder(path: Path, framework: Framework) -> None:
    """Make a folder where it is missing; the folder around it has to be there.

    Raises:
        ReportError: a file has its name, or the disk does not let us.

    """
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise ReportError(framework.phrase("report.export.no_folder", path=path)) from error
    except FileNotFoundError as error:
        raise ReportError(framework.phrase("report.export.missing", path=path.parent)) from error
    except OSError as error:
        raise _told(path, error, framework) from error


def _told(path: Path, error: OSError, framework: Framework) -> ReportError:
    key = {errno.ENOSPC: "full", errno.EACCES: "rights", errno.EPERM: "rights", errno.EROFS: "rights"}
    known = key.get(error.errno or 0, "failed")
    why = error.strerror or type(error).__name__
    return ReportError(framework.phrase(f"report.export.{known}", path=path, why=why))
