"""Text of the user on its way into Markdown, mails, calendars and names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.report.files import bare_name
from readiness_gui.report.markdown import escape
from readiness_gui.report.plain import bare, one_line


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_whatever_ends_a_line_is_a_line_feed(end: str) -> None:
    assert bare(f"a{end}b") == "a\nb"
    assert one_line(f"a{end}b") == "a b"


@pytest.mark.parametrize("harm", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800", "\u202e", "\u2066", "\u2069"])
def test_controls_halves_and_overrides_go(harm: str) -> None:
    assert bare(f"a{harm}b\tc") == "ab\tc"
    assert escape(f"a{harm}b") == "ab"
    assert harm not in bare_name(f"a{harm}b")


def test_every_override_and_isolate_goes_and_its_neighbours_stay() -> None:
    gone = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    assert bare("".join(gone)) == ""
    for kept in ("\u200e", "\u200f", "\u202f", "\u2065", "\u206a"):
        assert bare(kept) == kept


def test_what_scripts_need_stays() -> None:
    for kept in ("می‌خواهم", "👩‍💻", "क्‍ष", "a\u200fb", "é", "e\u0301"):
        assert bare(kept) == kept


@given(st.text())
def test_bare_text_is_lines_that_everybody_counts_alike(text: str) -> None:
    made = bare(text)
    assert made.splitlines() == ([] if not made else made.removesuffix("\n").split("\n"))
    assert bare(made) == made
    made.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("---", "\\---"),
        ("--", "\\--"),
        ("===", "\\==="),
        ("=", "\\="),
        ("a === b --- c", "a === b --- c"),
        ("&lt;b&gt;", "\\&lt;b\\&gt;"),
        ("&#60; &#x3c;", "\\&\\#60; \\&\\#x3c;"),
        ("R&D & more", "R&D & more"),
    ],
)
def test_markdown_keeps_rules_underlines_and_entities_as_text(text: str, escaped: str) -> None:
    assert escape(text) == escaped
