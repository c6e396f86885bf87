"""Merging on the command line, without the window."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness_gui.cli.main import main
from readiness_gui.core.model import ActiveUsersEvidence, DiversityEvidence, Interview, Product
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.storage.codec import product_bytes
from readiness_gui.storage.product_file import read_product
from tests.core import make


def _file(folder: Path, who: str, status: Status, users: int | None = None, **fields: object) -> Path:
    one = make.empty().with_signal(SignalId.PMF, claimed=status)
    if users is not None:
        one = make.with_users(one, users)
    product: Product = replace(make.product(replace(one, participants=(who,))), **fields)  # type: ignore[arg-type]
    path = folder / f"quill-{who.lower()}.readiness"
    path.write_bytes(product_bytes(product))
    return path


def test_what_agrees_becomes_a_file_and_the_originals_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = _file(tmp_path, "Noor", Status.PRESENT, 240)
    other = _file(tmp_path, "Ilan", Status.PRESENT)
    before = one.read_bytes(), other.read_bytes()
    target = tmp_path / "both.readiness"
    assert main(["merge", str(one), str(other), "--out", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    latest = read_product(target).assessments[-1]
    assert latest.participants == ("Noor", "Ilan")
    assert latest.active_users == 240
    assert latest.signals[SignalId.ACTIVE_USERS].finding is not None, "measured anew without the window"
    assert (one.read_bytes(), other.read_bytes()) == before


def test_evidence_put_together_in_an_earlier_assessment_is_judged_too(tmp_path: Path) -> None:
    files = []
    for who in ("Noor", "Ilan"):
        rows = tuple(Interview(f"{who} {at}", (f"need {at % 5}",)) for at in range(10))
        earlier = make.empty().with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows))
        later = replace(make.empty(name="two"), created=datetime(2026, 6, 2, tzinfo=UTC))
        path = tmp_path / f"{who}.readiness"
        path.write_bytes(product_bytes(make.product(replace(earlier, participants=(who,)), later)))
        files.append(str(path))
    target = tmp_path / "both.readiness"
    assert main(["merge", *files, "--out", str(target)]) == 0
    answer = read_product(target).assessments[0].signals[SignalId.DIVERSITY]
    assert answer.finding is not None, "an earlier assessment, which nobody opens for editing"
    assert (answer.status, answer.finding.signal) == (Status.PRESENT, SignalId.DIVERSITY)


def test_answers_that_differ_are_listed_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [
        str(_file(tmp_path, "Noor", Status.PRESENT, 240)),
        str(_file(tmp_path, "Ilan", Status.ABSENT, 180)),
    ]
    target, asked = tmp_path / "both.readiness", tmp_path / "asked.json"
    assert main(["merge", *files, "--out", str(target), "--conflicts", str(asked)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("merge: nothing was written, for 2 answers differ")
    assert len(lines) == 3
    assert "Noor: Present, claimed" in lines[1]
    assert "240 active users" in lines[2]
    assert "180 active users" in lines[2]
    assert not target.exists()
    assert [one["field"] for one in json.loads(asked.read_text(encoding="utf-8"))] == [
        "signals.pmf",
        "signals.active_users",
    ]


def test_a_preferred_answer_stands_and_the_other_is_on_record(tmp_path: Path) -> None:
    files = [str(_file(tmp_path, "Noor", Status.PRESENT)), str(_file(tmp_path, "Ilan", Status.ABSENT))]
    target = tmp_path / "both.readiness"
    assert main(["merge", *files, "--out", str(target), "--prefer", "Ilan"]) == 0
    latest = read_product(target).assessments[-1]
    assert latest.signals[SignalId.PMF].status is Status.ABSENT
    (agreement,) = latest.agreements
    assert [who for who, _ in agreement.said] == ["Noor", "Ilan"]
    assert "Ilan" in agreement.reason


def test_a_preferred_claim_beats_evidence_by_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = _file(tmp_path, "Noor", Status.PRESENT, 240)
    claimed = _file(tmp_path, "Ilan", Status.PRESENT)
    one = read_product(claimed)
    against = one.assessments[-1].with_signal(SignalId.ACTIVE_USERS, claimed=Status.ABSENT)
    claimed.write_bytes(product_bytes(one.with_assessment(against)))
    target = tmp_path / "both.readiness"
    files = [str(counted), str(claimed)]
    assert main(["merge", *files, "--out", str(target)]) == 2, "a count never measured yet is measured first"
    assert "signals.active_users" in capsys.readouterr().err
    assert main(["merge", *files, "--out", str(target), "--prefer", "Ilan"]) == 0
    answer = read_product(target).assessments[-1].signals[SignalId.ACTIVE_USERS]
    assert answer.overridden
    assert answer.status is Status.ABSENT
    assert answer.evidence is not None, "the count stays on record"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{noor}", "--out", "{out}"], "at least two files"),
        (["{noor}", "{broken}", "--out", "{out}"], "at least two files"),
        (["{noor}", "{other}", "--out", "{out}"], "different products: Acme and Lumen"),
        (["{noor}", "{ilan}", "--out", "{noor}"], "one of the files to merge"),
        (["{noor}", "{ilan}", "--out", "{taken}"], "there is such a file already"),
        (["{noor}", "{ilan}", "--out", "{out}", "--conflicts", "{out}"], "the same file"),
        (["{noor}", "{ilan}", "--out", "{out}", "--prefer", "Ada"], "no file of “Ada”"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "noor": _file(tmp_path, "Noor", Status.PRESENT),
        "ilan": _file(tmp_path, "Ilan", Status.ABSENT),
        "other": _file(tmp_path, "Bo", Status.PRESENT, id="q", name="Lumen"),
        "broken": tmp_path / "broken.readiness",
        "taken": tmp_path / "taken.readiness",
        "out": tmp_path / "out.readiness",
    }
    names["broken"].write_text("{", encoding="utf-8")
    names["taken"].write_text("", encoding="utf-8")
    assert main(["merge", *(one.format(**names) for one in arguments)]) == 2
    told = capsys.readouterr().err
    assert words in told
    if "{broken}" in arguments:
        assert f"{names['broken']}: " in told, "the file is named, with the reason"
    assert not names["out"].exists()


def test_files_of_two_products_are_merged_when_said_to_be_one(tmp_path: Path) -> None:
    one = _file(tmp_path, "Noor", Status.PRESENT)
    other = _file(tmp_path, "Bo", Status.PRESENT, id="q", name="Lumen")
    target = tmp_path / "out.readiness"
    assert main(["merge", str(one), str(other), "--out", str(target), "--same-product"]) == 0
    assert read_product(target).name == "Acme"
    assert read_product(target).assessments[-1].as_of == date(2026, 3, 2)


def test_a_damaged_file_does_not_keep_the_others_from_being_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.readiness"
    broken.write_text("{", encoding="utf-8")
    files = [_file(tmp_path, "Noor", Status.PRESENT), broken, _file(tmp_path, "Ilan", Status.PRESENT)]
    target = tmp_path / "out.readiness"
    assert main(["merge", *map(str, files), "--out", str(target)]) == 0
    assert "broken.readiness" in capsys.readouterr().err
    evidence = read_product(target).assessments[-1].signals[SignalId.ACTIVE_USERS].evidence
    assert not isinstance(evidence, ActiveUsersEvidence)


def test_what_one_person_took_out_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GIVEN an earlier assessment both files hold WHEN Noor took an interview out THEN that is said."""
    rows = tuple(Interview(f"u{at}", ("need",)) for at in range(3))
    old = make.empty(name="old").with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows))
    new = replace(old, created=datetime(2026, 6, 2, tzinfo=UTC))
    fewer = new.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows[1:]))
    files = []
    for who, one in (("Noor", fewer), ("Ilan", new)):
        path = tmp_path / f"{who}.readiness"
        path.write_bytes(product_bytes(make.product(old, replace(one, id=who, participants=(who,)))))
        files.append(str(path))
    target = tmp_path / "both.readiness"
    assert main(["merge", *files, "--out", str(target)]) == 0
    assert capsys.readouterr().err == "Noor: User diversity is measurable: evidence Taken out: one entry\n"
    evidence = read_product(target).assessments[-1].signals[SignalId.DIVERSITY].evidence
    assert isinstance(evidence, DiversityEvidence)
    assert evidence.interviews == rows[1:]
