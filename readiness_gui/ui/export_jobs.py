"""The work of the export page as plain functions; called in the background only.

The report and the charts are imported in here, for they bring matplotlib along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import progression
from readiness_gui.core.model import Assessment, Product
from readiness_gui.ui.tasks import Cancel, Progress

#: kinds of export and their file endings, in the order in which they are offered
SUFFIXES = {
    "pdf": ".pdf",
    "markdown": ".md",
    "json": ".json",
    "ics": ".ics",
    "csv": ".csv",
    "svg": ".svg",
    "png": ".png",
}
PICTURES = ("svg", "png")


@dataclass(frozen=True, slots=True)
class Job:
    """One export: everything it needs, as of when it was asked for."""

    kind: str
    path: Path
    product: Product
    assessment: Assessment
    framework: Framework
    attachment: bytes
    today: date
    resources: Path


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


def preview(product: Product, assessment: Assessment, framework: Framework, today: date) -> Preview:
    """Return the headings of the report and the suggested file name."""
    from readiness_gui.report.document import build
    from readiness_gui.report.export import suggested_name

    document = build(product, assessment, framework, today)
    sections = tuple(section.title for section in document.sections if section.level == 1)
    return Preview(sections, suggested_name(product, assessment, ""))


def run(job: Job, *, progress: Progress, cancel: Cancel) -> Done:
    """Write one file.

    Raises:
        ReportError: it cannot be made or written; the sentence says why.
        CancelledError: the user stopped it; nothing is written.

    """
    if job.kind in PICTURES:
        return _picture(job)
    from readiness_gui.report.export import export_pdf, export_text

    if job.kind == "pdf":
        made = export_pdf(
            job.path,
            job.product,
            job.assessment,
            job.framework,
            attachment=job.attachment,
            today=job.today,
            resources=job.resources,
            progress=progress,
            cancel=cancel,
        )
    else:
        cancel.check()
        made = export_text(job.kind, job.path, job.product, job.assessment, job.framework, today=job.today)
    progress(1.0)
    return Done(job.kind, made.path, made.replaced, made.strict)


def _picture(job: Job) -> Done:
    """Write the progression over time, or the stage ladder where there is one assessment only."""
    from readiness_gui.report.document import build
    from readiness_gui.report.export import check_target, write
    from readiness_gui.report.pictures import charts_of, draw

    check_target(job.path, job.framework)
    charts = {
        chart.name: chart for chart in charts_of(build(job.product, job.assessment, job.framework, job.today))
    }
    chart = charts["progression" if len(progression(job.product, job.framework)) > 1 else "ladder"]
    write(job.path, draw(chart, job.kind), job.framework)
    return Done(job.kind, job.path)
