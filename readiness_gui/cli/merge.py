"""``readiness-gui merge``: several people's files of one product become one file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core import framework as framework_module
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_words import MergeWords, doubts
from readiness_gui.core.merging import Kind, Merged, Pick, Side, labels, merge, resolve
from readiness_gui.core.wording import listed

EPILOG = """\
What people agree on, or what only one of them answered, is taken over; interviews, complaints,
rankings, sources and notes are united. A row that one person took out of an assessment all had in
common, and nobody changed, stays out and is named on standard error. Where answers differ nothing is
written, unless --prefer names whose answer stands: the exit status is 2, and each question is one line
on standard error after the first. The files themselves are never changed. A file is called by its only
participant, else by its name."""


class OpenQuestionsError(BadInputError):
    """Answers differ and nobody said whose stands; ``lines`` holds one question each."""

    def __init__(self, lines: Sequence[str]) -> None:
        count = "1 answer differs" if len(lines) == 1 else f"{len(lines)} answers differ"
        super().__init__(
            f"merge: nothing was written, for {count}; merge in the window, or name with --prefer "
            "whose answer stands."
        )
        self.lines = tuple(lines)


def add_arguments(made: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    words = "two or more .readiness files, or roadmap PDFs"
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words)
    words = "the merged file; it must not exist yet"
    made.add_argument("--out", type=Path, required=True, metavar="FILE", help=words)
    made.add_argument("--prefer", metavar="LABEL", help="whose answer stands where answers differ")
    words = "write the questions on which answers differ"
    made.add_argument("--conflicts", type=Path, metavar="JSON", help=words)
    made.add_argument(
        "--same-product", action="store_true", help="merge although name and id of the products differ"
    )


def run(options: argparse.Namespace) -> None:
    """Merge and write the result.

    Raises:
        ReadinessError: a file cannot be read or written, the products differ, or answers do.

    """
    from readiness_gui.evidence.assess import assess_missing
    from readiness_gui.storage.codec import product_bytes

    framework = framework_module.load(paths.resources() / "framework" / "en.toml")
    today = datetime.now(UTC).astimezone().date()
    _check_target(options)
    sides = tuple(
        replace(one, product=assess_missing(one.product, framework, today))
        for one in _sides(options.files, framework)
    )
    against = doubts(sides, framework)
    if against and not options.same_product:
        raise BadInputError(f"merge: {against[0]} If so, add --same-product.")
    merged = merge(sides)
    drafts = tuple(one for side in sides for one in side.product.assessments)
    words = MergeWords(framework, today, drafts)
    if options.conflicts is not None:
        _write(options.conflicts, _record(merged, words))
    product = resolve(merged, _picks(merged, options.prefer, words), words, today)
    _write(options.out, product_bytes(assess_missing(product, framework, today)))
    _tell_taken_out(merged, words)
    sys.stdout.write(f"{options.out}\n")


def _tell_taken_out(merged: Merged, words: MergeWords) -> None:
    """Name on standard error what is no longer there, and who took it out."""
    for one in merged.settled:
        if one.kind is Kind.TAKEN_OUT:
            said = f"{', '.join(one.who)}: {words.question(one.field)} {words.settled(one)}"
            sys.stderr.write(f"{' '.join(said.split())}\n")


def _check_target(options: argparse.Namespace) -> None:
    taken = {path.resolve() for path in options.files}
    targets = [path for path in (options.out, options.conflicts) if path is not None]
    if len({path.resolve() for path in targets}) < len(targets):
        raise BadInputError("merge: --out and --conflicts are the same file; give each its own name.")
    if any(path.resolve() in taken for path in targets):
        raise BadInputError("merge: a target is one of the files to merge; give the target another name.")
    if options.out.exists():
        raise BadInputError(f"{options.out}: there is such a file already; name one that does not exist.")


def _sides(files: Sequence[Path], framework: Framework) -> tuple[Side, ...]:
    from readiness_gui.report.attached import product_file_in
    from readiness_gui.storage.gathering import gather

    read, unread = gather(files, lambda path: product_file_in(path, framework))
    for one in unread:
        sys.stderr.write(f"{one.path}: {' '.join(one.reason.split())}\n")
    for found in read:
        if found.reason:
            sys.stderr.write(f"{found.path}: {framework.phrase('merge.doubt.newer', name=found.path.name)}\n")
    if len(read) < 2:
        raise BadInputError(f"merge: {framework.phrase('merge.doubt.alone')}")
    names = labels([one.product for one in read], [one.path.stem for one in read])
    return tuple(Side(name, one.product, one.earlier) for name, one in zip(names, read, strict=True))


def _picks(merged: Merged, preferred: str | None, words: MergeWords) -> dict[str, Pick]:
    """Return the preferred person's answers; without one, or where that person gave none, refuse.

    Raises:
        OpenQuestionsError: a question is left that nobody settled.
        BadInputError: there is nobody of that name.

    """
    names = [side.label for side in merged.sides]
    if preferred is not None and preferred not in names:
        known = listed(names, words.framework)
        raise BadInputError(f"merge: there is no file of “{preferred}”; there are those of {known}.")
    picks = {}
    open_lines = []
    reason = words.framework.phrase("merge.rule.preferred", name=preferred or "")
    for conflict in merged.conflicts:
        mine = [at for at, one in enumerate(conflict.options) if preferred in one.who]
        if mine:
            picks[conflict.key] = Pick(mine[0], reason)
            continue
        said = "; ".join(
            f"{', '.join(one.who)}: {words.said(conflict.field, one.value)}" for one in conflict.options
        )
        open_lines.append(" ".join(f"{conflict.field}: {words.question(conflict.field)} {said}".split()))
    if open_lines:
        raise OpenQuestionsError(open_lines)
    return picks


def _record(merged: Merged, words: MergeWords) -> bytes:
    """Return the questions on which answers differ as JSON."""
    found = [
        {
            "assessment": conflict.assessment_id,
            "field": conflict.field,
            "question": words.question(conflict.field),
            "said": [
                {"who": list(one.who), "answer": words.said(conflict.field, one.value)}
                for one in conflict.options
            ],
        }
        for conflict in merged.conflicts
    ]
    return json.dumps(found, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _write(path: Path, data: bytes) -> None:
    from readiness_gui.storage import atomic
    from readiness_gui.storage.messages import system_error

    try:
        atomic.write_atomic(path, data)
    except OSError as cause:
        raise system_error("not_saved", cause, name=path) from cause
