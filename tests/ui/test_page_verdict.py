from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    Detection,
    GateResult,
    Priority,
    SignalId,
    Status,
    StepId,
    SymptomId,
    VerdictCode,
)
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.ui.pages.verdict import VerdictPage
from readiness_gui.ui.widgets.plan_fields import PickField
from readiness_gui.ui.widgets.stage_ladder import StageLadder
from readiness_gui.ui.widgets.whatif import WhatIfPanel
from tests.ui.plan_bench import NOON, Bench, assert_named, empty_assessment, filled_assessment, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(VerdictPage, filled_assessment())


def panel(bench: Bench) -> WhatIfPanel:
    found = bench.page.findChild(WhatIfPanel)
    assert found is not None
    return found


def title(framework: Framework, code: VerdictCode) -> str:
    return framework.verdicts[code].title


def pick(bench: Bench, qtbot: QtBot, name: str, value: object) -> None:
    field = bench.find(PickField, name)
    field.setFocus()
    steps = 0
    while field.value != value and steps < 10:
        qtbot.keyClick(field, Qt.Key.Key_Home if steps == 0 else Qt.Key.Key_Down)
        steps += 1
    assert field.value == value


def test_the_verdict_of_the_answers_is_shown(bench: Bench, framework: Framework) -> None:
    assert bench.text("verdict_title") == title(framework, VerdictCode.GO_2)
    assert "five" in bench.text("verdict_headline").lower()
    assert framework.verdicts[VerdictCode.GO_2].action in bench.text("verdict_action")
    assert not bench.edits


def test_an_empty_assessment_has_a_verdict_too(bench: Bench, framework: Framework) -> None:
    bench.show(empty_assessment())
    assert bench.text("verdict_title") == title(framework, VerdictCode.STAY_1)
    assert bench.shown("resolve_first")


def test_every_control_is_named(bench: Bench, qtbot: QtBot) -> None:
    bench.show(empty_assessment())
    qtbot.mouseClick(bench.find(QToolButton, "open_whatif"), Qt.MouseButton.LeftButton)
    assert_named(bench.page)


@pytest.mark.parametrize("status", list(Status))
def test_a_signal_says_its_status_in_a_word_and_a_form(bench: Bench, status: Status) -> None:
    bench.show(bench.assessment.with_signal(SignalId.DIVERSITY, claimed=status))
    words = {Status.PRESENT: "● present", Status.ABSENT: "○ absent", Status.UNCLEAR: "? not known yet"}
    assert bench.text("status_diversity") == words[status]


def test_age_and_grade_stand_beside_a_signal(bench: Bench) -> None:
    assert bench.text("grade_pmf") == "claimed, 10 days old"
    bench.show(bench.assessment.with_signal(SignalId.PMF, evidence_date=date(2025, 3, 2)))
    assert "stale" in bench.text("grade_pmf")
    bench.show(bench.assessment.with_signal(SignalId.PMF, evidence_date=None))
    assert "undated" in bench.text("grade_pmf")
    bench.show(empty_assessment())
    assert bench.text("grade_pmf") == "not provided"


@pytest.mark.parametrize("signal", list(SignalId))
def test_a_signal_leads_to_its_step(bench: Bench, qtbot: QtBot, signal: SignalId) -> None:
    qtbot.mouseClick(bench.find(QPushButton, f"open_{signal.value}"), Qt.MouseButton.LeftButton)
    assert bench.went_to == [STEP_OF_SIGNAL[signal]]


def test_what_to_resolve_first_leads_to_its_step(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.shown("resolve_first")
    bench.show(filled_assessment(pmf=Status.UNCLEAR))
    assert bench.shown("resolve_first")
    qtbot.mouseClick(bench.find(QPushButton, "resolve_pmf"), Qt.MouseButton.LeftButton)
    assert bench.went_to == [StepId.PMF]


def test_a_symptom_puts_the_warning_beside_the_verdict(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.shown("trap_beside_verdict")
    bench.show(bench.assessment.with_symptom(SymptomId.COLLECT_FIRST, Answer.YES))
    assert bench.shown("trap_beside_verdict")
    qtbot.mouseClick(bench.find(QPushButton, "open_trap"), Qt.MouseButton.LeftButton)
    assert bench.went_to == [StepId.TRAP]


def test_the_trace_names_each_rule_once_in_order(bench: Bench, framework: Framework) -> None:
    verdict = decide(inputs_of(bench.assessment), framework)
    heads = [bench.find(QToolButton, f"trace_{entry.rule}") for entry in verdict.trace]
    for head, entry in zip(heads, verdict.trace, strict=True):
        assert framework.rules[entry.rule].name in head.accessibleName()
        assert ("Decided" in head.accessibleName()) == entry.fired
        assert ("Not reached" in head.accessibleName()) == (not entry.reached)


def test_a_rule_is_opened_by_keyboard_and_says_why(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    head = bench.find(QToolButton, "trace_B1")
    assert not head.isChecked()
    head.setFocus()
    qtbot.keyClick(head, Qt.Key.Key_Space)
    assert head.isChecked()
    fold = head.parentWidget()
    assert fold is not None
    shown = " ".join(one.text() for one in fold.findChildren(QLabel))
    assert framework.rules["B1"].why in shown
    assert "Looked at" in shown


def test_rules_not_reached_are_folded_away(bench: Bench, qtbot: QtBot) -> None:
    fold = bench.find(QToolButton, "trace_not_reached")
    assert not bench.shown("trace_HOLD_3")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert bench.shown("trace_HOLD_3")


@pytest.mark.parametrize(
    ("users", "row"), [(0, 0), (99, 0), (100, 1), (499, 1), (500, 2), (1999, 2), (2000, 3)]
)
def test_the_row_of_the_users_is_marked(bench: Bench, users: int, row: int) -> None:
    from readiness_gui.core.model import ActiveUsersEvidence

    evidence = ActiveUsersEvidence(windows=(users,))
    bench.show(bench.assessment.with_signal(SignalId.ACTIVE_USERS, evidence=evidence))
    table = bench.find(QTableWidget, "timing")
    marked = [at for at in range(4) if "(now)" in _cell(table, at)]
    assert marked == [row]


def _cell(table: QTableWidget, row: int) -> str:
    item = table.item(row, 0)
    assert item is not None
    return item.text()


class TestWhatIf:
    def test_a_switch_changes_the_supposed_verdict_only(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        pick(bench, qtbot, "whatif_pmf", Status.ABSENT)
        assert title(framework, VerdictCode.STAY_1) in bench.text("whatif_verdict")
        assert title(framework, VerdictCode.GO_2) in bench.text("whatif_real")
        assert bench.text("verdict_title") == title(framework, VerdictCode.GO_2)
        assert framework.rules["B1"].name in bench.text("whatif_decided")
        assert not bench.edits, "a what-if never touches the assessment"

    def test_users_slider_and_number_move_together(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        slider, number = bench.find(QSlider, "whatif_users_slider"), bench.find(QSpinBox, "whatif_users")
        slider.setValue(150)
        assert number.value() == 150
        assert bench.find(PickField, "whatif_active_users").value is Status.ABSENT
        assert title(framework, VerdictCode.PREPARE_2) in bench.text("whatif_verdict")
        number.setFocus()
        number.selectAll()
        qtbot.keyClicks(number, "90000")
        assert number.value() == 90000
        assert slider.value() == slider.maximum()

    def test_stage_gate_and_commitment(self, bench: Bench, qtbot: QtBot, framework: Framework) -> None:
        bench.find(QSpinBox, "whatif_users").setValue(600)
        pick(bench, qtbot, "whatif_stage", 2)
        assert title(framework, VerdictCode.EVALUATE_2) in bench.text("whatif_verdict")
        pick(bench, qtbot, "whatif_gate", GateResult.PLATEAU)
        assert title(framework, VerdictCode.GO_3) in bench.text("whatif_verdict")
        box = bench.find(QCheckBox, "whatif_committed")
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
        assert title(framework, VerdictCode.STAY_2_WAIT) in bench.text("whatif_verdict")
        ladder = bench.find(StageLadder, "whatif_ladder").accessibleName()
        assert ladder.count(framework.stages[2].name) == 2, "today and where to go are both stage 2"

    def test_priority_moves_its_signal(self, bench: Bench, qtbot: QtBot, framework: Framework) -> None:
        pick(bench, qtbot, "whatif_priority", Priority.ACQUISITION)
        assert bench.find(PickField, "whatif_retention_priority").value is Status.ABSENT
        assert framework.rules["B3"].name in bench.text("whatif_decided")

    def test_reset_goes_back_to_the_assessment(self, bench: Bench, qtbot: QtBot) -> None:
        reset = bench.find(QPushButton, "whatif_reset")
        assert not reset.isEnabled()
        pick(bench, qtbot, "whatif_pmf", Status.ABSENT)
        assert reset.isEnabled()
        qtbot.mouseClick(bench.find(QToolButton, "open_whatif"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
        assert panel(bench).inputs == inputs_of(bench.assessment)
        assert not reset.isEnabled()

    def test_being_shown_again_keeps_a_what_if_under_way(self, bench: Bench, qtbot: QtBot) -> None:
        pick(bench, qtbot, "whatif_pmf", Status.ABSENT)
        bench.show(replace(bench.assessment, context_note="other words"))
        assert bench.find(PickField, "whatif_pmf").value is Status.ABSENT
        bench.show(bench.assessment.with_signal(SignalId.DIVERSITY, claimed=Status.ABSENT))
        assert bench.find(PickField, "whatif_pmf").value is Status.PRESENT

    def test_the_smallest_changes_can_be_tried(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        assert "Nothing has to change" in bench.text("changes_said")
        bench.show(filled_assessment(pmf=Status.ABSENT))
        assert title(framework, VerdictCode.GO_2) in bench.text("changes_said")
        qtbot.mouseClick(bench.find(QPushButton, "try_change_0"), Qt.MouseButton.LeftButton)
        assert bench.shown("whatif_verdict"), "trying opens the what-if"
        assert title(framework, VerdictCode.GO_2) in bench.text("whatif_verdict")
        assert bench.text("verdict_title") == title(framework, VerdictCode.STAY_1)


class TestCompletion:
    def test_completing_freezes_the_verdict_and_undo_takes_it_back(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        bench.show(replace(bench.assessment, framework_version="0.9"))
        qtbot.mouseClick(bench.find(QPushButton, "complete"), Qt.MouseButton.LeftButton)
        done = bench.assessment
        assert done.status is AssessmentStatus.COMPLETE
        assert done.completed is not None
        assert done.framework_version == framework.version, "the rules it was judged by"
        assert done.verdict == decide(inputs_of(done), framework)
        assert len(bench.edits) == 1
        assert bench.shown("reopen")
        assert not bench.shown("complete")
        bench.undo()
        assert bench.assessment.status is AssessmentStatus.DRAFT
        assert bench.shown("complete")

    def test_later_changes_leave_the_frozen_verdict_and_are_said(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        qtbot.mouseClick(bench.find(QPushButton, "complete"), Qt.MouseButton.LeftButton)
        assert not bench.shown("changed_since_notice")
        bench.show(bench.assessment.with_signal(SignalId.PMF, claimed=Status.ABSENT))
        assert bench.text("verdict_title") == title(framework, VerdictCode.GO_2)
        assert bench.shown("changed_since_notice")
        assert title(framework, VerdictCode.STAY_1) in bench.text("changed_since")

    def test_it_can_be_opened_again(self, bench: Bench, qtbot: QtBot) -> None:
        qtbot.mouseClick(bench.find(QPushButton, "complete"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(bench.find(QPushButton, "reopen"), Qt.MouseButton.LeftButton)
        assert bench.assessment.status is AssessmentStatus.DRAFT
        assert bench.assessment.verdict is None
        assert bench.assessment.completed is None


def test_progression_shows_once_there_are_two_assessments(bench: Bench) -> None:
    assert not bench.shown("progression_card")
    earlier: Assessment = replace(
        filled_assessment(pmf=Status.ABSENT), id="a0", as_of=date(2025, 9, 1), detection=Detection.NONE
    )
    bench.others = (earlier,)
    bench.show(replace(bench.assessment, context_note="again"))
    assert bench.shown("progression_card")


def test_how_sure_is_told_in_words_and_bars(bench: Bench, qtbot: QtBot) -> None:
    """GIVEN an unclear signal WHEN the verdict is shown THEN shares and that signal are named."""
    unclear = filled_assessment().with_signal(SignalId.PMF, finding=None, claimed=Status.UNCLEAR)
    bench.show(unclear)
    qtbot.waitUntil(lambda: "%" in bench.text("sureness_said"))
    bar = bench.find(QProgressBar, "sureness_ways_0")
    assert re.fullmatch(r".+: \d+ %", bar.accessibleName())
    assert bar.value() == 500
    assert "Product-market fit" in bench.text("sureness_matters")


@pytest.mark.parametrize("complete", [True, False])
def test_where_nothing_can_be_changed_no_button_offers_it(
    bench: Bench, framework: Framework, *, complete: bool
) -> None:
    bench.page.context = replace(bench.page.context, locked=lambda: True)
    one = bench.assessment
    if complete:
        kept = decide(inputs_of(one), framework)
        one = replace(one, status=AssessmentStatus.COMPLETE, completed=NOON, verdict=kept)
    bench.show(one)
    assert not bench.shown("complete")
    assert not bench.shown("reopen")
    assert "can only be read" in bench.text("completion")
