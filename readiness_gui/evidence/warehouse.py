"""The query that does in a warehouse what an import does here: a log in, a small table out.

Its result has the columns of :mod:`readiness_gui.evidence.aggregates` and imports to the same
numbers as the events themselves. It is written once, in DuckDB's words, and put into the other
dialects by sqlglot; what differs in meaning (days in UTC, numbers of dates) is written by hand.
Names of tables and columns are quoted identifiers, users and patterns are string literals, so
nothing typed can become part of the query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from readiness_gui.core.terms import Cadence
from readiness_gui.evidence.activity import ESCAPE, FIRST_DAY, is_pattern, like_of
from readiness_gui.evidence.aggregates import MONTH, MOST_PERIODS, SHORT_LOG, WEEK, WINDOWS, window_of

if TYPE_CHECKING:
    from sqlglot import exp


class Dialect(StrEnum):
    """Whose SQL is written; the values are sqlglot's names."""

    POSTGRES = "postgres"
    BIGQUERY = "bigquery"
    SNOWFLAKE = "snowflake"
    REDSHIFT = "redshift"
    DATABRICKS = "databricks"
    SPARK = "spark"
    CLICKHOUSE = "clickhouse"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"


class TimeKind(StrEnum):
    """What the column of times holds."""

    #: without a zone (or in UTC), or a date: taken as written
    PLAIN = "plain"
    #: an instant with a zone: turned to UTC first
    ZONED = "zoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the user says about the events; ``table`` may have dots between its parts."""

    table: str
    user: str
    time: str
    kind: TimeKind = TimeKind.PLAIN
    as_of: date | None = None
    #: users to leave out, and patterns with ``*`` and ``?``, without case
    exclude: Sequence[str] = ()
    cadence: Cadence | None = None


#: an instant's day in UTC; where a dialect is missing, AT TIME ZONE does it
_ZONED = {
    Dialect.BIGQUERY: "DATE({c}, 'UTC')",
    Dialect.SNOWFLAKE: "CAST(CONVERT_TIMEZONE('UTC', {c}) AS DATE)",
    Dialect.DATABRICKS: "CAST(TO_UTC_TIMESTAMP({c}, CURRENT_TIMEZONE()) AS DATE)",
    Dialect.SPARK: "CAST(TO_UTC_TIMESTAMP({c}, CURRENT_TIMEZONE()) AS DATE)",
    Dialect.CLICKHOUSE: "toDate({c}, 'UTC')",
    Dialect.SQLITE: "DATE({c})",
}
_PLAIN = {Dialect.CLICKHOUSE: "CAST({c} AS Nullable(Date))", Dialect.SQLITE: "DATE({c})"}


def write_query(query: Query, dialect: Dialect) -> str:
    """Return the query in the words of a dialect."""
    import sqlglot

    text = _TEMPLATE.format(
        first_day=FIRST_DAY,
        latest=f"DATE '{query.as_of}'" if query.as_of else "the_tomorrow",
        end=f"DATE '{query.as_of}'" if query.as_of else "last_day",
        window=window_of(query.cadence),
        bits=" ".join(f"WHEN {k} THEN {1 << k}" for k in range(MOST_PERIODS + 1)),
        most=MOST_PERIODS,
        short=SHORT_LOG,
        week=WEEK,
        month=MONTH,
        reach=WINDOWS * window_of(query.cadence),
    )
    tree = sqlglot.parse_one(text, read="duckdb")
    return _place(tree, query, dialect).sql(dialect=dialect.value, pretty=True) + ";\n"


def _place(tree: exp.Expr, query: Query, dialect: Dialect) -> exp.Expr:
    """Put table, columns and what is left out where the template has its marks."""
    from sqlglot import exp

    parts = [exp.to_identifier(part, quoted=True) for part in query.table.split(".") if part]
    source = exp.Table(this=parts[-1], db=_at(parts, -2), catalog=_at(parts, -3))
    places: dict[str, Callable[[], exp.Expr]] = {
        "the_user": lambda: exp.cast(exp.column(exp.to_identifier(query.user, quoted=True)), "text"),
        "the_day": lambda: _day(query, dialect),
        "the_rest": lambda: _kept(query, dialect),
        "the_tomorrow": lambda: _tomorrow(dialect),
    }

    def fill(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Table) and node.name == "the_events":
            return source
        if isinstance(node, exp.Column) and node.name in places:
            return places[node.name]()
        if isinstance(node, exp.Anonymous) and node.name.lower() == "number_of":
            return _number(node.expressions[0], dialect)
        return node

    return tree.transform(fill)


def _at(parts: list[exp.Identifier], place: int) -> exp.Identifier | None:
    return parts[place] if len(parts) >= -place else None


def _day(query: Query, dialect: Dialect) -> exp.Expr:
    import sqlglot
    from sqlglot import exp

    default = "CAST({c} AT TIME ZONE 'UTC' AS DATE)" if query.kind is TimeKind.ZONED else "CAST({c} AS DATE)"
    form = (_ZONED if query.kind is TimeKind.ZONED else _PLAIN).get(dialect, default)
    made = sqlglot.parse_one(form.format(c="the_time"), read=dialect.value)
    column = exp.column(exp.to_identifier(query.time, quoted=True))

    def fill(node: exp.Expr) -> exp.Expr:
        return column.copy() if isinstance(node, exp.Column) and node.name == "the_time" else node

    return made.transform(fill)


def _tomorrow(dialect: Dialect) -> exp.Expr:
    """Return the last day that is believed: zones east of the server are ahead of it."""
    import sqlglot

    if dialect is Dialect.SQLITE:
        return sqlglot.parse_one("DATE('now', '+1 day')", read="sqlite")
    return sqlglot.parse_one("CAST(CURRENT_DATE + INTERVAL 1 DAY AS DATE)", read="duckdb")


def _number(day: exp.Expr, dialect: Dialect) -> exp.Expr:
    """Return a date as a number such as 20260331."""
    import sqlglot

    name = day.sql(dialect="duckdb")
    if dialect is Dialect.SQLITE:
        return sqlglot.parse_one(f"CAST(STRFTIME('%Y%m%d', {name}) AS INTEGER)", read="sqlite")
    parts = f"EXTRACT(YEAR FROM {name}) * 10000 + EXTRACT(MONTH FROM {name}) * 100 + EXTRACT(DAY FROM {name})"
    return sqlglot.parse_one(f"CAST({parts} AS BIGINT)", read="duckdb")


def _kept(query: Query, dialect: Dialect) -> exp.Expr:
    """Return the condition that leaves users out."""
    from sqlglot import exp

    user = exp.column("u")
    names = [exp.Literal.string(one.strip()) for one in query.exclude if not is_pattern(one)]
    conditions = [exp.Not(this=exp.In(this=user, expressions=names))] if names else []
    patterns = (one.strip().lower() for one in query.exclude if is_pattern(one))
    conditions += [exp.Not(this=_matches(user, pattern, dialect)) for pattern in patterns]
    return exp.and_(*conditions) if conditions else exp.true()


def _matches(user: exp.Expr, pattern: str, dialect: Dialect) -> exp.Expr:
    """Return that a user fits a pattern; LIKE's own signs in it are taken at their word."""
    from sqlglot import exp

    sign = "\\" if dialect in _BACKSLASH else ESCAPE
    like = like_of(pattern, sign)
    lowered: exp.Expr = exp.Lower(this=user.copy())
    if dialect is Dialect.SQLITE:  # its LOWER and LIKE know ASCII only
        for one in sorted(set(pattern)):
            if not one.isascii() and one.upper() != one and len(one.upper()) == 1:
                large, small = exp.Literal.string(one.upper()), exp.Literal.string(one)
                lowered = exp.func("REPLACE", lowered, large, small)
    matched = exp.Like(this=lowered, expression=exp.Literal.string(like))
    if dialect in _BACKSLASH or sign not in like:
        return matched
    return exp.Escape(this=matched, expression=exp.Literal.string(sign))


#: here LIKE knows no ESCAPE, and a backslash takes the meaning of a sign
_BACKSLASH = frozenset({Dialect.BIGQUERY, Dialect.CLICKHOUSE})

#: the_… and number_of are filled in afterwards; parts have names that no table of events has, as some
#: engines would take a part for it; all columns that come out are whole numbers but the first
_TEMPLATE = """
WITH step_rows AS (SELECT TRIM(the_user) AS u, the_day AS d FROM the_events),
step_good AS (
    SELECT DISTINCT u, d FROM step_rows
    WHERE u IS NOT NULL AND u <> '' AND d >= DATE '{first_day}' AND d <= {latest} AND the_rest
),
step_bounds AS (SELECT MIN(d) AS first_day, MAX(d) AS last_day FROM step_good),
step_ends AS (SELECT first_day, last_day, {end} AS end_day FROM step_bounds),
step_scope AS (
    SELECT first_day, last_day, end_day,
        CASE WHEN DATE_DIFF('day', first_day, end_day) + 1 < {short} THEN {week} ELSE {month} END AS size
    FROM step_ends
),
step_firsts AS (SELECT u, MIN(d) AS f FROM step_good GROUP BY u),
step_periods AS (
    SELECT DISTINCT step_good.u, step_firsts.f,
        CAST(FLOOR(DATE_DIFF('day', step_firsts.f, step_good.d) * 1.0 / step_scope.size) AS BIGINT) AS k
    FROM step_good JOIN step_firsts ON step_good.u = step_firsts.u CROSS JOIN step_scope
),
step_people AS (
    SELECT u, f, SUM(CASE k {bits} ELSE 0 END) AS mask FROM step_periods GROUP BY u, f
),
step_judged AS (
    SELECT CAST(FLOOR(number_of(step_people.f) / 100.0) AS BIGINT) AS start, step_people.mask,
        CAST(FLOOR(
            (DATE_DIFF('day', step_people.f, step_scope.end_day) + 1) * 1.0 / step_scope.size
        ) AS BIGINT) - 1 AS done
    FROM step_people CROSS JOIN step_scope
),
step_backs AS (
    SELECT step_good.u, DATE_DIFF('day', step_good.d, step_scope.end_day) AS back
    FROM step_good CROSS JOIN step_scope
),
step_shares AS (
    SELECT u, CAST(FLOOR(back * 1.0 / {window}) AS BIGINT) AS w FROM step_backs WHERE back < {reach}
),
step_counted AS (
    SELECT 'group' AS kind, start, CASE WHEN done < 0 THEN 0 WHEN done > {most} THEN {most} ELSE done END
        AS complete, mask, 1 AS users FROM step_judged
)
SELECT kind AS "kind", start AS "start", complete AS "complete", mask AS "mask", COUNT(*) AS "users"
FROM step_counted GROUP BY kind, start, complete, mask
UNION ALL SELECT 'window', w, {window}, 0, COUNT(DISTINCT u) FROM step_shares GROUP BY w
UNION ALL SELECT 'active', 0, 7, 0, COUNT(DISTINCT u) FROM step_backs WHERE back < 7
UNION ALL SELECT 'active', 0, 28, 0, COUNT(DISTINCT u) FROM step_backs WHERE back < 28
UNION ALL SELECT 'active', 0, 30, 0, COUNT(DISTINCT u) FROM step_backs WHERE back < 30
UNION ALL SELECT 'active', 0, 90, 0, COUNT(DISTINCT u) FROM step_backs WHERE back < 90
UNION ALL SELECT 'span', number_of(first_day), size, number_of(last_day), number_of(end_day) FROM step_scope
UNION ALL SELECT 'rows', 0, COUNT(*) - COUNT(
    CASE WHEN u <> '' AND d >= DATE '{first_day}' AND d <= the_tomorrow THEN 1 END
), 0, COUNT(*) FROM step_rows
"""
