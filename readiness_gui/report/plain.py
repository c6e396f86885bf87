"""Text of the user on its way into formats that have no pages: Markdown, mail, calendars, names of files."""

from __future__ import annotations

import re
from unicodedata import category

#: overrides and embeddings of direction, which would run on into our own words
ORDER = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
#: what one program or another takes for the end of a line
_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def bare(text: str) -> str:
    """Return text without what no text may hold or what turns its order; each line end is a line feed."""
    return "".join(one for one in _ENDS.sub("\n", text) if one in "\n\t" or not _harmful(one))


def one_line(text: str) -> str:
    """Return the same on one line, each space a single one."""
    return " ".join(bare(text).split())


def _harmful(character: str) -> bool:
    """Tell whether a character is a control, half of one, or would turn the order of what follows."""
    return category(character) in {"Cc", "Cs"} or character in ORDER
