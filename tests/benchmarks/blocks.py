"""The longest block of the event loop, in CPU time of the screen's thread, over a tour of the window.

No floor can be measured beside it: the limit itself, 50 ms, takes its place, so that 1.00 is the limit.
CPU time and not time on the wall, as the machine may have other work. In the fast case an act lies
far below; rows above 1.00 are to be looked at again on a quiet machine before they are believed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from tests.benchmarks.measure import Ratio

#: seconds of CPU that the event loop may be held up
LIMIT = 0.05
#: acts of which only the longest is printed, by how their names begin
TOGETHER = {
    "undo: ": "undo of an edit, the longest",
    "go to ": "a page opened again, the longest",
}


def benchmarks() -> Iterator[Ratio]:
    """Yield one row an act."""
    longest: dict[str, float] = {}
    for name, milliseconds in tour():
        begin = next((start for start in TOGETHER if name.startswith(start)), None)
        row = TOGETHER[begin] if begin is not None else name
        longest[row] = max(longest.get(row, 0.0), milliseconds)
    for name, milliseconds in longest.items():
        seconds = milliseconds / 1e3
        yield Ratio(f"block: {name}", "50 ms of CPU", seconds, LIMIT, seconds / LIMIT, 1.0)


def tour() -> list[tuple[str, float]]:
    """Return what was done and the milliseconds of its longest turn, from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.blocks_run", folder],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    return [(str(name), float(took)) for name, took in map(json.loads, done.stdout.splitlines())]
