"""Export: the report before one's eyes, as PDF, and the same as text, data, calendar and pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QStandardPaths, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QGridLayout, QPushButton, QWidget
from shiboken6 import isValid

from readiness_gui.core.errors import CancelledError, ReadinessError
from readiness_gui.core.languages import languages
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.report.options import DEFAULT, ReportOptions
from readiness_gui.ui.export_jobs import (
    CHARTS,
    SUFFIXES,
    Done,
    Job,
    Preview,
    Report,
    pages,
    preview,
    run,
    summary,
)
from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.tasks import Cancel
from readiness_gui.ui.widgets.basics import UNIT, button, card, column, label
from readiness_gui.ui.widgets.beside import Beside
from readiness_gui.ui.widgets.export_status import ExportStatus
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.report_choices import ReportChoices
from readiness_gui.ui.widgets.report_preview import ReportPreview

if TYPE_CHECKING:
    from readiness_gui.report.summary import Summary
    from readiness_gui.ui.printing import PrintJob


class ExportPage(Page):
    """One primary button for the PDF, further kinds below it."""

    step = StepId.EXPORT

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment: Assessment | None = None
        self._name = ""
        self._folder: Path | None = None
        self._waiting: tuple[str, Path] | None = None
        self._cancel: Cancel | None = None
        #: what the page shows now; made anew once the answers or the choices are others
        self._looked: tuple[Assessment, ReportOptions] | None = None
        self._buttons: list[QPushButton] = []
        self._status = ExportStatus()
        self._holds = label("", name="report_holds")
        self._no_roadmap = self._build_no_roadmap()
        self._copied = label("", "muted", name="summary_copied")
        self._copied.hide()
        self.preview = ReportPreview(context.tasks)
        self.choices = ReportChoices(context.framework, context.resources, context.tasks)
        self.choices.show_options(self._remembered())
        beside = Beside(self.preview, self.choices, narrow=40)
        parts = (self._build_report(), self._status, self._no_roadmap, beside, self._build_others())
        self.setLayout(column(*parts))
        self.choices.changed.connect(self._on_chosen)
        self._status.replace.connect(self._on_replace)
        self._status.another_name.connect(self._on_another_name)
        self._status.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        """Tell whether an export is under way."""
        return self._cancel is not None

    def show_assessment(self, assessment: Assessment) -> None:
        """Take over what is to be exported."""
        self._assessment = assessment
        self._no_roadmap.setVisible(assessment.roadmap is None)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Say what the report will hold."""
        super().showEvent(event)
        self._look()

    def begin(self, kind: str, path: Path) -> None:
        """Export to ``path``, asking first where a file is there already."""
        if not path.suffix and SUFFIXES[kind]:
            path = path.with_name(path.name + SUFFIXES[kind])
        self._waiting = (kind, path)
        self._folder = path.parent
        if path.is_file() or (kind == CHARTS and path.is_dir()):
            self._status.ask_overwrite(path)
        else:
            self._on_replace()

    def _build_report(self) -> QFrame:
        pdf = self._button("pdf", self.tr("Export the PDF…"), role="primary")
        printing = button(self.tr("Print…"), "export_print")
        printing.clicked.connect(self._on_print)
        self._buttons.append(printing)
        copy = button(self.tr("Copy summary"), "copy_summary")
        copy.clicked.connect(self._on_copy)
        return card(
            label(self.tr("The report"), "heading"),
            label(
                self.tr(
                    "Verdict, evidence, trace and the 90 days as an accessible PDF for archives. "
                    "The product file is attached to it, so the PDF opens in this program again."
                )
            ),
            self._holds,
            FlowRow(pdf, printing, copy),
            self._copied,
            name="export_report",
        )

    def _build_no_roadmap(self) -> QFrame:
        link = button(self.tr("Go to the roadmap"), "export_to_roadmap", role="link")
        link.clicked.connect(lambda: self.navigate.emit(StepId.ROADMAP))
        words = self.tr(
            "You have not opened the roadmap yet. The report holds the one the verdict suggests; "
            "tasks for calendar and tracker are there once you have opened it."
        )
        return card(label(words), FlowRow(link), name="export_no_roadmap", role="notice")

    def _build_others(self) -> QFrame:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        for at, (kind, text, words) in enumerate(self._others()):
            grid.addWidget(self._button(kind, text), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, "muted"), at, 1)
        return card(label(self.tr("Other forms"), "heading"), grid, name="export_others")

    def _others(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("markdown", self.tr("Markdown…"), self.tr("The report as text for a wiki or a repository.")),
            ("json", self.tr("JSON…"), self.tr("Every answer, figure and rule for other programs.")),
            ("ics", self.tr("Calendar…"), self.tr("The tasks as dates; importing again updates them.")),
            ("csv", self.tr("Tasks as CSV…"), self.tr("The tasks as a table for a spreadsheet or tracker.")),
            (CHARTS, self.tr("Charts…"), self.tr("A folder with each chart of the report as SVG and PNG.")),
        )

    def _button(self, kind: str, text: str, role: str = "secondary") -> QPushButton:
        made = button(text, f"export_{kind}", role=role)
        made.clicked.connect(lambda: self._on_asked(kind))
        self._buttons.append(made)
        return made

    def _look(self) -> None:
        """Find out in the background what the report will hold, once for each state of the answers."""
        one, options = self._assessment, self.choices.options
        if one is None or not self.isVisible():
            return
        if self._looked is not None and self._looked[0] is one and self._looked[1] == options:
            return
        self._looked = (one, options)
        report = self._report_now(one)
        self._copied.hide()
        self.context.tasks.run(preview, report, done=self._on_preview)
        self.preview.show_report(partial(pages, report))

    def _report_now(self, assessment: Assessment) -> Report:
        context = self.context
        return Report(
            context.product(),
            assessment,
            context.framework,
            context.today(),
            context.resources,
            self.choices.options,
        )

    def _remembered(self) -> ReportOptions:
        """Return the options kept on this machine; a language that is gone is English again."""
        options = self.context.report_options()
        known = {one.code for one in languages(self.context.resources)}
        return options if options.language in known else replace(options, language=DEFAULT.language)

    def _on_chosen(self, options: ReportOptions) -> None:
        self.context.keep_report_options(options)
        self._look()

    def _on_preview(self, found: Preview) -> None:
        if not isValid(self):  # the product was closed meanwhile
            return
        self._name = found.name
        self._holds.setText(self.tr("It holds: {sections}.").format(sections=" · ".join(found.sections)))

    def _on_copy(self) -> None:
        if self._assessment is not None:
            self.context.tasks.run(summary, self._report_now(self._assessment), done=self._on_summary)

    def _on_summary(self, made: Summary) -> None:
        """Put the summary on the clipboard in both forms, so that each program takes what it can."""
        if not isValid(self):
            return
        data = QMimeData()
        data.setHtml(made.html)
        data.setText(made.text)
        QApplication.clipboard().setMimeData(data)
        self._copied.setText(self.tr("The summary is on the clipboard, as rich text and as plain text."))
        self._copied.show()

    def _on_print(self) -> None:
        """Open the print dialog, or say that there is no printer."""
        from readiness_gui.ui import printing

        if self._assessment is None or self.busy:
            return
        if not printing.has_printer():
            self._status.show_failed(self.context.framework.phrase("report.print.none"))
            return
        report = self._report_now(self._assessment)
        printer = printing.printer_for(report, self._name or report.product.name)
        job = printing.PrintJob(report, printer)
        printing.ask(self, printer, self.preview.count, lambda: self._print(job))

    def _print(self, job: PrintJob) -> None:
        from readiness_gui.ui import printing

        if not self.busy:
            self._work(printing.run, job, self._on_printed, self.tr("Printing …"))

    def _work(
        self, work: Callable[..., object], job: object, done: Callable[[Any], None], doing: str
    ) -> None:
        """Run something long in the background with progress and Cancel."""
        self._status.show_started(doing)
        self._enable(wanted=False)
        self._cancel = Cancel()
        self.context.tasks.run(
            work,
            job,
            done=done,
            failed=self._on_failed,
            progress=self._on_progress,
            cancel=self._cancel,
        )

    def _on_printed(self, sides: int) -> None:
        if isValid(self):
            self._finish()
            self._status.show_printed(sides)

    def _on_asked(self, kind: str) -> None:
        """Let the user choose where the file goes; the page asks before overwriting."""
        dialog = QFileDialog(self, self.tr("Export to"))
        dialog.setObjectName("export_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(str(self._folder or _documents()))
        name = self._name or "roadmap"
        if kind == CHARTS:
            dialog.setWindowTitle(self.tr("Where the folder of charts goes"))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            folder = self.tr("{name} charts").format(name=name)
            dialog.fileSelected.connect(lambda chosen: self.begin(kind, Path(chosen) / folder))
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.setDefaultSuffix(SUFFIXES[kind].removeprefix("."))
            dialog.selectFile(name + SUFFIXES[kind])
            dialog.fileSelected.connect(lambda chosen: self.begin(kind, Path(chosen)))
        dialog.open()

    def _on_another_name(self) -> None:
        kind = self._waiting[0] if self._waiting else "pdf"
        self._status.clear()
        self._on_asked(kind)

    def _on_replace(self) -> None:
        if self._waiting is None or self._assessment is None or self.busy:
            return
        kind, path = self._waiting
        self._waiting = None
        context = self.context
        job = Job(kind, path, self._report_now(self._assessment), context.product_bytes())
        self._work(run, job, self._on_done, self.tr("Making {name} …").format(name=path.name))

    def _on_progress(self, share: float, _words: str) -> None:
        if isValid(self):
            self._status.show_progress(share)

    def _on_cancelled(self) -> None:
        if self._cancel is not None:
            self._cancel.request()

    def _on_done(self, done: Done) -> None:
        if not isValid(self):  # as above; the file is written all the same
            return
        self._finish()
        self._status.show_done(done.path, done.replaced, strict=done.strict)

    def _on_failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._finish()
        if isinstance(error, CancelledError):
            self._status.show_stopped()
        elif isinstance(error, ReadinessError):
            self._status.show_failed(str(error))
        else:
            self._status.clear()
            raise error

    def _finish(self) -> None:
        self._cancel = None
        self._enable(wanted=True)

    def _enable(self, *, wanted: bool) -> None:
        for each in self._buttons:
            each.setEnabled(wanted)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
