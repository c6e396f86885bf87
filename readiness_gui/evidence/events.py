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
from readiness_gui.evidence.activity import FIRST_DAY, Activity, Group, gather, unpack
from readiness_gui.evidence.aggregates import (
    ACTIVE_DAYS,
    MONTH,
    MOST_PERIODS,
    SHORT_LOG,
    WEEK,
    Aggregates,
    active_evidence,
    is_result,
    read_result,
    window_of,
    windows_known,
)
from readiness_gui.evidence.columns import guess_columns
from readiness_gui.evidence.dates import DateForm, day_expression, form_of
from readiness_gui.evidence.intervals import wilson
from readiness_gui.evidence.retention import (
    open_figures,
    panel_periods,
    pmf_finding,
    tail_rule,
    with_tail,
)
from readiness_gui.evidence.rows import Refused, line_of, nothing_usable
from readiness_gui.evidence.tables import Cancel, Table, open_table, quoted

REFUSED_SHOWN = 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOptions:
    """What the caller says about a log; what is not said is guessed or left out."""

    user: str | None = None
    time: str | None = None
    #: the column of event names; it is only kept with the provenance, any event counts as use
    event: str | None = None
    dates: DateForm | None = None
    as_of: date | None = None
    #: users to leave out, and patterns with ``*`` and ``?``, without case
    exclude: Sequence[str] = ()
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
    with open_table(path, framework, cancel, hashed=True) as table:
        if is_result(table.columns):
            mapping: dict[str, str] = {}
            reasons: tuple[Refused, ...] = ()
            found = read_result(table, options.as_of, framework)
        else:
            roles = ("user", "time", "event") if options.event else ("user", "time")
            given = {"user": options.user, "time": options.time, "event": options.event}
            mapping = guess_columns(table.columns, roles, given, path, framework)
            found, reasons = _aggregate(table, mapping, options, framework, tell)
        tell(0.9)
        provenance = Provenance(
            file_name=path.name,
            sha256=table.digest(),
            rows_read=found.read,
            rows_refused=found.refused,
            mapping=mapping,
            period_start=found.first,
            period_end=found.last,
            imported=datetime.now(UTC),
        )
    figures = event_figures(found.groups, found.period_days, framework.evidence)
    cohorts = tuple(CohortRow(one.start, one.size, one.retained) for one in figures.cohorts)
    pmf = PmfEvidence(period_days=found.period_days, cohorts=cohorts, imported=figures, provenance=provenance)
    judged = pmf_finding(pmf, framework, options.business_model)
    if judged is not None and isinstance(judged.figures, PmfFigures):
        pmf = replace(pmf, imported=judged.figures)
    tell(1.0)
    active = replace(found.active, provenance=provenance)
    return EventsMeasured(pmf, active, found.read, found.refused, reasons)


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
        starts=sorted({group.start for group in groups if group.complete >= periods}) if periods else (),
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


def _aggregate(
    table: Table, mapping: dict[str, str], options: EventOptions, framework: Framework, tell: Progress
) -> tuple[Aggregates, tuple[Refused, ...]]:
    """Return what the log comes down to, and why the first refused rows were refused."""
    form = form_of(table, mapping["time"], options.dates, framework)
    tell(0.1)
    read, refused, reasons = _read(table, mapping, form, options, framework)
    tell(0.8)
    activity = unpack(table, options.exclude)
    if activity is None:
        raise BadInputError(framework.phrase("import.nobody", file=table.path.name))
    first, last = activity.first_event, activity.last_event
    as_of = options.as_of or last
    period_days = WEEK if (as_of - first).days + 1 < SHORT_LOG else MONTH
    groups = activity.groups(as_of, period_days, MOST_PERIODS)
    active = _active(activity, as_of, options.cadence)
    return Aggregates(groups, period_days, active, first, last, read, refused), reasons


def _read(
    table: Table, mapping: dict[str, str], form: DateForm, options: EventOptions, framework: Framework
) -> tuple[int, int, tuple[Refused, ...]]:
    """Read the log; return how many rows there were, how many were refused, and why the first of them."""
    user, day = quoted(mapping["user"]), day_expression(mapping["time"], form)
    latest = datetime.now(UTC).date() + timedelta(days=1)
    as_of = options.as_of or latest
    read, refused = gather(table, user, day, latest=max(latest, as_of), as_of=as_of)
    shape = table.misshapen()
    reasons = [Refused(line, framework.phrase("import.reason.shape")) for line in shape]
    if refused:
        reasons += _reasons(table, mapping, day, latest, shape, framework)
    reasons = sorted(reasons, key=lambda one: one.line)[:REFUSED_SHOWN]
    read, refused = read + len(shape), refused + len(shape)
    if read == refused:
        raise nothing_usable(table.path, read, reasons, framework)
    return read, refused, tuple(reasons)


def _reasons(
    table: Table,
    mapping: dict[str, str],
    day: str,
    latest: date,
    misshapen: Sequence[int],
    framework: Framework,
) -> list[Refused]:
    """Return why rows were refused; a second look at the file, only where there are any."""
    user, raw = quoted(mapping["user"]), quoted(mapping["time"])
    rows = table.fetch(
        f"SELECT line, u, t, d FROM (SELECT row_number() OVER () AS line, trim({user}) AS u, "  # noqa: S608 - quoted
        f"{raw} AS t, {day} AS d FROM source) WHERE u IS NULL OR u = '' OR d IS NULL "
        f"OR d < DATE '{FIRST_DAY}' OR d > DATE '{latest}' ORDER BY line LIMIT {REFUSED_SHOWN}"
    )
    return [
        Refused(line_of(_int(position), misshapen, table.first_line), _why(row, latest, framework))
        for position, *row in rows
    ]


def _why(row: Sequence[object], latest: date, framework: Framework) -> str:
    """Return why a row of user, time as written and day was refused."""
    user, time, day = row
    if not user:
        return framework.phrase("import.reason.user")
    if not isinstance(day, date):
        return framework.phrase("import.reason.time", value="" if time is None else str(time)[:60])
    if day < FIRST_DAY:
        return framework.phrase("import.reason.early", value=day.isoformat())
    return framework.phrase("import.reason.late", value=day.isoformat(), day=latest.isoformat())


def _active(activity: Activity, as_of: date, cadence: Cadence | None) -> ActiveUsersEvidence:
    """Return distinct users in windows that end on the as-of day, the main ones back to back."""
    window = window_of(cadence)
    known = windows_known(activity.first_event, as_of, window)
    counts = [activity.active(as_of - timedelta(days=window * back), window) for back in range(known)]
    actives = {days: activity.active(as_of, days) for days in ACTIVE_DAYS}
    return active_evidence(window, counts, actives, activity.last_event, as_of)


def _curve(groups: Sequence[Group]) -> tuple[CurvePoint, ...]:
    import numpy as np

    masks = np.array([group.mask for group in groups], dtype=np.int64)
    users = np.array([group.users for group in groups], dtype=np.int64)
    complete = np.array([group.complete for group in groups], dtype=np.int64)
    points = []
    for period in range(1, int(complete.max(initial=0)) + 1):
        inside = complete >= period
        total = int(users[inside].sum())
        came = int(users[inside & (masks >> period & 1 == 1)].sum())
        bounds = wilson(came, total)
        points.append(CurvePoint(period, came / total, bounds.low, bounds.high, total))
    return tuple(points)


def _cohorts(groups: Sequence[Group]) -> tuple[CohortFigures, ...]:
    """Return one row a calendar month of first events; a cell is complete once it is for all its users."""
    import numpy as np

    by_start: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_start[group.start].append(group)
    rows = []
    for start, members in sorted(by_start.items()):
        masks = np.array([member.mask for member in members], dtype=np.int64)
        users = np.array([member.users for member in members], dtype=np.int64)
        complete = min(member.complete for member in members)
        retained = (int(users[masks >> period & 1 == 1].sum()) for period in range(1, complete + 1))
        rows.append(CohortFigures(start, int(users.sum()), tuple(retained)))
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
