"""Working days, people, links and notes on the roadmap's page; what an edit says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.capacity import ranges
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import Answer, Choice, SymptomId, TradeoffId
from readiness_gui.ui.widgets.decimal_field import DecimalField
from readiness_gui.ui.widgets.predecessors import Predecessors
from readiness_gui.ui.widgets.task_table import COLUMNS, TaskTable
from readiness_gui.ui.widgets.timeline import Timeline
from readiness_gui.ui.widgets.timeline_scale import BEYOND, HORIZON, Scale, fitted, weekends
from tests.ui.plan_bench import Bench
from tests.ui.roadmap_bench import ALT, SHIFT, choose, get, roadmap_bench, roadmap_of


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return roadmap_bench(qtbot, framework, today)


def say(bench: Bench, field: str, text: str) -> None:
    line = bench.find(QLineEdit, field)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)


class TestWeekends:
    def test_a_typed_weekend_settles_and_the_page_says_so(self, bench: Bench) -> None:
        choose(bench, "instrument-tracking")
        assert bench.text("task_ends") == "8 working days."
        field = bench.find(QDateEdit, "task_end")
        field.setDate(QDate(2026, 3, 14))
        assert get(bench, "instrument-tracking").end == date(2026, 3, 16)
        assert field.date() == QDate(2026, 3, 16)
        said = bench.text("task_notice")
        assert said.startswith("14 March 2026 is on a weekend.")
        assert "it became 16 March 2026" in said
        assert bench.text("timeline_notice") == said
        field.setDate(QDate(2026, 3, 15))
        assert get(bench, "instrument-tracking").end == date(2026, 3, 13), "back the way it was moved"
        field.setDate(QDate(2026, 3, 12))
        assert not bench.shown("task_notice"), "nothing to say of a working day"

    def test_the_table_settles_too(self, bench: Bench) -> None:
        model = bench.find(TaskTable, "task_table").model()
        row = [one.id for one in roadmap_of(bench).tasks].index("instrument-tracking")
        model.setData(model.index(row, COLUMNS.index("end")), QDate(2026, 3, 14))
        assert get(bench, "instrument-tracking").end == date(2026, 3, 16)
        assert bench.shown("timeline_notice")

    def test_a_weekend_as_the_first_day_becomes_monday(self, bench: Bench) -> None:
        bench.find(QDateEdit, "roadmap_start").setDate(QDate(2026, 3, 14))
        assert roadmap_of(bench).start == date(2026, 3, 16)
        assert bench.find(QDateEdit, "roadmap_start").date() == QDate(2026, 3, 16)

    def test_keys_leap_over_the_weekend(self, bench: Bench) -> None:
        timeline = choose(bench, "instrument-baseline")
        assert get(bench, "instrument-baseline").end == date(2026, 3, 13)
        QTest.keyClick(timeline, Qt.Key.Key_Right, ALT | SHIFT)
        assert get(bench, "instrument-baseline").end == date(2026, 3, 16)
        QTest.keyClick(timeline, Qt.Key.Key_Left, ALT | SHIFT)
        assert get(bench, "instrument-baseline").end == date(2026, 3, 13)

    def test_weekends_are_shaded(self, bench: Bench, qtbot: QtBot) -> None:
        timeline = bench.find(Timeline, "timeline")
        scale = timeline.scale()
        assert scale is not None
        picture = timeline.grab().toImage()
        ratio = picture.devicePixelRatio()
        below = timeline.height() - 2

        def colour(day: date) -> str:
            left, width = scale.span(day, day)
            return picture.pixelColor(round((left + width / 2) * ratio), round(below * ratio)).name()

        assert colour(date(2026, 3, 14)) == colour(date(2026, 3, 15)) != colour(date(2026, 3, 11))

    @pytest.mark.parametrize("first", [date(2026, 3, day) for day in range(2, 9)])
    def test_each_weekend_of_the_scale_is_found_once(self, first: date) -> None:
        scale = Scale(first, 24, 0.0, 100.0)
        days = [first.fromordinal(first.toordinal() + at) for at in range(24)]
        found = [day for one, last in weekends(scale) for day in days if one <= day <= last]
        assert found == [day for day in days if day.isoweekday() > 5]


class TestPeople:
    def test_people_turn_weeks_into_dates(self, bench: Bench) -> None:
        assert "Say how many people" in bench.text("roadmap_work")
        say(bench, "roadmap_people", "1")
        assert roadmap_of(bench).people == 1.0
        assert "the last of them ends 29 April – 13 May" in bench.text("roadmap_work")
        choose(bench, "segment-adapt")
        assert bench.text("task_ends").startswith("11 working days. By its weeks")
        assert "ends 27 April – 8 May" in bench.text("task_ends")
        model = bench.find(TaskTable, "task_table").model()
        row = [one.id for one in roadmap_of(bench).tasks].index("segment-adapt")
        shown = model.data(model.index(row, COLUMNS.index("title")))
        assert shown.splitlines()[-1].endswith("ends 27 April – 8 May")
        assert "ends 27 April – 8 May" in bench.find(Timeline, "timeline").accessibleDescription()

    def test_typing_a_number_is_one_step_of_undo(self, bench: Bench) -> None:
        before = len(bench.edits)
        say(bench, "roadmap_people", "2,5")
        assert roadmap_of(bench).people == 2.5
        assert {edit.merge_key for edit in bench.edits[before:]} == {"people"}
        say(bench, "roadmap_people", "")
        assert roadmap_of(bench).people is None

    @pytest.mark.parametrize("text", ["many", "0", "1000", "5%", "-1"])
    def test_what_is_no_number_of_people_stays_and_is_named(self, bench: Bench, text: str) -> None:
        say(bench, "roadmap_people", text)
        (problem,) = bench.page.problems()
        assert problem.field == "roadmap_people"
        bench.page.show_problems([problem])
        assert bench.shown("roadmap_people_problem")
        bench.show(bench.assessment)
        assert bench.find(QLineEdit, "roadmap_people").text() == text
        say(bench, "roadmap_people", ".5")
        assert roadmap_of(bench).people == 0.5
        assert not bench.page.problems()

    def test_weeks_are_edited_in_the_form(self, bench: Bench) -> None:
        choose(bench, "instrument-tracking")
        say(bench, "task_weeks_high", "3")
        say(bench, "task_weeks_low", "1.5")
        task = get(bench, "instrument-tracking")
        assert (task.weeks_low, task.weeks_high) == (1.5, 3.0)
        assert task.edited == {"weeks_low", "weeks_high"}
        say(bench, "task_weeks_low", "much")
        assert [one.field for one in bench.page.problems()] == ["task_weeks_low"]
        choose(bench, "instrument-baseline")
        assert bench.find(DecimalField, "task_weeks_low").text() == "", "not the words of another task"

    def test_the_strip_reaches_from_the_earliest_to_the_latest_end(self, bench: Bench) -> None:
        timeline = bench.find(Timeline, "timeline")
        before = timeline.grab().toImage()
        say(bench, "roadmap_people", "1")
        choose(bench, "milestone-profiles")
        scale = timeline.scale()
        assert scale is not None
        found = ranges(roadmap_of(bench))["segment-adapt"]
        row = [one.id for one in roadmap_of(bench).tasks].index("segment-adapt")
        y = timeline.header_height() + row * timeline.row_height() + timeline.row_height() // 4 + 2
        picture = timeline.grab().toImage()
        left, _ = scale.span(found.late, found.late)
        _, inside = scale.span(found.early, found.late)
        middle = QPoint(round(left - inside / 3), y + timeline.row_height() // 4)
        assert inside > 0
        area = [
            picture.pixelColor(middle + QPoint(dx, dy)).name()
            for dx in range(-4, 5)
            for dy in (-2, -1, 0, 1, 2)
        ]
        was = [
            before.pixelColor(middle + QPoint(dx, dy)).name()
            for dx in range(-4, 5)
            for dy in (-2, -1, 0, 1, 2)
        ]
        assert area != was
        assert len(set(area)) >= 2, "dotted, not a colour alone"

    def test_a_late_end_far_away_does_not_squeeze_the_ninety_days(self, bench: Bench) -> None:
        say(bench, "roadmap_people", "0.1")
        scale = bench.find(Timeline, "timeline").scale()
        assert scale is not None
        assert scale.days == HORIZON + BEYOND
        assert "past the end of the 90 days" in bench.text("roadmap_work")
        near = fitted(roadmap_of(bench), 0.0, 100.0, late=date(2026, 6, 5))
        assert near.days == HORIZON + 6


class TestLinks:
    def toggle(self, bench: Bench, name: str) -> None:
        """Check or uncheck a task in the list, by keyboard."""
        others = bench.find(Predecessors, "task_after")
        others.setFocus()
        QTest.keyClick(others, Qt.Key.Key_Home)
        for _ in range(others.count()):
            item = others.currentItem()
            if item.data(Qt.ItemDataRole.UserRole) == name:
                QTest.keyClick(others, Qt.Key.Key_Space)
                return
            QTest.keyClick(others, Qt.Key.Key_Down)
        raise AssertionError(f"no {name}")

    def test_what_a_task_waits_for_is_checked_in_a_list(self, bench: Bench) -> None:
        choose(bench, "segment-adapt")
        others = bench.find(Predecessors, "task_after")
        checked = {
            others.item(row).data(Qt.ItemDataRole.UserRole)
            for row in range(others.count())
            if others.item(row).checkState() == Qt.CheckState.Checked
        }
        assert checked == {"segment-control"}
        assert others.count() == len(roadmap_of(bench).tasks) - 1, "all but itself"
        assert bench.text("task_waits") == f"Now: {get(bench, 'segment-control').title}"
        self.toggle(bench, "segment-control")
        assert get(bench, "segment-adapt").after == frozenset()
        assert bench.text("task_waits") == "Now: nothing"
        self.toggle(bench, "instrument-tracking")
        assert get(bench, "segment-adapt").after == {"instrument-tracking"}

    def test_a_link_pushes_and_says_so_in_one_step(self, bench: Bench) -> None:
        before = bench.assessment
        choose(bench, "segment-control")
        self.toggle(bench, "segment-detect")
        assert get(bench, "segment-control").start == date(2026, 4, 15)
        moved = get(bench, "segment-adapt")
        assert moved.start == date(2026, 4, 20)
        assert f"{moved.title} (20 April 2026)" in bench.text("task_notice")
        bench.undo()
        assert bench.assessment == before

    def test_a_circle_is_refused_with_a_sentence(self, bench: Bench) -> None:
        before = bench.assessment
        choose(bench, "segment-control")
        self.toggle(bench, "evaluate-gate")
        assert bench.assessment == before
        assert "waits for" in bench.text("task_after_problem")
        others = bench.find(Predecessors, "task_after")
        assert others.currentItem().checkState() is Qt.CheckState.Unchecked, "the list shows what is so"
        self.toggle(bench, "instrument-tracking")
        assert not bench.shown("task_after_problem")

    def test_lengthening_pushes_what_waits_never_pulls(self, bench: Bench) -> None:
        timeline = choose(bench, "segment-control")
        was = get(bench, "segment-adapt")
        for _ in range(8):
            QTest.keyClick(timeline, Qt.Key.Key_Right, ALT | SHIFT)
        pushed = get(bench, "segment-adapt")
        assert pushed.start > was.start
        assert pushed.title in bench.text("timeline_notice")
        assert len({edit.merge_key for edit in bench.edits[1:]}) == 1, "one step of undo"
        for _ in range(8):
            QTest.keyClick(timeline, Qt.Key.Key_Left, ALT | SHIFT)
        assert get(bench, "segment-adapt") == pushed

    def test_a_task_stops_at_what_it_waits_for_and_says_so(self, bench: Bench) -> None:
        timeline = choose(bench, "segment-adapt")
        for _ in range(10):
            QTest.keyClick(timeline, Qt.Key.Key_Left, ALT)
        assert get(bench, "segment-adapt").start == date(2026, 4, 6)
        assert "so it begins on 6 April 2026" in bench.text("timeline_notice")

    def test_links_are_drawn_and_those_of_the_selected_task_stronger(self, bench: Bench) -> None:
        timeline = choose(bench, "instrument-tracking")
        tied = timeline.grab().toImage()
        roadmap = roadmap_of(bench)
        loose = tuple(replace(one, after=frozenset()) for one in roadmap.tasks)
        bench.show(replace(bench.assessment, roadmap=replace(roadmap, tasks=loose)))
        assert timeline.grab().toImage() != tied
        bench.show(replace(bench.assessment, roadmap=roadmap))
        assert timeline.grab().toImage() == tied

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    def test_links_to_what_begins_before_are_drawn_too(
        self, bench: Bench, direction: Qt.LayoutDirection
    ) -> None:
        bench.page.setLayoutDirection(direction)
        roadmap = roadmap_of(bench)
        odd = tuple(
            replace(one, start=roadmap.start, end=roadmap.start) if one.id == "milestone-gate" else one
            for one in roadmap.tasks
        )
        bench.show(replace(bench.assessment, roadmap=replace(roadmap, tasks=odd)))
        assert not bench.find(Timeline, "timeline").grab().isNull()
        assert "begins before" in bench.text("roadmap_work")


class TestNotes:
    def test_warnings_and_answers_stand_in_form_and_table(self, bench: Bench, framework: Framework) -> None:
        warned = bench.assessment.with_symptom(SymptomId.COLLECT_FIRST, Answer.YES)
        bench.show(warned.with_tradeoff(TradeoffId.BUILD, choice=Choice.SECOND))
        choose(bench, "segment-detect")
        first, second = bench.text("task_notes").splitlines()
        assert first.startswith("! Warning")
        assert framework.symptoms[SymptomId.COLLECT_FIRST].advice in first
        assert second.startswith("↔ ")
        assert framework.tradeoffs[TradeoffId.BUILD].second in second
        model = bench.find(TaskTable, "task_table").model()
        row = [one.id for one in roadmap_of(bench).tasks].index("segment-detect")
        index = model.index(row, COLUMNS.index("title"))
        title = get(bench, "segment-detect").title
        assert model.data(index) == f"{title}\n! Collecting first · ↔ Buy it"
        assert model.data(index, Qt.ItemDataRole.EditRole) == title, "the cell edits the title alone"

    def test_a_task_without_notes_shows_none(self, bench: Bench) -> None:
        choose(bench, "milestone-profiles")
        assert not bench.shown("task_notes")
