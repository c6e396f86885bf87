"""Answers that the evidence contradicts, in every form of the report: said before a verdict that says go."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import Answer, SignalId, Status, SymptomId
from readiness_gui.report import json_export, markdown, summary
from readiness_gui.report.blocks import Callout, Document, Grid
from readiness_gui.report.document import build
from readiness_gui.report.options import Part, ReportOptions
from readiness_gui.report.pdf import render_pdf
from tests import worked
from tests.report.pdf_words import words_of

FIRST = "First: one answer contradicts the evidence entered."


@pytest.fixture
def against(product: Product) -> Assessment:
    """An assessment that says go, with profiles known and yet "collected before anyone knows"."""
    return replace(product.assessments[0], symptoms={SymptomId.COLLECT_FIRST: Answer.YES})


def document_of(product: Product, one: Assessment, framework: Framework) -> Document:
    return build(product, one, framework, worked.TODAY)


def test_the_warning_stands_before_the_verdict(
    framework: Framework, product: Product, against: Assessment
) -> None:
    document = document_of(product, against, framework)
    assert document.warning == FIRST
    (said,) = document.contradictions
    assert said.startswith(f"{framework.symptoms[SymptomId.COLLECT_FIRST].name}: You answered “Yes”.")
    written = summary.render(document)
    for text in (markdown.render(document), written.text, written.html):
        assert text.index(FIRST) < text.index(said[:40].replace("'", "&#x27;")) < text.index(document.verdict)


def test_the_pdf_says_it_on_the_cover_on_the_summary_and_in_the_trap(
    framework: Framework, product: Product, against: Assessment
) -> None:
    made = render_pdf(
        document_of(product, against, framework),
        attachment=b"{}",
        attachment_name="x.readiness",
        resources=paths.resources(),
    )
    assert made.strict
    pages = words_of(made.data)
    verdict = "Go to stage 2: build segments"
    for page in pages[:2]:
        assert page.index(FIRST) < page.index(verdict)
    assert sum("the answer contradicts the evidence" in page for page in pages) == 1


def test_the_trap_shows_each_answer_beside_the_evidence(
    framework: Framework, product: Product, against: Assessment
) -> None:
    kept = against.with_reason(SymptomId.COLLECT_FIRST, "Only the language is stored.")
    for one, title, tone in (
        (against, "Collecting first: the answer contradicts the evidence", "warning"),
        (kept, "Collecting first: the answer contradicts the evidence, and stands for a reason", "plain"),
    ):
        section = next(it for it in document_of(product, one, framework).sections if it.key == Part.TRAP)
        callout = next(it for it in section.blocks if isinstance(it, Callout) and it.title == title)
        assert callout.tone == tone
        assert ("Only the language" in callout.text) is (one is kept)
        (grid,) = (it for it in section.blocks if isinstance(it, Grid))
        assert len(grid.rows) == len(SymptomId)
        assert all(len(row) == 3 and row[2] for row in grid.rows)
    assert document_of(product, kept, framework).warning == ""


def test_a_verdict_that_does_not_say_go_needs_no_warning_first(
    framework: Framework, product: Product, against: Assessment
) -> None:
    low = against.with_signal(SignalId.PMF, finding=None, evidence=None, claimed=Status.ABSENT)
    document = document_of(product, replace(low, verdict=None), framework)
    assert document.warning == ""
    assert document.contradictions


def test_the_json_has_sentence_figures_and_reason(
    framework: Framework, product: Product, against: Assessment
) -> None:
    def exported(one: Assessment, *, notes: bool = True) -> list[dict[str, object]]:
        record = json.loads(json_export.render(product, one, framework, worked.TODAY, notes=notes))
        found = record["contradictions"]
        assert record["warning"] == (FIRST if any(it["open"] for it in found) else "")
        assert isinstance(found, list)
        return found

    (entry,) = exported(against)
    assert entry["answer"] == "symptom_collect_first"
    assert entry["open"] is True
    assert entry["evidence"] == "diversity"
    assert entry["figures"] == {"users": 20, "profiles": len(worked.PROFILES)}
    (entry,) = exported(against.with_reason(SymptomId.COLLECT_FIRST, "Only the language."), notes=False)
    assert (entry["open"], entry["reason"]) == (False, "Only the language.")
    assert exported(replace(against, symptoms={})) == []


def test_without_the_trap_the_warning_stays(
    framework: Framework, product: Product, against: Assessment
) -> None:
    options = ReportOptions(sections=frozenset(Part) - {Part.TRAP})
    document = build(product, against, framework, worked.TODAY, options)
    assert document.warning == FIRST
    made = render_pdf(document, attachment=b"{}", attachment_name="x", resources=paths.resources())
    assert FIRST in words_of(made.data)[1]
