"""Reads the command line and does what it says.

Exit status: 0 done; 2 bad input, with one line on standard error that says what, where and how to
mend it; 1 a fault of the program, with its traceback.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, cast

from readiness_gui import __version__, paths
from readiness_gui.core.errors import BadInputError, ReadinessError

DONE, FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

_DESCRIPTION = "Is it time to personalize your AI product, how far, and what to do in the next 90 days?"
_EPILOG = "Exit status: 0 done; 2 bad input, with one line on standard error; 1 a fault of the program."
_DECIDE = """\
Each line of standard input is one question, a JSON object:

  {"signals": {"pmf": "present", "diversity": "absent", "generic_failure": "unclear",
               "active_users": "present", "retention_priority": "present"},
   "active_users": 240, "top_priority": "retention", "stage": 1, "segment_detection": false,
   "gate": "none", "committed": false, "id": "any text or number"}

"active_users" and "top_priority" may be null; "gate" (none, undecided, no_effect, under_15, rising,
plateau), "committed" and "id" may be left out. Each line of standard output is its answer, in the
same order."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, as all others."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise BadInputError(f"{self.prog}: {message}; see {self.prog} --help.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; without a subcommand show the window."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _run(arguments)
    except ReadinessError as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return BAD_INPUT
    except BrokenPipeError:  # whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        return unwritten(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def unwritten(error: OSError) -> int:
    """Say that standard output took no more, and return the exit status for that."""
    sys.stderr.write(f"The answer could not be written: {error.strerror}. Write it somewhere else.\n")
    return FAULT


def parser() -> argparse.ArgumentParser:
    """Return the parser of the program without a subcommand; its help names them all."""
    commands = "\n".join(f"  {name:<9} {words}" for name, (words, _) in _COMMANDS.items())
    made = _Parser(
        prog="readiness-gui",
        description=_DESCRIPTION,
        epilog=f"commands (each has its own --help):\n{commands}\n\n{_EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="readiness-gui [FILE] [--library DIR]\n       readiness-gui COMMAND …",
    )
    made.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a .readiness file or a roadmap PDF")
    made.add_argument("--library", type=Path, metavar="DIR", help="the folder of products")
    made.add_argument("--offscreen", action="store_true", help="start without a screen")
    made.add_argument("--version", action="version", version=f"Readiness {__version__}")
    return made


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in _COMMANDS:
        words, command = _COMMANDS[name]
        return command(
            _Parser(
                prog=f"readiness-gui {name}",
                description=words[:1].upper() + words[1:] + ".",
                epilog=_EPILOG,
                formatter_class=argparse.RawDescriptionHelpFormatter,
            ),
            arguments[1:],
        )
    parser().parse_args(arguments)
    from readiness_gui import app  # the one thing here that loads the window

    return app.main(arguments)


def _export(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.export import add_arguments, export

    add_arguments(made)
    export(made.parse_args(arguments))
    return DONE


def _decide(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.decide import Input, decide_lines
    from readiness_gui.core import framework

    made.epilog = f"{_DECIDE}\n\n{_EPILOG}"
    made.parse_args(arguments)
    texts = framework.load(paths.resources() / "framework" / "en.toml")
    decide_lines(cast(Input, sys.stdin.buffer), sys.stdout.buffer, texts)
    return DONE


def _measure(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.measure import add_arguments, measure

    add_arguments(made)
    measure(made.parse_args(arguments))
    return DONE


def _query(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.query import add_arguments, query

    add_arguments(made)
    query(made.parse_args(arguments))
    return DONE


def _portfolio(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.portfolio import add_arguments, portfolio

    add_arguments(made)
    portfolio(made.parse_args(arguments))
    return DONE


def _merge(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.merge import EPILOG, OpenQuestionsError, add_arguments, run

    made.epilog = f"{EPILOG}\n\n{_EPILOG}"
    add_arguments(made)
    try:
        run(made.parse_args(arguments))
    except OpenQuestionsError as error:  # the one refusal that has a line for each question
        sys.stderr.write("\n".join((str(error), *error.lines)) + "\n")
        return BAD_INPUT
    return DONE


def _sample(made: argparse.ArgumentParser, arguments: list[str]) -> int:
    from readiness_gui.cli.sample import write_sample

    made.add_argument("folder", type=Path, metavar="DIR", help="where to; it is made if need be")
    written = write_sample(made.parse_args(arguments).folder)
    sys.stdout.write(f"{written}\n")
    sys.stdout.flush()
    return DONE


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser, list[str]], int]]] = {
    "export": ("write the roadmap of a product file as PDF, Markdown, JSON, calendar or CSV", _export),
    "decide": ("answer questions in JSON Lines with verdicts in JSON Lines", _decide),
    "measure": ("measure a signal, or the gate, from a table in a file", _measure),
    "portfolio": ("show where all products in a folder are, as a table, CSV or PDF", _portfolio),
    "query": ("write the query that measures events where they are, in a warehouse", _query),
    "merge": ("merge several people's files of one product into one file", _merge),
    "sample": ("write the worked example into a folder", _sample),
}


def _speak_utf8() -> None:
    """Have standard output and error be UTF-8 on every system, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
