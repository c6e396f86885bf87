"""Each kind of export, made and written; and the name that is suggested for its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import SignalId
from readiness_gui.report import calendar, json_export, markdown, pdf, tables
from readiness_gui.report.document import build
from readiness_gui.report.files import Cancel, Progress, bare_name, check_target, write
from readiness_gui.report.options import DEFAULT, ReportOptions
from readiness_gui.report.redact import without_notes

#: kind of export -> file ending
SUFFIXES = {"pdf": ".pdf", "markdown": ".md", "json": ".json", "ics": ".ics", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The file that was written, and what had to be replaced in it."""

    path: Path
    #: characters no font can show, such as "U+E000"
    replaced: tuple[str, ...] = ()
    #: the PDF meets PDF/UA-1 and PDF/A-3a
    strict: bool = True


def export_pdf(
    path: Path,
    product: Product,
    assessment: Assessment,
    framework: Framework,
    *,
    attachment: bytes,
    today: date,
    resources: Path,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    options: ReportOptions = DEFAULT,
    foreign: frozenset[SignalId] = frozenset(),
) -> ExportResult:
    """Set the report and write it; nothing is written if it is stopped or fails.

    ``attachment`` is the whole product file; where the report goes without notes, so does the file in it.
    ``foreign`` as in :func:`readiness_gui.report.document.build`.

    Raises:
        ReportError: it cannot be set or written; the sentence says why.

    """
    check_target(path, framework)

    def step(share: float) -> None:
        if cancel is not None:
            cancel.check()
        if progress is not None:
            progress(share, "")

    step(0.0)
    document = build(product, assessment, framework, today, options, foreign)
    if options.without_notes:
        attachment = without_notes(attachment)
    name = suggested_name(product, assessment, ".readiness")
    try:
        made = pdf.render_pdf(
            document, attachment=attachment, attachment_name=name, resources=resources, step=step
        )
    except ReportError as error:
        raise ReportError(framework.phrase("report.export.typeset", why=error)) from error
    step(1.0)
    write(path, made.data, framework)
    return ExportResult(path, made.replaced, made.strict)


def export_text(
    kind: str,
    path: Path,
    product: Product,
    assessment: Assessment,
    framework: Framework,
    *,
    today: date,
    options: ReportOptions = DEFAULT,
    foreign: frozenset[SignalId] = frozenset(),
) -> ExportResult:
    """Write one of the other kinds: markdown, json, ics, csv.

    Raises:
        ReportError: the file cannot be written.

    """
    makers: dict[str, Callable[[], bytes]] = {
        "markdown": lambda: markdown.render(
            build(product, assessment, framework, today, options, foreign)
        ).encode("utf-8", "replace"),
        "json": lambda: json_export.render(
            product, assessment, framework, today, notes=not options.without_notes
        ),
        "ics": lambda: calendar.render(product, assessment, framework, today),
        "csv": lambda: tables.render(assessment, framework),
    }
    check_target(path, framework)
    write(path, makers[kind](), framework)
    return ExportResult(path)


def suggested_name(product: Product, assessment: Assessment, suffix: str) -> str:
    """Return a file name that every system takes, such as ``Grantwright roadmap 2026-03-02.pdf``."""
    return f"{bare_name(product.name)} roadmap {assessment.as_of.isoformat()}{suffix}"
