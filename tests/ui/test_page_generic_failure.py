from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Complaint, ComplaintEvidence
from readiness_gui.core.terms import Pole, SignalId
from readiness_gui.ui.pages.generic_failure import GenericFailurePage
from readiness_gui.ui.widgets.chart_view import ChartView
from tests import worked
from tests.ui.evidence_bench import (
    answer_of,
    at_cell,
    cell,
    editor_of,
    evidence_of,
    grid_of,
    named_on_next,
    paste,
    type_cell,
)
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench

SIGNAL = SignalId.GENERIC_FAILURE
LINE = "Ada\tExperts\tDetail\ttoo little\t2026-02-03\tinterview\n"


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(GenericFailurePage, empty_assessment())


def made(bench: Bench) -> tuple[Complaint, ...]:
    return evidence_of(bench, SIGNAL, ComplaintEvidence).complaints


def pick_pole(bench: Bench, qtbot: QtBot, row: int, downs: int) -> None:
    """Choose what a complaint says from its list, by keyboard."""
    view = at_cell(bench, "complaints", row, 3)
    QTest.keyClick(view, Qt.Key.Key_F2)
    box = editor_of(view)
    assert isinstance(box, QComboBox)
    for _ in range(downs):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor_of(view) is not box)


def test_every_control_is_named(bench: Bench) -> None:
    assert_named(bench.page)
    assert not bench.edits


def test_a_complaint_is_typed_and_its_end_chosen(bench: Bench, qtbot: QtBot) -> None:
    for column, text in ((0, "Ada"), (1, "Experts"), (2, "Detail"), (4, "3.2.2026"), (5, "interview")):
        type_cell(bench, qtbot, "complaints", 0, column, text)
    assert answer_of(bench, SIGNAL).evidence is None, "what it says is still missing"
    assert named_on_next(bench) == [("complaints", 0)]
    assert "Says" in bench.text("generic_failure_problem")
    assert "still empty" in bench.text("generic_failure_problem")
    pick_pole(bench, qtbot, 0, 2)
    assert made(bench) == (Complaint("Ada", "Experts", "Detail", Pole.HIGH, date(2026, 2, 3), "interview"),)
    assert named_on_next(bench) == []


def test_complaints_are_pasted(bench: Bench) -> None:
    paste(
        bench,
        "complaints",
        "user\tsegment\taxis\tpole\tdate\tsource\n" + LINE + "Bo\tNovices\tDetail\thigh\n",
    )
    assert [one.pole for one in made(bench)] == [Pole.LOW, Pole.HIGH]
    assert made(bench)[0].date == date(2026, 2, 3)
    assert cell(bench, "complaints", 1, 3) == "too much"


def test_a_pole_nobody_knows_is_said(bench: Bench) -> None:
    paste(bench, "complaints", LINE + "Bo\tNovices\tDetail\tpurple\n")
    assert len(made(bench)) == 1
    assert "purple" in bench.text("complaints_pasted")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "0"])
def test_a_date_that_is_none_stays_and_is_named(bench: Bench, qtbot: QtBot, text: str) -> None:
    paste(bench, "complaints", LINE)
    type_cell(bench, qtbot, "complaints", 0, 4, text)
    assert cell(bench, "complaints", 0, 4) == text
    assert named_on_next(bench) == [("complaints", 0)]
    assert text in bench.text("generic_failure_problem")


def test_the_pole_is_cleared_and_brought_back_by_undo(bench: Bench) -> None:
    paste(bench, "complaints", LINE)
    view = at_cell(bench, "complaints", 0, 3)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert answer_of(bench, SIGNAL).evidence is None
    assert cell(bench, "complaints", 0, 0) == "Ada", "the rest of the row stays"
    bench.undo()
    assert cell(bench, "complaints", 0, 3) == "too little"


def test_many_complaints_stay_quick(bench: Bench) -> None:
    paste(bench, "complaints", LINE * 500)
    assert len(made(bench)) == 500
    assert grid_of(bench, "complaints").model().rowCount() == 501


def test_the_worked_example_is_shown_with_its_chart(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    finding = answer_of(bench, SIGNAL).finding
    assert finding is not None
    assert bench.text("generic_failure_reason") == finding.reason
    chart = bench.find(ChartView, "generic_failure_chart")
    qtbot.waitUntil(lambda: chart.ready, timeout=20_000)
    assert chart.table.rowCount() > 0
