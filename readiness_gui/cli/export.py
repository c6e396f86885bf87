"""``readiness-gui export``: the report of a product and its data in other forms."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.errors import BadInputError, StorageError
from readiness_gui.core.framework import FALLBACK, Framework
from readiness_gui.core.languages import in_language, languages
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import SignalId
from readiness_gui.report.options import (
    ACCENT,
    Paper,
    Part,
    ReportOptions,
    is_colour,
    read_logo,
)

#: option -> what is written there
KINDS = {
    "pdf": "the roadmap as PDF, with the product file attached",
    "markdown": "the report as Markdown",
    "json": "assessment, verdict and figures as JSON",
    "ics": "the tasks as a calendar file",
    "csv": "the tasks as a table",
}


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    made.add_argument("file", type=Path, metavar="FILE", help="a .readiness file, or a roadmap PDF")
    for kind, words in KINDS.items():
        made.add_argument(f"--{kind}", type=Path, metavar="PATH", help=f"write {words}")
    made.add_argument(
        "--charts",
        type=Path,
        metavar="DIR",
        help="write each chart as SVG and PNG into a folder",
    )
    made.add_argument(
        "--json-schema", type=Path, metavar="PATH", help="write the JSON Schema that --json keeps to"
    )
    made.add_argument("--assessment", metavar="ID", help="its id or date; without it the latest")
    look = made.add_argument_group("the report")
    look.add_argument("--paper", choices=tuple(Paper), default=Paper.A4, help="(default: a4)")
    look.add_argument("--sections", metavar="A,B", help=f"only these parts: {', '.join(Part)}")
    known = [one.code for one in languages(paths.resources())]
    look.add_argument("--language", choices=known, default=FALLBACK, help="(default: en)")
    look.add_argument("--confidential", action="store_true", help="mark every page as confidential")
    look.add_argument(
        "--without-notes", action="store_true", help="leave out notes, in the attached file as well"
    )
    look.add_argument("--logo", type=Path, metavar="PICTURE", help="a PNG, JPEG or WebP file for the cover")
    look.add_argument("--colour", metavar="#RRGGBB", help="the colour of headings and charts")


def export(options: argparse.Namespace) -> None:
    """Write every kind asked for; a target that cannot be written stops before the next one.

    Raises:
        ReadinessError: the file cannot be read, or a target cannot be written.

    """
    wanted = (*KINDS, "charts", "json_schema")
    targets = {kind: getattr(options, kind) for kind in wanted if getattr(options, kind) is not None}
    if not targets:
        asked = ", ".join(f"--{kind.replace('_', '-')}" for kind in wanted)
        raise BadInputError(f"export: nothing to write was named; add at least one of {asked}.")
    if len({path.resolve() for path in targets.values()}) < len(targets):
        raise BadInputError("export: two of the targets are the same file; give each its own name.")
    if options.file.resolve() in {path.resolve() for path in targets.values()}:
        raise BadInputError("export: a target is the product file itself; give the target another name.")
    framework = in_language(FALLBACK, paths.resources())
    chosen = _look(options, framework)
    product = _product(options.file, framework)
    assessment = _chosen(product, options.assessment, options.file)
    texts, foreign = framework, frozenset[SignalId]()
    if chosen.language != FALLBACK:
        from readiness_gui.evidence.reworded import reworded

        texts = in_language(chosen.language, paths.resources())
        said = reworded(assessment, texts)
        assessment, foreign = said.assessment, said.kept
    today = datetime.now(UTC).astimezone().date()
    for kind, path in targets.items():
        _write(kind, path, product, assessment, texts, today, chosen, foreign)


def _product(path: Path, framework: Framework) -> Product:
    """Return the product in a file of its own or in a roadmap PDF."""
    from readiness_gui.storage import codec
    from readiness_gui.storage.product_file import content_of, read_product

    if path.suffix.lower() != ".pdf":
        return read_product(path)
    from readiness_gui.report.attached import product_file_in

    try:
        return content_of(codec.parse(product_file_in(path, framework))).product
    except codec.NewerSchemaError:
        raise
    except StorageError as flaw:
        raise StorageError(framework.phrase("opening.damaged", name=path.name)) from flaw


def _look(options: argparse.Namespace, framework: Framework) -> ReportOptions:
    """Return the choices for the report."""
    names = [name.strip() for name in (options.sections or "").split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Part)]
    if unknown:
        raise BadInputError(
            f"export: the report has no part {', '.join(unknown)}; there are {', '.join(Part)}."
        )
    colour = options.colour or ACCENT
    if not is_colour(colour):
        raise BadInputError(f"export: “{colour}” is no colour; write it as {ACCENT}.")
    return ReportOptions(
        sections=frozenset(map(Part, names or Part)),
        language=options.language,
        paper=Paper(options.paper),
        confidential=options.confidential,
        without_notes=options.without_notes,
        logo=read_logo(options.logo, framework) if options.logo is not None else None,
        accent=colour,
    )


def _chosen(product: Product, wanted: str | None, path: Path) -> Assessment:
    """Return the assessment with that id or date, without one the latest."""
    if not product.assessments:
        raise BadInputError(f"{path}: the product has no assessment; open it in the window and make one.")
    if wanted is None:
        return product.assessments[-1]
    found = [one for one in product.assessments if wanted in (one.id, one.as_of.isoformat())]
    if not found:
        known = ", ".join(f"{one.as_of} ({one.id})" for one in product.assessments[-5:])
        raise BadInputError(f"{path}: there is no assessment “{wanted}”; use a date or id of these: {known}.")
    return found[-1]


def _write(
    kind: str,
    path: Path,
    product: Product,
    assessment: Assessment,
    framework: Framework,
    today: date,
    options: ReportOptions,
    foreign: frozenset[SignalId],
) -> None:
    from readiness_gui.report import json_export
    from readiness_gui.report.export import export_pdf, export_text

    if kind == "json_schema":
        from readiness_gui.report.files import check_target, write

        check_target(path, framework)
        write(path, (paths.resources() / "report" / json_export.SCHEMA).read_bytes(), framework)
        return
    if kind == "charts":
        from readiness_gui.report.document import build
        from readiness_gui.report.pictures import export_charts

        export_charts(path, build(product, assessment, framework, today, options, foreign), framework)
        return
    if kind != "pdf":
        export_text(kind, path, product, assessment, framework, today=today, options=options, foreign=foreign)
        return
    from readiness_gui.storage.codec import product_bytes

    done = export_pdf(
        path,
        product,
        assessment,
        framework,
        attachment=product_bytes(product),
        today=today,
        resources=paths.resources(),
        options=options,
        foreign=foreign,
    )
    if done.replaced:
        letters = ", ".join(done.replaced[:10])
        sys.stderr.write(f"{path}: written; characters that no font can show were replaced: {letters}.\n")
