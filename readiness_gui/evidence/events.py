"""From an event log to retention and active users: one pass over the file, then small tables only.

A day counts, not an hour: times are taken as days in UTC. Period k of a user holds the days
[k * length, (k + 1) * length) after the first event; it is complete once all of it lies behind
the as-of day. At most :data:`MOST_PERIODS` periods are followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.figures import CohortFigures, CurvePoint, PmfFigures
from readiness_gui.core.framework import EvidenceRules, Framework
from readiness_gui.core.model import ActiveUsersEvidence, CohortRow, PmfEvidence, Provenance
from readiness_gui.core.terms import BusinessModel, Cadence
from readiness_gui.evidence.dates import DateForm, day_expression, form_of
from readiness_gui.evidence.intervals import wilson
from readiness_gui.evidence.retention import (
    open_figures,
    panel_periods,
    pmf_finding,
    tail_rule,
    with_tail,
)
from readiness_gui.evidence.rows import Refused
from readiness_gui.evidence.tables import Cancel, Table, guess_columns, open_table, quoted

MONTH, WEEK = 30, 7
#: a log shorter than this is read in weeks
SHORT_LOG = 240
MOST_PERIODS = 60
WINDOWS = 12
REFUSED_SHOWN = 100
FIRST_DAY = date(2000, 1, 1)


class Progress(Protocol):
    """Is told the share done and a few words."""

    def __call__(self, share: float, words: str = "") -> None:
        """Report progress."""


@dataclass(frozen=True, slots=True)
class EventsMeasured:
    """Evidence for both signals, and how many rows it rests on."""

    pmf: PmfEvidence
    active: ActiveUsersEvidence
    read: int
    refused: int
    refused_rows: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Users alike in all that counts: month of the first event, complete periods, activity by period."""

    start: str
    complete: int
    #: bit k is set where the users came back in period k
    mask: int
    users: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOptions:
    """What the caller says about a log; what is not said is guessed or left out."""

    user: str | None = None
    time: str | None = None
    #: the column of event names; it is only kept with the provenance, any event counts as use
    event: str | None = None
    dates: DateForm | None = None
    as_of: date | None = None
    exclude_users: Sequence[str] = ()
    #: patterns with ``*`` and ``?``, without case
    exclude_patterns: Sequence[str] = ()
    business_model: BusinessModel | None = None
    cadence: Cadence | None = None


def measure_events(
    path: Path,
    options: EventOptions,
    framework: Framework,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> EventsMeasured:
    """Read a log and return the evidence of retention and active users.

    Raises:
        BadInputError: the file cannot be used; the sentence says why.

    """
    tell = progress or (lambda _share, _words="": None)
    with open_table(path, framework, cancel) as table:
        roles = ("user", "time", "event") if options.event else ("user", "time")
        given = {"user": options.user, "time": options.time, "event": options.event}
        mapping = guess_columns(table.columns, roles, given, path, framework)
        form = form_of(table, mapping["time"], options.dates, framework)
        tell(0.1)
        read, refused, reasons = _collect_days(table, mapping, form, options, framework)
        tell(0.7)
        first, last = _span(table, framework)
        as_of = options.as_of or last
        period_days = WEEK if (as_of - first).days + 1 < SHORT_LOG else MONTH
        groups = _groups(table, as_of, period_days)
        active = _active(table, as_of, last, options.cadence)
        tell(0.9)
        provenance = Provenance(
            file_name=path.name,
            sha256=table.digest(),
            rows_read=read,
            rows_refused=refused,
            mapping=mapping,
            period_start=first,
            period_end=last,
            imported=datetime.now(UTC),
        )
    figures = event_figures(groups, period_days, framework.evidence)
    cohorts = tuple(CohortRow(one.start, one.size, one.retained) for one in figures.cohorts)
    pmf = PmfEvidence(period_days=period_days, cohorts=cohorts, imported=figures, provenance=provenance)
    judged = pmf_finding(pmf, framework, options.business_model)
    if judged is not None and isinstance(judged.figures, PmfFigures):
        pmf = replace(pmf, imported=judged.figures)
    tell(1.0)
    return EventsMeasured(pmf, replace(active, provenance=provenance), read, refused, reasons)


def event_figures(groups: Sequence[Group], period_days: int, rules: EvidenceRules) -> PmfFigures:
    """Return retention at the level of users; level and benchmark are left open.

    The bootstrap resamples users: users alike in the tail and the window before it are one cell of
    a multinomial, which is the same as drawing them one by one (Efron 1979; seeded).
    """
    complete: dict[int, int] = defaultdict(int)
    for group in groups:
        complete[group.complete] += group.users
    users = sum(complete.values())
    periods, panel_users = panel_periods(list(complete.items()), rules)
    figures = open_figures(
        users=users,
        period_days=period_days,
        panel=(periods, panel_users),
        curve=_curve(groups),
        cohorts=_cohorts(groups),
    )
    rule = tail_rule(periods, period_days, rules)
    if rule is None:
        return figures
    cells: dict[tuple[int, int], int] = defaultdict(int)
    window = (1 << rule.window) - 1
    for group in groups:
        if group.complete >= periods:
            tail = (group.mask >> (periods - rule.window + 1)) & window
            before = (group.mask >> (periods - 2 * rule.window + 1)) & window
            cells[tail.bit_count(), before.bit_count()] += group.users
    slots = panel_users * rule.window
    tail_share = sum(tail * count for (tail, _), count in cells.items()) / slots
    before_share = sum(before * count for (_, before), count in cells.items()) / slots
    return with_tail(figures, tail_share, before_share, _bootstrap(cells, rule.window, rules), rule)


def _collect_days(
    table: Table, mapping: dict[str, str], form: DateForm, options: EventOptions, framework: Framework
) -> tuple[int, int, tuple[Refused, ...]]:
    """Make the table ``days`` of different users and days; return rows read, refused, and why."""
    user, day = f"trim({quoted(mapping['user'])})", day_expression(mapping["time"], form)
    latest = options.as_of or datetime.now(UTC).date() + timedelta(days=1)
    bad = f"u IS NULL OR u = '' OR d IS NULL OR d < DATE '{FIRST_DAY}' OR d > DATE '{latest}'"
    table.connection.execute(
        f"CREATE TEMP TABLE seen AS SELECT u, d, count(*) AS n FROM "  # noqa: S608 - names are quoted
        f"(SELECT {user} AS u, {day} AS d FROM source) GROUP BY u, d"
    )
    ((read, refused),) = table.fetch(
        f"SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE {bad}), 0) FROM seen"  # noqa: S608 - constants
    )
    reasons: tuple[Refused, ...] = ()
    if refused:
        raw = quoted(mapping["time"])
        rows = table.fetch(
            f"SELECT line, u, t, d FROM (SELECT row_number() OVER () + 1 AS line, {user} AS u, "  # noqa: S608 - quoted
            f"{raw} AS t, {day} AS d FROM source) WHERE {bad} ORDER BY line LIMIT {REFUSED_SHOWN}"
        )
        reasons = tuple(_refused(row, latest, framework) for row in rows)
    shape = table.misshapen()
    reasons += tuple(Refused(line, framework.phrase("import.reason.shape")) for line in shape)
    reasons = tuple(sorted(reasons, key=lambda one: one.line))[:REFUSED_SHOWN]
    read, refused = _int(read) + len(shape), _int(refused) + len(shape)
    if read == refused:
        if not read:
            raise BadInputError(framework.phrase("import.empty", file=table.path.name))
        words = {"rows": read, "file": table.path.name, "reason": reasons[0].reason}
        raise BadInputError(framework.phrase("import.refused", **words))
    table.connection.execute(f"CREATE TEMP TABLE days AS SELECT u, d FROM seen WHERE NOT ({bad})")  # noqa: S608
    _exclude(table, options)
    return read, refused, reasons


def _refused(row: tuple[object, ...], latest: date, framework: Framework) -> Refused:
    line, user, time, day = row
    if not user:
        reason = framework.phrase("import.reason.user")
    elif not isinstance(day, date):
        reason = framework.phrase("import.reason.time", value="" if time is None else str(time)[:60])
    elif day < FIRST_DAY:
        reason = framework.phrase("import.reason.early", value=day.isoformat())
    else:
        reason = framework.phrase("import.reason.late", value=day.isoformat(), day=latest.isoformat())
    return Refused(_int(line), reason)


def _exclude(table: Table, options: EventOptions) -> None:
    """Take bots and internal users out of ``days``."""
    if options.exclude_users:
        table.connection.execute(
            "DELETE FROM days WHERE u IN (SELECT unnest(?))", [[one.strip() for one in options.exclude_users]]
        )
    for pattern in options.exclude_patterns:
        table.connection.execute("DELETE FROM days WHERE lower(u) GLOB lower(?)", [pattern.strip()])


def _span(table: Table, framework: Framework) -> tuple[date, date]:
    ((first, last),) = table.fetch("SELECT min(d), max(d) FROM days")
    if not isinstance(first, date) or not isinstance(last, date):
        raise BadInputError(framework.phrase("import.nobody", file=table.path.name))
    return first, last


def _groups(table: Table, as_of: date, period_days: int) -> list[Group]:
    rows = table.fetch(
        """
        WITH first AS (SELECT u, min(d) AS f FROM days GROUP BY u),
             periods AS (
                SELECT days.u, f, CAST((d - f) // $length AS INTEGER) AS k
                FROM days JOIN first ON days.u = first.u WHERE d <= $as_of
             ),
             users AS (
                SELECT u, any_value(f) AS f,
                       bit_or(CASE WHEN k <= $most THEN CAST(1 AS BIGINT) << k ELSE 0 END) AS mask
                FROM periods GROUP BY u
             )
        SELECT strftime(f, '%Y-%m') AS start,
               least($most, greatest(0, (($as_of - f) + 1) // $length - 1)) AS complete,
               mask, count(*)
        FROM users GROUP BY ALL ORDER BY ALL
        """.replace("$length", str(period_days))
        .replace("$most", str(MOST_PERIODS))
        .replace("$as_of", f"DATE '{as_of}'")
    )
    return [Group(str(start), _int(done), _int(mask), _int(count)) for start, done, mask, count in rows]


def _active(table: Table, as_of: date, last: date, cadence: Cadence | None) -> ActiveUsersEvidence:
    """Return distinct users in windows that end on the as-of day, the main ones back to back."""
    window = WEEK if cadence is Cadence.DAILY else 28

    def count(days: int, ends: date) -> int:
        begins = ends - timedelta(days=days - 1)
        query = f"SELECT count(DISTINCT u) FROM days WHERE d BETWEEN DATE '{begins}' AND DATE '{ends}'"  # noqa: S608
        return _int(table.fetch(query)[0][0])

    ((first,),) = table.fetch("SELECT min(d) FROM days")
    known = min(WINDOWS, ((as_of - first).days + 1) // window) if isinstance(first, date) else 1
    ends = [as_of - timedelta(days=window * back) for back in range(max(known, 1))]
    return ActiveUsersEvidence(
        window_days=window,
        windows=tuple(count(window, end) for end in reversed(ends)),
        active_7=count(7, as_of),
        active_28=count(28, as_of),
        active_30=count(30, as_of),
        active_90=count(90, as_of),
        last_event=last,
        as_of=as_of,
    )


def _curve(groups: Sequence[Group]) -> tuple[CurvePoint, ...]:
    points = []
    for period in range(1, max((group.complete for group in groups), default=0) + 1):
        cells = [group for group in groups if group.complete >= period]
        users = sum(group.users for group in cells)
        came = sum(group.users for group in cells if group.mask >> period & 1)
        bounds = wilson(came, users)
        points.append(CurvePoint(period, came / users, bounds.low, bounds.high, users))
    return tuple(points)


def _cohorts(groups: Sequence[Group]) -> tuple[CohortFigures, ...]:
    """Return one row a calendar month of first events; a cell is complete once it is for all its users."""
    by_start: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_start[group.start].append(group)
    rows = []
    for start, members in sorted(by_start.items()):
        complete = min(member.complete for member in members)
        retained = tuple(
            sum(member.users for member in members if member.mask >> period & 1)
            for period in range(1, complete + 1)
        )
        rows.append(CohortFigures(start, sum(member.users for member in members), retained))
    return tuple(rows)


def _bootstrap(cells: dict[tuple[int, int], int], window: int, rules: EvidenceRules) -> tuple[float, float]:
    import numpy as np  # heavy; only where a panel is long enough

    ordered = sorted(cells)
    weights = np.array([cells[cell] for cell in ordered], dtype=float)
    generator = np.random.default_rng(rules.bootstrap_seed)
    drawn = generator.multinomial(int(weights.sum()), weights / weights.sum(), rules.bootstrap_samples)
    tail = drawn @ np.array([cell[0] for cell in ordered])
    before = drawn @ np.array([cell[1] for cell in ordered])
    ratio = np.divide(tail, before, out=np.ones(len(tail)), where=before > 0)
    low, high = np.quantile(1 - ratio ** (1 / window), (0.05, 0.95))
    return float(low), float(high)


def _int(value: object) -> int:
    return int(value) if isinstance(value, int) else int(str(value))
