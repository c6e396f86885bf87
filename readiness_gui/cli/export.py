"""``readiness-gui export``: the report of a product and its data in other forms."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core import framework as framework_module
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product

#: option -> what is written there
KINDS = {
    "pdf": "the roadmap as PDF, with the product file attached",
    "markdown": "the report as Markdown",
    "json": "assessment, verdict and figures as JSON",
    "ics": "the tasks as a calendar file",
    "csv": "the tasks as a table",
}


def export(options: argparse.Namespace) -> None:
    """Write every kind asked for; a target that cannot be written stops before the next one.

    Raises:
        ReadinessError: the file cannot be read, or a target cannot be written.

    """
    targets = {kind: getattr(options, kind) for kind in KINDS if getattr(options, kind) is not None}
    if not targets:
        asked = ", ".join(f"--{kind}" for kind in KINDS)
        raise BadInputError(f"export: nothing to write was named; add at least one of {asked}.")
    if len({path.resolve() for path in targets.values()}) < len(targets):
        raise BadInputError("export: two of the targets are the same file; give each its own name.")
    if options.file.resolve() in {path.resolve() for path in targets.values()}:
        raise BadInputError("export: a target is the product file itself; give the target another name.")
    from readiness_gui.storage.product_file import read_product

    product = read_product(options.file)
    assessment = _chosen(product, options.assessment, options.file)
    framework = framework_module.load(paths.resources() / "framework" / "en.toml")
    today = datetime.now(UTC).astimezone().date()
    for kind, path in targets.items():
        _write(kind, path, product, assessment, framework, today)


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
    kind: str, path: Path, product: Product, assessment: Assessment, framework: Framework, today: date
) -> None:
    from readiness_gui.report.export import export_pdf, export_text

    if kind != "pdf":
        export_text(kind, path, product, assessment, framework, today=today)
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
    )
    if done.replaced:
        letters = ", ".join(done.replaced[:10])
        sys.stderr.write(f"{path}: written; characters that no font can show were replaced: {letters}.\n")
