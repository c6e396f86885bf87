"""The command ``query``: the SQL that makes the small table of an event log in a warehouse."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from readiness_gui import paths
from readiness_gui.cli.measure import day_of, excluded, one_of
from readiness_gui.core import framework as framework_module
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.terms import Cadence
from readiness_gui.evidence.warehouse import Dialect, Query, TimeKind, write_query


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    made.add_argument("--dialect", required=True, metavar="D", help=", ".join(Dialect))
    made.add_argument("--table", required=True, metavar="T", help="the table of events, as in schema.events")
    made.add_argument("--user", required=True, metavar="C", help="the column of users")
    made.add_argument("--time", required=True, metavar="C", help="the column of times")
    made.add_argument("--zoned", action="store_true", help="times carry a zone and are turned to UTC")
    made.add_argument("--as-of", metavar="DAY", help="the day to speak of (else that of the last event)")
    made.add_argument(
        "--exclude-users", type=Path, metavar="FILE", help="bots and colleagues, one a line; * and ? match"
    )
    made.add_argument("--cadence", metavar="HOW_OFTEN", help=", ".join(Cadence))


def query(options: argparse.Namespace) -> None:
    """Print the query.

    Raises:
        BadInputError: an option cannot be used.

    """
    framework = framework_module.load(paths.resources() / "framework" / "en.toml")
    if not [part for part in options.table.split(".") if part] or not (options.user and options.time):
        raise BadInputError(framework.phrase("import.query_names"))
    asked = Query(
        table=options.table,
        user=options.user,
        time=options.time,
        kind=TimeKind.ZONED if options.zoned else TimeKind.PLAIN,
        as_of=day_of(options.as_of, framework),
        exclude=excluded(options.exclude_users, framework),
        cadence=one_of(Cadence, options.cadence, framework),
    )
    sys.stdout.write(write_query(asked, one_of(Dialect, options.dialect, framework)))
