"""The work of the export page as plain functions; called in the background only.

The report and the charts are imported in here, for they bring matplotlib along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.report.options import DEFAULT, ReportOptions
from readiness_gui.ui.tasks import Cancel, Progress

if TYPE_CHECKING:
    from readiness_gui.evidence.reworded import Reworded
    from readiness_gui.report.blocks import Document
    from readiness_gui.report.preview import Pages
    from readiness_gui.report.summary import Summary

#: kinds of export and their file endings, in the order in which they are offered; charts fill a folder
SUFFIXES = {"pdf": ".pdf", "markdown": ".md", "json": ".json", "ics": ".ics", "csv": ".csv", "charts": ""}
CHARTS = "charts"


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made of, as of one state of the answers."""

    product: Product
    assessment: Assessment
    framework: Framework
    today: date
    resources: Path
    options: ReportOptions = DEFAULT

    def said(self) -> tuple[Framework, Reworded]:
        """Return the texts of the chosen language, and the answers in its words."""
        from readiness_gui.core.languages import in_language
        from readiness_gui.evidence.reworded import Reworded, reworded

        if self.options.language == self.framework.language:
            return self.framework, Reworded(self.assessment)
        texts = in_language(self.options.language, self.resources)
        return texts, reworded(self.assessment, texts)

    def document(self) -> Document:
        """Return its plain sections."""
        from readiness_gui.report.document import build

        texts, found = self.said()
        return build(self.product, found.assessment, texts, self.today, self.options, found.kept)


@dataclass(frozen=True, slots=True)
class Job:
    """One export: everything it needs, as of when it was asked for."""

    kind: str
    path: Path
    report: Report
    attachment: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job."""

    kind: str
    path: Path
    replaced: tuple[str, ...] = ()
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What a report would hold, and a file name without its ending."""

    sections: tuple[str, ...]
    name: str


def preview(report: Report) -> Preview:
    """Return the headings of the report and the suggested file name."""
    from readiness_gui.report.export import suggested_name

    sections = tuple(section.title for section in report.document().sections if section.level == 1)
    return Preview(sections, suggested_name(report.product, report.assessment, ""))


def pages(report: Report, ppi: float, *, progress: Progress, cancel: Cancel) -> Pages:
    """Return the report as pictures, ``ppi`` pixels an inch.

    Raises:
        ReportError: it cannot be set.
        CancelledError: something newer is wanted.

    """
    from readiness_gui.report import preview as setting

    cancel.check()
    found = setting.pages(report.document(), resources=report.resources, ppi=ppi, check=cancel.check)
    progress(1.0)
    return found


def summary(report: Report) -> Summary:
    """Return the half page for the clipboard."""
    from readiness_gui.report.summary import render

    return render(report.document())


def run(job: Job, *, progress: Progress, cancel: Cancel) -> Done:
    """Write one file.

    Raises:
        ReportError: it cannot be made or written; the sentence says why.
        CancelledError: the user stopped it; nothing is written.

    """
    from readiness_gui.report.export import export_pdf, export_text

    one = job.report
    texts, said = one.said()
    if job.kind == CHARTS:
        return _charts(job, texts, progress, cancel)
    if job.kind == "pdf":
        made = export_pdf(
            job.path,
            one.product,
            said.assessment,
            texts,
            attachment=job.attachment,
            today=one.today,
            resources=one.resources,
            progress=progress,
            cancel=cancel,
            options=one.options,
            foreign=said.kept,
        )
    else:
        cancel.check()
        made = export_text(
            job.kind,
            job.path,
            one.product,
            said.assessment,
            texts,
            today=one.today,
            options=one.options,
            foreign=said.kept,
        )
    progress(1.0)
    return Done(job.kind, made.path, made.replaced, made.strict)


def _charts(job: Job, texts: Framework, progress: Progress, cancel: Cancel) -> Done:
    """Write every chart of the report into a folder."""
    from readiness_gui.report.pictures import export_charts

    export_charts(job.path, job.report.document(), texts, progress=progress, cancel=cancel)
    progress(1.0)
    return Done(job.kind, job.path)
