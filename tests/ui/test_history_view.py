"""The history in the real window: reached and left, read, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMenu,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.steps import CURRENT_ROLE
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.widgets.chart_view import ChartView
from tests.ui.driver_history import HistoryVerbs
from tests.ui.history_cases import many, opened


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[HistoryVerbs]:
    made = HistoryVerbs(qtbot)
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


@pytest.fixture
def sample(driver: HistoryVerbs) -> HistoryVerbs:
    return driver.open_sample()


# -- there and back ---------------------------------------------------------------------------------


def test_it_is_no_step_and_leads_back_to_where_one_was(sample: HistoryVerbs) -> None:
    sample.goto(StepId.TRAP).click("history_button")
    assert sample.in_history()
    assert sample.at(StepId.TRAP)
    assert sample.find(QAbstractButton, "next_button").text() == "Back to Premature trap"
    steps = sample.window.wizard.model
    assert not any(steps.index(row).data(CURRENT_ROLE) for row in range(13)), "no step is open now"
    sample.back()
    assert not sample.in_history()
    assert sample.at(StepId.TRAP)
    assert sample.text("step_place") == "Step 7 of 13"
    sample.open_history().next()
    assert not sample.in_history()
    assert sample.at(StepId.TRAP)
    assert sample.assessment.last_step is StepId.TRAP


def test_escape_and_its_own_key_leave_it(sample: HistoryVerbs) -> None:
    sample.goto(StepId.GATE).open_history()
    sample.find(QWidget, "signal_matrix").setFocus()
    sample.press("Escape")
    assert not sample.in_history()
    assert sample.at(StepId.GATE)
    sample.press("Ctrl+H").press("Ctrl+H")
    assert not sample.in_history()


def test_the_menu_the_verdict_and_the_predictions_lead_to_it(sample: HistoryVerbs) -> None:
    action = sample.window.actions_.history
    menus = [menu for menu in sample.window.findChildren(QMenu) if action in menu.actions()]
    assert len(menus) == 2, "in Go and in the list of assessments"
    for link in ("open_history", "prediction_history"):
        sample.goto(StepId.VERDICT).click(link)
        assert sample.in_history()
        sample.press("Escape")
        assert sample.at(StepId.VERDICT)


def test_any_step_of_the_list_leads_out_also_the_one_where_one_was(sample: HistoryVerbs) -> None:
    for step in (StepId.PMF, StepId.PMF, StepId.EXPORT):
        sample.open_history().goto(step)
        assert not sample.in_history()
        assert sample.page.step is step


def test_its_key_works_while_one_types(sample: HistoryVerbs) -> None:
    sample.goto(StepId.START).type("context_note", "typed").press("Ctrl+H")
    assert sample.in_history()
    assert sample.assessment.context_note == "typed"
    sample.press("Escape")
    assert sample.focus == "context_note"


def test_without_a_product_there_is_no_history(driver: HistoryVerbs) -> None:
    assert not driver.window.actions_.history.isEnabled()
    driver.window.wizard.toggle_history()
    assert not driver.window.wizard.in_history


def test_another_product_has_its_own(sample: HistoryVerbs) -> None:
    sample.open_history().close_product().start("Bolt").open_history()
    assert sample.text("history_title") == "How Bolt went over time"


# -- what it shows ----------------------------------------------------------------------------------


def test_the_stage_over_time_is_the_main_chart_with_words_and_table(sample: HistoryVerbs) -> None:
    sample.open_history()
    chart = sample.find(ChartView, "stage_history")
    sample.qtbot.waitUntil(lambda: chart.ready, timeout=60_000)
    assert chart.canvas.accessibleName() == (
        "Stage at each assessment. "
        "2025-11-10: stage 1, Stay at stage 1: make the generic experience excellent; "
        "2026-03-09: stage 1, to go to stage 2, Go to stage 2: build segments; "
        "2026-08-10: stage 2, Stay at stage 2: go on improving segments."
    )
    sample.until(lambda: chart.table.rowCount() == 3)
    heading = sample.find(QWidget, "history_chart_card")
    assert heading.y() < sample.find(QWidget, "matrix_card").y() < sample.find(QWidget, "assessments").y()


def test_the_matrix_has_a_row_a_signal_and_a_column_a_date(
    sample: HistoryVerbs, framework: Framework
) -> None:
    sample.open_history()
    assert sample.heads("signal_matrix") == [
        "10 Nov 2025, complete",
        "9 Mar 2026, complete",
        "10 Aug 2026, complete",
    ]
    shorts = [framework.signals[signal].short for signal in SignalId]
    assert sample.heads("signal_matrix", Qt.Orientation.Vertical) == shorts
    cells = sample.cells("signal_matrix")
    assert cells[0] == ["? not known yet, measured, of that day"] + ["● present, measured, of that day"] * 2
    assert cells[1][2] == "● present, observed, stale: 164 days"
    table = sample.find(QTableView, "signal_matrix")
    whole = table.model().index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert whole == (
        "Product-market fit confirmed, 10 Aug 2026: present, measured, of that day, "
        "51 % still come back (45 % … 57 %)"
    )
    assert table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == whole


def test_enter_in_the_matrix_and_in_the_list_open_an_assessment(sample: HistoryVerbs) -> None:
    ids = [one.id for one in sample.session.product.assessments]
    sample.open_history().find(QWidget, "signal_matrix").setFocus()
    sample.press("Left").press("Return")
    assert sample.assessment.id == ids[1]
    assert not sample.in_history()
    sample.open_history().find(QWidget, "assessment_list").setFocus()
    sample.press("Home").press("Ctrl+Home").press("Down", 2).press("Return")
    assert sample.assessment.id == ids[0]
    sample.open_history()
    assert sample.cells("assessment_list")[2][:3] == ["10 Nov 2025", "complete, open now", "1"]
    sample.find(QWidget, "assessment_list").setFocus()
    sample.press("Ctrl+Home").click("history_open")
    assert sample.assessment.id == ids[2]


def test_one_assessment_says_what_will_stand_here_and_when(driver: HistoryVerbs) -> None:
    driver.start("Acme").open_history()
    today = driver.window.services.today()
    later = today + timedelta(days=90)
    words = driver.text("history_empty_words")
    assert "There is one assessment so far" in words
    assert f"{later.day} {later:%b} {later.year}" in words
    assert not driver.shown("comparison")
    assert not driver.shown("history_chart_card")
    assert driver.shown("signal_matrix")
    assert driver.shown("no_predictions")
    assert driver.focus == "signal_matrix"


@pytest.mark.parametrize("step", [30, 0])
def test_forty_assessments_scroll_inside_themselves_also_when_of_one_day(
    driver: HistoryVerbs, tmp_path: Path, step: int
) -> None:
    opened(driver, tmp_path, many(40, step)).open_history()
    table = driver.find(QTableView, "signal_matrix")
    driver.until(lambda: table.horizontalScrollBar().maximum() > 0)
    assert table.columnViewportPosition(39) < table.viewport().width(), "the newest is in sight"
    assert table.verticalScrollBar().maximum() == 0
    assert len(set(driver.heads("signal_matrix"))) == 40, "those of one day are told apart"
    assert len(driver.cells("assessment_list")) == 40
    view = driver.find(QWidget, "history")
    assert table.width() < view.width()
    chart = driver.find(ChartView, "stage_history")
    driver.qtbot.waitUntil(lambda: chart.ready, timeout=60_000)


# -- how it looks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_and_everything_is_named(driver: HistoryVerbs, tmp_path: Path, percent: int) -> None:
    made = replace(many(3), name="A product whose name is as long as a name can be before it is a sentence")
    opened(driver, tmp_path, made)
    driver.window.theme.set_percent(percent)
    driver.window.theme.set_mode(Mode.DARK)
    driver.window.resize(1280, 720)
    driver.open_history()
    view = driver.find(QScrollArea, "history")
    driver.until(lambda: driver.shown("flipped_GO_2") and not cut(view))
    shown = [one for one in view.findChildren(QWidget) if one.isVisible() and one.objectName()[:3] != "qt_"]
    labels = [one for one in shown if isinstance(one, QLabel) and one.text()]
    assert len(labels) > 15
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
    stops = [one for one in shown if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]
    assert not [one for one in stops if not one.accessibleName()]
    names = [one.objectName() for one in stops]
    assert len(names) == len(set(names))
    assert view.horizontalScrollBar().maximum() == 0


def cut(view: QWidget) -> list[str]:
    """Return the words that have too little room."""
    found = []
    for one in view.findChildren(QWidget):
        if isinstance(one, QLabel) and one.isVisible() and one.height() < one.heightForWidth(one.width()) - 1:
            found.append(one.text())
        if isinstance(one, QAbstractButton) and one.isVisible():
            wide = QFontMetrics(one.font()).horizontalAdvance(one.text().replace("&", ""))
            found += [one.text()] if one.width() < wide else []
    return found
