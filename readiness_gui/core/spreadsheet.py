"""Text on its way into a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from unicodedata import category, normalize

#: what a spreadsheet takes for the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
#: kinds of characters that a spreadsheet may drop or pass over before a formula: controls, signs without
#: width, spaces and line ends
PASSED_OVER = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
#: a formula behind what ends a cell where a file is cut at semicolons or tabs, whatever stands in quotes; a
#: gain such as "+5 %" or a dash before a word is none
_INSIDE = re.compile(
    r"[;\t\r\n][\s\x00-\x1f\u200b-\u200f\ufeff]*(?=[=@＝＠]|[-+－＋][^;\t\r\n]*(?:[|!]|\w\())"
)


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV of which no cell can start a formula; numbers and dates are our own and stay."""
    target = io.StringIO()
    csv.writer(target).writerows([_cell(one) for one in row] for row in rows)
    return target.getvalue()


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection).

    Signs of full width count as the narrow ones, which spreadsheets of East Asia take them for. Where
    lists are parted by semicolons, as in Germany, a spreadsheet cuts ``a;=b`` in two: what follows is
    made safe as well.
    """
    seen = next((at for at, one in enumerate(text) if category(one) not in PASSED_OVER), len(text))
    begins = normalize("NFKC", text[seen : seen + 1]).startswith(FORMULA)
    inside = _INSIDE.sub(lambda found: f"{found[0]}'", text)
    return f"'{inside}" if begins or text.startswith(FORMULA) else inside


def _cell(value: object) -> str:
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value)
