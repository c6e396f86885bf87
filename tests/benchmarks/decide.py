"""The command ``decide`` against reading and writing the same lines as JSON without deciding."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from readiness_gui.core.terms import GateResult, Priority, SignalId, Status
from tests.benchmarks.measure import Ratio, paired, process

LINES = 100_000

FLOOR = (
    "import json, sys\nfor line in sys.stdin:\n    sys.stdout.write(json.dumps(json.loads(line)) + '\\n')\n"
)


def records() -> bytes:
    """Return ``LINES`` different questions as JSON Lines."""
    statuses = itertools.cycle(itertools.product(Status, repeat=len(SignalId)))
    gates = itertools.cycle(GateResult)
    priorities = itertools.cycle(Priority)
    lines = (
        json.dumps(
            {
                "signals": dict(zip(SignalId, next(statuses), strict=True)),
                "active_users": number * 7 % 3000,
                "top_priority": next(priorities),
                "stage": number % 3 + 1,
                "segment_detection": number % 5 > 0,
                "gate": next(gates),
                "committed": number % 2 == 0,
            }
        )
        for number in range(LINES)
    )
    return "\n".join(lines).encode() + b"\n"


def benchmarks() -> Iterator[Ratio]:
    """Yield the ratio; the note says lines a second."""
    text = records()
    ratio = paired(
        f"decide, {LINES:,} lines",
        process(["-m", "readiness_gui", "decide"], text=text),
        process(["-c", FLOOR], text=text),
        floor_name="the same lines through json alone",
        runs=3,
    )
    yield Ratio(
        ratio.name,
        ratio.floor_name,
        ratio.ours,
        ratio.floor,
        ratio.ratio,
        None,
        f"{LINES / ratio.ours:,.0f} lines a second, 10,000 promised",
    )
