"""The words of each page of a PDF as a reader would copy them, in the order in which they are set."""

from __future__ import annotations

import io
import re

import pikepdf

_CODE = r"<([0-9A-Fa-f]+)>"


def words_of(data: bytes) -> list[str]:
    """Return the text of each page, pieces of it separated by one space."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_page(page) for page in pdf.pages]


def pieces_of(page: pikepdf.Page) -> list[str]:
    """Return what a page shows in the pieces in which it is set; none of them is longer than a line."""
    fonts = {str(name): _table(font) for name, font in dict(page.Resources.Font).items()}
    pieces: list[str] = []
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            letters = fonts[str(instruction.operands[0])]
        elif operator in ("Tj", "TJ"):
            shown = instruction.operands[0]
            parts = [shown] if operator == "Tj" else list(shown)
            codes = b"".join(bytes(one) for one in parts if isinstance(one, pikepdf.String))
            pairs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
            pieces.append("".join(letters.get(code, "") for code in pairs))
    return pieces


def _page(page: pikepdf.Page) -> str:
    return " ".join(" ".join(pieces_of(page)).split())


def _table(font: pikepdf.Object) -> dict[int, str]:
    """Return the letters of a font by code."""
    text = font.ToUnicode.read_bytes().decode("ascii", "replace")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(rf"{_CODE}\s*{_CODE}", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be", "replace")
    return found
