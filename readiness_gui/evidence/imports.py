"""A file brought in on a page: looked at first, then read with the columns that the user confirmed.

Nothing is decided silently: :func:`look` guesses, the user corrects, :func:`bring_in` reads. Rows
that cannot be used are counted and the first of them named; the rows themselves are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Evidence, GateReading, Provenance
from readiness_gui.core.spreadsheet import csv_text
from readiness_gui.core.terms import BusinessModel, Cadence, SignalId
from readiness_gui.evidence.aggregates import is_result
from readiness_gui.evidence.columns import ROLES, guess_columns, optional_columns
from readiness_gui.evidence.dates import DateForm, Reading, read_column
from readiness_gui.evidence.events import measure_events
from readiness_gui.evidence.files import Cancel
from readiness_gui.evidence.logs import EventOptions, Progress
from readiness_gui.evidence.refused import REFUSED_SHOWN, Refused, nothing_usable
from readiness_gui.evidence.rows import READERS, Line, RowReader
from readiness_gui.evidence.tables import Table, open_table, quoted
from readiness_gui.evidence.workbook import FIRST

Kind = Literal["events", "interviews", "complaints", "ranking", "gate"]

SIGNALS: Mapping[str, SignalId] = {
    "interviews": SignalId.DIVERSITY,
    "complaints": SignalId.GENERIC_FAILURE,
    "ranking": SignalId.RETENTION_PRIORITY,
}
PREVIEW_ROWS = 20
#: more rows than this are no list of interviews, complaints, rankings or readings
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a file and what its columns seem to be; ``mapping`` has the roles that could be guessed."""

    kind: Kind
    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    #: forms that fit the guessed column of times: two have to be asked, none is no date
    forms: tuple[DateForm, ...] = ()
    #: a date of that column that has to be told day-first or month-first
    example: str = ""
    #: of a workbook: the sheet that was looked at, and all of them
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user confirmed: the column of each role, and of an event log how it is to be read."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    dates: DateForm | None = None
    as_of: date | None = None
    #: users and patterns (``*`` and ``?`` match) to leave out
    exclude: tuple[str, ...] = ()
    #: the sheet of a workbook
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Evidence by signal (or the gate's readings), and how many rows it rests on."""

    evidence: Mapping[SignalId, Evidence]
    readings: tuple[GateReading, ...]
    read: int
    refused: int
    #: the first hundred of them
    refused_rows: tuple[Refused, ...]
    #: of the gate's readings; evidence carries its own
    source: Provenance | None = None


def look(
    kind: Kind, path: Path, framework: Framework, *, sheet: str = FIRST, cancel: Cancel | None = None
) -> Preview:
    """Return the first rows of a file, or of a sheet of a workbook, and a guess at its columns.

    Raises:
        BadInputError: the file is no table.
        CancelledError: the user stopped.

    """
    needed, optional = ROLES[kind]
    with open_table(path, framework, cancel, sheet=sheet) as table:
        mapping = optional_columns(table.columns, (*needed, *optional))
        found = table.fetch(f"SELECT * FROM source LIMIT {PREVIEW_ROWS}")  # noqa: S608 - a constant
        reading = (
            read_column(table, mapping["time"]) if kind == "events" and "time" in mapping else Reading((), "")
        )
        columns, sheet, sheets = table.columns, table.sheet, table.sheets
        if len(sheets) < 2:  # another sheet may be the one
            table.check_rows()
        if kind == "events" and is_result(columns):  # a warehouse has said already what is what
            mapping, needed, optional = {}, (), ()
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in found)
    return Preview(
        kind,
        path,
        columns,
        rows,
        mapping,
        needed,
        optional,
        forms=reading.forms,
        example=reading.example,
        sheet=sheet,
        sheets=sheets,
    )


def forms_of(
    path: Path, column: str, framework: Framework, *, sheet: str = FIRST, cancel: Cancel | None = None
) -> Reading:
    """Return the forms that the dates of another column may have.

    Raises:
        BadInputError: the file is no table any more.
        CancelledError: the user stopped.

    """
    with open_table(path, framework, cancel, sheet=sheet) as table:
        return read_column(table, column)


def bring_in(
    kind: Kind,
    path: Path,
    choice: Choice,
    framework: Framework,
    *,
    business_model: BusinessModel | None = None,
    cadence: Cadence | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Imported:
    """Read a whole file.

    Raises:
        BadInputError: the file cannot be used; the sentence says why.
        CancelledError: the user stopped; nothing is left behind.

    """
    if kind == "events":
        return _events(path, choice, framework, business_model, cadence, progress, cancel)
    lines, source = read_lines(kind, path, framework, given=choice.columns, sheet=choice.sheet, cancel=cancel)
    reader = RowReader(framework)
    readings = reader.readings(lines) if kind == "gate" else ()
    made = READERS[kind](reader, lines) if kind != "gate" else None
    refused = sorted([*source.refused, *reader.refused], key=lambda one: one.line)
    read, count = len(lines) + source.broken, len(reader.refused) + source.broken
    if count >= read:
        raise nothing_usable(path, read, refused, framework)
    evidence: dict[SignalId, Evidence] = {}
    noted = replace(source.provenance, rows_read=read, rows_refused=count)
    if made is not None:
        evidence[SIGNALS[kind]] = replace(made, provenance=noted)
    return Imported(evidence, readings, read, count, tuple(refused[:REFUSED_SHOWN]), noted)


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines came from, how many records could not be split into cells, and the first of them."""

    provenance: Provenance
    refused: tuple[Refused, ...]
    broken: int


def read_lines(
    kind: str,
    path: Path,
    framework: Framework,
    *,
    given: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    cancel: Cancel | None = None,
) -> tuple[list[Line], Source]:
    """Return the rows of a small table by role, as text, in the order of the file.

    Raises:
        BadInputError: the file is no table, a column is missing, or it is far too long.

    """
    needed, possible = ROLES[kind]
    with open_table(path, framework, cancel, whole=True, sheet=sheet) as table:
        mapping = _mapping(table, needed, possible, given or {}, framework)
        names = ", ".join(quoted(column) for column in mapping.values())
        found = table.fetch(f"SELECT {names} FROM source LIMIT {MOST_ROWS + 1}")  # noqa: S608 - names are quoted
        if len(found) > MOST_ROWS:
            raise BadInputError(framework.phrase("import.long", file=path.name, limit=MOST_ROWS))
        broken = table.broken()
        refused = table.refused(()) if broken else ()
        lines_of = table.lines(len(found))
        digest = table.digest()
    rows = [
        Line(lines_of[place], {role: _cell(value) for role, value in zip(mapping, row, strict=True)})
        for place, row in enumerate(found, 1)
    ]
    provenance = Provenance(
        file_name=path.name,
        sha256=digest,
        rows_read=0,
        rows_refused=0,
        mapping=mapping,
        imported=datetime.now(UTC),
    )
    lines = [row for row in rows if any(row.cells.values())]
    return lines, Source(provenance, refused, broken)


def refused_table(refused: Sequence[Refused]) -> str:
    """Return refused rows as CSV that no spreadsheet takes for a formula."""
    return csv_text([("line", "reason"), *((one.line, one.reason) for one in refused)])


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def _mapping(
    table: Table,
    needed: Sequence[str],
    possible: Sequence[str],
    given: Mapping[str, str | None],
    framework: Framework,
) -> dict[str, str]:
    """Return the column of each role; a role that may be missing and was set to None is left out."""
    mapping = guess_columns(table.columns, needed, given, table.path, framework)
    chosen = [role for role in possible if given.get(role) is not None]
    mapping |= guess_columns(table.columns, chosen, given, table.path, framework)
    return mapping | optional_columns(table.columns, [role for role in possible if role not in given])


def _events(
    path: Path,
    choice: Choice,
    framework: Framework,
    business_model: BusinessModel | None,
    cadence: Cadence | None,
    progress: Progress | None,
    cancel: Cancel | None,
) -> Imported:
    options = EventOptions(
        user=choice.columns.get("user"),
        time=choice.columns.get("time"),
        event=choice.columns.get("event"),
        dates=choice.dates,
        as_of=choice.as_of,
        exclude=choice.exclude,
        sheet=choice.sheet,
        business_model=business_model,
        cadence=cadence,
    )
    made = measure_events(path, options, framework, progress=progress, cancel=cancel)
    evidence: dict[SignalId, Evidence] = {SignalId.PMF: made.pmf, SignalId.ACTIVE_USERS: made.active}
    return Imported(evidence, (), made.read, made.refused, made.refused_rows)
