"""A product file without the notes that a team wrote for itself."""

from __future__ import annotations

import json

from readiness_gui.core.errors import ReportError

#: the fields of the file that hold them; reasons for overruling evidence are no notes
NOTES = frozenset({"note", "context_note"})


def without_notes(data: bytes) -> bytes:
    """Return a product file, which is JSON, with every note in it empty and nothing else changed.

    Raises:
        ReportError: it is no JSON, so that nobody can tell what is a note.

    """
    try:
        record = json.loads(data)
    except ValueError as error:
        raise ReportError("the product file is no JSON") from error
    return json.dumps(blanked(record), indent=2, ensure_ascii=False).encode("utf-8") + b"\n"


def blanked(value: object) -> object:
    """Return nested lists and objects with the text of every note in them empty."""
    if isinstance(value, dict):
        return {
            key: "" if key in NOTES and isinstance(one, str) else blanked(one) for key, one in value.items()
        }
    if isinstance(value, list):
        return [blanked(one) for one in value]
    return value
