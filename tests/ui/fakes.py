"""A product file in memory, which can be told to fail, to be slow, or to be read-only."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product


class MemoryFile:
    """Stands in for a product file where a test is about the session alone."""

    def __init__(self, product: Product, *, read_only: bool = False, reason: str | None = None) -> None:
        self.product = product
        self.path = Path("memory.readiness")
        self.read_only = read_only
        self.reason = reason
        self.conflict = False
        self.saves: list[Product] = []
        self.threads: set[int] = set()
        self.fails = ""
        self.closed = False
        self.gate = threading.Event()
        self.gate.set()

    def save(self, product: Product) -> datetime:
        """Keep the product, or raise what the test asked for."""
        assert self.gate.wait(5), "the test forgot to open the gate"
        self.threads.add(threading.get_ident())
        if self.fails:
            raise StorageError(self.fails)
        self.saves.append(product)
        self.product = product
        return datetime.now(UTC)

    def close(self) -> None:
        """Note that the file was let go of."""
        self.closed = True
