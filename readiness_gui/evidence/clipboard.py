"""Text pasted from a spreadsheet, to typed rows and the list of what could not be read.

Columns are separated by tab, semicolon or comma, whichever the first line has; a header line is
recognized and skipped. Nothing is dropped silently: a line that cannot be used is a Problem whose
``row`` is its number from 0.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import CohortRow, Complaint, GateReading, Interview, Ranking
from readiness_gui.core.terms import Pole, Priority

Row = TypeVar("Row")

#: what people write for the ends of an axis
POLES = {
    Pole.LOW: (
        "low",
        "too little",
        "too low",
        "too simple",
        "too brief",
        "too small",
        "too slow",
        "too short",
        "too few",
        "too easy",
        "too basic",
        "-",
        "-1",
        "less",
    ),
    Pole.HIGH: (
        "high",
        "too much",
        "too high",
        "too complex",
        "too detailed",
        "too large",
        "too big",
        "too fast",
        "too long",
        "too many",
        "too hard",
        "too difficult",
        "too complicated",
        "+",
        "1",
        "+1",
        "more",
    ),
    Pole.NEUTRAL: ("neutral", "", "0", "n/a"),
}
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Pasted(Generic[Row]):
    """The rows that could be read and the problems of the others."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


class _UnreadableError(Exception):
    """A cell that cannot be read; carries the sentence."""


def cells(text: str) -> list[list[str]]:
    """Return the cells of pasted text, trimmed; empty lines stay as empty lists to keep line numbers."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((one for one in "\t;," if one in first), "\t")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    found = list(csv.reader(lines, delimiter=separator, skipinitialspace=True))
    rows = [[cell.strip() for cell in row] for row in found]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def cohorts(text: str, framework: Framework) -> Pasted[CohortRow]:
    """Read ``start, size, period 1, period 2, …``; cells with % are shares of the size."""

    def read(line: int, row: list[str]) -> CohortRow:
        _width(row, 2, ("start", "size", "1", "2", "…"), line, framework)
        size = _count(row[1], line, framework)
        retained = [_retained(cell, size, line, framework) for cell in row[2:]]
        while retained and retained[-1] is None:
            retained.pop()
        return CohortRow(row[0], size, tuple(retained))

    return _read(text, "cohorts", framework, read, lambda row: _is_word(row[1:2]))


def interviews(text: str, framework: Framework) -> Pasted[Interview]:
    """Read ``user, profile[, profile …]``; profiles may also be separated by ``;`` within a cell."""

    def read(line: int, row: list[str]) -> Interview:
        _width(row, 1, ("user", "profile"), line, framework)
        tags = [tag.strip() for cell in row[1:] for tag in cell.split(";")]
        return Interview(row[0], tuple(tag for tag in tags if tag))

    return _read(text, "interviews", framework, read, _starts_with("user"))


def complaints(text: str, framework: Framework) -> Pasted[Complaint]:
    """Read ``user, segment, axis, pole[, date, source]``."""

    def read(line: int, row: list[str]) -> Complaint:
        _width(row, 4, ("user", "segment", "axis", "pole"), line, framework)
        padded = [*row, "", ""]
        return Complaint(
            padded[0],
            padded[1],
            padded[2],
            _pole(padded[3], line, framework),
            _day(padded[4], line, framework),
            padded[5],
        )

    return _read(text, "complaints", framework, read, _starts_with("user"))


def windows(text: str, framework: Framework) -> Pasted[int]:
    """Read counts of active users, oldest first, in a row or a column; the last number of a line counts."""
    rows = cells(text)
    if len(rows) == 1 and all(number(cell) is not None for cell in rows[0]):
        text = "\n".join(rows[0])

    def read(line: int, row: list[str]) -> int:
        return _count(row[-1], line, framework)

    return _read(text, "windows", framework, read, lambda row: _is_word(row[-1:]))


def option_names(framework: Framework) -> dict[str, Priority]:
    """Return the options by the names that tables give them, without case."""
    shown = {name.casefold(): option for option, name in framework.priorities.items()}
    short = {name.replace(" and ", " & "): option for name, option in shown.items()}
    return {str(option): option for option in Priority} | shown | short


def rankings(text: str, framework: Framework) -> Pasted[Ranking]:
    """Read ``participant, first, second, …`` or the long form ``participant, option, rank``."""
    names = option_names(framework)

    def option_of(cell: str, line: int) -> Priority:
        found = names.get(cell.casefold())
        if found is None:
            raise _unreadable("option", line, framework, text=cell, options=", ".join(map(str, Priority)))
        return found

    def read(line: int, row: list[str]) -> tuple[str, list[tuple[float, Priority]]]:
        _width(row, 3, ("participant", "option", "rank"), line, framework)
        if len(row) == 3 and number(row[2]) is not None:
            return row[0], [(float(_count(row[2], line, framework)), option_of(row[1], line))]
        return row[0], [
            (float(place), option_of(cell, line)) for place, cell in enumerate(row[1:], 1) if cell
        ]

    found = _read(text, "rankings", framework, read, _starts_with("participant", "name", "person"))
    placed: dict[str, list[tuple[float, Priority]]] = {}
    for participant, options in found.rows:
        placed.setdefault(participant, []).extend(options)
    return Pasted(
        tuple(Ranking.of_places(name, places) for name, places in placed.items()),
        found.problems,
    )


def readings(text: str, framework: Framework) -> Pasted[GateReading]:
    """Read ``segment, month, control users, control retained, treatment users, treatment retained``."""

    def read(line: int, row: list[str]) -> GateReading:
        names = ("segment", "month", "control users", "retained", "treatment users", "retained")
        _width(row, len(names), names, line, framework)
        month, users, retained, treated, kept = (_count(cell, line, framework) for cell in row[1:6])
        return GateReading(
            segment=row[0],
            month=month,
            control_users=users,
            control_retained=retained,
            treatment_users=treated,
            treatment_retained=kept,
        )

    return _read(text, "readings", framework, read, _without_numbers)


def _read(
    text: str,
    field: str,
    framework: Framework,
    read: Callable[[int, list[str]], Row],
    header: Callable[[list[str]], bool],
) -> Pasted[Row]:
    lines = cells(text)
    if not lines:
        return Pasted((), (Problem(field, framework.phrase("evidence.paste.empty")),))
    rows: list[Row] = []
    problems: list[Problem] = []
    for index, row in enumerate(lines):
        if not any(row) or (index == 0 and header(row)):
            continue
        try:
            rows.append(read(index + 1, row))
        except _UnreadableError as error:
            problems.append(Problem(field, str(error), index))
    return Pasted(tuple(rows), tuple(problems))


def _without_numbers(row: list[str]) -> bool:
    """Tell whether a line names columns: no cell after the first is a number."""
    return all(number(cell) is None for cell in row[1:])


def _is_word(cells_of_row: list[str]) -> bool:
    """Tell whether there is a cell that says something other than a number, as a column's name does."""
    return any(cell and number(cell) is None for cell in cells_of_row)


def _starts_with(*words: str) -> Callable[[list[str]], bool]:
    return lambda row: row[0].casefold() in words


def _unreadable(key: str, line: int, framework: Framework, **values: object) -> _UnreadableError:
    return _UnreadableError(framework.phrase(f"evidence.paste.{key}", line=line, **values))


def _width(row: list[str], needed: int, names: Sequence[str], line: int, framework: Framework) -> None:
    if len(row) < needed:
        raise _unreadable("columns", line, framework, found=len(row), needed=needed, names=", ".join(names))


def number(cell: str) -> float | None:
    """Return a number with any thousands separator, without its % sign; ``None`` for anything else."""
    bare = re.sub(r"[\s'\u00a0\u202f]", "", cell).removesuffix("%")
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", bare):
        return float(re.sub(r"[.,]", "", bare))
    return float(bare.replace(",", ".")) if re.fullmatch(r"-?\d{1,15}([.,]\d+)?", bare) else None


def _count(cell: str, line: int, framework: Framework) -> int:
    found = number(cell)
    if found is None or found != int(found) or "%" in cell:
        raise _unreadable("number" if cell else "missing", line, framework, text=cell)
    return int(found)


def _retained(cell: str, size: int, line: int, framework: Framework) -> int | None:
    if not cell:
        return None
    if "%" not in cell:
        return _count(cell, line, framework)
    share = number(cell)
    if share is None:
        raise _unreadable("number", line, framework, text=cell)
    if not size:
        raise _unreadable("share_without_size", line, framework, text=cell)
    if share > 100:
        raise _UnreadableError(framework.phrase("evidence.check.percent", value=f"{share:g}"))
    return round(size * share / 100)


def pole_of(text: str) -> Pole | None:
    """Return the end of an axis that a text names, ``None`` where it names none."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    return next((pole for pole, words in POLES.items() if plain in words), None)


def _pole(cell: str, line: int, framework: Framework) -> Pole:
    found = pole_of(cell)
    if found is None:
        raise _unreadable("pole", line, framework, text=cell)
    return found


def parse_day(text: str) -> date | None:
    """Return the day (in UTC) a text names, in one of :data:`DATES` or with a time; else ``None``."""
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    if not _MOMENT.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):  # the first or last day there is, in another zone
        return None


def _day(cell: str, line: int, framework: Framework) -> date | None:
    day = parse_day(cell)
    if day is None and cell:
        raise _unreadable("date", line, framework, text=cell)
    return day
