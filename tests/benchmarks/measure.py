"""Paired measurement: ours and its floor in turn, so that a drifting machine moves both."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians of ours and of the floor, in seconds or in megabytes, and the median of the pairwise ratios."""

    name: str
    floor_name: str
    ours: float
    floor: float
    ratio: float
    limit: float | None
    note: str = ""
    #: "ms": the values are seconds; else they are in this unit
    unit: str = "ms"

    def line(self) -> str:
        """Return the row of the printed table."""
        bound = f"<= {self.limit:.2f}" if self.limit is not None else ""
        verdict = "" if self.limit is None else ("ok" if self.ratio <= self.limit else "OVER")
        scale = 1e3 if self.unit == "ms" else 1.0
        ours, floor = (f"{value * scale:>10.1f} {self.unit}" for value in (self.ours, self.floor))
        return (
            f"{self.name:<44} {ours} {floor} "
            f"{self.ratio:>7.2f} {bound:>8} {verdict:<5} floor: {self.floor_name}"
            + (f"; {self.note}" if self.note else "")
        )


def paired(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    floor_name: str,
    runs: int = 7,
    limit: float | None = None,
    note: str = "",
) -> Ratio:
    """Time both functions ``runs`` times in turn after one warm-up each."""
    ours()
    floor()
    pairs = [(seconds(ours), seconds(floor)) for _ in range(runs)]
    return Ratio(
        name,
        floor_name,
        median(own for own, _ in pairs),
        median(low for _, low in pairs),
        median(own / low for own, low in pairs),
        limit,
        note,
    )


def seconds(function: Callable[[], object]) -> float:
    """Return the wall-clock seconds of one call."""
    gc.collect()
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: wall-clock seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


#: starts a program and prints its seconds, its peak (in the system's unit) and exit code; a process of its
#: own, because a child counts the memory of whoever starts it as its own
LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(time.perf_counter() - start, used.ru_maxrss, os.waitstatus_to_exitcode(status))
os._exit(0)
"""


def run(arguments: Sequence[str]) -> Run:
    """Run this Python with ``arguments`` to its end; on systems that can say what a child took (POSIX)."""
    launch = [sys.executable, "-S", "-c", LAUNCHER, sys.executable, *arguments]
    seconds, peak, code = subprocess.run(launch, capture_output=True, check=True, text=True).stdout.split()
    if int(code):
        raise subprocess.CalledProcessError(int(code), list(arguments))
    return Run(float(seconds), float(peak) / (1024 if sys.platform != "darwin" else 1024**2))


def process(arguments: Sequence[str], *, text: bytes | None = None) -> Callable[[], object]:
    """Return a function that runs this Python with ``arguments`` to its end."""

    def call() -> None:
        subprocess.run([sys.executable, *arguments], input=text, capture_output=True, check=True)

    return call
