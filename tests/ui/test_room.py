"""A room votes on a signal at one machine, by keys: hidden, then the spread, another round, undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton

from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import SignalId, Status, StepId
from readiness_gui.ui.page import Edit
from readiness_gui.ui.widgets.disclosure import Disclosure
from tests.core import make
from tests.ui.driver import WizardDriver

NAMES = ("Noor", "עדה בן־שושן")


@pytest.fixture
def room(driver: WizardDriver) -> WizardDriver:
    driver.start("Acme")
    driver.session.apply(Edit(lambda one: replace(one, participants=NAMES)))
    driver.goto(StepId.DIVERSITY)
    _open(driver)
    return driver


def _open(driver: WizardDriver) -> None:
    for found in driver.page.findChildren(Disclosure):
        if found.header.objectName() == "ask_room":
            found.set_open(True)
    driver.until(lambda: driver.shown("room_begin") or driver.shown("room_start"))


def _keys(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def _vote(driver: WizardDriver, vote: Qt.Key, sure: Qt.Key) -> None:
    driver.until(lambda: driver.focus == "room_begin")
    _keys(Qt.Key.Key_Space, vote, sure, Qt.Key.Key_Return)


def _words(driver: WizardDriver) -> str:
    """Everything on the page that somebody beside the voter could read."""
    return "\n".join(one.text() for one in driver.page.findChildren(QLabel) if one.isVisible())


def test_a_vote_by_keys_is_hidden_from_the_next_and_the_room_decides(room: WizardDriver) -> None:
    before = room.assessment
    assert NAMES[0] in room.text("room_whose")
    room.find(QPushButton, "room_begin").setFocus()
    _vote(room, Qt.Key.Key_1, Qt.Key.Key_4)
    room.until(lambda: NAMES[1] in room.text("room_whose"))
    assert "1 of 2 voted" in room.text("room_round")
    assert "Present: 1" not in _words(room)
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is None
    checked = [one for one in room.page.findChildren(QRadioButton) if one.isChecked()]
    assert checked == [], "nothing of the vote is left on screen"
    _vote(room, Qt.Key.Key_1, Qt.Key.Key_2)
    room.until(lambda: room.shown("room_outcome"))
    assert "The room agrees: Present" in room.text("room_outcome")
    assert room.text("room_present") == "Present: 2 of 2 (100 %)"
    assert "3.0 of 5" in room.text("room_facts")
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is Status.PRESENT
    room.undo()
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is None, "the answer goes with the vote"
    assert NAMES[1] in room.text("room_whose")
    room.undo()
    assert room.assessment == before


def test_without_consensus_there_is_another_round_up_to_three(room: WizardDriver) -> None:
    room.find(QPushButton, "room_begin").setFocus()
    for number in (1, 2, 3):
        _vote(room, Qt.Key.Key_1, Qt.Key.Key_3)
        _vote(room, Qt.Key.Key_2, Qt.Key.Key_3)
        room.until(lambda: room.shown("room_outcome"))
        if number < 3:
            assert "No consensus: 75 %" in room.text("room_outcome")
            assert room.focus == "room_again"
            _keys(Qt.Key.Key_Space)
    assert "No consensus after 3 rounds" in room.text("room_outcome")
    assert not room.shown("room_again")
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is None
    assert len(room.assessment.ballots) == 6


def test_a_vote_needs_a_choice_and_may_be_left_out(room: WizardDriver) -> None:
    room.click("room_begin")
    room.click("room_cast")
    assert room.shown("room_problem")
    room.click("room_abstain")
    room.click("room_begin")
    _keys(Qt.Key.Key_3)
    room.click("room_cast")
    room.until(lambda: room.shown("room_outcome"))
    assert "1 did not vote" in room.text("room_facts")
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is Status.UNCLEAR


def test_the_result_can_be_shown_without_who_is_missing(room: WizardDriver) -> None:
    assert not room.shown("room_without"), "not before anybody voted"
    room.click("room_begin")
    _keys(Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_Return)
    room.click("room_without")
    room.until(lambda: room.shown("room_outcome"))
    assert room.assessment.signals[SignalId.DIVERSITY].claimed is Status.ABSENT
    room.click("room_anew")
    assert room.assessment.ballots == ()
    assert room.shown("room_begin")


def test_what_was_measured_stands_beside_the_rooms_view(driver: WizardDriver) -> None:
    driver.start("Acme")

    def measured(one: Assessment) -> Assessment:
        return replace(one, participants=NAMES).with_signal(
            SignalId.DIVERSITY, finding=make.diversity_finding(5)
        )

    driver.session.apply(Edit(measured))
    driver.goto(StepId.DIVERSITY)
    _open(driver)
    for _ in NAMES:
        driver.click("room_begin")
        _keys(Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_Return)
    driver.until(lambda: driver.shown("room_outcome"))
    assert driver.text("room_outcome") == "The room says: Absent. What was measured stands: present."
    assert driver.assessment.signals[SignalId.DIVERSITY].claimed is None


def test_without_participants_the_way_to_them_is_shown(driver: WizardDriver) -> None:
    driver.start("Acme").goto(StepId.PMF)
    _open(driver)
    driver.click("room_start")
    assert driver.at(StepId.START)
