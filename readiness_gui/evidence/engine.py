"""duckdb in memory, started in a thread of its own: most of that takes place outside of Python.

This module needs next to nothing, so that a command can have the database start while the modules
that will ask it are still being loaded.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


class Engine(threading.Thread):
    """A database that is being started; to be asked for once, by whoever closes it."""

    def __init__(self) -> None:
        super().__init__(name="import-engine", daemon=True)
        self._connection: duckdb.DuckDBPyConnection | None = None

    def run(self) -> None:
        """Start the database."""
        self._connection = started()

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Wait for the database; where the thread could not start it, try again and let that fail."""
        self.join()
        return self._connection if self._connection is not None else started()


def started() -> duckdb.DuckDBPyConnection:
    """Return a new database in memory."""
    import _duckdb as duckdb  # the package around it takes longer to load than a million rows to read

    return duckdb.connect(":memory:")
