"""Links above a long page to what is further down: the room's ballots are one key away, not a long scroll."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.terms import StepId
from readiness_gui.ui.widgets.page_links import PageLinks
from tests.ui.driver import WizardDriver

SIGNALS = (
    StepId.PMF, StepId.DIVERSITY, StepId.GENERIC_FAILURE, StepId.ACTIVE_USERS, StepId.PRIORITY,
)  # fmt: skip


def follow(driver: WizardDriver, name: str) -> None:
    """Press Space on a link, as with the keyboard."""
    link = driver.find(QWidget, name)
    link.setFocus()
    driver.press("Space")


def in_sight(driver: WizardDriver, name: str) -> bool:
    """Tell whether a control is wholly in the visible part of the page."""
    view, one = driver.window.wizard.frame.viewport(), driver.find(QWidget, name)
    top = one.mapTo(view, QPoint(0, 0)).y()
    return one.isVisible() and top >= 0 and top + one.height() <= view.height()


@pytest.mark.parametrize("step", SIGNALS)
def test_the_rooms_ballots_are_a_link_away_and_unfolded(driver: WizardDriver, step: StepId) -> None:
    driver.open_sample().goto(step).settle()
    assert not in_sight(driver, "ask_room")
    follow(driver, "go_to_room")
    driver.until(lambda: driver.shown("room_begin") or driver.shown("room_again"))
    driver.until(lambda: in_sight(driver, "ask_room"))
    assert driver.focus == "ask_room"
    follow(driver, "go_to_answer")
    driver.until(lambda: in_sight(driver, "own_answer_0"))
    assert driver.focus.startswith("own_answer")


@pytest.mark.parametrize(
    ("step", "link", "first"),
    [
        (StepId.VERDICT, "go_to_trace", "trace_S0"),
        (StepId.VERDICT, "go_to_scenarios", "scenario_name"),
        (StepId.GATE, "go_to_readings", "import_file"),
        (StepId.PMF, "go_to_finding", "pmf_chart_canvas"),
    ],
)
def test_a_link_puts_the_focus_where_it_scrolls(
    driver: WizardDriver, step: StepId, link: str, first: str
) -> None:
    driver.open_sample().goto(step).settle()
    follow(driver, link)
    assert driver.focus == first
    driver.until(lambda: in_sight(driver, first))


def test_the_focus_begins_past_the_links(driver: WizardDriver) -> None:
    driver.start("Acme").goto(StepId.PMF)
    assert driver.focus == "import_file"
    driver.goto(StepId.VERDICT)
    assert driver.focus == "open_pmf"
    driver.goto(StepId.GATE)
    assert driver.focus == "plan_metric"


def test_what_is_not_on_the_page_has_no_link(qtbot: QtBot) -> None:
    there, away = QWidget(), QWidget()
    links = PageLinks({"there": ("There", there), "away": ("Away", away)})
    for widget in (there, away, links):
        qtbot.addWidget(widget)
    there.show()
    links.refresh()
    shown = [one.text() for one in links.findChildren(QPushButton) if not one.isHidden()]
    assert shown == ["There"]
    away.show()
    links.refresh()
    assert all(not one.isHidden() for one in links.findChildren(QPushButton))
    with qtbot.waitSignal(links.followed) as sent:
        links.findChildren(QPushButton)[1].click()
    assert sent.args == [away]
