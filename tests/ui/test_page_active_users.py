from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence
from readiness_gui.core.terms import Cadence, SignalId, Status
from readiness_gui.evidence.assess import assess
from readiness_gui.ui.pages.active_users import ActiveUsersPage
from readiness_gui.ui.widgets.chart_view import ChartView
from readiness_gui.ui.widgets.evidence_rows import MOST_WINDOWS
from readiness_gui.ui.widgets.plan_fields import DateField
from tests import worked
from tests.ui.evidence_bench import (
    answer_of,
    at_cell,
    cell,
    choose,
    click,
    evidence_of,
    grid_of,
    named_on_next,
    paste,
    type_cell,
)
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, make_bench

SIGNAL = SignalId.ACTIVE_USERS


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(ActiveUsersPage, empty_assessment())


def counted(bench: Bench) -> ActiveUsersEvidence:
    return evidence_of(bench, SIGNAL, ActiveUsersEvidence)


def test_every_control_is_named(bench: Bench) -> None:
    assert_named(bench.page)
    assert not bench.edits


def test_counts_are_typed_newest_first_and_kept_oldest_first(bench: Bench, qtbot: QtBot) -> None:
    for row, text in enumerate(("240", "210", "1 190")):
        type_cell(bench, qtbot, "windows", row, 0, text)
    assert counted(bench).windows == (1190, 210, 240)
    assert bench.assessment.active_users == 240
    assert counted(bench).window_days == 28
    model = grid_of(bench, "windows").model()
    assert model.headerData(0, Qt.Orientation.Vertical) == "now"


def test_pasted_counts_are_oldest_first(bench: Bench) -> None:
    paste(bench, "windows", "150\n190\n210\n240\n")
    assert counted(bench).windows == (150, 190, 210, 240)
    assert cell(bench, "windows", 0, 0) == "240"


def test_no_more_than_twelve_windows_are_taken(bench: Bench) -> None:
    paste(bench, "windows", "\n".join(str(100 + at) for at in range(20)))
    assert len(counted(bench).windows) == MOST_WINDOWS
    assert counted(bench).windows[-1] == 119, "the newest are the ones kept"


@pytest.mark.parametrize("text", ["lots", "12.5", "50 %", "--"])
def test_nonsense_stays_and_is_named(bench: Bench, qtbot: QtBot, text: str) -> None:
    type_cell(bench, qtbot, "windows", 0, 0, text)
    assert cell(bench, "windows", 0, 0) == text
    assert named_on_next(bench) == [("windows", 0)]
    assert text in bench.text("active_users_problem")
    assert answer_of(bench, SIGNAL).evidence is None


def test_a_wrong_count_is_marked_in_the_row_it_stands_in(bench: Bench, qtbot: QtBot) -> None:
    for row, text in enumerate(("240", "-5", "190")):
        type_cell(bench, qtbot, "windows", row, 0, text)
    assert named_on_next(bench)
    model = grid_of(bench, "windows").model()
    heads = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(3)]
    assert [head.startswith("!") for head in heads] == [False, True, False]


def test_the_window_is_chosen_by_keyboard_and_by_mouse(bench: Bench) -> None:
    paste(bench, "windows", "150\n190\n")
    choose(bench, "window_days", 1)
    assert counted(bench).window_days == 7
    QTest.mouseClick(bench.find(QRadioButton, "window_days_2"), Qt.MouseButton.LeftButton)
    assert counted(bench).window_days == 30
    assert counted(bench).windows == (150, 190)


def test_a_daily_product_is_counted_over_a_week(bench: Bench, qtbot: QtBot) -> None:
    bench.show(replace(empty_assessment(), cadence=Cadence.DAILY))
    assert bench.find(QRadioButton, "window_days_1").isChecked()
    type_cell(bench, qtbot, "windows", 0, 0, "240")
    assert counted(bench).window_days == 7


def test_the_last_event_is_typed_set_and_cleared(bench: Bench) -> None:
    paste(bench, "windows", "150\n190\n")
    field = bench.find(DateField, "last_event")
    field.setDate(date(2026, 2, 25))  # type: ignore[arg-type]  # PySide takes a date for a QDate
    assert counted(bench).last_event == date(2026, 2, 25)
    click(bench, "last_event_clear")
    assert counted(bench).last_event is None
    assert not bench.find(QPushButton, "last_event_clear").isEnabled()
    click(bench, "last_event_today")
    assert counted(bench).last_event == date.today()  # noqa: DTZ011 - the user's own day


def test_delete_clears_a_count(bench: Bench) -> None:
    paste(bench, "windows", "150\n190\n")
    QTest.keyClick(at_cell(bench, "windows", 1, 0), Qt.Key.Key_Delete)
    assert counted(bench).windows == (190,)
    bench.undo()
    assert cell(bench, "windows", 1, 0) == "150"


def test_the_worked_example_is_shown_with_its_chart(bench: Bench, qtbot: QtBot, framework: Framework) -> None:
    bench.show(worked.assessment(framework))
    assert [cell(bench, "windows", row, 0) for row in range(4)] == ["240", "210", "190", "150"]
    chart = bench.find(ChartView, "active_users_chart")
    qtbot.waitUntil(lambda: chart.ready, timeout=20_000)
    assert chart.table.rowCount() == 4


def test_the_day_of_the_count_is_that_of_the_assessment_until_another_is_given(
    bench: Bench, qtbot: QtBot
) -> None:
    past = replace(empty_assessment(), as_of=date(2025, 6, 30))
    bench.show(past)
    type_cell(bench, qtbot, "windows", 0, 0, "240")
    assert counted(bench).as_of == date(2025, 6, 30), "and not the day on which it is typed"
    field = bench.find(DateField, "as_of")
    field.setDate(date(2025, 5, 31))  # type: ignore[arg-type]  # PySide takes a date for a QDate
    assert counted(bench).as_of == date(2025, 5, 31)
    type_cell(bench, qtbot, "windows", 0, 0, "241")
    assert counted(bench).as_of == date(2025, 5, 31)
    click(bench, "as_of_clear")
    assert counted(bench).as_of is None
    assert counted(bench).windows == (241,)


def test_data_that_ends_before_the_count_cannot_speak_for_it(bench: Bench, framework: Framework) -> None:
    paste(bench, "windows", "240\n240\n240\n")
    evidence = counted(bench)
    for last, status in ((date(2026, 3, 1), Status.PRESENT), (date(2026, 2, 1), Status.UNCLEAR)):
        finding = assess(
            SIGNAL,
            replace(evidence, last_event=last),
            framework=framework,
            business_model=None,
            cadence=None,
            today=date(2027, 1, 1),
        )
        assert finding is not None
        assert finding.status is status, "judged as of the count, however late it is looked at"


def test_a_count_of_tomorrow_is_named(bench: Bench) -> None:
    paste(bench, "windows", "240\n")
    bench.find(DateField, "as_of").setDate(date(2026, 3, 9))  # type: ignore[arg-type]  # as above
    assert named_on_next(bench) == [("as_of", None)]
