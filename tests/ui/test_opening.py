"""A page that was not made yet is made in short turns, and the one before stays on screen so long."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from readiness_gui.core.terms import StepId
from readiness_gui.ui import page_frame, page_stock
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.page_frame import PageFrame
from tests.ui.driver import WizardDriver


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[StepId]:
    """The steps whose pages were made, in their order."""
    steps: list[StepId] = []
    really = page_frame.make_page

    def noted(step: StepId, context: PageContext) -> Page:
        steps.append(step)
        return really(step, context)

    monkeypatch.setattr(page_stock, "make_page", noted)
    return steps


@pytest.fixture
def acme(driver: WizardDriver, made: list[StepId]) -> WizardDriver:
    """A new product of which only the first page is made."""
    return driver.start("Acme")


def on_screen(driver: WizardDriver) -> list[StepId]:
    found = driver.window.wizard.findChildren(PageFrame)
    return [one.page.step for one in found if one.isVisible()]


def test_the_page_before_stays_until_the_next_one_is_made(acme: WizardDriver) -> None:
    acme.window.wizard.go_to(StepId.PMF)
    assert acme.window.wizard.opening
    assert acme.window.busy
    assert acme.at(StepId.PMF)
    assert acme.text("save_state") is not None
    assert on_screen(acme) == [StepId.START]
    acme.arrive()
    assert on_screen(acme) == [StepId.PMF]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert acme.page.isAncestorOf(focus)


def test_whoever_cannot_wait_has_the_page_at_once(acme: WizardDriver) -> None:
    acme.window.wizard.go_to(StepId.PMF)
    assert acme.window.wizard.frame.page.step is StepId.PMF
    assert not acme.window.wizard.opening
    assert on_screen(acme) == [StepId.PMF]


def test_going_on_before_the_page_is_there_makes_each_page_once(
    acme: WizardDriver, made: list[StepId]
) -> None:
    wizard = acme.window.wizard
    for step in (StepId.VERDICT, StepId.GATE, StepId.START, StepId.VERDICT):
        wizard.go_to(step)
        QTest.qWait(0)
    acme.arrive()
    assert on_screen(acme) == [StepId.VERDICT]
    for step in StepId:
        acme.goto(step)
        assert on_screen(acme) == [step]
    assert sorted(made) == sorted(StepId)


def test_two_quick_presses_of_next_lead_two_steps_on(acme: WizardDriver) -> None:
    wizard = acme.window.wizard
    acme.click("claimed_stage_0")
    acme.goto(StepId.PRIORITY)
    wizard.go_next()
    wizard.go_next()
    acme.arrive()
    assert acme.at(StepId.TRADEOFFS)
    assert on_screen(acme) == [StepId.TRADEOFFS]


def test_what_is_typed_meanwhile_does_not_go_into_the_page_before(acme: WizardDriver) -> None:
    note = acme.find(QPlainTextEdit, "context_note")
    note.setFocus()
    acme.window.wizard.go_to(StepId.PMF)
    QTest.keyClicks(QApplication.focusWidget() or acme.window, "abc")
    acme.arrive()
    assert note.toPlainText() == ""


def test_an_edit_meanwhile_is_shown_by_the_new_page(acme: WizardDriver) -> None:
    acme.window.wizard.go_to(StepId.REVIEW)
    acme.find(QPlainTextEdit, "context_note").setPlainText("from before")
    acme.arrive()
    acme.goto(StepId.START)
    assert acme.text("context_note") == "from before"
    assert acme.assessment.context_note == "from before"


def test_a_product_is_closed_while_a_page_is_opened(acme: WizardDriver) -> None:
    acme.window.wizard.go_to(StepId.VERDICT)
    acme.close_product()
    acme.until(lambda: not acme.window.wizard.findChildren(PageFrame))
    assert not acme.window.wizard.opening
    acme.start("Next")
    assert on_screen(acme) == [StepId.START]


def test_a_page_that_cannot_be_made_leaves_all_others_within_reach(
    acme: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(step: StepId, context: PageContext) -> Page:
        raise OSError("no such page")

    with monkeypatch.context() as patch, acme.qtbot.capture_exceptions() as reported:
        patch.setattr(page_stock, "make_page", fail)
        patch.setattr(page_frame, "make_page", fail)
        acme.window.wizard.go_to(StepId.PMF)
        acme.arrive()
    assert {str(one[1]) for one in reported} == {"no such page"}
    acme.goto(StepId.START)
    assert on_screen(acme) == [StepId.START]
    acme.goto(StepId.PMF)
    assert on_screen(acme) == [StepId.PMF]
