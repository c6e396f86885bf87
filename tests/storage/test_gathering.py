"""Reading several files for merging: what can be read, and why the rest cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from readiness_gui.core.errors import ReportError
from readiness_gui.core.model import Product
from readiness_gui.storage.codec import product_bytes
from readiness_gui.storage.gathering import gather
from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import a_product, edit_file, note_of, with_note


def _put(folder: Path, name: str, product: Product) -> Path:
    path = folder / f"{name}.readiness"
    path.write_bytes(product_bytes(product))
    return path


def test_every_file_is_read_once_and_none_is_written(tmp_path: Path) -> None:
    product = a_product()
    one, other = _put(tmp_path, "one", product), _put(tmp_path, "other", with_note(product, "x"))
    before = sorted(tmp_path.rglob("*"))
    read, unread = gather([one, other, tmp_path / "." / "one.readiness"])
    assert [found.product for found in read] == [product, with_note(product, "x")]
    assert unread == ()
    assert sorted(tmp_path.rglob("*")) == before, "no lock, no history"


def test_what_cannot_be_read_is_named_with_the_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    good, broken = _put(tmp_path, "good", a_product()), tmp_path / "broken.readiness"
    broken.write_text("{", encoding="utf-8")
    read, unread = gather([broken, good, tmp_path / "gone.readiness"])
    assert [found.path for found in read] == [good]
    assert [found.path.name for found in unread] == ["broken.readiness", "gone.readiness"]
    assert all(found.reason for found in unread)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter elsewhere")
def test_a_file_that_may_not_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    path = _put(tmp_path, "one", a_product())
    path.chmod(0o444)
    assert gather([path])[0][0].reason is None


def test_a_newer_schema_is_read_as_far_as_it_is_known_and_says_so(tmp_path: Path) -> None:
    path = _put(tmp_path, "one", a_product())

    def newer(tables: dict[str, dict[str, dict[str, object]]]) -> None:
        for document in tables["product"].values():
            document["schema_version"] = 99

    edit_file(path, newer)
    assert json.loads(path.read_text(encoding="utf-8"))["product"]["1"]["schema_version"] == 99
    (found,), unread = gather([path])
    assert unread == ()
    assert found.reason is not None
    assert "99" in found.reason


def test_a_roadmap_gives_the_file_it_carries(tmp_path: Path) -> None:
    product = a_product()
    paper, empty = tmp_path / "roadmap.pdf", tmp_path / "empty.pdf"
    for path in (paper, empty):
        path.write_bytes(b"%PDF-1.7")

    def unpack(path: Path) -> bytes:
        if path == empty:
            raise ReportError("empty.pdf carries no product file")
        return product_bytes(product)

    read, unread = gather([paper, empty], unpack)
    assert [found.product for found in read] == [product]
    assert unread[0].reason == "empty.pdf carries no product file"


def test_earlier_versions_of_a_file_are_at_hand(tmp_path: Path) -> None:
    product = a_product()
    file = ProductFile.create(tmp_path / "one.readiness", product)
    file.save(with_note(product, "later"))
    file.close()
    (found,), _ = gather([file.path])
    assert note_of(found.product) == "later"
    assert product.assessments[0] in found.earlier
