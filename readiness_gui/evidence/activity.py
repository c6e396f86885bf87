"""Who was active on which day, packed tight: one row a user and 62 days, a bit a day.

The whole log is read once and grouped into such rows; everything asked later (periods of
retention, windows of active users) is arithmetic on their bits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from readiness_gui.evidence.tables import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.int64]

#: days in a row; the highest bits of a signed number of 64 stay free
SPAN = 62
#: the day that bit 0 of chunk 0 stands for; nothing earlier is believed
FIRST_DAY = date(2000, 1, 1)
#: the chunk of events after the as-of day: they are rows that were read, and nothing else
LATER = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Users alike in all that counts: month of the first event, complete periods, activity by period."""

    start: str
    complete: int
    #: bit k is set where the users came back in period k
    mask: int
    users: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Days of use by user; arrays have one element a row, ``first`` one a user (days since 2000-01-01)."""

    user: Days
    chunk: Days
    bits: Days
    first: Days
    last_event: date

    @property
    def first_event(self) -> date:
        """Return the day of the earliest event."""
        return FIRST_DAY + timedelta(days=int(self.first.min()))

    def active(self, ends: date, days: int) -> int:
        """Return the number of users with an event in the window of ``days`` that ends on a day."""
        import numpy as np

        high = (ends - FIRST_DAY).days + 1 - self.chunk * SPAN
        hit = (self.bits & _between(high - days, high)) != 0
        return int(np.count_nonzero(np.bincount(self.user[hit], minlength=1)))

    def groups(self, as_of: date, length: int, most: int) -> list[Group]:
        """Return users grouped by start, complete periods and periods of use.

        Period k holds the days [k * length, (k + 1) * length) after the first event; at most
        ``most`` periods after the first are followed.
        """
        import numpy as np

        end = (as_of - FIRST_DAY).days
        complete = np.clip((end - self.first + 1) // length - 1, 0, most)
        alike = Counter(
            zip(self.first.tolist(), complete.tolist(), self._masks(length, most).tolist(), strict=True)
        )
        months = {first: f"{FIRST_DAY + timedelta(days=first):%Y-%m}" for first, _, _ in alike}
        return [Group(months[first], done, mask, users) for (first, done, mask), users in alike.items()]

    def _masks(self, length: int, most: int) -> Days:
        """Return for each user the periods with use, bit k for period k."""
        import numpy as np

        offset = self.chunk * SPAN - self.first[self.user]
        base = offset // length
        found = np.zeros(len(offset), dtype=np.int64)
        for step in range(SPAN // length + 2):
            period = base + step
            low = period * length - offset
            hit = (self.bits & _between(low, low + length)) != 0
            inside = hit & (period >= 0) & (period <= most)
            found |= np.where(inside, np.int64(1) << np.clip(period, 0, most), 0)
        order = np.argsort(self.user, kind="stable")
        starts = np.searchsorted(self.user[order], np.arange(len(self.first)))
        return np.bitwise_or.reduceat(found[order], starts)


def gather(table: Table, user: str, day: str, *, latest: date, as_of: date) -> tuple[int, int]:
    """Group the log into the table ``packed``; return how many rows were read and how many refused.

    ``user`` and ``day`` are SQL over the columns of ``source``.
    """
    number = f"greatest(0, date_diff('day', DATE '{FIRST_DAY}', d))"
    believed = f"d BETWEEN DATE '{FIRST_DAY}' AND DATE '{latest}'"
    chunk = (
        f"CASE WHEN d IS NULL OR NOT ({believed}) THEN NULL "
        f"WHEN d > DATE '{as_of}' THEN {LATER} ELSE {number} // {SPAN} END"
    )
    table.connection.execute(
        f"CREATE TEMP TABLE packed AS SELECT u, c, count(*) AS n, bit_or(b) AS b FROM "  # noqa: S608 - quoted
        f"(SELECT u, {chunk} AS c, CAST(1 AS BIGINT) << ({number} % {SPAN}) AS b FROM "
        f"(SELECT {user} AS u, {day} AS d FROM source)) GROUP BY u, c"
    )
    ((read, refused),) = table.fetch(
        "SELECT coalesce(sum(n), 0), "
        "coalesce(sum(n) FILTER (WHERE u IS NULL OR trim(u) = '' OR c IS NULL), 0) FROM packed"
    )
    return int(str(read)), int(str(refused))


def is_pattern(text: str) -> bool:
    """Tell whether a user to leave out is a pattern of ``*`` and ``?`` and no name."""
    return bool({"*", "?"} & set(text))


def unpack(table: Table, exclude: Sequence[str]) -> Activity | None:
    """Return the days of all users that are not left out, ``None`` where nobody is left.

    ``exclude`` holds users, and patterns that match without case.
    """
    ask = table.connection.execute
    if table.fetch("SELECT 1 FROM packed WHERE u <> trim(u) LIMIT 1"):
        people = "SELECT trim(u) AS u, c, bit_or(b) AS b FROM packed GROUP BY ALL"
    else:
        people = "SELECT u, c, b FROM packed"
    ask(f"CREATE TEMP VIEW people AS SELECT * FROM ({people}) WHERE u <> '' AND c > {LATER}")  # noqa: S608 - constants
    names = [one.strip() for one in exclude if not is_pattern(one)]
    ask("CREATE TEMP TABLE left_out AS SELECT unnest(CAST(? AS VARCHAR[])) AS u", [names])
    for pattern in (one.strip().replace("[", "[[]") for one in exclude if is_pattern(one)):
        ask("INSERT INTO left_out SELECT DISTINCT u FROM people WHERE lower(u) GLOB lower(?)", [pattern])
    ask(
        f"CREATE TEMP TABLE who AS SELECT u, min(c * {SPAN} + bit_count((b & -b) - 1)) AS f, "  # noqa: S608 - constants
        "row_number() OVER () - 1 AS i FROM people WHERE u NOT IN (SELECT u FROM left_out) GROUP BY u"
    )
    rows = ask("SELECT i, c, b FROM people JOIN who USING (u)").fetchnumpy()
    first = ask("SELECT f FROM who ORDER BY i").fetchnumpy()
    user, chunk, bits, days = (_whole(one) for one in (rows["i"], rows["c"], rows["b"], first["f"]))
    if not len(user):
        return None
    return Activity(user, chunk, bits, days, _newest(chunk, bits))


def _whole(column: object) -> Days:
    import numpy as np

    return np.asarray(column, dtype=np.int64)


def _newest(chunk: Days, bits: Days) -> date:
    import numpy as np

    top = int(chunk.max())
    newest = int(np.bitwise_or.reduce(bits[chunk == top])).bit_length() - 1
    return FIRST_DAY + timedelta(days=top * SPAN + newest)


def _between(low: Days, high: Days) -> Days:
    """Return numbers with the bits [low, high) set, as far as they lie in a row."""
    import numpy as np

    one = np.int64(1)
    return (one << np.clip(high, 0, SPAN)) - (one << np.clip(low, 0, SPAN))
