"""Evidence in the real window: it reaches the assessment and the disk, is judged, undone and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import (
    ActiveUsersEvidence,
    ComplaintEvidence,
    DiversityEvidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import BusinessModel, Grade, Pole, Priority, SignalId, Status, StepId
from readiness_gui.storage import codec
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.page import Edit
from readiness_gui.ui.widgets.plan_fields import DateField
from tests import worked
from tests.ui.driver_evidence import STEPS, EvidenceVerbs
from tests.ui.driver_plan import PlanVerbs


class Driver(EvidenceVerbs, PlanVerbs):
    """Evidence and the plan together."""


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[Driver]:
    made = Driver(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


@pytest.mark.parametrize("step", list(STEPS.values()))
def test_what_is_typed_in_an_open_cell_reaches_the_assessment(driver: Driver, step: StepId) -> None:
    if step is StepId.PRIORITY:
        driver.goto(step).type("participant", "Ada")
        assert driver.answer(SignalId.RETENTION_PRIORITY).evidence is not None
        return
    grids = {
        StepId.PMF: ("cohorts", 1, "300"),
        StepId.DIVERSITY: ("interviews", 1, "speed"),
        StepId.GENERIC_FAILURE: ("complaints", 0, "Ada"),
        StepId.ACTIVE_USERS: ("windows", 0, "240"),
    }
    grid, column, text = grids[step]
    driver.goto(step)
    if step is StepId.GENERIC_FAILURE:
        driver.paste(grid, [["Bo", "Novices", "Detail", "high"]])
    signal = next(signal for signal, own in STEPS.items() if own is step)
    driver.type_cell(grid, 0, column, text)
    driver.qtbot.waitUntil(lambda: text in repr(driver.answer(signal).evidence), timeout=1000)


def test_an_open_editor_keeps_text_and_cursor_while_the_assessment_is_shown_again(driver: Driver) -> None:
    driver.goto(StepId.DIVERSITY).type_cell("interviews", 0, 0, "Adaline")
    editor = driver.editor("interviews")
    assert isinstance(editor, QLineEdit)
    editor.setCursorPosition(3)
    driver.qtbot.waitUntil(lambda: driver.cell("interviews", 0, 0) == "Adaline", timeout=1000)
    driver.settle()
    driver.session.apply(Edit(lambda one: replace(one, context_note="from elsewhere")))
    assert driver.editor("interviews") is editor
    assert editor.hasFocus()
    assert (editor.text(), editor.cursorPosition()) == ("Adaline", 3)
    QTest.keyClicks(editor, "x")
    driver.qtbot.waitUntil(lambda: driver.cell("interviews", 0, 0) == "Adaxline", timeout=1000)
    assert driver.editor("interviews") is editor
    assert editor.cursorPosition() == 4


def test_an_open_cell_in_the_last_row_stays_open_while_a_row_is_added_below(driver: Driver) -> None:
    driver.goto(StepId.ACTIVE_USERS)
    driver.type_cell("windows", 2, 0, "12")
    editor = driver.editor("windows")
    driver.qtbot.waitUntil(lambda: driver.grid("windows").model().rowCount() == 4, timeout=1000)
    QTest.keyClicks(editor, "34")
    driver.qtbot.waitUntil(lambda: driver.cell("windows", 2, 0) == "1234", timeout=1000)
    assert driver.editor("windows") is editor


def test_a_cell_left_open_survives_step_close_and_reopening(driver: Driver) -> None:
    driver.goto(StepId.DIVERSITY).type_cell("interviews", 0, 1, "speed")
    driver.goto(StepId.PMF)
    assert driver.answer(SignalId.DIVERSITY).evidence == DiversityEvidence(
        interviews=(Interview("", ("speed",)),)
    )
    driver.goto(StepId.DIVERSITY).type_cell("interviews", 1, 0, "Grace")
    path = driver.session.path
    driver.close_product()
    saved = codec.product_from_bytes(path.read_bytes()).assessments[-1].signals[SignalId.DIVERSITY].evidence
    assert isinstance(saved, DiversityEvidence)
    assert [one.user for one in saved.interviews] == ["", "Grace"]


def test_next_takes_an_open_cell_over_and_names_what_cannot_be_read(driver: Driver) -> None:
    driver.goto(StepId.ACTIVE_USERS).type_cell("windows", 0, 0, "lots")
    driver.next()
    assert driver.at(StepId.ACTIVE_USERS)
    assert "lots" in driver.text("active_users_problem")
    assert driver.cell("windows", 0, 0) == "lots"
    driver.next()
    assert driver.step is not StepId.ACTIVE_USERS, "pressed again, Next goes on"
    driver.goto(StepId.ACTIVE_USERS)
    assert driver.cell("windows", 0, 0) == "lots"


def test_undo_and_redo_go_cell_by_cell(driver: Driver) -> None:
    driver.goto(StepId.ACTIVE_USERS)
    for row, text in enumerate(("240", "210")):
        driver.type_cell("windows", row, 0, text)
        QTest.keyClick(driver.editor("windows"), Qt.Key.Key_Return)
        driver.until(lambda row=row, text=text: driver.cell("windows", row, 0) == text)  # type: ignore[misc]  # bound now
    driver.settle()
    driver.press("Ctrl+Z")
    assert driver.cell("windows", 1, 0) == ""
    assert driver.cell("windows", 0, 0) == "240"
    driver.press("Ctrl+Z")
    assert driver.answer(SignalId.ACTIVE_USERS).evidence is None
    driver.press("Ctrl+Shift+Z", 2)
    assert driver.cell("windows", 1, 0) == "210"
    assert driver.settle().answer(SignalId.ACTIVE_USERS).finding is not None


def test_the_whole_evidence_is_entered_and_judged_as_by_the_rules(driver: Driver) -> None:
    wanted = worked.evidence()
    driver.session.apply(Edit(lambda one: replace(one, business_model=BusinessModel.TRANSACTIONAL)))
    pmf = wanted[SignalId.PMF]
    told, wrong = wanted[SignalId.DIVERSITY], wanted[SignalId.GENERIC_FAILURE]
    users, order = wanted[SignalId.ACTIVE_USERS], wanted[SignalId.RETENTION_PRIORITY]
    assert isinstance(pmf, PmfEvidence)
    assert isinstance(told, DiversityEvidence)
    assert isinstance(wrong, ComplaintEvidence)
    assert isinstance(users, ActiveUsersEvidence)
    assert isinstance(order, PriorityEvidence)
    wanted[SignalId.ACTIVE_USERS] = replace(users, as_of=driver.assessment.as_of)
    driver.answer_pmf(pmf.cohorts, pmf.survey).interviews(told.interviews).complaints(wrong.complaints)
    driver.active_users(*users.windows).rank(*order.rankings)
    for signal, evidence in wanted.items():
        assert driver.answer(signal).evidence == evidence
        assert driver.answer(signal).status is Status.PRESENT, driver.answer(signal).finding
    assert driver.session.verdict.count == 5


def test_several_people_rank(driver: Driver) -> None:
    other = (worked.ORDER[1], worked.ORDER[0], *worked.ORDER[2:])
    driver.rank(Ranking("Ada", worked.ORDER), Ranking("Grace", other))
    evidence = driver.answer(SignalId.RETENTION_PRIORITY).evidence
    assert evidence == PriorityEvidence(rankings=(Ranking("Ada", worked.ORDER), Ranking("Grace", other)))
    assert driver.ranked[0] is Priority.ACTIVATION


def test_an_answer_against_the_evidence_needs_a_reason(driver: Driver) -> None:
    driver.active_users(240, 240, 240).claim(SignalId.ACTIVE_USERS, Status.ABSENT)
    assert driver.answer(SignalId.ACTIVE_USERS).status is Status.PRESENT, "the evidence counts meanwhile"
    driver.next()
    assert driver.step is StepId.ACTIVE_USERS
    assert driver.shown("override_reason_problem")
    driver.type("override_reason", "Half of them are our own staff.")
    assert driver.answer(SignalId.ACTIVE_USERS).status is Status.ABSENT
    driver.next()
    assert driver.step is not StepId.ACTIVE_USERS


def test_an_answer_without_evidence_is_a_claim(driver: Driver) -> None:
    driver.claim(SignalId.DIVERSITY, Status.UNCLEAR)
    answer = driver.answer(SignalId.DIVERSITY)
    assert (answer.claimed, answer.status, answer.grade) == (Status.UNCLEAR, Status.UNCLEAR, Grade.CLAIMED)
    assert answer.answered, "not knowing yet is an answer"
    driver.undo()
    assert not driver.answer(SignalId.DIVERSITY).answered


def test_date_confidence_grade_and_sources_are_kept(driver: Driver) -> None:
    driver.active_users(240, 240, 240)
    long_ago = date.today() - timedelta(days=200)  # noqa: DTZ011 - the user's own day
    field = driver.find(DateField, "evidence_date")
    field.setDate(long_ago)  # type: ignore[arg-type]  # PySide takes a date for a QDate
    driver.choose("confidence", 3).pick("grade", Grade.OBSERVED)
    sources = driver.find(QPlainTextEdit, "sources")
    sources.insertPlainText("Export of May\n\n  log  ")
    assert sources.toPlainText().endswith("  log  "), "what was typed stays as typed"
    answer = driver.answer(SignalId.ACTIVE_USERS)
    assert answer.evidence_date == long_ago
    assert (answer.confidence, answer.grade_set) == (4, Grade.OBSERVED)
    assert answer.sources == ("Export of May", "log")
    assert "stale" in driver.text("evidence_age")
    driver.click("evidence_date_clear")
    assert driver.answer(SignalId.ACTIVE_USERS).evidence_date is None


def test_a_date_to_come_is_named(driver: Driver) -> None:
    driver.active_users(240, 240, 240)
    field = driver.find(DateField, "evidence_date")
    field.setDate(date.today() + timedelta(days=40))  # type: ignore[arg-type]  # noqa: DTZ011 - as above
    driver.next()
    assert driver.step is StepId.ACTIVE_USERS
    assert driver.shown("evidence_date_row_problem")


def test_a_note_of_ten_thousand_characters_is_kept_and_found_again(driver: Driver) -> None:
    note = "".join(f"line {at}: שלום 日本語 😀 <b>\n" for at in range(500))[:10_000]
    driver.goto(StepId.PMF)
    field = driver.find(QPlainTextEdit, "note")
    field.setFocus()
    field.insertPlainText(note)
    assert driver.answer(SignalId.PMF).note == note
    path = driver.session.path
    driver.close_product()
    assert codec.product_from_bytes(path.read_bytes()).assessments[-1].signals[SignalId.PMF].note == note
    driver.open(path).goto(StepId.PMF)
    assert driver.text("note") == note


def test_survey_alone_is_judged_as_far_as_it_goes(driver: Driver) -> None:
    driver.answer_pmf((), SurveyCounts(30, 20, 10))
    assert driver.answer(SignalId.PMF).evidence == PmfEvidence(survey=SurveyCounts(30, 20, 10))
    assert driver.answer(SignalId.PMF).status is not Status.PRESENT


def test_complaints_of_the_verbs_are_those_of_the_assessment(driver: Driver) -> None:
    wanted = worked.evidence()[SignalId.GENERIC_FAILURE]
    assert isinstance(wanted, ComplaintEvidence)
    driver.complaints(wanted.complaints[:3])
    evidence = driver.answer(SignalId.GENERIC_FAILURE).evidence
    assert isinstance(evidence, ComplaintEvidence)
    assert [one.pole for one in evidence.complaints] == [Pole.LOW, Pole.HIGH, Pole.LOW]
