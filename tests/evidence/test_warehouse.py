"""The query for warehouses: on real engines it gives the numbers of an import, and no name breaks out."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from readiness_gui.cli.main import main
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import Cadence, SignalId
from readiness_gui.evidence.activity import is_pattern
from readiness_gui.evidence.events import EventOptions, EventsMeasured, measure_events
from readiness_gui.evidence.imports import Choice, bring_in, look
from readiness_gui.evidence.warehouse import Dialect, Query, TimeKind, write_query
from tests.evidence import engines
from tests.evidence.engines import Events, Run

LOG = Query(table="log", user="who", time="at")
DIALECTS = list(Dialect)


def events(seed: int, users: int, days: int, start: datetime) -> Events:
    """Return a log with leap days, midnights, duplicates, blanks and rows that are no events."""
    draws = random.Random(seed)  # noqa: S311 - a simulation
    rows = []
    for user in range(users):
        joined, own = draws.randrange(max(days // 2, 1)), draws.random() * 0.2
        moments = [joined, *(day for day in range(joined, days) if draws.random() < own)]
        rows += [
            (f" u{user}" if draws.random() < 0.1 else f"u{user}", start + timedelta(days=one, seconds=at))
            for one in moments
            for at in (0, 86_399)
        ]
    rows += [
        ("", start),
        ("old", datetime(1970, 1, 1, tzinfo=UTC)),
        ("bot-1", start),
        ("BOT-2", start),
        ("me", start),
    ]
    draws.shuffle(rows)
    return [(who, f"{at:%Y-%m-%d %H:%M:%S}") for who, at in rows]


def same(run: Run, log: Events, query: Query, dialect: Dialect, folder: Path, framework: Framework) -> None:
    """Measure a log here and through an engine, and compare everything but where it came from."""
    local, result = folder / "log.csv", folder / "result.csv"
    local.write_text(engines.as_csv(("who", "at"), log), encoding="utf-8")
    result.write_text(run(log, write_query(query, dialect)), encoding="utf-8")
    options = EventOptions(
        user="who",
        time="at",
        as_of=query.as_of,
        exclude=query.exclude,
        cadence=query.cadence,
    )
    here = measure_events(local, options, framework)
    there = measure_events(result, EventOptions(cadence=query.cadence, as_of=query.as_of), framework)
    assert _numbers(there) == _numbers(here)


def _numbers(found: EventsMeasured) -> tuple[object, ...]:
    pmf, active = (replace(one, provenance=None) for one in (found.pmf, found.active))
    return pmf, active, found.read, found.refused


LOGS = [
    pytest.param(events(1, 150, 420, datetime(2024, 1, 31, tzinfo=UTC)), LOG, id="months, over a leap day"),
    pytest.param(events(2, 140, 200, datetime(2023, 3, 1, tzinfo=UTC)), LOG, id="weeks"),
    pytest.param(events(3, 3, 1, datetime(2024, 2, 29, tzinfo=UTC)), LOG, id="one day"),
    pytest.param(
        events(4, 60, 500, datetime(2022, 6, 1, tzinfo=UTC)),
        replace(LOG, as_of=date(2023, 4, 1), cadence=Cadence.DAILY),
        id="as of a day, daily",
    ),
    pytest.param(
        events(5, 30, 2200, datetime(2019, 1, 1, tzinfo=UTC)),
        replace(LOG, exclude=("me", "u3", "bot-?", "u1*", "%*", "a_[b]!*")),
        id="without bots, more periods than are followed",
    ),
]


@pytest.mark.parametrize(("log", "query"), LOGS)
def test_duckdb_gives_the_same_numbers(
    tmp_path: Path, framework: Framework, log: Events, query: Query
) -> None:
    same(engines.run_duckdb, log, query, Dialect.DUCKDB, tmp_path, framework)


@pytest.mark.parametrize(("log", "query"), LOGS)
def test_sqlite_gives_the_same_numbers(
    tmp_path: Path, framework: Framework, log: Events, query: Query
) -> None:
    same(engines.run_sqlite, log, query, Dialect.SQLITE, tmp_path, framework)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Run]:
    if engines.postgres_programs() is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    with engines.postgres_server() as run:
        yield run


@pytest.mark.parametrize(("log", "query"), LOGS)
def test_postgresql_gives_the_same_numbers(
    tmp_path: Path, framework: Framework, postgres: Run, log: Events, query: Query
) -> None:
    same(postgres, log, query, Dialect.POSTGRES, tmp_path, framework)


def test_postgresql_turns_instants_to_utc(tmp_path: Path, framework: Framework, postgres: Run) -> None:
    """GIVEN a server in Tokyo WHEN times carry zones THEN their days are those of UTC."""
    query = write_query(replace(LOG, kind=TimeKind.ZONED), Dialect.POSTGRES)
    alter = 'ALTER TABLE log ALTER COLUMN "at" TYPE timestamptz USING "at" AT TIME ZONE \'UTC\';\n'
    log = [("a", "2024-03-09 23:30:00"), ("a", "2024-03-10 00:30:00")]
    result = tmp_path / "result.csv"
    result.write_text(postgres(log, alter + query), encoding="utf-8")
    found = measure_events(result, EventOptions(), framework)
    assert found.active.provenance is not None
    assert found.active.provenance.period_start == date(2024, 3, 9)
    assert found.active.last_event == date(2024, 3, 10)


@pytest.fixture(scope="module")
def spark() -> Iterator[Run]:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("no Java is installed (Debian: openjdk-17-jre-headless)")
    with engines.spark_session() as run:
        yield run


@pytest.mark.enable_socket
@pytest.mark.timeout(240)
def test_spark_gives_the_same_numbers(tmp_path: Path, framework: Framework, spark: Run) -> None:
    for number, case in enumerate(LOGS):
        log, query = case.values
        folder = tmp_path / str(number)
        folder.mkdir()
        same(spark, log, query, Dialect.SPARK, folder, framework)  # type: ignore[arg-type]  # as in LOGS


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda name: "." not in name
)


@settings(max_examples=10, deadline=None)
@given(table=NAMES, user=NAMES, time=NAMES, left_out=st.lists(st.text(max_size=12), max_size=2))
@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_name_breaks_out(dialect: Dialect, table: str, user: str, time: str, left_out: list[str]) -> None:
    """Every dialect reads its query back as one statement with these very names and texts."""
    query = Query(table=table, user=user, time=time, exclude=left_out)
    (tree,) = sqlglot.parse(write_query(query, dialect), read=dialect.value)
    assert tree is not None
    tables = {one.name for one in tree.find_all(exp.Table)}
    assert table in tables
    events_part = next(one for one in tree.find_all(exp.CTE) if one.alias == "step_rows")
    assert {one.name for one in events_part.find_all(exp.Column)} == {user, time}
    literals = {one.this for one in tree.find_all(exp.Literal) if one.is_string}
    assert {one.strip() for one in left_out if not is_pattern(one)} <= literals


@pytest.mark.parametrize("name", ['x"; DROP TABLE log; --', "x` y", "a]b", "na'me", "back\\slash"])
def test_hostile_names_run_on_a_real_engine(tmp_path: Path, framework: Framework, name: str) -> None:
    import duckdb

    query = write_query(Query(table="log", user=name, time="at"), Dialect.DUCKDB)
    with duckdb.connect(":memory:") as connection:
        quoted = '"' + name.replace('"', '""') + '"'
        connection.execute(f'CREATE TABLE log({quoted} VARCHAR, "at" DATE)')
        connection.execute("INSERT INTO log VALUES ('a', DATE '2024-01-01')")
        found = connection.execute(query)
        text = engines.as_csv([one[0] for one in found.description or ()], found.fetchall())
    path = tmp_path / "result.csv"
    path.write_text(text, encoding="utf-8")
    assert measure_events(path, EventOptions(), framework).active.active_7 == 1


@pytest.mark.parametrize(
    "name", ["events", "rows", "good", "bounds", "scope", "firsts", "people", "shares", "users"]
)
def test_a_table_may_have_any_name(tmp_path: Path, framework: Framework, name: str) -> None:
    """SQLite and Snowflake take a part of the query that is called like a table it reads for itself."""
    query = write_query(Query(table=name, user="u", time="d", exclude=("Ü*",)), Dialect.SQLITE)
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f'CREATE TABLE "{name}"("u" TEXT, "d" TEXT)')
        rows = [("ann", "2024-01-01"), ("Über", "2024-01-01"), ("über", "2024-01-02")]
        connection.executemany(f'INSERT INTO "{name}" VALUES (?, ?)', rows)  # noqa: S608 - a name above
        found = connection.execute(query)
        text = engines.as_csv([one[0] for one in found.description], found.fetchall())
    path = tmp_path / "result.csv"
    path.write_text(text, encoding="utf-8")
    made = measure_events(path, EventOptions(), framework)
    assert (made.read, made.active.active_7) == (3, 1)


def test_a_table_may_have_a_schema_and_a_catalog() -> None:
    text = write_query(replace(LOG, table="main.app.events"), Dialect.BIGQUERY)
    assert "`main`.`app`.`events`" in text


def test_the_result_is_recognized_and_needs_no_columns(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "result.csv"
    path.write_text(
        engines.run_duckdb(LOGS[0].values[0], write_query(LOG, Dialect.DUCKDB)),  # type: ignore[arg-type]  # as in LOGS
        encoding="utf-8",
    )
    assert look("events", path, framework).needed == ()
    assert set(bring_in("events", path, Choice(), framework).evidence) == {
        SignalId.PMF,
        SignalId.ACTIVE_USERS,
    }


SPAN = "span,20240101,30,20240301,20240301"


def test_a_result_that_makes_sense_is_read(tmp_path: Path, framework: Framework) -> None:
    """The same rows as those refused below, but for what is wrong with each of them."""
    path = tmp_path / "result.csv"
    groups = ["group,202401,60,2305843009213693951,5", "group,202412,1,1.0,4"]
    rows = [SPAN, "rows,0,2,0,9", *groups, "window,11,28,0,5", "window,0,28,0,3"]
    rows += [f"active,0,{days},0,{days}" for days in (7, 28, 30, 90)]
    path.write_text("\n".join(["KIND,start,complete,mask,users", *rows]) + "\n", encoding="utf-8")
    found = measure_events(path, EventOptions(), framework)
    assert (found.read, found.refused) == (9, 2)
    assert [(row.start, row.size, row.retained) for row in found.pmf.cohorts] == [
        ("2024-01", 5, (5,) * 60),
        ("2024-12", 4, (0,)),
    ]
    assert (found.active.active_7, found.active.active_90) == (7, 90)
    assert found.active.windows == (0, 3)  # 61 days hold two whole windows


@pytest.mark.parametrize(
    "rows",
    [
        ["group,202401,0,1,5"],
        ["span,20240101,30,20240301,20240301", "rows,0,0,0,9", "group,202413,0,1,5"],
        ["span,20240301,30,20240101,20240101", "rows,0,0,0,9"],
        ["span,20240101,31,20240301,20240301", "rows,0,0,0,9"],
        [SPAN, "rows,0,0,0,9", "group,202401,1,2,5"],
        [SPAN, "rows,0,0,0,9", "group,202401,60,2305843009213690000,5"],  # as a spreadsheet rounds it
        [SPAN, "rows,0,0,0,9", f"group,202401,60,{2**61 + 1},5"],
        [SPAN, "rows,0,0,0,9", "group,202401,61,1,5"],
        [SPAN, "rows,0,0,0,9", "group,202400,1,1,5"],
        [SPAN, "rows,0,0,0,9", "group,202401,1,1,0"],
        [SPAN, SPAN, "rows,0,0,0,9", "group,202401,1,1,5"],
        [SPAN, "group,202401,1,1,5"],
        [SPAN, "rows,0,0,0,9", "group,202401,1,1,5", "window,12,28,0,5"],
    ],
)
def test_a_result_that_makes_no_sense_is_refused(
    tmp_path: Path, framework: Framework, rows: list[str]
) -> None:
    path = tmp_path / "result.csv"
    more = ["window,0,28,0,5", *(f"active,0,{days},0,5" for days in (7, 28, 30, 90))]
    path.write_text("\n".join(["kind,start,complete,mask,users", *rows, *more]) + "\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="do not hang together"):
        measure_events(path, EventOptions(), framework)


def test_a_cell_that_is_no_number_is_named_with_its_line(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "result.csv"
    path.write_text("kind,start,complete,mask,users\nrows,0,0,0,9\ngroup,202401,-1,1,5\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="line 3"):
        measure_events(path, EventOptions(), framework)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_command_prints_a_query_that_its_dialect_reads(
    dialect: Dialect, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["query", "--dialect", dialect, "--table", "a.log", "--user", "u", "--time", "t", "--zoned"]
    assert main(arguments) == 0
    (tree,) = sqlglot.parse(capsys.readouterr().out, read=dialect.value)
    assert isinstance(tree, exp.Query)


def test_the_command_says_which_dialects_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--dialect", "dbase", "--table", "t", "--user", "u", "--time", "t"]) == 2
    assert "postgres" in capsys.readouterr().err


@pytest.mark.parametrize("dialect", DIALECTS)
def test_signs_of_like_in_a_pattern_are_taken_at_their_word(dialect: Dialect) -> None:
    """An underscore is no placeholder; where LIKE knows no ESCAPE, a backslash says so."""
    text = write_query(replace(LOG, exclude=("bot_*",)), dialect)
    (tree,) = sqlglot.parse(text, read=dialect.value)
    assert tree is not None
    (like,) = tree.find_all(exp.Like)
    if dialect in (Dialect.BIGQUERY, Dialect.CLICKHOUSE):
        assert "ESCAPE" not in text
        assert like.expression.this == "bot\\_%"
    else:
        assert "ESCAPE '!'" in text
        assert like.expression.this == "bot!_%"
