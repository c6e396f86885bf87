"""What the shell is handed from outside: storage and the like, as protocols, never as imports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from readiness_gui.core.terms import VerdictCode

#: of the name of a product file
SUFFIX = ".readiness"


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
    def reason(self) -> str | None:
        """Return the sentence that says why it can only be read."""

    @property
    def conflict(self) -> bool:
        """Tell whether saves go to a copy, because somebody else wrote the file meanwhile."""

    def save(self, product: Product) -> datetime:
        """Write ``product`` and return the time; called in the background, one call at a time."""

    def close(self) -> None:
        """Let go of the file."""


class Summary(Protocol):
    """One line of the list of products; the file itself is not open."""

    @property
    def path(self) -> Path:
        """Return where the product is kept."""

    @property
    def name(self) -> str:
        """Return the product's name, the file's where it cannot be read."""

    @property
    def modified(self) -> datetime:
        """Return when the file was last written."""

    @property
    def example(self) -> bool:
        """Tell whether it is the worked example."""

    @property
    def stage(self) -> int | None:
        """Return the current stage, ``None`` where it cannot be read."""

    @property
    def verdict(self) -> VerdictCode | None:
        """Return the latest verdict, ``None`` where there is none."""

    @property
    def contradictions(self) -> int:
        """Return how many answers of the latest assessment its evidence contradicts."""

    @property
    def as_of(self) -> date | None:
        """Return the date the latest answers speak of."""

    @property
    def history(self) -> Sequence[int]:
        """Return the stages of its assessments, oldest first."""

    @property
    def problem(self) -> str | None:
        """Return why the file cannot be read, ``None`` where it can."""


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
    #: opens a product file, or the product in a roadmap PDF
    open_any: Callable[[Path], ProductFile]
    #: makes the worked example in the library and returns where it is
    load_sample: Callable[[], Path]
    #: reads several files for merging: those that could be read, and those that could not with the reason;
    #: ``Any`` because ui must not know storage
    gather: Callable[[Sequence[Path]], Any]
    #: writes a product to a file of the user's choice, whole or not at all
    write_copy: Callable[[Path, Product], None]
    #: imported one after the other once the first window is shown
    warm_up: Sequence[str] = ()
