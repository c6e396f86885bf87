from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QTableWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import GateAnswer, GateReading
from readiness_gui.core.terms import Answer, GateResult, SymptomId
from readiness_gui.evidence.assess import assess_gate
from readiness_gui.ui.pages.gate import GatePage
from readiness_gui.ui.widgets.grid import Grid
from readiness_gui.ui.widgets.grid_model import GridModel
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, gate_figures, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(GatePage, empty_assessment())


def reading(month: int = 1, segment: str = "", **counts: int) -> GateReading:
    made = GateReading(
        month=month,
        segment=segment,
        control_users=1000,
        control_retained=300,
        treatment_users=1000,
        treatment_retained=400,
    )
    return replace(made, **counts)  # type: ignore[arg-type]  # counts by name


def model_of(bench: Bench) -> GridModel[GateReading]:
    model = bench.find(Grid, "readings").model()
    assert isinstance(model, GridModel)
    return model


def fill(bench: Bench, row: int, *cells: str) -> None:
    model = model_of(bench)
    for column, text in enumerate(cells):
        model.setData(model.index(row, column), text)


def paste(bench: Bench, qtbot: QtBot, text: str) -> None:
    QApplication.clipboard().setText(text)
    grid = bench.find(Grid, "readings")
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_the_page_explains_itself_and_every_control_is_named(bench: Bench) -> None:
    assert bench.shown("gate_explained")
    assert bench.shown("claim")
    assert_named(bench.page)
    assert bench.find(Grid, "readings").accessibleName()


def test_readings_are_typed_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    grid = bench.find(Grid, "readings")
    grid.setFocus()
    for column, text in enumerate(("", "1", "1000", "300", "1000", "400")):
        grid.setCurrentIndex(grid.model().index(0, column))
        if text:
            grid.edit(grid.currentIndex())
            editor = grid.findChild(QLineEdit)
            assert editor is not None
            QTest.keyClicks(editor, text)
            QTest.keyClick(editor, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: grid.findChild(QLineEdit) is None)
    assert bench.assessment.gate.readings == (reading(),)


def test_thousands_may_be_separated(bench: Bench) -> None:
    fill(bench, 0, "Team", "2", "1,000", "300", "1 000", "400")
    assert bench.assessment.gate.readings == (reading(2, "Team"),)


def test_there_is_always_an_empty_row_below(bench: Bench) -> None:
    model = model_of(bench)
    before = model.rowCount()
    fill(bench, before - 1, "", "1", "1000", "300", "1000", "400")
    assert model.rowCount() == before + 1


@pytest.mark.parametrize("text", ["abc", "1.5", "50 %", "", "1e3"])
def test_a_wrong_cell_is_kept_and_named_on_next(bench: Bench, text: str) -> None:
    fill(bench, 0, "", "1", "1000", text, "1000", "400")
    assert bench.assessment.gate.readings == ()
    problems = bench.page.problems()
    assert [(one.field, one.row) for one in problems] == [("readings", 0)]
    bench.page.show_problems(problems)
    assert bench.shown("readings_problem")
    assert "Row 1" in bench.text("readings_problem")
    model = model_of(bench)
    assert model.headerData(0, Qt.Orientation.Vertical) == "! 1"
    bench.show(bench.assessment)
    assert model.data(model.index(0, 3)) == text, "what was typed stays"


def test_more_retained_than_users_is_a_problem(bench: Bench) -> None:
    fill(bench, 1, "", "1", "100", "300", "1000", "400")
    problems = bench.page.problems()
    assert len(problems) == 1
    assert problems[0].row == 0, "the gap above was closed, so the number is the one on screen"
    fill(bench, 0, "", "1", "1000", "300", "1000", "400")
    assert not bench.page.problems()


def test_readings_are_pasted_from_a_spreadsheet(bench: Bench, qtbot: QtBot) -> None:
    paste(bench, qtbot, "\t1\t1000\t300\t1000\t400\nTeam\t2\t1000\t300\t1000\t400\n")
    assert bench.assessment.gate.readings == (reading(), reading(2, "Team"))
    assert len(bench.edits) == 1, "a paste is one step of undo"
    bench.undo()
    assert model_of(bench).values == ()


def test_lines_that_cannot_be_read_are_said_and_the_others_kept(bench: Bench, qtbot: QtBot) -> None:
    paste(bench, qtbot, "\t1\t1000\t300\t1000\t400\n\t2\tmany\t300\t1000\t400\n")
    assert bench.assessment.gate.readings == (reading(),)
    assert "many" in bench.text("readings_pasted")


def test_cells_are_cleared_and_rows_removed(bench: Bench, qtbot: QtBot) -> None:
    bench.show(replace(empty_assessment(), gate=GateAnswer(readings=(reading(), reading(2)))))
    grid = bench.find(Grid, "readings")
    grid.setCurrentIndex(grid.model().index(0, 0))
    grid.setFocus()
    qtbot.mouseClick(bench.find(QPushButton, "readings_remove"), Qt.MouseButton.LeftButton)
    assert [one.month for one in bench.assessment.gate.readings] == [2]
    grid.setCurrentIndex(grid.model().index(0, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert not bench.assessment.gate.readings


def test_readings_decide_with_interval_and_probability(bench: Bench, framework: Framework) -> None:
    gate = GateAnswer(readings=(reading(), reading(1, "Team"), reading(1, "Solo")))
    finding = assess_gate(gate, framework)
    assert finding is not None
    bench.show(replace(empty_assessment(), gate=replace(gate, finding=finding)))
    assert bench.text("gate_decision") == framework.gate_results[GateResult.RISING].name
    assert "+33.3 %" in bench.text("gate_lift")
    assert "interval" in bench.text("gate_lift")
    assert "15 %" in bench.text("gate_probability")
    assert not bench.shown("claim"), "what is measured leaves no room for a claim"
    table = bench.find(QTableWidget, "gate_segments")
    assert table.rowCount() == 2
    assert table.isVisible()


def test_the_sample_still_needed_is_said(bench: Bench) -> None:
    few = gate_figures(GateResult.UNDECIDED)
    few = replace(few, overall=replace(few.overall, control_users=100, users_per_arm_needed=400))
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=few)))
    assert "300 still to come" in bench.text("gate_needed")
    smaller = min(100, few.overall.treatment_users)
    assert f"about {math.ceil(400 / smaller)} months" in bench.text("gate_needed")
    unknown = replace(few, overall=replace(few.overall, users_per_arm_needed=None))
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=unknown)))
    assert "cannot be told" in bench.text("gate_needed")


def test_segments_left_out_of_the_lift_of_all_users_are_named(bench: Bench) -> None:
    figures = gate_figures(GateResult.RISING)
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=figures)))
    assert not bench.shown("gate_left_out")
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=replace(figures, left_out=("Experts",)))))
    assert bench.shown("gate_left_out")
    assert "“Experts” has users in one group only" in bench.text("gate_left_out")
    bench.show(empty_assessment())
    assert not bench.shown("gate_left_out"), "without readings nobody is left out"


def test_a_result_can_be_claimed_where_nothing_was_measured(bench: Bench, qtbot: QtBot) -> None:
    at = list(GateResult).index(GateResult.PLATEAU)
    radio = bench.find(QRadioButton, f"claimed_result_{at}")
    radio.setFocus()
    qtbot.keyClick(radio, Qt.Key.Key_Space)
    assert bench.assessment.gate.claimed is GateResult.PLATEAU
    assert bench.assessment.gate.result is GateResult.PLATEAU


def test_segments_formed_afterwards_prove_nothing(bench: Bench, qtbot: QtBot) -> None:
    fill(bench, 0, "", "1", "1000", "300", "1000", "400")
    no = list(Answer).index(Answer.NO)
    qtbot.mouseClick(bench.find(QRadioButton, f"formed_before_{no}"), Qt.MouseButton.LeftButton)
    assert bench.assessment.gate.formed_before is Answer.NO
    problems = bench.page.problems()
    assert [one.field for one in problems] == ["formed_before"]
    bench.page.show_problems(problems)
    assert bench.shown("formed_before_problem")


def test_a_contradiction_with_symptom_five_is_said(bench: Bench) -> None:
    gate = GateAnswer(finding=gate_figures(GateResult.RISING))
    one = replace(empty_assessment(), gate=gate, symptoms={SymptomId.NO_DIFFERENCE: Answer.YES})
    bench.show(one)
    assert bench.shown("gate_contradiction_notice")
    assert "still rising" in bench.text("gate_contradiction")
    bench.show(one.with_reason(SymptomId.NO_DIFFERENCE, "Another feature was tested."))
    assert bench.shown("gate_contradiction_notice"), "it is still said, with the reason"
    assert "Another feature" in bench.text("gate_contradiction")
    bench.show(replace(one, symptoms={SymptomId.NO_DIFFERENCE: Answer.NO}))
    assert not bench.shown("gate_contradiction_notice")


def test_the_note_is_kept(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClicks(bench.find(QPlainTextEdit, "gate_note"), "holiday month")
    assert bench.assessment.gate.note == "holiday month"
    assert {edit.merge_key for edit in bench.edits} == {"gate_note"}


def test_rows_of_one_month_and_segment_are_named_instead_of_a_result(bench: Bench) -> None:
    twice = (reading(1), reading(1, treatment_retained=410), reading(2))
    bench.show(replace(empty_assessment(), gate=GateAnswer(readings=twice)))
    assert "Row 2" in bench.text("gate_rule")
    assert "twice" in bench.text("gate_rule")
    assert "no readings" not in bench.text("gate_rule").lower()
    bench.show(replace(empty_assessment(), gate=GateAnswer(readings=twice[1:])))
    assert "Row 2" not in bench.text("gate_rule")
