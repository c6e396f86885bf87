from __future__ import annotations

import contextlib
import tracemalloc
from pathlib import Path

import pikepdf
import pytest

from readiness_gui import paths
from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.report.attached import keyword_of, product_file_in
from readiness_gui.report.document import build
from readiness_gui.report.pdf import render_pdf
from tests import worked

DATA = b'{"product": {}}' * 1000


def _pdf(path: Path, keyword: str = "", **attachments: bytes) -> Path:
    with pikepdf.new() as made:
        made.add_blank_page()
        if keyword:
            made.docinfo["/Keywords"] = pikepdf.String(keyword)
        for name, data in attachments.items():
            filename = name.replace("_", ".")
            made.attachments[filename] = pikepdf.AttachedFileSpec(made, data, filename=filename)
        made.save(path, compress_streams=True)
    return path


def test_what_was_attached_comes_back(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "roadmap.pdf", acme_readiness=DATA, notes_txt=b"beside it")
    assert product_file_in(path, framework) == DATA


@pytest.mark.parametrize("attachments", [{}, {"notes_txt": b"x"}])
def test_a_pdf_without_one_product_file_says_so(
    tmp_path: Path, framework: Framework, attachments: dict[str, bytes]
) -> None:
    path = _pdf(tmp_path / "other.pdf", "", **attachments)
    with pytest.raises(ReportError, match=r"other\.pdf carries no product file"):
        product_file_in(path, framework)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00\x01\x02", b"%PDF-1.7\n" + b"garbage" * 99])
def test_what_is_no_pdf_says_so(tmp_path: Path, framework: Framework, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"broken\.pdf"):
        product_file_in(path, framework)


def test_a_missing_file_says_so(tmp_path: Path, framework: Framework) -> None:
    with pytest.raises(ReportError, match=r"gone\.pdf"):
        product_file_in(tmp_path / "gone.pdf", framework)


def test_a_stream_that_unpacks_to_too_much_is_refused(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "bomb.pdf", bomb_readiness=b"\0" * 5_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ReportError, match="larger than 1 MB"):
        product_file_in(path, framework, limit=2**20)


def test_a_truncated_pdf_never_gives_wrong_bytes(tmp_path: Path, framework: Framework) -> None:
    whole = _pdf(tmp_path / "whole.pdf", acme_readiness=DATA).read_bytes()
    cut = tmp_path / "cut.pdf"
    for share in (0.2, 0.5, 0.8, 0.95):
        cut.write_bytes(whole[: int(len(whole) * share)])
        with contextlib.suppress(ReportError):
            assert product_file_in(cut, framework) == DATA


def test_two_product_files_of_an_old_pdf_are_one_too_many(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "two.pdf", a_readiness=b"1", b_readiness=b"2")
    with pytest.raises(ReportError, match=r"two\.pdf carries several product files"):
        product_file_in(path, framework)


def test_the_one_it_was_made_with_is_found_beside_others(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "two.pdf", keyword_of(DATA), a_readiness=b"1", b_readiness=DATA, c_txt=b"c")
    assert product_file_in(path, framework) == DATA


def test_a_renamed_one_is_found_by_what_it_is(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "renamed.pdf", f"some words, {keyword_of(DATA)}", anything_bin=DATA, c_txt=b"c")
    assert product_file_in(path, framework) == DATA


def test_a_changed_one_says_so_though_it_can_be_read(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "changed.pdf", keyword_of(DATA), a_readiness=DATA.replace(b"{}", b"[]"))
    with pytest.raises(ReportError, match=r"changed\.pdf is not the one it was exported with"):
        product_file_in(path, framework)


def test_one_that_was_taken_out_is_missed(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "without.pdf", keyword_of(DATA), c_txt=b"c")
    with pytest.raises(ReportError, match=r"taken out of without\.pdf"):
        product_file_in(path, framework)


def test_a_locked_pdf_says_so(tmp_path: Path, framework: Framework) -> None:
    with pikepdf.open(_pdf(tmp_path / "open.pdf", a_readiness=DATA)) as opened:
        opened.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ReportError, match=r"locked\.pdf is locked with a password"):
        product_file_in(tmp_path / "locked.pdf", framework)


def test_a_bomb_under_another_name_costs_no_memory(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "bomb.pdf", keyword_of(DATA), a_txt=b"\0" * 50_000_000, b_readiness=DATA)
    tracemalloc.start()
    try:
        assert product_file_in(path, framework, limit=2**20) == DATA
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_a_real_roadmap_opens_again_and_changed_says_so(
    tmp_path: Path, framework: Framework, product: Product
) -> None:
    """GIVEN an exported PDF WHEN somebody edits the file in it THEN it is not opened."""
    document = build(product, product.assessments[-1], framework, worked.TODAY)
    made = render_pdf(document, attachment=DATA, attachment_name="a", resources=paths.resources())
    path = tmp_path / "roadmap.pdf"
    path.write_bytes(made.data)
    assert product_file_in(path, framework) == DATA
    with pikepdf.open(path) as opened:
        (name,) = opened.attachments
        changed = DATA.replace(b"product", b"producT")
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, changed, filename=name)
        opened.save(tmp_path / "edited.pdf")
    with pytest.raises(ReportError, match=r"edited\.pdf is not the one"):
        product_file_in(tmp_path / "edited.pdf", framework)
