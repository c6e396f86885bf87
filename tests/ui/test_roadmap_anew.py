"""The roadmap's keys, and that it is made anew by itself when the evidence asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Roadmap
from readiness_gui.core.plan_edits import change_task, find_task
from readiness_gui.core.terms import Answer, SignalId, Status, SymptomId, TaskKind
from readiness_gui.ui.pages.roadmap import RoadmapPage
from readiness_gui.ui.widgets.task_table import TaskTable
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.plan_bench import Bench, filled_assessment
from tests.ui.roadmap_bench import ALT, choose, get, roadmap_bench, roadmap_of


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return roadmap_bench(qtbot, framework, today)


class TestKeys:
    def test_the_timeline_does_it_all(self, bench: Bench, qtbot: QtBot) -> None:
        timeline = choose(bench, "instrument-baseline")
        QTest.keyClick(timeline, Qt.Key.Key_Space)
        assert get(bench, "instrument-baseline").done
        at = [one.id for one in roadmap_of(bench).tasks].index("instrument-baseline")
        QTest.keyClick(timeline, Qt.Key.Key_Down, ALT)
        assert roadmap_of(bench).tasks[at + 1].id == "instrument-baseline"
        QTest.keyClick(timeline, Qt.Key.Key_Up, ALT)
        assert roadmap_of(bench).tasks[at].id == "instrument-baseline"
        QTest.keyClick(timeline, Qt.Key.Key_Delete)
        assert find_task(roadmap_of(bench), "instrument-baseline") is None
        before = len(roadmap_of(bench).tasks)
        QTest.keyClick(timeline, Qt.Key.Key_Insert)
        assert len(roadmap_of(bench).tasks) == before + 1
        assert bench.find(QLineEdit, "task_title").hasFocus()

    def test_the_table_does_it_all(self, bench: Bench) -> None:
        table = bench.find(TaskTable, "task_table")
        table.setFocus()
        table.setCurrentIndex(table.model().index(1, 1))
        second, third = roadmap_of(bench).tasks[1:3]
        QTest.keyClick(table, Qt.Key.Key_Down, ALT)
        assert roadmap_of(bench).tasks[2].id == second.id
        assert table.currentIndex().row() == 2, "the cursor goes along"
        QTest.keyClick(table, Qt.Key.Key_Up, ALT)
        QTest.keyClick(table, Qt.Key.Key_Delete)
        assert roadmap_of(bench).tasks[1].id == third.id
        before = len(roadmap_of(bench).tasks)
        QTest.keyClick(table, Qt.Key.Key_Insert)
        assert len(roadmap_of(bench).tasks) == before + 1

    @pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
    def test_the_window_does_not_take_these_keys(self, bench: Bench, key: Qt.Key) -> None:
        timeline = choose(bench, "instrument-baseline")
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, ALT)
        event.ignore()
        timeline.event(event)
        assert event.isAccepted()


class TestMadeAnew:
    def leave(self, bench: Bench) -> None:
        bench.page.hide()

    def come_back(self, bench: Bench, qtbot: QtBot) -> None:
        bench.page.show()
        qtbot.waitUntil(lambda: bench.page.isVisible())

    def test_other_evidence_makes_it_anew_when_the_page_is_opened(self, bench: Bench, qtbot: QtBot) -> None:
        bench.show(change_task(bench.assessment, "segment-detect", owner="Ada"))
        self.leave(bench)
        before = len(bench.edits)
        bench.show(bench.assessment.with_symptom(SymptomId.UNVALIDATED, Answer.YES))
        assert len(bench.edits) == before, "not behind the user's back"
        self.come_back(bench, qtbot)
        qtbot.waitUntil(lambda: len(bench.edits) == before + 1)
        assert roadmap_of(bench).tasks[0].kind is TaskKind.WARNING
        assert get(bench, "segment-detect").owner == "Ada"
        said = bench.text("roadmap_changes")
        assert said.startswith("The evidence has changed")
        assert "Added: Stop, fix and validate the generic experience." in said

    def test_what_is_undone_stays_undone_until_the_evidence_changes_again(
        self, bench: Bench, qtbot: QtBot
    ) -> None:
        before = len(bench.edits)
        bench.show(bench.assessment.with_symptom(SymptomId.UNVALIDATED, Answer.YES))
        qtbot.waitUntil(lambda: len(bench.edits) == before + 1)
        bench.undo()
        assert bench.text("roadmap_outdated").startswith("The evidence has changed since")
        self.leave(bench)
        self.come_back(bench, qtbot)
        qtbot.waitUntil(lambda: bench.shown("timeline"))
        bench.show(bench.assessment)
        QTest.qWait(0)
        assert len(bench.edits) == before + 1
        bench.show(bench.assessment.with_signal(SignalId.PMF, claimed=Status.UNCLEAR))
        qtbot.waitUntil(lambda: len(bench.edits) == before + 2)
        assert "Added: " in bench.text("roadmap_changes")
        assert "Dropped: " in bench.text("roadmap_changes")

    def test_nothing_moves_under_the_users_fingers(self, bench: Bench, qtbot: QtBot) -> None:
        title = bench.find(QLineEdit, "task_title")
        title.setFocus()
        QTest.keyClicks(title, "!")
        before = len(bench.edits)
        bench.show(bench.assessment.with_symptom(SymptomId.UNVALIDATED, Answer.YES))
        QTest.qWait(0)
        assert len(bench.edits) == before
        bench.find(Timeline, "timeline").setFocus()
        bench.show(bench.assessment)
        qtbot.waitUntil(lambda: len(bench.edits) == before + 1)

    def test_an_edit_is_no_reason(self, bench: Bench) -> None:
        timeline = choose(bench, "instrument-tracking")
        before = len(bench.edits)
        QTest.keyClick(timeline, Qt.Key.Key_Space)
        QTest.qWait(0)
        assert len(bench.edits) == before + 1

    def test_a_locked_assessment_is_left_alone(self, framework: Framework, today: date, qtbot: QtBot) -> None:
        locked = Bench(RoadmapPage, framework, filled_assessment(), today)
        locked.page.context = replace(locked.context, locked=lambda: True)
        qtbot.addWidget(locked.page, before_close_func=lambda _page: locked.tasks.stop())
        locked.page.show()
        qtbot.waitExposed(locked.page)
        QTest.qWait(0)
        assert not locked.edits
        old = Roadmap(start=date(2026, 3, 2), tasks=())
        locked.show(replace(locked.assessment, roadmap=old))
        QTest.qWait(0)
        assert not locked.edits
