from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product
from readiness_gui.storage import codec, history
from readiness_gui.storage.migrations import SCHEMAS
from readiness_gui.storage.product_file import DamagedFileError, ProductFile
from tests.storage.products import a_product, edit_file, note_of, with_note

NO_WAIT = timedelta(0)


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


def test_what_was_saved_is_there_when_opened_again(file: ProductFile, path: Path) -> None:
    changed = with_note(file.product, "twenty users")
    before = datetime.now(UTC)
    when = file.save(changed)
    assert before <= when <= datetime.now(UTC)
    assert file.product == changed
    file.close()
    again = ProductFile.open(path)
    assert again.product == changed
    assert not again.read_only
    assert again.reason is None
    assert again.holder is None
    again.close()


def test_the_file_is_a_tinydb_file_with_two_tables(file: ProductFile, path: Path) -> None:
    file.close()
    with TinyDB(path, encoding="utf-8", access_mode="r") as database:
        assert database.tables() == {"product", "assessments"}
        (product,) = database.table("product").all()
        assert product["schema_version"] == SCHEMAS.current
        assert product["name"] == "Quill"
        (assessment,) = database.table("assessments").all()
        assert assessment["as_of"] == "2026-03-02"


def test_one_save_is_one_write(file: ProductFile, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[Path] = []
    real = os.replace

    def count(source: Path, target: Path) -> None:
        replaced.append(target)
        real(source, target)

    file.save(with_note(file.product, "first"))
    monkeypatch.setattr(os, "replace", count)
    file.save(with_note(file.product, "second"))
    assert replaced == [file.path]


def test_a_save_looks_at_no_other_product(
    file: ProductFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        path.with_name(f"neighbour {number}.readiness").write_bytes(b"x")
    file.save(with_note(file.product, "first"))
    touched: list[str] = []
    sys_open = os.open

    def watch(name: Any, *arguments: Any, **options: Any) -> int:
        touched.append(str(name))
        return sys_open(name, *arguments, **options)

    monkeypatch.setattr(os, "open", watch)
    monkeypatch.setattr(os, "listdir", pytest.fail)
    file.save(with_note(file.product, "second"))
    assert not any("neighbour" in one for one in touched)
    assert len(touched) < 6


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_the_old_file_and_saving_works_again_later(
    file: ProductFile, path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file.save(with_note(file.product, "before"))
    after = with_note(file.product, "after")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(StorageError, match=r"Quill\.readiness” was not saved: the disk is full"):
            file.save(after)
        assert note_of(file.product) == "before"
    assert note_of(saved(path)) == "before"
    file.save(after)
    assert note_of(saved(path)) == "after"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "rights"),
        (errno.EROFS, "can only be read"),
        (errno.ENOENT, "no longer there"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "the disk reports an error"),
        (errno.EFBIG, "larger than the disk or your account allows"),
        (errno.EPIPE, "Broken pipe"),
    ],
)
def test_why_a_save_failed_is_said_in_words(
    file: ProductFile, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StorageError, match=words) as caught:
        file.save(with_note(file.product, "after"))
    assert str(caught.value).endswith("What was saved before is unharmed.")


def test_a_value_that_could_not_be_read_back_is_not_written(file: ProductFile, path: Path) -> None:
    before = path.read_bytes()
    absurd = replace(file.product.assessments[0], claimed_stage=9)
    with pytest.raises(StorageError, match=r"could not be read back.*claimed_stage"):
        file.save(file.product.with_assessment(absurd))
    assert path.read_bytes() == before


def test_a_closed_file_takes_nothing(file: ProductFile) -> None:
    file.close()
    file.close()
    with pytest.raises(StorageError, match="has been closed"):
        file.save(file.product)


# -- versions ---------------------------------------------------------------------------------------


def test_the_state_before_a_session_and_the_one_at_its_end_are_kept(path: Path) -> None:
    for note in ("monday", "tuesday"):
        file = ProductFile.open(path) if path.exists() else ProductFile.create(path, a_product())
        for number in range(5):
            file.save(with_note(file.product, f"{note} {number}"))
        file.close()
    notes = [note_of(saved(one.path)) for one in history.versions(path)]
    assert notes == ["tuesday 4", "monday 4", ""]


def test_the_last_twenty_versions_are_kept(path: Path) -> None:
    ProductFile.create(path, a_product()).close()
    file = ProductFile.open(path, spacing=NO_WAIT)
    for number in range(30):
        file.save(with_note(file.product, str(number)))
    file.close()
    notes = [note_of(saved(one.path)) for one in history.versions(path)]
    assert notes == [str(number) for number in range(29, 9, -1)]


def test_a_version_says_when_its_content_was_saved(path: Path) -> None:
    file = ProductFile.create(path, a_product())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    file.save(with_note(file.product, "later"))
    file.close()
    assert history.versions(path)[-1].saved == datetime.fromtimestamp(1_700_000_000, UTC)


def test_damage_to_the_file_does_not_reach_its_versions(path: Path) -> None:
    file = ProductFile.create(path, a_product())
    file.save(with_note(file.product, "good"))
    file.close()
    with path.open("r+b") as stream:
        stream.write(b"\0" * 100)
    assert [note_of(saved(one.path)) for one in history.versions(path)] == ["good", ""]


def test_versions_are_kept_where_the_disk_knows_no_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", no_links)
    file = ProductFile.create(path, a_product())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    file.save(with_note(file.product, "later"))
    file.close()
    assert [note_of(saved(one.path)) for one in history.versions(path)] == ["later", ""]
    assert history.versions(path)[-1].saved == datetime.fromtimestamp(1_700_000_000, UTC)


def test_versions_that_cannot_be_kept_do_not_hinder_a_save(
    file: ProductFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(history, "_add", fail)
    file.save(with_note(file.product, "saved all the same"))
    assert note_of(saved(path)) == "saved all the same"


# -- files that cannot be read ----------------------------------------------------------------------


def test_a_damaged_file_is_not_touched_and_the_newest_readable_version_is_offered(path: Path) -> None:
    file = ProductFile.create(path, a_product())
    file.save(with_note(file.product, "good"))
    file.close()
    newest = history.versions(path)[0]
    path.write_bytes(b"{ broken")
    with pytest.raises(DamagedFileError, match="newest readable version was saved on 20") as caught:
        ProductFile.open(path)
    assert caught.value.version == newest
    assert path.read_bytes() == b"{ broken"
    newest.path.write_bytes(b"broken too")
    with pytest.raises(DamagedFileError) as caught:
        ProductFile.open(path)
    assert caught.value.version
    assert note_of(saved(caught.value.version.path)) == ""


def test_a_damaged_file_without_versions_offers_none(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(
        DamagedFileError, match=r"Quill\.readiness” cannot be used. The file is empty"
    ) as caught:
        ProductFile.open(path)
    assert caught.value.version is None
    path.unlink()
    again = ProductFile.create(path, a_product())
    assert not again.read_only
    again.close()


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no file"):
        ProductFile.open(tmp_path / "nothing.readiness")
    (tmp_path / "folder.readiness").mkdir()
    with pytest.raises(StorageError, match=r"“folder\.readiness” is not a file"):
        ProductFile.open(tmp_path / "folder.readiness")
    with pytest.raises(StorageError, match="There is no file"):
        ProductFile.open(tmp_path / "nul\0.readiness")
    with pytest.raises(StorageError, match="cannot be read: the name is too long"):
        ProductFile.open(tmp_path / ("x" * 300))
    assert [one.name for one in tmp_path.iterdir()] == ["folder.readiness"]


def test_a_file_without_rights_to_read_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ProductFile.create(path, a_product()).close()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StorageError, match="cannot be read: you do not have the rights to it"):
        ProductFile.open(path)


def test_a_file_or_folder_without_rights_to_write_opens_for_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ProductFile.create(path, a_product()).close()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refuse)
        file = ProductFile.open(path)
    assert file.read_only
    assert file.reason == "Its folder cannot be written: the disk can only be read; choose another place."
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_arguments: False)
        file = ProductFile.open(path)
    assert file.read_only
    assert "may read it but not change it" in (file.reason or "")


def test_a_folder_that_cannot_be_written_gets_no_file_and_one_sentence_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError) as caught:
        ProductFile.create(path, a_product())
    assert str(caught.value) == (
        f"“{path.name}” was not written. "
        "Its folder cannot be written: the disk can only be read; choose another place."
    )
    assert not path.exists()


def test_a_file_of_a_newer_version_can_be_read_only(path: Path) -> None:
    ProductFile.create(path, with_note(a_product(), "from the future")).close()
    before_history = history.versions(path)

    def newer(tables: dict[str, Any]) -> None:
        tables["product"]["1"]["schema_version"] = 7
        tables["product"]["1"]["mood"] = "good"
        tables["assessments"]["1"]["weather"] = {"sun": True}

    edit_file(path, newer)
    data = path.read_bytes()
    file = ProductFile.open(path)
    assert file.read_only
    assert note_of(file.product) == "from the future"
    assert "schema 7" in (file.reason or "")
    assert file.holder is None
    with pytest.raises(StorageError, match="newer version"):
        file.save(file.product)
    file.close()
    assert path.read_bytes() == data
    assert history.versions(path) == before_history


def test_a_newer_file_that_makes_no_sense_is_not_called_damaged(path: Path) -> None:
    path.write_text(json.dumps({"product": {"1": {"schema_version": 9, "title": "x"}}}), encoding="utf-8")
    with pytest.raises(StorageError, match="newer version of Readiness") as caught:
        ProductFile.open(path)
    assert not isinstance(caught.value, DamagedFileError)


def test_a_field_that_is_not_known_makes_the_file_read_only(path: Path) -> None:
    ProductFile.create(path, a_product()).close()
    edit_file(path, lambda tables: tables["product"]["1"].update(mood="good"))
    file = ProductFile.open(path)
    assert file.read_only
    assert "mood" in (file.reason or "")
    file.close()


def test_creating_never_overwrites(file: ProductFile, path: Path) -> None:
    file.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="there is a file of that name already"):
        ProductFile.create(path, a_product("Other"))
    assert path.read_bytes() == before
    again = ProductFile.open(path)
    assert not again.read_only
    again.close()
