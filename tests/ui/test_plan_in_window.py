"""The planning steps in the real window, with the real session behind them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import AssessmentStatus, GateReading
from readiness_gui.core.terms import Answer, Detection, GateResult, StepId, SymptomId, TradeoffId, VerdictCode
from readiness_gui.core.workdays import number_of
from readiness_gui.ui.messages import stop_log
from tests.ui.driver_plan import PlanVerbs


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[PlanVerbs]:
    made = PlanVerbs(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def test_answers_reach_the_session_and_undo_takes_them_back(driver: PlanVerbs) -> None:
    driver.claim_stage(2, Detection.ONBOARDING)
    assert driver.assessment.claimed_stage == 2
    assert driver.assessment.segment_detection
    driver.undo()
    assert driver.assessment.detection is None
    driver.redo()
    assert driver.assessment.detection is Detection.ONBOARDING


def test_from_the_first_answers_to_the_pdf(driver: PlanVerbs, framework: Framework, tmp_path: Path) -> None:
    driver.claim_stage(1).answer_trap({SymptomId.COLLECT_FIRST: Answer.YES}).answer_tradeoffs()
    assert set(driver.assessment.symptoms) == set(SymptomId)
    assert set(driver.assessment.tradeoffs) == set(TradeoffId)
    driver.goto(StepId.REVIEW).click("see_verdict")
    assert driver.step is StepId.VERDICT
    assert driver.verdict_title == framework.verdicts[VerdictCode.STAY_1].title
    assert driver.shown("trap_beside_verdict")
    first = driver.roadmap.tasks[0]
    driver.export(tmp_path / "acme.pdf")
    with pikepdf.open(tmp_path / "acme.pdf") as made:
        (attached,) = made.attachments.values()
        assert b"Acme" in attached.get_file().read_bytes()
    assert first.title


def test_review_leads_to_an_answer_and_back(driver: PlanVerbs) -> None:
    driver.goto(StepId.REVIEW).click("change_trap")
    assert driver.step is StepId.TRAP
    driver.choose("symptom_unvalidated", 1).next()
    assert driver.shown("see_verdict")


def test_completing_is_undone(driver: PlanVerbs) -> None:
    driver.complete()
    assert driver.assessment.status is AssessmentStatus.COMPLETE
    assert driver.assessment.verdict is not None
    driver.undo()
    assert driver.assessment.completed is None


def test_the_roadmap_is_edited_and_survives_closing(driver: PlanVerbs) -> None:
    tasks = driver.roadmap.tasks
    driver.select_task(1).press("Alt+Right", 3)
    moved = driver.roadmap.tasks[1]
    assert number_of(moved.start) - number_of(tasks[1].start) == 3
    driver.press("Return")
    assert driver.find(QLineEdit, "task_title").hasFocus()
    driver.type("task_owner", "Ada").settle().close_product()
    (name,) = driver.products
    assert name == "Acme"


def test_undoing_the_roadmap_does_not_force_it_back(driver: PlanVerbs) -> None:
    assert driver.roadmap.tasks
    driver.undo()
    assert driver.assessment.roadmap is None
    assert driver.shown("no_roadmap")
    driver.redo()
    assert driver.assessment.roadmap is not None


def test_readings_are_judged_in_the_background(driver: PlanVerbs, framework: Framework) -> None:
    reading = GateReading(
        month=1, control_users=1000, control_retained=300, treatment_users=1000, treatment_retained=400
    )
    driver.enter_readings(reading)
    assert driver.assessment.gate.result is GateResult.RISING
    assert driver.text("gate_decision") == framework.gate_results[GateResult.RISING].name
    assert not driver.shown("claim")


def test_a_claim_counts_until_there_are_readings(driver: PlanVerbs) -> None:
    driver.claim_gate(GateResult.PLATEAU)
    assert driver.assessment.gate.result is GateResult.PLATEAU
