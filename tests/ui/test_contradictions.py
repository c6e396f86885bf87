"""Contradictions in the pages and in the window: said beside the answer, before the verdict, and settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.flow import StepState, step_statuses
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, CohortRow, GateAnswer, PmfEvidence
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    GateResult,
    SignalId,
    Status,
    StepId,
    SymptomId,
    VerdictCode,
)
from readiness_gui.evidence.assess import assess_all
from readiness_gui.ui.home_list import ProductModel
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.page import Edit
from readiness_gui.ui.pages.pmf import PmfPage
from readiness_gui.ui.pages.review import ReviewPage
from readiness_gui.ui.pages.trap import TrapPage
from readiness_gui.ui.pages.verdict import VerdictPage
from readiness_gui.ui.widgets.tab_order import in_reading_order, takes_tab
from tests.ui.driver_gate import GateVerbs
from tests.ui.plan_bench import (
    Bench,
    MakeBench,
    assert_named,
    empty_assessment,
    filled_assessment,
    gate_figures,
    make_bench,
)

#: a year of cohorts of which the last four come back half as often
FALLING = tuple(
    CohortRow(f"2025-{n + 1:02d}", 60, (42 if n < 8 else 21, 30, 29, 29)[: 12 - n]) for n in range(12)
)


#: a curve that is flat and healthy, and four newest cohorts that come back half as often
HEALTHY = tuple(
    CohortRow(f"{2024 + n // 12}-{n % 12 + 1:02d}", 60, (46 if n < 14 else 22, *[34] * (17 - n))[: 18 - n])
    for n in range(18)
)


@pytest.fixture
def make(qtbot: QtBot, framework: Framework, today: date) -> MakeBench:
    return make_bench(qtbot, framework, today)


@pytest.fixture
def against() -> Assessment:
    """Answers that say go, with newest cohorts that do not come back."""
    return filled_assessment().with_signal(SignalId.PMF, evidence=PmfEvidence(cohorts=FALLING))


def test_agreement_is_quiet_and_contradiction_loud(make: MakeBench) -> None:
    gate = GateAnswer(finding=gate_figures(GateResult.RISING))
    one = replace(empty_assessment(), gate=gate).with_symptom(SymptomId.NO_DIFFERENCE, Answer.NO)
    bench = make(TrapPage, one)
    assert "agrees" in bench.text("symptom_no_difference_check")
    assert not bench.shown("symptom_no_difference_contradiction_notice")
    bench.show(one.with_symptom(SymptomId.NO_DIFFERENCE, Answer.YES))
    assert not bench.shown("symptom_no_difference_check")
    assert bench.shown("symptom_no_difference_contradiction_notice")
    assert "still rising" in bench.text("symptom_no_difference_contradiction")
    assert_named(bench.page)
    for symptom in set(SymptomId) - {SymptomId.NO_DIFFERENCE, SymptomId.UNVALIDATED}:
        assert "annot" in bench.text(f"symptom_{symptom.value}_check"), "what cannot be tested says so"


def test_the_link_leads_to_the_evidence(make: MakeBench, qtbot: QtBot, against: Assessment) -> None:
    bench = make(TrapPage, against)
    link = bench.find(QPushButton, "symptom_existing_only_evidence")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert bench.went_to == [StepId.PMF]
    assert "September 2025" in link.accessibleName()


def test_a_reason_settles_it_and_undo_brings_it_back(
    make: MakeBench, qtbot: QtBot, against: Assessment
) -> None:
    bench = make(TrapPage, against)
    assert bench.find(QWidget, "symptom_existing_only_contradiction_notice").property("role") == "warning"
    qtbot.keyClicks(bench.find(QPlainTextEdit, "symptom_existing_only_reason"), "a campaign")
    assert bench.assessment.symptom_reasons == {SymptomId.EXISTING_ONLY: "a campaign"}
    assert bench.find(QWidget, "symptom_existing_only_contradiction_notice").property("role") == "notice"
    assert {edit.merge_key for edit in bench.edits} == {"reason_existing_only"}
    qtbot.keyClicks(bench.find(QPlainTextEdit, "signal_pmf_reason"), "the same")
    assert bench.assessment.signal_reasons == {SignalId.PMF: "the same"}
    while bench.past:
        bench.undo()
    assert bench.find(QPlainTextEdit, "symptom_existing_only_reason").toPlainText() == ""


def test_signals_are_named_on_the_trap_only_where_something_is_against_them(
    make: MakeBench, against: Assessment
) -> None:
    bench = make(TrapPage, against)
    assert bench.shown("card_signals")
    assert "since September 2025 only 35 %" in bench.text("signal_pmf_contradiction")
    bench.show(against.with_signal(SignalId.PMF, claimed=Status.ABSENT))
    assert not bench.shown("card_signals")


def test_the_warning_stands_above_a_verdict_that_says_go(
    make: MakeBench, framework: Framework, against: Assessment
) -> None:
    bench = make(VerdictPage, against)
    assert bench.text("verdict_title") == framework.verdicts[VerdictCode.GO_2].title
    assert bench.shown("contradictions_first")
    assert bench.text("contradictions_title") == "First: two answers contradict the evidence entered."
    assert top(bench, "contradictions_title") < top(bench, "verdict_title")
    bench.show(
        against.with_signal(SignalId.ACTIVE_USERS, evidence=None)
        .with_signal(SignalId.DIVERSITY, claimed=Status.ABSENT)
        .with_signal(SignalId.RETENTION_PRIORITY, claimed=Status.ABSENT)
        .with_signal(SignalId.GENERIC_FAILURE, claimed=Status.ABSENT)
    )
    assert bench.text("verdict_title") == framework.verdicts[VerdictCode.STAY_1].title
    assert top(bench, "contradictions_title") > top(bench, "verdict_title"), "no go, so no warning first"
    bench.show(against)
    assert top(bench, "contradictions_title") < top(bench, "verdict_title")
    bench.show(filled_assessment())
    assert not bench.shown("contradictions_first")


def test_each_contradiction_of_the_verdict_leads_to_answer_and_evidence(
    make: MakeBench, qtbot: QtBot, against: Assessment
) -> None:
    bench = make(VerdictPage, against)
    for name in ("first_answer_symptom_existing_only", "first_evidence_signal_pmf"):
        link = bench.find(QPushButton, name)
        link.setFocus()
        qtbot.keyClick(link, Qt.Key.Key_Space)
    assert bench.went_to == [StepId.TRAP, StepId.PMF]
    assert_named(bench.page)
    order = [one.objectName() for one in in_reading_order(bench.page) if takes_tab(one)]
    first = order.index("first_answer_symptom_existing_only")
    assert order[first + 1] == "first_evidence_symptom_existing_only"
    last = order.index("first_evidence_signal_pmf")
    after = [one for one in order[last + 1 :] if not one.startswith("go_to_")]
    assert after[0] == "open_pmf", "what follows on the page follows with Tab"


def test_the_evidence_says_it_where_it_is_entered(make: MakeBench, against: Assessment) -> None:
    bench = make(PmfPage, against)
    assert bench.shown("newest_cohorts_notice")
    assert bench.text("newest_cohorts").startswith("Of users who started since September 2025 only 35 %")
    bench.show(filled_assessment())
    assert not bench.shown("newest_cohorts_notice")


def test_review_lists_it_among_what_is_to_be_mended(make: MakeBench, against: Assessment) -> None:
    bench = make(ReviewPage, against)
    assert bench.shown("review_problems")
    said = [one.text() for one in bench.page.findChildren(QLabel)]
    assert any(text.startswith("Only existing users move: You answered “No”.") for text in said)


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[GateVerbs]:
    made = GateVerbs(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def test_from_a_table_to_a_settled_contradiction_by_keyboard(
    driver: GateVerbs, framework: Framework, today: date
) -> None:
    driver.enter_cohorts(FALLING).answer_trap()
    assert "September 2025" in driver.contradicted(SymptomId.EXISTING_ONLY)
    states = {one.step: one for one in step_statuses(driver.assessment, framework, today)}
    assert states[StepId.TRAP].state is StepState.ATTENTION
    driver.use("symptom_existing_only_evidence")
    assert driver.step is StepId.PMF
    driver.explain(SymptomId.EXISTING_ONLY, "A fair in September.")
    assert driver.assessment.symptom_reasons == {SymptomId.EXISTING_ONLY: "A fair in September."}
    states = {one.step: one for one in step_statuses(driver.assessment, framework, today)}
    assert states[StepId.TRAP].state is StepState.DONE
    driver.settle()
    kept = driver.assessment
    driver.close_product()
    (name,) = driver.products
    assert name == "Acme"
    assert kept.symptom_reasons


def test_chip_and_list_say_what_is_to_be_settled_before_go(
    driver: GateVerbs, against: Assessment, framework: Framework, today: date
) -> None:
    healthy = against.with_signal(SignalId.PMF, evidence=PmfEvidence(cohorts=HEALTHY), claimed=None)
    healthy = replace(healthy, business_model=BusinessModel.CONSUMER_SUBSCRIPTION)
    assert assess_all(healthy, framework, today).signals[SignalId.PMF].status is Status.PRESENT
    chip = driver.find(QPushButton, "verdict_chip")
    driver.session.apply(Edit(lambda one: replace(healthy, id=one.id)))
    driver.settle()
    assert "2 to settle first · Go to stage 2" in chip.accessibleName()
    driver.close_product()
    listed = driver.find(QWidget, "home").findChild(ProductModel)
    assert isinstance(listed, ProductModel)
    driver.until(lambda: not driver.window.busy)
    assert listed.verdict_words(listed.summary(0)) == "2 to settle first · Go to stage 2"


def test_the_chip_follows_undo(driver: GateVerbs, against: Assessment) -> None:
    chip = driver.find(QPushButton, "verdict_chip")
    driver.session.apply(Edit(lambda one: replace(against, id=one.id)))
    driver.until(lambda: "settle" in chip.accessibleName())
    driver.undo()
    driver.until(lambda: "settle" not in chip.accessibleName())


def top(bench: Bench, name: str) -> int:
    """Return how far down the page a label stands, once the layout is up to date."""
    layout = bench.page.layout()
    assert layout is not None
    layout.activate()
    found = bench.find(QLabel, name)
    return found.mapTo(bench.page, found.rect().topLeft()).y()
