from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import PriorityEvidence, Ranking
from readiness_gui.core.terms import Priority, SignalId
from readiness_gui.ui.pages.priority import PriorityPage
from readiness_gui.ui.widgets.chart_view import ChartView
from tests import worked
from tests.ui.evidence_bench import answer_of, click, evidence_of, named_on_next
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench

SIGNAL = SignalId.RETENTION_PRIORITY
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(PriorityPage, empty_assessment())


def rankings(bench: Bench) -> tuple[Ranking, ...]:
    return evidence_of(bench, SIGNAL, PriorityEvidence).rankings


def items(bench: Bench) -> QListWidget:
    return bench.find(QListWidget, "ranking")


def move(bench: Bench, option: Priority, key: Qt.Key, times: int = 1) -> None:
    """Move an option with Alt and an arrow key."""
    view = items(bench)
    view.setFocus()
    values = [view.item(at).data(Qt.ItemDataRole.UserRole) for at in range(view.count())]
    view.setCurrentRow(values.index(str(option)))
    for _ in range(times):
        QTest.keyClick(view, key, ALT)


def test_an_order_is_only_proposed_until_somebody_gives_it(bench: Bench) -> None:
    assert_named(bench.page)
    assert not bench.edits
    assert items(bench).item(0).text().startswith("–")
    assert "not ranked yet" in bench.text("ranking_of")
    click(bench, "ranking_confirm")
    assert rankings(bench) == (Ranking("Person 1", tuple(Priority)),)
    assert items(bench).item(0).text().startswith("1")
    assert not bench.shown("ranking_confirm")


def test_alt_and_the_arrow_keys_put_in_order(bench: Bench) -> None:
    move(bench, Priority.RETENTION, Qt.Key.Key_Up, 2)
    assert rankings(bench)[0].order[0] is Priority.RETENTION
    assert items(bench).currentRow() == 0, "the chosen one stays chosen where it went"
    move(bench, Priority.RETENTION, Qt.Key.Key_Up)
    assert rankings(bench)[0].order[0] is Priority.RETENTION, "no further than the top"
    move(bench, Priority.RETENTION, Qt.Key.Key_Down)
    assert rankings(bench)[0].order[1] is Priority.RETENTION
    bench.undo()
    assert items(bench).item(0).data(Qt.ItemDataRole.UserRole) == str(Priority.RETENTION)


def test_arrow_keys_alone_only_choose(bench: Bench) -> None:
    items(bench).setFocus()
    QTest.keyClick(items(bench), Qt.Key.Key_Down)
    assert items(bench).currentRow() == 1
    assert not bench.edits


def test_the_buttons_do_the_same_by_mouse(bench: Bench) -> None:
    items(bench).setCurrentRow(1)
    click(bench, "ranking_up")
    assert rankings(bench)[0].order[0] is tuple(Priority)[1]
    click(bench, "ranking_down")
    assert rankings(bench)[0].order == tuple(Priority)


def test_several_people_rank_each_for_themselves(bench: Bench) -> None:
    QTest.keyClicks(bench.find(QLineEdit, "participant"), "Ada")
    move(bench, Priority.RETENTION, Qt.Key.Key_Up, 2)
    click(bench, "add_person")
    assert bench.find(QLineEdit, "participant").hasFocus()
    assert "Person 2 of 2" in bench.text("ranking_of")
    QTest.keyClicks(bench.find(QLineEdit, "participant"), "Grace")
    move(bench, Priority.REFERRAL, Qt.Key.Key_Up, 4)
    assert [(one.participant, one.order[0]) for one in rankings(bench)] == [
        ("Ada", Priority.RETENTION),
        ("Grace", Priority.REFERRAL),
    ]
    click(bench, "previous_person")
    assert bench.find(QLineEdit, "participant").text() == "Ada"
    assert not bench.find(QPushButton, "previous_person").isEnabled()
    click(bench, "next_person")
    click(bench, "remove_person")
    assert [one.participant for one in rankings(bench)] == ["Ada"]
    bench.undo()
    assert len(rankings(bench)) == 2


def test_the_last_person_removed_leaves_no_evidence(bench: Bench) -> None:
    click(bench, "ranking_confirm")
    click(bench, "remove_person")
    assert answer_of(bench, SIGNAL).evidence is None
    assert not bench.find(QPushButton, "remove_person").isEnabled()


def test_typing_a_name_is_one_step_of_undo_and_keeps_the_cursor(bench: Bench) -> None:
    field = bench.find(QLineEdit, "participant")
    QTest.keyClicks(field, "Ada")
    assert {edit.merge_key for edit in bench.edits} == {"participant_0"}
    field.setCursorPosition(1)
    QTest.keyClicks(field, "n")
    assert field.text() == "Anda"
    assert field.cursorPosition() == 2


def test_the_worked_example_is_shown_with_its_chart(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    assert bench.find(QLineEdit, "participant").text() == "Ada"
    assert items(bench).item(0).text() == f"1   {framework.priorities[Priority.RETENTION]}"
    chart = bench.find(ChartView, "retention_priority_chart")
    qtbot.waitUntil(lambda: chart.ready, timeout=20_000)
    assert chart.table.rowCount() == 5


def test_next_shows_the_person_whose_ranking_is_to_be_mended(bench: Bench) -> None:
    two = PriorityEvidence(rankings=(Ranking("Ada", tuple(Priority)), Ranking("ada", tuple(Priority))))
    bench.show(empty_assessment().with_signal(SIGNAL, evidence=two))
    assert bench.find(QLineEdit, "participant").text() == "Ada"
    assert named_on_next(bench) == [("participant", 1)], "the summary links to a control there is"
    assert bench.find(QLineEdit, "participant").text() == "ada"
    assert "Person 2 of 2" in bench.text("ranking_of")


def test_another_assessment_begins_with_its_first_person(bench: Bench) -> None:
    two = PriorityEvidence(rankings=(Ranking("Ada", tuple(Priority)), Ranking("Grace", tuple(Priority))))
    filled = empty_assessment().with_signal(SIGNAL, evidence=two)
    bench.show(filled)
    click(bench, "next_person")
    bench.show(replace(filled, id="a2"))
    assert bench.find(QLineEdit, "participant").text() == "Ada"


def test_those_who_take_part_are_offered_until_they_have_ranked(bench: Bench) -> None:
    bench.show(replace(empty_assessment(), participants=("Ada", "Grace")))
    assert not bench.find(QPushButton, "add_person").isEnabled(), "there is nothing to add to yet"
    click(bench, "ranking_confirm")
    assert "whose order" in bench.text("ranking_of")
    click(bench, "use_participant_1")
    assert [one.participant for one in rankings(bench)] == ["Grace"]
    assert "whose order" not in bench.text("ranking_of")
    click(bench, "add_person")
    assert bench.find(QPushButton, "use_participant_0").text() == "Ada"
    click(bench, "use_participant_0")
    click(bench, "ranking_confirm")
    assert [one.participant for one in rankings(bench)] == ["Grace", "Ada"]


def test_somebody_alone_is_taken_for_whose_order_it_is(bench: Bench) -> None:
    bench.show(replace(empty_assessment(), participants=("Ada",)))
    assert bench.find(QLineEdit, "participant").text() == "Ada"
    assert not bench.edits, "nothing is said before the order is"
    click(bench, "ranking_confirm")
    assert [one.participant for one in rankings(bench)] == ["Ada"]
