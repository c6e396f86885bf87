"""The roadmap in the real window, by keyboard alone, with the real session behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence, Assessment
from readiness_gui.core.terms import (
    Answer,
    Choice,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TaskKind,
    VerdictCode,
)
from readiness_gui.core.workdays import count, is_workday, number_of
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.page import Edit
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.driver_roadmap import RoadmapVerbs


def ready(one: Assessment) -> Assessment:
    """All signals present, 300 users: the verdict is to build segments."""
    for signal in SignalId:
        one = one.with_signal(signal, claimed=Status.PRESENT, evidence_date=one.as_of)
    return one.with_signal(SignalId.ACTIVE_USERS, evidence=ActiveUsersEvidence(windows=(300,)))


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[RoadmapVerbs]:
    made = RoadmapVerbs(qtbot)
    made.start("Acme")
    made.session.apply(Edit(ready))
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def test_a_plan_is_made_fit_by_keys_alone(driver: RoadmapVerbs) -> None:
    assert driver.roadmap.verdict is VerdictCode.GO_2
    driver.bar("segment-detect")
    was = driver.task("segment-detect")
    driver.press("Alt+Right", 2)
    moved = driver.task("segment-detect")
    assert number_of(moved.start) - number_of(was.start) == 2
    assert count(moved.start, moved.end) == count(was.start, was.end)
    driver.press("Alt+Shift+Right").press("Ctrl+Shift+Right")
    sized = driver.task("segment-detect")
    assert number_of(sized.end) - number_of(moved.end) == 1
    assert number_of(sized.start) - number_of(moved.start) == 1
    driver.press("Space")
    assert driver.task("segment-detect").done
    driver.press("Space").press("Return")
    assert driver.focus == "task_title"
    driver.write("task_title", "Ask three questions").write("task_owner", "Ada")
    driver.write("task_done_when", "Nine of ten have a segment")
    driver.write("task_weeks_low", "2").write("task_weeks_high", "3")
    driver.write("roadmap_people", "1.5").settle()
    task = driver.task("segment-detect")
    assert (task.title, task.owner, task.done_when) == (
        "Ask three questions",
        "Ada",
        "Nine of ten have a segment",
    )
    assert (task.weeks_low, task.weeks_high) == (2.0, 3.0)
    assert driver.roadmap.people == 1.5
    assert "With 1.5 people" in driver.text("roadmap_work")


def test_tasks_are_added_reordered_linked_and_removed_by_keys_alone(driver: RoadmapVerbs) -> None:
    driver.bar("segment-control").press("Insert")
    assert driver.focus == "task_title"
    own = next(one for one in driver.roadmap.tasks if one.id.startswith("own-"))
    assert is_workday(own.start)
    driver.write("task_title", "Hire a researcher").wait_for("evaluate-gate")
    linked = driver.task(own.id)
    assert linked.after == {"evaluate-gate"}
    assert linked.start > driver.task("evaluate-gate").end
    place = [one.id for one in driver.roadmap.tasks].index(own.id)
    driver.bar(own.id).press("Alt+Up")
    assert [one.id for one in driver.roadmap.tasks].index(own.id) == place - 1
    driver.press("Delete")
    assert own.id not in {one.id for one in driver.roadmap.tasks}
    driver.press("Ctrl+Z", 2)
    assert driver.task(own.id) == linked


def test_a_circle_is_refused_in_the_window(driver: RoadmapVerbs) -> None:
    before = driver.roadmap
    driver.bar("segment-control").wait_for("evaluate-gate")
    assert driver.roadmap == before
    assert "cannot be the other way round" in driver.text("task_after_problem")


def test_what_an_edit_pushes_comes_back_with_one_undo(driver: RoadmapVerbs) -> None:
    before = driver.roadmap
    driver.bar("segment-adapt").press("Alt+Shift+Right", 6)
    assert driver.task("segment-first-reading").start > driver.task("segment-adapt").end
    assert "Moved along" in driver.text("timeline_notice")
    driver.undo()
    assert driver.roadmap == before


def test_evidence_changed_elsewhere_makes_the_plan_anew(driver: RoadmapVerbs, framework: Framework) -> None:
    driver.bar("segment-detect").press("Return").write("task_owner", "Ada")
    driver.answer_trap({SymptomId.COLLECT_FIRST: Answer.YES})
    steps = driver.window.wizard.model
    index = steps.index(list(StepId).index(StepId.ROADMAP), 0)
    reason = steps.data(index, Qt.ItemDataRole.ToolTipRole)
    assert reason.splitlines()[-1] == framework.phrase("roadmap.evidence_changed"), "the list says why"
    driver.on(StepId.ROADMAP).until(lambda: driver.roadmap.tasks[0].kind is TaskKind.WARNING)
    assert driver.text("roadmap_changes").startswith("The evidence has changed")
    assert driver.task("segment-detect").owner == "Ada"
    driver.bar("segment-detect")
    assert "! Warning" in driver.text("task_notes")
    driver.undo()
    assert "warning-trap" not in {one.id for one in driver.roadmap.tasks}
    driver.goto(StepId.GATE).goto(StepId.ROADMAP).settle()
    assert "warning-trap" not in {one.id for one in driver.roadmap.tasks}, "undone is undone"


def test_an_answer_to_a_trade_off_is_shown_on_its_tasks(driver: RoadmapVerbs) -> None:
    driver.answer_tradeoffs()
    driver.bar("segment-adapt")
    assert "↔ Your answer on Reversibility" in driver.text("task_notes")
    assert driver.assessment.tradeoffs
    assert all(one.choice is Choice.FIRST for one in driver.assessment.tradeoffs.values())


def test_an_older_assessment_keeps_its_roadmap(qtbot: QtBot, library_folder: Path) -> None:
    driver = RoadmapVerbs(qtbot)
    driver.open_sample()
    driver.session.apply(Edit(lambda one: one.with_symptom(SymptomId.UNVALIDATED, Answer.YES)))
    first = driver.session.product.assessments[0]
    driver.session.show(first.id)
    driver.goto(StepId.ROADMAP).settle()
    assert driver.assessment == first
    assert not driver.shown("roadmap_changes_notice")
    assert not driver.find(QLineEdit, "task_title").isEnabled(), (
        "what takes no edits does not look as if it did"
    )
    assert not driver.find(QLineEdit, "roadmap_people").isEnabled()
    driver.tab_to("timeline").press("Alt+Right")
    assert driver.assessment == first
    driver.window.close()
    driver.window.deleteLater()
    stop_log()


def test_the_keys_of_the_roadmap_stand_in_the_list_of_all_keys(driver: RoadmapVerbs) -> None:
    driver.bar("segment-control")
    driver.window.actions_.keys.trigger()
    table = driver.find(QTableWidget, "shortcuts_table")
    model = table.model()
    rows = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(table.rowCount())}
    assert "Alt+Shift+Right" in rows["Roadmap: move its last day"]
    hint = driver.find(Timeline, "timeline").hint()
    for key in ("Alt", "Ctrl", "Shift", "Space", "Ins", "Del", "Enter"):
        assert key in hint
    driver.click("close_shortcuts")


def test_dates_survive_a_save_and_the_next_start(driver: RoadmapVerbs) -> None:
    driver.bar("segment-control").press("Alt+Right", 3).write("roadmap_people", "2").settle()
    kept, path = driver.roadmap, driver.session.path
    driver.close_product().open(path).on(StepId.ROADMAP)
    assert driver.roadmap == kept
    assert all(is_workday(day) for one in kept.tasks for day in (one.start, one.end))
