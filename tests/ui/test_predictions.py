"""Predictions in the real window: written before the gate, scored by it, changed while they are open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.figures import MonthlyLift
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import GateReading, Prediction
from readiness_gui.core.predictions import Outcome, records, with_prediction
from readiness_gui.core.terms import GateResult, StepId
from readiness_gui.storage import codec
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.page import Edit
from readiness_gui.ui.widgets.chart_view import ChartView
from readiness_gui.ui.widgets.plan_fields import DateField
from readiness_gui.ui.widgets.prediction_card import NEWEST, _written
from readiness_gui.ui.widgets.prediction_form import Said
from readiness_gui.ui.widgets.prediction_rows import AT_ONCE, PredictionRows
from tests.core import make
from tests.core.make import empty, product
from tests.sample import story
from tests.ui.driver_history import HistoryVerbs


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[HistoryVerbs]:
    made = HistoryVerbs(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def month(number: int, kept: int) -> GateReading:
    """A month in which 200 of 500 stay without segments."""
    return GateReading(
        month=number, control_users=500, control_retained=200, treatment_users=500, treatment_retained=kept
    )


def outcomes(driver: HistoryVerbs) -> list[Outcome]:
    return [one.outcome for one in driver.predicted]


def test_one_is_written_with_number_words_and_who(driver: HistoryVerbs) -> None:
    driver.on(StepId.START).type("participants", "Ada\nGrace")
    driver.on(StepId.VERDICT).click("write_prediction")
    assert driver.focus == "prediction_lift"
    today = driver.window.services.today()
    shown = driver.find(DateField, "prediction_due").date()
    assert date(shown.year(), shown.month(), shown.day()) == today + timedelta(days=90)
    assert driver.text("prediction_confidence_words") == "50 % sure: as likely as not"
    names = driver.find(QComboBox, "prediction_by")
    assert [names.itemText(row) for row in range(names.count())] == ["Ada", "Grace"]
    driver.fill_prediction(20, 70, by="grace", note="Guidance keeps beginners.")
    slider = driver.find(QSlider, "prediction_confidence")
    assert slider.accessibleName() == "How sure: 70 % sure: likely"
    driver.click("prediction_save")
    (made,) = driver.assessment.predictions
    assert (made.lift, made.confidence, made.note) == (0.2, 0.7, "Guidance keeps beginners.")
    assert made.by.lower() == "grace"
    assert (made.made, made.due, made.known_month) == (today, today + timedelta(days=90), 0)
    assert driver.text("prediction_outcome_0") == "◔ open"
    assert not driver.shown("prediction_lift")
    assert driver.focus == "write_prediction"
    driver.undo()
    assert not driver.predicted
    driver.redo()
    assert [one.prediction for one in driver.predicted] == [made]


@pytest.mark.parametrize("typed", ["", "much", "12.5", "5000"])
def test_a_lift_that_is_no_number_is_told_beside_the_field(driver: HistoryVerbs, typed: str) -> None:
    driver.on(StepId.VERDICT).click("write_prediction").type("prediction_lift", typed)
    driver.click("prediction_save")
    assert driver.text("prediction_lift_problem") == "Type a whole number of per cent, such as 20."
    assert driver.focus == "prediction_lift"
    assert driver.assessment.predictions == ()
    driver.type("prediction_lift", "20").click("prediction_save")
    assert len(driver.assessment.predictions) == 1


def test_nothing_can_be_due_in_the_past(driver: HistoryVerbs) -> None:
    driver.on(StepId.VERDICT).click("write_prediction")
    driver.fill_prediction(20, due=driver.window.services.today() - timedelta(days=1))
    driver.click("prediction_save")
    assert driver.text("prediction_due_problem")
    assert driver.assessment.predictions == ()
    driver.click("prediction_cancel")
    assert not driver.shown("prediction_lift")
    driver.click("write_prediction")
    assert driver.text("prediction_due_problem") == ""
    assert driver.text("prediction_lift") == ""


def test_an_open_one_is_changed_and_removed_as_edits_of_their_own(driver: HistoryVerbs) -> None:
    driver.predict(20, 60).predict(30, 40)
    driver.until(lambda: driver.shown("prediction_edit_0")).click("prediction_edit_0")
    assert driver.text("prediction_lift") == "20"
    assert driver.find(QSlider, "prediction_confidence").value() == 60
    driver.fill_prediction(25, 80).click("prediction_save")
    assert [(one.lift, one.confidence) for one in driver.assessment.predictions] == [(0.25, 0.8), (0.3, 0.4)]
    driver.until(lambda: driver.shown("prediction_remove_1")).click("prediction_remove_1")
    assert [one.lift for one in driver.assessment.predictions] == [0.25]
    driver.undo()
    assert [one.lift for one in driver.assessment.predictions] == [0.25, 0.3]
    driver.undo()
    assert [one.lift for one in driver.assessment.predictions] == [0.2, 0.3]


def test_a_change_of_nothing_is_no_edit(driver: HistoryVerbs) -> None:
    driver.predict(20)
    before = driver.assessment
    driver.until(lambda: driver.shown("prediction_edit_0")).click("prediction_edit_0")
    driver.click("prediction_save")
    assert driver.assessment == before


def test_what_is_changed_is_dated_anew_and_what_is_not_keeps_its_day() -> None:
    old = Prediction(id="p", made=date(2026, 1, 5), due=date(2026, 6, 1), lift=0.2, confidence=0.5)
    one = with_prediction(empty(), old)
    said = Said(0.2, old.due, 0.5, "", "")
    today = date(2026, 3, 2)
    assert _written(one, said, "p", "fresh", today) == one
    (changed,) = _written(one, replace(said, lift=0.1), "p", "fresh", today).predictions
    assert (changed.id, changed.lift, changed.made) == ("p", 0.1, today)
    assert [two.id for two in _written(one, said, "", "fresh", today).predictions] == ["p", "fresh"]


def test_the_gate_of_the_same_assessment_scores_it_and_locks_it(driver: HistoryVerbs) -> None:
    driver.predict(20).predict(60).enter_readings(month(1, 260))
    assert outcomes(driver) == [Outcome.HIT, Outcome.MISS]
    driver.goto(StepId.VERDICT)
    driver.until(lambda: driver.text("prediction_outcome_0") == "✓ hit")
    assert driver.text("prediction_outcome_1") == "✕ miss"
    assert not driver.shown("prediction_edit_0")
    assert not driver.shown("prediction_remove_1")
    driver.goto(StepId.GATE).undo().undo().settle()
    assert outcomes(driver) == [Outcome.OPEN, Outcome.OPEN], "a score is derived, never kept"


def test_what_was_known_when_it_was_written_scores_nothing(driver: HistoryVerbs) -> None:
    driver.enter_readings(month(1, 260)).predict(20)
    assert driver.assessment.predictions[0].known_month == 1
    assert outcomes(driver) == [Outcome.OPEN]
    driver.open_history().click("history_new").settle()
    assert outcomes(driver) == [Outcome.OPEN], "the same readings, carried on"
    driver.goto(StepId.GATE).enter_readings(month(2, 270))
    assert outcomes(driver) == [Outcome.HIT]


def test_the_gate_of_the_next_assessment_scores_it(driver: HistoryVerbs) -> None:
    driver.predict(20, 70)
    assert not driver.shown("predictions_closed")
    driver.complete()
    assert not driver.shown("prediction_edit_0"), "what is complete is not rewritten"
    assert not driver.shown("write_prediction")
    assert driver.shown("predictions_closed")
    driver.click("reopen").until(lambda: driver.shown("prediction_edit_0"))
    assert driver.shown("write_prediction")
    driver.complete()
    driver.open_history()
    assert driver.text("past_prediction_outcome_0") == "◔ open"
    driver.click("history_new").settle()
    assert len(driver.assessment.predictions) == 1, "an open one is carried on"
    driver.goto(StepId.VERDICT).until(lambda: driver.shown("prediction_outcome_0"))
    assert not driver.shown("prediction_edit_0"), "it belongs to the assessment before"
    driver.enter_readings(month(1, 260))
    assert outcomes(driver) == [Outcome.HIT]
    driver.open_history()
    assert driver.text("past_prediction_outcome_0") == "✓ hit"
    chart = driver.find(ChartView, "brier")
    driver.qtbot.waitUntil(lambda: chart.ready, timeout=60_000)
    assert "0.09 after 1 on" in chart.canvas.accessibleName()
    driver.until(lambda: chart.table.rowCount() == 1)
    driver.click("history_new").settle()
    assert not driver.session.assessment.predictions, "what is scored stays where it was"
    driver.open_history()
    assert driver.text("past_prediction_outcome_0") == "✓ hit"


def test_an_older_assessment_shows_its_own_and_offers_nothing(driver: HistoryVerbs) -> None:
    driver.predict(20)
    first = driver.assessment.id
    driver.open_history().click("history_new").settle()
    driver.window.wizard.header.assessment_chosen.emit(first)
    driver.goto(StepId.VERDICT).until(lambda: driver.shown("prediction_outcome_0"))
    for name in ("write_prediction", "prediction_edit_0", "prediction_remove_0"):
        assert not driver.shown(name)


def test_a_file_that_can_only_be_read_offers_nothing(
    driver: HistoryVerbs, tmp_path: Path, framework: Framework
) -> None:
    record = codec.to_record(story.product(framework))
    record["product"]["1"]["schema_version"] = 99
    path = tmp_path / "newer.readiness"
    path.write_bytes(codec.encode(record))
    driver.window.open_path(path)
    driver.until(lambda: driver.window.session is not None and driver.session.path == path)
    driver.goto(StepId.VERDICT).until(lambda: driver.shown("prediction_outcome_0"))
    assert not driver.shown("write_prediction")


def test_five_scored_ones_say_how_well_the_team_is_calibrated(driver: HistoryVerbs) -> None:
    for lift in (5, 10, 20, 50, 60):
        driver.predict(lift, 70)
    driver.enter_readings(month(1, 260)).open_history()

    def told() -> list[str]:
        labels = driver.find(QWidget, "prediction_history_card").findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible()]

    driver.until(lambda: "You said 70 % on average; 3 of 5 came true." in told())
    assert any("Brier score so far: 0.25 over 5" in text for text in told())


def test_of_many_the_newest_and_the_open_ones_are_shown(driver: HistoryVerbs) -> None:
    driver.start("Acme").on(StepId.VERDICT)
    today = driver.window.services.today()
    past, soon = today - timedelta(days=99), today + timedelta(days=9)
    made = tuple(
        Prediction(id=f"p{at}", made=past + timedelta(days=at), due=soon, lift=at / 100, confidence=0.5)
        for at in range(NEWEST + 3)
    )
    driver.session.apply(Edit(lambda one: replace(one, predictions=made)))
    driver.until(lambda: driver.shown(f"prediction_outcome_{NEWEST + 2}"))  # what is open is never left out
    assert not driver.shown("predictions_earlier")
    measured = make.with_gate(driver.assessment, GateResult.RISING)
    months = (MonthlyLift(month=1, lift=0.2, low=0.1, high=0.3),)
    assert measured.gate.finding is not None
    gate = replace(measured.gate, finding=replace(measured.gate.finding, months=months))
    driver.session.apply(Edit(lambda one: replace(one, gate=gate)))
    assert all(one.settled for one in driver.predicted)
    driver.until(lambda: driver.shown(f"prediction_outcome_{NEWEST - 1}"))
    driver.until(lambda: not driver.shown(f"prediction_outcome_{NEWEST}"))
    assert driver.text("predictions_earlier") == "3 earlier predictions stand in the history."


def test_hostile_words_stay_plain_text(driver: HistoryVerbs) -> None:
    driver.predict(20, by="<b>x", note="<img src=x>" + "y" * 400)
    driver.until(lambda: driver.shown("prediction_outcome_0"))
    labels = driver.find(QWidget, "prediction").findChildren(QLabel)
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
    assert any("<img src=x>" in one.text() for one in labels)
    frame = driver.window.wizard.frame
    driver.until(lambda: frame.horizontalScrollBar().maximum() == 0)


def test_by_keyboard_alone(driver: HistoryVerbs) -> None:
    driver.press("Alt+0").tab_to("write_prediction").press("Space")
    assert driver.focus == "prediction_lift"
    driver.type_into_focus("25").tab_to("prediction_due").press("Up")
    driver.tab_to("prediction_confidence").press("Right", 4)
    driver.tab_to("prediction_by").type_into_focus("ada").tab_to("prediction_note").type_into_focus("why")
    driver.tab_to("prediction_save").press("Space")
    (made,) = driver.assessment.predictions
    assert (made.lift, made.confidence, made.by.lower(), made.note.lower()) == (0.25, 0.7, "ada", "why")
    driver.until(lambda: driver.shown("prediction_edit_0"))
    driver.press("Shift+Tab").tab_to("prediction_edit_0").press("Space")
    driver.tab_to("prediction_cancel").press("Space").press("Shift+Tab").press("Shift+Tab")
    driver.tab_to("prediction_remove_0").press("Space")
    assert not driver.predicted
    driver.press("Ctrl+Z")
    assert [one.prediction for one in driver.predicted] == [made]


def test_many_are_shown_bit_by_bit_in_their_order(qtbot: QtBot, framework: Framework) -> None:
    day = date(2026, 1, 5)
    made = tuple(
        Prediction(
            id=f"p{at}", made=day, due=day + timedelta(days=at), lift=0.1, confidence=0.5, note=f"n{at}"
        )
        for at in range(3 * AT_ONCE + 1)
    )
    found = records(product(replace(empty(), predictions=made)), day)
    rows = PredictionRows("rows", framework)
    qtbot.addWidget(rows)
    rows.show_records(found[: AT_ONCE + 1])
    rows.show_records(found)
    chips = QRegularExpression("rows_outcome_")
    assert len(rows.findChildren(QLabel, chips)) == AT_ONCE
    qtbot.waitUntil(lambda: len(rows.findChildren(QLabel, chips)) == len(found))
    words = [one.text() for one in rows.findChildren(QLabel)]
    wanted = [one.prediction.note for one in found]
    assert [word for word in words if word in wanted] == wanted
