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
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.report.options import Paper, ReportOptions
from readiness_gui.ui.export_jobs import SUFFIXES, Done, Job
from readiness_gui.ui.pages import export as export_module
from readiness_gui.ui.pages.export import ExportPage
from readiness_gui.ui.tasks import Cancel, Progress
from tests.tongues import CODE, resources_with
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


@pytest.mark.parametrize("kind", [kind for kind in SUFFIXES if kind not in ("pdf", "charts")])
def test_each_other_form_is_written(bench: Bench, qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    page_of(bench).begin(kind, tmp_path / "out")
    ready(bench, qtbot)
    made = tmp_path / f"out{SUFFIXES[kind]}"
    assert bench.shown("export_done"), "the ending is added where none was typed"
    data = made.read_bytes()
    starts = {"json": b"{", "ics": b"BEGIN:VCALENDAR", "markdown": b"#"}
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


# -- all charts -------------------------------------------------------------------------------------


def test_all_charts_go_into_a_folder_of_their_own(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    ready(bench, qtbot)
    click(bench, qtbot, "export_charts")
    dialog = bench.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    ready(bench, qtbot)
    folder = tmp_path / "Acme roadmap 2026-03-02 charts"
    assert "Acme roadmap 2026-03-02 charts is ready" in bench.text("export_made")
    names = sorted(one.name for one in folder.iterdir())
    assert names[:2] == ["01-ladder.png", "01-ladder.svg"]
    assert {name.partition("-")[2] for name in names} >= {"timeline.svg", "progression.png"}
    assert all(one.stat().st_size > 1000 for one in folder.iterdir())


def test_charts_that_are_there_are_replaced_only_when_asked(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "charts"
    folder.mkdir()
    (folder / "01-ladder.svg").write_text("mine", encoding="utf-8")
    (folder / "other.txt").write_text("mine", encoding="utf-8")
    page_of(bench).begin("charts", folder)
    assert "Replace the charts in it?" in bench.text("export_exists")
    click(bench, qtbot, "export_replace")
    ready(bench, qtbot)
    assert (folder / "01-ladder.svg").read_bytes().startswith(b"<?xml")
    assert (folder / "other.txt").read_text(encoding="utf-8") == "mine"


# -- choices ----------------------------------------------------------------------------------------


def kept_bench(
    qtbot: QtBot, framework: Framework, today: date, kept: list[ReportOptions], resources: Path | None = None
) -> Bench:
    """Return a page that keeps its choices in ``kept``."""
    one = filled_assessment().with_signal(SignalId.PMF, note="between us")
    made = make_bench(qtbot, framework, today)(ExportPage, one)
    made.page.hide()
    made.context = replace(
        made.context,
        report_options=lambda: kept[-1],
        keep_report_options=kept.append,
        resources=resources or made.context.resources,
    )
    old, made.page = made.page, ExportPage(made.context)
    old.deleteLater()
    made.page.show_assessment(one)
    qtbot.addWidget(made.page, before_close_func=lambda _page: made.tasks.stop())
    made.page.resize(700, 720)
    made.page.show()
    qtbot.waitExposed(made.page)
    return made


def test_what_was_chosen_last_is_chosen_and_a_change_is_kept(
    qtbot: QtBot, framework: Framework, today: date
) -> None:
    kept = [ReportOptions(confidential=True, accent="#AA2233")]
    bench = kept_bench(qtbot, framework, today, kept)
    assert page_of(bench).choices.options == kept[0]
    ready(bench, qtbot)
    paper = bench.find(QRadioButton, "report_paper_1")
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Space)
    assert kept[1:] == [ReportOptions(confidential=True, accent="#AA2233", paper=Paper.LETTER)]


def test_a_choice_is_seen_in_the_preview(bench: Bench, qtbot: QtBot) -> None:
    shown = page_of(bench).preview
    qtbot.waitUntil(lambda: shown.count > 3 and not shown.busy, timeout=LONG)
    before = shown.picture.image.height() / shown.picture.image.width()
    bench.find(QRadioButton, "report_paper_1").click()
    qtbot.waitUntil(
        lambda: not shown.busy and shown.picture.image.height() / shown.picture.image.width() < before - 0.05,
        timeout=LONG,
    )


def test_a_section_left_out_is_gone_from_what_it_holds(bench: Bench, qtbot: QtBot) -> None:
    ready(bench, qtbot)
    assert "How the verdict came about" in bench.text("report_holds")
    bench.find(QCheckBox, "part_trace").click()
    ready(bench, qtbot)
    assert "How the verdict came about" not in bench.text("report_holds")


def test_choices_hold_for_every_kind(qtbot: QtBot, framework: Framework, today: date, tmp_path: Path) -> None:
    bench = kept_bench(qtbot, framework, today, [ReportOptions(without_notes=True, paper=Paper.LETTER)])
    for kind in ("pdf", "markdown", "json"):
        page_of(bench).begin(kind, tmp_path / f"out{SUFFIXES[kind]}")
        ready(bench, qtbot)
        assert bench.shown("export_done"), bench.text("export_error")
    assert "between us" not in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "between us" not in (tmp_path / "out.json").read_text(encoding="utf-8")
    with pikepdf.open(tmp_path / "out.pdf") as made:
        assert round(float(made.pages[0].mediabox[3])) == 792


def test_another_language_is_written_in_every_kind(
    qtbot: QtBot, framework: Framework, today: date, tmp_path: Path
) -> None:
    kept = [ReportOptions(language=CODE)]
    bench = kept_bench(qtbot, framework, today, kept, resources_with(tmp_path))
    ready(bench, qtbot)
    assert "Die nächsten 90 Tage" in bench.text("report_holds")
    for kind in ("markdown", "pdf"):
        page_of(bench).begin(kind, tmp_path / f"out{SUFFIXES[kind]}")
        ready(bench, qtbot)
    assert "2. März 2026" in (tmp_path / "out.md").read_text(encoding="utf-8")
    with pikepdf.open(tmp_path / "out.pdf") as made:
        assert str(made.Root.Lang) == CODE


def test_a_language_that_is_gone_is_english_again(qtbot: QtBot, framework: Framework, today: date) -> None:
    bench = kept_bench(qtbot, framework, today, [ReportOptions(language="xx", confidential=True)])
    assert page_of(bench).choices.options == ReportOptions(confidential=True)
