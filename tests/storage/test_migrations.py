from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.core.terms import SignalId, SymptomId
from readiness_gui.storage import codec, history
from readiness_gui.storage.migrations import SCHEMAS, Schemas, Tables
from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import a_product, edit_file, with_note

FIXTURES = sorted((Path(__file__).parent / "schemas").glob("schema-*.readiness"))


def from_zero(tables: Tables) -> Tables:
    """In a schema 0 that never was, the name stood under "title" and notes were lists of lines."""
    (product,) = tables["product"].values()
    product["name"] = product.pop("title")
    for assessment in tables["assessments"].values():
        assessment["context_note"] = "\n".join(assessment["context_note"])
    return tables


def add_flag(tables: Tables) -> Tables:
    (product,) = tables["product"].values()
    product["example"] = product.pop("sample")
    return tables


TEST_SCHEMAS = Schemas(current=1, steps={0: from_zero})


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "Quill.readiness"
    ProductFile.create(path, with_note(a_product(), "one\ntwo")).close()

    def age(tables: Any) -> None:
        product = tables["product"]["1"]
        product["schema_version"] = 0
        product["title"] = product.pop("name")
        note = tables["assessments"]["1"]
        note["context_note"] = note["context_note"].split("\n")

    edit_file(path, age)
    return path


def test_every_schema_so_far_has_a_fixture_that_still_reads() -> None:
    assert {one.name for one in FIXTURES} >= {
        f"schema-{number}.readiness" for number in range(1, SCHEMAS.current + 1)
    }


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_file_of_each_schema_reads_with_all_its_content(fixture: Path) -> None:
    data = fixture.read_bytes()
    assert fixture.stem == f"schema-{codec.schema_of(codec.parse(data))}"
    product = codec.product_from_bytes(data)
    assert len(product.assessments) == 3
    assert all(one.verdict for one in product.assessments)
    assert all(answer.evidence for one in product.assessments for answer in one.signals.values())


def test_the_second_schema_keeps_what_is_written_beside_the_answers() -> None:
    fixture = next(one for one in FIXTURES if one.stem == "schema-2")
    newest = codec.product_from_bytes(fixture.read_bytes()).assessments[-1]
    assert [one.name for one in newest.scenarios] == ["If churn settles"]
    assert [one.confidence for one in newest.predictions] == [0.7]
    assert newest.agreements[0].said == (("Noor", "Present"), ("Ilan", "Not clear"))
    assert newest.gate.plan.baseline == 0.31
    assert newest.symptom_reasons == {SymptomId.COLLECT_FIRST: "Only the language is kept."}
    assert newest.signal_reasons == {SignalId.PMF: "A fair in May brought people who only looked."}
    assert newest.roadmap is not None
    assert newest.roadmap.people == 1.5
    assert newest.roadmap.tasks[-1].weeks_high == 6.0


def test_an_older_file_is_migrated_and_a_copy_kept_before_it_is_written(old_file: Path) -> None:
    original = old_file.read_bytes()
    file = ProductFile.open(old_file, schemas=TEST_SCHEMAS)
    assert not file.read_only
    assert file.product.name == "Quill"
    assert file.product.assessments[0].context_note == "one\ntwo"
    assert old_file.read_bytes() == original
    for note in ("three", "four"):
        file.save(with_note(file.product, note))
    file.close()
    assert codec.schema_of(codec.parse(old_file.read_bytes())) == 1
    kept = history.folder_of(old_file) / "schema-0.readiness.original"
    assert kept.read_bytes() == original
    assert kept not in [one.path for one in history.versions(old_file)]


def test_the_copy_of_an_older_file_is_kept_for_good(old_file: Path) -> None:
    """GIVEN a copy of what stood first WHEN the older version wrote again THEN the first copy stays."""
    original = old_file.read_bytes()
    kept = history.keep_original(old_file, 0)
    old_file.write_bytes(b"{}")
    assert history.keep_original(old_file, 0) == kept
    assert kept.read_bytes() == original
    assert history.keep_original(old_file, 1).read_bytes() == b"{}", "each schema has its own"


def test_an_older_file_is_not_written_where_no_copy_can_be_kept(
    old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = old_file.read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    file = ProductFile.open(old_file, schemas=TEST_SCHEMAS)
    monkeypatch.setattr(history, "keep_original", full)
    with pytest.raises(StorageError, match="disk is full"):
        file.save(with_note(file.product, "three"))
    file.close()
    assert old_file.read_bytes() == original


def test_steps_are_taken_one_after_the_other() -> None:
    tables = codec.to_record(with_note(a_product(), "one"))
    tables["product"]["1"].update(schema_version=0, title="Quill", sample=True)
    del tables["product"]["1"]["name"], tables["product"]["1"]["example"]
    tables["assessments"]["1"]["context_note"] = ["one"]
    before = json.dumps(tables)
    schemas = Schemas(current=2, steps={0: from_zero, 1: add_flag})
    product = codec.product_from_bytes(before.encode(), schemas)
    assert product.name == "Quill"
    assert product.example
    assert schemas.migrate(tables, 0)["product"]["1"]["schema_version"] == 2
    assert json.dumps(tables) == before


def test_a_schema_no_way_leads_from_is_said(old_file: Path) -> None:
    with pytest.raises(StorageError, match="schema 0, from which no way leads to today's"):
        ProductFile.open(old_file)


def test_a_file_that_breaks_its_own_schema_is_said(old_file: Path) -> None:
    edit_file(old_file, lambda tables: tables["product"]["1"].pop("title"))
    with pytest.raises(StorageError, match="schema 0 and does not hold what that schema promises"):
        ProductFile.open(old_file, schemas=TEST_SCHEMAS)
