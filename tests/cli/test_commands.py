from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from readiness_gui import __version__, paths
from readiness_gui.cli.main import main
from readiness_gui.core.model import Product
from readiness_gui.storage import codec
from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import a_product

QUESTION = (
    '{"signals": {"pmf": "present", "diversity": "present", "generic_failure": "present", '
    '"active_users": "present", "retention_priority": "present"}, "active_users": 240, '
    '"top_priority": "retention", "stage": 1, "segment_detection": true}\n'
)
WAREHOUSE = ("--dialect", "postgres", "--table", "app.events", "--user", "user_id", "--time", "created_at")
SAMPLE = paths.resources() / "samples" / "Grantwright.readiness"


def run(
    *arguments: str | Path, text: str | bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "readiness_gui", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        check=False,
        env={**os.environ, **(environment or {})},
        timeout=120,
    )


def refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str | Path]) -> str:
    """Return the one line with which a command line is refused."""
    assert main([str(one) for one in arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(".\n")
    assert said.err.count("\n") == 1
    return said.err


# -- the command line itself ------------------------------------------------------------------------


def test_help_names_every_command_and_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    said = capsys.readouterr().out
    for word in (
        "FILE",
        "--library",
        "export",
        "decide",
        "measure",
        "portfolio",
        "query",
        "merge",
        "sample",
        "Exit status",
    ):
        assert word in said


@pytest.mark.parametrize("command", ["export", "decide", "portfolio", "sample"])
def test_each_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"readiness-gui {command}" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"Readiness {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--colour"], "unrecognized arguments: --colour"),
        (["one.readiness", "two.readiness"], "unrecognized arguments: two.readiness"),
        (["--library"], "expected one argument"),
        (["export"], "required: FILE"),
        (["export", "x.readiness"], "add at least one of --pdf, --markdown, --json, --ics, --csv"),
        (["decide", "x"], "unrecognized arguments: x"),
        (["sample"], "required: DIR"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert words in refused(capsys, arguments)


def test_without_a_command_the_window_gets_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    from readiness_gui import app

    given: list[list[str]] = []

    def shown(arguments: list[str]) -> int:
        given.append(arguments)
        return 7

    monkeypatch.setattr(app, "main", shown)
    assert main([]) == 7
    assert main(["plan.readiness", "--library", "here", "--offscreen"]) == 7
    assert given == [[], ["plan.readiness", "--library", "here", "--offscreen"]]


@pytest.mark.parametrize("command", ["decide", "sample", "export", "merge", "--help", "--version"])
def test_no_command_loads_the_window_or_what_it_does_not_need(command: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.readiness"
    copy.write_bytes(SAMPLE.read_bytes())
    arguments = {
        "sample": ["sample", str(tmp_path)],
        "export": ["export", str(SAMPLE), "--json", str(tmp_path / "x.json")],
        "merge": ["merge", str(SAMPLE), str(copy), "--out", str(tmp_path / "both.readiness")],
    }.get(command, [command])
    program = (
        "import sys\nfrom readiness_gui.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.partition('.')[0] in sys.argv[1:]], file=sys.stderr)"
    )
    heavy = ["PySide6"]
    if command != "export":
        heavy += ["matplotlib", "numpy", "duckdb", "_duckdb", "typst"]
    if command not in ("export", "sample", "merge"):
        heavy += ["tinydb", "cattrs", "filelock"]
    done = subprocess.run(
        [sys.executable, "-c", program, *heavy], input=b"", capture_output=True, check=True, timeout=120
    )
    assert done.stderr.decode().strip() == "[]"


def test_a_fault_of_the_program_has_status_1_and_its_traceback() -> None:
    program = (
        "import readiness_gui.cli.sample as sample\n"
        "def fault(folder): raise ZeroDivisionError('on purpose')\n"
        "sample.write_sample = fault\n"
        "from readiness_gui.cli.main import main\nraise SystemExit(main(['sample', 'x']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=120)
    assert done.returncode == 1
    assert b"ZeroDivisionError: on purpose" in done.stderr


def test_output_is_utf8_whatever_the_system_says(tmp_path: Path) -> None:
    missing = tmp_path / "日本語 – нет.readiness"
    done = run(
        "export", missing, "--json", tmp_path / "x", environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 2
    assert str(missing) in done.stderr.decode("utf-8")


def test_an_interruption_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from readiness_gui.cli import sample

    def interrupt(_folder: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "write_sample", interrupt)
    assert main(["sample", "x"]) == 130


# -- sample -----------------------------------------------------------------------------------------


def test_the_sample_is_written_into_a_folder_made_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "folder"
    assert main(["sample", str(folder)]) == 0
    written = folder / "Grantwright.readiness"
    assert capsys.readouterr().out == f"{written}\n"
    assert written.read_bytes() == SAMPLE.read_bytes()
    assert main(["sample", str(folder)]) == 0
    assert [one.name for one in folder.iterdir()] == [written.name]
    file = ProductFile.open(written)
    assert file.product.example
    file.close()


def test_the_sample_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "Grantwright.readiness"
    mine.write_bytes(b"mine")
    assert "there is another file of that name" in refused(capsys, ["sample", tmp_path])
    assert mine.read_bytes() == b"mine"


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "a file stands where a folder is needed" in refused(capsys, ["sample", tmp_path / "file"])


# -- export -----------------------------------------------------------------------------------------


@pytest.fixture
def product_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "Grantwright.readiness"))


def test_every_kind_at_once(product_file: Path, tmp_path: Path) -> None:
    targets = {kind: tmp_path / f"out.{kind}" for kind in ("pdf", "markdown", "json", "ics", "csv")}
    options = [text for kind, path in targets.items() for text in (f"--{kind}", str(path))]
    before = product_file.read_bytes()
    done = run("export", product_file, *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert targets["pdf"].read_bytes().startswith(b"%PDF-")
    assert "Grantwright" in targets["markdown"].read_text(encoding="utf-8")
    assert json.loads(targets["json"].read_bytes())["verdict"]["verdict"] == "STAY_2_IMPROVE"
    assert targets["ics"].read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert targets["csv"].read_bytes()
    assert product_file.read_bytes() == before


def test_the_pdf_carries_the_product_file(product_file: Path, tmp_path: Path) -> None:
    import pikepdf

    assert main(["export", str(product_file), "--pdf", str(tmp_path / "roadmap.pdf")]) == 0
    with pikepdf.open(tmp_path / "roadmap.pdf") as report:
        (attached,) = (one.get_file().read_bytes() for one in report.attachments.values())
    assert codec.product_from_bytes(attached) == codec.product_from_bytes(product_file.read_bytes())


@pytest.mark.parametrize("wanted", ["2025-11-10", "67720000000000000000000000202511"])
def test_an_earlier_assessment_by_date_or_id(product_file: Path, tmp_path: Path, wanted: str) -> None:
    target = tmp_path / "x.json"
    assert main(["export", str(product_file), "--json", str(target), "--assessment", wanted]) == 0
    assert json.loads(target.read_bytes())["verdict"]["verdict"] == "STAY_1"


def test_an_assessment_that_is_not_there(
    product_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "x.json"
    said = refused(capsys, ["export", product_file, "--json", target, "--assessment", "2024-01-01"])
    assert "no assessment “2024-01-01”" in said
    assert "2026-08-10 (67720000000000000000000000202608)" in said
    assert not target.exists()


def test_a_file_open_in_the_window_can_be_exported(product_file: Path, tmp_path: Path) -> None:
    held = ProductFile.open(product_file)
    assert main(["export", str(product_file), "--json", str(tmp_path / "x.json")]) == 0
    assert not held.conflict
    held.close()


def test_files_that_cannot_be_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "x.json"
    empty = tmp_path / "empty.readiness"
    empty.write_bytes(b"")
    folder = tmp_path / "folder.readiness"
    folder.mkdir()
    bare = tmp_path / "bare.readiness"
    bare.write_bytes(codec.product_bytes(bare_product()))
    cases: list[tuple[Path, str]] = [
        (tmp_path / "nothing.readiness", "There is no file"),
        (empty, "The file is empty"),
        (folder, "is not a file"),
        (bare, "has no assessment"),
    ]
    for path, words in cases:
        assert words in refused(capsys, ["export", path, "--json", target])
    assert not target.exists()


def bare_product() -> Product:
    from dataclasses import replace

    return replace(a_product(), assessments=())


def test_targets_that_cannot_be_written(
    product_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = product_file.read_bytes()
    same = tmp_path / "same"
    cases: list[tuple[list[str | Path], str]] = [
        (["--json", tmp_path], str(tmp_path)),
        (["--json", tmp_path / "no" / "such" / "x.json"], "such"),
        (["--json", same, "--csv", same], "two of the targets are the same file"),
        (["--json", product_file], "is the product file itself"),
    ]
    for options, words in cases:
        assert words in refused(capsys, ["export", product_file, *options])
    assert not same.exists()
    assert product_file.read_bytes() == before


# -- decide -----------------------------------------------------------------------------------------


def test_decide_answers_from_a_pipe() -> None:
    done = run("decide", text=QUESTION)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["verdict"] == "GO_2"


def test_decide_keeps_the_answers_before_a_bad_line() -> None:
    done = run("decide", text=QUESTION + "nonsense\n" + QUESTION)
    assert done.returncode == 2
    assert done.stdout.count(b"\n") == 1
    assert done.stderr.decode().startswith("standard input, line 2: not JSON")
    assert done.stderr.count(b"\n") == 1


def test_decide_ends_quietly_when_nobody_reads_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "readiness_gui", "decide"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(QUESTION.encode() * 2000)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_decide_answers_one_question_before_the_next_is_asked() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "readiness_gui", "decide"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for users in (240, 150):
            process.stdin.write(QUESTION.replace("240", str(users)).encode())
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["verdict"] == ("GO_2" if users == 240 else "PREPARE_2")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a device that is full")
def test_an_answer_that_cannot_be_written_is_no_success() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "readiness_gui", "query", *WAREHOUSE], stdout=full, stderr=subprocess.PIPE,
            check=False, timeout=120,
        )  # fmt: skip
    assert done.returncode == 1
    assert b"could not be written: No space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_reader_who_leaves_early_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "readiness_gui", "query", *WAREHOUSE], stdout=writing, stderr=subprocess.PIPE,
        check=False, timeout=120,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_all_of_a_long_answer_arrives() -> None:
    done = run("decide", text=QUESTION * 3000)
    assert len(done.stdout.splitlines()) == 3000
    assert done.returncode == 0
