"""File names for products whatever they are called, on every system the file may travel to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from readiness_gui.storage.messages import say

SUFFIX = ".readiness"
#: in bytes of UTF-8; leaves room for what conflict copies and set-aside files add (255 is the limit)
_LONGEST = 150
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)")


def safe_stem(name: str) -> str:
    """Return ``name`` as the stem of a file name that Windows, macOS and Linux accept."""
    stem = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))
    stem = "".join(letter for letter in stem if unicodedata.category(letter) not in ("Cf", "Zl", "Zp"))
    stem = " ".join(stem.split())
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    stem = stem.strip(". ")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem or say("unnamed")


def free_path(folder: Path, stem: str, taken: Callable[[Path], bool], suffix: str = SUFFIX) -> Path:
    """Return the first of ``stem``, ``stem (2)``, … in ``folder`` that is not ``taken``."""
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}")
        if not taken(path):
            return path
        number += 1


def time_for_name(moment: datetime) -> str:
    """Return a time as it may stand in a file name, in the user's time zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H.%M.%S")
