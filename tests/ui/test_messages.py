from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui import __version__
from readiness_gui.core.errors import StorageError
from readiness_gui.ui.messages import LOG_NAME, FaultReporter, start_log, stop_log, versions


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "logs"
    stop_log()


@pytest.fixture
def reporter(qtbot: QtBot, logs: Path) -> Iterator[FaultReporter]:
    made = FaultReporter(logs)
    yield made
    if made.dialog is not None:
        made.dialog.close()


def _raise(reporter: FaultReporter, error: Exception) -> None:
    try:
        raise error
    except type(error):
        kind, value, trace = sys.exc_info()
        assert kind is not None
        assert value is not None
        reporter.handle(kind, value, trace)


def test_a_fault_is_logged_with_its_cause_and_shown_with_versions(
    reporter: FaultReporter, logs: Path, qtbot: QtBot
) -> None:
    _raise(reporter, ValueError("inner detail"))
    dialog = reporter.dialog
    assert dialog is not None
    report = dialog.findChild(QPlainTextEdit, "fault_report")
    assert report is not None
    assert "ValueError: inner detail" in report.toPlainText()
    assert __version__ in report.toPlainText()
    assert any("You can go on working" in one.text() for one in dialog.findChildren(QLabel))
    assert "ValueError: inner detail" in (logs / LOG_NAME).read_text(encoding="utf-8")
    copy = dialog.findChild(QPushButton, "copy_report")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == report.toPlainText()


def test_a_foreseen_error_shows_its_own_sentence(reporter: FaultReporter) -> None:
    _raise(reporter, StorageError("The folder cannot be written."))
    assert reporter.dialog is not None
    assert any(one.text() == "The folder cannot be written." for one in reporter.dialog.findChildren(QLabel))


def test_a_second_fault_opens_no_second_dialog(reporter: FaultReporter) -> None:
    _raise(reporter, ValueError("first"))
    dialog = reporter.dialog
    _raise(reporter, ValueError("second"))
    assert reporter.dialog is dialog


def test_a_fault_in_a_thread_is_shown_by_the_screens_thread(reporter: FaultReporter, qtbot: QtBot) -> None:
    thread = threading.Thread(target=_raise, args=(reporter, ValueError("elsewhere")))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)


def test_leaving_by_ctrl_c_is_no_fault(reporter: FaultReporter, capsys: pytest.CaptureFixture[str]) -> None:
    reporter.handle(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reporter.dialog is None
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_log_begins_with_the_versions_and_is_opened_once(logs: Path) -> None:
    start_log(logs)
    start_log(logs)
    logging.getLogger("readiness_gui.somewhere").info("a fact")
    text = (logs / LOG_NAME).read_text(encoding="utf-8")
    assert text.count(versions()) == 1
    assert text.count("a fact") == 1


def test_where_no_log_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    start_log(blocked / "logs")
    stop_log()
