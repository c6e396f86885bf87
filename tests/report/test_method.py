"""The method appendix: its formulas are set, read out, and written on a line."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.languages import in_language
from readiness_gui.report import markdown
from readiness_gui.report.blocks import Document, Rules
from readiness_gui.report.document import build
from readiness_gui.report.options import ReportOptions
from readiness_gui.report.pdf import render_pdf
from tests import worked
from tests.report import pdf_checks

TEMPLATE = paths.resources() / "report" / "formulas.typ"


def document_of(framework: Framework) -> Document:
    options = ReportOptions(language=framework.language)
    one = worked.assessment(framework)
    return build(worked.product(framework), one, framework, worked.TODAY, options)


def rules_of(document: Document) -> Rules:
    return next(one for part in document.sections for one in part.blocks if isinstance(one, Rules))


def test_every_formula_named_is_set_and_none_is_left_over(framework: Framework) -> None:
    set_there = re.findall(r"^  (\w+): \$", TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE)
    named = [one.id for text in framework.method for one in text.formulas]
    assert sorted(set_there) == sorted(named)
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("language", ["en", "de"])
def test_formulas_are_read_out_in_the_language_of_the_report(language: str) -> None:
    framework = in_language(language, paths.resources())
    made = render_pdf(
        document_of(framework), attachment=b"{}", attachment_name="a", resources=paths.resources()
    )
    assert made.strict
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        read = [str(one.Alt) for one in pdf_checks.of_kind(pdf, "/Formula")]
    assert read == [one.spoken for text in framework.method for one in text.formulas]
    assert read


def test_a_formula_stands_with_its_rule_and_in_markdown_on_its_line(framework: Framework) -> None:
    document = document_of(framework)
    wilson = next(one for one in rules_of(document).rows if one.name == "Intervals of a share")
    assert [one.key for one in wilson.formulas] == ["wilson"]
    line = next(one for one in markdown.render(document).splitlines() if one.startswith("| Intervals of a"))
    assert markdown.escape(wilson.formulas[0].plain) in line
    assert line.count(" | ") == 2
    bare = next(one for one in markdown.render(document).splitlines() if one.startswith("| The framework"))
    assert ".  |" not in bare
