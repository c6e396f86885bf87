"""The way back: the product file that a roadmap PDF carries. The PDF is not trusted."""

from __future__ import annotations

import zlib
from pathlib import Path

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework

SUFFIX = ".readiness"
#: larger product files are not taken from a PDF
LIMIT = 64 * 1024 * 1024


def product_file_in(path: Path, framework: Framework, *, limit: int = LIMIT) -> bytes:
    """Return the attached product file as it was when the PDF was made, at most ``limit`` bytes.

    What is in it is checked by whoever reads it as a product.

    Raises:
        ReportError: it is no readable PDF, carries no product file, or one that is too large.

    """
    import pikepdf  # large, and needed for this alone

    try:
        with pikepdf.open(path) as document:
            files = [found for name, found in document.attachments.items() if name.endswith(SUFFIX)]
            stream = files[0].get_file().obj if len(files) == 1 else None
            data = _inflated(stream, limit) if stream is not None else None
    except (pikepdf.PdfError, OSError, ValueError, TypeError, zlib.error) as error:
        raise ReportError(framework.phrase("opening.unreadable", name=path.name)) from error
    if data is None:
        raise ReportError(framework.phrase("opening.none", name=path.name))
    if len(data) > limit:
        raise ReportError(framework.phrase("opening.too_large", name=path.name, limit=limit // 2**20))
    return data


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
