from __future__ import annotations

import contextlib
from pathlib import Path

import pikepdf
import pytest

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.report.attached import product_file_in

DATA = b'{"product": {}}' * 1000


def _pdf(path: Path, **attachments: bytes) -> Path:
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, data in attachments.items():
            filename = name.replace("_", ".")
            made.attachments[filename] = pikepdf.AttachedFileSpec(made, data, filename=filename)
        made.save(path, compress_streams=True)
    return path


def test_what_was_attached_comes_back(tmp_path: Path, framework: Framework) -> None:
    path = _pdf(tmp_path / "roadmap.pdf", acme_readiness=DATA, notes_txt=b"beside it")
    assert product_file_in(path, framework) == DATA


@pytest.mark.parametrize("attachments", [{}, {"notes_txt": b"x"}, {"a_readiness": b"1", "b_readiness": b"2"}])
def test_a_pdf_without_one_product_file_says_so(
    tmp_path: Path, framework: Framework, attachments: dict[str, bytes]
) -> None:
    path = _pdf(tmp_path / "other.pdf", **attachments)
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
