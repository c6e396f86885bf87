from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import DiversityEvidence, Interview
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.pages.diversity import DiversityPage
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

SIGNAL = SignalId.DIVERSITY


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(DiversityPage, empty_assessment())


def told(bench: Bench) -> tuple[Interview, ...]:
    return evidence_of(bench, SIGNAL, DiversityEvidence).interviews


def test_every_control_is_named_and_twenty_rows_wait(bench: Bench) -> None:
    assert_named(bench.page)
    assert grid_of(bench, "interviews").model().rowCount() == 20
    assert bench.text("interview_count").startswith("0 of 20")


def test_interviews_are_typed_and_counted(bench: Bench, qtbot: QtBot) -> None:
    type_cell(bench, qtbot, "interviews", 0, 0, "Ada")
    type_cell(bench, qtbot, "interviews", 0, 1, "Speed; templates ;; ")
    type_cell(bench, qtbot, "interviews", 1, 0, "Grace")
    type_cell(bench, qtbot, "interviews", 1, 1, "speed")
    assert told(bench) == (Interview("Ada", ("Speed", "templates")), Interview("Grace", ("speed",)))
    assert bench.text("interview_count") == "2 of 20 users, 2 profiles"
    assert cell(bench, "interviews", 0, 1) == "Speed; templates ;; "


def test_words_used_before_are_offered(bench: Bench, qtbot: QtBot) -> None:
    type_cell(bench, qtbot, "interviews", 0, 1, "full control; templates")
    view = at_cell(bench, "interviews", 1, 1)
    QTest.keyClicks(view, "s")
    editor = editor_of(view)
    assert isinstance(editor, QLineEdit)
    completer = editor.completer()
    assert completer is not None
    offered = completer.model()
    assert [offered.index(at, 0).data() for at in range(offered.rowCount())] == ["full control", "templates"]
    editor.setText("speed; temp")
    assert completer.splitPath(editor.text()) == ["temp"]
    assert completer.pathFromIndex(offered.index(1, 0)) == "speed; templates"
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_interviews_are_pasted_with_a_column_a_profile_or_one_cell(bench: Bench) -> None:
    paste(bench, "interviews", "user\tprofiles\nAda\tspeed; templates\nGrace\tspeed\tcompliance\n")
    assert told(bench) == (
        Interview("Ada", ("speed", "templates")),
        Interview("Grace", ("speed", "compliance")),
    )
    click(bench, "interviews_paste")
    assert len(told(bench)) == 4
    bench.undo()
    bench.undo()
    assert answer_of(bench, SIGNAL).evidence is None


def test_hostile_text_is_kept_as_text(bench: Bench) -> None:
    for hostile in ("<b>x</b>", "=1+1", "שלום", "日本語", "😀" * 30, "x" * 2000):
        paste(bench, "interviews", f"Ada\t{hostile}")
    assert [one.profiles[0] for one in told(bench)][:2] == ["<b>x</b>", "=1+1"]
    assert told(bench)[-1].profiles == ("x" * 2000,)


def test_a_user_without_a_label_is_named_on_next(bench: Bench, qtbot: QtBot) -> None:
    type_cell(bench, qtbot, "interviews", 3, 1, "speed")
    problems = named_on_next(bench)
    assert [row for _, row in problems] == [0] * len(problems), "the gap above was closed"


def test_delete_and_remove_can_be_undone(bench: Bench, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    view = at_cell(bench, "interviews", 0, 1)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert told(bench)[0].profiles == ()
    bench.undo()
    view.selectAll()
    click(bench, "interviews_remove")
    assert answer_of(bench, SIGNAL).evidence is None
    bench.undo()
    assert len(told(bench)) == 20
    assert cell(bench, "interviews", 19, 0) == "U19"


def test_the_worked_example_is_shown_with_its_chart(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    assert bench.text("interview_count") == "20 of 20 users, 5 profiles"
    chart = bench.find(ChartView, "diversity_chart")
    qtbot.waitUntil(lambda: chart.ready, timeout=20_000)
    assert chart.table.rowCount() == 5
