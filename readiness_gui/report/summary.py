"""The verdict on half a page for a mail or a chat: the same words as rich text and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import category

from readiness_gui.report.blocks import GLYPHS, Document, SignalLine

#: overrides and embeddings of direction, which would run on into our own words
ORDER = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


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
            yield document.words[key], [_line(item) for item in items]


def _lines(document: Document) -> Iterator[str]:
    yield _line(document.title)
    yield _line(f"{document.date} {document.example}")
    yield ""
    if document.warning:
        yield _line(document.warning)
        yield from (f"! {_line(one)}" for one in document.contradictions)
        yield ""
    yield _line(document.verdict)
    yield _line(document.headline)
    yield _line(f"{document.verdict_summary} {document.action}")
    yield ""
    yield f"{document.words['signals']}:"
    for one in document.signals:
        yield f"{GLYPHS[one.status]} {_line(one.name)}: {_status(one)}. {_line(one.reason)}".rstrip()
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
    return _line(f"{one.status_word}, {one.grade}" if one.grade else one.status_word)


def _line(text: str) -> str:
    """Return text on one line, without characters that no text may hold."""
    return " ".join("".join(one for one in text if one.isspace() or not _harmful(one)).split())


def _harmful(character: str) -> bool:
    """Tell whether a character is a control, half of one, or would turn the order of what follows."""
    return category(character) in {"Cc", "Cs"} or character in ORDER


def _safe(text: str) -> str:
    return escape(_line(text), quote=True)
