from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import SignalId, Status, StepId
from readiness_gui.ui.pages.review import ReviewPage
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, filled_assessment, make_bench

ASKED = tuple(StepId)[: tuple(StepId).index(StepId.REVIEW)]


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(ReviewPage, filled_assessment())


def texts(bench: Bench) -> list[str]:
    return [one.text() for one in bench.page.findChildren(QLabel) if one.isVisibleTo(bench.page)]


@pytest.mark.parametrize("step", ASKED)
def test_each_step_has_a_link_that_leads_back_to_it(bench: Bench, qtbot: QtBot, step: StepId) -> None:
    qtbot.mouseClick(bench.find(QPushButton, f"change_{step.value}"), Qt.MouseButton.LeftButton)
    assert bench.went_to == [step]


def test_a_link_is_followed_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    link = bench.find(QPushButton, "change_trap")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert bench.went_to == [StepId.TRAP]


def test_links_say_where_they_lead(bench: Bench, framework: Framework) -> None:
    assert_named(bench.page)
    names = {bench.find(QPushButton, f"change_{step.value}").accessibleName() for step in ASKED}
    assert len(names) == len(ASKED)
    assert any(framework.steps[StepId.TRAP].name in name for name in names)


def test_what_was_skipped_reads_not_provided(bench: Bench) -> None:
    bench.show(empty_assessment())
    assert "Not provided" in texts(bench)
    assert "answers are not provided" in bench.text("not_provided_count")


def test_answers_are_shown_as_given(bench: Bench) -> None:
    assert "Ada, Grace" in texts(bench)
    before = texts(bench).count("Not provided")
    one = replace(bench.assessment, participants=(), context_note="A <b>bold</b> & plain note")
    bench.show(one)
    assert "A <b>bold</b> & plain note" in texts(bench)
    assert texts(bench).count("Not provided") == before


def test_problems_stand_on_top_with_links(bench: Bench, qtbot: QtBot, today: date) -> None:
    assert not bench.shown("review_problems")
    bench.show(replace(bench.assessment, as_of=today + timedelta(days=1)))
    assert bench.shown("review_problems")
    link = bench.find(QPushButton, "review_problem_0")
    assert "future" in link.accessibleName()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert bench.went_to == [StepId.START]
    bench.show(replace(bench.assessment, as_of=today))
    assert not bench.shown("review_problems")


def test_the_verdict_is_one_click_away_also_with_problems(bench: Bench, qtbot: QtBot, today: date) -> None:
    bench.show(replace(bench.assessment, as_of=today + timedelta(days=1)))
    see = bench.find(QPushButton, "see_verdict")
    assert see.isEnabled()
    qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    assert bench.went_to == [StepId.VERDICT]


def test_grade_and_age_are_part_of_a_signals_answer(bench: Bench) -> None:
    one = bench.assessment.with_signal(SignalId.PMF, claimed=Status.ABSENT, evidence_date=date(2025, 1, 1))
    bench.show(one)
    assert any("Absent" in words and "claimed" in words for words in texts(bench))
    assert any("days" in words for words in texts(bench)), "evidence older than 90 days says its age"


def test_showing_the_same_again_keeps_the_focus(bench: Bench) -> None:
    link = bench.find(QPushButton, "change_trap")
    link.setFocus()
    bench.show(bench.assessment)
    assert bench.find(QPushButton, "change_trap") is link
    assert link.hasFocus()
