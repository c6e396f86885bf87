"""Rows that were refused, and what to say where all of them were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases

#: refused rows that are named
REFUSED_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be used: its line as an editor shows it, or its row in a sheet, and why."""

    line: int
    reason: str


def nothing_usable(path: Path, read: int, refused: Sequence[Refused], phrases: Phrases) -> BadInputError:
    """Return what to say about a file of which every row was refused, or that has none."""
    if not read:
        return BadInputError(phrases.phrase("import.empty", file=path.name))
    words = {"rows": read, "file": path.name, "reason": refused[0].reason}
    return BadInputError(phrases.phrase("import.refused", **words))
