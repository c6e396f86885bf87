"""The small table that a warehouse gives instead of events: users by start and periods, actives by window.

One row a fact, five columns, all but ``kind`` whole numbers:

=========  ===========================  =======================  ======================  =========
kind       start                        complete                 mask                    users
=========  ===========================  =======================  ======================  =========
group      month of first event 202601  complete periods         bit k: active in k      users
window     windows back from the end    days in a window         0                       active
active     0                            days up to the end       0                       active
span       first day 20260131           days in a period         last event              as-of day
rows       0                            rows refused             0                       rows read
=========  ===========================  =======================  ======================  =========
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.core.terms import Cadence
from readiness_gui.evidence.activity import Groups
from readiness_gui.evidence.tables import Table, quoted

COLUMNS = ("kind", "start", "complete", "mask", "users")
MONTH, WEEK = 30, 7
#: a log shorter than this is read in weeks
SHORT_LOG = 240
MOST_PERIODS = 60
WINDOWS = 12
#: the days in which active users are counted besides the windows
ACTIVE_DAYS = (7, 28, 30, 90)


@dataclass(frozen=True, slots=True)
class Actives:
    """Active users up to the as-of day: in windows that follow each other, the newest last, and by days."""

    window_days: int
    windows: tuple[int, ...]
    #: in the order of :data:`ACTIVE_DAYS`
    by_days: tuple[int, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class Aggregates:
    """What a log comes down to."""

    groups: Groups
    period_days: int
    actives: Actives
    first: date
    last: date
    read: int
    refused: int


def window_of(cadence: Cadence | None) -> int:
    """Return the days in which a product of this cadence counts its active users."""
    return WEEK if cadence is Cadence.DAILY else 28


def windows_known(first: date, as_of: date, window: int) -> int:
    """Return how many whole windows the log has, at least the current one, at most :data:`WINDOWS`."""
    return max(1, min(WINDOWS, ((as_of - first).days + 1) // window))


def is_result(columns: Sequence[str]) -> bool:
    """Tell whether a table is the answer of a warehouse and no log."""
    return {column.casefold() for column in columns} >= set(COLUMNS)


def read_result(table: Table, as_of: date | None, phrases: Phrases) -> Aggregates:
    """Return what the table of a warehouse says.

    Raises:
        BadInputError: rows are missing or make no sense.

    """
    names = {column.casefold(): column for column in table.columns}
    chosen = ", ".join(quoted(names[column]) for column in COLUMNS)
    facts: dict[str, list[tuple[int, int, int, int]]] = {}
    for line, (kind, *cells) in enumerate(table.fetch(f"SELECT {chosen} FROM source"), 2):  # noqa: S608 - quoted
        numbers = [_whole(cell) for cell in cells]
        if any(one is None for one in numbers):
            raise BadInputError(phrases.phrase("import.result_row", file=table.path.name, line=line))
        start, complete, mask, users = (one or 0 for one in numbers)
        facts.setdefault(str(kind).strip().casefold(), []).append((start, complete, mask, users))
    try:
        return _aggregates(facts, as_of)
    except (KeyError, ValueError) as error:
        raise BadInputError(phrases.phrase("import.result", file=table.path.name)) from error


def _aggregates(facts: dict[str, list[tuple[int, int, int, int]]], as_of: date | None) -> Aggregates:
    """Return the facts in order; KeyError or ValueError where they do not hang together."""
    ((begin, length, end, looked),) = facts["span"]
    ((_, refused, _, read),) = facts["rows"]
    first, last, judged = _day(begin), _day(end), _day(looked)
    actives = {days: users for _, days, _, users in facts["active"]}
    windows = {back: users for back, _, _, users in facts["window"]}
    window_days = facts["window"][0][1]
    groups = facts["group"]
    if (
        length not in (WEEK, MONTH)
        or not first <= last <= judged
        or as_of not in (None, judged)
        # all were active in the period of their first event; a spreadsheet may have rounded the last bits off
        or any(not mask & 1 or mask >> (MOST_PERIODS + 1) for _, _, mask, _ in groups)
        or any(complete > MOST_PERIODS for _, complete, _, _ in groups)
        or any(not 1 <= start % 100 <= 12 or not users for start, _, _, users in groups)
        or max(windows) >= WINDOWS
    ):
        raise ValueError
    counts = [windows.get(back, 0) for back in range(windows_known(first, judged, window_days))]
    by_days = tuple(actives[days] for days in ACTIVE_DAYS)
    found = Actives(window_days, tuple(reversed(counts)), by_days, judged)
    return Aggregates(_groups(groups), length, found, first, last, read, refused)


def _groups(rows: Sequence[tuple[int, int, int, int]]) -> Groups:
    import numpy as np

    return Groups(*np.array(rows, dtype=np.int64).T)


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _whole(cell: object) -> int | None:
    """Return a number of 0 or more, also one that an export wrote as 12.0."""
    text = str(cell).strip().replace(",", "")
    whole, _, rest = text.partition(".")
    if not whole.isdecimal() or rest.strip("0") or len(whole) > 19:
        return None
    return int(whole)
