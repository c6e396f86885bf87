from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product
from readiness_gui.storage import codec
from readiness_gui.storage.library import Library
from readiness_gui.storage.product_file import DamagedFileError, ProductFile
from tests.storage.products import a_product, note_of, with_note


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def add(library: Library, product: Product | None = None) -> Path:
    file = library.create(product or a_product())
    file.close()
    return file.path


def read(path: Path) -> Product:
    return codec.product_from_bytes(path.read_bytes())


def files(library: Library) -> list[str]:
    return sorted(one.name for one in library.folder.iterdir() if one.name[0] != ".")


@pytest.fixture
def held(library: Library) -> Iterator[ProductFile]:
    file = library.create(a_product("Held"))
    yield file
    file.close()


# -- trash ------------------------------------------------------------------------------------------


def test_what_was_deleted_comes_back_with_its_versions(library: Library) -> None:
    path = add(library)
    file = library.open(path)
    file.save(with_note(file.product, "noted"))
    file.close()
    before, versions = read(path), len(library.versions(path))
    entry = library.trash(path)
    assert entry.name == "Quill"
    assert library.list() == ()
    assert library.versions(path) == ()
    assert library.trashed() == (entry,)
    back = library.restore(entry)
    assert back == path
    assert read(back) == before
    assert len(library.versions(back)) == versions
    assert library.trashed() == ()
    assert [one.name for one in library.list()] == ["Quill"]


def test_the_trash_holds_many_of_one_name_last_deleted_first(library: Library) -> None:
    entries = [library.trash(add(library, with_note(a_product(), str(number)))) for number in range(3)]
    assert library.trashed() == tuple(reversed(entries))
    add(library)
    back = [library.restore(entry) for entry in entries]
    assert [one.name for one in back] == ["Quill (2).readiness", "Quill (3).readiness", "Quill (4).readiness"]
    assert [note_of(read(one)) for one in back] == ["0", "1", "2"]


def test_a_bad_file_can_be_deleted_and_restored(library: Library) -> None:
    library.prepare()
    path = library.folder / "broken.readiness"
    path.write_bytes(b"{")
    entry = library.trash(path)
    assert entry.name == "broken"
    assert entry.problem
    assert library.restore(entry).read_bytes() == b"{"


def test_a_product_open_elsewhere_cannot_be_deleted(library: Library, held: ProductFile) -> None:
    with pytest.raises(StorageError, match=r"“Held\.readiness” is open elsewhere.*close it there"):
        library.trash(held.path)
    assert files(library) == ["Held.readiness"]
    held.save(with_note(held.product, "still here"))


def test_what_is_gone_from_the_trash_cannot_be_restored(library: Library) -> None:
    entry = library.trash(add(library))
    entry.path.unlink()
    with pytest.raises(StorageError, match="There is no file"):
        library.restore(entry)
    assert library.trashed() == ()


def test_a_failed_move_leaves_everything_in_place(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add(library)

    def fail(*_arguments: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        with pytest.raises(StorageError, match=r"could not be moved.*it is where it was"):
            library.trash(path)
    assert files(library) == ["Quill.readiness"]
    assert library.trashed() == ()


# -- versions ---------------------------------------------------------------------------------------


def test_a_version_comes_back_and_what_it_replaces_is_kept(library: Library) -> None:
    path = add(library, with_note(a_product(), "monday"))
    file = library.open(path)
    file.save(with_note(file.product, "tuesday"))
    file.close()
    monday = library.versions(path)[-1]
    assert library.restore_version(path, monday) == path
    assert note_of(read(path)) == "monday"
    assert "tuesday" in [note_of(read(one.path)) for one in library.versions(path)]
    reopened = library.open(path)
    assert not reopened.read_only
    reopened.close()


def test_an_unreadable_file_is_set_aside_for_the_version(library: Library) -> None:
    path = add(library, with_note(a_product(), "good"))
    file = library.open(path)
    file.save(with_note(file.product, "better"))
    file.close()
    path.write_bytes(b"{ broken")
    with pytest.raises(DamagedFileError) as caught:
        library.open(path)
    assert caught.value.version
    library.restore_version(path, caught.value.version)
    assert note_of(read(path)) == "better"
    aside = next(library.folder.glob("*.damaged"))
    assert aside.name.startswith("Quill (damaged 20")
    assert aside.read_bytes() == b"{ broken"
    assert [one.problem for one in library.list()] == [None]


def test_a_version_that_is_unreadable_itself_replaces_nothing(library: Library) -> None:
    path = add(library)
    file = library.open(path)
    file.save(with_note(file.product, "now"))
    file.close()
    version = library.versions(path)[-1]
    version.path.write_bytes(b"{")
    with pytest.raises(StorageError, match="no readable earlier version"):
        library.restore_version(path, version)
    assert note_of(read(path)) == "now"


def test_a_version_does_not_replace_a_file_open_elsewhere(library: Library, held: ProductFile) -> None:
    held.save(with_note(held.product, "now"))
    version = library.versions(held.path)[0]
    with pytest.raises(StorageError, match="open elsewhere"):
        library.restore_version(held.path, version)
    assert note_of(read(held.path)) == "now"


def test_a_full_disk_while_restoring_leaves_the_file(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add(library)
    file = library.open(path)
    file.save(with_note(file.product, "now"))
    file.close()
    version = library.versions(path)[-1]

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="could not be restored: the disk is full"):
        library.restore_version(path, version)
    assert note_of(read(path)) == "now"


def test_a_full_disk_while_restoring_leaves_a_damaged_file_where_it_is(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add(library)
    file = library.open(path)
    file.save(with_note(file.product, "now"))
    file.close()
    path.write_bytes(b"{ broken")
    version = library.versions(path)[0]

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="could not be restored: the disk is full"):
            library.restore_version(path, version)
    assert files(library) == [path.name], "nothing stands under another name"
    assert path.read_bytes() == b"{ broken"
    library.restore_version(path, version)
    assert note_of(read(path)) == "now"
