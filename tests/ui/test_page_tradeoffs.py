from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import Choice, TradeoffId
from readiness_gui.ui.pages.tradeoffs import TradeoffsPage
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(TradeoffsPage, empty_assessment())


def test_both_sides_unknown_and_the_advice_are_shown(bench: Bench, framework: Framework) -> None:
    assert_named(bench.page)
    for tradeoff in TradeoffId:
        text = framework.tradeoffs[tradeoff]
        sides = [bench.find(QRadioButton, f"side_{tradeoff.value}_{at}").accessibleName() for at in range(2)]
        assert sides == [f"{text.question}: {text.first}", f"{text.question}: {text.second}"]
        assert bench.text(f"advice_{tradeoff.value}") == text.advice


@pytest.mark.parametrize("tradeoff", list(TradeoffId))
@pytest.mark.parametrize("choice", list(Choice))
def test_a_side_is_taken(bench: Bench, qtbot: QtBot, tradeoff: TradeoffId, choice: Choice) -> None:
    radio = bench.find(QRadioButton, f"side_{tradeoff.value}_{list(Choice).index(choice)}")
    radio.setFocus()
    qtbot.keyClick(radio, Qt.Key.Key_Space)
    assert bench.assessment.tradeoffs[tradeoff].choice is choice


def test_reversibility_says_that_it_feeds_stage_3_and_does(bench: Bench, qtbot: QtBot) -> None:
    assert "stage 3" in bench.text("feeds_stage_3")
    assert not bench.assessment.committed
    qtbot.mouseClick(bench.find(QRadioButton, "side_reversibility_0"), Qt.MouseButton.LeftButton)
    assert bench.assessment.committed


def test_a_note_is_kept_with_the_side_and_is_one_undo_step(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.find(QRadioButton, "side_build_1"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bench.find(QPlainTextEdit, "note_build"), "not ours")
    answer = bench.assessment.tradeoffs[TradeoffId.BUILD]
    assert (answer.choice, answer.note) == (Choice.SECOND, "not ours")
    assert {edit.merge_key for edit in bench.edits[1:]} == {"note_build"}
