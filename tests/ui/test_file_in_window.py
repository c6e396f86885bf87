"""The window and its file: saved, not saved, opened twice, dropped, copied, resumed."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog

from readiness_gui.core.terms import StepId
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.page import Edit
from tests.ui.conftest import Drive
from tests.ui.driver import WizardDriver


def _note(driver: WizardDriver, text: str) -> None:
    driver.session.apply(Edit(lambda one: replace(one, context_note=text)))


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
    full, replace_file = acme.session.path, os.replace

    def fail_there(source: Path, target: Path) -> None:
        if Path(target) == full:
            raise OSError(28, "full")
        replace_file(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail_there)
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


def test_a_copy_that_cannot_be_saved_says_why_and_the_product_stays_open(
    acme: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    _note(acme, "mine")
    own = acme.session.path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_one, **_two: (str(own), ""))
    acme.window.actions_.copy.trigger()
    acme.until(lambda: acme.shown("copy_refused"))
    assert f"“{own.name}” is open elsewhere" in acme.text("copy_refused")
    acme.click("copy_refused_close")
    assert not acme.session.conflict
    assert acme.assessment.context_note == "mine"


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
