"""Pages are made before they are asked for, in short turns, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.terms import StepId
from readiness_gui.ui import page_frame, page_stock, pages_ahead
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.page_frame import PageFrame
from readiness_gui.ui.pages_ahead import PagesAhead
from readiness_gui.ui.widgets.disclosure import Disclosure
from tests.ui.driver import WizardDriver


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rest, as nobody types between the turns of a test."""
    monkeypatch.setattr(pages_ahead, "FIRST_REST", 0)
    monkeypatch.setattr(pages_ahead, "REST", 0)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[StepId]:
    """The steps whose pages were made, in their order."""
    steps: list[StepId] = []
    really = page_frame.make_page

    def noted(step: StepId, context: PageContext) -> Page:
        steps.append(step)
        return really(step, context)

    monkeypatch.setattr(page_frame, "make_page", noted)
    monkeypatch.setattr(page_stock, "make_page", noted)
    return steps


def frames(driver: WizardDriver) -> int:
    return len(driver.window.wizard.findChildren(PageFrame))


@pytest.mark.usefixtures("at_once")
def test_every_page_is_there_before_it_is_opened_and_made_once(
    driver: WizardDriver, made: list[StepId]
) -> None:
    driver.start("Acme")
    driver.until(lambda: frames(driver) == len(StepId))
    for step in StepId:
        driver.goto(step)
        assert driver.page.step is step
    assert sorted(made) == sorted(StepId)


@pytest.mark.usefixtures("at_once")
def test_a_page_made_ahead_shows_what_was_answered_since(driver: WizardDriver) -> None:
    driver.start("Acme")
    driver.until(lambda: frames(driver) == len(StepId))
    driver.click("claimed_stage_1")
    driver.goto(StepId.REVIEW)
    assert driver.assessment.claimed_stage == 2
    driver.close_product()
    driver.until(lambda: frames(driver) == 0)


def test_nothing_is_made_ahead_while_the_first_page_is_new(driver: WizardDriver, made: list[StepId]) -> None:
    driver.start("Acme")
    assert made == [StepId.START]
    driver.close_product()
    assert not driver.window.wizard.findChild(PagesAhead).busy  # type: ignore[union-attr]  # it is there


@pytest.mark.usefixtures("at_once")
def test_a_stop_between_two_turns_takes_no_more(qtbot: QtBot) -> None:
    taken: list[int] = []
    parent = QObject()
    ahead = PagesAhead(parent)

    def turns() -> Iterator[Callable[[], object]]:
        yield lambda: taken.append(1)
        yield ahead.stop
        yield lambda: taken.append(3)

    ahead.start(turns())
    qtbot.waitUntil(lambda: bool(taken))
    qtbot.waitUntil(lambda: not ahead.busy)
    assert taken == [1]


@pytest.mark.usefixtures("at_once")
def test_a_turn_that_fails_is_reported_and_the_next_one_follows(qtbot: QtBot) -> None:
    taken: list[int] = []
    parent = QObject()
    ahead = PagesAhead(parent)

    def fail() -> None:
        raise ValueError("this turn")

    with qtbot.capture_exceptions() as reported:
        ahead.start(iter([fail, lambda: taken.append(2)]))
        qtbot.waitUntil(lambda: not ahead.busy)
    assert taken == [2]
    assert [str(one[1]) for one in reported] == ["this turn"]


def test_what_is_folded_away_is_made_when_it_is_first_opened(qtbot: QtBot) -> None:
    made: list[bool] = []
    body = QWidget()
    fold = Disclosure("More", "more", body, fill=lambda: made.append(body.isVisible()))
    qtbot.addWidget(fold)
    fold.show()
    assert made == []
    for wanted in (True, False, True):
        fold.set_open(wanted)
    assert made == [False], "once, and before it is seen"
