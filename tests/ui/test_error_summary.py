from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import Problem
from readiness_gui.ui.widgets.error_summary import ErrorSummary

LONG = Problem("cell", "Row 3: 240 of 180 users came back & no cohort can outgrow the size it began with.")


@pytest.fixture
def summary(qtbot: QtBot) -> ErrorSummary:
    made = ErrorSummary()
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


def _links(summary: ErrorSummary) -> list[QPushButton]:
    return [one for one in summary.findChildren(QPushButton) if one.objectName().startswith("problem_")]


def test_nothing_to_say_is_hidden(summary: ErrorSummary) -> None:
    summary.show_problems([])
    assert summary.isHidden()


def test_each_problem_is_a_link_that_carries_it(summary: ErrorSummary, qtbot: QtBot) -> None:
    problems = [Problem("a", "One."), Problem("b", "Two.", row=4)]
    summary.show_problems(problems)
    assert [link.text() for link in _links(summary)] == ["One.", "Two."]
    with qtbot.waitSignal(summary.chosen) as chosen:
        _links(summary)[1].click()
    assert chosen.args == [problems[1]]


def test_a_reader_hears_title_and_problems(summary: ErrorSummary) -> None:
    summary.show_problems([Problem("a", "One."), Problem("b", "Two.")])
    assert summary.accessibleName() == "There is a problem. One. Two."


def test_a_long_problem_is_broken_into_lines_that_fit(summary: ErrorSummary, qtbot: QtBot) -> None:
    summary.show_problems([LONG])
    summary.show()
    link = _links(summary)[0]
    assert "\n" in link.text()
    assert link.text().replace("\n", " ").replace("&&", "&") == LONG.message
    assert link.accessibleName() == LONG.message
    narrow = link.text().count("\n")
    summary.resize(1200, 200)
    qtbot.waitUntil(lambda: link.text().count("\n") < narrow)


def test_new_problems_replace_the_old_ones(summary: ErrorSummary) -> None:
    summary.show_problems([Problem("a", "One."), Problem("b", "Two.")])
    summary.show_problems([Problem("c", "Three.")])
    assert [link.text() for link in _links(summary)] == ["Three."]
