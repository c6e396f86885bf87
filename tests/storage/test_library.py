from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Assessment, AssessmentStatus, Product, Verdict
from readiness_gui.core.terms import Detection, SignalId, Status, VerdictCode
from readiness_gui.storage import codec, history
from readiness_gui.storage.library import Library
from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import a_product, answered, note_of, with_note


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def add(library: Library, product: Product | None = None) -> Path:
    file = library.create(product or a_product())
    file.close()
    return file.path


def read(path: Path) -> Product:
    return codec.product_from_bytes(path.read_bytes())


def files(library: Library) -> list[str]:
    return sorted(one.name for one in library.folder.iterdir() if one.name[0] != ".")


@pytest.fixture
def held(library: Library) -> Iterator[ProductFile]:
    file = library.create(a_product("Held"))
    yield file
    file.close()


# -- listing ----------------------------------------------------------------------------------------


def test_a_library_that_does_not_exist_yet_is_empty_and_stays_unmade(library: Library) -> None:
    assert library.list() == ()
    assert library.trashed() == ()
    assert not library.folder.exists()


def test_products_are_listed_last_changed_first(library: Library) -> None:
    paths = [add(library, a_product(name)) for name in ("one", "two", "three")]
    for age, path in enumerate(paths):
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    assert [one.name for one in library.list()] == ["one", "two", "three"]
    os.utime(paths[2])
    assert [one.name for one in library.list()] == ["three", "one", "two"]


def test_a_line_says_stage_verdict_and_history(library: Library) -> None:
    first = answered(
        a_product(),
        pmf=Status.PRESENT,
        diversity=Status.PRESENT,
        generic_failure=Status.PRESENT,
        active_users=Status.PRESENT,
    )
    early = replace(first.assessments[0], id="early", as_of=date(2025, 11, 3))
    late = replace(first.assessments[0], claimed_stage=2, detection=Detection.BOTH)
    add(library, replace(first, assessments=(early, late), example=True))
    (line,) = library.list()
    assert line.problem is None
    assert line.name == "Quill"
    assert line.example
    assert line.history == (1, 2)
    assert line.stage == 2
    assert line.verdict is VerdictCode.EVALUATE_2
    assert line.as_of == date(2026, 3, 2)
    assert line.age_days(date(2026, 3, 12)) == 10
    assert line.course == ((date(2025, 11, 3), 1), (date(2026, 3, 2), 2))
    assert line.target == 2
    assert line.present == 4
    assert line.users is None
    assert line.evidence == (date(2026, 3, 2),) * 4, "undated evidence is as old as the answers"


def test_a_completed_assessment_keeps_the_verdict_it_was_given(library: Library) -> None:
    """GIVEN a verdict as of completion WHEN today another would be given THEN it stands."""
    one = answered(a_product(), pmf=Status.PRESENT)
    given = Verdict(
        code=VerdictCode.GO_2,
        block=None,
        current_stage=1,
        target_stage=2,
        count=3,
        worthwhile=True,
        resolve_first=(),
        trace=(),
    )
    done = replace(one.assessments[0], status=AssessmentStatus.COMPLETE, verdict=given)
    add(library, one)
    (live,) = library.list()
    assert (live.verdict, live.target) == (VerdictCode.STAY_1, 1)
    add(library, replace(one, name="Done", assessments=(done,)))
    found = {line.name: line for line in library.list()}
    assert (found["Done"].verdict, found["Done"].target) == (VerdictCode.GO_2, 2)
    assert found["Done"].contradictions == 0, "nobody counts them here"


def test_dated_evidence_keeps_its_date(library: Library) -> None:
    one = answered(a_product(), pmf=Status.PRESENT, diversity=Status.ABSENT)
    dated = one.assessments[0].with_signal(SignalId.PMF, evidence_date=date(2025, 9, 1))
    add(library, one.with_assessment(dated))
    (line,) = library.list()
    assert line.evidence == (date(2025, 9, 1), date(2026, 3, 2))
    assert line.stale(date(2026, 3, 2), 90) == 1


def test_a_line_of_a_product_nobody_answered_claims_nothing(library: Library) -> None:
    add(library, a_product())
    (line,) = library.list()
    assert (line.stage, line.verdict, line.target) == (1, None, None)
    assert (line.present, line.users, line.evidence) == (0, None, ())


def test_the_course_goes_by_date_whatever_the_order_of_the_file(library: Library) -> None:
    one = a_product()
    late = replace(one.assessments[0], id="late", claimed_stage=2, detection=Detection.BOTH)
    early = replace(one.assessments[0], id="early", as_of=date(2025, 1, 1))
    add(library, replace(one, assessments=(late, early)))
    (line,) = library.list()
    assert line.course == ((date(2025, 1, 1), 1), (date(2026, 3, 2), 2))


def test_contradictions_of_the_latest_assessment_are_counted(tmp_path: Path) -> None:
    asked: list[str] = []

    def count(assessment: Assessment) -> int:
        asked.append(assessment.id)
        return 3

    library = Library(tmp_path / "library", count=count)
    product = answered(a_product(), pmf=Status.PRESENT)
    early = replace(product.assessments[0], id="early", as_of=date(2025, 11, 3))
    add(library, replace(product, assessments=(early, product.assessments[0])))
    add(library, replace(a_product("Bare"), assessments=()))
    lines = {one.name: one for one in library.list()}
    assert (lines["Quill"].contradictions, lines["Bare"].contradictions) == (3, 0)
    assert asked == [product.assessments[0].id]
    library.list()
    assert len(asked) == 1, "a file that did not change is not read again"


def test_a_product_without_answers_has_no_verdict(library: Library) -> None:
    add(library)
    add(library, replace(a_product("Bare"), assessments=()))
    lines = {one.name: one for one in library.list()}
    assert lines["Quill"].verdict is None
    assert lines["Quill"].stage == 1
    assert lines["Bare"].stage is None
    assert lines["Bare"].age_days(date(2026, 3, 12)) is None


def test_bad_files_do_not_hinder_the_others(library: Library) -> None:
    add(library)
    (library.folder / "broken.readiness").write_bytes(b"{")
    (library.folder / "folder.readiness").mkdir()
    (library.folder / "gone.readiness").symlink_to(library.folder / "nowhere")
    (library.folder / "notes.txt").write_bytes(b"not ours")
    (library.folder / ".hidden.readiness").write_bytes(b"not ours")
    lines = {one.name: one for one in library.list()}
    assert set(lines) == {"Quill", "broken", "folder", "gone"}
    assert lines["Quill"].problem is None
    assert "not valid JSON" in (lines["broken"].problem or "")
    assert "not a file" in (lines["folder"].problem or "")
    assert "no file" in (lines["gone"].problem or "")


def test_a_file_that_did_not_change_is_not_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add(library)
    first = library.list()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", pytest.fail)
        assert library.list() == first
    file = library.open(path)
    file.save(replace(file.product, name="Renamed"))
    file.close()
    assert [one.name for one in library.list()] == ["Renamed"]


def test_temporary_files_of_a_crash_are_swept(library: Library) -> None:
    add(library)
    left = library.folder / ".readiness-0123.tmp"
    left.write_bytes(b"half")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    library.list()
    assert not left.exists()


@pytest.mark.parametrize("nested", [False, True])
def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path, nested: bool) -> None:
    (tmp_path / "library").write_bytes(b"")
    library = Library(tmp_path / "library" / "inner" if nested else tmp_path / "library")
    for action in (library.list, lambda: library.create(a_product())):
        with pytest.raises(StorageError, match="choose another folder with --library"):
            action()


def test_a_folder_without_rights_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    add(library)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", refuse)
        with pytest.raises(StorageError, match="cannot be read: you do not have the rights to it"):
            library.list()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refuse)
        with pytest.raises(StorageError, match="cannot be written: you do not have the rights to it"):
            library.create(a_product("Other"))


# -- creating ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "/", "CON", "..", "x" * 300, "日本語/中文", "\0", "a\nb"])
def test_a_product_of_any_name_gets_a_file(library: Library, name: str) -> None:
    path = add(library, a_product(name))
    assert path.parent == library.folder
    assert read(path).name == name
    assert [one.name for one in library.list()] == [name]


def test_names_never_collide_also_where_case_does_not_count(library: Library) -> None:
    for name in ("Quill", "quill", "QUILL"):
        add(library, a_product(name))
    assert files(library) == ["QUILL (3).readiness", "Quill.readiness", "quill (2).readiness"]


def test_a_duplicate_is_a_product_of_its_own(library: Library) -> None:
    path = add(library, with_note(a_product(), "kept"))
    copy = library.duplicate(path)
    assert files(library) == ["Quill (copy).readiness", "Quill.readiness"]
    assert read(copy).name == "Quill (copy)"
    assert read(copy).id != read(path).id
    assert read(copy).assessments == read(path).assessments


def test_a_duplicate_of_a_file_held_elsewhere_works(library: Library, held: ProductFile) -> None:
    assert read(library.duplicate(held.path)).name == "Held (copy)"


# -- renaming ---------------------------------------------------------------------------------------


def test_renaming_moves_file_and_versions(library: Library) -> None:
    path = add(library)
    with_versions = library.open(path)
    with_versions.save(with_note(with_versions.product, "noted"))
    with_versions.close()
    kept = len(library.versions(path))
    moved = library.rename(path, " Nib ")
    assert moved.name == "Nib.readiness"
    assert files(library) == ["Nib.readiness"]
    assert read(moved).name == "Nib"
    assert len(library.versions(moved)) == kept + 1
    assert library.versions(path) == ()
    assert library.rename(moved, "Nib") == moved
    reopened = library.open(moved)
    assert not reopened.read_only
    reopened.close()


def test_renaming_needs_a_name_and_the_file(library: Library, held: ProductFile) -> None:
    with pytest.raises(StorageError, match="needs a name"):
        library.rename(held.path, "  ")
    with pytest.raises(StorageError, match="open for reading only"):
        library.rename(held.path, "Mine")
    assert files(library) == ["Held.readiness"]


# -- importing --------------------------------------------------------------------------------------


def test_a_file_from_elsewhere_is_copied_in(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "from a colleague.readiness"
    product = with_note(a_product("Quill"), "theirs")
    source.write_bytes(codec.product_bytes(product))
    path = library.import_file(source)
    assert path.name == "Quill.readiness"
    assert read(path) == product
    assert source.exists()
    assert library.import_file(source) == path
    file = library.open(path)
    file.save(with_note(file.product, "mine"))
    file.close()
    again = library.import_file(source)
    assert again.name == "Quill (2).readiness"
    assert note_of(read(path)) == "mine"


def test_what_is_no_product_is_not_imported(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "holiday.jpg"
    source.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(StorageError, match=r"“holiday\.jpg” cannot be used. The file is not text"):
        library.import_file(source)
    with pytest.raises(StorageError, match="There is no file"):
        library.import_file(tmp_path / "nothing")
    with pytest.raises(StorageError, match="is not a file"):
        library.import_file(tmp_path)
    assert not library.folder.exists()


def test_the_product_in_a_report_is_unpacked(tmp_path: Path) -> None:
    product = a_product()
    library = Library(tmp_path / "library", unpack=lambda _path: codec.product_bytes(product))
    report = tmp_path / "roadmap.pdf"
    report.write_bytes(b"%PDF-1.7 and so on")
    assert read(library.import_file(report)) == product
    with pytest.raises(StorageError, match=r"not text in UTF-8|not valid JSON"):
        Library(tmp_path / "other").import_file(report)


def test_history_is_not_inherited_by_another_product_of_the_same_name(library: Library) -> None:
    path = add(library)
    file = library.open(path)
    file.save(with_note(file.product, "secret"))
    file.close()
    path.unlink()  # by hand, without the trash
    fresh = add(library)
    assert [note_of(read(one.path)) for one in library.versions(fresh)] == [""]
    assert "secret" in [note_of(read(one.path)) for one in history.versions(path)]
