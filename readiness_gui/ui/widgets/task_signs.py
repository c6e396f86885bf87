"""The signs that stand before what bears on a task."""

from __future__ import annotations

from collections.abc import Sequence

from readiness_gui.core.bearing import Note

#: a warning, and an answer that bears on the task
WARNING = "!"
ANSWER = "↔"


def sign_of(note: Note) -> str:
    """Return the sign of one note."""
    return WARNING if note.warns else ANSWER


def remark(notes: Sequence[Note], ends: str) -> str:
    """Return in one line what bears on a task and when it ends."""
    return " · ".join([*(f"{sign_of(note)} {note.short}" for note in notes), *([ends] if ends else [])])
