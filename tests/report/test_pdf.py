"""The PDF: standards, attachment, determinism, and text nobody would wish for."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product, new_assessment
from readiness_gui.core.terms import SignalId
from readiness_gui.report.blocks import Document, Grid, Paragraph
from readiness_gui.report.document import build
from readiness_gui.report.pdf import PdfResult, render_pdf
from tests import worked
from tests.report.pdf_words import pieces_of, words_of

ATTACHED = b'{"product": {}}\n'


def render(document: Document) -> PdfResult:
    return render_pdf(
        document, attachment=ATTACHED, attachment_name="Product.readiness", resources=paths.resources()
    )


def document_of(framework: Framework, assessment: Assessment, name: str = "Grantwright") -> Document:
    product = replace(worked.product(framework, name), assessments=(assessment,))
    return build(product, assessment, framework, worked.TODAY)


@pytest.fixture(scope="module")
def opened(framework: Framework) -> pikepdf.Pdf:
    result = render(document_of(framework, worked.assessment(framework)))
    assert result.strict
    assert result.replaced == ()
    return pikepdf.open(io.BytesIO(result.data))


def test_it_is_tagged_titled_and_in_a_language(opened: pikepdf.Pdf) -> None:
    assert bool(opened.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in opened.Root
    assert str(opened.Root.Lang).startswith("en")
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert str(opened.docinfo["/Title"]) == "Grantwright: readiness and roadmap"


def test_it_declares_both_standards(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_the_product_file_is_attached_byte_for_byte(opened: pikepdf.Pdf) -> None:
    (name,) = opened.attachments
    attached = opened.attachments[name]
    assert attached.get_file().read_bytes() == ATTACHED
    assert str(attached.obj.AFRelationship) == "/Source"


def test_every_figure_has_an_alternative_text(opened: pikepdf.Pdf) -> None:
    figures = [one for one in _elements(opened.Root.StructTreeRoot) if one.get("/S") == "/Figure"]
    assert len(figures) >= 7
    assert all(str(one.get("/Alt", "")).strip() for one in figures)


def test_fonts_are_embedded_and_charts_are_vectors(opened: pikepdf.Pdf) -> None:
    fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
    images = [
        one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]
    assert images == []


def test_bookmarks_name_the_sections(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert "The next 90 days" in titles
    assert "Method and sources" in titles


@pytest.mark.parametrize("lines", range(0, 48, 4))
def test_words_that_lead_to_a_short_table_stand_on_its_page(framework: Framework, lines: int) -> None:
    empty = new_assessment(worked.TODAY, framework.version)
    document = document_of(framework, empty)
    first, *others = document.sections
    longer = replace(first, blocks=(*first.blocks, *(Paragraph("told") for _ in range(lines))))
    document = replace(document, sections=(longer, *others))
    pages = ["".join(page.split()) for page in words_of(render(document).data)]
    met = 0
    for section in document.sections:
        for lead, grid in itertools.pairwise(section.blocks):
            if isinstance(lead, Paragraph) and isinstance(grid, Grid) and len(grid.rows) <= 8:
                title = (section.title,) if lead is section.blocks[0] else ()
                words = tuple("".join(part.split()) for part in (*title, lead.text, grid.caption))
                assert any(all(part in page for part in words) for page in pages), section.title
                met += 1
    assert met


@pytest.mark.parametrize("lines", range(0, 48, 4))
def test_a_heading_and_its_lead_stand_on_the_page_of_their_chart(framework: Framework, lines: int) -> None:
    document = document_of(framework, worked.assessment(framework))
    at = next(at for at, one in enumerate(document.sections) if one.key == "resolve")
    told = replace(
        document.sections[at], blocks=(*document.sections[at].blocks, *[Paragraph("told")] * lines)
    )
    document = replace(document, sections=(*document.sections[:at], told, *document.sections[at + 1 :]))
    pages = words_of(render(document).data)
    lead = next(number for number, page in enumerate(pages) if "Bars are work, diamonds" in page)
    assert "The next 90 days" in pages[lead]
    assert "Month 1 Month 2 Month 3" in pages[lead]


def test_a_row_of_a_table_stays_on_one_page(framework: Framework) -> None:
    rows = tuple((f"begin{at} " + "word " * (at % 40) + f"end{at}", "x") for at in range(80))
    document = document_of(framework, new_assessment(worked.TODAY, framework.version))
    first, *others = document.sections
    longer = replace(first, blocks=(*first.blocks, Grid("caption", ("One", "Two"), rows, (0.2, 0.8))))
    pages = words_of(render(replace(document, sections=(longer, *others))).data)
    for at in range(80):
        assert any(f"begin{at} " in page and f"end{at} " in page for page in pages), at


def test_a_row_longer_than_a_page_goes_on_on_the_next(framework: Framework) -> None:
    cell = " ".join(f"word{at}" for at in range(4000))
    document = document_of(framework, new_assessment(worked.TODAY, framework.version))
    first, *others = document.sections
    longer = replace(first, blocks=(Grid("caption", ("One", "Two"), ((cell, "x"),), (0.2, 0.8)),))
    text = " ".join(words_of(render(replace(document, sections=(longer, *others))).data))
    assert "word0 " in text
    assert "word3999 " in text


def test_no_line_ends_between_a_number_and_its_per_cent_sign(framework: Framework) -> None:
    words = [f"{'a' * (place * place % 23 + 1)} 12.5 %" for place in range(200)]
    assessment = replace(worked.assessment(framework), context_note=" ".join(words))
    pieces = [
        piece
        for page in pikepdf.open(io.BytesIO(render(document_of(framework, assessment)).data)).pages
        for piece in pieces_of(page)
    ]
    assert sum(piece.count("12.5 %") for piece in pieces) == len(words)


def test_same_input_same_bytes_in_two_processes(framework: Framework) -> None:
    here = render(document_of(framework, worked.assessment(framework))).data
    program = (
        "import sys, hashlib\n"
        "from readiness_gui import paths\n"
        "from readiness_gui.core.framework import load\n"
        "from tests.report.test_pdf import document_of, render\n"
        "from tests import worked\n"
        "f = load(paths.resources() / 'framework' / 'en.toml')\n"
        "sys.stdout.write(hashlib.sha256(render(document_of(f, worked.assessment(f))).data).hexdigest())\n"
    )
    import hashlib

    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert there.stdout == hashlib.sha256(here).hexdigest()


def test_an_empty_assessment_makes_a_whole_report(framework: Framework) -> None:
    empty = new_assessment(worked.TODAY, framework.version)
    result = render(document_of(framework, empty))
    assert result.strict
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert len(pdf.pages) >= 6


HOSTILE = {
    "markup": '#import "@preview/x:1.0.0" $x$ \\ `raw` *b* _i_ <label> @ref // c /* d */',
    "controls": "a\x00b\x01c\x1b[31m\x7f",
    "surrogate": "half \ud83d of a pair",
    "private": "logo \ue000 and \U000f0000",
    "bom": "\ufeffstart",
    "overrides": "abc \u202edcba\u202c \u2066x\u2069",
    "word": "x" * 50_000,
    "arabic": "هذا نص عربي طويل قليلا",
    "hebrew": "זהו טקסט בעברית",
    "devanagari": "यह हिन्दी पाठ है",
    "thai": "นี่คือข้อความภาษาไทย",
    "chinese": "这是中文，日本語もある",
    "korean": "한국어 문장",
    "emoji": "family 👨‍👩‍👧 flag 🇩🇪 heart ❤️",
    "combining": "Z̸̢a̶l̷g̵o̴ é",
    "lines": "line\n" * 2_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_never_stops_an_export(framework: Framework, kind: str) -> None:
    text = HOSTILE[kind]
    base = worked.assessment(framework)
    changed = base.with_signal(SignalId.PMF, note=text, sources=(text[:200],))
    result = render(document_of(framework, changed, name=text[:80]))
    assert result.data.startswith(b"%PDF-")
    assert result.strict, result.replaced


def test_what_was_replaced_is_named(framework: Framework) -> None:
    changed = worked.assessment(framework).with_signal(SignalId.PMF, note="logo \ue000")
    assert render(document_of(framework, changed)).replaced == ("U+E000",)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
def test_any_text_exports(framework: Framework, text: str) -> None:
    changed = new_assessment(worked.TODAY, "1").with_signal(SignalId.DIVERSITY, note=text)
    assert render(document_of(framework, changed, name=text[:60])).data.startswith(b"%PDF-")


def test_a_stop_asked_for_ends_it(framework: Framework, product: Product) -> None:
    class StopError(Exception):
        pass

    def step(share: float) -> None:
        if share > 0:
            raise StopError

    with pytest.raises(StopError):
        render_pdf(
            build(product, product.assessments[0], framework, worked.TODAY),
            attachment=b"",
            attachment_name="x",
            resources=paths.resources(),
            step=step,
        )


def _elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Dictionary):
            found.append(one)
            children = one.get("/K")
            if isinstance(children, pikepdf.Array):
                stack += list(children)
            elif children is not None:
                stack.append(children)
    return found
