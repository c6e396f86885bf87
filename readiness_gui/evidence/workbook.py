"""A sheet of a workbook (Excel, OpenDocument) as a CSV in our temporary folder, for the one way in.

Dates come as dates and formulas as the values they had when the workbook was saved (decision 0012).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.evidence.dialect import Dialect, dialect_of
from readiness_gui.evidence.files import SAMPLE, Cancel, Format, Head

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: asks for the first sheet that has anything in it
FIRST = ""
#: rows written between two looks whether to go on
CHECKED = 5_000
#: what a workbook that asks for a password carries in its directory
_LOCKED = "EncryptedPackage".encode("utf-16-le")

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet written out as CSV, how that is written, the numbers of its rows, and all sheets there are."""

    path: Path
    dialect: Dialect
    rows: tuple[int, ...]
    name: str
    names: tuple[str, ...]


def sheet_as_csv(
    path: Path, wanted: str | None, scratch: Path, phrases: Phrases, cancel: Cancel | None
) -> Sheet:
    """Write a sheet out; without a name (``None``) only one of the workbook's may have anything in it.

    Raises:
        BadInputError: it is no workbook, asks for a password, or the sheet is empty, missing or not told.

    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(path)
        names = _names(book)
        if len(names) > 1:
            names = tuple(one for one in names if one == wanted or book.get_sheet_by_name(one).height)
        name = _chosen(path, wanted, names, phrases)
        sheet = book.get_sheet_by_name(name)
        made = scratch / "sheet.csv"
        rows = _written(sheet, made, cancel)
    except calamine.CalamineError as error:
        locked = isinstance(error, calamine.PasswordError) or _is_locked(path)
        key = "import.locked" if locked else "import.workbook"
        raise BadInputError(phrases.phrase(key, file=path.name)) from error
    if not rows:
        raise BadInputError(phrases.phrase("import.sheet_empty", file=path.name, sheet=name))
    with made.open(encoding="utf-8", newline="") as stream:
        text = stream.read(SAMPLE)
    dialect = dialect_of(Head(Format.CSV, "utf-8", text, len(text) < SAMPLE), separators=(",",))
    return Sheet(made, dialect, tuple(rows[dialect.skip :]), name, names)


def _names(book: CalamineWorkbook) -> tuple[str, ...]:
    """Return the sheets of cells that can be seen."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return tuple(
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    )


def _chosen(path: Path, wanted: str | None, names: tuple[str, ...], phrases: Phrases) -> str:
    """Return the name of the sheet that is meant."""
    words = {"file": path.name, "sheets": ", ".join(names[:12])}
    if wanted and wanted not in names:
        raise BadInputError(phrases.phrase("import.sheet", sheet=wanted, **words))
    if not names:
        raise BadInputError(phrases.phrase("import.empty", file=path.name))
    if wanted is None and len(names) > 1:
        raise BadInputError(phrases.phrase("import.sheets", **words))
    return wanted or names[0]


def _written(sheet: CalamineSheet, target: Path, cancel: Cancel | None) -> list[int]:
    """Write the rows that are not blank; return their numbers as the sheet shows them."""
    numbers = []
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if cancel is not None and number % CHECKED == 0:
                cancel.check()
            texts = _texts(cells)
            if any(map(str.strip, texts)):
                writer.writerow(texts)
                numbers.append(number)
    return numbers


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else _text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    """Return a value as it is written in a CSV: whole numbers without a point, times as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _is_locked(path: Path) -> bool:
    with path.open("rb") as stream:
        return _LOCKED in stream.read(SAMPLE)
