"""Any table in a file, opened safely: CSV, TSV, JSON Lines, Parquet or a workbook, every cell as text.

duckdb reads the file: in memory, without extensions from outside, with access to nothing but the
one file and our temporary folder. The caller asks in SQL and gets small results; raw rows are not kept.
"""

from __future__ import annotations

import contextlib
import csv
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.evidence.dialect import Dialect, dialect_of, distinct, plain_ends
from readiness_gui.evidence.engine import Engine, started
from readiness_gui.evidence.files import (
    LONGEST_LINE,
    Cancel,
    Digest,
    Format,
    Head,
    head_of,
    scratch_folder,
    state_of,
    utf8_copy,
)
from readiness_gui.evidence.lines import Locator, NumberLocator, TextLocator
from readiness_gui.evidence.quotes import has_open_lines, unclosed_line
from readiness_gui.evidence.refused import REFUSED_SHOWN, Refused, nothing_usable

if TYPE_CHECKING:
    import duckdb

#: a table wider than this is a mistake
MOST_COLUMNS = 2_000
#: lines of a JSON file whose keys become columns
KEYS_LOOKED_AT = 1_000
#: bytes that duckdb reads at a time: its own default takes four times as much memory
BUFFER = 8_000_000
#: how long the watcher of a cancel sleeps, in seconds
WATCH = 0.1
#: kind of duckdb's error -> the reason we give; else the record has too few or too many cells
_BROKEN = {"INVALID ENCODING": "encoding", "UNQUOTED VALUE": "quote"}


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: ask ``connection`` about the view ``source``; all its columns are text."""

    connection: duckdb.DuckDBPyConnection
    path: Path
    columns: tuple[str, ...]
    #: the SHA-256 of the file, once all of it was read
    digest: Callable[[], str]
    locate: Locator
    phrases: Phrases
    #: the first rows, as far as they are known without a query
    rows: tuple[tuple[str, ...], ...] = ()
    #: of a workbook: the sheet that is read, and all of them
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def fetch(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows a query gives."""
        return self.connection.execute(query, list(values)).fetchall()

    def broken(self) -> int:
        """Return how many records could not be split into cells, as met by the queries so far.

        Raises:
            BadInputError: a quotation mark is never closed, so that all after it is one cell.

        """
        if not _has_rejects(self):
            return 0
        ((count, mark),) = self.fetch(
            "SELECT count(DISTINCT line_byte_position), min(line_byte_position) FILTER ("
            "error_type = 'UNQUOTED VALUE' AND contains(trim(csv_line, e'\\r\\n'), chr(10))) "
            "FROM reject_errors"
        )
        if mark is not None:
            (line,) = self.locate((), (int(str(mark)) - 1,)).broken
            raise BadInputError(self.phrases.phrase("import.unclosed", file=self.path.name, line=line))
        return int(str(count))

    def check_rows(self) -> None:
        """Say why there are no rows, if there are none.

        Raises:
            BadInputError: the file has none, or none could be split into cells.

        """
        if not self.fetch("SELECT 1 FROM source LIMIT 1"):
            size = (state_of(self.path) or (0, 0, 0))[2]
            if size > LONGEST_LINE and not self.broken():
                raise BadInputError(self.phrases.phrase("import.line", file=self.path.name))
            raise nothing_usable(self.path, self.broken(), self.refused(()), self.phrases)

    def refused(self, reasons: Sequence[tuple[int, str]]) -> tuple[Refused, ...]:
        """Return the first refused rows in the order of the file.

        ``reasons`` has place (from 1, among the rows that could be split, ascending) and reason of
        rows; records that could not be split are added.
        """
        records = self._broken_records()
        starts = [start for start, _ in records]
        found = self.locate([place for place, _ in reasons], starts)
        rows = [Refused(found.rows[place], why) for place, why in reasons]
        rows += [Refused(line, why) for line, (_, why) in zip(found.broken, records, strict=True)]
        return tuple(sorted(rows, key=lambda one: one.line))[:REFUSED_SHOWN]

    def lines(self, rows: int) -> Mapping[int, int]:
        """Return the lines of so many rows, all there are, by their place from 1."""
        starts = [start for start, _ in self._broken_records(limit=None)]
        return self.locate(range(1, rows + 1), starts).rows

    def _broken_records(self, limit: int | None = REFUSED_SHOWN) -> list[tuple[int, str]]:
        """Return first byte and reason of records that could not be split, in the order of the file."""
        if not _has_rejects(self):
            return []
        rows = self.fetch(
            "SELECT line_byte_position - 1, any_value(error_type) FROM reject_errors "  # noqa: S608 - a number
            "GROUP BY ALL ORDER BY ALL" + (f" LIMIT {limit}" if limit is not None else "")
        )
        names = [(int(str(start)), _BROKEN.get(str(kind), "shape")) for start, kind in rows]
        return [(start, self.phrases.phrase(f"import.reason.{name}")) for start, name in names]


@contextlib.contextmanager
def open_table(
    path: Path,
    phrases: Phrases,
    cancel: Cancel | None = None,
    *,
    whole: bool = False,
    hashed: bool = True,
    sheet: str | None = None,
    engine: Engine | None = None,
) -> Iterator[Table]:
    """Open a file as a table; everything temporary is gone afterwards.

    Where the ``whole`` file is to be read, all of it is looked through beside, and its digest can be
    asked for; that says what is wrong with the file, and is its SHA-256 where it is ``hashed``.
    ``sheet`` names the one of a workbook; without a name it has to have one only; empty is the first.
    ``engine`` is a database that was started before.

    Raises:
        BadInputError: it is no table; the sentence says why and what to do.

    """
    import _duckdb as duckdb  # not the package around it: see the engine

    head = head_of(path, phrases)
    digest = Digest(path, phrases, text=head.encoding in {"utf-8", "latin-1"}, hashed=hashed)
    with scratch_folder(path, phrases) as scratch, contextlib.ExitStack() as stack:
        stack.callback(digest.stop)
        try:
            source = _prepared(path, head, scratch, sheet, phrases, cancel)
            connection = stack.enter_context(engine.connection() if engine is not None else started())
            _lock_down(connection, source.path, scratch)
            stack.enter_context(_watched(connection, cancel))
            columns = _attach(connection, source, phrases, cancel)
            if whole:
                digest.start()
            yield Table(
                connection,
                path,
                columns,
                digest.result,
                source.locate,
                phrases,
                rows=source.dialect.rows if source.dialect is not None else (),
                sheet=source.sheet,
                sheets=source.sheets,
            )
        except duckdb.InterruptException:
            if cancel is not None:
                cancel.check()
            raise
        except duckdb.Error as error:
            raise BadInputError(_sentence(error, path, phrases)) from error
        except OSError as error:
            raise BadInputError(_trouble(error, path, phrases)) from error


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL from which nothing can break out."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class _Source:
    """What duckdb is to read: the file itself or a copy that it can read, and the way back to lines."""

    path: Path
    name: str
    format: Format
    locate: Locator
    dialect: Dialect | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def _prepared(
    path: Path, head: Head, scratch: Path, sheet: str | None, phrases: Phrases, cancel: Cancel | None
) -> _Source:
    if head.format is Format.PARQUET:
        return _Source(path, path.name, head.format, NumberLocator())
    if head.format is Format.WORKBOOK:
        from readiness_gui.evidence.workbook import sheet_as_csv

        made = sheet_as_csv(path, sheet, scratch, phrases, cancel)
        _check_width(path.name, len(made.dialect.columns), phrases)
        locate = NumberLocator(made.rows)
        return _Source(made.path, path.name, Format.CSV, locate, made.dialect, made.name, made.names)
    try:
        dialect = dialect_of(head) if head.format is Format.CSV else None
    except csv.Error as error:
        raise BadInputError(phrases.phrase("import.line", file=path.name)) from error
    if dialect is not None:
        _check_width(path.name, len(dialect.columns), phrases)
    used = path
    if head.encoding != "utf-8" or not plain_ends(head.text):
        try:
            used = utf8_copy(path, head, scratch, cancel)
        except UnicodeError as error:
            raise BadInputError(phrases.phrase("import.binary", file=path.name)) from error
    if dialect is None:
        return _Source(used, path.name, head.format, TextLocator(used))
    lines = TextLocator(used, dialect.first_line, dialect.separator)
    return _Source(used, path.name, head.format, lines, dialect)


def _lock_down(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> None:
    for setting in (
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        "TimeZone='UTC'",
    ):
        connection.execute(f"SET {setting}")
    connection.execute(f"SET temp_directory={_literal(str(scratch))}")
    connection.execute(f"SET allowed_paths=[{_literal(str(path))}]")
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")


def _attach(
    connection: duckdb.DuckDBPyConnection, source: _Source, phrases: Phrases, cancel: Cancel | None
) -> tuple[str, ...]:
    """Make the view ``source`` of the file with every column as text; return the columns."""
    name = _literal(str(source.path))
    if source.format is Format.JSON:
        return _attach_json(connection, source, phrases)
    if source.dialect is not None:
        kinds = ", ".join(f"{_literal(column)}: 'VARCHAR'" for column in source.dialect.columns)
        parallel = _may_be_split(source, source.dialect.separator, phrases, cancel)
        connection.execute(
            f"CREATE VIEW source AS SELECT * FROM read_csv({name}, auto_detect=false, header=false, "  # noqa: S608 - quoted
            f"delim={_literal(source.dialect.separator)}, quote='\"', escape='\"', "
            f"skip={source.dialect.skip}, columns={{{kinds}}}, store_rejects=true, "
            f"buffer_size={BUFFER}, parallel={parallel})"
        )
        return source.dialect.columns
    connection.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet({name})")  # noqa: S608 - quoted
    columns = tuple(str(row[0]) for row in connection.execute("DESCRIBE raw").fetchall())
    _check_width(source.name, len(columns), phrases)
    texts = ", ".join(f"CAST({quoted(column)} AS VARCHAR) AS {quoted(column)}" for column in columns)
    connection.execute(f"CREATE VIEW source AS SELECT {texts} FROM raw")  # noqa: S608 - names are quoted
    return columns


def _may_be_split(source: _Source, separator: str, phrases: Phrases, cancel: Cancel | None) -> bool:
    """Tell whether several may read a CSV at once.

    Raises:
        BadInputError: a quotation mark is never closed, so that all after it is one cell.

    """
    if not has_open_lines(source.path, cancel):
        return True
    line = unclosed_line(source.path, separator, cancel)
    if line is not None:
        raise BadInputError(phrases.phrase("import.unclosed", file=source.name, line=line))
    return False


def _attach_json(connection: duckdb.DuckDBPyConnection, source: _Source, phrases: Phrases) -> tuple[str, ...]:
    """Make the view ``source`` of JSON Lines; a line that is no object is a row of nothing, and counts."""
    reader = (
        f"read_csv({_literal(str(source.path))}, auto_detect=false, header=false, delim='\x01', quote='', "
        f"escape='', columns={{'line': 'VARCHAR'}}, buffer_size={BUFFER})"
    )
    connection.execute(
        f"CREATE VIEW raw AS SELECT CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN line END "  # noqa: S608 - quoted
        f"AS line FROM {reader} WHERE trim(line) <> ''"
    )
    head = f"SELECT line FROM raw LIMIT {KEYS_LOOKED_AT}"  # noqa: S608 - a constant
    query = f"SELECT unnest(json_keys(line)) FROM ({head}) WHERE line IS NOT NULL"  # noqa: S608 - a constant
    keys = tuple(dict.fromkeys(str(row[0]) for row in connection.execute(query).fetchall()))
    if not keys:
        why = phrases.phrase("import.no_objects")
        raise BadInputError(phrases.phrase("import.unreadable", file=source.name, why=why))
    _check_width(source.name, len(keys), phrases)
    columns = distinct(keys)
    texts = ", ".join(
        f"json_extract_string(line, {_literal(_pointer(key))}) AS {quoted(column)}"
        for key, column in zip(keys, columns, strict=True)
    )
    connection.execute(f"CREATE VIEW source AS SELECT {texts} FROM raw")  # noqa: S608 - names are quoted
    return columns


def _pointer(key: str) -> str:
    """Return a key as a JSON pointer (RFC 6901)."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _has_rejects(table: Table) -> bool:
    """Tell whether duckdb keeps a list of broken records: only of a CSV, once it was read."""
    names = table.fetch("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors' AND temporary")
    return bool(names)


def _sentence(error: Exception, path: Path, phrases: Phrases) -> str:
    """Return what to do about an error of the database."""
    text = str(error)
    if state_of(path) is None:
        return phrases.phrase("import.vanished", file=path.name)
    if "Maximum line size" in text:
        return phrases.phrase("import.line", file=path.name)
    if "No space left" in text or "max_temp_directory_size" in text:
        return phrases.phrase("import.space", file=path.name)
    if "state machine" in text:
        return phrases.phrase("import.ends", file=path.name)
    return phrases.phrase("import.unreadable", file=path.name, why=_first_line(error))


def _trouble(error: OSError, path: Path, phrases: Phrases) -> str:
    """Return what to do where a file or our copy of it cannot be read or written."""
    if state_of(path) is None:
        return phrases.phrase("import.vanished", file=path.name)
    key = "rights" if isinstance(error, PermissionError) else "space"
    return phrases.phrase(f"import.{key}", file=path.name)


def _check_width(name: str, columns: int, phrases: Phrases) -> None:
    if columns > MOST_COLUMNS:
        words = {"file": name, "columns": columns, "limit": MOST_COLUMNS}
        raise BadInputError(phrases.phrase("import.wide", **words))


@contextlib.contextmanager
def _watched(connection: duckdb.DuckDBPyConnection, cancel: Cancel | None) -> Iterator[None]:
    """Interrupt the running query soon after a cancel was asked for."""
    if cancel is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.wait(WATCH):
            if cancel.requested:
                connection.interrupt()

    watcher = threading.Thread(target=watch, name="import-cancel")
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(". ") if lines else type(error).__name__
