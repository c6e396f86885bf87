"""The choices for a report: what each changes, and that the defaults change nothing."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from readiness_gui import paths
from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product, TradeoffAnswer
from readiness_gui.core.terms import Choice, SignalId, TradeoffId
from readiness_gui.report import options as options_module
from readiness_gui.report.blocks import Document
from readiness_gui.report.document import build
from readiness_gui.report.options import Paper, Part, ReportOptions, read_logo, readable
from readiness_gui.report.pdf import render_pdf
from readiness_gui.report.redact import without_notes
from tests import worked

REMARK = "said behind closed doors"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def document(product: Product, framework: Framework, options: ReportOptions) -> Document:
    return build(product, product.assessments[-1], framework, worked.TODAY, options)


def picture(path: Path, kind: str, size: tuple[int, int] = (60, 20)) -> Path:
    Image.new("RGB", size, "#336699").save(path, format=kind)
    return path


def noted(product: Product) -> Product:
    one = product.assessments[-1].with_signal(SignalId.PMF, note=REMARK)
    sides = {TradeoffId.REVERSIBILITY: TradeoffAnswer(Choice.FIRST, REMARK)}
    one = replace(one, context_note=REMARK, tradeoffs=sides, gate=replace(one.gate, note=REMARK))
    return replace(product, assessments=(one,))


def opened(made: Document) -> pikepdf.Pdf:
    result = render_pdf(made, attachment=b"{}", attachment_name="a", resources=paths.resources())
    assert result.strict
    return pikepdf.open(io.BytesIO(result.data))


@pytest.mark.parametrize("wrong", ["red", "#12345", "#1234567", "3F51C4", "#GGGGGG", ""])
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no colour"):
        ReportOptions(accent=wrong)


@pytest.mark.parametrize("wrong", ["", "English", "e", "../de", "de_AT"])
def test_what_is_no_tag_of_a_language_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no tag of a language"):
        ReportOptions(language=wrong)


@given(COLOURS)
def test_any_colour_becomes_readable_on_white(colour: str) -> None:
    found = readable(colour)
    parts = [int(found[place : place + 2], 16) for place in (1, 3, 5)]
    assert options_module._contrast_to_white(parts) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable(options_module.ACCENT) == options_module.ACCENT
    assert readable("#000000") == "#000000"


@pytest.mark.parametrize("part", sorted(set(Part) - {Part.DATA, Part.SIGNALS}))
def test_a_part_left_out_is_gone_and_the_others_stay(
    framework: Framework, product: Product, part: Part
) -> None:
    product = noted(product)
    whole = [one.key for one in document(product, framework, ReportOptions()).sections]
    less = document(product, framework, ReportOptions(sections=frozenset(Part) - {part}))
    assert part in whole
    assert [one.key for one in less.sections] == [key for key in whole if key != part]


def test_without_signals_their_sections_go_too(framework: Framework, product: Product) -> None:
    less = document(product, framework, ReportOptions(sections=frozenset({Part.METHOD})))
    assert [one.key for one in less.sections] == [Part.METHOD]


def test_without_notes_nothing_of_them_is_in_the_report(framework: Framework, product: Product) -> None:
    product = noted(product)
    assert REMARK in repr(document(product, framework, ReportOptions()))
    assert REMARK not in repr(document(product, framework, ReportOptions(without_notes=True)))


def test_without_notes_the_attached_file_has_none_either() -> None:
    data = {"a": {"note": REMARK, "name": "x"}, "b": [{"context_note": REMARK, "n": 1}]}
    left = json.loads(without_notes(json.dumps(data).encode()))
    assert left == {"a": {"note": "", "name": "x"}, "b": [{"context_note": "", "n": 1}]}


def test_what_is_no_product_file_is_not_passed_on_unread() -> None:
    with pytest.raises(ReportError):
        without_notes(REMARK.encode())


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_the_paper_is_the_one_chosen(
    framework: Framework, product: Product, paper: Paper, size: tuple[int, int]
) -> None:
    with opened(document(product, framework, ReportOptions(paper=paper))) as pdf:
        boxes = {tuple(round(float(side)) for side in page.mediabox)[2:] for page in pdf.pages}
    assert boxes == {size}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_logo_stands_on_the_cover_with_its_name(
    framework: Framework, product: Product, tmp_path: Path, kind: str
) -> None:
    logo = read_logo(picture(tmp_path / "logo", kind), framework)
    with opened(document(product, framework, ReportOptions(logo=logo))) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        assert any(str(one.Alt) == "Logo of Grantwright" for one in found)


def test_a_large_logo_is_scaled_down(framework: Framework, tmp_path: Path) -> None:
    small = read_logo(picture(tmp_path / "logo", "PNG", (3000, 500)), framework)
    with Image.open(io.BytesIO(small)) as made:
        assert made.size == (1000, 167)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a"])
def test_what_is_no_picture_says_so(framework: Framework, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(ReportError, match="no picture that can be used"):
        read_logo(tmp_path / "logo.png", framework)


def test_a_logo_that_is_missing_or_huge_says_so(framework: Framework, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_logo(tmp_path / "none.png", framework)
    (tmp_path / "huge.png").write_bytes(b"\0" * (options_module.LOGO_LIMIT + 1))
    with pytest.raises(ReportError, match="larger than 8 MB"):
        read_logo(tmp_path / "huge.png", framework)
