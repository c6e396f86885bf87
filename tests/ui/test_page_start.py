from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import BusinessModel, Cadence, Detection
from readiness_gui.ui.pages.start import StartPage
from readiness_gui.ui.widgets.choice_group import ChoiceCard
from readiness_gui.ui.widgets.plan_fields import PickField
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(StartPage, empty_assessment())


def test_nothing_is_preselected_and_everything_is_named(bench: Bench) -> None:
    assert not any(radio.isChecked() for radio in bench.page.findChildren(QRadioButton))
    assert_named(bench.page)
    assert not bench.edits, "showing an assessment is no edit"


def test_a_stage_is_chosen_by_a_click_anywhere_on_its_card(bench: Bench, qtbot: QtBot) -> None:
    card = bench.find(QRadioButton, "claimed_stage_1").parentWidget()
    assert isinstance(card, ChoiceCard)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 5, 5))
    assert bench.assessment.claimed_stage == 2
    assert card.property("role") == "choice_chosen"


def test_a_stage_is_chosen_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    first = bench.find(QRadioButton, "claimed_stage_0")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert bench.assessment.claimed_stage == 1
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert bench.assessment.claimed_stage == 2
    assert bench.find(QRadioButton, "claimed_stage_1").hasFocus()


@pytest.mark.parametrize("detection", [Detection.NONE, Detection.UNKNOWN, None])
def test_a_stage_without_detection_is_said_to_be_stage_1(bench: Bench, detection: Detection | None) -> None:
    bench.show(replace(empty_assessment(), claimed_stage=3, detection=detection))
    assert bench.shown("overestimate_notice")
    assert "stage 3" in bench.text("overestimate")
    assert "stage 1" in bench.text("overestimate")


@pytest.mark.parametrize(
    ("claimed", "detection"), [(1, Detection.NONE), (2, Detection.ONBOARDING), (None, None)]
)
def test_no_notice_where_the_stage_is_real(
    bench: Bench, claimed: int | None, detection: Detection | None
) -> None:
    bench.show(replace(empty_assessment(), claimed_stage=claimed, detection=detection))
    assert not bench.shown("overestimate_notice")


def test_not_knowing_how_segments_are_detected_is_an_answer(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.find(QRadioButton, "detection_4"), Qt.MouseButton.LeftButton)
    assert bench.assessment.detection is Detection.UNKNOWN
    assert not bench.assessment.segment_detection


def test_participants_are_names_a_line_each_and_typing_is_one_undo_step(bench: Bench, qtbot: QtBot) -> None:
    field = bench.find(QPlainTextEdit, "participants")
    qtbot.keyClicks(field, "Ada")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.insertPlainText("محمد, 小林")
    assert bench.assessment.participants == ("Ada", "محمد, 小林")
    assert {edit.merge_key for edit in bench.edits} == {"participants"}
    assert field.textCursor().atEnd(), "being shown again must not move the cursor"


def test_tab_leaves_a_note(bench: Bench, qtbot: QtBot) -> None:
    field = bench.find(QPlainTextEdit, "participants")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert bench.find(QPlainTextEdit, "context_note").hasFocus()


def test_a_note_of_ten_thousand_characters_is_kept_whole(bench: Bench) -> None:
    note = bench.find(QPlainTextEdit, "context_note")
    note.setPlainText("wörter \u202e " * 1000)
    assert bench.assessment.context_note == "wörter \u202e " * 1000


def test_model_and_cadence_are_kept(bench: Bench, qtbot: QtBot) -> None:
    model = bench.find(PickField, "business_model")
    assert model.value is None
    qtbot.keyClick(model, Qt.Key.Key_Down)
    assert bench.assessment.business_model is BusinessModel.SOCIAL
    qtbot.mouseClick(bench.find(QRadioButton, "cadence_1"), Qt.MouseButton.LeftButton)
    assert bench.assessment.cadence is Cadence.WEEKLY


def test_a_future_date_is_kept_and_said_beside_the_field(bench: Bench, today: date) -> None:
    field = bench.find(QDateEdit, "as_of")
    field.setDate(QDate(2027, 1, 1))
    assert bench.assessment.as_of == date(2027, 1, 1)
    problems = bench.page.problems()
    assert [one.field for one in problems] == ["as_of"]
    bench.page.show_problems(problems)
    beside = bench.find(QLabel, "as_of_problem")
    assert beside.isVisible()
    assert "future" in beside.text()
    assert "future" in field.accessibleDescription()
    field.setDate(QDate(today.year, today.month, today.day))
    assert not bench.page.problems()
    bench.page.show_problems(())
    assert not beside.isVisible()


def test_undo_shows_nothing_chosen_again(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.find(QRadioButton, "claimed_stage_2"), Qt.MouseButton.LeftButton)
    bench.undo()
    assert not bench.find(QRadioButton, "claimed_stage_2").isChecked()
    assert len(bench.edits) == 1
