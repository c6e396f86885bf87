"""The report as Markdown: the same sections, charts as their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readiness_gui.report.blocks import (
    GLYPHS,
    Block,
    Callout,
    Chart,
    Document,
    Facts,
    Grid,
    Items,
    Paragraph,
    Rule,
    Rules,
)
from readiness_gui.report.plain import one_line


def render(document: Document) -> str:
    """Return the document as GitHub-flavoured Markdown; text of the user stays text."""
    lines = [f"# {escape(document.title)}", "", f"{document.date}"]
    if document.example:
        lines[-1] += f" · *{escape(document.example)}*"
    if document.warning:
        lines += [
            "",
            f"> **{escape(document.warning)}**",
            *(f"> - {escape(one)}" for one in document.contradictions),
        ]
    lines += ["", f"**{escape(document.verdict)}**", "", escape(document.headline), ""]
    lines += [escape(f"{document.verdict_summary} {document.action}"), ""]
    lines += [f"## {document.words['signals']}", ""]
    rows = [
        (f"{GLYPHS[one.status]} {one.name}", f"{one.status_word} {one.grade}".strip(), one.reason)
        for one in document.signals
    ]
    lines += [*_table(("", "", ""), rows), ""]
    for title, items in (
        (document.words["first_steps"], document.first_steps),
        (document.words["resolve_first"], document.resolve_first),
    ):
        if items:
            lines += [f"## {title}", "", *(f"{n}. {escape(item)}" for n, item in enumerate(items, 1)), ""]
    for section in document.sections:
        lines += [f"{'#' * (section.level + 1)} {escape(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Return text in which Markdown finds no markup, on one line."""
    line = re.sub(r"([\\`*_{}\[\]<>|#~$]|&(?=#?\w+;))", r"\\\1", one_line(text))
    line = re.sub(r"^(\d*)([-+.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^(?=(-{2,}|=+)$)", r"\\", line)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(role="note"):
            yield f"> {escape(block.text)}"
        case Paragraph(role="label"):
            yield f"**{escape(block.text)}**"
        case Paragraph():
            yield escape(block.text)
        case Callout():
            yield f"> **{escape(block.title)}**  "
            yield f"> {escape(block.text)}"
        case Facts():
            yield from (f"- {escape(label)}: {escape(value)}" for label, value in block.pairs)
        case Items():
            yield from (f"- {escape(item)}" for item in block.items)
        case Grid():
            yield from _table(block.header, block.rows)
        case Rules():
            yield from _table(block.header, [(one.name, _with_formulas(one), one.why) for one in block.rows])
        case Chart(listed=False):
            yield from _table(block.data.header, block.data.rows)
        case Chart():
            yield escape(block.alt)


def _with_formulas(rule: Rule) -> str:
    """Return a rule with its formulas on the same line."""
    return " ".join((rule.rule, "; ".join(one.plain for one in rule.formulas))).strip()


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(escape(cell) for cell in header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(escape(cell) for cell in row) + " |"
