"""No cell of a CSV file is a formula, whichever way a spreadsheet reads the file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.spreadsheet import FORMULA, csv_text, safe_cell

PAYLOADS = ("=cmd|' /C calc'!A0", "@SUM(1)", "＝1+1", "-2+3+cmd|x!A0", "+HYPERLINK(1)")


def cells(text: str, separator: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "before", ["", " ", "\x00", "\ufeff", "\u200b", "a;", "a; ", "a\t", "a\n", "=a;", 'a";\x00']
)
def test_no_reading_of_a_file_finds_a_formula(before: str, payload: str, separator: str) -> None:
    text = csv_text([("title", before + payload), (before + payload, "x")])
    found = [re.sub(r"^[\s\x00\ufeff\u200b]+", "", one) for one in cells(text, separator)]
    assert not [one for one in found if one.startswith(("=", "@", "＝", "-2", "+H"))]
    assert any(payload[1:4] in one for one in found), "nothing is lost"


@pytest.mark.parametrize("start", "=+-@|%＝＋－＠")
@pytest.mark.parametrize("blank", ["", " ", "\t", "\r\n", "\u00a0", "\u3000"])
def test_what_begins_like_a_formula_behind_blanks_is_text(start: str, blank: str) -> None:
    cell = f'{blank}{start}HYPERLINK("https://example.com")'
    assert safe_cell(cell).startswith("'")
    assert safe_cell(cell).replace("'", "") == cell


@pytest.mark.parametrize(
    "text",
    [
        "Lift; +5 % (+1 % to +9 %)",
        "first\n- an item\n- another (of two)",
        "a; b = c",
        "R&D (x|y)",
        "",
        "ends in =",
        "'quoted'",
    ],
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(max_size=30))
def test_a_cell_is_as_it_was_but_for_signs_that_make_it_safe(text: str) -> None:
    made = safe_cell(text)
    assert made.replace("'", "") == text.replace("'", "")
    assert not made.startswith(FORMULA)
    assert safe_cell(made) == made


def test_numbers_dates_and_nothing_are_written_plainly() -> None:
    assert csv_text([(-0.5, 3, date(2026, 3, 2), None, "-x")]) == "-0.5,3,2026-03-02,,'-x\r\n"
