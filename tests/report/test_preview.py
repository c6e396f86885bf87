"""The pages as pictures: as many as the PDF has, as large as asked for, headings where they stand."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import pikepdf
import pytest

from readiness_gui import paths
from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.report import pdf
from readiness_gui.report.blocks import Document, Paragraph, Section
from readiness_gui.report.document import build
from readiness_gui.report.pdf import render_pdf
from readiness_gui.report.preview import Pages, pages
from tests import worked

#: A4 in inches
A4 = (8.27, 11.69)


@pytest.fixture(scope="module")
def document(framework: Framework) -> Document:
    assessment = worked.assessment(framework)
    product = replace(worked.product(framework), assessments=(assessment,))
    return build(product, assessment, framework, worked.TODAY)


@pytest.fixture(scope="module")
def made(document: Document) -> Pages:
    return pages(document, resources=paths.resources(), ppi=40)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_there_are_as_many_as_the_pdf_has(document: Document, made: Pages) -> None:
    result = render_pdf(document, attachment=b"{}", attachment_name="a", resources=paths.resources())
    with pikepdf.open(io.BytesIO(result.data)) as opened:
        assert len(made.pictures) == len(opened.pages)


@pytest.mark.parametrize("ppi", [40, 90])
def test_they_have_the_size_of_the_paper(document: Document, ppi: int) -> None:
    found = pages(document, resources=paths.resources(), ppi=ppi)
    for picture in found.pictures:
        assert size_of(picture) == pytest.approx([round(side * ppi) for side in A4], abs=1)


def test_every_section_is_in_the_outline_on_a_page_that_is_there(document: Document, made: Pages) -> None:
    texts = [heading.text for heading in made.outline]
    for section in document.sections:
        assert section.title in texts
    shown = [heading.page for heading in made.outline]
    assert shown == sorted(shown)
    assert shown[0] >= 1
    assert shown[-1] <= len(made.pictures)
    assert {heading.level for heading in made.outline} >= {1, 2}


def test_text_of_the_user_stays_text_in_the_outline(document: Document) -> None:
    hostile = '#import "x" $a$ *b* \\ <label> "'
    one = replace(document, sections=(Section(hostile, (Paragraph("x"),)),))
    found = pages(one, resources=paths.resources(), ppi=30)
    assert hostile in [heading.text for heading in found.outline]


def test_it_stops_before_the_pages_are_set(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def check() -> None:
        raise CancelledError("Stopped.")

    monkeypatch.setattr(pdf, "compiler", lambda *_: pytest.fail("typst was asked"))
    with pytest.raises(CancelledError):
        pages(document, resources=paths.resources(), ppi=30, check=check)


def test_what_typst_refuses_is_one_line(document: Document) -> None:
    broken = replace(document, ladder=replace(document.ladder, plot={"kind": "none such"}))
    with pytest.raises(ReportError) as caught:
        pages(broken, resources=paths.resources(), ppi=30)
    assert "\n" not in str(caught.value)
