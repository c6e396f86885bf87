"""Quoted cells over several lines and marks that never close, in files longer than one reader takes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.evidence import quotes
from readiness_gui.evidence.events import EventOptions, measure_events
from readiness_gui.evidence.quotes import has_open_lines, unclosed_line
from readiness_gui.evidence.tables import BUFFER

ROW = "u{},2026-01-{:02d},{}\n"


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("user,time,note\n" + "".join(rows), encoding="utf-8", newline="")
    return path


def rows_read(path: Path, framework: Framework) -> tuple[int, int]:
    made = measure_events(path, EventOptions(), framework)
    return made.read, made.refused


def test_rows_quoted_in_a_cell_are_no_rows(tmp_path: Path, framework: Framework) -> None:
    """GIVEN a long log whose notes hold pasted rows THEN only its own rows are read."""
    pasted = '"' + "zz,2020-05-05,x\n" * 12 + '"'
    count = 3 * BUFFER // len(pasted)
    path = write(tmp_path / "log.csv", [ROW.format(at, at % 28 + 1, pasted) for at in range(count)])
    made = measure_events(path, EventOptions(), framework)
    assert (made.read, made.refused) == (count, 0)
    assert made.pmf.provenance is not None
    assert str(made.pmf.provenance.period_start) == "2026-01-01"


@pytest.mark.parametrize("stray", ['"u,2026-01-01,x\n', 'u,2026-01-01, "x\n'])
@pytest.mark.parametrize("after", [5, BUFFER // 5])
def test_a_mark_that_never_closes_is_named(
    tmp_path: Path, framework: Framework, stray: str, after: int
) -> None:
    row = "u,2026-01-02,plain\n"
    path = write(tmp_path / "log.csv", [row] * 1000 + [stray] + [row] * after)
    with pytest.raises(BadInputError, match=r"“log.csv”, line 1002: a quotation mark is opened and never"):
        measure_events(path, EventOptions(), framework)


def test_a_long_cell_that_never_closes_is_named(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", ["u,2026-01-02,x\n", 'u,2026-01-02,"' + ("y" * 50_000 + "\n") * 4])
    with pytest.raises(BadInputError, match="line 3: a quotation mark"):
        measure_events(path, EventOptions(), framework)


def test_marks_within_a_cell_are_signs_like_others(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", ['u,2026-01-02,a 5" screen\n', 'v,2026-01-03,"say ""hi""\nthere"\n'])
    assert rows_read(path, framework) == (2, 0)


def slow_look(text: str) -> tuple[int | None, int]:
    """Return the line on which a mark opens for good, sign by sign, and how many records there are."""
    inside, fresh, opened, records, at = False, True, 0, 0, 0
    while at < len(text):
        sign = text[at]
        if inside and text[at : at + 2] == '""':
            at += 1
        elif sign == '"' and inside:
            inside, fresh = False, False
        elif sign == '"' and fresh:
            inside, opened = True, at
        elif not inside:
            records += sign == "\n"
            fresh = sign in ",\n" or (fresh and sign == " ")
        at += 1
    for_good = inside and "\n" in text[opened:].rstrip()
    return (text.count("\n", 0, opened) + 1 if for_good else None), records


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='""",\n a', max_size=30), st.sampled_from([1, 2, 3, 8, 1 << 20]))
def test_the_look_at_marks_is_that_of_a_slow_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, block: int
) -> None:
    monkeypatch.setattr(quotes, "BLOCK", block)
    monkeypatch.setattr(quotes, "EDGE", min(block, 64))
    path = tmp_path / "some.csv"
    path.write_bytes(text.encode())
    assert unclosed_line(path, ",", None) == slow_look(text)[0]
    lines = text.split("\n")
    odd = any("\n".join(lines[:count]).count('"') % 2 for count in range(1, len(lines) + 1))
    assert has_open_lines(path, None) is odd


@given(st.lists(st.lists(st.text(alphabet='",\n a', max_size=6), min_size=2, max_size=3), max_size=8))
def test_what_a_csv_writer_writes_is_closed(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    assert slow_look(text.getvalue()) == (None, len(rows))
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_bytes(text.getvalue().encode())
    assert unclosed_line(path, ",", None) is None
