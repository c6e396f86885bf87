"""Printing: the pages that are wanted, in the background, on the paper there is; and what goes wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui import paths
from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.report.options import Paper, ReportOptions
from readiness_gui.ui import printing
from readiness_gui.ui.export_jobs import Report
from readiness_gui.ui.pages.export import ExportPage
from readiness_gui.ui.printing import PrintJob
from readiness_gui.ui.tasks import Cancel
from tests import worked
from tests.ui.plan_bench import Bench, filled_assessment, make_bench

LONG = 60_000


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print coarsely, so that the tests are quick."""
    monkeypatch.setattr(printing, "DENSITY", 40)


@pytest.fixture
def report(framework: Framework, today: date) -> Report:
    product = worked.product(framework)
    return Report(product, product.assessments[-1], framework, today, paths.resources())


@pytest.fixture
def printer_to(qapp: object, report: Report, tmp_path: Path) -> Callable[..., QPrinter]:
    """Return a maker of printers that print into a PDF."""

    def make(**options: object) -> QPrinter:
        chosen = replace(report, options=ReportOptions(**options))  # type: ignore[arg-type]  # as given by tests
        printer = printing.printer_for(chosen, "roadmap")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    return make


def silent(share: float, words: str = "") -> None:
    """Take progress without a word."""


def printed(tmp_path: Path) -> list[tuple[int, int]]:
    """Return the sizes of the pages that came out, in points."""
    with pikepdf.open(tmp_path / "printed.pdf") as made:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in made.pages]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_all_pages_come_out_on_the_paper_chosen(
    report: Report, printer_to: Callable[..., QPrinter], tmp_path: Path, paper: Paper, size: tuple[int, int]
) -> None:
    told: list[float] = []
    job = PrintJob(replace(report, options=ReportOptions(paper=paper)), printer_to(paper=paper))
    sides = printing.run(job, progress=lambda share, words="": told.append(share), cancel=Cancel())
    pages = printed(tmp_path)
    assert len(pages) == sides >= 8
    assert set(pages) == {size}
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_only_the_range_is_printed(
    report: Report, printer_to: Callable[..., QPrinter], tmp_path: Path
) -> None:
    printer = printer_to()
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert printing.run(PrintJob(report, printer), progress=silent, cancel=Cancel()) == 3
    assert len(printed(tmp_path)) == 3


def test_other_paper_than_the_reports_is_filled_as_far_as_it_goes(
    report: Report, printer_to: Callable[..., QPrinter], tmp_path: Path
) -> None:
    printer = printer_to()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printing.run(PrintJob(report, printer), progress=silent, cancel=Cancel())
    assert set(printed(tmp_path)) == {(420, 595)}


class Paperless:
    """What the order of pages asks a printer."""

    def __init__(self, *, several: bool, collate: bool, last_first: bool = False) -> None:
        self._several, self._collate, self._last_first = several, collate, last_first

    def printRange(self) -> QPrinter.PrintRange:
        return QPrinter.PrintRange.AllPages

    def pageOrder(self) -> QPrinter.PageOrder:
        return QPrinter.PageOrder.LastPageFirst if self._last_first else QPrinter.PageOrder.FirstPageFirst

    def supportsMultipleCopies(self) -> bool:
        return self._several

    def copyCount(self) -> int:
        return 2

    def collateCopies(self) -> bool:
        return self._collate


@pytest.mark.parametrize(
    ("printer", "expected"),
    [
        (Paperless(several=True, collate=True), [1, 2, 3]),
        (Paperless(several=False, collate=True), [1, 2, 3, 1, 2, 3]),
        (Paperless(several=False, collate=False), [1, 1, 2, 2, 3, 3]),
        (Paperless(several=True, collate=True, last_first=True), [3, 2, 1]),
    ],
)
def test_copies_and_order_are_what_the_dialog_says(printer: QPrinter, expected: list[int]) -> None:
    assert list(printing.order(printer, 3)) == expected


def test_cancel_stops_between_pages(report: Report, printer_to: Callable[..., QPrinter]) -> None:
    cancel = Cancel()
    seen: list[float] = []

    def progress(share: float, words: str = "") -> None:
        seen.append(share)
        if len(seen) == 3:
            cancel.request()

    with pytest.raises(CancelledError):
        printing.run(PrintJob(report, printer_to()), progress=progress, cancel=cancel)
    assert len(seen) == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_job_is_one_clear_sentence(
    report: Report, printer_to: Callable[..., QPrinter], tmp_path: Path
) -> None:
    printer = printer_to()
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    with pytest.raises(ReportError, match="takes no job"):
        printing.run(PrintJob(report, printer), progress=silent, cancel=Cancel())


def test_nothing_of_printing_is_loaded_before_somebody_prints() -> None:
    program = (
        "import sys, readiness_gui.ui.pages.export\n"
        "loaded = [one for one in sys.modules if 'QtPrintSupport' in one or one.endswith('ui.printing')]\n"
        "raise SystemExit(bool(loaded))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# -- on the page ------------------------------------------------------------------------------------


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    made = make_bench(qtbot, framework, today)(ExportPage, filled_assessment())
    assert isinstance(made.page, ExportPage)
    preview = made.page.preview
    qtbot.waitUntil(lambda: preview.count > 3 and not preview.busy, timeout=LONG)
    return made


def press(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench.find(QPushButton, "export_print"), " ")


def test_a_machine_without_a_printer_says_so(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press(bench, qtbot)
    assert bench.shown("export_failed")
    assert "no printer set up" in bench.text("export_error")


def test_the_dialog_offers_the_pages_and_prints_when_accepted(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = bench.page
    assert isinstance(page, ExportPage)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Paper"])
    press(bench, qtbot)
    dialog = page.findChild(QPrintDialog)
    assert dialog is not None
    assert (dialog.minPage(), dialog.maxPage()) == (1, page.preview.count)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    assert bench.shown("export_running"), "printing can be stopped"
    qtbot.waitUntil(lambda: not page.busy, timeout=LONG)
    assert bench.shown("export_sent")
    assert bench.text("export_printed").startswith(f"{page.preview.count} page")
    assert len(printed(tmp_path)) == page.preview.count
    dialog.close()
