"""``readiness-gui portfolio``: where all products in a folder are, as a table, as CSV and as PDF."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.contradictions import open_contradictions
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import FALLBACK, Framework
from readiness_gui.core.languages import in_language, languages
from readiness_gui.core.portfolio import Filter, Sort, chosen
from readiness_gui.core.told import told_in
from readiness_gui.report.portfolio import Overview, export_csv, text_table

STAGES = (1, 2, 3)


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    made.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of .readiness files")
    made.add_argument("--csv", type=Path, metavar="PATH", help="write the table as CSV")
    made.add_argument("--pdf", type=Path, metavar="PATH", help="write the overview as PDF")
    made.add_argument("--sort", choices=tuple(Sort), default=Sort.NAME, help="(default: name)")
    made.add_argument("--stage", type=int, choices=STAGES, help="only products at this stage")
    known = [one.code for one in languages(paths.resources())]
    made.add_argument("--language", choices=known, default=FALLBACK, help="of what is written (default: en)")


def portfolio(options: argparse.Namespace) -> None:
    """Write what is asked for, without a target a table to standard output.

    Files that cannot be read are listed with their reason: in what is written, and on standard error.

    Raises:
        ReadinessError: the folder is none or holds no product, or a target cannot be written.

    """
    framework = in_language(FALLBACK, paths.resources())
    _check_targets(options)
    overview = _overview(options, framework)
    overview = replace(overview, framework=in_language(options.language, paths.resources()))
    for line in overview.lines:
        if line.problem is not None:
            why = " ".join(told_in(line.problem, overview.framework).split())
            sys.stderr.write(f"{line.path.name}: {why}\n")
    if options.csv is None and options.pdf is None:
        sys.stdout.write(text_table(overview))
    if options.csv is not None:
        export_csv(options.csv, overview)
    if options.pdf is not None:
        from readiness_gui.report.portfolio_pdf import export_pdf

        done = export_pdf(options.pdf, overview, resources=paths.resources())
        if done.replaced:
            letters = ", ".join(done.replaced[:10])
            told = f"{options.pdf}: written; characters that no font can show were replaced: {letters}.\n"
            sys.stderr.write(told)


def _check_targets(options: argparse.Namespace) -> None:
    targets = [path.resolve() for path in (options.csv, options.pdf) if path is not None]
    if len(set(targets)) < len(targets):
        raise BadInputError("portfolio: both targets are the same file; give each its own name.")
    if any(path.suffix == ".readiness" for path in targets):
        raise BadInputError("portfolio: a target has the name of a product file; give it another name.")


def _overview(options: argparse.Namespace, framework: Framework) -> Overview:
    """Return the products of the folder, chosen and sorted; files that cannot be read stay among them."""
    from readiness_gui.storage.library import Library

    folder: Path = options.folder
    if not folder.is_dir():
        raise BadInputError(framework.phrase("portfolio.problem.folder", folder=folder))
    lines = Library(folder, count=lambda one: len(open_contradictions(one, framework))).list()
    if not lines:
        raise BadInputError(framework.phrase("portfolio.problem.empty", folder=folder))
    today = datetime.now(UTC).astimezone().date()
    wanted, limit = Filter(stage=options.stage), framework.thresholds.stale_days
    known = [line for line in lines if line.problem is None]
    found = chosen(known, wanted, Sort(options.sort), today, limit)
    if not found and options.stage is not None:
        raise BadInputError(framework.phrase("portfolio.problem.nothing", folder=folder, stage=options.stage))
    unreadable = chosen(
        [line for line in lines if line.problem is not None], Filter(), Sort.NAME, today, limit
    )
    return Overview(
        lines=(*found, *unreadable),
        framework=framework,
        today=today,
        wanted=wanted,
        sort=Sort(options.sort),
    )
