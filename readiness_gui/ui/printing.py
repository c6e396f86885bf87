"""The print dialog and the printing: pages are set and painted in the background, one after the other.

QtPrintSupport is imported here alone, and only once somebody wants to print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from readiness_gui.core.errors import ReportError
from readiness_gui.report.options import Paper
from readiness_gui.ui.export_jobs import Report, pages
from readiness_gui.ui.tasks import Cancel, Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

#: pixels an inch that pages are set with for paper
DENSITY = 300
#: the share of the work that setting the pages is
SETTING = 0.5


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A report and the printer that the dialog has set up."""

    report: Report
    printer: QPrinter


def has_printer() -> bool:
    """Tell whether the system knows a printer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(report: Report, name: str) -> QPrinter:
    """Return the standard printer with the report's paper and without margins; ``name`` is the job's."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    letter = report.options.paper is Paper.LETTER
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(name)
    return printer


def ask(parent: QWidget, printer: QPrinter, count: int, accepted: Callable[[], None]) -> QPrintDialog:
    """Open the system's print dialog without blocking; ``count`` is the number of pages, 0 if not known."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=count > 0)
    if count:
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
    dialog.accepted.connect(lambda _printer: accepted())
    QDialog.open(dialog)  # the print dialog hides this one behind another of that name
    return dialog


def run(job: PrintJob, *, progress: Progress, cancel: Cancel) -> int:
    """Set the pages and paint those that are wanted; return how many sheets' sides that were.

    Raises:
        ReportError: the pages cannot be set, or the printer does not begin.
        CancelledError: the user stopped it; what the printer already has it may still print.

    """
    made = pages(job.report, DENSITY, progress=lambda *_: None, cancel=cancel).pictures
    progress(SETTING)
    wanted = list(order(job.printer, len(made)))
    texts = job.report.framework
    painter = QPainter()
    if not painter.begin(job.printer):
        raise ReportError(texts.phrase("report.print.refused", name=job.printer.printerName()))
    try:
        for done, number in enumerate(wanted):
            if cancel.requested:
                job.printer.abort()
                cancel.check()
            if done and not job.printer.newPage():
                raise ReportError(texts.phrase("report.print.broken", page=number))
            _paint(painter, job.printer, QImage.fromData(made[number - 1]))
            progress(SETTING + (1 - SETTING) * (done + 1) / len(wanted))
    finally:
        painter.end()
    return len(wanted)


def order(printer: QPrinter, count: int) -> Iterator[int]:
    """Yield the numbers of the pages in the order in which they are painted, from 1 on."""
    from PySide6.QtPrintSupport import QPrinter

    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or count, count)
    numbers = list(range(first, last + 1))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        yield from numbers * copies
    else:
        yield from (number for number in numbers for _ in range(copies))


def _paint(painter: QPainter, printer: QPrinter, page: QImage) -> None:
    """Paint a page as large as the paper lets it be, in its middle."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    size = QSizeF(page.size()).scaled(QSizeF(paper.size()), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(
        (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height()
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, page, QRectF(QRect(0, 0, page.width(), page.height())))
