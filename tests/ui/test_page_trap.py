from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import GateAnswer
from readiness_gui.core.terms import Answer, GateResult, SymptomId
from readiness_gui.ui.pages.trap import TrapPage
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, gate_figures, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(TrapPage, empty_assessment())


def answer(bench: Bench, qtbot: QtBot, symptom: SymptomId, given: Answer) -> None:
    at = list(Answer).index(given)
    radio = bench.find(QRadioButton, f"symptom_{symptom.value}_{at}")
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=radio.rect().center())


def test_nothing_is_answered_at_first(bench: Bench) -> None:
    assert not any(radio.isChecked() for radio in bench.page.findChildren(QRadioButton))
    assert not bench.shown("trap_warning")
    assert not bench.shown("no_symptom")
    assert_named(bench.page)


@pytest.mark.parametrize("symptom", list(SymptomId))
def test_any_yes_gives_the_warning_and_its_advice(bench: Bench, qtbot: QtBot, symptom: SymptomId) -> None:
    answer(bench, qtbot, symptom, Answer.YES)
    assert bench.assessment.symptoms == {symptom: Answer.YES}
    assert bench.shown("trap_warning")
    assert bench.shown(f"advice_{symptom.value}")
    answer(bench, qtbot, symptom, Answer.UNKNOWN)
    assert not bench.shown("trap_warning")
    assert bench.assessment.symptoms == {symptom: Answer.UNKNOWN}


def test_five_times_no_is_said(bench: Bench, qtbot: QtBot) -> None:
    for symptom in SymptomId:
        assert not bench.shown("no_symptom")
        answer(bench, qtbot, symptom, Answer.NO)
    assert bench.shown("no_symptom")


def test_answers_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    first = bench.find(QRadioButton, "symptom_unvalidated_0")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert bench.assessment.symptoms == {SymptomId.UNVALIDATED: Answer.NO}


@pytest.mark.parametrize(
    ("symptom", "result", "contradicts"),
    [
        (Answer.YES, GateResult.PLATEAU, True),
        (Answer.YES, GateResult.UNDER_15, True),
        (Answer.YES, GateResult.NO_EFFECT, False),
        (Answer.YES, GateResult.UNDECIDED, False),
        (Answer.NO, GateResult.NO_EFFECT, True),
        (Answer.NO, GateResult.RISING, False),
        (Answer.UNKNOWN, GateResult.NO_EFFECT, False),
    ],
)
def test_a_measured_gate_that_contradicts_symptom_five_is_said(
    bench: Bench, symptom: Answer, result: GateResult, contradicts: bool
) -> None:
    gate = GateAnswer(finding=gate_figures(result))
    bench.show(replace(empty_assessment(), symptoms={SymptomId.NO_DIFFERENCE: symptom}, gate=gate))
    assert bench.shown("symptom_no_difference_contradiction_notice") is contradicts
    assert bool(bench.text("symptom_no_difference_contradiction")) is contradicts


def test_a_claimed_gate_contradicts_nothing(bench: Bench) -> None:
    gate = GateAnswer(claimed=GateResult.PLATEAU)
    bench.show(replace(empty_assessment(), symptoms={SymptomId.NO_DIFFERENCE: Answer.YES}, gate=gate))
    assert not bench.shown("symptom_no_difference_contradiction_notice")
