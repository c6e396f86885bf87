"""What the shell is handed from outside: storage and the like, as protocols, never as imports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product


class ProductFile(Protocol):
    """One product on disk."""

    @property
    def product(self) -> Product:
        """Return the product as read or last saved."""

    @property
    def path(self) -> Path:
        """Return where the product is kept."""

    @property
    def read_only(self) -> bool:
        """Tell whether saving is impossible (held by somebody else, or written by a newer version)."""

    @property
    def holder(self) -> str | None:
        """Return who holds the file, where somebody does."""

    def save(self, product: Product) -> datetime:
        """Write ``product`` and return the time; called in the background, one call at a time."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root hands to the window."""

    framework: Framework
    #: the folder of products; ``Any`` because ui must not know storage
    library: Any
    product_bytes: Callable[[Product], bytes]
    resources: Path
    log_folder: Path
    today: Callable[[], date]
    #: makes the worked example in the library and returns its file
    load_sample: Callable[[], ProductFile]
    #: imported one after the other once the first window is shown
    warm_up: Sequence[str] = ()
