"""The history in the real window: reached and left, read, compared, exported, by mouse and by keys alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus, Product
from readiness_gui.core.terms import SignalId, Status, StepId
from readiness_gui.storage import codec
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.steps import CURRENT_ROLE, WORDS_ROLE
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.widgets.chart_view import ChartView
from tests.core.make import claimed, with_users
from tests.sample import story
from tests.ui.driver_history import HistoryVerbs


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


def opened(driver: HistoryVerbs, folder: Path, made: Product) -> HistoryVerbs:
    path = folder / "made.readiness"
    path.write_bytes(codec.product_bytes(made))
    driver.open(path)
    return driver


def dated(day: date, name: str, *, present: bool = True) -> Assessment:
    status = Status.PRESENT if present else Status.ABSENT
    return replace(with_users(claimed(status), 300), as_of=day, id=name)


def many(number: int, step: int = 30) -> Product:
    first = date(2020, 1, 6)
    all_of_them = tuple(
        dated(first + timedelta(days=step * at), f"a{at}", present=bool(at % 2)) for at in range(number)
    )
    return Product(id="p", name="Acme", created=datetime(2020, 1, 6, tzinfo=UTC), assessments=all_of_them)


def words(driver: HistoryVerbs, part: str) -> list[str]:
    return [one.text() for one in driver.find(QWidget, part).findChildren(QLabel) if one.isVisible()]


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


# -- compare ----------------------------------------------------------------------------------------


def test_the_last_two_are_compared_with_figures_reasons_and_rules(
    sample: HistoryVerbs, framework: Framework
) -> None:
    sample.open_history()
    sentence = sample.text("comparison_sentence")
    assert sentence == (
        "From 9 March 2026 to 10 August 2026 the verdict moved from “Go to stage 2: build segments” "
        "to “Stay at stage 2: go on improving segments”, because the stage went from 1 to 2 "
        "and the gate went from “Nothing measured yet” to “15 % or more, still rising”."
    )
    assert sample.find(QLabel, "comparison_sentence").accessibleName() == sentence
    assert sample.heads("comparison_table") == ["Signal", "9 Mar 2026", "10 Aug 2026", "Change"]
    assert sample.cells("comparison_table")[0][1:] == [
        "● present, 51 % still come back (44 % … 58 %), measured, of that day",
        "● present, 51 % still come back (45 % … 57 %), measured, of that day",
        "same status",
    ]
    assert sample.cells("comparison_table")[1][2:] == [
        "● present, 6 need profiles (6 … 6), observed, stale: 164 days",
        "same status, has gone stale",
    ]
    rules = [
        one.objectName() for one in sample.window.findChildren(QWidget) if one.objectName()[:8] == "flipped_"
    ]
    assert rules == ["flipped_S0", "flipped_GO_2", "flipped_STAY_2_IMPROVE"]
    texts = [one.text() for one in sample.find(QWidget, "flipped_GO_2").findChildren(QLabel)]
    assert texts[0] == f"{framework.rules['GO_2'].name}: applied, now it does not"
    assert texts[2] == f"Why this rule: {framework.rules['GO_2'].why}"
    sample.click("copy_sentence")
    assert QApplication.clipboard().text() == sentence
    assert sample.text("sentence_copied") == "Copied"


def test_any_two_can_be_chosen_and_the_earlier_one_stands_first(sample: HistoryVerbs) -> None:
    sample.open_history().choose_assessment("compare_before", 2).choose_assessment("compare_after", 0)
    assert sample.heads("comparison_table")[1:3] == ["10 Nov 2025", "10 Aug 2026"]
    assert sample.text("comparison_sentence").startswith("From 10 November 2025 to 10 August 2026")
    changes = [row[3] for row in sample.cells("comparison_table")]
    assert changes[0] == "→ changed, moved the verdict"
    assert sample.cells("comparison_table")[4][1:3] == [
        "○ absent, first: acquisition, observed, of that day",
        "● present, first: retention and engagement, observed, of that day",
    ]
    sample.press("Escape").open_history()
    assert sample.heads("comparison_table")[1:3] == ["10 Nov 2025", "10 Aug 2026"], "the choice stays"


def test_one_compared_with_itself_has_not_moved(sample: HistoryVerbs) -> None:
    sample.open_history().choose_assessment("compare_before", 2)
    assert "stayed the same" in sample.text("comparison_sentence")
    sample.until(
        lambda: "Nothing: the verdict is the same, on the same ground." in words(sample, "comparison")
    )
    assert "None: the same rules applied at both dates." in words(sample, "comparison")


def test_other_rules_are_told(driver: HistoryVerbs, tmp_path: Path) -> None:
    made = many(2)
    first = replace(made.assessments[0], framework_version="0.9")
    second = replace(made.assessments[1], framework_version="1.0")
    opened(driver, tmp_path, replace(made, assessments=(first, second))).open_history()
    told = "different versions of the framework (0.9 and 1.0)"
    driver.until(lambda: any(told in text for text in words(driver, "comparison")))


# -- what it does -----------------------------------------------------------------------------------


def test_a_new_assessment_from_the_last_marks_what_has_gone_stale(sample: HistoryVerbs) -> None:
    last = sample.assessment
    sample.open_history().click("history_new").settle()
    assert sample.at(StepId.START)
    fresh = sample.assessment
    assert fresh.status is AssessmentStatus.DRAFT
    assert (fresh.roadmap, fresh.context_note) == (last.roadmap, last.context_note)
    days = (sample.window.services.today() - date(2026, 2, 27)).days
    steps = sample.window.wizard.model
    seen = steps.index(steps.row(StepId.DIVERSITY)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"Needs attention, Evidence is {days} days old" in seen
    sample.goto(StepId.DIVERSITY)
    assert sample.text("evidence_age") == f"The evidence is {days} days old: stale. Gather it again."
    sample.goto(StepId.VERDICT)
    assert "stale" in sample.text("verdict_headline")
    sample.open_history()
    assert len(sample.cells("assessment_list")) == 4
    assert f"stale: {days} days" in sample.cells("signal_matrix")[1][3]
    sample.undo()
    assert len(sample.cells("assessment_list")) == 3, "the history follows undo"
    assert sample.assessment.id == last.id


def test_the_step_list_shows_the_age(sample: HistoryVerbs) -> None:
    steps = sample.window.wizard.model
    shown = {step: steps.index(steps.row(step)).data(WORDS_ROLE) for step in StepId}
    assert shown[StepId.DIVERSITY] == "Evidence is 164 days old"
    assert shown[StepId.PMF] == "Done"


def test_the_latest_draft_is_marked_complete_from_here(driver: HistoryVerbs) -> None:
    driver.start("Acme").open_history().click("history_complete")
    assert driver.assessment.verdict is not None
    assert not driver.shown("history_complete")
    assert driver.heads("signal_matrix")[0].endswith("complete")
    driver.undo()
    assert driver.heads("signal_matrix")[0].endswith("draft")
    assert driver.shown("history_complete")


def test_while_an_older_one_is_looked_at_nothing_is_marked_complete(sample: HistoryVerbs) -> None:
    sample.click("history_button").click("history_new").settle()
    sample.open_history()
    assert sample.shown("history_complete")
    older = sample.session.product.assessments[0].id
    sample.window.wizard.header.assessment_chosen.emit(older)
    sample.open_history()
    assert not sample.shown("history_complete")


def test_the_history_is_exported_as_csv(
    sample: HistoryVerbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "history.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_one, **_two: (str(target), ""))
    sample.open_history().click("history_export")
    sample.until(lambda: sample.shown("history_export_told"))
    assert "does not exist" in sample.text("history_export_told") or str(target.parent) in sample.text(
        "history_export_told"
    )
    assert not target.exists()
    target.parent.mkdir()
    sample.click("history_export").until(target.exists)
    sample.until(lambda: sample.text("history_export_told") == f"Saved as {target}")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["verdict"] for row in csv.DictReader(stream)] == ["STAY_1", "GO_2", "STAY_2_IMPROVE"]


def test_the_name_offered_fits_every_system(
    driver: HistoryVerbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def ask(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        offered.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    opened(driver, tmp_path, replace(many(2), name='Acme: "A/B"?')).open_history().click("history_export")
    assert offered == ["Acme A B history.csv"]
    assert not driver.shown("history_export_told")


def test_a_file_that_can_only_be_read_is_read(
    driver: HistoryVerbs, tmp_path: Path, framework: Framework
) -> None:
    path = tmp_path / "sample.readiness"
    record = codec.to_record(story.product(framework))
    record["product"]["1"]["schema_version"] = 99
    path.write_bytes(codec.encode(record))
    driver.open(path)
    assert driver.session.read_only
    driver.open_history()
    assert not driver.shown("history_new")
    assert not driver.shown("history_complete")
    assert driver.shown("history_export")
    assert len(driver.cells("assessment_list")) == 3


def test_everything_by_keyboard_alone(
    sample: HistoryVerbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "history.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_one, **_two: (str(target), ""))
    sample.press("Alt+2").press("Ctrl+H")
    assert sample.focus == "stage_history_canvas"
    sample.tab_to("signal_matrix").press("Left").press("Down")
    assert sample.find(QTableView, "signal_matrix").currentIndex().column() == 1
    sample.tab_to("history_export").press("Space").until(target.exists)
    sample.tab_to("compare_before").press("Home")
    assert sample.heads("comparison_table")[1] == "10 Nov 2025"
    sample.tab_to("comparison_sentence").tab_to("copy_sentence").press("Space")
    assert QApplication.clipboard().text().startswith("From 10 November 2025")
    sample.tab_to("comparison_table")
    sample.press("Escape")
    assert sample.at(StepId.PMF)
    assert not sample.in_history()
    sample.press("Ctrl+H").tab_to("history_new").press("Space").settle()
    assert len(sample.session.product.assessments) == 4
    assert sample.at(StepId.START)


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
