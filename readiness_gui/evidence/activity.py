"""Who was active on which day, packed tight: a number a user and 62 days, a bit a day.

The whole log is read once and grouped into rows of a few such numbers; everything asked later
(periods of retention, windows of active users) is arithmetic on their bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from readiness_gui.evidence.tables import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.int64]

#: days in a row; the highest bits of a signed number of 64 stay free
SPAN = 62
#: chunks that make a row of the database: fewer rows to tell apart, and few empty ones to carry
WIDE = 4
#: the day that bit 0 of chunk 0 stands for; nothing earlier is believed
FIRST_DAY = date(2000, 1, 1)
#: the row of events after the as-of day: they are events that were read, and nothing else
LATER = -1
#: takes the meaning of a sign in LIKE
ESCAPE = "!"
#: users whose days are laid out at a time, which bounds the memory
USERS_AT_A_TIME = 1 << 16


@dataclass(frozen=True, slots=True)
class Groups:
    """Users alike in all that counts; arrays have one element a group."""

    #: month of the first event, as 202601
    start: Days
    #: complete periods after the first
    complete: Days
    #: bit k is set where the users came back in period k
    mask: Days
    users: Days


@dataclass(frozen=True, slots=True)
class Activity:
    """Days of use; arrays have one element a user and chunk. Days are counted from 2000-01-01."""

    #: users are numbered from 0
    user: Days
    chunk: Days
    bits: Days

    @property
    def first_event(self) -> date:
        """Return the day of the earliest event."""
        low = int(self.chunk.min())
        bits = self._any(low)
        return FIRST_DAY + timedelta(days=low * SPAN + (bits & -bits).bit_length() - 1)

    @property
    def last_event(self) -> date:
        """Return the day of the latest event."""
        top = int(self.chunk.max())
        return FIRST_DAY + timedelta(days=top * SPAN + self._any(top).bit_length() - 1)

    def active(self, windows: Sequence[tuple[date, int]]) -> list[int]:
        """Return the number of users with an event in each window, given as its last day and its days."""
        import numpy as np

        counts = [0] * len(windows)
        for block in self._blocks():
            for place, (ends, days) in enumerate(windows):
                end = (ends - FIRST_DAY).days + 1
                counts[place] += int(np.count_nonzero(block.active(end - days, end)))
        return counts

    def groups(self, as_of: date, length: int, most: int) -> Groups:
        """Return users grouped by start, complete periods and periods of use.

        Period k holds the days [k * length, (k + 1) * length) after the first event; at most
        ``most`` periods after the first are followed.
        """
        import numpy as np

        end = (as_of - FIRST_DAY).days
        firsts, masks = [], []
        for block in self._blocks():
            first = block.first()
            last = min(most, int((end - first).max()) // length)
            firsts.append(first)
            masks.append(block.periods(first, length, last + 1))
        first, mask = np.concatenate(firsts), np.concatenate(masks)
        complete = np.clip((end - first + 1) // length - 1, 0, most)
        days = np.datetime64(FIRST_DAY) + first
        months = days.astype("datetime64[M]").astype(np.int64)
        start = (1970 + months // 12) * 100 + months % 12 + 1
        order = np.lexsort((mask, complete, start))
        start, complete, mask = start[order], complete[order], mask[order]
        same = [column[1:] == column[:-1] for column in (start, complete, mask)]
        at = np.flatnonzero(np.append(True, ~np.all(same, axis=0)))
        return Groups(start[at], complete[at], mask[at], np.diff(at, append=len(order)))

    def _any(self, chunk: int) -> int:
        """Return the days of a chunk on which anybody was active."""
        import numpy as np

        return int(np.bitwise_or.reduce(self.bits[self.chunk == chunk]))

    def _blocks(self) -> Iterator[_Block]:
        """Yield the days of all users, some at a time."""
        import numpy as np

        users = int(self.user.max()) + 1
        lowest, highest = int(self.chunk.min()), int(self.chunk.max())
        for low in range(0, users, USERS_AT_A_TIME):
            count = min(USERS_AT_A_TIME, users - low)
            inside = (self.user >= low) & (self.user < low + count) if count < users else slice(None)
            # one chunk of nothing at either end: windows may reach beyond what is known
            bits = np.zeros((highest - lowest + 3, count), dtype=np.int64)
            bits[self.chunk[inside] - (lowest - 1), self.user[inside] - low] = self.bits[inside]
            yield _Block(bits, (lowest - 1) * SPAN)


@dataclass(frozen=True, slots=True)
class _Block:
    """The days of some users: ``bits`` by chunk and user, the first of them beginning on day ``origin``."""

    bits: Days
    origin: int

    def first(self) -> Days:
        """Return the day of the first event of each user."""
        import numpy as np

        found = np.zeros(self.bits.shape[1], dtype=np.int64)
        for place in range(len(self.bits) - 1, -1, -1):
            row = self.bits[place]
            below = np.bitwise_count((row & -row) - 1).astype(np.int64)
            found = np.where(row != 0, self.origin + place * SPAN + below, found)
        return found

    def active(self, begins: int, ends: int) -> NDArray[np.bool_]:
        """Tell for each user whether there is an event from a day on, and before another one."""
        import numpy as np

        hit = np.zeros(self.bits.shape[1], dtype=bool)
        for place, row in enumerate(self.bits):
            start = self.origin + place * SPAN
            low, high = max(begins - start, 0), min(ends - start, SPAN)
            if low < high:
                hit |= row & ((1 << high) - (1 << low)) != 0
        return hit

    def periods(self, first: Days, length: int, count: int) -> Days:
        """Return bit k for each user with an event in period k (of at most 62 days) from a day on."""
        import numpy as np

        found = np.zeros(len(first), dtype=np.int64)
        together = SPAN // length
        for done in range(0, count, together):
            days = self._from(first + done * length)
            for period in range(done, min(done + together, count)):
                low = (period - done) * length
                inside = days & ((1 << low + length) - (1 << low)) != 0
                found |= inside.astype(np.int64) << period
        return found

    def _from(self, begins: Days) -> Days:
        """Return the next 62 days of each user from a day on, which is bit 0."""
        import numpy as np

        offset = np.clip(begins - self.origin, 0, (len(self.bits) - 1) * SPAN)
        place, shift = offset // SPAN, offset % SPAN
        users = np.arange(self.bits.shape[1])
        now, after = self.bits[place, users], self.bits[np.minimum(place + 1, len(self.bits) - 1), users]
        return (now >> shift) | ((after & _ones(shift)) << (SPAN - shift))


def _ones(count: Days) -> Days:
    """Return numbers with so many of the lowest bits set."""
    import numpy as np

    return (np.int64(1) << count) - 1


def gather(table: Table, user: str, day: str, *, latest: date, as_of: date) -> tuple[int, int]:
    """Group the log into the table ``packed``; return how many rows were read and how many refused.

    ``user`` and ``day`` are SQL over the columns of ``source``. A row of ``packed`` has the days of
    :data:`WIDE` chunks, one in each of ``b0``, ``b1`` and so on.
    """
    last, end = ((one - FIRST_DAY).days for one in (latest, as_of))
    row = f"d // {SPAN * WIDE}"
    if end < last:
        row = f"CASE WHEN d > {end} THEN {LATER} ELSE {row} END"
    bits = ", ".join(f"bit_or(b) FILTER (k = {chunk}) AS b{chunk}" for chunk in range(WIDE))
    table.connection.execute(
        f"CREATE TEMP TABLE packed AS SELECT u, c, count(*) AS n, {bits} FROM "  # noqa: S608 - quoted
        f"(SELECT u, {row} AS c, d // {SPAN} % {WIDE} AS k, CAST(1 AS BIGINT) << (d % {SPAN}) AS b FROM "
        f"(SELECT u, CASE WHEN d BETWEEN 0 AND {last} THEN d END AS d FROM "
        f"(SELECT {user} AS u, TRY_CAST({day} - DATE '{FIRST_DAY}' AS INTEGER) AS d FROM source))) "
        "GROUP BY u, c"
    )
    query = "SELECT sum(n), count_if(starts_with(u, ' ') OR ends_with(u, ' ')) FROM packed"
    ((read, spaced),) = table.fetch(query)
    if spaced:
        bits = ", ".join(f"bit_or({name}) AS {name}" for name in _names())
        table.connection.execute(
            "CREATE OR REPLACE TEMP TABLE packed AS "  # noqa: S608 - constants
            f"SELECT trim(u) AS u, c, sum(n) AS n, {bits} FROM packed GROUP BY ALL"
        )
    query = "SELECT sum(n) FROM packed WHERE u IS NULL OR u = '' OR c IS NULL"
    ((refused,),) = table.fetch(query)
    return int(str(read or 0)), int(str(refused or 0))


def is_pattern(text: str) -> bool:
    """Tell whether a user to leave out is a pattern of ``*`` and ``?`` and no name."""
    return bool({"*", "?"} & set(text))


def like_of(pattern: str, escape: str = ESCAPE) -> str:
    """Return a pattern as LIKE has it: ``*`` any text, ``?`` one character, all else at its word."""
    signs = {"*": "%", "?": "_", **{sign: escape + sign for sign in ("%", "_", escape)}}
    return "".join(signs.get(one, one) for one in pattern)


def unpack(table: Table, exclude: Sequence[str]) -> Activity | None:
    """Return the days of all users that are not left out, ``None`` where nobody is left.

    ``exclude`` holds users, and patterns that match without case.
    """
    ask = table.connection.execute
    ask(f"CREATE TEMP TABLE who AS SELECT DISTINCT u FROM packed WHERE u <> '' AND c > {LATER}")  # noqa: S608 - constants
    names = [one.strip() for one in exclude if not is_pattern(one)]
    if names:
        ask("DELETE FROM who WHERE u IN (SELECT unnest(CAST(? AS VARCHAR[])))", [names])
    patterns = [like_of(one.strip()) for one in exclude if is_pattern(one)]
    if patterns:
        ask(
            "DELETE FROM who WHERE EXISTS (SELECT 1 FROM "  # noqa: S608 - a constant
            f"(SELECT unnest(CAST(? AS VARCHAR[])) AS p) WHERE lower(u) LIKE lower(p) ESCAPE '{ESCAPE}')",
            [patterns],
        )
    bits = ", ".join(f"coalesce({name}, 0) AS {name}" for name in _names())
    rows = ask(
        f"SELECT i, c, {bits} FROM packed JOIN "  # noqa: S608 - constants
        f"(SELECT u, row_number() OVER () - 1 AS i FROM who) USING (u) WHERE c > {LATER}"
    ).fetchnumpy()
    return _activity(rows) if len(rows["i"]) else None


def _activity(rows: dict[str, Any]) -> Activity:
    """Return the days of users whose chunks stand side by side, below each other; ``rows`` is used up."""
    import numpy as np

    user, row = (np.asarray(rows.pop(name), dtype=np.int64) for name in ("i", "c"))
    users, chunks, days = [], [], []
    for chunk, name in enumerate(_names()):
        bits = np.asarray(rows.pop(name), dtype=np.int64)
        some = bits != 0
        users.append(user[some])
        chunks.append(row[some] * WIDE + chunk)
        days.append(bits[some])
    return Activity(np.concatenate(users), np.concatenate(chunks), np.concatenate(days))


def _names() -> list[str]:
    """Return the columns of ``packed`` that hold days."""
    return [f"b{chunk}" for chunk in range(WIDE)]
