"""Scenarios on the verdict page: kept, loaded, renamed, removed, compared, and never in the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QTableView,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core import scenarios
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import GateResult, SignalId, Status, StepId, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, inputs_of
from readiness_gui.core.whatif import with_status, with_users
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.pages.verdict import VerdictPage
from readiness_gui.ui.widgets.plan_fields import PickField
from readiness_gui.ui.widgets.scenarios import ScenarioPanel
from readiness_gui.ui.widgets.trace_view import state_words
from readiness_gui.ui.widgets.whatif import WhatIfPanel
from tests.ui.driver_scenarios import ScenarioVerbs
from tests.ui.plan_bench import Bench, assert_named, filled_assessment, make_bench

#: one frame at 60 pictures a second, in seconds of the screen's thread
FRAME = 0.016


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    return make_bench(qtbot, framework, today)(VerdictPage, filled_assessment())


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[ScenarioVerbs]:
    made = ScenarioVerbs(qtbot)
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def panel(bench: Bench) -> WhatIfPanel:
    found = bench.page.findChild(WhatIfPanel)
    assert found is not None
    return found


def no_fit(assessment: Assessment, framework: Framework) -> Inputs:
    return with_status(inputs_of(assessment), SignalId.PMF, Status.ABSENT, framework.thresholds)


def trace_of(bench: Bench) -> QAbstractItemModel:
    model = bench.find(QTableView, "whatif_trace").model()
    assert model is not None
    return model


def words(model: QAbstractItemModel, column: int) -> list[str]:
    return [str(model.index(at, column).data()) for at in range(model.rowCount())]


def press(bench: Bench, qtbot: QtBot, name: str) -> None:
    control = bench.find(QPushButton, name)
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_Space)
    QCoreApplication.sendPostedEvents()


class TestTrace:
    def test_each_rule_stands_in_its_order_with_what_it_does(
        self, bench: Bench, framework: Framework
    ) -> None:
        verdict = decide(inputs_of(bench.assessment), framework)
        model = trace_of(bench)
        assert words(model, 0) == [framework.rules[one.rule].name for one in verdict.trace]
        assert words(model, 1) == words(model, 2) == [state_words(one) for one in verdict.trace]
        assert framework.rules["S0"].rule in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    def test_it_moves_with_a_switch_and_marks_what_differs(self, bench: Bench, framework: Framework) -> None:
        supposed = no_fit(bench.assessment, framework)
        panel(bench).try_inputs(supposed)
        model = trace_of(bench)
        real, other = (decide(one, framework) for one in (inputs_of(bench.assessment), supposed))
        assert words(model, 2) == [state_words(one) for one in real.trace]
        for at, (was, now) in enumerate(zip(real.trace, other.trace, strict=True)):
            differs = (was.fired, was.reached) != (now.fired, now.reached)
            said = str(model.index(at, 1).data())
            assert said == ("≠ " if differs else "") + state_words(now)
            if differs:
                spoken = model.index(at, 1).data(Qt.ItemDataRole.AccessibleTextRole)
                assert "other than in the assessment" in spoken
        assert any(said.startswith("≠ ✓") for said in words(model, 1))
        panel(bench).try_inputs(inputs_of(bench.assessment))
        assert words(model, 1) == words(model, 2)

    def test_the_assessment_itself_moving_moves_its_column(self, bench: Bench, framework: Framework) -> None:
        bench.show(bench.assessment.with_signal(SignalId.PMF, claimed=Status.ABSENT))
        real = decide(inputs_of(bench.assessment), framework)
        assert words(trace_of(bench), 2) == [state_words(one) for one in real.trace]

    def test_a_switch_takes_less_than_a_frame(self, bench: Bench) -> None:
        """From the switch to the repainted ladder and trace, in its thread's time; the median of many."""
        whatif = panel(bench)
        bench.page.layout().activate()  # type: ignore[union-attr]  # a page has a layout
        bench.page._whatif_fold.set_open(wanted=True)  # type: ignore[attr-defined]  # of this page
        bench.page.resize(700, 3000)
        QApplication.sendPostedEvents()
        bench.page.grab()
        assert whatif.isVisible()
        slider = bench.find(QSlider, "whatif_users_slider")
        field = bench.find(PickField, "whatif_pmf")
        costs = []
        for at in range(24):
            begun = time.thread_time()
            if at % 2:
                slider.setValue(50 * at)
            else:
                field.show_value(Status.ABSENT if at % 4 else Status.PRESENT)
                field.picked.emit(field.value)
            QApplication.sendPostedEvents()
            bench.page.repaint()
            costs.append(time.thread_time() - begun)
        assert sorted(costs)[len(costs) // 2] < FRAME, costs


class TestKeeping:
    def test_at_first_it_says_what_scenarios_are_for(self, bench: Bench) -> None:
        assert bench.shown("no_scenarios")
        assert not bench.shown("compare_scenarios")
        assert bench.find(QLineEdit, "scenario_name").text() == ""

    def test_nothing_switched_is_nothing_to_keep(self, bench: Bench, qtbot: QtBot) -> None:
        press(bench, qtbot, "keep_scenario")
        assert not bench.edits
        assert "Nothing is switched" in bench.text("scenario_name_problem")

    def test_the_what_if_is_kept_under_the_name_suggested(
        self, bench: Bench, qtbot: QtBot, framework: Framework, today: date
    ) -> None:
        supposed = no_fit(bench.assessment, framework)
        before = bench.assessment
        panel(bench).try_inputs(supposed)
        assert bench.find(QLineEdit, "scenario_name").text() == "Product-market fit: absent"
        press(bench, qtbot, "keep_scenario")
        (kept,) = bench.assessment.scenarios
        assert (kept.name, kept.kept) == ("Product-market fit: absent", today)
        assert scenarios.inputs_of_scenario(kept) == supposed
        assert replace(bench.assessment, scenarios=()) == before
        assert bench.text("scenario_name_0") == "Product-market fit: absent"
        assert framework.verdicts[VerdictCode.STAY_1].title in bench.text("scenario_verdict_0")
        assert "2 Mar 2026" in bench.text("scenario_verdict_0")
        assert not bench.shown("no_scenarios")
        assert bench.find(QLineEdit, "scenario_name").text() == ""
        press(bench, qtbot, "keep_scenario")
        assert "kept already" in bench.text("scenario_name_problem")
        assert len(bench.edits) == 1
        bench.undo()
        assert not bench.assessment.scenarios
        assert bench.shown("no_scenarios")

    def test_a_name_being_typed_is_not_overwritten(
        self, bench: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        name = bench.find(QLineEdit, "scenario_name")
        qtbot.keyClicks(name, "Mine")
        panel(bench).try_inputs(no_fit(bench.assessment, framework))
        assert name.text() == "Mine"
        press(bench, qtbot, "keep_scenario")
        panel(bench).try_inputs(with_users(inputs_of(bench.assessment), 900, framework.thresholds))
        assert name.text() == "900 users"
        name.selectAll()
        qtbot.keyClicks(name, "mine")
        press(bench, qtbot, "keep_scenario")
        assert "already" in bench.text("scenario_name_problem")
        assert len(bench.edits) == 1

    def test_every_control_is_named(self, bench: Bench, framework: Framework) -> None:
        kept = scenarios.keep(bench.assessment, "A", no_fit(bench.assessment, framework), date(2026, 3, 2))
        bench.show(kept)
        assert_named(bench.page)


class TestList:
    @pytest.fixture
    def two(self, bench: Bench, framework: Framework) -> Bench:
        first = no_fit(bench.assessment, framework)
        second = with_users(inputs_of(bench.assessment), 120, framework.thresholds)
        kept = scenarios.keep(bench.assessment, "No fit", first, date(2026, 3, 2), "s1")
        bench.show(scenarios.keep(kept, "Few users", second, date(2026, 3, 2), "s2"))
        return bench

    def test_loading_switches_everything_and_changes_nothing(
        self, two: Bench, qtbot: QtBot, framework: Framework
    ) -> None:
        press(two, qtbot, "load_scenario_1")
        assert panel(two).inputs == scenarios.inputs_of_scenario(two.assessment.scenarios[1])
        assert framework.verdicts[VerdictCode.PREPARE_2].title in two.text("whatif_verdict")
        assert two.shown("whatif_pmf")
        assert not two.edits

    def test_renaming_in_place(self, two: Bench, qtbot: QtBot) -> None:
        press(two, qtbot, "rename_scenario_0")
        line = two.find(QLineEdit, "rename_scenario")
        assert line.hasFocus()
        line.selectAll()
        qtbot.keyClicks(line, "few users")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert not two.edits
        assert "already" in two.text("rename_scenario_problem")
        line.selectAll()
        qtbot.keyClicks(line, "Churn")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert [one.name for one in two.assessment.scenarios] == ["Churn", "Few users"]
        assert two.find(QPushButton, "rename_scenario_0").hasFocus()
        two.undo()
        assert two.text("scenario_name_0") == "No fit"

    def test_escape_gives_a_new_name_up(self, two: Bench, qtbot: QtBot) -> None:
        press(two, qtbot, "rename_scenario_1")
        line = two.find(QLineEdit, "rename_scenario")
        qtbot.keyClicks(line, "Other")
        qtbot.keyClick(line, Qt.Key.Key_Escape)
        assert not two.edits
        assert two.text("scenario_name_1") == "Few users"

    def test_removing_and_undoing(self, two: Bench, qtbot: QtBot) -> None:
        press(two, qtbot, "remove_scenario_0")
        assert [one.name for one in two.assessment.scenarios] == ["Few users"]
        assert two.find(QPushButton, "remove_scenario_0").hasFocus()
        two.undo()
        assert [one.name for one in two.assessment.scenarios] == ["No fit", "Few users"]
        assert two.text("scenario_name_0") == "No fit"

    def test_the_table_has_the_assessment_and_each_scenario(self, two: Bench, framework: Framework) -> None:
        table = two.find(QTableWidget, "compare_scenarios")
        columns = scenarios.columns_of(two.assessment, two.assessment.scenarios, framework)
        expected = scenarios.compare(columns, framework)
        assert table.columnCount() == 3
        for at, line in enumerate(expected.rows):
            head = table.verticalHeaderItem(at)
            assert head is not None
            assert head.text() == line.label
            for place, (text, differs) in enumerate(zip(line.cells, line.differs, strict=True)):
                item = table.item(at, place)
                assert item is not None
                assert item.text() == ("≠ " if differs else "") + text
                assert item.font().bold() == differs

    def test_a_wide_table_scrolls_inside_itself(self, two: Bench, qtbot: QtBot) -> None:
        table = two.find(QTableWidget, "compare_scenarios")
        two.find(QToolButton, "open_compare").click()
        two.page.resize(420, 720)
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
        assert table.width() <= two.page.width()
        qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == 0)

    def test_what_is_compared_can_be_chosen(self, two: Bench, qtbot: QtBot) -> None:
        table = two.find(QTableWidget, "compare_scenarios")
        two.find(QToolButton, "open_compare").click()
        assert two.shown("compare_scenarios")
        for name, columns in (("compare_0", 2), ("compare_1", 2)):
            box = two.find(QCheckBox, name)
            box.setFocus()
            qtbot.keyClick(box, Qt.Key.Key_Space)
            assert table.columnCount() == columns
        assert not two.shown("compare_scenarios"), "the assessment alone is no comparison"
        assert not two.edits

    def test_another_assessment_behind_it_is_compared_anew(self, two: Bench) -> None:
        two.show(replace(two.assessment, signals=filled_assessment(pmf=Status.ABSENT).signals))
        table = two.find(QTableWidget, "compare_scenarios")
        cells = [table.item(4, place) for place in range(3)]
        assert [cell.text() for cell in cells if cell is not None] == ["absent", "absent", "≠ present"]

    def test_where_nothing_can_be_changed_scenarios_are_only_loaded_and_compared(self, two: Bench) -> None:
        kept = two.page.findChild(ScenarioPanel)
        assert isinstance(kept, ScenarioPanel)
        locked = replace(two.page.context, locked=lambda: True)
        two.page.context = kept._context = locked
        two.show(two.assessment)
        assert two.shown("load_scenario_0")
        for name in ("keep_scenario", "scenario_name"):
            assert not two.shown(name), name
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for name in ("rename_scenario_0", "remove_scenario_0"):
            assert kept.findChild(QPushButton, name) is None, name
        two.show(replace(two.assessment, scenarios=()))
        assert not two.shown("scenarios")


def test_with_the_keyboard_alone_in_the_window(driver: ScenarioVerbs) -> None:
    """Try, keep, load, rename, remove, undo: no mouse, and all of it is still there after reopening."""
    driver.start("Acme").what_if("gate", GateResult.PLATEAU)
    driver.find_focus("scenario_name").press("Return")
    assert driver.scenarios == ["Gate: 15 % or more, levelled off"]
    driver.what_if("pmf", Status.ABSENT)
    driver.keep_scenario("Users leave")
    assert driver.compared == ["The assessment", "Gate: 15 % or more, levelled off", "Users leave"]
    driver.find_focus("remove_scenario_0").press("Space")
    assert driver.scenarios == ["Users leave"]
    driver.press("Ctrl+Z")
    assert len(driver.scenarios) == 2
    driver.find_focus("rename_scenario_1").press("Space")
    assert driver.focus == "rename_scenario"
    driver.type("rename_scenario", "Nobody stays").press("Return")
    assert driver.scenarios[1] == "Nobody stays"
    driver.find_focus("load_scenario_0").press("Space")
    assert driver.find(PickField, "whatif_pmf").value is Status.UNCLEAR
    assert driver.focus == "whatif_pmf"
    outcome = driver.find(QWidget, "whatif_outcome")
    driver.until(lambda: not outcome.visibleRegion().isEmpty())
    driver.settle()
    path = driver.session.path
    before = driver.assessment.scenarios
    driver.close_product().open(path)
    assert driver.assessment.scenarios == before
    driver.goto(StepId.VERDICT)
    assert driver.text("scenario_name_1") == "Nobody stays"


def test_on_an_assessment_that_cannot_be_changed_nothing_offers_to(driver: ScenarioVerbs) -> None:
    driver.open_sample()
    earlier = replace(driver.assessment, id="earlier", as_of=date(2025, 1, 1))
    first = scenarios.keep(earlier, "Kept", inputs_of(earlier), date(2025, 1, 1))
    driver.session.adopt(replace(driver.session.product, assessments=(first, driver.assessment)))
    driver.goto(StepId.VERDICT)
    changing = ("keep_scenario", "rename_scenario_0", "remove_scenario_0")
    assert driver.shown("keep_scenario")
    driver.session.show("earlier")
    assert driver.shown("load_scenario_0"), "to try it changes nothing"
    assert not [name for name in (*changing, "complete", "reopen") if driver.shown(name)]
    driver.session.show(driver.session.product.assessments[-1].id)
    assert driver.shown("keep_scenario")
