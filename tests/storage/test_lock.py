"""The right to write one file: one at a time, said whose it is, and let go of in any case."""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.storage import history
from readiness_gui.storage.lock import Holder, Lock, held


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Quill.readiness"


def note(path: Path) -> Path:
    return history.folder_of(path) / "holder.json"


def test_one_has_it_and_the_other_does_not_until_it_is_let_go(path: Path) -> None:
    first, second = Lock(path), Lock(path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    second.release()
    assert first.take(), "letting go twice does no harm"
    first.release()


def test_files_have_a_lock_each(path: Path) -> None:
    first, second = Lock(path), Lock(path.with_name("Other.readiness"))
    assert first.take()
    assert second.take()
    first.release()
    second.release()


def test_who_has_it_writes_it_down_and_wipes_it_out(path: Path) -> None:
    lock = Lock(path)
    assert lock.holder() is None
    assert lock.take()
    found = Lock(path).holder()
    assert found is not None
    assert (found.host, found.user, found.pid) == (platform.node() or "?", getpass.getuser(), os.getpid())
    assert datetime.fromisoformat(found.since).utcoffset() is not None
    lock.release()
    assert not note(path).exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"host": "a"}', '{"host": "a", "user": "b", "pid": "x", "since": ""}'],
)
def test_a_note_that_makes_no_sense_names_nobody(path: Path, content: str) -> None:
    note(path).parent.mkdir(parents=True)
    note(path).write_text(content, encoding="utf-8")
    assert Lock(path).holder() is None


def test_a_note_with_a_time_that_is_none_is_still_told(path: Path) -> None:
    assert Holder("desk", "ada", 7, "yesterday").reason == (
        "ada on desk (process 7) has it open since ?; close it there to change it here."
    )


def test_it_is_held_for_a_while_and_let_go_whatever_happens(path: Path) -> None:
    def fail() -> None:
        with held(path, "not_moved"):
            assert not Lock(path).take()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    after = Lock(path)
    assert after.take()
    after.release()


def test_where_somebody_has_it_the_sentence_says_who(path: Path) -> None:
    other = Lock(path)
    assert other.take()
    with pytest.raises(StorageError) as caught, held(path, "not_moved"):
        pass
    assert str(caught.value).startswith("“Quill.readiness” is open elsewhere, so it stays as it is. ")
    assert f"(process {os.getpid()})" in str(caught.value)
    note(path).unlink()
    with pytest.raises(StorageError, match="Another window has it open"), held(path, "not_moved"):
        pass
    other.release()


@pytest.mark.parametrize(
    ("failed", "words"), [("not_moved", "could not be moved"), ("not_saved", "was not saved")]
)
def test_a_folder_that_cannot_be_written_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, failed: str, words: str
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match=f"{words}: the disk can only be read"), held(path, failed):
        pass


def test_a_note_that_cannot_be_written_does_not_keep_from_writing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    lock = Lock(path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", refuse)
        assert lock.take()
    assert lock.holder() is None
    lock.release()


def test_a_machine_without_users_has_a_lock_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid 1000")

    monkeypatch.setattr(getpass, "getuser", nobody)
    lock = Lock(path)
    assert lock.take()
    assert json.loads(note(path).read_text(encoding="utf-8"))["user"] == "?"
    lock.release()
