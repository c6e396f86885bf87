"""``python -m tests.benchmarks [NAME …]``: print one row a benchmark."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tests.benchmarks import blocks, decide, events, imports, report, start
from tests.benchmarks.measure import Ratio

ALL: dict[str, Callable[[], Iterator[Ratio]]] = {
    "start": start.benchmarks,
    "blocks": blocks.benchmarks,
    "decide": decide.benchmarks,
    "report": report.benchmarks,
    "events": events.benchmarks,
    "imports": imports.benchmarks,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    print(f"{'':<44} {'ours':>13} {'floor':>13} {'ratio':>7} {'limit':>8}")
    for name in names or ALL:
        for ratio in ALL[name]():
            print(ratio.line(), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
