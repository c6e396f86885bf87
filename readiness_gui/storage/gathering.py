"""Reads several product files at once, for merging: what can be read, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness_gui.core.errors import ReadinessError, StorageError
from readiness_gui.core.model import Assessment, Product
from readiness_gui.storage import codec, history
from readiness_gui.storage.product_file import content_of
from readiness_gui.storage.tiny import read_file


@dataclass(frozen=True, slots=True)
class Gathered:
    """One file that was read; ``reason`` says why not all of it may have been understood."""

    path: Path
    product: Product
    reason: str | None = None
    #: assessments as they stood in earlier versions of the file
    earlier: tuple[Assessment, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """One file that could not be read, and why."""

    path: Path
    reason: str


def gather(
    paths: Sequence[Path], unpack: Callable[[Path], bytes] | None = None
) -> tuple[tuple[Gathered, ...], tuple[Unread, ...]]:
    """Return what is in product files, each read once; nothing is locked or written.

    ``unpack`` returns the product file that a roadmap PDF carries.
    """
    read: list[Gathered] = []
    unread: list[Unread] = []
    for path in {one.resolve(): one for one in paths}.values():
        try:
            read.append(_read(path, unpack))
        except ReadinessError as flaw:
            unread.append(Unread(path, str(flaw)))
    return tuple(read), tuple(unread)


def _read(path: Path, unpack: Callable[[Path], bytes] | None) -> Gathered:
    data = read_file(path)
    if unpack is not None and data.startswith(b"%PDF"):
        data = unpack(path)
    content = content_of(codec.parse(data))
    return Gathered(path, content.product, content.reason, _earlier(path))


def _earlier(path: Path) -> tuple[Assessment, ...]:
    """Return the assessments of the versions kept beside a file; what cannot be read is left out."""
    found: list[Assessment] = []
    for version in history.versions(path):
        try:
            product = content_of(codec.parse(version.path.read_bytes())).product
        except (OSError, StorageError):
            continue
        found.extend(one for one in product.assessments if one not in found)
    return tuple(found)
