"""Any table in a file, opened safely: CSV, TSV, JSON Lines or Parquet, every cell as text.

duckdb reads the file: in memory, without extensions from outside, with access to nothing but the
one file. The caller asks in SQL and gets small results; raw rows are not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework

if TYPE_CHECKING:
    import duckdb

#: bytes looked at to tell what a file is
SAMPLE = 1 << 20
#: a table wider than this is a mistake
MOST_COLUMNS = 2_000
#: lines of a JSON file whose keys become columns
KEYS_LOOKED_AT = 1_000
#: how long the watcher of a cancel sleeps, in seconds
WATCH = 0.1


class Cancel(Protocol):
    """Asked now and then whether to go on."""

    def check(self) -> None:
        """Raise to stop."""

    @property
    def requested(self) -> bool:
        """Tell whether to stop."""


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: ask ``connection`` about the view ``source``; all its columns are text."""

    connection: duckdb.DuckDBPyConnection
    path: Path
    columns: tuple[str, ...]
    digest: Callable[[], str]
    #: the line of the first row: the second where there is a header
    first_line: int = 2

    def fetch(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows a query gives."""
        return self.connection.execute(query, list(values)).fetchall()

    def misshapen(self) -> list[int]:
        """Return the lines that have too few or too many cells, as met by the queries so far."""
        import duckdb

        try:
            found = self.fetch("SELECT DISTINCT line FROM reject_errors ORDER BY line")
        except duckdb.CatalogException:  # only CSV has such lines
            return []
        return [int(str(line)) for (line,) in found]


@contextlib.contextmanager
def open_table(
    path: Path, framework: Framework, cancel: Cancel | None = None, *, hashed: bool = False
) -> Iterator[Table]:
    """Open a file as a table; everything temporary is gone afterwards.

    Only where it is ``hashed``, which reads all of it once more, can its digest be asked for.

    Raises:
        BadInputError: it is no table; the sentence says why and what to do.

    """
    import duckdb

    encoding = _encoding(path, framework)
    scratch = _scratch(path, framework)
    connection = duckdb.connect(":memory:")
    hashing = _Hash(path)
    if hashed:
        hashing.start()
    before = _state(path)

    def digest() -> str:
        found = hashing.result()
        if _state(path) != before:
            raise BadInputError(framework.phrase("import.changed", file=path.name))
        return found

    try:
        _lock_down(connection, path, scratch)
        with _watched(connection, cancel):
            columns = _attach(connection, path, encoding, framework)
            yield Table(connection, path, columns, digest, 1 if _is_json(path, encoding) else 2)
    except duckdb.InterruptException:
        if cancel is not None:
            cancel.check()
        raise
    except duckdb.Error as error:
        raise BadInputError(_sentence(error, path, framework)) from error
    finally:
        hashing.stop()
        connection.close()
        shutil.rmtree(scratch, ignore_errors=True)


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL from which nothing can break out."""
    return '"' + name.replace('"', '""') + '"'


def _encoding(path: Path, framework: Framework) -> str:
    """Return parquet or the encoding of a text file."""
    if path.is_dir():
        raise BadInputError(framework.phrase("import.folder", file=path.name))
    try:
        with path.open("rb") as stream:
            head = stream.read(SAMPLE)
    except FileNotFoundError as error:
        raise BadInputError(framework.phrase("import.missing", file=path.name)) from error
    except OSError as error:
        raise BadInputError(framework.phrase("import.rights", file=path.name)) from error
    if not head.strip():
        raise BadInputError(framework.phrase("import.empty", file=path.name))
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        raise BadInputError(framework.phrase("import.binary", file=path.name))
    try:
        head.decode("utf-8") if len(head) < SAMPLE else head[: -4 or None].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return "utf-8" if len(head) == SAMPLE and error.start > SAMPLE - 8 else "latin-1"
    return "utf-8"


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
    connection: duckdb.DuckDBPyConnection, path: Path, encoding: str, framework: Framework
) -> tuple[str, ...]:
    """Make the view ``source`` of the file with every column as text; return the columns."""
    name = _literal(str(path))
    if encoding == "parquet":
        reader = f"read_parquet({name})"
    elif _is_json(path, encoding):
        return _attach_json(connection, path, encoding, framework)
    else:
        reader = _csv_reader(connection, path, encoding, framework)
    connection.execute(f"CREATE VIEW raw AS SELECT * FROM {reader}")  # noqa: S608 - the one name in it is quoted
    columns = tuple(str(row[0]) for row in connection.execute("DESCRIBE raw").fetchall())
    _check_width(path, len(columns), framework)
    texts = ", ".join(f"CAST({quoted(column)} AS VARCHAR) AS {quoted(column)}" for column in columns)
    connection.execute(f"CREATE VIEW source AS SELECT {texts} FROM raw")  # noqa: S608 - names are quoted
    return columns


def _csv_reader(
    connection: duckdb.DuckDBPyConnection, path: Path, encoding: str, framework: Framework
) -> str:
    """Return the call that reads a CSV; its dialect is found out once, not by every query anew."""
    name = _literal(str(path))
    common = (
        f"all_varchar=true, header=true, store_rejects=true, quote='\"', escape='\"', encoding='{encoding}'"
    )
    query = f"SELECT Delimiter, NewLineDelimiter, Comment, SkipRows, Columns FROM sniff_csv({name}, {common})"  # noqa: S608 - quoted
    delimiter, line_end, comment, skip, columns = connection.execute(query).fetchall()[0]
    _check_width(path, len(columns), framework)
    kinds = ", ".join(f"{_literal(column['name'])}: 'VARCHAR'" for column in columns)
    found = (
        f"auto_detect=false, delim={_literal(delimiter)}, skip={int(skip)}, columns={{{kinds}}}, "
        f"new_line={_literal(line_end)}" + ("" if comment == "(empty)" else f", comment={_literal(comment)}")
    )
    return f"read_csv({name}, {found}, {common})"


def _is_json(path: Path, encoding: str) -> bool:
    return encoding != "parquet" and path.suffix.lower() in {".jsonl", ".ndjson", ".json"}


def _attach_json(
    connection: duckdb.DuckDBPyConnection, path: Path, encoding: str, framework: Framework
) -> tuple[str, ...]:
    """Make the view ``source`` of JSON Lines; a line that is no object is a row of nothing, and counts."""
    reader = (
        f"read_csv({_literal(str(path))}, auto_detect=false, header=false, delim='\x01', quote='', "
        "escape='', "
        f"columns={{'line': 'VARCHAR'}}, encoding='{encoding}')"
    )
    connection.execute(
        f"CREATE VIEW raw AS SELECT CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN line END "  # noqa: S608 - quoted
        f"AS line FROM {reader} WHERE trim(line) <> ''"
    )
    head = f"SELECT line FROM raw LIMIT {KEYS_LOOKED_AT}"  # noqa: S608 - a constant
    query = f"SELECT unnest(json_keys(line)) FROM ({head}) WHERE line IS NOT NULL"  # noqa: S608 - a constant
    columns = tuple(dict.fromkeys(str(row[0]) for row in connection.execute(query).fetchall()))
    if not columns:
        why = framework.phrase("import.no_objects")
        raise BadInputError(framework.phrase("import.unreadable", file=path.name, why=why))
    _check_width(path, len(columns), framework)
    texts = ", ".join(
        f"json_extract_string(line, {_literal(_pointer(column))}) AS {quoted(column)}" for column in columns
    )
    connection.execute(f"CREATE VIEW source AS SELECT {texts} FROM raw")  # noqa: S608 - names are quoted
    return columns


def _pointer(key: str) -> str:
    """Return a key as a JSON pointer (RFC 6901)."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _scratch(path: Path, framework: Framework) -> Path:
    """Return a new folder for what does not fit into memory."""
    try:
        return Path(tempfile.mkdtemp(prefix="readiness-import-"))
    except OSError as error:
        raise BadInputError(framework.phrase("import.space", file=path.name)) from error


def _state(path: Path) -> tuple[int, int] | None:
    """Return what tells whether a file is still the same, ``None`` where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _sentence(error: Exception, path: Path, framework: Framework) -> str:
    """Return what to do about an error of the database."""
    text = str(error)
    if _state(path) is None:
        return framework.phrase("import.missing", file=path.name)
    if "Maximum line size" in text:
        return framework.phrase("import.line", file=path.name)
    if "No space left" in text or "max_temp_directory_size" in text:
        return framework.phrase("import.space", file=path.name)
    return framework.phrase("import.unreadable", file=path.name, why=_first_line(error))


def _check_width(path: Path, columns: int, framework: Framework) -> None:
    if columns > MOST_COLUMNS:
        words = {"file": path.name, "columns": columns, "limit": MOST_COLUMNS}
        raise BadInputError(framework.phrase("import.wide", **words))


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


class _Hash(threading.Thread):
    """The SHA-256 of a file, computed beside the reading of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(name="import-hash")
        self._path = path
        self._digest = hashlib.sha256()
        self._stopped = threading.Event()

    def run(self) -> None:
        """Read the file to its end, or until stopped."""
        with contextlib.suppress(OSError), self._path.open("rb") as stream:
            while not self._stopped.is_set() and (block := stream.read(1 << 22)):
                self._digest.update(block)

    def stop(self) -> None:
        """End early and wait."""
        self._stopped.set()
        if self.ident is not None:
            self.join()

    def result(self) -> str:
        """Wait for the end and return the digest."""
        self.join()
        return self._digest.hexdigest()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(". ") if lines else type(error).__name__
