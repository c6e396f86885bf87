"""No text becomes a formula in a spreadsheet, and no other text is touched."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.spreadsheet import safe_cell

#: OWASP, "CSV Injection": what begins a formula, also in the wide forms of East Asian keyboards
STARTS = "=+-@\t\r|%＝＋－＠"


@pytest.mark.parametrize("start", STARTS.replace("\t", "").replace("\r", ""))
@pytest.mark.parametrize("blank", ["", " ", "\t", "\r\n", "\u00a0", "\u3000"])
def test_what_begins_like_a_formula_is_text(start: str, blank: str) -> None:
    cell = f'{blank}{start}HYPERLINK("https://example.com")'
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("text", ["", " ", "Acme", "a=b", "50 %", "'quoted", "1-2", "name@example.com"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_whatever_the_text_a_row_reads_back_and_no_cell_begins_a_formula(text: str) -> None:
    text = text.replace("\x00", "")
    target = io.StringIO(newline="")
    csv.writer(target).writerow([safe_cell(text), "x"])
    ((cell, end),) = csv.reader(io.StringIO(target.getvalue(), newline=""))
    assert end == "x"
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert cell.lstrip()[:1] not in set(STARTS) - set("\t\r") or not cell.strip()
