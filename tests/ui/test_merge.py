"""Merging files in the window: dropped or asked for, decided one by one, taken over as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPlainTextEdit, QRadioButton, QTableWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import Assessment, CohortRow, DiversityEvidence, Interview, PmfEvidence
from readiness_gui.core.terms import Answer, SignalId, Status, StepId, SymptomId
from readiness_gui.storage.codec import product_bytes
from readiness_gui.storage.product_file import ProductFile, read_product
from readiness_gui.ui.messages import stop_log
from tests.core import make
from tests.ui.driver_merge import MergeDriver, write_file


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[MergeDriver]:
    made = MergeDriver(qtbot)
    yield made
    if (dialog := made.window.desk.merging.dialog) is not None:
        dialog.done(0)
    made.window.close()
    made.window.deleteLater()
    stop_log()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Noor and Ilan agree on diversity, and differ in retention and in one symptom."""
    noor = make.empty().with_signal(SignalId.PMF, claimed=Status.PRESENT)
    noor = noor.with_signal(SignalId.DIVERSITY, claimed=Status.PRESENT)
    noor = noor.with_symptom(SymptomId.UNVALIDATED, Answer.NO)
    ilan = make.empty().with_signal(SignalId.PMF, claimed=Status.ABSENT, note="they leave")
    ilan = ilan.with_signal(SignalId.DIVERSITY, claimed=Status.PRESENT)
    ilan = ilan.with_symptom(SymptomId.UNVALIDATED, Answer.YES)
    return write_file(tmp_path, "Noor", noor), write_file(tmp_path, "Ilan", ilan)


def test_two_files_dropped_on_home_become_a_product(driver: MergeDriver, files: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in files]
    driver.drop_files(files)
    assert "2 answers differ" in driver.says("merge_question_count")
    driver.push("merge_next")
    assert driver.says("merge_place") == "Difference 1 of 2"
    driver.push("merge_option_1")
    driver.push("merge_next")
    driver.push("merge_option_0")
    driver.push("merge_next")
    driver.push("merge_next")
    driver.merged()
    driver.until(lambda: driver.window.session is not None)
    latest = driver.assessment
    assert latest.signals[SignalId.PMF].claimed is Status.ABSENT
    assert latest.symptoms[SymptomId.UNVALIDATED] is Answer.NO
    assert latest.participants == ("Noor", "Ilan")
    assert len(latest.agreements) == 2
    assert [path.read_bytes() for path in files] == before, "the originals stay as they are"
    assert driver.session.path not in files


def test_what_was_put_together_in_an_earlier_assessment_is_judged(
    driver: MergeDriver, tmp_path: Path
) -> None:
    paths = []
    for who in ("Noor", "Ilan"):
        rows = tuple(Interview(f"{who} {at}", (f"need {at % 5}",)) for at in range(10))
        earlier = make.empty().with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows))
        later = replace(make.empty(name="two"), created=datetime(2026, 6, 2, tzinfo=UTC))
        path = tmp_path / f"{who}.readiness"
        path.write_bytes(product_bytes(make.product(replace(earlier, participants=(who,)), later)))
        paths.append(path)
    driver.drop_files(paths)
    driver.push("merge_next")
    driver.push("merge_next")
    driver.merged()
    driver.until(lambda: driver.window.session is not None)
    answer = driver.session.product.assessments[0].signals[SignalId.DIVERSITY]
    assert answer.finding is not None
    assert answer.status is Status.PRESENT


def test_what_was_merged_before_is_merged_again(driver: MergeDriver, files: tuple[Path, Path]) -> None:
    driver.open(files[0])
    driver.drop_files(files)
    driver.push("merge_next")
    for _ in range(2):
        driver.push("merge_option_1")
        driver.push("merge_next")
    driver.push("merge_next")
    driver.merged()
    driver.settle()
    agreed = driver.session.product
    assert len(driver.assessment.agreements) == 2
    driver.drop_files(files)
    table = driver.in_dialog("merge_settled")
    assert isinstance(table, QTableWidget)
    names = [table.model().index(row, 0).data() for row in range(table.rowCount())]
    assert "What was agreed on before" in names
    driver.push("merge_next")
    driver.push("merge_next")
    driver.merged()
    assert driver.session.product == agreed, "nothing is asked twice, nothing changes"


def test_a_merge_by_keyboard_alone(
    driver: MergeDriver, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(path) for path in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: (chosen, ""))
    driver.press("Ctrl+M")
    driver.merge_dialog()
    assert driver.focus == "merge_next"
    driver.key(Qt.Key.Key_Return)
    assert driver.focus == "merge_option_0", "the focus goes to the answers"
    driver.key(Qt.Key.Key_2)
    assert driver.focus == "merge_option_1"
    driver.key(Qt.Key.Key_Tab)
    reason = driver.in_dialog("merge_reason")
    while driver.focus != "merge_reason":
        driver.key(Qt.Key.Key_Tab)
    assert isinstance(reason, QPlainTextEdit)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        driver.key(key)
    assert reason.toPlainText() == "12", "digits are text where text is typed"
    driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert driver.says("merge_place") == "Difference 2 of 2"
    driver.key(Qt.Key.Key_0)
    driver.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert driver.says("merge_place") == "Difference 1 of 2"
    assert reason.toPlainText() == "12", "what was typed is still there"
    option = driver.in_dialog("merge_option_1")
    assert isinstance(option, QRadioButton)
    assert option.isChecked()
    for _ in range(3):
        driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.merged()
    driver.until(lambda: driver.window.session is not None)
    assert driver.assessment.symptoms[SymptomId.UNVALIDATED] is Answer.UNKNOWN
    assert driver.assessment.agreements[0].reason == "12"


def test_a_colleagues_file_is_merged_into_the_open_product_as_one_step(
    driver: MergeDriver, files: tuple[Path, Path]
) -> None:
    driver.open(files[0])
    driver.goto(StepId.TRAP)
    before = driver.session.product
    driver.drop_files([files[0], files[1]])
    driver.push("merge_next")
    driver.push("merge_option_1")
    driver.push("merge_next")
    driver.push("merge_option_1")
    driver.push("merge_next")
    assert driver.says("merge_next") == "Merge into Acme"
    driver.push("merge_next")
    driver.merged()
    assert driver.session.path == files[0]
    assert driver.assessment.signals[SignalId.PMF].claimed is Status.ABSENT
    assert driver.assessment.signals[SignalId.PMF].note == "they leave"
    driver.undo()
    assert driver.session.product == before
    driver.redo()
    assert driver.assessment.signals[SignalId.PMF].claimed is Status.ABSENT
    driver.settle()
    assert read_product(files[0]).assessments[-1].agreements
    assert read_product(files[1]).assessments[-1].agreements == ()


def test_cancelling_changes_nothing_and_asks_only_where_choices_were_made(
    driver: MergeDriver, files: tuple[Path, Path]
) -> None:
    dialog = driver.drop_files(files)
    driver.push("merge_next")
    driver.key(Qt.Key.Key_1)
    driver.key(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert driver.in_dialog("merge_stay").isVisible()
    driver.push("merge_stay")
    assert not driver.in_dialog("merge_stay").isVisible()
    driver.push("merge_cancel")
    driver.push("merge_leave")
    driver.merged()
    assert driver.products == []
    driver.drop_files(files)
    driver.push("merge_cancel")
    driver.merged()
    assert driver.products == []


def test_what_is_not_decided_is_named_and_leads_back(driver: MergeDriver, files: tuple[Path, Path]) -> None:
    driver.drop_files(files)
    for _ in range(3):
        driver.push("merge_next")
    driver.push("merge_next")
    driver.push("merge_problem_1")
    assert driver.says("merge_place") == "Difference 2 of 2"


def test_choosing_the_less_founded_answer_needs_a_reason(driver: MergeDriver, tmp_path: Path) -> None:
    measured = make.empty().with_signal(
        SignalId.PMF, evidence=make_table(), finding=make.pmf_finding(), claimed=None
    )
    claimed = make.empty().with_signal(SignalId.PMF, claimed=Status.ABSENT)
    pair = [write_file(tmp_path, "Noor", measured), write_file(tmp_path, "Ilan", claimed)]
    driver.drop_files(pair)
    driver.push("merge_next")
    assert "1 starting month" in driver.in_dialog("merge_option_0").accessibleDescription()
    driver.key(Qt.Key.Key_2)
    driver.push("merge_next")
    assert driver.says("merge_reason_problem")
    assert driver.focus == "merge_reason"
    for character in "new pricing":
        driver.key(Qt.Key(ord(character.upper())) if character != " " else Qt.Key.Key_Space)
    driver.push("merge_next")
    driver.push("merge_next")
    driver.merged()
    driver.until(lambda: driver.window.session is not None)
    answer = driver.assessment.signals[SignalId.PMF]
    assert answer.overridden
    assert answer.status is Status.ABSENT
    assert answer.override_reason == "new pricing"
    assert answer.evidence is not None


def make_table() -> PmfEvidence:
    return PmfEvidence(cohorts=(CohortRow("2026-01", 40, (20, 15)),))


def test_files_that_cannot_be_read_are_named_and_the_rest_is_merged(
    driver: MergeDriver, files: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.readiness"
    broken.write_text("{", encoding="utf-8")
    driver.drop_files([*files, broken])
    assert "broken.readiness" in driver.says("merge_unread")
    assert "2 answers differ" in driver.says("merge_question_count")


def test_one_readable_file_is_not_enough(
    driver: MergeDriver, files: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.readiness"
    broken.write_text("{", encoding="utf-8")
    driver.window.desk.merge_files([files[0], broken])
    driver.until(lambda: driver.shown("home_problem"))
    assert "at least two files" in driver.text("home_problem")


def test_a_file_that_cannot_be_read_is_refused_beside_an_open_product(
    driver: MergeDriver, files: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.readiness"
    broken.write_text("{", encoding="utf-8")
    driver.open(files[0])
    before = driver.session.product
    driver.window.desk.merge_files([broken])
    driver.until(lambda: driver.shown("merge_refused"))
    assert "broken.readiness" in driver.text("merge_refused")
    driver.click("merge_refused_close")
    assert driver.session.product == before


def test_an_open_product_that_cannot_be_written_leads_to_a_product_of_its_own(
    driver: MergeDriver, files: tuple[Path, Path]
) -> None:
    holder = ProductFile.open(files[0])
    try:
        driver.open(files[0])
        assert driver.session.read_only
        driver.drop_files([files[1], files[0]])
        driver.push("merge_next")
        for _ in range(2):
            driver.push("merge_option_0")
            driver.push("merge_next")
        assert driver.says("merge_next") == "Make a merged product"
        driver.push("merge_next")
        driver.merged()
        driver.until(lambda: driver.window.session is not None and driver.session.path not in files)
        assert driver.session.reason == ""
        assert driver.assessment.participants == ("Noor", "Ilan")
    finally:
        holder.close()


def test_different_products_are_asked_about(
    driver: MergeDriver, files: tuple[Path, Path], tmp_path: Path
) -> None:
    other = write_file(tmp_path, "Bo", make.claimed(), id="q", name="Lumen")
    driver.drop_files([files[0], other])
    assert "different products: Acme and Lumen" in driver.says("merge_doubt")
    driver.push("merge_next")
    assert driver.in_dialog("merge_heading").isVisible(), "first it has to be said that they are one"
    sure = driver.in_dialog("merge_same_product")
    assert isinstance(sure, QCheckBox)
    sure.click()
    driver.push("merge_next")
    assert not driver.in_dialog("merge_heading").isVisible()


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """Noor and Ilan each began a draft of their own."""

    def begun(name: str, status: Status) -> Assessment:
        return make.empty(name=name).with_signal(SignalId.PMF, claimed=status)

    return (
        write_file(tmp_path, "Noor", begun("a", Status.PRESENT)),
        write_file(tmp_path, "Ilan", begun("b", Status.ABSENT)),
    )


def test_the_pairing_can_be_changed_and_choices_survive_it(
    driver: MergeDriver, apart: tuple[Path, Path]
) -> None:
    dialog = driver.drop_files(apart)
    assert "One answer differs" in driver.says("merge_question_count")
    driver.push("merge_next")
    driver.push("merge_option_1")
    driver.push("merge_back")
    chosen = dialog.picks
    combo = driver.in_dialog("merge_pairing_1")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.count() - 1)
    driver.merge_dialog()
    assert "nothing to decide" in driver.says("merge_question_count")
    combo.setCurrentIndex(0)
    driver.merge_dialog()
    assert chosen
    assert dialog.picks == chosen


def test_an_assessment_that_several_files_hold_is_always_merged_with_itself(
    driver: MergeDriver, files: tuple[Path, Path]
) -> None:
    driver.drop_files(files)
    combo = driver.in_dialog("merge_pairing_1")
    assert not combo.isEnabled()
    assert "merged with itself" in combo.toolTip()


def test_what_was_agreed_is_shown_beside_the_answer(
    driver: MergeDriver, files: tuple[Path, Path], choose_all: Callable[[MergeDriver], None]
) -> None:
    driver.drop_files(files)
    choose_all(driver)
    driver.until(lambda: driver.window.session is not None)
    driver.goto(StepId.PMF)
    assert driver.text("agreed_note").startswith("Agreed on ")
    assert "Noor: Present, claimed" in driver.text("agreed_said")
    driver.goto(StepId.DIVERSITY)
    assert not driver.shown("agreed_note")
    driver.goto(StepId.REVIEW)
    assert driver.shown("review_agreements")


@pytest.fixture
def choose_all() -> Callable[[MergeDriver], None]:
    def run(driver: MergeDriver) -> None:
        driver.push("merge_next")
        while driver.in_dialog("merge_question").isVisible():
            driver.push("merge_option_0")
            driver.push("merge_next")
        driver.push("merge_next")
        driver.merged()

    return run
