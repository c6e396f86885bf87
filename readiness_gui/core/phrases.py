"""Whoever can say a sentence of the framework; what reads files needs no more than this."""

from __future__ import annotations

from typing import Protocol


class Phrases(Protocol):
    """A :class:`~readiness_gui.core.framework.Framework`, or one that is still being loaded."""

    def phrase(self, key: str, **values: object) -> str:
        """Return a sentence with its ``{placeholders}`` filled."""
