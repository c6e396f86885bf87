"""The verdict on half a page for a mail or a chat: the same words as rich text and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from readiness_gui.report.blocks import GLYPHS, Document, SignalLine
from readiness_gui.report.plain import one_line


@dataclass(frozen=True, slots=True)
class Summary:
    """One text in two forms; text of the user is never markup in the rich one."""

    html: str
    text: str


def render(document: Document) -> Summary:
    """Return the title, the verdict, the signals with their reasons, and what to do first."""
    return Summary(_html(document), "\n".join(_lines(document)).strip() + "\n")


def _lists(document: Document) -> Iterator[tuple[str, Sequence[str]]]:
    for key, items in (("first_steps", document.first_steps), ("resolve_first", document.resolve_first)):
        if items:
            yield document.words[key], [one_line(item) for item in items]


def _lines(document: Document) -> Iterator[str]:
    yield one_line(document.title)
    yield one_line(f"{document.date} {document.example}")
    yield ""
    if document.warning:
        yield one_line(document.warning)
        yield from (f"! {one_line(one)}" for one in document.contradictions)
        yield ""
    yield one_line(document.verdict)
    yield one_line(document.headline)
    yield one_line(f"{document.verdict_summary} {document.action}")
    yield ""
    yield f"{document.words['signals']}:"
    for one in document.signals:
        yield f"{GLYPHS[one.status]} {one_line(one.name)}: {_status(one)}. {one_line(one.reason)}".rstrip()
    for title, items in _lists(document):
        yield ""
        yield f"{title}:"
        yield from (f"{number}. {item}" for number, item in enumerate(items, 1))


def _html(document: Document) -> str:
    parts = [
        f"<h2>{_safe(document.title)}</h2>",
        f"<p>{_safe(f'{document.date} {document.example}')}</p>",
        *_warning(document),
        f"<h3>{_safe(document.verdict)}</h3>",
        f"<p><b>{_safe(document.headline)}</b></p>",
        f"<p>{_safe(f'{document.verdict_summary} {document.action}')}</p>",
        f"<h3>{_safe(document.words['signals'])}</h3>",
        "<ul>",
        *(_item(one) for one in document.signals),
        "</ul>",
    ]
    for title, items in _lists(document):
        parts += [f"<h3>{_safe(title)}</h3>", "<ol>", *(f"<li>{_safe(item)}</li>" for item in items), "</ol>"]
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{_safe(document.language)}"><head><meta charset="utf-8"></head>'
        f"<body>\n{body}\n</body></html>\n"
    )


def _warning(document: Document) -> Iterator[str]:
    """Yield what stands before a verdict that says go while answers contradict the evidence."""
    if document.warning:
        yield f"<p><b>{_safe(document.warning)}</b></p>"
        yield from ("<ul>", *(f"<li>{_safe(one)}</li>" for one in document.contradictions), "</ul>")


def _item(one: SignalLine) -> str:
    reason = _safe(f"{_status(one)}. {one.reason}")
    return f"<li>{GLYPHS[one.status]} <b>{_safe(one.name)}</b>: {reason}</li>"


def _status(one: SignalLine) -> str:
    return one_line(f"{one.status_word}, {one.grade}" if one.grade else one.status_word)


def _safe(text: str) -> str:
    return escape(one_line(text), quote=True)
