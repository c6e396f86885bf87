"""The report in another language: its own words, dates, numbers and tags; what stays English says so."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from readiness_gui import paths
from readiness_gui.core.framework import FALLBACK, Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.languages import in_language, languages
from readiness_gui.core.model import Assessment, DiversityEvidence, Product
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.reworded import reworded
from readiness_gui.report import json_export
from readiness_gui.report.blocks import Callout, Chart, Document, Section
from readiness_gui.report.document import build
from readiness_gui.report.options import ReportOptions
from readiness_gui.report.pdf import render_pdf
from tests import worked
from tests.report import pdf_checks
from tests.tongues import CODE, resources_with


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    return resources_with(tmp_path)


@pytest.fixture
def german(resources: Path) -> Framework:
    return in_language(CODE, resources)


@pytest.fixture
def assessment(framework: Framework) -> Assessment:
    one = worked.assessment(framework)
    verdict = verdict_of(one, framework)
    return replace(one, verdict=verdict, roadmap=generate(one, verdict, framework, worked.TODAY))


def document(product: Product, assessment: Assessment, texts: Framework) -> Document:
    said = reworded(assessment, texts)
    options = ReportOptions(language=texts.language)
    return build(product, said.assessment, texts, worked.TODAY, options, said.kept)


def section(made: Document, key: str) -> Section:
    return next(one for one in made.sections if one.key == key)


def test_in_english_nothing_is_said_again(assessment: Assessment, framework: Framework) -> None:
    said = reworded(assessment, framework)
    assert said.assessment is assessment
    assert not said.kept


def test_findings_trace_and_roadmap_are_said_in_the_language(
    assessment: Assessment, german: Framework
) -> None:
    said = reworded(assessment, german)
    assert not said.kept
    finding = said.assessment.signals[SignalId.DIVERSITY].finding
    assert finding is not None
    assert finding.reason.startswith("5 Profile bei 20 Nutzern")
    assert finding.reason.endswith("Abdeckung 100 %.")
    assert said.assessment.verdict is not None
    assert "Ohne Passung verstärkt sich nichts." in {one.why for one in said.assessment.verdict.trace}
    assert said.assessment.roadmap is not None
    titles = {task.title for task in said.assessment.roadmap.tasks}
    assert "Festhalten, wie verschieden Nutzer sind" in titles


def test_the_outcome_is_the_same_in_every_language(assessment: Assessment, german: Framework) -> None:
    said = reworded(assessment, german).assessment
    assert [one.status for one in said.signals.values()] == [
        one.status for one in assessment.signals.values()
    ]
    assert verdict_of(said, german).code is verdict_of(assessment, german).code
    assert said.roadmap is not None
    assert assessment.roadmap is not None
    for ours, theirs in zip(assessment.roadmap.tasks, said.roadmap.tasks, strict=True):
        assert (ours.id, ours.start, ours.end) == (theirs.id, theirs.start, theirs.end)


def test_words_of_the_user_stay(assessment: Assessment, german: Framework) -> None:
    assert assessment.roadmap is not None
    tasks = tuple(
        replace(task, title="My own words", edited=frozenset({"title"}))
        if task.id == "instrument-tracking"
        else task
        for task in assessment.roadmap.tasks
    )
    one = replace(assessment, roadmap=replace(assessment.roadmap, tasks=tasks))
    said = reworded(one, german).assessment
    assert said.roadmap is not None
    assert "My own words" in {task.title for task in said.roadmap.tasks}


def test_a_finding_without_its_evidence_keeps_its_words_marked_as_english(
    product: Product, assessment: Assessment, german: Framework
) -> None:
    one = assessment.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence())
    assert reworded(one, german).kept == {SignalId.DIVERSITY}
    made = document(product, one, german)
    lines = {line.key: line for line in made.signals}
    assert lines["signal-diversity"].lang == FALLBACK
    assert lines["signal-active_users"].lang == ""
    callout = next(one for one in section(made, "signal-diversity").blocks if isinstance(one, Callout))
    finding = one.signals[SignalId.DIVERSITY].finding
    assert finding is not None
    assert (callout.text, callout.lang) == (finding.reason, FALLBACK)


def test_headings_dates_and_numbers_are_those_of_the_language(
    product: Product, assessment: Assessment, german: Framework
) -> None:
    made = document(product, assessment, german)
    assert made.date == "2. März 2026"
    assert section(made, "timeline").title == "Die nächsten 90 Tage"
    charts = [one for part in made.sections for one in part.blocks if isinstance(one, Chart)]
    retention = next(one for one in charts if one.name == "retention")
    assert {row[2] for row in retention.data.rows} <= {f"{n} %" for n in range(101)}
    assert "." not in "".join(cell for one in charts for row in one.data.rows for cell in row[-1:])


def test_the_pdf_says_its_language_and_marks_what_is_english(
    product: Product, assessment: Assessment, german: Framework, resources: Path
) -> None:
    one = assessment.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence())
    made = document(product, one, german)
    result = render_pdf(made, attachment=b"{}", attachment_name="a", resources=resources)
    assert result.strict
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert pdf_checks.problems(pdf) == {}
        assert str(pdf.Root.Lang) == CODE
        assert FALLBACK in {str(one.Lang) for one in pdf_checks.elements(pdf) if "/Lang" in one}


def test_the_data_says_the_same(product: Product, assessment: Assessment, german: Framework) -> None:
    said = reworded(assessment, german).assessment
    record = json.loads(json_export.render(product, said, german, worked.TODAY))
    assert record["language"] == CODE
    assert record["assessment"]["signals"]["diversity"]["finding"]["reason"].startswith("5 Profile")


@pytest.mark.parametrize("code", [one.code for one in languages(paths.resources())])
def test_the_report_is_made_in_each_language_shipped(
    product: Product, assessment: Assessment, code: str
) -> None:
    made = document(product, assessment, in_language(code, paths.resources()))
    result = render_pdf(made, attachment=b"{}", attachment_name="a", resources=paths.resources())
    assert result.strict
    assert result.replaced == ()
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert str(pdf.Root.Lang).startswith(code.split("-")[0])
        assert 8 <= len(pdf.pages) <= 12
