"""An event log to both signals against the bare query that makes its cohort matrix, each a process.

One million events of 20,000 users; ten million with the environment variable READINESS_BENCH_FULL.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio, paired, process

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


def benchmarks() -> Iterator[Ratio]:
    """Yield the ratio of the whole processes."""
    rows = 10_000_000 if os.environ.get("READINESS_BENCH_FULL") else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "log.csv"
        process(["-c", MAKE, str(rows), str(USERS), str(path)])()
        yield paired(
            f"measure events, {rows:,} rows",
            process(["-m", "readiness_gui", "measure", "events", str(path), "--json"]),
            process(["-c", FLOOR, str(path)]),
            floor_name="the bare query of the cohort matrix",
            runs=3,
            limit=1.3,
            note=f"{path.stat().st_size / 1e6:.0f} MB",
        )
