from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import StepId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.ui.export_jobs import SUFFIXES, Done, Job
from readiness_gui.ui.pages import export as export_module
from readiness_gui.ui.pages.export import ExportPage
from readiness_gui.ui.tasks import Cancel, Progress
from tests.ui.plan_bench import Bench, assert_named, empty_assessment, filled_assessment, make_bench

LONG = 60_000


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    one = filled_assessment()
    roadmap = generate(one, decide(inputs_of(one), framework), framework, today)
    return make_bench(qtbot, framework, today)(ExportPage, replace(one, roadmap=roadmap))


def page_of(bench: Bench) -> ExportPage:
    assert isinstance(bench.page, ExportPage)
    return bench.page


def ready(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page_of(bench).busy and not bench.tasks.busy, timeout=LONG)


def click(bench: Bench, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(bench.find(QPushButton, name), Qt.MouseButton.LeftButton)


def test_what_the_report_will_hold_is_said(bench: Bench, qtbot: QtBot) -> None:
    ready(bench, qtbot)
    assert "It holds: " in bench.text("report_holds")
    assert bench.text("report_holds").count("·") >= 5
    assert_named(bench.page)


def test_the_pdf_is_written_with_the_product_file_attached(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "roadmap.pdf"
    page_of(bench).begin("pdf", target)
    assert bench.shown("export_running")
    ready(bench, qtbot)
    assert bench.shown("export_done")
    assert "roadmap.pdf" in bench.text("export_made")
    assert bench.find(QProgressBar, "export_progress").value() == 1000
    with pikepdf.open(target) as made:
        (attached,) = made.attachments.values()
        assert attached.get_file().read_bytes() == b'{"product": {}}'


@pytest.mark.parametrize("kind", [kind for kind in SUFFIXES if kind != "pdf"])
def test_each_other_form_is_written(bench: Bench, qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    page_of(bench).begin(kind, tmp_path / "out")
    ready(bench, qtbot)
    made = tmp_path / f"out{SUFFIXES[kind]}"
    assert bench.shown("export_done"), "the ending is added where none was typed"
    data = made.read_bytes()
    starts = {"json": b"{", "ics": b"BEGIN:VCALENDAR", "svg": b"<?xml", "png": b"\x89PNG", "markdown": b"#"}
    if kind in starts:
        assert data.startswith(starts[kind])
    if kind == "json":
        json.loads(data)
    if kind == "csv":
        assert len(data.splitlines()) > 5


def test_a_file_that_is_there_is_replaced_only_when_asked(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("mine", encoding="utf-8")
    page_of(bench).begin("markdown", target)
    assert bench.shown("export_question")
    assert "a.md" in bench.text("export_exists")
    assert target.read_text(encoding="utf-8") == "mine"
    replace_it = bench.find(QPushButton, "export_replace")
    assert replace_it.hasFocus()
    qtbot.keyClick(replace_it, Qt.Key.Key_Space)
    ready(bench, qtbot)
    assert target.read_text(encoding="utf-8") != "mine"


def test_another_name_leads_back_to_the_dialog(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    ready(bench, qtbot)
    target = tmp_path / "a.json"
    target.write_text("mine", encoding="utf-8")
    page_of(bench).begin("json", target)
    click(bench, qtbot, "export_another_name")
    dialog = bench.page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].startswith(str(tmp_path)), "it opens in the folder used last"
    dialog.reject()
    assert target.read_text(encoding="utf-8") == "mine"
    assert not bench.shown("export_question")


def test_the_dialog_suggests_a_name(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    ready(bench, qtbot)
    page_of(bench)._folder = tmp_path
    click(bench, qtbot, "export_pdf")
    dialog = bench.page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Acme roadmap 2026-03-02.pdf"
    dialog.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    dialog.reject()
    ready(bench, qtbot)
    assert (tmp_path / "chosen.pdf").is_file()


def test_open_and_show_in_folder(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page_of(bench).begin("csv", tmp_path / "t.csv")
    ready(bench, qtbot)
    open_it = bench.find(QPushButton, "export_open")
    assert open_it.hasFocus(), "the file just made is one key away"
    qtbot.keyClick(open_it, Qt.Key.Key_Space)
    click(bench, qtbot, "export_show")
    assert [Path(one.toLocalFile()) for one in opened] == [tmp_path / "t.csv", tmp_path]
    click(bench, qtbot, "export_close")
    assert not bench.shown("export_done")


def test_a_folder_in_place_of_a_file_is_one_clear_sentence(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "x.pdf").mkdir()
    page_of(bench).begin("pdf", tmp_path / "x.pdf")
    ready(bench, qtbot)
    assert bench.shown("export_failed")
    assert str(tmp_path / "x.pdf") in bench.text("export_error")
    assert bench.find(QPushButton, "export_pdf").isEnabled()


def test_cancel_stops_and_writes_nothing(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(bench, qtbot)
    asked = threading.Event()

    def slow(job: Job, *, progress: Progress, cancel: Cancel) -> Done:
        progress(0.5)
        asked.wait(20)
        cancel.check()
        raise AssertionError("it went on after Cancel")

    monkeypatch.setattr(export_module, "run", slow)
    page_of(bench).begin("pdf", tmp_path / "x.pdf")
    bar = bench.find(QProgressBar, "export_progress")
    qtbot.waitUntil(lambda: bar.value() == 500)
    assert not bench.find(QPushButton, "export_markdown").isEnabled()
    cancel = bench.find(QPushButton, "export_cancel")
    assert cancel.hasFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Space)
    asked.set()
    ready(bench, qtbot)
    assert bench.shown("export_stopped")
    assert not list(tmp_path.iterdir())


def test_a_failure_is_told_and_what_was_replaced_too(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(bench, qtbot)

    def fails(job: Job, *, progress: Progress, cancel: Cancel) -> Done:
        raise ReportError("The disk is full.")

    def replaces(job: Job, *, progress: Progress, cancel: Cancel) -> Done:
        return Done(job.kind, job.path, ("U+E000",), strict=False)

    monkeypatch.setattr(export_module, "run", fails)
    page_of(bench).begin("pdf", tmp_path / "x.pdf")
    ready(bench, qtbot)
    assert bench.text("export_error") == "The disk is full."
    monkeypatch.setattr(export_module, "run", replaces)
    page_of(bench).begin("pdf", tmp_path / "x.pdf")
    ready(bench, qtbot)
    assert not bench.shown("export_failed")
    notes = bench.find(QLabel, "export_notes")
    assert "U+E000" in notes.text()
    assert "archive" in notes.text()
    assert notes.isVisible()


def test_without_a_roadmap_the_way_there_is_shown(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.shown("export_no_roadmap")
    bench.show(empty_assessment())
    assert bench.shown("export_no_roadmap")
    click(bench, qtbot, "export_to_roadmap")
    assert bench.went_to == [StepId.ROADMAP]
    ready(bench, qtbot)


def test_the_pages_are_shown_and_turned_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    """GIVEN the page on screen THEN its report is before one's eyes, and the next page a key away."""
    shown = page_of(bench).preview
    qtbot.waitUntil(lambda: shown.count > 3 and not shown.busy, timeout=LONG)
    assert shown.page == 1
    shown.picture.setFocus()
    qtbot.keyClick(shown.picture, Qt.Key.Key_PageDown)
    assert shown.page == 2
    assert bench.text("preview_place") == f"Page 2 of {shown.count}"


def test_another_state_of_the_answers_is_set_anew(bench: Bench, qtbot: QtBot) -> None:
    shown = page_of(bench).preview
    qtbot.waitUntil(lambda: shown.count > 3 and not shown.busy, timeout=LONG)
    before = shown.picture.image.copy()
    bench.show(empty_assessment())
    qtbot.waitUntil(lambda: not shown.busy and shown.picture.image != before, timeout=LONG)


def test_the_summary_is_copied_in_both_forms(bench: Bench, qtbot: QtBot) -> None:
    ready(bench, qtbot)
    button = bench.find(QPushButton, "copy_summary")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.shown("summary_copied"), timeout=LONG)
    data = QApplication.clipboard().mimeData()
    assert "<ul>" in data.html()
    assert "<" not in data.text()
    assert bench.product().name in data.text()
