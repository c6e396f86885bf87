"""The way back: the product file that a roadmap PDF carries. The PDF is not trusted.

A roadmap PDF keeps the SHA-256 of its product file among its keywords, so that a file changed or
exchanged in it is noticed, and so that it is found under whatever name and beside whatever else was
attached. PDFs of the first version keep none; theirs is taken as it is.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework

if TYPE_CHECKING:
    import pikepdf

SUFFIX = ".readiness"
#: larger product files are not taken from a PDF
LIMIT = 64 * 1024 * 1024
#: how the keyword with the SHA-256 of the product file begins
MARK = "readiness-sha256-"
#: further attachments are not looked at
MOST = 32


def keyword_of(attachment: bytes) -> str:
    """Return the keyword that a PDF with this product file keeps."""
    return MARK + hashlib.sha256(attachment).hexdigest()


def product_file_in(path: Path, framework: Framework, *, limit: int = LIMIT) -> bytes:
    """Return the attached product file as it was when the PDF was made, at most ``limit`` bytes.

    What is in it is checked by whoever reads it as a product.

    Raises:
        ReportError: it is no readable PDF, is locked by a password, carries no product file, several,
            one that is too large, or one that is not the one it was made with.

    """
    import pikepdf  # large, and needed for this alone

    def refused(key: str) -> ReportError:
        return ReportError(framework.phrase(f"opening.{key}", name=path.name, limit=limit // 2**20))

    try:
        with pikepdf.open(path) as document:
            kept = _kept(document)
            named = _named(document, limit, kept)
    except pikepdf.PasswordError as error:
        raise refused("locked") from error
    except (pikepdf.PdfError, OSError, ValueError, TypeError, zlib.error, RuntimeError) as error:
        raise refused("unreadable") from error
    if not named:
        raise refused("lost" if kept else "none")
    if any(len(data) > limit for data in named):
        raise refused("too_large")
    if kept and keyword_of(named[0]) != kept:
        raise refused("changed")
    if len(named) > 1:
        raise refused("several")
    return named[0]


def _kept(document: pikepdf.Pdf) -> str:
    """Return the keyword with the SHA-256, empty where there is none."""
    words = document.docinfo.get("/Keywords") if "/Info" in document.trailer else None
    found = re.search(MARK + "[0-9a-f]{64}", str(words)) if words is not None else None
    return found[0] if found else ""


def _named(document: pikepdf.Pdf, limit: int, kept: str) -> list[bytes]:
    """Return the file that ``kept`` speaks of alone, else at most two that are named as product files."""
    named: list[bytes] = []
    for name, attachment in list(document.attachments.items())[:MOST]:
        ours = name.lower().endswith(SUFFIX)
        if not ours and not kept:
            continue
        try:
            data = _inflated(attachment.get_file().obj, limit)
        except (ValueError, TypeError, zlib.error, RuntimeError):
            if ours:
                raise
            continue
        if kept and keyword_of(data) == kept:
            return [data]
        if ours and len(named) < 2:
            named.append(data)
    return named


def _inflated(stream: object, limit: int) -> bytes:
    """Return at most one byte more than ``limit``, however much the stream would unpack to."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        raise TypeError("an attachment that is no stream")
    raw = stream.read_raw_bytes()
    kind = stream.get("/Filter")
    if kind is None:
        return raw[: limit + 1]
    if kind not in (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])):
        raise ValueError(f"filter {kind}")
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(raw, limit + 1)
    if not unpacker.eof and len(data) <= limit:
        raise ValueError("the attachment ends in its middle")
    return data
