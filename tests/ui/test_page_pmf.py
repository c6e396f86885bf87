from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import CohortRow, PmfEvidence, SurveyCounts
from readiness_gui.core.terms import BusinessModel, SignalId, StepId
from readiness_gui.ui.pages.pmf import MOST_PERIODS, PmfPage
from readiness_gui.ui.widgets.chart_view import ChartView
from tests import worked
from tests.ui.evidence_bench import (
    answer_of,
    at_cell,
    cell,
    click,
    editor_of,
    evidence_of,
    grid_of,
    named_on_next,
    paste,
    type_cell,
)
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench

SIGNAL = SignalId.PMF


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(PmfPage, empty_assessment())


def table(bench: Bench) -> tuple[CohortRow, ...]:
    return evidence_of(bench, SIGNAL, PmfEvidence).cohorts


def test_nothing_is_chosen_or_filled_in_and_every_control_is_named(bench: Bench) -> None:
    assert answer_of(bench, SIGNAL).evidence is None
    assert not bench.edits
    assert_named(bench.page)
    assert bench.text("pmf_status") == "No finding yet"


def test_a_table_typed_cell_by_cell(bench: Bench, qtbot: QtBot) -> None:
    for column, text in enumerate(("2026-01", "300", "41 %", "120")):
        type_cell(bench, qtbot, "cohorts", 0, column, text)
    assert table(bench) == (CohortRow("2026-01", 300, (123, 120)),)
    assert cell(bench, "cohorts", 0, 2) == "41 %", "what was typed stays as typed"
    assert answer_of(bench, SIGNAL).evidence_date == date(2026, 3, 2), "evidence entered today is of today"


def test_enter_goes_down_and_tab_goes_right(bench: Bench, qtbot: QtBot) -> None:
    view = grid_of(bench, "cohorts")
    type_cell(bench, qtbot, "cohorts", 0, 1, "300")
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    type_cell(bench, qtbot, "cohorts", 1, 1, "200", Qt.Key.Key_Tab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)
    editor = editor_of(view)
    assert editor is not None, "the next cell is open, so that one types on"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor_of(view) is None)


def test_tab_leaves_a_grid_in_which_no_cell_is_open(bench: Bench) -> None:
    view = at_cell(bench, "cohorts", 0, 0)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_escape_takes_back_what_was_typed_in_a_cell(bench: Bench, qtbot: QtBot) -> None:
    type_cell(bench, qtbot, "cohorts", 0, 0, "2026-01", Qt.Key.Key_Escape)
    assert not cell(bench, "cohorts", 0, 0)


def test_a_pasted_table_keeps_every_period(bench: Bench) -> None:
    wide = CohortRow("2024-01", 500, tuple(range(100, 130)))
    paste(bench, "cohorts", "\t".join(map(str, ("start", "size", *range(1, 31)))) + "\n" + _line(wide))
    assert table(bench) == (wide,)
    assert len(bench.edits) == 1, "a paste is one step of undo"
    bench.undo()
    assert not cell(bench, "cohorts", 0, 0)


def test_a_line_that_cannot_be_read_is_said_and_the_others_are_taken(bench: Bench) -> None:
    paste(bench, "cohorts", "2024-01\t300\t120\n2024-02\tmany\t100\n2024-03\t300\t130\n")
    assert [one.start for one in table(bench)] == ["2024-01", "2024-03"]
    assert "many" in bench.text("cohorts_pasted")
    paste(bench, "cohorts", "2024-04\t300\t120\n")
    assert not bench.shown("cohorts_pasted"), "a paste that went well takes the words away"


def test_a_long_list_of_unread_lines_is_cut_short(bench: Bench) -> None:
    paste(bench, "cohorts", "2024-01\t300\t120\n" + "x\ty\tz\n" * 40)
    assert "35 more lines" in bench.text("cohorts_pasted")
    assert len(bench.text("cohorts_pasted").splitlines()) == 6


def test_a_single_word_is_pasted_into_the_cell_chosen(bench: Bench, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.clipboard().setText("2024-05")
    view = at_cell(bench, "cohorts", 1, 0)
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cell(bench, "cohorts", 1, 0) == "2024-05"


def test_cells_are_copied_as_a_spreadsheet_does(bench: Bench) -> None:
    from PySide6.QtWidgets import QApplication

    paste(bench, "cohorts", "2024-01\t300\t120\n2024-02\t310\t130\n")
    view = at_cell(bench, "cohorts", 0, 0)
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    first = QApplication.clipboard().text().splitlines()[0].split("\t")
    assert first[:3] == ["2024-01", "300", "120"]


@pytest.mark.parametrize("text", ["abc", "1.5", "=A1", "120 %", "1e9"])
def test_nonsense_stays_as_typed_and_is_named_on_next(bench: Bench, qtbot: QtBot, text: str) -> None:
    for column, good in enumerate(("2024-01", "300")):
        type_cell(bench, qtbot, "cohorts", 0, column, good)
    type_cell(bench, qtbot, "cohorts", 0, 2, text)
    assert cell(bench, "cohorts", 0, 2) == text
    assert named_on_next(bench) == [("cohorts", 0)]
    assert text in bench.text("pmf_problem")
    model = grid_of(bench, "cohorts").model()
    assert model.headerData(0, Qt.Orientation.Vertical) == "! 1"
    bench.show(bench.assessment)
    assert cell(bench, "cohorts", 0, 2) == text, "showing the assessment again loses nothing"
    type_cell(bench, qtbot, "cohorts", 0, 2, "120")
    assert named_on_next(bench) == []
    assert not bench.shown("pmf_problem")


def test_more_came_back_than_started_is_a_problem_of_its_row(bench: Bench) -> None:
    paste(bench, "cohorts", "2024-01\t300\t120\n2024-02\t100\t120\n")
    assert named_on_next(bench) == [("cohorts", 1)]


def test_a_cell_still_open_is_taken_over_when_the_page_is_left(bench: Bench) -> None:
    view = at_cell(bench, "cohorts", 0, 0)
    QTest.keyClicks(view, "2")
    editor = editor_of(view)
    assert editor is not None
    QTest.keyClicks(editor, "024-07")
    bench.page.commit()
    assert cell(bench, "cohorts", 0, 0) == "2024-07"
    assert editor_of(view) is None


def test_delete_clears_cells_and_remove_takes_rows_out(bench: Bench, qtbot: QtBot) -> None:
    paste(bench, "cohorts", "2024-01\t300\t120\n2024-02\t310\t130\n")
    view = at_cell(bench, "cohorts", 0, 2)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert table(bench)[0].retained == ()
    bench.undo()
    assert table(bench)[0].retained == (120,)
    at_cell(bench, "cohorts", 0, 0)
    click(bench, "cohorts_remove")
    assert [one.start for one in table(bench)] == ["2024-02"]
    at_cell(bench, "cohorts", 0, 0)
    click(bench, "cohorts_remove")
    assert answer_of(bench, SIGNAL).evidence is None, "an empty table is no evidence"


def test_each_cell_is_a_step_of_undo_of_its_own(bench: Bench, qtbot: QtBot) -> None:
    for column, text in enumerate(("2024-01", "300", "120")):
        type_cell(bench, qtbot, "cohorts", 0, column, text)
    keys = [edit.merge_key for edit in bench.edits]
    assert keys == ["cohorts_0_0", "cohorts_0_1", "cohorts_0_2"]


def test_a_period_can_be_added_up_to_a_limit(bench: Bench) -> None:
    model = grid_of(bench, "cohorts").model()
    before = model.columnCount()
    click(bench, "add_period")
    assert model.columnCount() == before + 1
    for _ in range(MOST_PERIODS):
        bench.find(QPushButton, "add_period").click()
    assert model.columnCount() == MOST_PERIODS + 2


def test_the_period_is_chosen_by_mouse(bench: Bench) -> None:
    QTest.mouseClick(bench.find(QRadioButton, "period_days_1"), Qt.MouseButton.LeftButton)
    assert evidence_of(bench, SIGNAL, PmfEvidence).period_days == 7


def test_the_survey_is_typed(bench: Bench) -> None:
    for name, text in (("very", "1,030"), ("somewhat", "20"), ("not_at_all", "10")):
        QTest.keyClicks(bench.find(QLineEdit, f"survey_{name}"), text)
    assert evidence_of(bench, SIGNAL, PmfEvidence).survey == SurveyCounts(1030, 20, 10)
    assert bench.find(QLineEdit, "survey_very").text() == "1,030"
    for name in ("very", "somewhat", "not_at_all"):
        bench.find(QLineEdit, f"survey_{name}").selectAll()
        QTest.keyClick(bench.find(QLineEdit, f"survey_{name}"), Qt.Key.Key_Delete)
    assert answer_of(bench, SIGNAL).evidence is None


def test_a_count_that_is_no_number_is_named(bench: Bench) -> None:
    QTest.keyClicks(bench.find(QLineEdit, "survey_somewhat"), "a few")
    assert named_on_next(bench) == [("survey_somewhat", None)]
    assert "a few" in bench.text("pmf_problem")
    assert bench.find(QLineEdit, "survey_somewhat").text() == "a few"


def test_the_level_that_applies_is_said(bench: Bench, framework: Framework) -> None:
    click(bench, "go_business_model")
    assert bench.went_to == [StepId.START]
    bench.show(replace(empty_assessment(), business_model=BusinessModel.ENTERPRISE))
    share = framework.evidence.benchmarks[BusinessModel.ENTERPRISE]
    assert f"{round(100 * share)} %" in bench.text("benchmark")
    assert not bench.shown("go_business_model")


def test_the_worked_example_is_shown_with_its_curve(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    finding = answer_of(bench, SIGNAL).finding
    assert finding is not None
    assert bench.text("pmf_reason") == finding.reason
    assert cell(bench, "cohorts", 3, 0) == "2024-04"
    chart = bench.find(ChartView, "pmf_chart")
    qtbot.waitUntil(lambda: chart.ready, timeout=20_000)
    assert chart.table.rowCount() > 0
    assert finding.reason in chart.canvas.accessibleName()
    bench.show(empty_assessment())
    assert not bench.shown("pmf_chart")


def _line(cohort: CohortRow) -> str:
    return "\t".join(map(str, (cohort.start, cohort.size, *cohort.retained)))


def test_clearing_one_count_leaves_the_others_and_undo_brings_it_back(bench: Bench) -> None:
    for name, text in (("very", "30"), ("somewhat", "20")):
        QTest.keyClicks(bench.find(QLineEdit, f"survey_{name}"), text)
    assert not bench.find(QLineEdit, "survey_not_at_all").text(), "what nobody filled in stays empty"
    field = bench.find(QLineEdit, "survey_very")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert not field.text()
    assert evidence_of(bench, SIGNAL, PmfEvidence).survey == SurveyCounts(0, 20, 0)
    bench.undo()
    assert field.text() == "30"
    bench.show(empty_assessment())
    assert not field.text()
    filled = empty_assessment().with_signal(SIGNAL, evidence=PmfEvidence(survey=SurveyCounts(5, 0, 0)))
    bench.show(filled)
    assert bench.find(QLineEdit, "survey_somewhat").text() == "0"
