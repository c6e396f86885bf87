"""The team's own answer on its own: what it says, what it emits, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import SignalAnswer
from readiness_gui.core.terms import Grade, SignalId, Status
from readiness_gui.ui.pages.diversity import DiversityPage
from readiness_gui.ui.widgets.own_answer import OwnAnswer
from tests import worked
from tests.ui.plan_bench import empty_assessment, make_bench

Change = tuple[Mapping[str, object], str]


class Shown:
    """The part with what it has emitted."""

    def __init__(self, part: OwnAnswer, today: date) -> None:
        self.part = part
        self.today = today
        self.changes: list[Change] = []
        part.changed.disconnect()
        part.changed.connect(lambda changes, key: self.changes.append((changes, key)))

    def show(self, answer: SignalAnswer) -> None:
        """Show an answer."""
        self.part.show_answer(answer, self.today)

    def text(self, name: str) -> str:
        """Return the words of a label."""
        found = self.part.findChild(QLabel, name)
        assert found is not None
        return found.text()

    def radio(self, name: str) -> QRadioButton:
        """Return a radio button."""
        found = self.part.findChild(QRadioButton, name)
        assert found is not None
        return found

    def note(self, name: str) -> QPlainTextEdit:
        """Return a field of several lines."""
        found = self.part.findChild(QPlainTextEdit, name)
        assert found is not None
        return found


@pytest.fixture
def shown(qtbot: QtBot, framework: Framework, today: date) -> Shown:
    bench = make_bench(qtbot, framework, today)(DiversityPage, empty_assessment())
    part = bench.page.findChild(OwnAnswer)
    assert part is not None
    return Shown(part, today)


@pytest.fixture
def found(framework: Framework) -> SignalAnswer:
    """Return an answer with a finding that says present."""
    answer = worked.assessment(framework).signals[SignalId.DIVERSITY]
    assert answer.finding is not None
    assert answer.finding.status is Status.PRESENT
    return replace(answer, claimed=None, override_reason="", grade_set=None)


def test_nothing_is_chosen_before_anybody_answers(shown: Shown) -> None:
    radios = shown.part.findChildren(QRadioButton)
    assert len(radios) == 8
    assert not any(one.isChecked() for one in radios)
    assert "your answer counts" in shown.text("own_answer_explanation")


@pytest.mark.parametrize("place", range(3))
def test_each_answer_by_mouse_and_by_keyboard(shown: Shown, place: int) -> None:
    status = (Status.PRESENT, Status.ABSENT, Status.UNCLEAR)[place]
    QTest.mouseClick(shown.radio(f"own_answer_{place}"), Qt.MouseButton.LeftButton)
    shown.show(SignalAnswer())
    shown.radio(f"own_answer_{place}").setFocus()
    QTest.keyClick(shown.radio(f"own_answer_{place}"), Qt.Key.Key_Space)
    assert shown.changes == [({"claimed": status}, "")] * 2
    assert type(shown.changes[0][0]["claimed"]) is Status, "an answer keeps its type on the way"


@pytest.mark.parametrize(
    ("claimed", "reason", "words"),
    [
        (None, "", "where you know better"),
        (Status.PRESENT, "", "where you know better"),
        (Status.ABSENT, "", "stands until you write why"),
        (Status.UNCLEAR, "  ", "stands until you write why"),
        (Status.ABSENT, "They are our own staff.", "in force, with its reason"),
    ],
)
def test_it_says_whose_word_counts(
    shown: Shown, found: SignalAnswer, claimed: Status | None, reason: str, words: str
) -> None:
    answer = replace(found, claimed=claimed, override_reason=reason)
    shown.show(answer)
    assert words in shown.text("own_answer_explanation")
    asked = shown.note("override_reason").isVisibleTo(shown.part)
    assert asked == (claimed not in (None, Status.PRESENT))
    in_force = claimed if reason.strip() else Status.PRESENT
    assert answer.status is in_force, "what is said is what holds"


def test_a_reason_written_is_never_hidden(shown: Shown, found: SignalAnswer) -> None:
    shown.show(replace(found, claimed=Status.PRESENT, override_reason="Written before they agreed."))
    assert shown.note("override_reason").isVisibleTo(shown.part)


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (0, "from today"), (90, "90 days old"), (91, "stale"), (-3, "")],
)
def test_the_age_is_told_in_words(shown: Shown, days: int | None, words: str) -> None:
    day = None if days is None else shown.today - timedelta(days=days)
    shown.show(SignalAnswer(evidence_date=day))
    assert words in shown.text("evidence_age")
    assert bool(shown.text("evidence_age")) == bool(words)
    assert ("stale" in shown.text("evidence_age")) == (days == 91)


def test_typing_is_one_step_of_undo_a_field(shown: Shown) -> None:
    for name in ("note", "sources"):
        QTest.keyClicks(shown.note(name), "ab")
    keys = [key for _, key in shown.changes]
    assert keys == ["diversity_note"] * 2 + ["diversity_sources"] * 2
    assert shown.changes[-1][0] == {"sources": ("ab",)}


def test_showing_what_is_typed_leaves_the_cursor_alone(shown: Shown) -> None:
    field = shown.note("note")
    QTest.keyClicks(field, "abc")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Left)
    shown.show(SignalAnswer(note="abc", sources=()))
    assert field.textCursor().position() == 1
    assert len(shown.changes) == 3, "showing emits nothing"


def test_the_text_of_a_note_is_never_markup(shown: Shown) -> None:
    hostile = "<b>bold</b><img src=x>\n=1+1\nשלום"
    shown.show(SignalAnswer(note=hostile, sources=("<i>log</i>",)))
    assert shown.note("note").toPlainText() == hostile
    assert shown.note("sources").toPlainText() == "<i>log</i>"
    shown.note("note").selectAll()
    shown.note("note").cut()
    shown.note("note").paste()
    assert shown.note("note").toPlainText() == hostile


def test_confidence_and_grade_are_chosen(shown: Shown) -> None:
    shown.radio("confidence_4").click()
    box = shown.part.findChild(QComboBox, "grade")
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert [changes for changes, _ in shown.changes] == [{"confidence": 5}, {"grade_set": Grade.MEASURED}]
    shown.show(SignalAnswer(confidence=2, grade_set=Grade.CLAIMED))
    assert shown.radio("confidence_1").isChecked()
    assert "Claimed" in box.currentText()
    shown.show(SignalAnswer())
    assert not shown.radio("confidence_1").isChecked()


def test_problems_stand_beside_their_fields(shown: Shown, found: SignalAnswer) -> None:
    shown.show(replace(found, claimed=Status.ABSENT))
    shown.part.show_problems([Problem("override_reason", "Say why."), Problem("evidence_date", "Too late.")])
    assert shown.text("override_reason_problem") == "Say why."
    assert "Say why." in shown.note("override_reason").accessibleDescription()
    assert shown.text("evidence_date_row_problem") == "Too late."
    shown.part.show_problems([])
    assert shown.text("override_reason_problem") == ""
