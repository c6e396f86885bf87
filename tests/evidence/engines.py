"""Real engines for the warehouse query: each runs SQL over a table of events and gives rows as CSV text.

A server lives in a temporary folder for the length of a test run and is stopped at its end.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: one row a user and a time, both as text
Events = Sequence[tuple[str, str]]
Run = Callable[[Events, str], str]


def as_csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as a warehouse exports them."""
    text = io.StringIO()
    csv.writer(text).writerows([names, *rows])
    return text.getvalue()


def run_duckdb(events: Events, query: str) -> str:
    """Run a query on DuckDB; the table is called ``log``."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        connection.execute('CREATE TABLE log("who" VARCHAR, "at" TIMESTAMP)')
        connection.executemany("INSERT INTO log VALUES (?, ?)", [list(one) for one in events])
        found = connection.execute(query)
        return as_csv([one[0] for one in found.description or ()], found.fetchall())


def run_sqlite(events: Events, query: str) -> str:
    """Run a query on SQLite."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute('CREATE TABLE log("who" TEXT, "at" TEXT)')
        connection.executemany("INSERT INTO log VALUES (?, ?)", events)
        found = connection.execute(query)
        return as_csv([one[0] for one in found.description], found.fetchall())
    finally:
        connection.close()


def postgres_programs() -> Path | None:
    """Return the folder of the server's programs, ``None`` where it is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists()), None)


@contextmanager
def postgres_server() -> Iterator[Run]:
    """Start a server on a socket in a folder of its own and yield how to run a query on it."""
    programs = postgres_programs()
    assert programs is not None
    # sockets have short names, and the server's user has to get in
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    data, control = folder / "data", programs / "pg_ctl"
    connect = ["-h", str(folder), "-U", "test", "-d", "postgres"]

    def call(*command: str | Path, text: str | None = None) -> str:
        done = subprocess.run(
            [*user, *map(str, command)], input=text, capture_output=True, text=True, cwd=folder, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(events: Events, query: str) -> str:
        make = 'DROP TABLE IF EXISTS log; CREATE TABLE log("who" text, "at" timestamp);'
        call("psql", *connect, "-q", "-c", make)
        call("psql", *connect, "-q", "-c", "COPY log FROM STDIN CSV", text=as_csv(events[0], events[1:]))
        return call("psql", *connect, "--csv", "-q", text=query)

    call(programs / "initdb", "-D", data, "-U", "test", "-A", "trust", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c timezone=Asia/Tokyo"
    call(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield run
    finally:
        call(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def spark_session() -> Iterator[Run]:
    """Start Spark in local mode, without a port for browsers, and yield how to run a query on it."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )

    def run(events: Events, query: str) -> str:
        frame = session.createDataFrame(list(events), "who string, at string")
        frame.selectExpr("who", "CAST(at AS TIMESTAMP_NTZ) AS at").createOrReplaceTempView("log")
        found = session.sql(query.rstrip().removesuffix(";"))
        return as_csv(found.columns, [tuple(row) for row in found.collect()])

    try:
        yield run
    finally:
        session.stop()
