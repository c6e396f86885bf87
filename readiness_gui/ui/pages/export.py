"""Export: the report before one's eyes, as PDF, and the same as text, data, calendar and pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QGridLayout, QPushButton, QWidget
from shiboken6 import isValid

from readiness_gui.core.languages import languages
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.report.options import DEFAULT, ReportOptions
from readiness_gui.ui.export_jobs import (
    CHARTS,
    SUFFIXES,
    Job,
    Preview,
    Report,
    pages,
    preview,
    run,
    summary,
)
from readiness_gui.ui.exporting import Exporter
from readiness_gui.ui.page import Page, PageContext
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
        #: what the page shows now; made anew once the answers or the choices are others
        self._looked: tuple[Assessment, ReportOptions] | None = None
        self._buttons: list[QPushButton] = []
        self._status = ExportStatus()
        self.exporter = Exporter(context.tasks, self._status, SUFFIXES, self)
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
        self.exporter.wanted.connect(self._on_wanted)
        self.exporter.asked.connect(self._on_asked)
        self.exporter.busy_changed.connect(self._on_busy)

    def show_assessment(self, assessment: Assessment) -> None:
        """Take over what is to be exported."""
        self._assessment = assessment
        self._no_roadmap.setVisible(assessment.roadmap is None)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Say what the report will hold."""
        super().showEvent(event)
        self._look()

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

        if self._assessment is None or self.exporter.busy:
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

        if not self.exporter.busy:
            self.exporter.work(printing.run, job, self._status.show_printed, self.tr("Printing …"))

    def _on_asked(self, kind: str) -> None:
        """Let the user choose where the file, or the folder of charts, goes."""
        name = self._name or "roadmap"
        if kind != CHARTS:
            self.exporter.ask_file("export_dialog", kind, name + SUFFIXES[kind])
            return
        dialog = self.exporter.dialog("export_dialog")
        dialog.setWindowTitle(self.tr("Where the folder of charts goes"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        folder = self.tr("{name} charts").format(name=name)
        dialog.fileSelected.connect(lambda chosen: self.exporter.begin(kind, Path(chosen) / folder))
        dialog.open()

    def _on_wanted(self, kind: str, path: Path) -> None:
        if self._assessment is not None:
            job = Job(kind, path, self._report_now(self._assessment), self.context.product_bytes())
            self.exporter.write(run, job, path)

    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        for each in self._buttons:
            each.setEnabled(not busy)
