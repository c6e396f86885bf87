from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit

from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import SignalId, Status, StepId
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.page import Edit
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.wizard import STEPS_WIDTH
from tests.ui.conftest import Drive
from tests.ui.driver import WizardDriver

#: pages whose whole content can be looked at in one test without being slow
ALL = list(StepId)


@pytest.fixture
def acme(driver: WizardDriver) -> WizardDriver:
    return driver.start("Acme")


def _note(driver: WizardDriver, text: str) -> None:
    driver.session.apply(Edit(lambda one: replace(one, context_note=text)))


def _present(signal: SignalId, assessment: Assessment) -> Assessment:
    return assessment.with_signal(signal, claimed=Status.PRESENT)


def test_a_new_product_begins_at_the_first_step_named_in_title_and_header(acme: WizardDriver) -> None:
    assert acme.at(StepId.START)
    assert acme.window.windowTitle() == "Acme - Readiness"
    assert acme.find(QAbstractButton, "product_name").text() == "Acme"
    assert not acme.shown("example_badge")


@pytest.mark.parametrize("step", ALL)
def test_every_step_opens_from_the_list_in_any_order(acme: WizardDriver, step: StepId) -> None:
    acme.goto(step)
    place = f"Step {ALL.index(step) + 1} of 13"
    assert acme.text("step_place") == place
    assert acme.text("step_question") == acme.window.services.framework.steps[step].question
    assert acme.assessment.last_step is step


def test_next_and_back_walk_the_steps_and_next_says_where_to(acme: WizardDriver) -> None:
    button = acme.find(QAbstractButton, "next_button")
    for step in ALL[1:]:
        name = acme.window.services.framework.steps[step].name
        assert button.isEnabled()
        assert name.lower().split()[0] in button.text().lower()
        acme.next()
        if not acme.at(step):  # something is to be mended; a second press goes on
            acme.next()
        assert acme.at(step)
    for step in reversed(ALL[:-1]):
        acme.back()
        assert acme.at(step)


def test_back_from_the_first_step_and_next_from_the_last_lead_to_the_products(acme: WizardDriver) -> None:
    acme.back()
    acme.until(lambda: acme.window.session is None)
    assert acme.products == ["Acme"]


def test_problems_are_told_first_and_left_with_on_the_second_press(
    acme: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = next(one for one in acme.page.findChildren(QAbstractButton) if one.objectName())
    told = [Problem(field.objectName(), "Enter a number from 0 to 100.")]
    monkeypatch.setattr(acme.page, "problems", lambda: told)
    acme.next()
    assert acme.at(StepId.START)
    assert acme.text("error_summary_title") == "There is a problem"
    assert acme.focus == "error_summary"
    acme.click("problem_0")
    assert field.hasFocus()
    acme.next()
    assert acme.at(StepId.PMF)
    acme.back()
    assert not acme.shown("error_summary"), "the summary does not wait for the next visit"


def test_go_on_anyway_goes_on(acme: WizardDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acme.page, "problems", lambda: [Problem("", "Something is missing.")])
    acme.next().click("go_on_anyway")
    assert acme.at(StepId.PMF)


def test_a_mended_page_is_left_at_once(acme: WizardDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [Problem("", "One thing."), Problem("", "Another.")]
    monkeypatch.setattr(acme.page, "problems", lambda: tuple(told))
    acme.next()
    told.pop()
    acme.next()
    assert acme.at(StepId.START), "what is left is told again"
    told.clear()
    acme.next()
    assert acme.at(StepId.PMF)


def test_change_on_review_comes_back_to_review(acme: WizardDriver) -> None:
    acme.goto(StepId.REVIEW)
    acme.page.navigate.emit(StepId.TRAP)
    assert acme.at(StepId.TRAP)
    assert acme.find(QAbstractButton, "next_button").text() == "Back to Review"
    acme.next()
    assert acme.at(StepId.REVIEW)
    acme.page.navigate.emit(StepId.TRAP)
    acme.goto(StepId.TRADEOFFS)
    assert "Back to" not in acme.find(QAbstractButton, "next_button").text()


def test_undo_and_redo_go_where_the_edit_was_made(acme: WizardDriver) -> None:
    assert not acme.window.actions_.undo.isEnabled()
    acme.goto(StepId.TRAP)
    _note(acme, "written on the trap page")
    acme.goto(StepId.REVIEW)
    acme.undo()
    assert acme.at(StepId.TRAP)
    assert acme.assessment.context_note == ""
    acme.redo()
    assert acme.assessment.context_note == "written on the trap page"


def test_ctrl_z_in_a_field_is_the_undo_of_the_program(acme: WizardDriver, qapp: QApplication) -> None:
    _note(acme, "before")
    fields: list[QLineEdit | QPlainTextEdit] = [
        *acme.page.findChildren(QLineEdit),
        *acme.page.findChildren(QPlainTextEdit),
    ]
    field = next(one for one in fields if one.isEnabled() and not one.isReadOnly())
    acme.until(lambda: field.isVisible())
    field.setFocus()
    acme.press("Ctrl+Z")
    acme.until(lambda: acme.assessment.context_note == "")


def test_the_chip_follows_the_answers_and_leads_to_the_verdict(acme: WizardDriver) -> None:
    chip = acme.find(QAbstractButton, "verdict_chip")
    assert chip.text() == "So far: Stay at stage 1"
    for signal in SignalId:
        acme.session.apply(Edit(partial(_present, signal)))
    assert chip.text() == "So far: Go to stage 2"
    acme.click("verdict_chip")
    assert acme.at(StepId.VERDICT)
    acme.session.complete()
    assert chip.text() == "Verdict: Go to stage 2"


def test_saving_is_told_with_the_time(acme: WizardDriver) -> None:
    _note(acme, "x")
    assert acme.text("save_state") == "Saving…"
    acme.settle()
    assert acme.text("save_state").startswith("Saved ")


def test_a_failed_save_stands_in_a_banner_until_it_is_mended(
    acme: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme.settle()
    real = os.replace

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    _note(acme, "kept on screen")
    acme.until(lambda: acme.session.save_state is SaveState.FAILED)
    assert acme.shown("banner")
    assert acme.text("banner_text")
    assert acme.text("save_state") == "Not saved"
    monkeypatch.setattr(os, "replace", real)
    acme.click("banner_retry").settle()
    assert not acme.shown("banner")
    assert acme.assessment.context_note == "kept on screen"


def test_closing_with_unsaved_edits_asks_and_stays(
    acme: WizardDriver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    acme.settle()
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", lambda *_one, **_two: (_ for _ in ()).throw(OSError(28, "full")))
        _note(acme, "not on disk")
        assert not acme.window.close()
        dialog = acme.find(QDialog, "leave_dialog")
        assert dialog.isVisible()
        copy = tmp_path / "copy.readiness"
        broken.setattr(QFileDialog, "getSaveFileName", lambda *_one, **_two: (str(copy), ""))
        acme.click("leave_copy")
        acme.until(copy.exists)
    assert "not on disk" in copy.read_text(encoding="utf-8")
    assert acme.window.isVisible()


def test_the_second_window_only_reads_and_says_who_writes(acme: WizardDriver, drive: Drive) -> None:
    acme.settle()
    second = drive([str(acme.session.path)])
    second.until(lambda: second.window.session is not None)
    assert second.session.read_only
    assert second.shown("banner")
    assert "has it open" in second.text("banner_text")
    assert second.text("save_state") == "Read only"
    _note(second, "no")
    assert second.assessment.context_note == ""


def test_the_wizard_resumes_where_one_stopped(acme: WizardDriver, drive: Drive) -> None:
    acme.goto(StepId.TRADEOFFS)
    acme.close()
    again = drive()
    again.until(lambda: again.window.session is not None)
    assert again.session.product.name == "Acme"
    assert again.at(StepId.TRADEOFFS)


def test_after_closing_the_product_the_program_starts_at_home(acme: WizardDriver, drive: Drive) -> None:
    acme.close_product().close()
    again = drive()
    assert again.window.session is None
    assert again.products == ["Acme"]


class Drop(QDropEvent):
    """What is dropped: files by their paths."""

    def __init__(self, *paths: str) -> None:
        self.data = QMimeData()
        self.data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        super().__init__(QPointF(9, 9), Qt.DropAction.CopyAction, self.data, buttons, keys)
        self.ignore()


def test_a_dropped_product_file_opens(acme: WizardDriver) -> None:
    path = acme.session.path
    acme.close_product()
    drop = Drop(str(path))
    acme.window.dragEnterEvent(drop)  # type: ignore[arg-type]  # Qt hands it over as its subclass
    assert drop.isAccepted()
    acme.window.dropEvent(drop)
    acme.until(lambda: acme.window.session is not None)


@pytest.mark.parametrize("names", [("picture.png",), ("a.readiness.zip",), ("a.readiness", "b.png"), ()])
def test_other_files_are_not_taken(driver: WizardDriver, names: tuple[str, ...]) -> None:
    drop = Drop(*(f"/somewhere/{name}" for name in names))
    driver.window.dragEnterEvent(drop)  # type: ignore[arg-type]  # as above
    assert not drop.isAccepted()


def test_the_product_is_renamed_in_the_header(acme: WizardDriver) -> None:
    acme.click("product_name").type("product_name_field", "Bolt 2")
    acme.press("Return")
    assert acme.session.product.name == "Bolt 2"
    assert acme.window.windowTitle() == "Bolt 2 - Readiness"
    acme.click("product_name").type("product_name_field", "Typo").press("Escape")
    assert acme.session.product.name == "Bolt 2"


def test_a_long_name_is_shortened_on_screen_only(driver: WizardDriver) -> None:
    name = "An extraordinarily long name & more " * 5
    driver.start(name)
    assert driver.session.product.name == name.strip()
    shown = driver.find(QAbstractButton, "product_name")
    assert shown.text().endswith("…")
    assert name.strip() in shown.accessibleName()
    assert driver.window.width() == 1280


def test_the_guidance_folds_by_key_and_by_lack_of_room(acme: WizardDriver) -> None:
    assert acme.shown("guidance_panel")
    acme.window.actions_.guidance.trigger()
    assert not acme.shown("guidance_panel")
    acme.window.actions_.guidance.trigger()
    assert acme.shown("guidance_panel")
    acme.window.resize(900, 720)
    acme.until(lambda: not acme.shown("guidance_panel"))
    acme.window.resize(1280, 720)
    acme.until(lambda: acme.shown("guidance_panel"))
    acme.window.resize(900, 720)
    acme.until(lambda: not acme.shown("guidance_panel"))
    acme.window.actions_.guidance.trigger()
    assert acme.shown("guidance_panel"), "asked for, it shows even where it is narrow"


def test_the_look_is_remembered(acme: WizardDriver, drive: Drive) -> None:
    acme.window.actions_.themes[Mode.DARK].trigger()
    acme.window.actions_.larger.trigger()
    acme.window.actions_.guidance.trigger()
    acme.window.resize(1100, 700)
    acme.close()
    again = drive()
    assert again.window.theme.dark
    assert again.window.theme.percent == 110
    assert not again.window.wizard.guidance_wanted
    again.window.theme.set_mode(Mode.LIGHT)


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_a_small_screen(acme: WizardDriver, percent: int) -> None:
    acme.window.actions_.sizes[percent].trigger()
    for step in ALL:
        acme.goto(step)
        assert acme.window.minimumSizeHint().width() <= 1280, step
        assert acme.window.minimumSizeHint().height() <= 720, step
    acme.window.theme.set_percent(100)


def test_every_step_has_a_key(acme: WizardDriver) -> None:
    keys = [action.shortcut().toString() for action in acme.window.actions_.steps.values()]
    assert all(keys)
    assert len(set(keys)) == len(ALL)
    acme.window.actions_.steps[StepId.GATE].trigger()
    assert acme.at(StepId.GATE)


def test_no_two_commands_share_a_key(driver: WizardDriver) -> None:
    keys = [
        key.toString()
        for action in driver.window.findChildren(QAction)
        if action.parent() is driver.window
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_the_list_of_steps_works_by_keyboard(acme: WizardDriver) -> None:
    acme.window.actions_.list_steps.trigger()
    assert acme.focus == "step_list"
    acme.press("Down", 2)
    assert acme.at(StepId.START), "arrows move, they do not open"
    acme.press("Return")
    assert acme.at(StepId.DIVERSITY)


def test_a_screen_reader_hears_place_name_and_state(acme: WizardDriver) -> None:
    model = acme.window.wizard.model
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Step 1 of 13, Product and stage")
    assert "open now" in spoken


def test_a_page_is_found_as_it_was_left(acme: WizardDriver) -> None:
    acme.goto(StepId.TRAP)
    bar = acme.window.wizard.frame.verticalScrollBar()
    acme.until(lambda: bar.maximum() > 100)
    focus = acme.focus
    bar.setValue(bar.maximum())
    acme.goto(StepId.REVIEW).goto(StepId.TRAP)
    assert bar.value() == bar.maximum(), "also where the control with the focus is out of sight"
    assert acme.focus == focus


def test_a_new_assessment_starts_from_the_last_and_the_old_one_is_only_shown(acme: WizardDriver) -> None:
    _note(acme, "first")
    first = acme.assessment
    acme.window.wizard.header.new_assessment_requested.emit()
    assert acme.assessment.id != first.id
    assert acme.at(StepId.START)
    acme.window.wizard.header.assessment_chosen.emit(first.id)
    assert acme.assessment.id == first.id
    assert acme.shown("banner")
    assert not acme.page.isEnabled()
    acme.click("banner_latest")
    assert acme.assessment.id != first.id
    assert acme.page.isEnabled()


def test_save_a_copy_writes_the_product_as_it_is(
    acme: WizardDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.readiness"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_one, **_two: (str(target), ""))
    _note(acme, "in the copy")
    acme.window.actions_.copy.trigger()
    acme.until(lambda: acme.shown("toast"))
    assert "in the copy" in json.dumps(json.loads(target.read_text(encoding="utf-8")), ensure_ascii=False)


def test_every_control_of_the_shell_has_a_name_and_words_for_a_reader(acme: WizardDriver) -> None:
    shell = [
        one
        for part in (acme.window.wizard.header, acme.window.wizard.footer)
        for one in part.findChildren(QAbstractButton)
    ]
    assert shell
    for one in shell:
        assert one.objectName(), one
        assert one.accessibleName() or one.text(), one.objectName()


def test_about_and_keys_open_and_close(driver: WizardDriver) -> None:
    driver.window.actions_.about.trigger()
    driver.click("copy_versions").click("close_about")
    assert "Qt" in QApplication.clipboard().text()
    driver.window.actions_.keys.trigger()
    driver.click("close_shortcuts")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_without_rights_says_so(acme: WizardDriver) -> None:
    path = acme.session.path
    acme.close_product()
    path.chmod(0)
    acme.window.open_path(path)
    acme.until(lambda: not acme.window.busy)
    assert acme.text("home_problem")


def test_a_folder_in_place_of_a_file_says_so(driver: WizardDriver, tmp_path: Path) -> None:
    driver.window.open_path(tmp_path)
    driver.until(lambda: not driver.window.busy)
    assert driver.window.session is None
    assert driver.shown("home_problem")


def test_the_list_of_steps_keeps_its_width_where_the_size_of_text_changed_before(
    driver: WizardDriver,
) -> None:
    driver.window.theme.set_percent(200)
    driver.window.theme.set_percent(100)
    driver.start("Acme")
    steps = driver.window.wizard.steps
    driver.until(lambda: steps.width() >= STEPS_WIDTH - 8)
