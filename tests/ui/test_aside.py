"""The look changes while the window is nearly empty, and afterwards everything is where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.ui import pages_ahead
from readiness_gui.ui.aside import LARGE
from readiness_gui.ui.page_frame import PageFrame
from readiness_gui.ui.theme import Mode, Theme
from readiness_gui.ui.widgets.tab_order import in_reading_order
from tests.ui.driver import WizardDriver


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rest, as nobody types between the turns of a test."""
    monkeypatch.setattr(pages_ahead, "FIRST_REST", 0)
    monkeypatch.setattr(pages_ahead, "REST", 0)


@pytest.fixture
def complete(driver: WizardDriver, at_once: None) -> Iterator[WizardDriver]:
    """The program with every page made and the verdict shown."""
    driver.start("Acme")
    driver.until(lambda: frames(driver) == len(StepId) and quiet(driver))
    yield driver.goto(StepId.VERDICT)
    driver.window.theme.set_mode(Mode.SYSTEM)
    driver.window.theme.set_percent(100)


def frames(driver: WizardDriver) -> int:
    return len(driver.window.wizard.findChildren(PageFrame))


def quiet(driver: WizardDriver) -> bool:
    return not (driver.window.desk.aside.busy or driver.window.wizard.pages.busy)


def stops(driver: WizardDriver) -> list[str]:
    """Return what Tab reaches on the page once it may be used, in its order."""
    tab = Qt.FocusPolicy.TabFocus
    return [one.objectName() for one in in_reading_order(driver.page) if one.focusPolicy() & tab]


def test_the_look_changes_a_piece_at_a_time_and_nothing_is_lost(complete: WizardDriver) -> None:
    complete.find(QWidget, "open_diversity").setFocus()
    bar = complete.window.wizard.frame.verticalScrollBar()
    bar.setValue(90)
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.window.actions_.sizes[125].trigger()
    complete.until(lambda: quiet(complete))
    assert complete.window.theme.dark
    assert complete.window.theme.percent == 125
    assert complete.at(StepId.VERDICT)
    assert complete.page.isVisible()
    assert complete.focus == "open_diversity"
    assert bar.value() == 90
    assert frames(complete) == len(StepId), "all are back in the window"
    stack = complete.page.window().findChildren(QStackedWidget)
    assert all(one.updatesEnabled() for one in stack)
    for step in StepId:
        complete.goto(step)
        wanted = pytest.approx(QApplication.font().pointSizeF(), abs=0.01)
        assert complete.page.font().pointSizeF() == wanted, "every page has the new look"


def test_no_more_than_a_piece_is_in_the_window_when_the_look_changes(
    complete: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[int] = []
    complete.window.theme.changed.connect(lambda: there.append(len(complete.window.findChildren(QWidget))))
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: quiet(complete))
    assert there
    assert max(there) < LARGE


def test_tab_reaches_the_same_in_the_same_order(complete: WizardDriver) -> None:
    for step in StepId:
        complete.goto(step).settle()
    ways = [[stops(complete.goto(step)) for step in StepId]]
    for step, mode in ((StepId.VERDICT, Mode.DARK), (StepId.PMF, Mode.LIGHT), (StepId.EXPORT, Mode.DARK)):
        complete.goto(step)
        complete.window.actions_.themes[mode].trigger()
        complete.until(lambda: quiet(complete))
        ways.append([stops(complete.goto(step)) for step in StepId])
    assert all(ways[0])
    assert ways[0] == ways[1] == ways[2] == ways[3]


def test_what_is_asked_for_twice_quickly_is_done_twice(complete: WizardDriver) -> None:
    complete.window.actions_.larger.trigger()
    complete.window.actions_.larger.trigger()
    complete.until(lambda: quiet(complete))
    assert complete.window.theme.percent == 125


def test_half_typed_words_are_taken_over(complete: WizardDriver) -> None:
    complete.goto(StepId.DIVERSITY)
    complete.type("note", "half a word")
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: quiet(complete))
    assert complete.focus == "note"
    assert complete.assessment.signals[SignalId.DIVERSITY].note == "half a word"


def test_a_page_is_opened_while_the_look_changes(complete: WizardDriver) -> None:
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: frames(complete) < len(StepId))
    complete.window.wizard.go_to(StepId.GATE)
    assert complete.page.isVisible()
    complete.until(lambda: quiet(complete))
    assert complete.at(StepId.GATE)
    assert complete.page.isVisible()
    assert complete.window.theme.dark
    assert frames(complete) == len(StepId)


def test_the_history_is_opened_while_the_look_changes(complete: WizardDriver) -> None:
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: frames(complete) < len(StepId))
    complete.window.wizard.toggle_history()
    assert complete.window.wizard.in_history
    complete.until(lambda: quiet(complete))
    assert complete.window.wizard.in_history
    assert complete.window.theme.dark


def test_a_product_is_closed_while_the_look_changes(complete: WizardDriver) -> None:
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: frames(complete) < len(StepId))
    complete.close_product()
    assert complete.window.home.isVisible()
    complete.until(lambda: quiet(complete))
    assert complete.window.theme.dark
    complete.until(lambda: frames(complete) == 0)
    complete.start("Next")
    assert complete.page.isVisible()
    assert all(one.updatesEnabled() for one in complete.window.findChildren(QStackedWidget))


def test_the_look_changes_at_home(driver: WizardDriver) -> None:
    driver.window.actions_.themes[Mode.DARK].trigger()
    driver.until(lambda: quiet(driver))
    assert driver.window.theme.dark
    assert driver.window.home.empty.start.isVisible()
    driver.window.theme.set_mode(Mode.SYSTEM)


def test_the_system_becomes_dark_and_the_window_follows_piece_by_piece(
    complete: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Theme, "dark", property(lambda _theme: True))
    complete.window.theme.system_changed.emit()
    assert QApplication.palette().window().color().lightness() > 128, "not at once"
    complete.until(lambda: quiet(complete))
    assert QApplication.palette().window().color().lightness() < 64


def test_a_look_that_cannot_be_had_leaves_the_window_as_it_was(
    complete: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_theme: Theme) -> str:
        raise OSError("base.qss is gone")

    sheet = complete.window.styleSheet()
    with monkeypatch.context() as patch, complete.qtbot.capture_exceptions() as reported:
        patch.setattr(Theme, "_sheet", damaged)
        complete.window.actions_.themes[Mode.DARK].trigger()
        complete.until(lambda: quiet(complete))
    assert [str(one[1]) for one in reported] == ["base.qss is gone"]
    assert complete.window.styleSheet() == sheet
    assert frames(complete) == len(StepId)
    assert all(one.updatesEnabled() for one in complete.window.findChildren(QStackedWidget))
    complete.click("open_diversity")
    assert complete.at(StepId.DIVERSITY)


def test_a_piece_that_was_deleted_meanwhile_stops_nothing(complete: WizardDriver) -> None:
    gone = complete.window.wizard.pages.frames[StepId.TRAP]
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: frames(complete) < len(StepId) // 2)
    assert not complete.window.isAncestorOf(gone)
    complete.window.wizard.pages.frames.pop(StepId.TRAP)
    gone.deleteLater()
    complete.until(lambda: quiet(complete))
    assert frames(complete) >= len(StepId) - 1
    assert complete.goto(StepId.TRAP).page.isVisible()


def test_what_is_out_opens_no_window_of_its_own(complete: WizardDriver) -> None:
    frame = complete.window.wizard.pages.frames[StepId.GATE]
    complete.window.actions_.themes[Mode.DARK].trigger()
    complete.until(lambda: not complete.window.isAncestorOf(frame))
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for part in (frame, *frame.findChildren(QLineEdit)):
        part.setVisible(True)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == shown
    complete.until(lambda: quiet(complete))
    assert complete.window.isAncestorOf(frame)
