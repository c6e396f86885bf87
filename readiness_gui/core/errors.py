"""Errors that carry the sentence the user reads; the cause goes to the log.

Broad ``except`` stands in two places only, the task runner and the exception hook.
"""

from __future__ import annotations

from dataclasses import dataclass


class ReadinessError(Exception):
    """Something the user can mend. ``str(error)`` is one sentence: what, where, how to mend it."""


class BadInputError(ReadinessError):
    """A file, a line or a cell that cannot be used."""


class FrameworkError(ReadinessError):
    """The framework file is damaged."""


class StorageError(ReadinessError):
    """A product file cannot be read or written."""


class ReportError(ReadinessError):
    """A report cannot be made."""


class CancelledError(ReadinessError):
    """The user stopped a long piece of work."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend on a page.

    ``field`` is the objectName of the control that is to get the focus; for evidence grids
    ``row`` (from 0) says where, for the modules that check evidence know no controls.
    """

    field: str
    message: str
    row: int | None = None
