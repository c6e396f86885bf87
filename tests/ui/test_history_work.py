"""What one does in the history: compare, go on from the last, complete, export, by mouse and by keys."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import AssessmentStatus
from readiness_gui.core.terms import StepId
from readiness_gui.storage import codec
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.steps import WORDS_ROLE
from tests.sample import story
from tests.ui.driver_history import HistoryVerbs
from tests.ui.history_cases import many, opened, words


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
