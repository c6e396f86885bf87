"""How a CSV is written is told from its first records; what any spreadsheet writes comes back as it was."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.evidence.dialect import Dialect, dialect_of, plain_ends
from readiness_gui.evidence.files import Format, Head
from readiness_gui.evidence.tables import open_table


def told(text: str) -> Dialect:
    return dialect_of(Head(Format.CSV, "utf-8", text, whole=True))


@pytest.mark.parametrize(
    ("text", "separator", "columns", "first_line"),
    [
        ("a,b\n1,2\n", ",", ("a", "b"), 2),
        ("a;b\n1,5;2,5\n3,5;4\n", ";", ("a", "b"), 2),
        ("a\tb, c\n1\t2\n", "\t", ("a", "b, c"), 2),
        ("a|b\n1|2\n", "|", ("a", "b"), 2),
        ("sep=;\na;b\n1;2\n3;4\n", ";", ("a", "b"), 3),
        ("Report\n\nfor May\na,b\n1,2\n3,4\n5,6\n7,8\n", ",", ("a", "b"), 5),
        ("# by us, today, at ten\na,b\n1,2\n3,4\n", ",", ("a", "b"), 3),
        ('"a\nb",c\n1,2\n', ",", ("a\nb", "c"), 3),
        ("u1,2024-05-01\nu2,2024-05-02\n", ",", ("column 1", "column 2"), 1),
        ("u1,1714521600\nu2,1714521601\n", ",", ("column 1", "column 2"), 1),
        ("user,2024\na,1\n", ",", ("user", "2024"), 2),
        ("a,,A\n1,2,3\n", ",", ("a", "column 2", "A (2)"), 2),
        ("a,b\n1,2,\n3,4,\n5,6,\n", ",", ("a", "b", "column 3"), 2),
        ("#,user\n1,a\n2,b\n", ",", ("#", "user"), 2),
        ("user\na\n", ",", ("user",), 2),
    ],
)
def test_what_is_told(text: str, separator: str, columns: tuple[str, ...], first_line: int) -> None:
    found = told(text)
    assert (found.separator, found.columns, found.first_line) == (separator, columns, first_line)


def test_a_record_that_the_sample_cuts_off_does_not_count() -> None:
    head = Head(Format.CSV, "utf-8", 'a,b\n1,2\n3,"cut off', whole=False)
    assert dialect_of(head).rows == (("1", "2"),)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\nb\n", True),
        ("a\r\nb\r\n", True),
        ('"a\nb"\r\nc\r\n', True),
        ('"a\r\nb"\nc\n', True),
        ("a\r\nb", True),
        ("a\r\nb\r", True),  # the sample ends between CR and LF
        ("a\r\nb\nc\n", False),
        ("a\rb\rc", False),
    ],
)
def test_ends_of_lines(text: str, plain: bool) -> None:
    assert plain_ends(text) is plain


cells = st.text(st.sampled_from("ab ,;\t|\"'\n#=1é☃"), max_size=6)
tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=12)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tables,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([0, 1]),  # quotes where needed, and everywhere
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_comes_back(
    framework: Framework,
    rows: list[list[str]],
    separator: str,
    end: str,
    quoting: Literal[0, 1],
    encoding: str,
) -> None:
    """Rows of one width below a header that is plain: every cell, in its place."""
    header = ["user", "time", "third", "fourth"][: len(rows[0])]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows([header, *[header] * len(rows), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(text.getvalue(), encoding=encoding, newline="")
        with open_table(path, framework) as table:
            found = table.fetch("SELECT * FROM source")
            assert table.broken() == 0
    assert table.columns == tuple(header)
    got = [["" if cell is None else str(cell).replace("\r\n", "\n") for cell in row] for row in found]
    assert got == [*[header] * len(rows), *rows]
