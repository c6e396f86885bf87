"""On which line of its file a row stands: the number an editor shows.

A row is known by its place among those that were read. The way back to its line leads through the
file once more, and only where rows were refused: cells may hold line breaks, lines may be blank.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(slots=True)
class Places:
    """Lines of rows by their place (from 1), and the lines of records that could not be split."""

    rows: dict[int, int] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)


class Locator(Protocol):
    """Finds rows in a file."""

    def __call__(self, places: Sequence[int], broken: Sequence[int]) -> Places:
        """Return lines of rows by place, ascending, and of records by the byte (from 0) they begin at."""


@dataclass(frozen=True, slots=True)
class TextLocator:
    """Walks through a text in UTF-8 whose lines end with LF or CRLF."""

    path: Path
    first_line: int = 1
    #: cells may be quoted, and lines hold cells
    separator: str | None = None

    def __call__(self, places: Sequence[int], broken: Sequence[int]) -> Places:
        """Return the lines; of a broken record the one on which it begins."""
        found, place, bad, want = Places(), 0, 0, 0
        if not places and not broken:
            return found
        with self.path.open("rb") as stream:
            for line, start in self._records(stream):
                if bad < len(broken) and broken[bad] <= start:
                    found.broken.append(line)
                    while bad < len(broken) and broken[bad] <= start:
                        bad += 1
                else:
                    place += 1
                    if want < len(places) and places[want] == place:
                        found.rows[place] = line
                        want += 1
                if bad == len(broken) and want == len(places):
                    break
        return found

    def _records(self, stream: io.BufferedReader) -> Iterator[tuple[int, int]]:
        """Yield line and first byte of each record that is not blank."""
        lines, start = _Counted(stream), 0
        for line in lines:
            number = lines.number
            if self.separator is not None and b'"' in line:
                _skip_record(line, lines, self.separator)
            if number >= self.first_line and line.strip(b"\r\n" if self.separator else None):
                yield number, start
            start = lines.bytes


class _Counted:
    """Lines of a file, counted with their bytes."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.number = self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        line = next(self._stream)
        self.number += 1
        self.bytes += len(line)
        return line


def _skip_record(line: bytes, lines: Iterator[bytes], separator: str) -> None:
    """Read on to the end of a record that begins with a line."""

    def texts() -> Iterator[str]:
        yield line.decode("latin-1")
        for more in lines:
            yield more.decode("latin-1")

    try:
        next(csv.reader(texts(), delimiter=separator), None)
    except csv.Error:  # a cell too long for a table: the reader of the table has refused it
        return


@dataclass(frozen=True, slots=True)
class NumberLocator:
    """Knows the number of each row: those of a sheet, or their places."""

    numbers: Sequence[int] | None = None

    def __call__(self, places: Sequence[int], broken: Sequence[int]) -> Places:
        """Return the numbers of the rows; nothing is broken here."""
        del broken
        known = self.numbers
        return Places({one: one if known is None else known[one - 1] for one in places})
