from __future__ import annotations

from pytestqt.qtbot import QtBot

from readiness_gui.ui.widgets.basics import LONGEST_RUN, breakable, label


def test_ordinary_words_stay_as_they_are() -> None:
    text = "Retention, as measured: 41 % of 300 users.\n\nשלום 日本語 " + "x" * LONGEST_RUN
    assert breakable(text) == text


def test_a_long_word_gets_places_to_break_and_keeps_its_characters(qtbot: QtBot) -> None:
    word = "https://example.org/" + "x" * 500
    broken = breakable(f"see {word} there")
    assert broken.replace("\u200b", "") == f"see {word} there"
    assert max(map(len, broken.replace("\u200b", " ").split())) <= LONGEST_RUN
    made = label(broken)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < made.fontMetrics().horizontalAdvance("x" * 2 * LONGEST_RUN)
