"""Text that any font of the report can show, and the language of each paragraph.

The strict PDF standards refuse a character that no font has, and some that no reader should meet
(controls, halves of characters, private use). Such characters are replaced, and it is said which.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

#: stands for a character that cannot be shown
PLACEHOLDER = "\u25a1"
#: invisible characters that change what stands around them; dropped
INVISIBLE = frozenset(
    map(chr, (0xFEFF, 0x200B, 0x2060, 0x00AD, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFE0E, 0xFE0F))
)
#: kinds of characters that no font is asked for: controls, halves, private use, not assigned
UNFIT = frozenset({"Cc", "Cs", "Co", "Cn"})
#: characters that the main font has for certain, so that most texts are clean without a look into fonts
SURE = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x17F)))) | frozenset(
    "–—‘’“”„…•−√≤≥≈→←×·✓"
)
JOINER = "\u200d"

#: script, by a word in the name of its characters -> language tag; the first that fits a paragraph wins
SCRIPTS = (
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("DEVANAGARI", "hi"),
    ("THAI", "th"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
)
RIGHT_TO_LEFT = frozenset({"ar", "he"})


@dataclass
class Cleaner:
    """Cleans the text of one document and remembers what it replaced."""

    fonts: Path
    #: replaced characters in words such as "U+E000", in the order met
    replaced: dict[str, None] = field(default_factory=dict)
    #: letters beyond the basic ones are replaced too; the last resort before giving up the standard
    plain: bool = False

    def text(self, value: str) -> str:
        """Return ``value`` with nothing in it that the report cannot show."""
        if value.isascii() and value.isprintable():
            return value
        composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
        return "".join(self._character(character) for character in composed)

    def tree(self, value: object) -> object:
        """Return nested lists and objects with every text in them cleaned."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.tree(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.tree(one) for one in value]
        return value

    def _character(self, character: str) -> str:
        if character in "\n\t ":
            return character
        if character in INVISIBLE:
            return ""
        category = unicodedata.category(character)
        known = category not in UNFIT and shown(character, self.fonts)
        if not known or (self.plain and ord(character) > 0x24F):
            if character == JOINER or category == "Cf":
                return ""
            self.replaced[f"U+{ord(character):04X}"] = None
            return PLACEHOLDER if category not in {"Cc"} else ""
        return character


def shown(character: str, folder: Path) -> bool:
    """Tell whether at least one font in the folder can show a character."""
    return character in SURE or _shown(ord(character), folder)


@lru_cache(maxsize=10_000)
def _shown(code: int, folder: Path) -> bool:
    return any(code in _covered(path) for path in _by_size(folder))


@cache
def _by_size(folder: Path) -> tuple[Path, ...]:
    """Return the fonts in a folder and those below it, the quickest to read first."""
    return tuple(sorted(folder.rglob("*.[to]tf"), key=lambda path: (path.stat().st_size, path.name)))


@cache
def _covered(path: Path) -> frozenset[int]:
    """Return the code points that a font can show."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def language_of(text: str, default: str) -> str:
    """Return the language tag of the script most of a paragraph's letters are in."""
    names = [unicodedata.name(one, "") for one in text[:2000] if one.isalpha() and ord(one) > 0x24F]
    letters = sum(one.isalpha() for one in text[:2000])
    if len(names) * 2 < letters:
        return default
    for script, language in SCRIPTS:
        if any(name.startswith(script) for name in names):
            return language
    return default
