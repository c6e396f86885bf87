"""A program that exports all day does not grow: typst lets go of what it remembers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from readiness_gui import paths
from readiness_gui.report import memo
from tests.benchmarks.report import MEMORY

SAMPLE = paths.resources() / "samples" / "Grantwright.readiness"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from the system's own table")


def grown(program: str, exports: int) -> float:
    """Return by how much a process has grown from its first export to its last."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(SAMPLE), str(exports)], capture_output=True, check=True, text=True
    )
    first, last = (float(word) for word in done.stdout.split())
    return last / first


@LINUX
def test_forty_exports_hardly_grow_a_process() -> None:
    assert grown(MEMORY, 40) < 1.2


@LINUX
def test_without_forgetting_it_would_grow() -> None:
    """The counterexample: what the test above would notice."""
    lazy = "import readiness_gui.report.pdf as pdf\npdf.forget = lambda *_: None\n"
    assert grown(lazy + MEMORY, 12) > 1.5


def test_it_ages_what_there_is_and_leaves_what_is_asked_for() -> None:
    assert memo.ALL > 10, "typst keeps results for ten compiles"
    assert memo.ALL_BUT_LAST * 2 < memo.ALL + 1
