"""An event log to both signals against the bare query that makes its cohort matrix, each a process.

One million and ten million events of 20,000 users: time and peak memory. The query is what one would
write by hand, with the types that duckdb finds by itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Ratio, process, run

USERS = 20_000

MAKE = """
import duckdb, sys
rows, users, target = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
duckdb.execute(f'''COPY (
    SELECT 'user-' || (hash(range) % {users}) AS user,
           TIMESTAMP '2024-01-01' + INTERVAL (hash(range * 7) % 600) DAY
               + INTERVAL (range % 86400) SECOND AS time,
           'event ' || (range % 40) AS event
    FROM range({rows})
) TO '{target}' (HEADER)''')
"""
FLOOR = """
import duckdb, sys
duckdb.execute(f'''
    WITH days AS (SELECT "user" AS u, CAST(time AS DATE) AS d FROM read_csv('{sys.argv[1]}')),
         first AS (SELECT u, min(d) AS f FROM days GROUP BY u)
    SELECT strftime(f, '%Y-%m'), (d - f) // 30, count(DISTINCT days.u)
    FROM days JOIN first USING (u) GROUP BY ALL
''').fetchall()
"""


FLOOR_NAME = "the bare query of the cohort matrix"
#: rows and pairs of runs
SIZES = ((1_000_000, 9), (10_000_000, 3))
LIMIT = 1.3


def benchmarks() -> Iterator[Ratio]:
    """Yield time and memory of the whole processes, by size."""
    for rows, pairs in SIZES:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "log.csv"
            process(["-c", MAKE, str(rows), str(USERS), str(path)])()
            yield from _measured(path, rows, pairs)


def _measured(path: Path, rows: int, pairs: int) -> Iterator[Ratio]:
    ours = ["-m", "readiness_gui", "measure", "events", str(path), "--json"]
    floor = ["-c", FLOOR, str(path)]
    run(ours), run(floor)  # the file is in memory from here on, for both
    found = [(run(ours), run(floor)) for _ in range(pairs)]
    note = f"{path.stat().st_size / 1e6:.0f} MB"
    times = [(one.seconds, other.seconds) for one, other in found]
    yield _ratio(f"measure events, {rows:,} rows", times, note, "ms")
    peaks = [(one.megabytes, other.megabytes) for one, other in found]
    yield _ratio(f"its peak memory, {rows:,} rows", peaks, "", "MB")


def _ratio(name: str, pairs: list[tuple[float, float]], note: str, unit: str) -> Ratio:
    return Ratio(
        name,
        FLOOR_NAME,
        median(ours for ours, _ in pairs),
        median(floor for _, floor in pairs),
        median(ours / floor for ours, floor in pairs),
        LIMIT,
        note,
        unit,
    )
