"""Bringing files in on the pages, by keys: guess, correct, read, use, undo; nothing before "Use this"."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import ActiveUsersEvidence, DiversityEvidence, PmfEvidence, SurveyCounts
from readiness_gui.core.signal import Replaced
from readiness_gui.core.terms import Grade, Pole, SignalId, StepId
from readiness_gui.evidence import imports
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.import_table import PreviewTable
from tests.evidence.engines import run_duckdb
from tests.ui.driver_import import ImportDriver


@pytest.fixture
def driver(qtbot: QtBot, library_folder: Path) -> Iterator[ImportDriver]:
    made = ImportDriver(qtbot)
    made.start("Acme")
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of 30 users over ten months, with one line that is no event."""
    lines = [
        f"u{user},{date(2026, 1, 1) + timedelta(days=user + 30 * month)}"
        for user in range(30)
        for month in range(10)
        if month == 0 or (user + month) % 2
    ]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(["user,time", *lines, "u1,never"]) + "\n", encoding="utf-8")
    return path


def test_one_log_sets_both_signals_in_one_step(driver: ImportDriver, log: Path) -> None:
    driver.drop(StepId.PMF, log)
    preview = driver.part(PreviewTable, "import_preview")
    assert preview.model().index(0, 0).data() == "u0"
    driver.push("import_read")
    rows = len(log.read_text(encoding="utf-8").splitlines()) - 1
    assert driver.says("import_counted") == f"Read {rows} rows of events.csv, 1 refused"
    assert driver.evidence(SignalId.PMF) is None
    driver.push("import_use")
    driver.settle()
    pmf, active = driver.evidence(SignalId.PMF), driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(pmf, PmfEvidence)
    assert isinstance(active, ActiveUsersEvidence)
    assert driver.answer(SignalId.PMF).grade is Grade.MEASURED
    assert driver.answer(SignalId.PMF).evidence_date == active.last_event
    driver.settle()
    assert "events.csv" in driver.find(QLabel, "import_source").text()
    driver.undo()
    assert driver.evidence(SignalId.PMF) is None
    assert driver.evidence(SignalId.ACTIVE_USERS) is None


def test_the_list_of_refused_rows_names_line_and_reason(driver: ImportDriver, log: Path) -> None:
    driver.drop(StepId.ACTIVE_USERS, log)
    driver.push("import_read")
    listed = driver.dialog.findChild(QPlainTextEdit, "import_refused")
    assert isinstance(listed, QPlainTextEdit)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert listed.toPlainText() == f"Line {len(lines)}: “never” is no date"
    driver.dialog.reject()


def test_columns_that_cannot_be_guessed_are_asked_for(driver: ImportDriver, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("wer,wann\na,03/04/2026\nb,05/06/2026\n", encoding="utf-8")
    driver.drop(StepId.PMF, path)
    driver.push("import_read")
    assert driver.says("import_user_problem") == "Choose the column for “User”."
    for role, name in (("user", "wer"), ("time", "wann")):
        combo = driver.dialog.findChild(QComboBox, f"import_{role}")
        assert isinstance(combo, QComboBox)
        combo.setFocus()
        QTest.keyClicks(combo, name)
        assert combo.currentText() == name
    driver.until(lambda: not driver.dialog.busy)
    driver.push("import_read")
    assert driver.says("import_order_problem") == "Choose whether dates have the day or the month first."
    order = driver.dialog.findChild(QRadioButton, "import_order_0")
    assert isinstance(order, QRadioButton)
    QTest.keyClick(order, Qt.Key.Key_Space)
    driver.push("import_read")
    driver.push("import_use")
    active = driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(active, ActiveUsersEvidence)
    assert active.last_event == date(2026, 6, 5)


def test_users_are_left_out_by_list_and_pattern(driver: ImportDriver, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2026-06-01\nbot-1,2026-06-02\nboss,2026-06-02\n", encoding="utf-8")
    driver.drop(StepId.ACTIVE_USERS, path)
    field = driver.dialog.findChild(QPlainTextEdit, "import_exclude")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "bot-*")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "boss")
    driver.push("import_read")
    driver.push("import_use")
    active = driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(active, ActiveUsersEvidence)
    assert active.active_7 == 1


def test_what_is_no_table_is_said_and_changes_nothing(driver: ImportDriver, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\0\0\0binary")
    before = driver.show_step(StepId.DIVERSITY).assessment
    driver.drop(StepId.DIVERSITY, path)
    assert "not a table of text" in driver.says("import_error")
    driver.dialog.reject()
    assert driver.assessment == before


def test_cancel_stops_the_reading_and_leaves_no_trace(
    driver: ImportDriver, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIVEN a reading under way WHEN Cancel is pressed THEN the columns are asked again, nothing is set."""
    begun = threading.Event()

    def slow(*_: object, cancel: object, **__: object) -> None:
        begun.set()
        while True:
            cancel.check()  # type: ignore[attr-defined]  # the token of the tasks

    monkeypatch.setattr(imports, "bring_in", slow)
    before = driver.show_step(StepId.PMF).assessment
    dialog = driver.drop(StepId.PMF, log)
    read = dialog.findChild(QPushButton, "import_read")
    assert isinstance(read, QPushButton)
    QTest.keyClick(read, Qt.Key.Key_Space)
    driver.until(begun.is_set)
    driver.push("import_cancel")
    assert driver.dialog.findChild(QPushButton, "import_read").isVisible()  # type: ignore[union-attr]
    driver.dialog.reject()
    assert driver.assessment == before


def test_another_file_says_what_it_replaces(driver: ImportDriver, tmp_path: Path) -> None:
    for name, tag in (("first.csv", "x"), ("second.csv", "y")):
        path = tmp_path / name
        path.write_text(f"user,profile\na,{tag}\nb,{tag}\n", encoding="utf-8")
        driver.drop(StepId.DIVERSITY, path)
        driver.push("import_read")
        replaces = driver.says("import_replaces")
        driver.push("import_use")
    assert replaces == "It replaces: first.csv. Undo brings that back."
    today = driver.assessment.as_of
    assert driver.answer(SignalId.DIVERSITY).replaced == Replaced(today, "first.csv", "second.csv")
    driver.settle()
    assert "by second.csv; before: first.csv." in driver.find(QLabel, "import_replaced").text()


def test_typing_over_an_import_is_noted_as_well(driver: ImportDriver, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    path.write_text("user,profile\na,x\nb,y\n", encoding="utf-8")
    driver.drop(StepId.DIVERSITY, path)
    driver.push("import_read")
    driver.push("import_use")
    driver.settle().paste("interviews", [["c", "z"]]).settle()
    answer = driver.answer(SignalId.DIVERSITY)
    assert isinstance(answer.evidence, DiversityEvidence)
    assert answer.evidence.provenance is None
    assert answer.grade is Grade.OBSERVED
    assert answer.replaced is not None
    assert (answer.replaced.before, answer.replaced.by) == ("i.csv", "")
    assert "numbers typed by hand" in driver.find(QLabel, "import_replaced").text()


def test_an_import_keeps_the_survey(driver: ImportDriver, log: Path) -> None:
    driver.answer_pmf(survey=SurveyCounts(20, 10, 10))
    driver.drop(StepId.PMF, log)
    driver.push("import_read")
    assert "20 of 40 people" in driver.says("import_found")
    driver.push("import_use")
    pmf = driver.evidence(SignalId.PMF)
    assert isinstance(pmf, PmfEvidence)
    assert pmf.survey == SurveyCounts(20, 10, 10)
    assert pmf.cohorts


def test_complaints_rankings_and_readings_come_in_on_their_pages(
    driver: ImportDriver, tmp_path: Path
) -> None:
    complaints, ranking, gate = (tmp_path / name for name in ("c.csv", "r.csv", "g.csv"))
    complaints.write_text("user,segment,axis,pole\na,new,length,low\n", encoding="utf-8")
    options = ("retention", "activation", "acquisition", "monetization", "referral")
    ranks = "".join(f"Ada,{option},{place}\n" for place, option in enumerate(options, 1))
    ranking.write_text("participant,option,rank\n" + ranks, encoding="utf-8")
    gate.write_text(
        "segment,arm,month,users,retained\nall,control,1,200,80\nall,treatment,1,200,110\n", encoding="utf-8"
    )
    for step, path in ((StepId.GENERIC_FAILURE, complaints), (StepId.PRIORITY, ranking)):
        driver.drop(step, path)
        driver.push("import_read")
        driver.push("import_use")
    assert driver.assessment.signals[SignalId.GENERIC_FAILURE].evidence.complaints[0].pole is Pole.LOW  # type: ignore[union-attr]
    assert driver.evidence(SignalId.RETENTION_PRIORITY).rankings[0].participant == "Ada"  # type: ignore[attr-defined]
    driver.drop(StepId.GATE, gate)
    driver.push("import_read")
    driver.push("import_use")
    assert driver.assessment.gate.readings[0].treatment_retained == 110


def test_a_warehouse_is_asked_and_its_result_pasted(driver: ImportDriver) -> None:
    """GIVEN names of a table WHEN its query is run and the rows are pasted THEN both signals are set."""
    driver.show_step(StepId.PMF)
    fold = driver.find(QToolButton, "warehouse")
    QTest.keyClick(fold, Qt.Key.Key_Space)
    dialect = driver.find(QComboBox, "warehouse_dialect")
    dialect.setFocus()
    QTest.keyClicks(dialect, "DuckDB")
    for name, text in (("table", "log"), ("user", "who"), ("time", "at")):
        driver.type(f"warehouse_{name}", text)
    query = driver.find(QPlainTextEdit, "warehouse_query")
    driver.until(lambda: '"who"' in query.toPlainText() and '"at"' in query.toPlainText())
    copy = driver.find(QPushButton, "warehouse_copy")
    QTest.keyClick(copy, Qt.Key.Key_Space)
    text = QApplication.clipboard().text()
    log = [(f"u{user}", f"2026-0{month}-03 10:00:00") for user in range(9) for month in (5, 6, 7)]
    QApplication.clipboard().setText(run_duckdb(log, text).replace(",", "\t"))
    paste = driver.find(QPushButton, "warehouse_paste")
    QTest.keyClick(paste, Qt.Key.Key_Space)
    driver.until(lambda: not driver.dialog.busy)
    assert driver.says("import_error") == ""
    driver.push("import_read")
    driver.push("import_use")
    active = driver.evidence(SignalId.ACTIVE_USERS)
    assert isinstance(active, ActiveUsersEvidence)
    assert (active.active_7, active.last_event) == (9, date(2026, 7, 3))


def test_other_files_are_left_to_the_window(driver: ImportDriver, tmp_path: Path) -> None:
    driver.show_step(StepId.PMF)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.readiness"))])
    page = driver.page
    assert isinstance(page, SignalPage)
    event = QDragEnterEvent(
        page.rect().center(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dragEnterEvent(event)
    assert not event.isAccepted()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook of two sheets, the second with interviews."""
    made = openpyxl.Workbook()
    notes = made.worksheets[0]
    notes.title = "Notes"
    notes.append(["Asked in", "May"])
    sheet = made.create_sheet("Interviews")
    for row in (["user", "profile"], ["Ann", "novice; in a hurry"], [], ["Ben", "expert"], [None, "lost"]):
        sheet.append(row)
    path = tmp_path / "interviews.xlsx"
    made.save(path)
    return path


def test_a_sheet_of_a_workbook_is_chosen_by_keys(driver: ImportDriver, workbook: Path) -> None:
    dialog = driver.drop(StepId.DIVERSITY, workbook)
    sheets = driver.part(QComboBox, "import_sheet")
    assert sheets.isVisible()
    assert [sheets.itemText(at) for at in range(sheets.count())] == ["Notes", "Interviews"]
    sheets.setFocus()
    QTest.keyClick(sheets, Qt.Key.Key_Down)
    driver.until(lambda: not dialog.busy)
    sheets = driver.part(QComboBox, "import_sheet")
    assert sheets.currentText() == "Interviews"
    driver.until(sheets.hasFocus)
    assert driver.part(QComboBox, "import_profile").currentText() == "profile"
    driver.read()
    assert driver.says("import_counted") == "Read 3 rows of interviews.xlsx, 1 refused"
    driver.use()
    evidence = driver.evidence(SignalId.DIVERSITY)
    assert isinstance(evidence, DiversityEvidence)
    assert [(one.user, one.profiles) for one in evidence.interviews] == [
        ("Ann", ("novice", "in a hurry")),
        ("Ben", ("expert",)),
    ]
    assert evidence.provenance is not None
    assert evidence.provenance.file_name == "interviews.xlsx"
    driver.undo()
    assert driver.evidence(SignalId.DIVERSITY) is None


def test_a_file_of_one_table_asks_for_no_sheet(driver: ImportDriver, log: Path) -> None:
    driver.drop(StepId.PMF, log)
    assert not driver.part(QComboBox, "import_sheet").isVisible()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.csv", bytes(range(256)) * 40, "is not a table of text"),
        ("log.xlsx", b"PK\x03\x04" + bytes(400), "is no workbook that can be read"),
        ("log.csv", b"user,time\n" + b"x" * 40_000_000, "a line too long"),
        ("log.csv", (",".join(f"c{at}" for at in range(10_000)) + "\n").encode() * 2, "10000 columns"),
        ("log.csv", b"", "is empty"),
        ("log.csv", b"user,time\n,2024-01-01\n", "None of the 1 rows"),
        ("log.csv", b"user,time\na,hello\n", "holds no dates"),
        ("log.csv", b"user,time\na,1970-01-01\nb,2100-01-01\n", "1970-01-01 lies before 2000"),
        ("log.csv", b"user,time\na,2024-01-01\n" * 40_000 + b"a\0,2024-01-01\n", "is not a table of text"),
        ("log.csv", b'user,time\n"a,2024-01-01\nb,2024-01-01\n', "line 2: a quotation mark"),
    ],
)
def test_a_file_that_is_no_good_is_said_in_one_sentence_and_changes_nothing(
    driver: ImportDriver, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    driver.show_step(StepId.PMF)
    before = driver.assessment
    driver.drop(StepId.PMF, path)
    if not driver.says("import_error"):
        driver.read()
    said = driver.says("import_error").replace("\u200b", "")
    assert words in said
    assert "\n" not in said
    assert not driver.part(QPushButton, "import_use").isVisible()
    driver.dialog.reject()
    assert driver.assessment == before
