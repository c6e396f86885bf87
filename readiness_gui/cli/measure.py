"""The command ``measure``: figures of a file as JSON, or as a few lines to read."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from readiness_gui import paths
from readiness_gui.core import framework as framework_module
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import BusinessModel, Cadence

TABLES = ("interviews", "complaints", "ranking", "gate")


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    made.add_argument("kind", choices=("events", *TABLES), help="what the table holds")
    made.add_argument("file", type=Path, metavar="TABLE", help="CSV, TSV, JSON Lines or Parquet")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    log = made.add_argument_group("for events")
    log.add_argument("--user", metavar="COLUMN", help="the column of users (else guessed)")
    log.add_argument("--time", metavar="COLUMN", help="the column of times (else guessed)")
    log.add_argument("--event", metavar="COLUMN", help="the column of event names; any event counts as use")
    log.add_argument("--dates", metavar="ORDER", help="day-first or month-first, where it cannot be told")
    log.add_argument("--as-of", metavar="DAY", help="the day to speak of (else that of the last event)")
    log.add_argument(
        "--exclude-users", type=Path, metavar="FILE", help="bots and colleagues, one a line; * and ? match"
    )
    log.add_argument("--business-model", metavar="MODEL", help=", ".join(BusinessModel))
    log.add_argument("--cadence", metavar="HOW_OFTEN", help=", ".join(Cadence))


def measure(options: argparse.Namespace) -> None:
    """Measure a file and print what was found.

    Raises:
        BadInputError: the file or an option cannot be used.

    """
    from readiness_gui.evidence.measure import measure_table

    framework = framework_module.load(paths.resources() / "framework" / "en.toml")
    if options.kind == "events":
        found = _measure_log(options, framework)
    else:
        found = measure_table(options.kind, options.file, framework, datetime.now(UTC).date())
    if options.json:
        text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    else:
        text = "\n".join(_lines(found))
    sys.stdout.write(text + "\n")


def _measure_log(options: argparse.Namespace, framework: Framework) -> dict[str, Any]:
    from readiness_gui.evidence.dates import DateForm
    from readiness_gui.evidence.events import EventOptions
    from readiness_gui.evidence.measure import measure_log

    return measure_log(
        options.file,
        EventOptions(
            user=options.user,
            time=options.time,
            event=options.event,
            dates=one_of(DateForm, options.dates, framework),
            as_of=day_of(options.as_of, framework),
            exclude=excluded(options.exclude_users, framework),
            business_model=one_of(BusinessModel, options.business_model, framework),
            cadence=one_of(Cadence, options.cadence, framework),
        ),
        framework,
    )


def one_of(kind: Any, value: str | None, framework: Framework) -> Any:
    """Return the member of an enumeration that an option names, ``None`` where it is not given."""
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(kind)
        raise BadInputError(framework.phrase("import.option", value=value, known=known)) from error


def day_of(value: str | None, framework: Framework) -> date | None:
    """Return the date that an option names, ``None`` where it is not given."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadInputError(framework.phrase("import.as_of", value=value)) from error


def excluded(path: Path | None, framework: Framework) -> Sequence[str]:
    """Return the lines of a list of users to leave out.

    Raises:
        BadInputError: it cannot be read.

    """
    from readiness_gui.evidence.imports import left_out

    return left_out(path, framework) if path is not None else ()


def _lines(found: dict[str, Any]) -> list[str]:
    if "signal" in found:
        found = {str(found["signal"]): found}
    lines = [f"{name}: {one['status']}. {one['reason']}" for name, one in found.items() if "status" in one]
    if rows := found.get("rows"):
        lines.append(f"rows: {rows['read']} read, {rows['refused']} refused")
    return lines
