"""Files of all sorts: formats, encodings, dates, and what is no table at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.evidence.columns import guess_columns
from readiness_gui.evidence.dates import DateForm, read_form
from readiness_gui.evidence.events import EventOptions, measure_events
from readiness_gui.evidence.tables import open_table, quoted

ROWS = [("José", "2024-03-01"), ("Ann", "2024-03-02"), ("Zoë", "2024-03-05")]


def text(separator: str = ",") -> str:
    return "\n".join(separator.join(row) for row in [("user", "time"), *ROWS]) + "\n"


WRITERS: dict[str, Callable[[Path], object]] = {
    "comma.csv": lambda path: path.write_text(text(), encoding="utf-8"),
    "semicolon.csv": lambda path: path.write_text(text(";"), encoding="utf-8"),
    "tab.tsv": lambda path: path.write_text(text("\t"), encoding="utf-8"),
    "bom.csv": lambda path: path.write_text(text(), encoding="utf-8-sig"),
    "latin.csv": lambda path: path.write_text(text(), encoding="latin-1"),
    "sixteen.csv": lambda path: path.write_text(text(), encoding="utf-16"),
    "crlf.csv": lambda path: path.write_bytes(text().replace("\n", "\r\n").encode()),
    "lines.jsonl": lambda path: pd.DataFrame(ROWS, columns=["user", "time"]).to_json(
        path, orient="records", lines=True, force_ascii=False
    ),
}


@pytest.mark.parametrize("name", WRITERS)
def test_each_form_gives_the_same_rows(tmp_path: Path, framework: Framework, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    with open_table(path, framework) as table:
        assert [one.casefold() for one in table.columns] == ["user", "time"]
        found = table.fetch("SELECT * FROM source")
    assert [(str(user), str(time)[:10]) for user, time in found] == ROWS


def test_parquet_is_read(tmp_path: Path, framework: Framework) -> None:
    import duckdb

    path = tmp_path / "log.parquet"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY (SELECT 'a' AS uid, DATE '2024-03-01' AS ts) TO '{path}' (FORMAT parquet)")
    assert measure_events(path, EventOptions(user="uid", time="ts"), framework).read == 1


def test_a_quoted_cell_may_hold_separators_and_lines(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "x.csv"
    path.write_text('user,time\n"a,b\nc",2024-03-01\n', encoding="utf-8")
    with open_table(path, framework) as table:
        assert table.fetch("SELECT * FROM source") == [("a,b\nc", "2024-03-01")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"\xff\xfe\n\x00", "is empty"),
        (b"\x7fELF\x00\x01\x02", "not a table of text"),
        (b"user,time\n", "is empty"),
        (b"user,when exactly\na,2024-01-01\n", "Which column of"),
        (b"user,time\na,b\nc,d\n", "holds no dates"),
        (b"user,time\na\nb,2024-01-01,c\n", "None of the 2 rows of .* it has too few or too many cells"),
        (b"PAR1 and nothing else", "cannot be read as a table"),
    ],
)
def test_what_is_no_log_gets_one_sentence(
    tmp_path: Path, framework: Framework, content: bytes, sentence: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=sentence) as caught:
        measure_events(path, EventOptions(), framework)
    assert "\n" not in str(caught.value)


def test_missing_and_folder(tmp_path: Path, framework: Framework) -> None:
    with pytest.raises(BadInputError, match="is not there"):
        measure_events(tmp_path / "no.csv", EventOptions(), framework)
    with pytest.raises(BadInputError, match="is a folder"):
        measure_events(tmp_path, EventOptions(), framework)


def test_too_many_columns(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{at}" for at in range(3000)) + "\n" + ",".join(["1"] * 3000) + "\n")
    with pytest.raises(BadInputError, match="3000 columns"):
        measure_events(path, EventOptions(), framework)


def test_no_name_breaks_out_and_no_other_file_is_read(tmp_path: Path, framework: Framework) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("user,time\nx,2024-01-01\n", encoding="utf-8")
    evil = f"\"; SELECT * FROM read_csv('{secret}'); --"  # noqa: S608 - what must not break out
    path = tmp_path / "x.csv"
    cell = evil.replace('"', '""')
    path.write_text(f'"{cell}",time\na,2024-03-01\n', encoding="utf-8")
    assert measure_events(path, EventOptions(user=evil), framework).read == 1
    assert quoted('a"b') == '"a""b"'
    with open_table(path, framework) as table, pytest.raises(Exception, match=r"(?i)permission|disabled"):
        table.fetch(f"SELECT * FROM read_csv('{secret}')")  # noqa: S608 - a file that is out of reach


def test_nothing_is_left_behind(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = tmp_path / "x.csv"
    path.write_text(text(), encoding="utf-8")
    measure_events(path, EventOptions(), framework)
    assert list(scratch.iterdir()) == []


def test_columns_are_guessed_by_their_names(framework: Framework) -> None:
    path = Path("log.csv")
    found = guess_columns(("ID", "Distinct-ID", "Event Time"), ("user", "time"), {}, path, framework)
    assert found == {"user": "Distinct-ID", "time": "Event Time"}
    with pytest.raises(BadInputError, match="has no column “nope”"):
        guess_columns(("a",), ("user",), {"user": "nope"}, path, framework)


@pytest.mark.parametrize(
    ("values", "forms"),
    [
        (["2024-03-01", "2024-03-01T10:00:00Z"], (DateForm.ISO,)),
        (["1709251200", "1709251201.5"], (DateForm.SECONDS,)),
        (["1709251200000"], (DateForm.MILLISECONDS,)),
        (["25/12/2024", "01/02/2024"], (DateForm.DAY_FIRST,)),
        (["12/25/2024", "01/02/2024"], (DateForm.MONTH_FIRST,)),
        (["01.02.2024", "03.04.2024"], (DateForm.DAY_FIRST, DateForm.MONTH_FIRST)),
        (["one", "two"], ()),
        ([], ()),
    ],
)
def test_the_form_of_dates(values: list[str], forms: tuple[DateForm, ...]) -> None:
    assert read_form(values).forms == forms


@pytest.mark.parametrize(("order", "day"), [("day-first", "2024-02-01"), ("month-first", "2024-01-02")])
def test_an_ambiguous_order_is_asked_for(tmp_path: Path, framework: Framework, order: str, day: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text("user,time\na,01/02/2024 10:15\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="day or month first"):
        measure_events(path, EventOptions(), framework)
    made = measure_events(path, EventOptions(dates=DateForm(order)), framework)
    assert str(made.active.last_event) == day


@pytest.mark.parametrize("stamp", ["1709251200", "1709251200000"])
def test_epoch_times(tmp_path: Path, framework: Framework, stamp: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"user,time\na,{stamp}\n", encoding="utf-8")
    assert str(measure_events(path, EventOptions(), framework).active.last_event) == "2024-03-01"
