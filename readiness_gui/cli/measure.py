"""The command ``measure``: figures of a file as JSON, or as a few lines to read."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness_gui import paths
from readiness_gui.core.errors import BadInputError, ReadinessError
from readiness_gui.core.phrases import Phrases
from readiness_gui.core.terms import BusinessModel, Cadence
from readiness_gui.evidence.columns import NAMES, ROLES
from readiness_gui.evidence.engine import Engine

if TYPE_CHECKING:
    from readiness_gui.core.framework import Framework


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    made.add_argument("kind", choices=tuple(ROLES), help="what the table holds")
    made.add_argument("file", type=Path, metavar="TABLE", help="CSV, TSV, JSON Lines, Parquet or Excel")
    made.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook that has several")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    words = "; ".join(f"{kind}: {', '.join(needed + other)}" for kind, (needed, other) in ROLES.items())
    columns = made.add_argument_group("columns, where they are not to be guessed by their names", words)
    for role in NAMES:
        columns.add_argument(f"--{role}", metavar="COLUMN")
    log = made.add_argument_group("for events")
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
    found = _measure_log(options) if options.kind == "events" else _measure_table(options)
    if options.json:
        text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    else:
        text = "\n".join(_lines(found))
    sys.stdout.write(text + "\n")


def _measure_table(options: argparse.Namespace) -> dict[str, Any]:
    from readiness_gui.core import framework as framework_module
    from readiness_gui.evidence.measure import measure_table

    framework = framework_module.load(paths.resources() / "framework" / "en.toml")
    given = columns_of(options, framework)
    today = datetime.now(UTC).date()
    return measure_table(options.kind, options.file, framework, today, given=given, sheet=options.sheet)


def columns_of(options: argparse.Namespace, phrases: Phrases) -> dict[str, str]:
    """Return the columns that options name, by role.

    Raises:
        BadInputError: a table of this kind has no such role.

    """
    given = {role: str(value) for role in NAMES if (value := getattr(options, role)) is not None}
    needed, other = ROLES[options.kind]
    for role in given:
        if role not in needed + other:
            words = {"role": role, "kind": options.kind, "roles": ", ".join(needed + other)}
            raise BadInputError(phrases.phrase("import.role_option", **words))
    return given


def _measure_log(options: argparse.Namespace) -> dict[str, Any]:
    """Have the file read while the framework, the rules and numpy are being loaded."""
    gc.disable()  # all that is made here is needed to the end, which is near
    engine = Engine()
    engine.start()
    from readiness_gui.evidence.dates import DateForm
    from readiness_gui.evidence.logs import EventOptions, read_log

    texts = _Loading()
    given = columns_of(options, texts)
    asked = EventOptions(
        user=given.get("user"),
        time=given.get("time"),
        event=given.get("event"),
        dates=one_of(DateForm, options.dates, texts),
        as_of=day_of(options.as_of, texts),
        exclude=excluded(options.exclude_users, texts),
        business_model=one_of(BusinessModel, options.business_model, texts),
        cadence=one_of(Cadence, options.cadence, texts),
        sheet=options.sheet,
    )
    log = read_log(options.file, asked, texts, meanwhile=texts.load_all, hashed=False, engine=engine)
    from readiness_gui.evidence.measure import log_answer

    return log_answer(log, asked, texts.framework)


class _Loading:
    """The framework, loaded when a sentence of it is asked for, or beside other work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._framework: Framework | None = None

    @property
    def framework(self) -> Framework:
        """Return the framework; load it if that was not done."""
        from readiness_gui.core import framework as framework_module

        with self._lock:
            if self._framework is None:
                self._framework = framework_module.load(paths.resources() / "framework" / "en.toml")
            return self._framework

    def phrase(self, key: str, **values: object) -> str:
        """Return a sentence of the framework."""
        return self.framework.phrase(key, **values)

    def load_all(self) -> None:
        """Load what is needed once a log was read; what fails to load fails again where it is needed."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here multiplies matrices
        with contextlib.suppress(ReadinessError):
            import numpy.random

            import readiness_gui.evidence.measure

            del numpy, readiness_gui
            self.phrase("import.empty", file="")


def one_of(kind: Any, value: str | None, phrases: Phrases) -> Any:
    """Return the member of an enumeration that an option names, ``None`` where it is not given."""
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(kind)
        raise BadInputError(phrases.phrase("import.option", value=value, known=known)) from error


def day_of(value: str | None, phrases: Phrases) -> date | None:
    """Return the date that an option names, ``None`` where it is not given."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadInputError(phrases.phrase("import.as_of", value=value)) from error


def excluded(path: Path | None, phrases: Phrases) -> Sequence[str]:
    """Return the lines of a list of users to leave out.

    Raises:
        BadInputError: it cannot be read.

    """
    from readiness_gui.evidence.exclusions import left_out

    return left_out(path, phrases) if path is not None else ()


def _lines(found: dict[str, Any]) -> list[str]:
    if "signal" in found:
        found = {str(found["signal"]): found}
    lines = [f"{name}: {one['status']}. {one['reason']}" for name, one in found.items() if "status" in one]
    if rows := found.get("rows"):
        lines.append(f"rows: {rows['read']} read, {rows['refused']} refused")
    return lines
