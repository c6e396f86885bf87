"""From step to step: by Next and Back, by the list, by keys, and by undo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import SignalId, Status, StepId
from readiness_gui.ui.page import Edit
from tests.ui.driver import WizardDriver

#: pages whose whole content can be looked at in one test without being slow
ALL = list(StepId)


def _note(driver: WizardDriver, text: str) -> None:
    driver.session.apply(Edit(lambda one: replace(one, context_note=text)))


def _present(signal: SignalId, assessment: Assessment) -> Assessment:
    return assessment.with_signal(signal, claimed=Status.PRESENT)


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
    assert chip.text() == "So far: nothing is answered yet"
    acme.session.apply(Edit(lambda one: one.with_signal(SignalId.PMF, claimed=Status.UNCLEAR)))
    assert chip.text() == "So far: Stay at stage 1", "not knowing is an answer"
    for signal in SignalId:
        acme.session.apply(Edit(partial(_present, signal)))
    assert chip.text() == "So far: Go to stage 2"
    acme.click("verdict_chip")
    assert acme.at(StepId.VERDICT)
    acme.session.complete()
    assert chip.text() == "Verdict: Go to stage 2"


def test_every_step_has_a_key(acme: WizardDriver) -> None:
    keys = [action.shortcut().toString() for action in acme.window.actions_.steps.values()]
    assert all(keys)
    assert len(set(keys)) == len(ALL)
    acme.window.actions_.steps[StepId.GATE].trigger()
    assert acme.at(StepId.GATE)


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
