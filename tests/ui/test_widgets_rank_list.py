"""A list put in order: by drag, by keyboard, by buttons, in any writing and at any size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import Priority
from readiness_gui.ui.widgets.rank_list import RankList

ORDER = tuple(Priority)


class Ranked:
    """The list with what it has emitted."""

    def __init__(self, made: RankList, framework: Framework) -> None:
        self.list = made
        self.names = framework.priorities
        self.orders: list[tuple[Priority, ...]] = []
        made.ranked.connect(self.orders.append)

    def show(self, *order: Priority, ranked: bool = True) -> None:
        """Show an order."""
        self.list.show_order(order, self.names, ranked=ranked)


@pytest.fixture
def ranked(qtbot: QtBot, framework: Framework) -> Ranked:
    made = RankList("ranking", "Priorities")
    qtbot.addWidget(made)
    found = Ranked(made, framework)
    found.show(*ORDER)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return found


def test_showing_an_order_emits_nothing_and_keeps_the_chosen_one(ranked: Ranked) -> None:
    ranked.list.items.setCurrentRow(1)
    ranked.show(*reversed(ORDER))
    assert not ranked.orders
    assert ranked.list.items.order == tuple(reversed(ORDER))
    assert ranked.list.items.order[ranked.list.items.currentRow()] is ORDER[1]


def test_what_an_order_leaves_out_comes_last(ranked: Ranked) -> None:
    ranked.show(Priority.REFERRAL)
    assert ranked.list.items.order[0] is Priority.REFERRAL
    assert set(ranked.list.items.order) == set(Priority)


@pytest.mark.parametrize(
    ("key", "start", "end"), [("Up", 2, 1), ("Down", 2, 3), ("Up", 0, 0), ("Down", 4, 4)]
)
def test_alt_and_an_arrow_key_move_by_one(ranked: Ranked, key: str, start: int, end: int) -> None:
    ranked.list.items.setCurrentRow(start)
    QTest.keyClick(ranked.list.items, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)
    assert ranked.list.items.order[end] is ORDER[start]
    assert ranked.list.items.currentRow() == end
    assert len(ranked.orders) == int(start != end), "at the end of the list nothing changes"


@pytest.mark.parametrize("text", ["ф", "あ", "ش", "é", "r"])
def test_letters_of_any_writing_may_be_pressed(ranked: Ranked, text: str) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, ord(text.upper()), modifiers, text)
    QApplication.sendEvent(ranked.list.items, event)
    assert ranked.list.items.order == ORDER


def test_buttons_move_what_is_chosen(ranked: Ranked) -> None:
    for name in ("ranking_down", "ranking_down", "ranking_up"):
        button = ranked.list.findChild(QPushButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ranked.orders[-1][1] is ORDER[0]
    assert len(ranked.orders) == 3


def test_a_proposal_is_confirmed_as_it_stands(ranked: Ranked) -> None:
    ranked.show(*ORDER, ranked=False)
    button = ranked.list.findChild(QPushButton, "ranking_confirm")
    assert button is not None
    assert button.isVisible()
    button.click()
    assert ranked.orders == [ORDER]
    assert ranked.list.items.item(0).text().startswith("–")
    ranked.show(*ORDER)
    assert not button.isVisible()


def test_a_drop_is_told_once_the_list_has_taken_it_in(ranked: Ranked, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QDropEvent

    items = ranked.list.items
    assert items.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    items.setCurrentRow(4)
    data = items.model().mimeData([items.currentIndex()])
    top = QPointF(items.visualItemRect(items.item(0)).topLeft())
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(top, Qt.DropAction.MoveAction, data, left, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(ranked.list.ranked, timeout=2000):
        items.dropEvent(event)
    assert set(ranked.orders[-1]) == set(Priority)


@pytest.mark.parametrize("points", [9, 14, 22])
def test_all_five_are_in_sight_at_any_size_of_text(ranked: Ranked, qtbot: QtBot, points: int) -> None:
    items = ranked.list.items
    font = QFont(items.font())
    font.setPointSize(points)
    items.setFont(font)

    def fits() -> bool:
        last = items.visualItemRect(items.item(4))
        return last.bottom() < items.viewport().height() <= last.bottom() + last.height()

    qtbot.waitUntil(fits)
