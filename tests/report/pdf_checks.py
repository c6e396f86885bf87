"""What PDF/UA-1 and PDF/A-3 ask for, as far as pikepdf can look: each check returns what it found wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from unicodedata import bidirectional

import pikepdf

SHOWING = {"Tj", "TJ", "'", '"'}
PAINTING = SHOWING | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
FORBIDDEN = ("/JavaScript", "/Launch", "/URI", "/SubmitForm", "/GoToR", "/Movie", "/Sound", "/Rendition")


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield the structure elements in reading order."""
    yield from _below(pdf.Root.StructTreeRoot)


def kids(node: pikepdf.Object) -> list[pikepdf.Object | int]:
    """Return the children of a structure element; a number is marked content."""
    below = node.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Dictionary]:
    """Return the elements of these kinds in reading order."""
    return [one for one in elements(pdf) if str(one.S) in kinds]


def unmarked(pdf: pikepdf.Pdf) -> list[str]:
    """Return what is painted outside the structure without being marked as an artifact."""
    wrong = []
    for number, page in enumerate(pdf.pages, 1):
        open_marks: list[bool] = []
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            if name in {"BDC", "BMC"}:
                open_marks.append(_tagged(instruction))
            elif name == "EMC":
                open_marks.pop()
            elif name in PAINTING and not any(open_marks):
                wrong.append(f"page {number}: {name}")
        if open_marks:
            wrong.append(f"page {number}: a mark is left open")
    return wrong


def astray(pdf: pikepdf.Pdf) -> list[str]:
    """Return marked content that the structure does not have exactly once, and references to nothing."""
    painted: Counter[tuple[int, int]] = Counter()
    for number, page in enumerate(pdf.pages):
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "BDC":
                properties = instruction.operands[1]
                if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                    painted[number, int(properties.MCID)] += 1
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    named: Counter[tuple[int, int]] = Counter()
    for element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, int):
                named[pages[element.Pg.objgen], int(kid)] += 1
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                place = kid.Pg if "/Pg" in kid else element.Pg
                named[pages[place.objgen], int(kid.MCID)] += 1
    return [f"page {page + 1}: content {mark}" for page, mark in (painted - named) + (named - painted)]


def headings(pdf: pikepdf.Pdf) -> list[str]:
    """Return headings that skip a level, or a first one that is not the highest."""
    levels = [int(str(one.S)[2:]) for one in of_kind(pdf, "/H1", "/H2", "/H3", "/H4")]
    wrong = [] if levels and levels[0] == 1 else ["the first heading is no H1"]
    return wrong + [f"H{one} after H{before}" for before, one in pairwise(levels) if one > before + 1]


def tables(pdf: pikepdf.Pdf) -> list[str]:
    """Return tables without header cells, with cells of no scope, or with rows of unequal length."""
    wrong = []
    for number, table in enumerate(of_kind(pdf, "/Table"), 1):
        rows = [one for one in _below(table) if str(one.S) == "/TR"]
        headers = [one for one in _below(table) if str(one.S) == "/TH"]
        if not headers:
            wrong.append(f"table {number} has no header")
        if any("/Column" not in _attributes(one) for one in headers):
            wrong.append(f"table {number} has a header cell without scope")
        if len({len(kids(row)) for row in rows}) != 1:
            wrong.append(f"table {number} has rows of unequal length")
    return wrong


def figures(pdf: pikepdf.Pdf) -> list[str]:
    """Return figures that say nothing."""
    return [
        f"figure {number}"
        for number, one in enumerate(of_kind(pdf, "/Figure"), 1)
        if len(str(one.get("/Alt", "")).strip()) < 10
    ]


def formulas(pdf: pikepdf.Pdf) -> list[str]:
    """Return formulas that nobody can read out."""
    return [
        f"formula {number}"
        for number, one in enumerate(of_kind(pdf, "/Formula"), 1)
        if len(str(one.get("/Alt", "")).strip()) < 10
    ]


def target(pdf: pikepdf.Pdf, link: pikepdf.Object) -> tuple[int, int]:
    """Return the number of the page object that a link leads to, by place or by name; (0, 0) is nowhere."""
    place = link.get("/Dest")
    if isinstance(place, pikepdf.String):
        place = pikepdf.NameTree(pdf.Root.Names.Dests).get(str(place))
    return place[0].objgen if isinstance(place, pikepdf.Array) else (0, 0)


def links(pdf: pikepdf.Pdf) -> list[str]:
    """Return links that lead nowhere, leave the document, or are no part of the structure."""
    pages = {page.obj.objgen for page in pdf.pages}
    wrong = []
    for number, page in enumerate(pdf.pages, 1):
        for one in page.get("/Annots", []):
            if target(pdf, one) not in pages:
                wrong.append(f"page {number}: a link without a target")
            if "/StructParent" not in one:
                wrong.append(f"page {number}: a link outside the structure")
        if page.get("/Annots") is not None and page.get("/Tabs") != "/S":
            wrong.append(f"page {number}: tab order is not that of the structure")
    return wrong


def fonts(pdf: pikepdf.Pdf) -> list[str]:
    """Return fonts that are not embedded, not subset, or whose text cannot be copied."""
    wrong = []
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if "/FontName" in one:
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
                wrong.append(f"{one.FontName} is not embedded")
            if not re.match(r"/[A-Z]{6}\+", str(one.FontName)):
                wrong.append(f"{one.FontName} is not a subset")
        if one.get("/Type") == "/Font" and one.get("/Subtype") == "/Type0" and "/ToUnicode" not in one:
            wrong.append(f"{one.BaseFont} cannot be copied from")
    return wrong


def metadata(pdf: pikepdf.Pdf) -> list[str]:
    """Return what the metadata lacks: both standards, title, language, the colours' profile."""
    wrong = []
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as found:
        facts = {
            "PDF/UA-1": found.get("pdfuaid:part") == "1",
            "PDF/A-3a": (found.get("pdfaid:part"), found.get("pdfaid:conformance")) == ("3", "A"),
            "title": bool(found.get("dc:title")) and str(pdf.docinfo["/Title"]) == found.get("dc:title"),
        }
    facts |= {
        "marked": bool(pdf.Root.MarkInfo.Marked),
        "language": bool(str(pdf.Root.get("/Lang", ""))),
        "title shown": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
        "not encrypted": not pdf.is_encrypted,
        "file identifier": "/ID" in pdf.trailer,
    }
    intents = list(pdf.Root.get("/OutputIntents", []))
    facts["output intent"] = len(intents) == 1 and intents[0].S == "/GTS_PDFA1"
    facts["profile"] = bool(intents) and int(intents[0].DestOutputProfile.N) == 3
    wrong += [name for name, met in facts.items() if not met]
    return wrong


def attachment(pdf: pikepdf.Pdf) -> list[str]:
    """Return what the attached product file lacks to be one of PDF/A-3."""
    files = list(pdf.Root.get("/AF", []))
    if len(files) != 1:
        return [f"{len(files)} associated files"]
    found = files[0]
    facts = {
        "relationship": found.get("/AFRelationship") == "/Source",
        "name": str(found.get("/UF", "")) == str(found.get("/F")) == "product.readiness",
        "description": bool(str(found.get("/Desc", ""))),
        "kind": found.EF.F.get("/Subtype") == "/application/json",
        "date": "/ModDate" in found.EF.F.Params,
        "listed": list(pdf.attachments) == ["product.readiness"],
    }
    return [name for name, met in facts.items() if not met]


def active(pdf: pikepdf.Pdf) -> list[str]:
    """Return what would do something, or reach out of the file."""
    found = [name for name in ("/OpenAction", "/AA", "/AcroForm") if name in pdf.Root]
    kinds = [str(one.get("/S", "")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return found + [kind for kind in kinds if kind in FORBIDDEN]


CHECKS: dict[str, Callable[[pikepdf.Pdf], list[str]]] = {
    check.__name__: check
    for check in (
        unmarked, astray, headings, tables, figures, formulas, links, fonts, metadata, attachment, active,
    )
}  # fmt: skip


def problems(pdf: pikepdf.Pdf) -> dict[str, list[str]]:
    """Return what each check found, without those that found nothing."""
    found = {name: check(pdf) for name, check in CHECKS.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def joined(pdf: pikepdf.Pdf) -> list[str]:
    """Return what a single sign copies as where that is several letters written from right to left."""
    return [text for text in _copied(pdf) if sum(bidirectional(one) in {"R", "AL"} for one in text) > 1]


def characters(pdf: pikepdf.Pdf) -> set[str]:
    """Return every character that copying from the document can give."""
    found = {character for text in _copied(pdf) for character in text}
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            table = one.ToUnicode.read_bytes().decode("ascii", "replace")
            for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
                for low, high, code in re.findall(
                    r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
                ):
                    start = ord(bytes.fromhex(code).decode("utf-16-be", "replace")[-1])
                    found.update(map(chr, range(start, start + int(high, 16) - int(low, 16) + 1)))
    for page in pdf.pages:
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "BDC" and isinstance(instruction.operands[1], pikepdf.Dictionary):
                found.update(str(instruction.operands[1].get("/ActualText", "")))
    return found


def _copied(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what each sign of each font copies as."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            table = one.ToUnicode.read_bytes().decode("ascii", "replace")
            for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
                for code in re.findall(r"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", block):
                    yield bytes.fromhex(code).decode("utf-16-be", "replace")


def _below(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    stack = kids(node)[::-1]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            stack += kids(one)[::-1]


def _attributes(element: pikepdf.Dictionary) -> str:
    return repr(element.A) if "/A" in element else ""


def _tagged(instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> bool:
    if str(instruction.operands[0]) == "/Artifact":
        return True
    properties = instruction.operands[1] if len(instruction.operands) > 1 else None
    return isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
