"""The report as pictures of its pages, for the screen and for printing, and where its headings stand."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from readiness_gui.report import pdf
from readiness_gui.report.blocks import Document
from readiness_gui.report.memo import ALL_BUT_LAST, forget

#: headings with their level and page, as typst finds them once the pages are set
_HEADINGS = """{
  let words(it) = if type(it) == str { it } else if it.has("text") { words(it.text) }
    else if it.has("children") { it.children.map(words).join() }
    else if it.has("body") { words(it.body) } else { " " }
  query(heading).map(it => (it.level, it.location().page(), words(it.body)))
}"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report: its level from 1 on, its page from 1 on, its words."""

    level: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages as PNG files in their order, and the headings in reading order."""

    pictures: tuple[bytes, ...]
    outline: tuple[Heading, ...]


def pages(
    document: Document,
    *,
    resources: Path,
    ppi: float,
    check: Callable[[], None] = lambda: None,
) -> Pages:
    """Set the document as the PDF is set and return its pages, ``ppi`` pixels an inch.

    ``check`` is asked between the parts of the work and may raise to stop.

    Raises:
        ReportError: typst could not set it.

    """
    with tempfile.TemporaryDirectory(prefix="readiness-preview-") as name:
        folder = Path(name)
        pdf.lay_out(
            folder,
            document,
            attachment=b"",
            attachment_name="",
            resources=resources,
        )
        check()
        return _set(folder, resources / "report" / "fonts", ppi)


def _set(folder: Path, fonts: Path, ppi: float) -> Pages:
    main = folder / pdf.MAIN
    with pdf.faults_told():
        compiler = pdf.compiler(folder, fonts)
        made = compiler.compile(main, format="png", ppi=ppi)
        found = json.loads(compiler.eval(_HEADINGS))
        forget(compiler, folder, ALL_BUT_LAST)
    pictures = tuple(made) if isinstance(made, list) else (made or b"",)
    return Pages(pictures, tuple(Heading(level, page, text) for level, page, text in found))
