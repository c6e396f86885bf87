"""The plan of the gate on its page and in the window: typed, suggested, checked, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.figures import MonthlyLift
from readiness_gui.core.flow import StepState, step_statuses
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    GateAnswer,
    GatePlan,
    GateReading,
)
from readiness_gui.core.terms import GateResult, SignalId, StepId, TaskKind
from readiness_gui.evidence.assess import assess_gate
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.pages.gate import GatePage
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.percent_field import PercentField
from tests import worked
from tests.ui.driver_gate import GateVerbs
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, gate_figures, make_bench

START = date(2026, 9, 1)
PLAN = GatePlan(baseline=0.31, users_a_month=640, growth=0.04, start=START)


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(GatePage, empty_assessment())


@pytest.fixture
def measured(framework: Framework) -> Assessment:
    """An assessment with evidence for everything and no plan yet."""
    return replace(worked.assessment(framework), gate=GateAnswer())


def type_in(bench: Bench, qtbot: QtBot, name: str, text: str) -> None:
    field = bench.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def said(bench: Bench) -> str:
    labels = [one for one in bench.page.findChildren(QLabel) if one.objectName().startswith("plan_line_")]
    return "\n".join(one.text() for one in labels)


def test_a_plan_is_typed_and_each_field_is_one_step_of_undo(bench: Bench, qtbot: QtBot) -> None:
    type_in(bench, qtbot, "plan_metric", "opens a report in week 4")
    type_in(bench, qtbot, "plan_segments", "New; Expert; Team")
    type_in(bench, qtbot, "plan_baseline", "31.5 %")
    type_in(bench, qtbot, "plan_users_a_month", "1,640")
    type_in(bench, qtbot, "plan_growth", "-4")
    assert bench.assessment.gate.plan == GatePlan(
        metric="opens a report in week 4",
        segments=("New", "Expert", "Team"),
        baseline=0.315,
        users_a_month=1640,
        growth=-0.04,
    )
    keys = [edit.merge_key for edit in bench.edits]
    assert list(dict.fromkeys(keys)) == [
        "plan_metric",
        "plan_segments",
        "plan_baseline",
        "plan_users_a_month",
        "plan_growth",
    ]
    assert bench.find(QLineEdit, "plan_baseline").text() == "31.5 %", "what is typed is not rewritten"
    assert not bench.page.problems()
    assert_named(bench.page)


def test_the_users_needed_and_the_day_are_said(bench: Bench) -> None:
    assert not bench.shown("plan_outlook")
    bench.show(replace(empty_assessment(), gate=GateAnswer(plan=PLAN)))
    assert bench.shown("plan_outlook")
    assert "2,536 in all" in said(bench)
    assert "reached on 23 December 2026" in said(bench)
    late = replace(PLAN, users_a_month=100)
    bench.show(replace(empty_assessment(), gate=GateAnswer(plan=late)))
    assert "more than a year" in said(bench)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("plan_baseline", "a third", "no number that can be read"),
        ("plan_baseline", "140", "cannot be"),
        ("plan_baseline", "0", "cannot be"),
        ("plan_baseline", "92", "would pass 100 %"),
        ("plan_users_a_month", "many", "no number that can be read"),
        ("plan_users_a_month", "0", "1 or more"),
        ("plan_growth", "-100", "-100 %"),
        ("plan_segments", "New; Expert", "3 to 5 segments"),
        ("plan_segments", "a;b;c;d;e;f", "Merge them"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(
    bench: Bench, qtbot: QtBot, name: str, text: str, words: str
) -> None:
    type_in(bench, qtbot, name, text)
    assert not bench.shown(f"{name}_problem"), "nothing is said while typing"
    problems = bench.page.problems()
    assert [one.field for one in problems] == [name]
    bench.page.show_problems(problems)
    assert words in bench.text(f"{name}_problem")
    bench.show(bench.assessment)
    assert bench.find(QLineEdit, name).text() == text, "what was typed stays"
    bench.page.show_problems(())
    assert not bench.shown(f"{name}_problem")


def test_a_suggestion_says_where_it_comes_from_and_is_one_click(
    bench: Bench, qtbot: QtBot, measured: Assessment
) -> None:
    bench.show(measured)
    bench.page.activateWindow()
    qtbot.waitUntil(bench.page.isActiveWindow)
    button = bench.find(QPushButton, "use_baseline_0")
    assert "from the retention curve" in button.text()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    taken = bench.assessment.gate.plan.baseline
    assert taken is not None
    assert f"{100 * taken:g} %" in button.accessibleName()
    assert bench.find(QLineEdit, "plan_baseline").text() == f"{100 * taken:g} %"
    assert bench.page.findChild(QPushButton, "use_baseline_0") is None, "what is taken is not offered again"
    assert bench.find(QLineEdit, "plan_baseline").hasFocus()
    bench.undo()
    assert bench.assessment.gate.plan.baseline is None


def test_every_field_but_the_start_has_a_suggestion_from_the_evidence(
    bench: Bench, qtbot: QtBot, measured: Assessment
) -> None:
    bench.show(measured)
    for field in ("metric", "segments", "users_a_month", "growth"):
        button = bench.find(QPushButton, f"use_{field}_0")
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    plan = bench.assessment.gate.plan
    assert plan.metric == "comes back in month 1"
    assert set(plan.segments) == set(worked.PROFILES)
    assert plan.users_a_month == 240
    assert plan.growth is not None
    assert bench.find(QLineEdit, "plan_segments").text() == "; ".join(plan.segments)
    assert "month 1" in bench.find(QPushButton, "use_baseline_0").text(), "the metric has a rate of its own"


def test_the_start_is_a_day_that_may_be_missing(bench: Bench) -> None:
    field = bench.find(OptionalDate, "plan_start_row")
    field.date_edited.emit(START)
    assert bench.assessment.gate.plan.start == START
    field.date_edited.emit(None)
    assert bench.assessment.gate.plan.start is None


@pytest.mark.parametrize(
    ("text", "share"),
    [("31", 0.31), ("31 %", 0.31), ("31,5", 0.315), ("+4 %", 0.04), ("-4", -0.04), ("", None), ("x", None)],
)
def test_a_share_is_read_in_per_cent(qtbot: QtBot, text: str, share: float | None) -> None:
    field = PercentField("share", "Share")
    qtbot.addWidget(field)
    field.setText(text)
    assert field.value == share
    assert field.unreadable is (text == "x")
    field.show_share(share)
    assert field.text() == text
    field.show_share(0.5)
    assert field.text() == "50 %"


def reading(month: int, segment: str, stayed: int) -> GateReading:
    return GateReading(
        month=month,
        segment=segment,
        control_users=400,
        control_retained=160,
        treatment_users=400,
        treatment_retained=stayed,
    )


def test_the_decision_stands_by_segment_with_holm_in_words_and_table(
    bench: Bench, framework: Framework
) -> None:
    gate = GateAnswer(readings=(reading(1, "New", 220), reading(1, "Expert", 165), reading(1, "Team", 200)))
    finding = assess_gate(gate, framework)
    assert finding is not None
    bench.show(replace(empty_assessment(), gate=replace(gate, finding=finding)))
    words = bench.text("gate_segments_words")
    assert "Holm" in words
    table = bench.find(QTableWidget, "gate_segments")
    header = [table.horizontalHeaderItem(at) for at in range(table.columnCount())]
    assert "p (Holm)" in [one.text() for one in header if one is not None]
    for one in finding.segments:
        assert f"{one.segment}: {round(100 * (one.lift or 0)):+} %" in words
        assert framework.gate_results[one.decision].name in words


def test_the_sample_still_needed_has_a_date(bench: Bench, framework: Framework, today: date) -> None:
    few = gate_figures(GateResult.UNDECIDED)
    few = replace(few, overall=replace(few.overall, control_users=100, users_per_arm_needed=400))
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=few)))
    day = today + timedelta(days=90)
    assert f"around {day.day} {framework.phrase(f'core.months.{day.month}')}" in bench.text("gate_needed")
    enough = replace(few, overall=replace(few.overall, users_per_arm_needed=100))
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=enough)))
    assert "around" not in bench.text("gate_needed")


def test_the_course_says_whether_it_has_levelled_off(bench: Bench) -> None:
    months = tuple(
        MonthlyLift(month=n, lift=one, low=0.1, high=0.3) for n, one in ((1, 0.2), (2, 0.21), (3, 0.22))
    )
    flat = replace(gate_figures(GateResult.PLATEAU), months=months)
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=flat)))
    assert "has levelled off" in bench.text("gate_drift")
    bench.show(replace(empty_assessment(), gate=GateAnswer(finding=replace(flat, months=months[:1]))))
    assert not bench.shown("gate_drift")


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[GateVerbs]:
    made = GateVerbs(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def test_a_gate_is_planned_by_keyboard_and_reaches_the_roadmap(
    driver: GateVerbs, framework: Framework, today: date
) -> None:
    driver.claim_stage(2).active_users(500, 540, 583)
    driver.on(StepId.GATE)
    driver.plan_gate(metric="comes back in month 2", segments="New; Expert; Team", baseline="31")
    driver.use("use_users_a_month_0").use("use_growth_0").use("plan_start_today").settle()
    plan = driver.assessment.gate.plan
    assert (plan.users_a_month, plan.baseline) == (583, 0.31)
    assert plan.growth == pytest.approx(0.086, abs=0.001)
    assert plan.start is not None
    assert "2,536 in all" in driver.text("plan_line_0")
    states = {one.step: one for one in step_statuses(driver.assessment, framework, today)}
    assert states[StepId.GATE].state is StepState.IN_PROGRESS
    gates = [task for task in driver.roadmap.tasks if task.kind is TaskKind.GATE]
    assert all("Planned: comes back in month 2" in task.detail for task in gates)
    driver.on(StepId.GATE).undo()
    assert driver.assessment.gate.plan == plan, "making the roadmap was the last edit"


def test_next_shows_what_is_wrong_and_leads_to_the_field(driver: GateVerbs) -> None:
    driver.plan_gate(baseline="140").next()
    assert driver.at(StepId.GATE)
    assert "140 % cannot be" in driver.text("plan_baseline_problem")
    driver.write("plan_baseline", "40").next()
    assert driver.at(StepId.EXPORT)
    assert driver.assessment.gate.plan.baseline == 0.4


def test_the_counts_of_active_users_are_the_suggestion(bench: Bench) -> None:
    counted = ActiveUsersEvidence(windows=(240,), window_days=28)
    bench.show(empty_assessment().with_signal(SignalId.ACTIVE_USERS, evidence=counted))
    assert (
        bench.find(QPushButton, "use_users_a_month_0").text() == "Use 240: active users of the last 28 days"
    )
