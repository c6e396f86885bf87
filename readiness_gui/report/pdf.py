"""The report as PDF through typst: tagged, archival, with the product file attached.

The template and the fonts are shipped; everything else reaches the template as one JSON value, so
that no text of the user is ever read as markup. The same document gives the same bytes.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness_gui.core.errors import ReportError
from readiness_gui.report.attached import keyword_of
from readiness_gui.report.blocks import Chart, Document, Section
from readiness_gui.report.clean import RIGHT_TO_LEFT, Cleaner, language_of
from readiness_gui.report.memo import forget
from readiness_gui.report.options import Paper, Part, readable

if TYPE_CHECKING:
    from typst import Compiler, Fonts

#: PDF/UA-1 for readers with aids, PDF/A-3a for archives and the attached product file
STANDARDS: tuple[Literal["ua-1", "a-3a"], ...] = ("ua-1", "a-3a")
#: the names of the template, and of what templates share: what draws charts, sets formulas, and the look
MAIN, SHARED = "main.typ", ("charts.typ", "formulas.typ", "look.typ")
#: the name of the logo beside the template
LOGO = "logo.png"

Step = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The finished file, the characters that were replaced, and whether the standards are met."""

    data: bytes
    replaced: tuple[str, ...]
    strict: bool


def render_pdf(
    document: Document, *, attachment: bytes, attachment_name: str, resources: Path, step: Step | None = None
) -> PdfResult:
    """Set the document; ``step`` is told the share done and may raise to stop.

    Raises:
        ReportError: typst could not set it at all.

    """
    fonts = resources / "report" / "fonts"
    with tempfile.TemporaryDirectory(prefix="readiness-report-") as name:
        folder = Path(name)
        cleaner = lay_out(
            folder,
            document,
            attachment=attachment,
            attachment_name=attachment_name,
            resources=resources,
        )
        if step is not None:
            step(0.1)

        def rewrite(plain: Cleaner) -> None:
            _write_data(folder, document, attachment_name, attachment, plain)

        return compile_strictly(folder, fonts, document.day, cleaner, rewrite, step)


def compile_strictly(
    folder: Path,
    fonts: Path,
    day: tuple[int, int, int],
    cleaner: Cleaner,
    rewrite: Callable[[Cleaner], object],
    step: Step | None = None,
) -> PdfResult:
    """Compile what lies in ``folder`` to the standards; where that fails with plain text, else without them.

    ``cleaner`` cleaned the text that lies there; ``rewrite`` puts it there again through another one.

    Raises:
        ReportError: typst could not set it at all.

    """
    error = ""
    for plain, standards in ((False, STANDARDS), (True, STANDARDS), (True, ())):
        if plain:
            cleaner = Cleaner(fonts, plain=True)
            rewrite(cleaner)
        try:
            made = compile_folder(folder, fonts, standards, day)
        except ReportError as failed:
            error = str(failed)
            continue
        if step is not None:
            step(1.0)
        return PdfResult(made, tuple(cleaner.replaced), bool(standards))
    raise ReportError(error)


def lay_out(
    folder: Path,
    document: Document,
    *,
    attachment: bytes,
    attachment_name: str,
    resources: Path,
) -> Cleaner:
    """Put everything that typst needs into ``folder``; return what cleaned the text."""
    copy_templates(folder, resources, "roadmap.typ")
    (folder / "product.readiness").write_bytes(attachment)
    if document.options.logo is not None:
        (folder / LOGO).write_bytes(document.options.logo)
    return _write_data(folder, document, attachment_name, attachment, Cleaner(resources / "report" / "fonts"))


def copy_templates(folder: Path, resources: Path, main: str) -> None:
    """Put a template and what all templates share into ``folder``."""
    for name, source in ((MAIN, main), *((one, one) for one in SHARED)):
        (folder / name).write_bytes((resources / "report" / source).read_bytes())


def _write_data(
    folder: Path, document: Document, attachment_name: str, attachment: bytes, cleaner: Cleaner
) -> Cleaner:
    data = _data(document, cleaner, cleaner.text(attachment_name), keyword_of(attachment))
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=True), encoding="ascii")
    return cleaner


def compile_folder(
    folder: Path, fonts: Path, standards: tuple[Literal["ua-1", "a-3a"], ...], day: tuple[int, int, int]
) -> bytes:
    """Compile the document in ``folder`` with the fonts in ``fonts``.

    Raises:
        ReportError: typst refuses the document under these standards.

    """
    stamp = int(datetime(*day, tzinfo=UTC).timestamp())
    with faults_told():
        typesetter = compiler(folder, fonts)
        made = typesetter.compile(folder / MAIN, format="pdf", pdf_standards=list(standards), timestamp=stamp)
        forget(typesetter, folder)
    if not isinstance(made, bytes):
        raise ReportError("typst returned no file")
    return made


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what typst raises, which may be a panic of its own, into a ReportError of one line."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a fault in typst's own code arrives as such
        raise ReportError(f"{error}".splitlines()[0] if f"{error}" else type(error).__name__) from error


def compiler(folder: Path, fonts: Path) -> Compiler:
    """Return a compiler that sees the files in ``folder`` and the fonts in ``fonts``, and nothing else."""
    import typst

    return typst.Compiler(root=folder, font_paths=_fonts(fonts), ignore_system_fonts=True)


@cache
def _fonts(folder: Path) -> Fonts:
    """Return the shipped fonts and no others."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _data(document: Document, cleaner: Cleaner, attachment_name: str, keyword: str) -> object:
    """Return what the template reads, cleaned."""
    fields = {
        field.name: getattr(document, field.name)
        for field in dataclasses.fields(document)
        if field.name not in {"sections", "ladder", "signals", "options"}
    }
    options = document.options
    fields["look"] = {
        "paper": "us-letter" if options.paper is Paper.LETTER else "a4",
        "accent": readable(options.accent),
        "confidential": document.words["confidential"] if options.confidential else "",
        "logo": LOGO if options.logo is not None else "",
        "data": options.has(Part.DATA),
    }
    fields["signals"] = [dataclasses.asdict(line) for line in document.signals]
    fields["ladder"] = _block(document.ladder, document.language)
    fields["sections"] = [_section(section, document.language) for section in document.sections]
    fields["attachment"] = attachment_name
    fields["keyword"] = keyword
    return cleaner.tree(fields)


def _section(section: Section, language: str) -> dict[str, Any]:
    blocks = [_block(block, language) for block in section.blocks]
    return {
        "title": section.title,
        "level": section.level,
        "key": section.key,
        "page": section.page,
        "blocks": blocks,
    }


def _block(block: object, language: str) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Chart):
        rows = [list(row) for row in block.data.rows]
        return {
            "kind": kind,
            "plot": block.plot,
            "alt": block.alt,
            "header": list(block.data.header),
            "rows": rows,
            "listed": block.listed,
            "beside": block.beside,
        }
    fields = dataclasses.asdict(block)  # type: ignore[call-overload]  # all blocks are dataclasses
    if fields.get("role") == "note":
        tag = language_of(fields["text"], language.split("-")[0])
        fields |= {"lang": tag, "dir": "rtl" if tag in RIGHT_TO_LEFT else "ltr"}
    return {"kind": kind, **fields}
