"""Files that are no good: one clear sentence each, and nothing left behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.evidence import files
from readiness_gui.evidence.events import EventOptions, EventsMeasured, measure_events
from readiness_gui.evidence.refused import Refused
from readiness_gui.evidence.tables import open_table


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary folders of this test only."""
    made = tmp_path / "scratch"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def measured(path: Path, framework: Framework) -> EventsMeasured:
    return measure_events(path, EventOptions(), framework)


def refusal(path: Path, framework: Framework) -> str:
    """Return the sentence with which a file is refused; nothing temporary stays."""
    with pytest.raises(BadInputError) as caught:
        measured(path, framework)
    assert not list(Path(tempfile.gettempdir()).iterdir())
    text = str(caught.value)
    assert "\n" not in text
    assert path.name in text
    return text


def test_a_table_of_ten_thousand_columns(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "wide.csv"
    names = ",".join(f"c{one}" for one in range(10_000))
    path.write_text(f"{names}\n{names}\n", encoding="utf-8")
    assert "10000 columns" in refusal(path, framework)


def test_a_line_of_many_megabytes(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(b"user,time\n" + b"x" * 40_000_000 + b",2024-01-01\n")
    assert "Export it again" in refusal(path, framework)


@pytest.mark.parametrize("size", [2_100_000, 40_000_000])
@pytest.mark.parametrize("rest", [b"", b",2024-01-01"])
def test_a_line_too_long_behind_good_ones(
    tmp_path: Path, framework: Framework, size: int, rest: bytes
) -> None:
    """The database would leave it out without a word."""
    path = tmp_path / "line.csv"
    good = b"a,2024-01-01\n" * 100_000
    path.write_bytes(b"user,time\n" + good + b"x" * size + rest + b"\n" + good)
    assert "a line too long" in refusal(path, framework)


def test_a_zero_byte_behind_the_sample(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "nul.csv"
    path.write_bytes(b"user,time\n" + b"a,2024-01-01\n" * 100_000 + b"a\0b,2024-01-01\n")
    assert "is not a table of text" in refusal(path, framework)


def test_a_header_without_rows(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "head.csv"
    path.write_text("user,time\n", encoding="utf-8")
    assert "is empty" in refusal(path, framework)


def test_no_column_is_a_date(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,hello\nb,world\n", encoding="utf-8")
    assert "holds no dates" in refusal(path, framework)


def test_all_dates_out_of_this_world(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,1970-01-01\nb,2100-01-01\n", encoding="utf-8")
    assert "None of the 2 rows" in refusal(path, framework)


@pytest.mark.parametrize(
    "rows", ['"a,2024-01-01\nb,2024-01-02\n', 'a,2024-01-01\n\nb,"2024-01-02\nc,2024-01-03\n']
)
def test_a_quote_that_never_ends(tmp_path: Path, framework: Framework, rows: str) -> None:
    """All that follows would be one cell: said with its line, and nothing counted."""
    path = tmp_path / "log.csv"
    path.write_text(f"user,time\n{rows}", encoding="utf-8")
    line = 2 if rows.startswith('"') else 4
    assert f"line {line}: a quotation mark" in refusal(path, framework)


def test_formulas_are_names_like_any_other(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text('user,time\n=1+1,2024-01-01\n"@SUM(A1)",2024-01-01\n', encoding="utf-8")
    assert measured(path, framework).active.active_7 == 2


def test_a_file_that_grows_meanwhile(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2024-01-01\n", encoding="utf-8")
    real = files.Digest.result

    def grow(hashing: files.Digest) -> str:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("b,2024-01-02\n")
        return real(hashing)

    monkeypatch.setattr(files.Digest, "result", grow)
    assert "was changed while" in refusal(path, framework)


def test_a_file_that_vanishes_meanwhile(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2024-01-01\n", encoding="utf-8")

    def read() -> None:
        with open_table(path, framework) as table:
            path.unlink()
            table.fetch("SELECT * FROM source")

    with pytest.raises(BadInputError, match="is not there any more"):
        read()


def test_no_room_for_temporary_files(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2024-01-01\n", encoding="utf-8")

    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(BadInputError, match="no room for temporary files"):
        measured(path, framework)


def test_json_lines_that_are_none_are_counted_with_their_line(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.jsonl"
    lines = [
        '{"user": "a", "time": "2024-01-01"}',
        "oops",
        '{"user": "b", "time": "2024-01-02", "x/y": [1]}',
        "[1]",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = measured(path, framework)
    assert (made.read, made.refused) == (4, 2)
    assert made.refused_rows == (Refused(2, "the user is missing"), Refused(4, "the user is missing"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("name", ["log.csv", "log.jsonl"])
def test_encodings(tmp_path: Path, framework: Framework, encoding: str, name: str) -> None:
    path = tmp_path / name
    rows = {
        "log.csv": "user,time\nJürgen,2024-01-01\n",
        "log.jsonl": '{"user": "Jürgen", "time": "2024-01-01"}\n',
    }
    path.write_text(rows[name], encoding=encoding)
    made = measure_events(path, EventOptions(exclude=["x"]), framework)
    assert made.active.active_7 == 1
    with pytest.raises(BadInputError, match="No user"):
        measure_events(path, EventOptions(exclude=["Jürgen"]), framework)


def test_a_json_file_without_objects(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.json"
    path.write_text("[\n1,\n2\n]\n", encoding="utf-8")
    assert "no line of it is a JSON object" in refusal(path, framework)


def test_keys_may_hold_anything(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"a/b~c\\"d": "u", "time": "2024-01-01"}\n', encoding="utf-8")
    options = EventOptions(user='a/b~c"d')
    assert measure_events(path, options, framework).active.active_7 == 1
