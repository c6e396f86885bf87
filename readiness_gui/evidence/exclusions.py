"""The list of users to leave out of an event log: bots and colleagues."""

from __future__ import annotations

from pathlib import Path

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.evidence.files import check_file

#: in bytes; what is longer is no list of bots and colleagues
LONGEST_LIST = 8 * 1024 * 1024


def left_out(path: Path, phrases: Phrases) -> tuple[str, ...]:
    """Return the users and patterns of a list to leave out, one a line.

    Raises:
        BadInputError: the file cannot be read, or is no such list.

    """
    check_file(path, phrases)
    try:
        if path.stat().st_size > LONGEST_LIST:
            raise BadInputError(phrases.phrase("import.list", file=path.name))
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInputError(phrases.phrase("import.list", file=path.name)) from error
    except OSError as error:
        raise BadInputError(phrases.phrase("import.rights", file=path.name)) from error
    if any("\0" in line for line in lines):
        raise BadInputError(phrases.phrase("import.list", file=path.name))
    return tuple(line.strip() for line in lines if line.strip())
