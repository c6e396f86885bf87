"""What may be chosen about a report; without a choice it is whole, on A4, in the program's own colour."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from readiness_gui.core.errors import ReportError
from readiness_gui.core.framework import FALLBACK, Framework

#: the colour of headings, marks and charts where none is chosen
ACCENT = "#3F51C4"
#: contrast of text and ground that is kept whatever colour is chosen (WCAG 2.2, 1.4.3)
CONTRAST = 4.5
#: larger logo files are not read, in bytes
LOGO_LIMIT = 8 * 2**20
#: longer sides of a logo are scaled down to this, in pixels
LOGO_SIDE = 1000
#: pictures with more pixels are not unpacked
LOGO_PIXELS = 40_000_000


class Part(StrEnum):
    """A part of the report that can be left out; cover and summary cannot."""

    SIGNALS = "signals"
    PROGRESSION = "progression"
    TRACE = "trace"
    RESOLVE = "resolve"
    TIMELINE = "timeline"
    GATE = "gate"
    TRAP = "trap"
    TRADEOFFS = "tradeoffs"
    NOTES = "notes"
    METHOD = "method"
    DATA = "data"


class Paper(StrEnum):
    """A paper size."""

    A4 = "a4"
    LETTER = "letter"


def is_colour(text: str) -> bool:
    """Tell whether ``text`` is a colour in six hexadecimal digits after a number sign."""
    return re.fullmatch("#[0-9A-Fa-f]{6}", text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The choices for one report.

    ``without_notes`` leaves out what the team wrote for itself, in the report and in the attached
    product file alike; reasons for overruling evidence stay, for the verdict rests on them.
    ``logo`` is what :func:`read_logo` returns, ``accent`` a colour such as ``#3F51C4``.
    ``language`` is the tag of one of :func:`readiness_gui.core.languages.languages`.

    Raises:
        ValueError: the colour is none, or the language no tag.

    """

    sections: frozenset[Part] = frozenset(Part)
    language: str = FALLBACK
    paper: Paper = Paper.A4
    confidential: bool = False
    without_notes: bool = False
    logo: bytes | None = None
    accent: str = ACCENT

    def __post_init__(self) -> None:
        if not is_colour(self.accent):
            raise ValueError(f"{self.accent!r} is no colour such as {ACCENT}")
        if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", self.language):
            raise ValueError(f"{self.language!r} is no tag of a language, such as {FALLBACK}")

    def has(self, part: Part) -> bool:
        """Tell whether a part is wanted."""
        return part in self.sections and not (part is Part.NOTES and self.without_notes)


#: the report as it is without any choice
DEFAULT = ReportOptions()


def readable(colour: str) -> str:
    """Return the colour, darkened as far as needed to be read on white and to carry white text."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while _contrast_to_white(parts) < CONTRAST:
        parts = [int(part * 0.96) for part in parts]
    return "#{:02X}{:02X}{:02X}".format(*parts)


def read_logo(path: Path, framework: Framework) -> bytes:
    """Return a picture (PNG, JPEG, WebP, GIF) as a small PNG without anything but its pixels.

    Raises:
        ReportError: the file cannot be read, is too large, or is no such picture.

    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LOGO_LIMIT + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ReportError(framework.phrase("report.logo.unreadable", path=path, why=why)) from error
    if len(data) > LOGO_LIMIT:
        raise ReportError(framework.phrase("report.logo.large", path=path, limit=LOGO_LIMIT // 2**20))
    try:
        return _plain_png(data)
    except Exception as error:  # whatever a decoder raises on a file that anybody may have made
        raise ReportError(framework.phrase("report.logo.wrong", path=path)) from error


def _plain_png(data: bytes) -> bytes:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as picture:
            if picture.width * picture.height > LOGO_PIXELS:
                raise ValueError("too many pixels")
            plain = picture.convert("RGBA")
    plain.thumbnail((LOGO_SIDE, LOGO_SIDE))
    target = io.BytesIO()
    plain.save(target, format="PNG", compress_level=6)
    return target.getvalue()


def _contrast_to_white(parts: list[int]) -> float:
    """Return the contrast of a colour to white by the formula of WCAG 2.2."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in parts)
    ]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
