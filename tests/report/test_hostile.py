"""Text that nobody would wish for: the export never fails, and what was replaced is said."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import new_assessment
from readiness_gui.core.terms import SignalId
from readiness_gui.report.document import build
from readiness_gui.report.options import Part, ReportOptions
from readiness_gui.report.pdf import PdfResult, render_pdf
from tests import worked

#: what typst, PDF strings and layout could take for something else than text
PIECES = (
    '#import "@preview/x:1.0.0"', "#panic()", "$x^2$", "\\", "`raw", "*bold", "_", "<label>", "@reference",
    "//", "/*", "= heading", "- item", "~", "\x00", "\x1b[0m", "\ud800", "\udfff", "\ue000", "\U0010ffff",
    "\ufeff", "\u202e", "\u2067", "\u200d", "\u200b", "\ufe0f", "\u0301" * 40, "\r\n", "\t", "\x85", "\u2028",
    "مرحبا", "שלום", "नमस्ते", "สวัสดี", "你好", "한국어", "👩‍👩‍👧", "🏳️‍🌈", "&lt;b&gt;", "<b>x</b>",
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=()), max_size=30), max_size=12
).map("".join)
NOTES = ReportOptions(sections=frozenset({Part.SIGNALS, Part.NOTES}))


def rendered(framework: Framework, name: str, note: str, source: str) -> PdfResult:
    one = replace(new_assessment(worked.TODAY, "1"), context_note=note)
    one = one.with_signal(SignalId.PMF, note=note, sources=(source,))
    product = replace(worked.product(framework, name), assessments=(one,))
    document = build(product, one, framework, worked.TODAY, NOTES)
    return render_pdf(
        document, attachment=b"{}", attachment_name=f"{name}.readiness", resources=paths.resources()
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, note=TEXTS, source=TEXTS)
def test_any_text_is_exported(framework: Framework, name: str, note: str, source: str) -> None:
    result = rendered(framework, name, note, source)
    assert result.strict or result.replaced
    with pikepdf.open(io.BytesIO(result.data)) as opened:
        assert len(opened.pages) >= 2


@pytest.mark.parametrize(
    "note",
    [
        "x" * 50_000, "א" * 50_000, "م" * 50_000, "word " * 10_000, "line\n" * 5_000, "\u0301" * 5_000,
        "\x00" * 999,
    ],
    ids=["one word", "one Hebrew word", "one Arabic word", "words", "lines", "marks", "controls"],
)  # fmt: skip
def test_texts_without_measure_are_exported(framework: Framework, note: str) -> None:
    result = rendered(framework, "Grantwright", note, note[:200])
    assert result.strict
    with pikepdf.open(io.BytesIO(result.data)) as opened:
        assert len(opened.pages) >= 2


@pytest.mark.parametrize("letter", ["א", "م", "ก", "क", "中", "한"])
def test_a_word_without_measure_takes_about_as_long_as_a_latin_one(framework: Framework, letter: str) -> None:
    """Hebrew took forty times as long: the chance to break was looked for in vain after each letter."""

    def seconds(note: str) -> float:
        start = time.process_time()
        rendered(framework, "Grantwright", note, "")
        return time.process_time() - start

    seconds(letter)
    assert seconds(letter * 50_000) < 15 * seconds("x" * 50_000) + 1
