"""The overview of many products in words: a row a product, as CSV and as plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from readiness_gui.core.contradictions import verdict_words
from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import (
    Filter,
    ProductSummary,
    Sort,
    course_words,
    group_of,
)
from readiness_gui.core.spreadsheet import csv_text
from readiness_gui.core.told import told_in
from readiness_gui.report.export import ExportResult
from readiness_gui.report.files import check_target, write

#: the table of the PDF, and the whole of it as CSV
TABLE = ("name", "move", "verdict", "signals", "users", "as_of", "stale")
CSV = (
    "name", "stage", "target", "verdict", "code", "group", "present", "users", "as_of", "age", "stale",
    "course", "example", "file", "problem", "contradictions",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is to be shown: lines already chosen and sorted, and how that was done."""

    lines: tuple[ProductSummary, ...]
    framework: Framework
    today: date
    wanted: Filter = field(default_factory=Filter)
    sort: Sort = Sort.NAME

    @property
    def readable(self) -> tuple[ProductSummary, ...]:
        """Return the lines of files that can be read."""
        return tuple(line for line in self.lines if line.problem is None)

    def stale(self, line: ProductSummary) -> int:
        """Return how many signals of a product rest on stale evidence."""
        return line.stale(self.today, self.framework.thresholds.stale_days)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of this topic."""
        return self.framework.phrase(f"portfolio.{key}", **values)


def export_csv(path: Path, overview: Overview) -> ExportResult:
    """Write the overview as CSV.

    Raises:
        ReportError: the file cannot be written.

    """
    check_target(path, overview.framework)
    write(path, csv_bytes(overview), overview.framework)
    return ExportResult(path)


def csv_bytes(overview: Overview) -> bytes:
    """Return one row a product as UTF-8 with a byte order mark; no cell can start a formula."""
    header = [overview.say(f"column.{key}") for key in CSV]
    lines = (cells_of(line, overview) for line in overview.lines)
    return csv_text([header, *([cells[key] for key in CSV] for cells in lines)]).encode(
        "utf-8-sig", "replace"
    )


def text_table(overview: Overview) -> str:
    """Return the table as lines of plain text, for a terminal."""
    rows = [[overview.say(f"column.{key}") for key in TABLE]]
    rows += [
        [cells_of(line, overview)[key] or overview.say("none") for key in TABLE] for line in overview.readable
    ]
    widths = [min(max(len(row[place]) for row in rows), 48) for place in range(len(TABLE))]
    return "".join(
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )


def _padded(text: str, width: int) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.ljust(width) if len(plain) <= width else f"{plain[: width - 1]}…"


def cells_of(line: ProductSummary, overview: Overview) -> dict[str, str]:
    """Return each fact about a product in words; empty where there is none."""
    framework, say = overview.framework, overview.say
    known = line.problem is None
    verdict = say("no_verdict")
    if line.verdict is not None:
        verdict = verdict_words(line.verdict, line.contradictions, framework)
    age, stale = line.age_days(overview.today), overview.stale(line)
    name = " ".join(line.name.split())
    return {
        "name": say("example", name=name) if line.example else name,
        "stage": _text(line.stage),
        "target": _text(line.target),
        "move": move_words(line, overview),
        "verdict": verdict if known else "",
        "code": str(line.verdict or ""),
        "group": say(f"group.{group_of(line)}"),
        "signals": say("of_five", present=line.present) if known and line.as_of else "",
        "present": str(line.present) if known and line.as_of else "",
        "users": _text(line.users),
        "as_of": line.as_of.isoformat() if line.as_of else "",
        "age": _text(age),
        "stale": _text(stale) if known else "",
        "course": course_words(line),
        "example": framework.phrase(f"scenarios.{'yes' if line.example else 'no'}"),
        "file": line.path.name,
        "problem": told_in(line.problem or "", framework),
        "contradictions": _text(line.contradictions) if known else "",
    }


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def move_words(line: ProductSummary, overview: Overview) -> str:
    """Return the stage today and the one to go to, such as "1 → 2"."""
    if line.stage is None or line.target is None:
        return _text(line.stage)
    return overview.say("move", stage=line.stage, target=line.target)
