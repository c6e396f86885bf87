"""PDF/UA-1 and PDF/A-3a, looked at page by page; and that each check would notice what it is for."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product, new_assessment
from readiness_gui.core.terms import Answer, SignalId, Status, SymptomId
from readiness_gui.report.blocks import Document
from readiness_gui.report.document import build
from readiness_gui.report.options import Paper, ReportOptions
from readiness_gui.report.pdf import render_pdf
from readiness_gui.report.preview import pages
from tests import worked
from tests.report import pdf_checks

SENTENCES = {
    "latin": "Žluťoučký kůň příšerně úpěl",
    "greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "cyrillic": "Съешь же ещё этих мягких булок",
    "arabic": "نص حكيم له سر قاطع السلام لأن إلى برّ",
    "hebrew": "דג סקרן שט בים מאוכזב",
    "devanagari": "ऋषियों को सताने वाले दुष्ट राक्षसों",
    "thai": "เป็นมนุษย์สุดประเสริฐ",
    "chinese": "视野无限广，窗外有蓝天",
    "japanese": "いろはにほへと ちりぬるを アイウ 漢字",
    "korean": "키스의 고유조건은 만나야 하고 똠방각하 펲시콜라",
    "emoji": "😀 🚀 ✅ ⚠",
}


def rendered(document: Document) -> bytes:
    result = render_pdf(document, attachment=b"{}", attachment_name="a", resources=paths.resources())
    assert result.strict
    assert result.replaced == ()
    return result.data


def document_of(
    framework: Framework, assessment: Assessment, options: ReportOptions | None = None
) -> Document:
    product = replace(worked.product(framework), assessments=(assessment,))
    return build(product, assessment, framework, worked.TODAY, options or ReportOptions())


@pytest.fixture(scope="module")
def data(framework: Framework) -> bytes:
    return rendered(document_of(framework, worked.assessment(framework)))


@pytest.fixture
def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.mark.parametrize("check", pdf_checks.CHECKS)
def test_the_report_meets(pdf: pikepdf.Pdf, check: str) -> None:
    assert pdf_checks.CHECKS[check](pdf) == []


def contradictory(framework: Framework) -> Assessment:
    one = worked.assessment(framework).with_signal(SignalId.PMF, claimed=Status.UNCLEAR)
    for symptom in SymptomId:
        one = one.with_symptom(symptom, Answer.YES)
    return replace(one, context_note="first line\nsecond line\n" + SENTENCES["arabic"])


CASES: dict[str, Callable[[Framework], Document]] = {
    "empty": lambda framework: document_of(framework, new_assessment(worked.TODAY, "1")),
    "letter": lambda framework: document_of(
        framework, worked.assessment(framework), ReportOptions(paper=Paper.LETTER, confidential=True)
    ),
    "no parts": lambda framework: document_of(
        framework, worked.assessment(framework), ReportOptions(sections=frozenset())
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_other_reports_meet_everything_too(framework: Framework, case: str) -> None:
    with pikepdf.open(io.BytesIO(rendered(CASES[case](framework)))) as opened:
        assert pdf_checks.problems(opened) == {}


@pytest.mark.parametrize("script", SENTENCES)
def test_every_script_meets_everything_and_can_be_copied(framework: Framework, script: str) -> None:
    sentence = SENTENCES[script]
    one = worked.assessment(framework).with_signal(SignalId.PMF, note=sentence, sources=(sentence,))
    with pikepdf.open(io.BytesIO(rendered(document_of(framework, one)))) as opened:
        assert pdf_checks.problems(opened) == {}
        assert set(sentence) - {" ", "\u200b"} <= pdf_checks.characters(opened)


@pytest.mark.parametrize("script", ["arabic", "hebrew"])
def test_no_sign_stands_for_two_letters_from_right_to_left(framework: Framework, script: str) -> None:
    """Readers turn such lines around sign by sign; two letters in one would copy in the wrong order."""
    one = worked.assessment(framework).with_signal(SignalId.PMF, note=SENTENCES[script])
    with pikepdf.open(io.BytesIO(rendered(document_of(framework, one)))) as opened:
        assert pdf_checks.joined(opened) == []


def test_the_reading_order_is_that_of_the_sections(framework: Framework, pdf: pikepdf.Pdf) -> None:
    document = document_of(framework, worked.assessment(framework))
    count = len([one for one in document.sections if one.level == 1])
    # the summary before them, the data of the charts after
    assert len(pdf_checks.of_kind(pdf, "/H1")) == count + 2
    kinds = [str(one.S) for one in pdf_checks.elements(pdf)]
    assert kinds.index("/Title") < kinds.index("/TOC") < kinds.index("/H1") < kinds.index("/Table")


def test_page_references_say_the_page_they_lead_to(framework: Framework) -> None:
    document = document_of(framework, worked.assessment(framework))
    with pikepdf.open(io.BytesIO(rendered(document))) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        summary = [numbers[pdf_checks.target(opened, one)] for one in opened.pages[1].Annots]
    outline = pages(document, resources=paths.resources(), ppi=20).outline
    places = {heading.text: heading.page for heading in outline}
    signals = [framework.signals[signal].name for signal in SignalId]
    assert summary[: len(signals)] == [places[name] for name in signals]


def broken_marks(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nBT /f0 9 Tf <0001> Tj ET")


def broken_structure(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n/P <</MCID 9999>> BDC EMC")


def broken_headings(pdf: pikepdf.Pdf) -> None:
    pdf_checks.of_kind(pdf, "/H2")[0].S = pikepdf.Name("/H4")


def broken_tables(pdf: pikepdf.Pdf) -> None:
    del pdf_checks.of_kind(pdf, "/TR")[1].K[0]


def broken_figures(pdf: pikepdf.Pdf) -> None:
    pdf_checks.of_kind(pdf, "/Figure")[0].Alt = pikepdf.String("")


def broken_formulas(pdf: pikepdf.Pdf) -> None:
    del pdf_checks.of_kind(pdf, "/Formula")[2].Alt


def broken_links(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[0].StructParent


def broken_fonts(pdf: pikepdf.Pdf) -> None:
    found = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one)
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in found:
            del found[key]


def broken_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def broken_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].AFRelationship = pikepdf.Name("/Unspecified")


def broken_active(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("x"))


BROKEN: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "unmarked": broken_marks,
    "astray": broken_structure,
    "headings": broken_headings,
    "tables": broken_tables,
    "figures": broken_figures,
    "formulas": broken_formulas,
    "links": broken_links,
    "fonts": broken_fonts,
    "metadata": broken_metadata,
    "attachment": broken_attachment,
    "active": broken_active,
}


def test_each_check_has_its_counterexample() -> None:
    assert set(BROKEN) == set(pdf_checks.CHECKS)


@pytest.mark.parametrize("check", BROKEN)
def test_a_check_notices_what_it_is_for(pdf: pikepdf.Pdf, check: str) -> None:
    BROKEN[check](pdf)
    assert pdf_checks.CHECKS[check](pdf) != []


@pytest.mark.parametrize("paper", Paper)
def test_no_page_is_blank_and_nothing_stands_in_the_margin(framework: Framework, paper: Paper) -> None:
    document = document_of(framework, contradictory(framework), ReportOptions(paper=paper))
    ppi = 40
    made = pages(document, resources=paths.resources(), ppi=ppi).pictures
    assert 8 <= len(made) <= 12
    edge = int(ppi * 14 / 25.4)
    for picture in made:
        with Image.open(io.BytesIO(picture)) as opened:
            page = opened.convert("L")
        ink = page.point(lambda value: 255 if value < 235 else 0).getbbox()
        assert ink is not None
        left, _, right, _ = ink
        assert left >= edge
        assert right <= page.width - edge


def test_the_sample_has_eight_to_twelve_pages(framework: Framework, product: Product) -> None:
    document = build(product, product.assessments[-1], framework, worked.TODAY)
    with pikepdf.open(io.BytesIO(rendered(document))) as opened:
        assert 8 <= len(opened.pages) <= 12
