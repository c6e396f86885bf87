from __future__ import annotations

import errno
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product
from readiness_gui.storage import codec, history
from readiness_gui.storage.product_file import ProductFile, read_product, write_copy
from tests.storage.products import a_product, note_of, with_note


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Quill.readiness"


@pytest.fixture
def file(path: Path) -> Iterator[ProductFile]:
    made = ProductFile.create(path, a_product())
    yield made
    made.close()


def saved(path: Path) -> Product:
    return codec.product_from_bytes(path.read_bytes())


# -- two windows ------------------------------------------------------------------------------------


def test_the_second_to_open_reads_only_and_is_told_who_has_it(file: ProductFile, path: Path) -> None:
    file.save(with_note(file.product, "mine"))
    second = ProductFile.open(path)
    assert second.read_only
    assert note_of(second.product) == "mine"
    assert second.holder
    assert f"{platform.node()} (process {os.getpid()})" in second.holder
    assert second.reason
    assert second.holder in second.reason
    with pytest.raises(StorageError, match="open for reading only"):
        second.save(with_note(second.product, "yours"))
    second.close()
    file.save(with_note(file.product, "still mine"))
    file.close()
    third = ProductFile.open(path)
    assert not third.read_only
    third.close()


def test_another_process_holding_the_file_is_named_and_freed_by_its_death(path: Path) -> None:
    ProductFile.create(path, a_product()).close()
    program = (
        "import sys; from pathlib import Path; from readiness_gui.storage.product_file import ProductFile\n"
        "file = ProductFile.open(Path(sys.argv[1])); print(file.read_only, flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout
        assert child.stdout.readline().strip() == "False"
        second = ProductFile.open(path)
        assert second.read_only
        assert f"process {child.pid}" in (second.holder or "")
        second.close()
        child.kill()
        child.wait()
    third = ProductFile.open(path)
    assert not third.read_only
    third.close()


def test_an_unreadable_note_of_the_holder_does_not_matter(file: ProductFile, path: Path) -> None:
    (history.folder_of(path) / "holder.json").write_bytes(b"\xff{")
    second = ProductFile.open(path)
    assert second.read_only
    assert second.holder is None
    assert second.reason == "Another window has it open; close it there to change it here."
    second.close()


# -- somebody else writes ---------------------------------------------------------------------------


def test_a_file_changed_underneath_stays_and_the_save_goes_to_a_conflict_copy(
    file: ProductFile, path: Path
) -> None:
    theirs = codec.product_bytes(with_note(file.product, "theirs"))
    path.write_bytes(theirs)
    file.save(with_note(file.product, "mine"))
    assert path.read_bytes() == theirs
    assert file.conflict
    assert file.path.parent == path.parent
    assert file.path.name.startswith("Quill (conflict 20")
    assert note_of(saved(file.path)) == "mine"
    copy = file.path
    file.save(with_note(file.product, "mine again"))
    assert file.path == copy
    assert note_of(saved(copy)) == "mine again"
    first = ProductFile.open(path)
    assert not first.read_only
    first.close()
    assert ProductFile.open(copy).read_only


def test_a_file_that_was_only_touched_has_not_changed(file: ProductFile, path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    file.save(with_note(file.product, "mine"))
    assert file.path == path
    assert not file.conflict


def test_a_file_that_vanished_is_written_anew(file: ProductFile, path: Path) -> None:
    path.unlink()
    file.save(with_note(file.product, "mine"))
    assert note_of(saved(path)) == "mine"
    assert not file.conflict


def test_a_folder_that_vanished_is_said(file: ProductFile, path: Path, tmp_path: Path) -> None:
    moved = tmp_path.with_name("elsewhere")
    tmp_path.rename(moved)
    try:
        with pytest.raises(StorageError, match="no longer there"):
            file.save(with_note(file.product, "mine"))
    finally:
        moved.rename(tmp_path)
    file.save(with_note(file.product, "mine"))
    assert note_of(saved(path)) == "mine"


# -- a copy elsewhere ------------------------------------------------------------------------------------


def test_a_copy_stands_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.readiness"
    target.parent.mkdir()
    write_copy(target, with_note(a_product(), "copied"))
    assert note_of(read_product(target)) == "copied"
    assert [one.name for one in target.parent.iterdir()] == [target.name]


def test_a_copy_over_another_file_keeps_that_as_a_version(tmp_path: Path) -> None:
    target = tmp_path / "copy.readiness"
    ProductFile.create(target, with_note(a_product(), "before")).close()
    write_copy(target, with_note(a_product(), "copied"))
    assert note_of(read_product(target)) == "copied"
    assert [note_of(read_product(one.path)) for one in history.versions(target)] == ["before"]
    again = ProductFile.open(target)
    assert not again.read_only, "the lock is free again"
    again.close()


def test_a_copy_never_goes_over_a_file_that_a_window_has_open(file: ProductFile, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(StorageError, match="is open elsewhere, so it stays as it is"):
        write_copy(path, with_note(a_product(), "copied"))
    assert path.read_bytes() == before
    file.save(with_note(file.product, "still mine"))
    assert not file.conflict


@pytest.mark.parametrize("taken", [False, True])
def test_a_copy_that_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    target = tmp_path / "copy.readiness"
    if taken:
        target.write_bytes(b"somebody's")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"“copy\.readiness” was not saved: the disk is full"):
        write_copy(target, a_product())
    assert [one.name for one in tmp_path.glob("*") if one.is_file()] == ([target.name] if taken else [])
    assert not taken or target.read_bytes() == b"somebody's"
