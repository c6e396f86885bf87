"""``readiness-gui export``: the charts, the schema, another language, and the way back from a PDF."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pikepdf
import pytest
from jsonschema import Draft202012Validator

from readiness_gui import paths
from readiness_gui.cli.main import main
from readiness_gui.storage import codec
from tests.tongues import CODE, resources_with

SAMPLE = paths.resources() / "samples" / "Grantwright.readiness"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return the one line with which a command line is refused."""
    assert main(["export", *map(str, arguments)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def exported(*arguments: str | Path) -> None:
    assert main(["export", *map(str, arguments)]) == 0


def help_of(capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    return " ".join(capsys.readouterr().out.split())


def test_help_names_charts_schema_and_languages(capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of(capsys)
    assert "--charts DIR write each chart as SVG and PNG into a folder" in said
    assert "--json-schema PATH" in said
    assert "--language {en" in said


def test_all_charts_are_written_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    exported(SAMPLE, "--charts", folder)
    names = sorted(one.name for one in folder.iterdir())
    kinds = {name.partition(".")[2] for name in names}
    assert kinds == {"svg", "png"}
    found = {Path(name).stem.partition("-")[2] for name in names}
    assert found == {
        "ladder", "retention", "profiles", "complaints", "active", "priorities",
        "progression", "timeline", "gate", "gate-months",
    }  # fmt: skip
    assert len(names) == 2 * len(found)
    for one in folder.glob("*.svg"):
        assert ET.parse(one).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    exported(SAMPLE, "--charts", folder)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before, "the same bytes"


def test_charts_of_sections_left_out_are_not_written(tmp_path: Path) -> None:
    exported(SAMPLE, "--charts", tmp_path / "c", "--sections", "timeline")
    assert {one.stem for one in (tmp_path / "c").iterdir()} == {"01-ladder", "02-timeline"}


def test_a_folder_for_charts_that_cannot_be_made_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert "is a file; choose a folder" in refused(capsys, SAMPLE, "--charts", tmp_path / "file")
    assert "is not there" in refused(capsys, SAMPLE, "--charts", tmp_path / "none" / "charts")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_the_schema_comes_out_and_the_json_keeps_to_it(tmp_path: Path) -> None:
    exported(SAMPLE, "--json", tmp_path / "r.json", "--json-schema", tmp_path / "s.json")
    schema = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))


def test_a_roadmap_pdf_can_be_exported_from(tmp_path: Path) -> None:
    exported(SAMPLE, "--pdf", tmp_path / "r.pdf", "--json", tmp_path / "a.json")
    exported(tmp_path / "r.pdf", "--json", tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def changed(path: Path, target: Path, data: bytes, *, keep_mark: bool) -> Path:
    """Return a copy of a roadmap PDF with other data attached."""
    with pikepdf.open(path) as opened:
        (name,) = opened.attachments
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, data, filename=name)
        if not keep_mark:
            del opened.docinfo["/Keywords"]
        opened.save(target)
    return target


def test_a_roadmap_pdf_that_was_changed_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported(SAMPLE, "--pdf", tmp_path / "r.pdf")
    data = SAMPLE.read_bytes()
    other = changed(
        tmp_path / "r.pdf", tmp_path / "a.pdf", data.replace(b"Grantwright", b"X"), keep_mark=True
    )
    assert "is not the one it was exported with" in refused(capsys, other, "--json", tmp_path / "x.json")
    broken = changed(tmp_path / "r.pdf", tmp_path / "b.pdf", data[:-200], keep_mark=False)
    assert "was changed or is damaged" in refused(capsys, broken, "--json", tmp_path / "x.json")
    assert not (tmp_path / "x.json").exists()


def test_a_newer_schema_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    exported(SAMPLE, "--pdf", tmp_path / "r.pdf")
    newer = SAMPLE.read_bytes().replace(b'"schema_version": 2', b'"schema_version": 99')
    later = changed(tmp_path / "r.pdf", tmp_path / "c.pdf", newer, keep_mark=False)
    exported(later, "--json", tmp_path / "x.json")
    unknown = newer.replace(b'"assessments"', b'"something_else"')
    odd = changed(tmp_path / "r.pdf", tmp_path / "d.pdf", unknown, keep_mark=False)
    assert main(["export", str(odd), "--json", str(tmp_path / "y.json")]) == 2


def test_a_pdf_of_before_the_mark_still_opens(tmp_path: Path) -> None:
    exported(SAMPLE, "--pdf", tmp_path / "r.pdf")
    old = changed(tmp_path / "r.pdf", tmp_path / "old.pdf", SAMPLE.read_bytes(), keep_mark=False)
    exported(old, "--json", tmp_path / "x.json")
    name = codec.product_from_bytes(SAMPLE.read_bytes()).name
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["product"]["name"] == name


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a second language beside English."""
    resources = resources_with(tmp_path)
    monkeypatch.setattr(paths, "resources", lambda: resources)


@pytest.mark.usefixtures("german")
def test_a_second_language_is_an_option_by_its_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--language {en,de}" in help_of(capsys)
    shutil.copy(SAMPLE, tmp_path / "p.readiness")
    exported(
        tmp_path / "p.readiness", "--language", CODE, "--markdown", tmp_path / "r.md",
        "--json", tmp_path / "r.json", "--pdf", tmp_path / "r.pdf", "--csv", tmp_path / "t.csv",
    )  # fmt: skip
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "10. August 2026" in text
    assert "## Die nächsten 90 Tage" in text
    assert "Profile bei 21 Nutzern" in text
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["language"] == CODE
    with pikepdf.open(tmp_path / "r.pdf") as made:
        assert str(made.Root.Lang) == CODE


def test_a_language_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, SAMPLE, "--language", "xx", "--json", "x.json")
    assert "xx" in said
    assert "en" in said
