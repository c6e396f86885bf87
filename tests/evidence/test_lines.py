"""Refused rows are named by the line an editor shows, whatever stands in the cells before them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.evidence import tables
from readiness_gui.evidence.events import EventOptions, measure_events
from readiness_gui.evidence.imports import Choice, bring_in
from readiness_gui.evidence.lines import TextLocator

HEADERS = ["user,time,note\n", 'user,time,"a note\nin two lines"\n', "Report of May\n\nuser,time,note\n", ""]
#: a record, and whether it is refused
RECORDS = [
    ("a,2024-05-01,x\n", False),
    ('b,2024-05-01,"one\ntwo\nthree"\n', False),
    ("c,yesterday,x\n", True),
    ("\n", False),
    ("short\n", True),
    ('"d\nd",2024-05-02,"say ""hi"", he\nsaid"\n', False),
    ("e,2024-05-02,x,one too many\n", True),
    ("\n\n", False),
    ('"f\nf",1970-01-01,x\n', True),
    (",2024-05-02,no user\n", True),
    ('"g\ng",2024-05-02,x,"one\ntoo many"\n', True),
    ("h,2024-05-02,ö\n", False),
    ("i,,x", True),
]
WAYS = {
    "utf-8": lambda text: text.encode(),
    "bom": lambda text: text.encode("utf-8-sig"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "crlf and bom": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "old ends": lambda text: text.replace("\n", "\r").encode(),
    "mixed ends": lambda text: text.replace("note\n", "note\r\n").replace("x\n", "x\r\n").encode(),
    "latin-1": lambda text: text.encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16 and crlf": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
}


def expected(header: str, records: list[tuple[str, bool]]) -> list[int]:
    """Return the lines on which refused records begin, counted in the text."""
    found, line = [], 1 + header.count("\n")
    for text, refused in records:
        found += [line] if refused else []
        line += text.count("\n")
    return found


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("way", WAYS)
def test_lines_are_those_of_an_editor(tmp_path: Path, framework: Framework, way: str, header: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(WAYS[way](header + "".join(text for text, _ in RECORDS)))
    options = EventOptions() if header else EventOptions(user="column 1", time="column 2")
    made = measure_events(path, options, framework)
    lines = expected(header, RECORDS)
    assert [one.line for one in made.refused_rows] == lines
    assert (made.read, made.refused) == (11, 7)


@pytest.mark.parametrize("seed", range(6))
def test_lines_in_a_file_of_many_pieces(
    tmp_path: Path, framework: Framework, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database reads a file in pieces, side by side; places are told over all of them."""
    monkeypatch.setattr(tables, "BUFFER", 2_100_000)
    draws = random.Random(seed)  # noqa: S311 - a simulation
    good = [one for one in RECORDS[:12] if not one[1]]
    bad = [one for one in RECORDS[:12] if one[1]]
    records = [draws.choice(bad if draws.random() < 5e-5 else good) for _ in range(500_000)]
    path = tmp_path / "log.csv"
    path.write_text("user,time,note\n" + "".join(text for text, _ in records), encoding="utf-8")
    assert path.stat().st_size > 3 * tables.BUFFER
    made = measure_events(path, EventOptions(), framework)
    lines = expected("user,time,note\n", records)
    assert made.refused == len(lines) > 0
    assert [one.line for one in made.refused_rows] == lines[:100]


def test_the_first_hundred_are_named_and_all_are_counted(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    rows = ["short", "a,never", "b,2024-05-01"] * 500
    path.write_text("user,time\n" + "\n".join(rows) + "\n", encoding="utf-8")
    made = measure_events(path, EventOptions(), framework)
    assert (made.read, made.refused) == (1500, 1000)
    assert [one.line for one in made.refused_rows] == [
        line for line in range(2, 152) if rows[line - 2] != "b,2024-05-01"
    ]


def test_small_tables_name_lines_the_same_way(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        'user,segment,axis,pole\n"a\na",new,length,low\n\nb,new\nc,new,length,sideways\nd,new,length,low\n',
        encoding="utf-8",
    )
    made = bring_in("complaints", path, Choice(), framework)
    assert [one.line for one in made.refused_rows] == [5, 6]
    assert (made.read, made.refused) == (4, 2)


def test_lines_of_json_are_counted_with_blank_ones(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('\n{"user": "a", "time": "2024-05-01"}\n\n  \noops "\n{"user": "b"}\n', encoding="utf-8")
    made = measure_events(path, EventOptions(), framework)
    assert [one.line for one in made.refused_rows] == [5, 6]


def test_a_row_before_the_first_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'title\n\n"na\nme",b\n1,2\n\n3,4\n')
    found = TextLocator(path, first_line=5, separator=",")([1, 2], [])
    assert found.rows == {1: 5, 2: 7}
    assert TextLocator(path)((), ()).rows == {}


def test_what_this_test_takes_for_lines_is_what_python_reads(tmp_path: Path) -> None:
    """Our expectation against the csv module's own count of lines."""
    text = HEADERS[1] + "".join(one for one, _ in RECORDS)
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8", newline="")
    starts, last = [], 0
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        for cells in reader:
            starts += [last + 1] if len(cells) not in (0, 3) else []
            last = reader.line_num
    assert set(starts) <= set(expected(HEADERS[1], RECORDS))
