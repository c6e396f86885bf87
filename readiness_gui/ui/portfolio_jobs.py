"""Exporting the portfolio, as plain functions called in the background; the report is imported in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import Filter, ProductSummary, Sort
from readiness_gui.ui.export_jobs import Done
from readiness_gui.ui.tasks import Cancel, Progress

SUFFIXES = {"csv": ".csv", "pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class PortfolioJob:
    """One export: the lines as they are on screen."""

    kind: str
    path: Path
    lines: tuple[ProductSummary, ...]
    wanted: Filter
    sort: Sort
    framework: Framework
    today: date
    resources: Path


def run(job: PortfolioJob, *, progress: Progress, cancel: Cancel) -> Done:
    """Write one file.

    Raises:
        ReportError: it cannot be made or written; the sentence says why.
        CancelledError: the user stopped it; nothing is written.

    """
    from readiness_gui.report.portfolio import Overview, export_csv
    from readiness_gui.report.portfolio_pdf import export_pdf

    cancel.check()
    overview = Overview(
        lines=job.lines, framework=job.framework, today=job.today, wanted=job.wanted, sort=job.sort
    )
    if job.kind == "pdf":
        made = export_pdf(job.path, overview, resources=job.resources, progress=progress, cancel=cancel)
    else:
        made = export_csv(job.path, overview)
    progress(1.0)
    return Done(job.kind, made.path, made.replaced, made.strict)
