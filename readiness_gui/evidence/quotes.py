"""Quotation marks in a CSV: whether quoted cells go on over lines, and one that is never closed.

duckdb reads a long file in pieces, several at once. Each reader guesses where a record begins, and
within a quoted cell it guesses wrong; from a mark that is never closed on, rows are lost without a
word. So a file is looked at first. Most logs have no quotation mark at all, which takes no time.
"""

from __future__ import annotations

import re
from pathlib import Path

from readiness_gui.evidence.files import BLOCK, LONGEST_LINE, Cancel

_MARK = b'"'
#: bytes read at a time beyond a block that ends where a mark may open or close, and at most
EDGE, ROOM = 64, 1 << 20


def has_open_lines(path: Path, cancel: Cancel | None) -> bool:
    """Tell whether a quoted cell seems to go on over the end of a line: one has an odd number of marks."""
    marks = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            if cancel is not None:
                cancel.check()
            if marks % 2 or _MARK in block:
                import numpy as np  # heavy, and most logs have no quotation mark

                signs = np.frombuffer(block, dtype=np.uint8)
                places = np.flatnonzero(signs == ord(_MARK))
                before = np.searchsorted(places, np.flatnonzero(signs == ord("\n")))
                if np.any((before + marks) % 2):
                    return True
                marks += len(places)
    return bool(marks % 2)


def unclosed_line(path: Path, separator: str, cancel: Cancel | None) -> int | None:
    """Return the line of the first quotation mark that is never closed, ``None`` where all are.

    A cell that goes on for longer than a line may is taken for one; one on the last line is only a bad row.
    """
    closed, edge = _closed(separator), (separator.encode(), b" ", b"\n", b"\r", _MARK)
    text, line = b"\n", 0
    with path.open("rb") as stream:
        while True:
            if cancel is not None:
                cancel.check()
            block = stream.read(BLOCK)
            while block.endswith(edge) and len(block) < BLOCK + ROOM and (more := stream.read(EDGE)):
                block += more
            text += block
            found = closed.match(text)
            end = found.end() if found else 0
            mark = text.find(_MARK, end) if end < len(text) else -1
            if mark >= 0 and (not block or len(text) - end > LONGEST_LINE):
                goes_on = block or b"\n" in text[mark:].rstrip()
                return line + text.count(b"\n", 0, mark) if goes_on else None
            if not block:
                return None
            line += text.count(b"\n", 0, end)
            text = text[end:]


def _closed(separator: str) -> re.Pattern[bytes]:
    """Return what matches all cells up to the one whose quotation mark does not close.

    A mark opens at the beginning of a cell, after spaces at most; elsewhere it is a sign like others.
    """
    ends = re.escape(separator.encode()) + b"\n\r"
    return re.compile(b"(?:[" + ends + b']++ *+(?:"(?:[^"]++|"")*+"|(?!"))|[^' + ends + b"]++)*+")
