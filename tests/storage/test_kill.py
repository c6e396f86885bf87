from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readiness_gui.storage import codec, history
from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import a_product, note_of, with_note

KILLS = 64


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.saver", path], stdout=subprocess.PIPE, text=True
    )


def number_in(path: Path) -> int:
    return int(note_of(codec.product_from_bytes(path.read_bytes())).split()[0])


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_file_killed_in_the_middle_of_saving_is_whole_and_never_older_than_acknowledged(
    tmp_path: Path,
) -> None:
    """GIVEN a process that saves in a loop WHEN it is killed at any moment THEN nothing said is lost."""
    path = tmp_path / "Quill.readiness"
    ProductFile.create(path, with_note(a_product(), "0 start")).close()
    chance = random.Random(7)  # noqa: S311  # when to kill is no secret
    halves = 0
    for _ in range(KILLS):
        child = start(path)
        assert child.stdout
        first = child.stdout.readline()
        assert first.strip().isdecimal(), "the lock of the one killed before was not freed"
        time.sleep(chance.uniform(0, 0.03))
        child.kill()
        acknowledged = int((child.stdout.read().split() or [first])[-1])
        child.wait()
        child.stdout.close()
        halves += any(tmp_path.glob(".readiness-*.tmp"))
        for left in tmp_path.glob(".readiness-*.tmp"):
            left.unlink()
        assert number_in(path) in (acknowledged, acknowledged + 1)
        for version in history.versions(path):
            assert number_in(version.path) <= acknowledged + 1
    assert halves, "no kill fell into a write, so the test proved nothing"


def test_of_two_processes_one_writes_and_the_other_says_that_it_only_reads(tmp_path: Path) -> None:
    path = tmp_path / "Quill.readiness"
    ProductFile.create(path, with_note(a_product(), "0 start")).close()
    with start(path) as first:
        assert first.stdout
        assert first.stdout.readline().strip() == "1"
        with start(path) as second:
            assert second.stdout
            assert second.stdout.readline() == "read-only\n"
        first.kill()
        acknowledged = int((first.stdout.read().split() or ["1"])[-1])
    assert number_in(path) in (acknowledged, acknowledged + 1)
    assert [one.name for one in tmp_path.glob("*.readiness")] == [path.name]
