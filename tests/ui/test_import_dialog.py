"""Around the reading of a file: what is asked and where, what is kept and noted, and how it is stopped."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import ActiveUsersEvidence
from readiness_gui.core.signal import Replaced
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.evidence import imports
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.widgets.import_bar import ImportBar
from readiness_gui.ui.widgets.import_mapping import ImportMapping
from readiness_gui.ui.widgets.import_table import PreviewTable
from tests.ui.driver_import import ImportDriver

READINGS = "segment,arm,month,users,retained\n,control,1,200,80\n,treatment,1,200,110\n"


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[ImportDriver]:
    made = ImportDriver(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def long_log(path: Path, rows: int) -> Path:
    """A log that takes a while to read."""
    first = date(2025, 1, 1)
    days = [str(first + timedelta(days=at)) for at in range(365)]
    lines = [f"user-{at % 20_000},{days[at * 7 % 365]}T{at % 24:02}:{at % 60:02}:00" for at in range(rows)]
    return write(path, "\n".join(["user,time", *lines]))


def tab_to(name: str) -> QWidget:
    """Press Tab until a control has the focus."""
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus.objectName() == name:
            return focus
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(name)


def test_the_button_starts_in_the_folder_of_the_last_file(
    driver: ImportDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "i.csv", "user,profile\na,x\n")
    asked: list[str] = []

    def choose(_parent: object, _title: str, folder: str, *_: object) -> tuple[str, str]:
        asked.append(folder)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    driver.show_step(StepId.DIVERSITY)
    for _ in range(2):
        button = driver.find(QPushButton, "import_file")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        driver.until(lambda: not driver.dialog.busy)
        driver.dialog.reject()
    assert asked == ["", str(tmp_path)]


def test_the_whole_way_by_keys_alone(
    driver: ImportDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIVEN a log with dates that can be read two ways WHEN only keys are used THEN it comes in."""
    path = write(tmp_path / "log.csv", "user,time\na,03/04/2026\nb,05/06/2026\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    driver.show_step(StepId.ACTIVE_USERS)
    driver.find(QPushButton, "import_file").setFocus()
    driver.press("Space")
    dialog = driver.dialog
    driver.until(lambda: not dialog.busy)
    wanted = driver.part(QRadioButton, "import_order_1")
    QTest.keyClick(tab_to("import_order_0"), Qt.Key.Key_Space)
    QTest.keyClick(tab_to("import_order_0"), Qt.Key.Key_Right)
    assert wanted.isChecked()
    for name in ("import_read", "import_use"):
        QTest.keyClick(tab_to(name), Qt.Key.Key_Space)
        driver.until(lambda: not dialog.busy)
    evidence = driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(evidence, ActiveUsersEvidence)
    assert evidence.last_event == date(2026, 5, 6)


def test_what_is_missing_stands_beside_its_field_and_gets_the_focus(
    driver: ImportDriver, tmp_path: Path
) -> None:
    driver.drop(StepId.PMF, write(tmp_path / "log.csv", "user,time\na,03/04/2026\nb,05/06/2026\n"))
    order = driver.part(QRadioButton, "import_order_0")
    other = driver.part(QRadioButton, "import_order_1")
    assert not order.isChecked()
    assert not other.isChecked()
    user = driver.part(QComboBox, "import_user")
    user.setCurrentIndex(0)
    driver.push("import_read")
    assert "column" in driver.says("import_user_problem")
    assert "day or the month" in driver.says("import_order_problem")
    assert driver.says("import_time_problem") == ""
    assert QApplication.focusWidget() is user
    assert "column" in user.accessibleDescription()
    user.setCurrentIndex(1)
    driver.push("import_read")
    assert driver.says("import_user_problem") == ""
    assert QApplication.focusWidget() is order


def test_read_waits_for_the_dates_of_a_column_chosen_just_now(driver: ImportDriver, tmp_path: Path) -> None:
    """GIVEN another column of times WHEN Read is pressed at once THEN the order is asked all the same."""
    text = "user,time,seen\na,2026-01-03,03/04/2026\nb,2026-01-04,05/06/2026\n"
    driver.drop(StepId.PMF, write(tmp_path / "log.csv", text))
    combo = driver.part(QComboBox, "import_time")
    combo.setCurrentIndex(combo.findText("seen"))
    assert driver.dialog.busy
    driver.push("import_read")
    assert "day or the month" in driver.says("import_order_problem")


def test_users_are_left_out_by_a_list_in_a_file(
    driver: ImportDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = write(tmp_path / "log.csv", "user,time\na,2026-06-01\nbot-1,2026-06-02\nboss,2026-06-02\n")
    lists = [write(tmp_path / "staff.txt", "boss\n\nbot-*\n"), tmp_path / "away.txt"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(lists[0]), ""))
    driver.drop(StepId.ACTIVE_USERS, log)
    driver.push("import_exclude_file")
    driver.until(lambda: driver.says("import_exclude_list") == "staff.txt: 2 lines")
    driver.dialog.leave_out(lists[1])
    driver.until(lambda: "away.txt" in driver.says("import_exclude_problem"))
    driver.read()
    driver.push("import_back")
    driver.push("import_exclude_clear")
    assert driver.says("import_exclude_list") == ""
    driver.dialog.leave_out(lists[0])
    driver.until(lambda: driver.says("import_exclude_list") != "")
    assert driver.says("import_exclude_problem") == ""
    driver.read()
    driver.use()
    evidence = driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(evidence, ActiveUsersEvidence)
    assert evidence.active_7 == 1


def test_cancel_stops_a_long_reading_within_a_second(
    driver: ImportDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIVEN a log being read WHEN Cancel is pressed THEN work ends soon, and nothing is left anywhere."""
    ended: list[str] = []
    real = imports.bring_in

    def watched(*args: Any, **options: Any) -> imports.Imported:
        try:
            return real(*args, **options)
        except Exception as error:
            ended.append(type(error).__name__)
            raise

    monkeypatch.setattr(imports, "bring_in", watched)
    path, temps = long_log(tmp_path / "log.csv", 1_000_000), tmp_path / "temps"
    temps.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temps))  # other tests import at the same time
    before = driver.show_step(StepId.PMF).assessment
    dialog = driver.drop(StepId.PMF, path)
    driver.part(QPushButton, "import_read").click()
    driver.until(lambda: driver.part(QProgressBar, "import_progress").value() > 0)
    assert dialog.busy
    started = time.perf_counter()
    driver.part(QPushButton, "import_cancel").click()
    driver.until(lambda: not driver.window.desk.tasks.busy)
    assert time.perf_counter() - started < 1
    assert ended == ["CancelledError"]
    assert driver.part(QPushButton, "import_read").isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert driver.assessment == before
    assert not [one for one in temps.iterdir() if one.name.startswith("readiness-")]


def test_escape_while_reading_closes_and_changes_nothing(driver: ImportDriver, tmp_path: Path) -> None:
    before = driver.show_step(StepId.PMF).assessment
    dialog = driver.drop(StepId.PMF, long_log(tmp_path / "log.csv", 200_000))
    driver.part(QPushButton, "import_read").click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until(lambda: not driver.window.desk.tasks.busy)
    driver.settle()
    assert driver.assessment == before


def test_the_gate_says_where_its_readings_came_from(driver: ImportDriver, tmp_path: Path) -> None:
    driver.bring(StepId.GATE, write(tmp_path / "first.csv", READINGS))
    assert "first.csv: 2 rows, 0 refused" in driver.find(QLabel, "import_source").text()
    driver.drop(StepId.GATE, write(tmp_path / "second.csv", READINGS.replace("110", "90")))
    driver.read()
    assert driver.says("import_replaces") == "It replaces: first.csv. Undo brings that back."
    driver.use()
    today = driver.window.services.today()
    assert driver.assessment.gate.replaced == Replaced(today, "first.csv", "second.csv")
    assert "by second.csv; before: first.csv." in driver.find(QLabel, "import_replaced").text()
    driver.undo()
    assert driver.assessment.gate.readings[0].treatment_retained == 110
    assert driver.assessment.gate.replaced is None


def test_readings_typed_over_an_import_are_noted(driver: ImportDriver, tmp_path: Path) -> None:
    driver.bring(StepId.GATE, write(tmp_path / "first.csv", READINGS))
    driver.paste("readings", [["", 1, 100, 50, 100, 60]]).settle()
    gate = driver.assessment.gate
    assert gate.readings[-1].control_users == 100
    assert gate.provenance is None
    assert gate.replaced is not None
    assert (gate.replaced.before, gate.replaced.by) == ("first.csv", "")


def test_the_same_file_again_is_a_replacement_too(driver: ImportDriver, tmp_path: Path) -> None:
    path = write(tmp_path / "i.csv", "user,profile,other\na,x,p\nb,y,q\n")
    driver.bring(StepId.DIVERSITY, path)
    driver.bring(StepId.DIVERSITY, path)
    replaced = driver.answer(SignalId.DIVERSITY).replaced
    assert replaced is not None
    assert (replaced.before, replaced.by) == ("i.csv", "i.csv")


def test_where_it_came_from_outlives_the_program(
    driver: ImportDriver, tmp_path: Path, library_folder: Path
) -> None:
    """GIVEN imports that replaced others WHEN the product is opened again THEN it is still said."""
    for name in ("first.csv", "second.csv"):
        driver.bring(StepId.DIVERSITY, write(tmp_path / name, "user,profile\na,x\nb,y\n"))
        driver.bring(StepId.GATE, write(tmp_path / f"g-{name}", READINGS))
    (path,) = library_folder.glob("*.readiness")
    before = driver.assessment
    driver.close_product().open(path)
    assert driver.assessment == before
    for step, words in ((StepId.DIVERSITY, "by second.csv"), (StepId.GATE, "by g-second.csv")):
        driver.show_step(step).settle()
        assert words in driver.find(QLabel, "import_replaced").text()
        fold = driver.find(QToolButton, "import_details")
        QTest.keyClick(fold, Qt.Key.Key_Space)
        detail = driver.find(QLabel, "import_detail").text().replace("\u200b", "")
        source = (
            before.gate.provenance
            if step is StepId.GATE
            else before.signals[SignalId.DIVERSITY].evidence.provenance  # type: ignore[union-attr]  # imported above
        )
        assert source is not None
        assert source.sha256 in detail


def test_evidence_with_a_problem_is_said_before_it_is_used(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drop(StepId.GATE, write(tmp_path / "g.csv", READINGS.replace("110", "300")))
    driver.read()
    assert "300 retained of 200 users" in driver.says("import_found") + driver.says("import_error")
    driver.dialog.reject()


def test_the_outcome_names_the_finding_before_it_is_used(driver: ImportDriver, tmp_path: Path) -> None:
    rows = "".join(f"u{user},p{user % 5}\n" for user in range(20))
    driver.drop(StepId.DIVERSITY, write(tmp_path / "i.csv", "user,profile\n" + rows))
    driver.read()
    assert driver.says("import_found").startswith("User diversity, present: 5 need profiles")
    assert driver.evidence(SignalId.DIVERSITY) is None
    driver.use()
    finding = driver.answer(SignalId.DIVERSITY).finding
    assert finding is not None
    assert finding.reason in driver.find(QLabel, "diversity_reason").text()


def test_the_list_of_refused_rows_is_saved_harmless(
    driver: ImportDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "user,segment,axis,pole\na,new,length,low\nb,new,length,=1+1\n"
    driver.drop(StepId.GENERIC_FAILURE, write(tmp_path / "c.csv", rows))
    driver.read()
    places = [tmp_path / "no such folder" / "x.csv", tmp_path / "list.csv"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(places.pop(0)), ""))
    QTest.keyClick(driver.part(QToolButton, "import_refused_list"), Qt.Key.Key_Space)
    driver.push("import_save_refused")
    assert driver.says("import_error").startswith("“x.csv” cannot be written")
    driver.push("import_save_refused")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file))
    assert saved[0] == ["line", "reason"]
    assert saved[1][0] == "3"
    assert not any(cell.startswith("=") for line in saved for cell in line)
    driver.dialog.reject()


def test_the_result_of_a_query_asks_for_nothing(driver: ImportDriver, tmp_path: Path) -> None:
    """GIVEN counts from a warehouse WHEN they are dropped THEN no column and no user is asked for."""
    from readiness_gui.evidence.aggregates import COLUMNS

    driver.drop(StepId.PMF, write(tmp_path / "r.csv", ",".join(COLUMNS) + "\ngroup,202601,3,7,50\n"))
    assert not driver.part(QPlainTextEdit, "import_exclude").isVisible()
    assert driver.dialog.findChild(QComboBox, "import_user") is None
    driver.read()
    assert "do not hang together" in driver.says("import_error")
    assert driver.part(QPushButton, "import_read").isVisible()
    driver.dialog.reject()


def test_a_file_of_very_many_columns_does_not_hold_the_window_up(
    driver: ImportDriver, tmp_path: Path
) -> None:
    """GIVEN 1,900 columns WHEN the file is looked at THEN they can be chosen, and are shown at once."""
    names = ["user", "time", *(f"column {at}" for at in range(1_898))]
    row = ["u1", "2026-01-01", *(["x" * 99] * 1_898)]
    driver.drop(
        StepId.PMF, write(tmp_path / "wide.csv", "\n".join([",".join(names), *([",".join(row)] * 20)]))
    )
    combo = driver.part(QComboBox, "import_event")
    assert (combo.count(), combo.itemText(1_900)) == (1_901, "column 1897")
    combo.setCurrentIndex(1_900)
    mapping = driver.part(ImportMapping, "import_mapping")
    assert mapping.choice.columns == {"user": "user", "time": "time", "event": "column 1897"}
    table = driver.part(PreviewTable, "import_preview")
    assert table.model().index(0, 1_899).data() == "x" * 60 + "…"
    started = time.perf_counter()
    table.show_rows(names, [row] * 20)
    assert time.perf_counter() - started < 0.2
    driver.dialog.reject()


def test_every_page_of_evidence_has_the_bar(driver: ImportDriver) -> None:
    steps = (
        StepId.PMF,
        StepId.DIVERSITY,
        StepId.GENERIC_FAILURE,
        StepId.ACTIVE_USERS,
        StepId.PRIORITY,
        StepId.GATE,
    )
    for step in steps:
        driver.show_step(step)
        bar = driver.find(ImportBar, "import_bar")
        assert (bar.warehouse is not None) == (step in {StepId.PMF, StepId.ACTIVE_USERS})
        assert driver.page.acceptDrops()
        fields = [*driver.page.findChildren(QLineEdit), *driver.page.findChildren(QPlainTextEdit)]
        assert fields
        assert not [one.objectName() for one in fields if one.acceptDrops()]


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_of_the_dialog_is_wider_than_it(driver: ImportDriver, tmp_path: Path, percent: int) -> None:
    driver.window.theme.set_percent(percent)
    name = "a-long-name-without-any-place-to-break-" * 3
    path = write(tmp_path / f"{name}.csv", f"user,{name},time\na,1,03/04/2026\nb,2,05/06/2026\n")
    staff = write(tmp_path / f"{name}.txt", "boss\n")
    dialog = driver.drop(StepId.PMF, path)
    dialog.leave_out(staff)
    driver.until(lambda: driver.says("import_exclude_list") != "")
    driver.settle()
    assert dialog.width() <= dialog.screen().availableSize().width()
    assert driver.part(QScrollArea, "import_scroll").horizontalScrollBar().maximum() == 0
    dialog.reject()
