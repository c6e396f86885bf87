"""From older schemas to today's: one plain function a step, applied to the tables of a file.

A step gets the tables as parsed (unchecked JSON values) and returns new ones. When the model
changes so that older files no longer read, raise the current schema of :data:`SCHEMAS`, add the
step from the previous one, and put a file of the previous schema into ``tests/storage/schemas``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness_gui.storage.messages import error

Tables = dict[str, Any]
Step = Callable[[Tables], Tables]


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schema that is written and the steps that lead to it; ``steps[n]`` leads from n to n + 1."""

    current: int
    steps: Mapping[int, Step] = field(default_factory=dict)

    def migrate(self, tables: Tables, schema: int) -> Tables:
        """Return ``tables`` of ``schema`` as tables of the current schema; the argument stays as it is.

        Raises:
            StorageError: a step is missing, or the tables are not what their schema promises.

        """
        migrated = copy.deepcopy(tables)
        for number in range(schema, self.current):
            step = self.steps.get(number)
            if step is None:
                raise error("too_old", found=schema)
            try:
                migrated = step(migrated)
                for document in migrated["product"].values():
                    document["schema_version"] = number + 1
            except (LookupError, TypeError, ValueError, AttributeError) as flaw:
                raise error("not_migrated", found=schema) from flaw
        return migrated


def only_added(tables: Tables) -> Tables:
    """Return the tables as they are, where the next schema only adds fields that may be missing."""
    return tables


#: what this version writes and can read; schema 2 added scenarios, predictions, agreements, the plan
#: of the gate, and what a task takes and waits for
SCHEMAS = Schemas(current=2, steps={1: only_added})
