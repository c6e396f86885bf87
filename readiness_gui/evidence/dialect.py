"""How a CSV is written: its separator and header, told from the first of its records.

Our own look, because a wrong guess must not lose rows silently: nothing in the middle of a file is
taken for a comment, and a file may begin with lines of a title, or have no header at all.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from readiness_gui.evidence.columns import is_known
from readiness_gui.evidence.files import Head

SEPARATORS = (",", ";", "\t", "|")
#: records looked at to tell the separator
RECORDS = 200
LOOKED_AT = 1 << 18
#: characters looked at to tell the ends of lines
ENDS = 1 << 16
#: what stands in a cell of data and in no header: a number or a date
_DATA = re.compile(r"[-+]?\d+([.,:/ T-]\d+)*(Z| ?[ap]m)?", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """What has to be known to read a CSV."""

    separator: str
    columns: tuple[str, ...]
    #: records before the first row, blank ones too
    skip: int
    #: the line of the file at which rows begin
    first_line: int
    #: the first rows that have a cell for each column
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Record:
    cells: tuple[str, ...]
    #: the line after it
    ends: int


def dialect_of(head: Head, separators: Sequence[str] = SEPARATORS) -> Dialect:
    """Return how a CSV is written.

    Raises:
        csv.Error: it begins with a cell that is far too long for a table.

    """
    separator, records = max(
        ((one, _records(head, one)) for one in separators), key=lambda found: _likely(found[1])
    )
    width = _width(records)
    before = 0
    while before < len(records) - 1 and width > 1 and _is_title(records[before].cells, width):
        before += 1
    names = records[before].cells if records else ()
    skip = before
    if not _is_data(names):
        skip, names = before + 1, names + ("",) * (width - len(names))
    else:
        names = ("",) * max(width, len(names))
    first_line = records[skip - 1].ends if skip else 1
    rows = tuple(one.cells for one in records[skip:] if len(one.cells) == len(names))
    return Dialect(separator, distinct(names), skip, first_line, rows)


def _records(head: Head, separator: str) -> list[_Record]:
    """Return the first records; one that the sample cuts off is left out."""
    text = head.text[:LOOKED_AT]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found: list[_Record] = []
    try:
        for cells in reader:
            found.append(_Record(tuple(cells), reader.line_num + 1))
            if len(found) > RECORDS:
                break
    except csv.Error:
        if not found:
            raise
    cut = not head.whole or len(text) < len(head.text)
    if len(found) > 1 and cut and len(found) <= RECORDS:
        found.pop()
    return found


def _width(records: Sequence[_Record]) -> int:
    """Return the number of cells that most records have; where none leads, that of the first."""
    counts = Counter(len(one.cells) for one in records if one.cells)
    width, count = max(counts.items(), key=lambda found: found[1], default=(0, 0))
    return (
        width if 2 * count > sum(counts.values()) else max((len(one.cells) for one in records[:1]), default=0)
    )


def _likely(records: Sequence[_Record]) -> tuple[float, int]:
    """Return how well a separator fits: records split alike, then many cells."""
    width = _width(records)
    filled = [one for one in records if one.cells]
    if width < 2:
        return 0.0, 0
    return sum(len(one.cells) == width for one in filled) / len(filled), width


def _is_title(cells: Sequence[str], width: int) -> bool:
    """Tell whether a record above the header is a blank line, a comment, or a title in one cell."""
    return not any(cells[1:]) or (cells[0].startswith("#") and len(cells) != width)


def _is_data(cells: Sequence[str]) -> bool:
    """Tell whether the first record is a row already: a number or a date in it, and no name that we know."""
    names = [one.strip() for one in cells]
    return any(_DATA.fullmatch(one) for one in names) and not any(is_known(one) for one in names)


def plain_ends(text: str) -> bool:
    """Tell whether all lines end alike, with LF or CRLF; breaks within quoted cells do not count."""
    some = text[:ENDS]
    bare = _QUOTED.sub("", some) if '"' in some else some
    both = bare.count("\r\n")
    return bare.count("\r") - both <= bare.endswith("\r") and both in (0, bare.count("\n"))


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of columns: none empty, no two the same but for case."""
    made: list[str] = []
    taken: set[str] = set()
    for place, name in enumerate(names, 1):
        own = wanted = name.strip().replace("\0", "") or f"column {place}"
        again = 2
        while own.casefold() in taken:
            own, again = f"{wanted} ({again})", again + 1
        taken.add(own.casefold())
        made.append(own)
    return tuple(made)
