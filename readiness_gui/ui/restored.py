"""A product out of a roadmap PDF: there to be looked at until the user saves it among the products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product


@dataclass(frozen=True, slots=True)
class RestoredProduct:
    """Is to the session what a product file is, but nothing is ever written to the PDF."""

    product: Product
    #: the PDF
    path: Path
    #: the sentence that says how to go on working
    reason: str
    read_only: bool = True
    conflict: bool = False

    def save(self, _product: Product) -> datetime:
        """Refuse: a PDF is not written to.

        Raises:
            StorageError: always; the sentence says how to save.

        """
        raise StorageError(self.reason)

    def close(self) -> None:
        """Do nothing; the PDF was read and closed long ago."""
