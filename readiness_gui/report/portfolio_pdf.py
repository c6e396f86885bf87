"""The overview of many products as PDF: tagged, archival, with the same table as CSV attached."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import (
    ProductSummary,
    TimeAxis,
    counts,
    filter_words,
    time_axis,
)
from readiness_gui.core.told import told_in
from readiness_gui.core.wording import date_words, inside, number, short_date
from readiness_gui.report.clean import Cleaner
from readiness_gui.report.export import ExportResult
from readiness_gui.report.files import Cancel, Progress, check_target, write
from readiness_gui.report.options import ACCENT, readable
from readiness_gui.report.pdf import PdfResult, Step, compile_strictly, copy_templates
from readiness_gui.report.portfolio import TABLE, Overview, cells_of, csv_bytes, move_words

TEMPLATE = "portfolio.typ"
#: products that the first chart shows, below the counts, and each that goes on, with a page of its own
FIRST_ROWS, MORE_ROWS = 30, 48
#: words of the template itself
WORDS = ("counts", "chart", "lead", "table", "problems", "problems_caption")


def export_pdf(
    path: Path,
    overview: Overview,
    *,
    resources: Path,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ExportResult:
    """Set the overview and write it; nothing is written if it is stopped or fails.

    Raises:
        ReportError: it cannot be set or written; the sentence says why.

    """
    check_target(path, overview.framework)

    def step(share: float) -> None:
        if cancel is not None:
            cancel.check()
        if progress is not None:
            progress(share, "")

    step(0.0)
    try:
        made = render_pdf(overview, resources, step)
    except ReportError as error:
        raise ReportError(overview.say("problem.typeset", why=error)) from error
    step(1.0)
    write(path, made.data, overview.framework)
    return ExportResult(path, made.replaced, made.strict)


def render_pdf(overview: Overview, resources: Path, step: Step | None = None) -> PdfResult:
    """Return the overview as PDF; the same lines on the same day give the same bytes.

    Raises:
        ReportError: typst could not set it at all.

    """
    fonts = resources / "report" / "fonts"
    data = document(overview)
    with tempfile.TemporaryDirectory(prefix="readiness-portfolio-") as name:
        folder = Path(name)
        copy_templates(folder, resources, TEMPLATE)
        (folder / "portfolio.csv").write_bytes(csv_bytes(overview))

        def put(cleaner: Cleaner) -> Cleaner:
            text = json.dumps(cleaner.tree(data), ensure_ascii=True)
            (folder / "data.json").write_text(text, encoding="ascii")
            return cleaner

        cleaner = put(Cleaner(fonts))
        if step is not None:
            step(0.2)
        day = overview.today
        return compile_strictly(folder, fonts, (day.year, day.month, day.day), cleaner, put, step)


def document(overview: Overview) -> dict[str, Any]:
    """Return what the template reads: words, counts, charts and tables as plain values."""
    framework, lines, say = overview.framework, overview.readable, overview.say
    chosen = filter_words(overview.wanted, framework)
    days = framework.thresholds.stale_days
    title = say("heading_one") if len(lines) == 1 else say("heading", count=len(lines))
    names = (
        "page",
        "counts",
        "chart",
        "lead",
        "table",
        "problems",
        "problems_caption",
        "by_stage",
        "by_group",
    )
    words = {key: say(f"report.{key}") for key in names if key != "page"}
    return {
        "title": title,
        "date": say("date", date=date_words(overview.today, framework)),
        "day": [overview.today.year, overview.today.month, overview.today.day],
        "language": framework.language,
        "accent": readable(ACCENT),
        "filter": say("report.filtered", filter=chosen) if chosen else "",
        "stale_note": say("report.stale_note", days=days),
        "table_caption": say("report.table_caption", sort=inside(say(f"sort.{overview.sort}"), framework)),
        "words": words,
        "pages": framework.phrase("report.words.page"),
        "of": framework.phrase("report.words.of"),
        "counts": _counts(overview),
        "charts": _charts(overview),
        "header": [say(f"column.{key}") for key in TABLE],
        "rows": [_row(line, overview) for line in lines],
        "problems": [
            [one.path.name, told_in(one.problem, overview.framework)]
            for one in overview.lines
            if one.problem is not None
        ],
        "problems_header": [say("column.file"), say("column.problem")],
    }


def _counts(overview: Overview) -> list[dict[str, Any]]:
    """Return the two small tables: products by stage, and by what their verdict comes to."""
    framework, say = overview.framework, overview.say
    stages, groups = counts(overview.readable)
    names = {stage: text.name for stage, text in framework.stages.items()}
    return [
        {
            "caption": say("report.by_stage"),
            "header": [say("report.stage_column"), say("report.number_column")],
            "rows": [
                [say("stage", stage=one, name=names[one]), str(number)] for one, number in stages.items()
            ],
        },
        {
            "caption": say("report.by_group"),
            "header": [say("report.group_column"), say("report.number_column")],
            "rows": [[say(f"group.{one}"), str(number)] for one, number in groups.items()],
        },
    ]


def _row(line: ProductSummary, overview: Overview) -> list[str]:
    """Return the cells of the table as a reader of the language writes them."""
    cells = cells_of(line, overview)
    if line.as_of is not None:
        cells["as_of"] = short_date(line.as_of, overview.framework)
    if line.users is not None:
        cells["users"] = number(f"{line.users:,}", overview.framework)
    return [cells[key] or overview.say("none") for key in TABLE]


def _charts(overview: Overview) -> list[dict[str, Any]]:
    """Return charts that each fit on a page, all on the same axis."""
    lines = [line for line in overview.readable if line.course]
    axis = time_axis(lines, overview.today)
    starts = range(FIRST_ROWS, len(lines), MORE_ROWS)
    parts = [lines[:FIRST_ROWS], *(lines[start : start + MORE_ROWS] for start in starts)]
    return [_chart(part, axis, overview) for part in parts if part]


def _chart(lines: Sequence[ProductSummary], axis: TimeAxis, overview: Overview) -> dict[str, Any]:
    framework = overview.framework
    days = [short_date(day, framework) for day in (axis.first, axis.last)]
    told = "; ".join(
        overview.say(
            "report.alt_row",
            name=" ".join(line.name.split()),
            course=", ".join(f"{short_date(day, framework)}: {stage}" for day, stage in line.course),
            target=line.target or 1,
        )
        for line in lines
    )
    alt = overview.say("report.alt", count=len(lines), first=days[0], last=days[1], rows=told)
    ticks = [[place, _month(words, framework)] for place, words in axis.ticks()]
    rows = [
        {
            "name": " ".join(line.name.split()),
            "spans": [list(span) for span in axis.spans(line)],
            "move": move_words(line, overview),
        }
        for line in lines
    ]
    return {"alt": alt, "ticks": ticks, "rows": rows}


def _month(words: str, framework: Framework) -> str:
    year, month = words.split("-")
    return framework.phrase("core.words.short_month", year=int(year), month=int(month))
