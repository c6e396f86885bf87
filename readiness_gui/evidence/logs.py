"""Reading an event log, or what a warehouse made of one: one pass over the file, then small tables only.

A day counts, not an hour: times are taken as days in UTC. This module needs little, so that the
command line can have a file read while the rest of the program is still being loaded.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.core.terms import BusinessModel, Cadence
from readiness_gui.evidence.activity import FIRST_DAY, LATER, Activity, gather, unpack
from readiness_gui.evidence.aggregates import (
    ACTIVE_DAYS,
    MONTH,
    MOST_PERIODS,
    SHORT_LOG,
    WEEK,
    Actives,
    Aggregates,
    is_result,
    read_result,
    window_of,
    windows_known,
)
from readiness_gui.evidence.columns import guess_columns
from readiness_gui.evidence.dates import DateForm, day_expression, form_of
from readiness_gui.evidence.engine import Engine
from readiness_gui.evidence.files import Cancel
from readiness_gui.evidence.refused import REFUSED_SHOWN, Refused, nothing_usable
from readiness_gui.evidence.tables import Table, open_table, quoted


class Progress(Protocol):
    """Is told the share done and a few words."""

    def __call__(self, share: float, words: str = "") -> None:
        """Report progress."""


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
    #: the sheet of a workbook
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """What was read from a file."""

    file_name: str
    sha256: str
    mapping: Mapping[str, str]
    found: Aggregates
    refused: tuple[Refused, ...]


def read_log(
    path: Path,
    options: EventOptions,
    phrases: Phrases,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    meanwhile: Callable[[], object] | None = None,
    hashed: bool = True,
    engine: Engine | None = None,
) -> Log:
    """Read a log; ``meanwhile`` is done in another thread while the database is busy.

    Where nobody will keep what comes of it, it need not be ``hashed``. ``engine`` is a database that
    was started before.

    Raises:
        BadInputError: the file cannot be used; the sentence says why.

    """
    tell = progress or (lambda _share, _words="": None)
    with (
        open_table(
            path, phrases, cancel, whole=True, hashed=hashed, sheet=options.sheet, engine=engine
        ) as table,
        _beside(meanwhile),  # not before: until then the database is set up, which takes turns with it
    ):
        if is_result(table.columns):
            mapping: dict[str, str] = {}
            reasons: tuple[Refused, ...] = ()
            found = read_result(table, options.as_of, phrases)
        else:
            roles = ("user", "time", "event") if options.event else ("user", "time")
            given = {"user": options.user, "time": options.time, "event": options.event}
            mapping = guess_columns(table.columns, roles, given, path, phrases)
            found, reasons = _aggregate(table, mapping, options, phrases, tell)
        tell(0.9)
        return Log(path.name, table.digest(), mapping, found, reasons)


@contextlib.contextmanager
def _beside(work: Callable[[], object] | None) -> Iterator[None]:
    """Have something done in another thread, until the end at the latest."""
    if work is None:
        yield
        return
    thread = threading.Thread(target=work, name="import-beside")
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _aggregate(
    table: Table, mapping: Mapping[str, str], options: EventOptions, phrases: Phrases, tell: Progress
) -> tuple[Aggregates, tuple[Refused, ...]]:
    """Return what the log comes down to, and why the first refused rows were refused."""
    form = form_of(table, mapping["time"], options.dates, phrases)
    tell(0.1)
    read, refused, reasons = _read(table, mapping, form, options, phrases)
    tell(0.7)
    activity = unpack(table, options.exclude)
    if activity is None:
        known = table.fetch(f"SELECT 1 FROM packed WHERE u <> '' AND c > {LATER} LIMIT 1")  # noqa: S608 - constant
        words = {"file": table.path.name, "day": options.as_of}
        raise BadInputError(phrases.phrase("import.nobody" if known else "import.before", **words))
    first, last = activity.first_event, activity.last_event
    as_of = options.as_of or last
    period_days = WEEK if (as_of - first).days + 1 < SHORT_LOG else MONTH
    groups = activity.groups(as_of, period_days, MOST_PERIODS)
    actives = _actives(activity, first, as_of, options.cadence)
    return Aggregates(groups, period_days, actives, first, last, read, refused), reasons


def _actives(activity: Activity, first: date, as_of: date, cadence: Cadence | None) -> Actives:
    """Return distinct users in windows that end on the as-of day, the main ones back to back."""
    window = window_of(cadence)
    known = windows_known(first, as_of, window)
    asked = [(as_of - timedelta(days=window * back), window) for back in reversed(range(known))]
    counts = activity.active([*asked, *((as_of, days) for days in ACTIVE_DAYS)])
    return Actives(window, tuple(counts[:known]), tuple(counts[known:]), as_of)


def _read(
    table: Table, mapping: Mapping[str, str], form: DateForm, options: EventOptions, phrases: Phrases
) -> tuple[int, int, tuple[Refused, ...]]:
    """Read the log; return how many rows there were, how many were refused, and why the first of them."""
    user, day = quoted(mapping["user"]), day_expression(mapping["time"], form)
    latest = datetime.now(UTC).date() + timedelta(days=1)
    as_of = options.as_of or latest
    read, bad = gather(table, user, day, latest=max(latest, as_of), as_of=as_of)
    broken = table.broken()
    reasons = _reasons(table, mapping, day, max(latest, as_of), phrases) if bad else []
    shown = table.refused(reasons) if bad or broken else ()
    if bad == read:
        raise nothing_usable(table.path, read + broken, shown, phrases)
    return read + broken, bad + broken, shown


def _reasons(
    table: Table, mapping: Mapping[str, str], day: str, latest: date, phrases: Phrases
) -> list[tuple[int, str]]:
    """Return places and reasons of refused rows; a second look at the file, only where there are any."""
    user, raw = quoted(mapping["user"]), quoted(mapping["time"])
    rows = table.fetch(
        f"SELECT place, u, t, d FROM (SELECT row_number() OVER () AS place, trim({user}) AS u, "  # noqa: S608 - quoted
        f"{raw} AS t, {day} AS d FROM source) WHERE u IS NULL OR u = '' OR d IS NULL "
        f"OR d < DATE '{FIRST_DAY}' OR d > DATE '{latest}' ORDER BY place LIMIT {REFUSED_SHOWN}"
    )
    return [(int(str(place)), _why(row, latest, phrases)) for place, *row in rows]


def _why(row: Sequence[object], latest: date, phrases: Phrases) -> str:
    """Return why a row of user, time as written and day was refused."""
    user, time, day = row
    if not user:
        return phrases.phrase("import.reason.user")
    if not isinstance(day, date):
        return phrases.phrase("import.reason.time", value="" if time is None else str(time)[:60])
    if day < FIRST_DAY:
        return phrases.phrase("import.reason.early", value=day.isoformat())
    return phrases.phrase("import.reason.late", value=day.isoformat(), day=latest.isoformat())
