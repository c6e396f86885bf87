"""A file read whole, written whole, and known again when somebody else wrote it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.storage import codec
from readiness_gui.storage.tiny import AtomicStorage, read_file
from tests.storage.products import a_product, with_note

QUILL = a_product()


def tables(note: str) -> dict[str, Any]:
    return codec.parse(codec.product_bytes(with_note(QUILL, note)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Quill.readiness"


@pytest.fixture
def storage(path: Path) -> AtomicStorage:
    made = AtomicStorage(path)
    made.write(tables("first"))
    return made


def touch(path: Path) -> None:
    """Give a file another time without another content."""
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 5_000_000_000))


def test_what_was_written_is_read(storage: AtomicStorage) -> None:
    assert storage.read() == tables("first")
    assert not storage.changed_underneath()


def test_what_somebody_else_wrote_is_seen_until_it_is_read(storage: AtomicStorage, path: Path) -> None:
    AtomicStorage(path).write(tables("theirs"))
    assert storage.changed_underneath()
    assert storage.changed_underneath(), "asking changes nothing"
    assert storage.read() == tables("theirs")
    assert not storage.changed_underneath()


def test_a_change_of_the_same_length_is_seen(storage: AtomicStorage, path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"first", b"other"))
    touch(path)
    assert storage.changed_underneath()


def test_another_time_alone_is_no_change_and_is_looked_at_once(
    storage: AtomicStorage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(path)
    assert not storage.changed_underneath()

    def unread(_path: Path) -> bytes:
        raise AssertionError("the file was read again although nothing happened to it")

    monkeypatch.setattr(Path, "read_bytes", unread)
    assert not storage.changed_underneath()


def test_a_file_that_is_gone_or_was_never_known_did_not_change(storage: AtomicStorage, path: Path) -> None:
    assert not AtomicStorage(path).changed_underneath()
    path.unlink()
    assert not storage.changed_underneath()


def test_a_file_that_cannot_be_looked_at_is_not_called_changed(
    storage: AtomicStorage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(path)

    def refuse(_path: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert not storage.changed_underneath()


def test_tables_that_could_not_be_read_back_are_not_written(storage: AtomicStorage, path: Path) -> None:
    before = path.read_bytes()
    flawed = tables("second")
    flawed["assessments"]["1"]["claimed_stage"] = 9
    with pytest.raises(StorageError, match="a stage is 1, 2 or 3"):
        storage.write(flawed)
    assert path.read_bytes() == before
    assert not storage.changed_underneath()


def test_of_a_file_too_large_no_more_is_read_than_it_takes_to_say_so(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(codec.SIZE_LIMIT + 1000)
    assert len(read_file(path)) == codec.SIZE_LIMIT + 1
    with pytest.raises(StorageError, match="larger than 64 MB"):
        AtomicStorage(path).read()


@pytest.mark.parametrize("name", ["a\x00b.readiness", "gone.readiness"])
def test_a_name_that_no_file_has_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match="There is no file"):
        read_file(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is not a file; choose a file"):
        read_file(tmp_path)
