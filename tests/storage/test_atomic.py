from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from readiness_gui.storage import atomic

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_new_and_an_existing_file_hold_what_was_written(tmp_path: Path) -> None:
    target = tmp_path / "x"
    atomic.write_atomic(target, b"one")
    assert target.read_bytes() == b"one"
    atomic.write_atomic(target, b"")
    assert target.read_bytes() == b""
    assert names(tmp_path) == ["x"]


def test_large_content_is_written_whole_although_the_system_takes_it_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    atomic.write_atomic(tmp_path / "x", b"0123456789" * 50)
    assert (tmp_path / "x").read_bytes() == b"0123456789" * 50


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "x"
    atomic.write_atomic(target, b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space"):
        atomic.write_atomic(target, b"new" * 1000)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["x"]


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic.write_atomic(tmp_path / "x", b"new")
    assert names(tmp_path) == []


def test_the_file_and_then_its_folder_are_brought_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        events.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def replace(source: Path, target: Path) -> None:
        events.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    atomic.write_atomic(tmp_path / "x", b"new")
    assert events[:2] == ["file", "replace"]
    assert sys.platform == "win32" or events[2:] == ["folder"]


@posix
def test_permissions_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    target.chmod(0o640)
    atomic.write_atomic(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    real = tmp_path / "disk" / "real"
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    atomic.write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path / "disk") == ["real"]


def test_the_longest_file_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 255)
    atomic.write_atomic(target, b"new")
    assert target.read_bytes() == b"new"


def test_only_old_temporary_files_are_swept(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / ".readiness-aa.tmp",
        tmp_path / ".readiness-bb.tmp",
        tmp_path / "notes.tmp",
    )
    for one in (old, young, other):
        one.write_bytes(b"x")
    before = time.time() - atomic.STALE_SECONDS - 60
    os.utime(old, (before, before))
    os.utime(other, (before, before))
    assert atomic.sweep(tmp_path) == 1
    assert names(tmp_path) == [young.name, other.name]
    assert atomic.sweep(tmp_path / "nowhere") == 0


def test_on_windows_a_file_held_open_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refusals = os.replace, iter([True, True, False])

    def replace(source: Path, target: Path) -> None:
        if next(refusals):
            raise PermissionError(errno.EACCES, "used by another process")
        real(source, target)

    monkeypatch.setattr(atomic, "_WINDOWS", True)
    monkeypatch.setattr(os, "replace", replace)
    atomic.write_atomic(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"
