"""What files come to before anything is asked, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from readiness_gui.core.merging import Side, merge
from readiness_gui.ui.widgets.merge_found import MergeFound
from tests.core.merge_cases import of, words
from tests.core.strategies import FRAMEWORK
from tests.core.test_merge_start import NEW, OLD, TALKS, talks


def _files(taken: int) -> list[Side]:
    mine = replace(talks(NEW, *TALKS[taken:]), id="n")
    return [of("Noor", OLD, mine), of("Ilan", OLD, replace(NEW, id="i"))]


@pytest.mark.parametrize(("taken", "said"), [(0, ""), (1, " · Taken out: 1")])
def test_what_was_taken_out_is_counted_and_told(qtbot: QtBot, taken: int, said: str) -> None:
    merged = merge(_files(taken))
    shown = MergeFound(FRAMEWORK)
    qtbot.addWidget(shown)
    shown.show_merged(merged, words(merged), ())
    total = shown.findChild(QLabel, "merge_sum")
    table = shown.findChild(QTableWidget, "merge_settled")
    assert isinstance(total, QLabel)
    assert isinstance(table, QTableWidget)
    assert total.text().partition("Put together: ")[2].lstrip("0123456789") == said
    rows = [[table.model().index(row, at).data() for at in range(3)] for row in range(table.rowCount())]
    told = [row for row in rows if row[1].startswith("Taken out: ")]
    assert told == (
        [["User diversity is measurable: evidence", "Taken out: one entry", "Noor"]] if taken else []
    )
