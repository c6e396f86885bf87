"""``readiness-gui portfolio``: what it prints, writes and refuses, and that it needs no window."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

import dev
from readiness_gui.cli.main import main
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import DiversityEvidence, Interview
from readiness_gui.core.portfolio import Sort
from readiness_gui.core.terms import Answer, SignalId, SymptomId
from readiness_gui.storage.codec import product_bytes
from tests import startups
from tests.core import make

PROBE = """
import sys
from readiness_gui.cli.main import main
code = main(sys.argv[1:])
print("PySide6" in sys.modules, "matplotlib" in sys.modules, code)
"""


@pytest.fixture
def folder(tmp_path: Path, framework: Framework) -> Path:
    made = tmp_path / "products"
    startups.write(made, 8, framework)
    return made


def run(capsys: pytest.CaptureFixture[str], arguments: Sequence[str | Path]) -> tuple[int, str, str]:
    code = main(["portfolio", *[str(one) for one in arguments]])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_without_a_target_it_prints_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, [folder])
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 9
    assert "Amber Desk" in out


def test_it_is_written_in_another_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, [folder, "--language", "de"])
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split()[0] == "Produkt"
    assert "Auf Stufe" in out


def test_it_writes_csv_and_pdf(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, paper = tmp_path / "p.csv", tmp_path / "p.pdf"
    code, out, err = run(capsys, [folder, "--csv", table, "--pdf", paper])
    assert (code, out, err) == (0, "", "")
    assert len(list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))) == 8
    with pikepdf.open(paper) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Portfolio of 8 products"


def test_a_verdict_that_says_go_against_its_evidence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tuple(Interview(f"user {at}", (f"need {at % 5}",)) for at in range(20))
    one = make.with_users(make.claimed(), 240)
    one = one.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows))
    one = one.with_symptom(SymptomId.COLLECT_FIRST, Answer.YES)
    (tmp_path / "acme.readiness").write_bytes(product_bytes(make.product(one)))
    assert "1 to settle first · Go to stage 2" in run(capsys, [tmp_path])[1]


@pytest.mark.parametrize("key", list(Sort))
def test_it_sorts_by_every_key(folder: Path, key: Sort, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, [folder, "--sort", key])
    assert code == 0
    if key is Sort.USERS:
        at = out.splitlines()[0].index("Active users")
        users = [int(line[at:].split()[0]) for line in out.splitlines()[1:] if line.isascii()]
        assert users == sorted(users, reverse=True)


def test_a_stage_can_be_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for stage in (1, 2, 3):
        code, out, err = run(capsys, [folder, "--stage", str(stage)])
        if code == 0:
            shown += out.splitlines()[1:]
            assert all(f"  {stage} → " in line for line in out.splitlines()[1:])
        else:
            assert f"is at stage {stage}" in err
    assert len(shown) == 8


def test_a_file_that_cannot_be_read_is_listed_with_its_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.readiness").write_bytes(b"{")
    code, _, err = run(capsys, [folder, "--csv", tmp_path / "p.csv", "--stage", "1"])
    assert code == 0
    assert err.startswith("broken.readiness: The file is damaged")
    assert err.count("\n") == 1
    assert "broken.readiness" in (tmp_path / "p.csv").read_text("utf-8-sig")


def test_a_folder_without_products_is_a_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, [tmp_path])
    assert (code, out) == (2, "")
    assert "There is no product file (*.readiness)" in err
    code, _, err = run(capsys, [tmp_path / "nowhere"])
    assert code == 2
    assert "is no folder" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--csv", "{}/same.x", "--pdf", "{}/same.x"], "same file"),
        (["--csv", "{}/startup-000.readiness"], "name of a product file"),
        (["--sort", "luck"], "invalid choice"),
        (["--stage", "4"], "invalid choice"),
        (["--pdf", "{}/missing/p.pdf"], "missing"),
    ],
)
def test_what_makes_no_sense_is_refused(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    code, out, err = run(capsys, [folder, *[one.format(folder) for one in arguments]])
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_it_needs_neither_window_nor_matplotlib(folder: Path, tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", PROBE, "portfolio", folder, "--pdf", tmp_path / "p.pdf"],
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    assert made.stdout == "False False 0\n"


def test_dev_knows_that_it_opens_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(dev, "prepare", lambda **_kinds: None)
    monkeypatch.setattr(dev, "has_display", lambda: False)

    def call(command: list[object], **_kinds: object) -> int:
        called.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "call", call)
    assert dev.run(["portfolio", "x"]) == 0
    assert called[0][-2:] == ["portfolio", "x"]
