from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.plan_edits import change_task, find_task
from readiness_gui.core.roadmap import OWN
from readiness_gui.core.terms import SignalId, Status, TaskKind, VerdictCode
from readiness_gui.ui.pages.roadmap import RoadmapPage
from readiness_gui.ui.widgets.task_table import COLUMNS, TaskTable
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.plan_bench import Bench, assert_named, filled_assessment, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    made = make_bench(qtbot, framework, today)(RoadmapPage, filled_assessment())
    qtbot.waitUntil(lambda: made.assessment.roadmap is not None)
    return made


def roadmap_of(bench: Bench) -> Roadmap:
    assert bench.assessment.roadmap is not None
    return bench.assessment.roadmap


def tasks_of(bench: Bench) -> tuple[Task, ...]:
    return roadmap_of(bench).tasks


def work_of(bench: Bench) -> Task:
    return next(one for one in tasks_of(bench) if one.kind is TaskKind.WORK and one.end > one.start)


def now(bench: Bench, task: Task) -> Task:
    found = find_task(roadmap_of(bench), task.id)
    assert found is not None
    return found


def timeline_of(bench: Bench) -> Timeline:
    return bench.find(Timeline, "timeline")


def spot(bench: Bench, task: Task, share: float) -> QPoint:
    """Return a place on the bar of a task, ``share`` of its width from the left."""
    timeline = timeline_of(bench)
    scale = timeline.scale()
    assert scale is not None
    left, width = scale.span(task.start, task.end)
    row = [one.id for one in tasks_of(bench)].index(task.id)
    y = timeline.header_height() + round((row + 0.5) * timeline.row_height())
    return QPoint(round(left + width * share), y)


def drag(bench: Bench, start: QPoint, days: int) -> None:
    timeline = timeline_of(bench)
    scale = timeline.scale()
    assert scale is not None
    end = start + QPoint(round(days * scale.width / scale.days), 0)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(timeline, pos=(start + end) / 2)
    QTest.mouseMove(timeline, pos=end)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=end)


class TestMaking:
    def test_the_roadmap_is_made_when_the_page_is_first_opened(self, bench: Bench, today: date) -> None:
        assert roadmap_of(bench).start == today
        assert roadmap_of(bench).verdict is VerdictCode.GO_2
        assert len(bench.edits) == 1
        assert bench.shown("timeline")
        assert not bench.shown("no_roadmap")

    def test_undo_takes_it_back_and_it_is_not_forced_again(self, bench: Bench, qtbot: QtBot) -> None:
        bench.undo()
        qtbot.waitUntil(lambda: bench.shown("no_roadmap"))
        assert bench.assessment.roadmap is None
        assert len(bench.edits) == 1
        qtbot.mouseClick(bench.find(QPushButton, "make_roadmap"), Qt.MouseButton.LeftButton)
        assert tasks_of(bench)

    def test_a_page_that_is_not_on_screen_makes_nothing(
        self, framework: Framework, today: date, qtbot: QtBot
    ) -> None:
        quiet = Bench(RoadmapPage, framework, filled_assessment(), today)
        qtbot.addWidget(quiet.page)
        assert not quiet.edits

    def test_every_control_is_named(self, bench: Bench) -> None:
        assert_named(bench.page)
        assert timeline_of(bench).accessibleName()

    def test_updating_says_what_came_and_went_and_keeps_edits(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        task = work_of(bench)
        bench.show(change_task(bench.assessment, task.id, owner="Ada", title="Mine"))
        before = len(bench.edits)
        bench.show(bench.assessment.with_signal(SignalId.PMF, claimed=Status.UNCLEAR))
        qtbot.waitUntil(lambda: len(bench.edits) == before + 1)
        bench.undo()
        assert bench.shown("roadmap_outdated"), "whoever undoes it is told, and has the button"
        qtbot.mouseClick(bench.find(QPushButton, "update_roadmap"), Qt.MouseButton.LeftButton)
        said = bench.text("roadmap_changes")
        assert f"{framework.signals[SignalId.PMF].resolve_title}" in said
        assert "Added: " in said
        assert "Dropped: " in said
        assert now(bench, task).title == "Mine"
        assert not bench.shown("roadmap_outdated")

    def test_updating_without_a_change_says_so(self, bench: Bench, qtbot: QtBot) -> None:
        before = tasks_of(bench)
        qtbot.mouseClick(bench.find(QPushButton, "update_roadmap"), Qt.MouseButton.LeftButton)
        assert tasks_of(bench) == before
        assert "No task was added or dropped" in bench.text("roadmap_changes")

    def test_another_first_day_moves_what_nobody_edited(self, bench: Bench, today: date) -> None:
        task = work_of(bench)
        bench.find(QDateEdit, "roadmap_start").setDate(QDate(2026, 3, 9))
        assert roadmap_of(bench).start == date(2026, 3, 9)
        assert now(bench, task).start == task.start + timedelta(days=7)


class TestTimeline:
    def test_a_click_selects_everywhere(self, bench: Bench) -> None:
        task = work_of(bench)
        QTest.mouseClick(timeline_of(bench), Qt.MouseButton.LeftButton, pos=spot(bench, task, 0.5))
        assert timeline_of(bench).selected_id == task.id
        assert bench.find(QLineEdit, "task_title").text() == task.title
        table = bench.find(TaskTable, "task_table")
        assert tasks_of(bench)[table.currentIndex().row()].id == task.id
        assert len(bench.edits) == 1, "selecting is no edit"

    def test_a_bar_is_dragged_to_move(self, bench: Bench) -> None:
        task = work_of(bench)
        drag(bench, spot(bench, task, 0.5), 4)
        moved = now(bench, task)
        assert (moved.start, moved.end) == (date(2026, 3, 6), date(2026, 3, 17)), "8 working days as before"
        assert {"start", "end"} <= moved.edited

    def test_edges_are_dragged_to_resize(self, bench: Bench) -> None:
        task = work_of(bench)
        drag(bench, spot(bench, task, 1.0) - QPoint(1, 0), 3)
        assert now(bench, task).end == date(2026, 3, 16), "from a Saturday on to Monday"
        assert now(bench, task).start == task.start
        longer = now(bench, task)
        drag(bench, spot(bench, longer, 0.0) + QPoint(1, 0), 2)
        assert now(bench, task).start == task.start + timedelta(days=2)
        assert now(bench, task).end == longer.end

    def test_an_edge_does_not_cross_the_other(self, bench: Bench) -> None:
        task = work_of(bench)
        drag(bench, spot(bench, task, 1.0) - QPoint(1, 0), -60)
        assert now(bench, task).end == now(bench, task).start == task.start

    def test_keys_choose_move_and_resize(self, bench: Bench, qtbot: QtBot) -> None:
        timeline = timeline_of(bench)
        timeline.setFocus()
        qtbot.keyClick(timeline, Qt.Key.Key_Home)
        first = tasks_of(bench)[0]
        assert timeline.selected_id == first.id
        qtbot.keyClick(timeline, Qt.Key.Key_Down)
        task = tasks_of(bench)[1]
        assert timeline.selected_id == task.id
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        control = Qt.KeyboardModifier.ControlModifier
        assert (task.start, task.end) == (date(2026, 3, 9), date(2026, 3, 13))
        qtbot.keyClick(timeline, Qt.Key.Key_Right, alt)
        assert (now(bench, task).start, now(bench, task).end) == (date(2026, 3, 10), date(2026, 3, 16))
        qtbot.keyClick(timeline, Qt.Key.Key_Left, alt)
        qtbot.keyClick(timeline, Qt.Key.Key_Right, alt | shift)
        assert (now(bench, task).start, now(bench, task).end) == (task.start, date(2026, 3, 16))
        qtbot.keyClick(timeline, Qt.Key.Key_Left, control | shift)
        assert (now(bench, task).start, now(bench, task).end) == (date(2026, 3, 6), date(2026, 3, 16))
        assert len({edit.merge_key for edit in bench.edits[1:]}) == 1, "one step of undo"
        qtbot.keyClick(timeline, Qt.Key.Key_End)
        assert timeline.selected_id == tasks_of(bench)[-1].id

    def test_a_change_is_told_to_a_screen_reader(self, bench: Bench, qtbot: QtBot) -> None:
        timeline = timeline_of(bench)
        timeline.setFocus()
        qtbot.keyClick(timeline, Qt.Key.Key_End)
        task = tasks_of(bench)[-1]
        assert task.title in timeline.accessibleDescription()
        qtbot.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        day = now(bench, task).end
        assert f"{day.day} " in timeline.accessibleDescription()

    def test_enter_and_double_click_go_to_the_form(self, bench: Bench, qtbot: QtBot) -> None:
        timeline = timeline_of(bench)
        timeline.setFocus()
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
        assert bench.find(QLineEdit, "task_title").hasFocus()
        task = work_of(bench)
        QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=spot(bench, task, 0.5))
        assert bench.find(QLineEdit, "task_title").text() == task.title

    def test_mirrored_for_right_to_left(self, bench: Bench, qtbot: QtBot) -> None:
        bench.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        task = work_of(bench)
        scale = timeline_of(bench).scale()
        assert scale is not None
        assert scale.mirrored
        assert scale.x(task.start) > scale.x(task.end)
        drag(bench, spot(bench, task, 0.5), -3)
        assert now(bench, task).start == task.start + timedelta(days=3), "to the left is later"
        timeline = timeline_of(bench)
        timeline.setFocus()
        qtbot.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert now(bench, task).start == task.start + timedelta(days=4)


def rows_end(table: TaskTable) -> int:
    """Return where the last row ends, from the top of the first."""
    return table.verticalHeader().length()


class TestTable:
    def cell(self, bench: Bench, row: int, field: str) -> QPoint:
        table = bench.find(TaskTable, "task_table")
        return table.visualRect(table.model().index(row, COLUMNS.index(field))).center()

    def test_a_task_is_checked_with_space(self, bench: Bench, qtbot: QtBot) -> None:
        table = bench.find(TaskTable, "task_table")
        table.setFocus()
        table.setCurrentIndex(table.model().index(2, 0))
        qtbot.keyClick(table, Qt.Key.Key_Space)
        assert tasks_of(bench)[2].done
        qtbot.keyClick(table, Qt.Key.Key_Space)
        assert not tasks_of(bench)[2].done

    def test_a_cell_is_edited_in_place(self, bench: Bench, qtbot: QtBot) -> None:
        table = bench.find(TaskTable, "task_table")
        table.setFocus()
        table.setCurrentIndex(table.model().index(1, COLUMNS.index("title")))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = table.findChild(QLineEdit)
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, "Call ten users")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: tasks_of(bench)[1].title == "Call ten users")
        assert "title" in tasks_of(bench)[1].edited

    def test_a_date_is_edited_in_place(self, bench: Bench) -> None:
        model = bench.find(TaskTable, "task_table").model()
        model.setData(model.index(1, COLUMNS.index("end")), QDate(2026, 5, 1))
        assert tasks_of(bench)[1].end == date(2026, 5, 1)

    def test_a_long_owner_leaves_the_dates_in_sight_and_is_told_whole(
        self, bench: Bench, qtbot: QtBot
    ) -> None:
        owner = "Ada von und zu Hohenlohe-Waldenburg " * 3
        table, model = bench.find(TaskTable, "task_table"), bench.find(TaskTable, "task_table").model()
        bench.page.resize(700, 900)
        model.setData(model.index(0, COLUMNS.index("owner")), owner)
        at = model.index(0, COLUMNS.index("owner"))
        assert at.data(Qt.ItemDataRole.ToolTipRole) == owner.strip()
        qtbot.waitUntil(lambda: table.horizontalHeader().length() <= table.viewport().width())
        assert not table.isColumnHidden(COLUMNS.index("owner"))
        qtbot.waitUntil(lambda: abs(rows_end(table) - table.viewport().height()) <= 2)

    def test_the_table_is_as_high_as_its_rows_at_any_width(self, bench: Bench, qtbot: QtBot) -> None:
        table = bench.find(TaskTable, "task_table")
        for width in (330, 1000, 420, 700):
            bench.page.resize(width, 900)
            qtbot.waitUntil(lambda width=width: abs(table.width() - width) < 100)  # type: ignore[misc]
            qtbot.waitUntil(lambda: abs(rows_end(table) - table.viewport().height()) <= 2)

    def test_going_to_a_row_selects_its_task(self, bench: Bench, qtbot: QtBot) -> None:
        table = bench.find(TaskTable, "task_table")
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 1))
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert timeline_of(bench).selected_id == tasks_of(bench)[1].id


class TestForm:
    def test_title_owner_and_texts_are_edited_as_one_step_each(self, bench: Bench, qtbot: QtBot) -> None:
        task = tasks_of(bench)[0]
        for name, field in (("task_title", "title"), ("task_owner", "owner")):
            line = bench.find(QLineEdit, name)
            line.selectAll()
            qtbot.keyClicks(line, "Ada")
            assert getattr(now(bench, task), field) == "Ada"
        for name, field in (("task_done_when", "done_when"), ("task_detail", "detail")):
            note = bench.find(QPlainTextEdit, name)
            note.selectAll()
            qtbot.keyClicks(note, "said")
            assert getattr(now(bench, task), field) == "said"
        keys = [edit.merge_key for edit in bench.edits[1:]]
        assert len(set(keys)) == 4
        assert now(bench, task).edited == {"title", "owner", "done_when", "detail"}

    def test_dates_and_done(self, bench: Bench, qtbot: QtBot) -> None:
        task = tasks_of(bench)[0]
        bench.find(QDateEdit, "task_start").setDate(QDate(2026, 4, 1))
        assert now(bench, task).start == date(2026, 4, 1)
        assert now(bench, task).end >= date(2026, 4, 1)
        box = bench.find(QCheckBox, "task_done")
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
        assert now(bench, task).done

    def test_a_task_without_a_title_is_a_problem_beside_its_title(self, bench: Bench) -> None:
        task = tasks_of(bench)[3]
        bench.show(change_task(bench.assessment, task.id, title="  "))
        problems = bench.page.problems()
        assert [one.field for one in problems] == ["task_title"]
        bench.page.show_problems(problems)
        assert bench.shown("task_title_problem")
        assert timeline_of(bench).selected_id == task.id, "the task in question is the one shown"
        bench.page.show_problems(())
        assert not bench.shown("task_title_problem")


class TestOwnTasks:
    def test_a_task_is_added_named_and_taken_back(self, bench: Bench, qtbot: QtBot) -> None:
        before = len(tasks_of(bench))
        qtbot.mouseClick(bench.find(QPushButton, "add_task"), Qt.MouseButton.LeftButton)
        assert len(tasks_of(bench)) == before + 1
        own = tasks_of(bench)[1]
        assert own.id.startswith(OWN)
        title = bench.find(QLineEdit, "task_title")
        assert title.hasFocus()
        assert title.selectedText() == own.title, "typing names it"
        bench.undo()
        assert len(tasks_of(bench)) == before

    def test_redo_adds_the_very_same_task(self, bench: Bench, qtbot: QtBot) -> None:
        qtbot.mouseClick(bench.find(QPushButton, "add_task"), Qt.MouseButton.LeftButton)
        own, edit = tasks_of(bench)[1], bench.edits[-1]
        bench.undo()
        bench.show(edit.change(bench.assessment))
        assert tasks_of(bench)[1] == own

    def test_removing_goes_to_the_next_task(self, bench: Bench, qtbot: QtBot) -> None:
        first, second = tasks_of(bench)[:2]
        qtbot.mouseClick(bench.find(QPushButton, "remove_task"), Qt.MouseButton.LeftButton)
        assert find_task(roadmap_of(bench), first.id) is None
        assert first.id in roadmap_of(bench).removed
        assert timeline_of(bench).selected_id == second.id

    def test_the_last_task_can_be_removed_too(self, bench: Bench, qtbot: QtBot) -> None:
        only = roadmap_of(bench)
        bench.show(replace(bench.assessment, roadmap=replace(only, tasks=only.tasks[:1])))
        qtbot.mouseClick(bench.find(QPushButton, "remove_task"), Qt.MouseButton.LeftButton)
        assert tasks_of(bench) == ()
        assert not bench.shown("form")
        qtbot.mouseClick(bench.find(QPushButton, "remove_task"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(bench.find(QPushButton, "add_task"), Qt.MouseButton.LeftButton)
        assert len(tasks_of(bench)) == 1

    def test_tasks_are_reordered(self, bench: Bench, qtbot: QtBot) -> None:
        first, second = tasks_of(bench)[:2]
        qtbot.mouseClick(bench.find(QPushButton, "task_down"), Qt.MouseButton.LeftButton)
        assert [one.id for one in tasks_of(bench)[:2]] == [second.id, first.id]
        assert timeline_of(bench).selected_id == first.id
        qtbot.mouseClick(bench.find(QPushButton, "task_up"), Qt.MouseButton.LeftButton)
        assert [one.id for one in tasks_of(bench)[:2]] == [first.id, second.id]


def test_where_the_ninety_days_are_over_it_says_so_until_new_ones_begin(bench: Bench, today: date) -> None:
    assert "ended on" not in bench.text("roadmap_work")
    roadmap = bench.assessment.roadmap
    assert roadmap is not None
    for start, over in ((today - timedelta(days=89), False), (today - timedelta(days=90), True)):
        bench.show(replace(bench.assessment, roadmap=replace(roadmap, start=start)))
        assert bench.text("roadmap_work").startswith("The 90 days of this roadmap ended on") is over
    bench.find(QDateEdit, "roadmap_start").setDate(QDate(today.year, today.month, today.day))
    assert "ended on" not in bench.text("roadmap_work")
