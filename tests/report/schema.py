"""``python -m tests.report.schema``: write the schema of the JSON export anew from the types of the model."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from readiness_gui import paths
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Block, SignalId, VerdictCode
from readiness_gui.report import json_export

FILE = paths.resources() / "report" / json_export.SCHEMA
SIMPLE: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


class Types:
    """Turns types into schemas and collects the dataclasses met."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type."""
        if kind in SIMPLE:
            return dict(SIMPLE[kind])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [one.value for one in kind]}
        if dataclasses.is_dataclass(kind):
            return self._record(kind)
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inner]}
        if origin is Literal:
            return {"enum": list(inner)}
        if origin is tuple and inner[-1] is not Ellipsis:
            return {"type": "array", "prefixItems": [self.of(one) for one in inner], "items": False}
        if origin in (tuple, list, frozenset):
            return {"type": "array", "items": self.of(inner[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {
                "type": "object",
                "propertyNames": self.of(inner[0]),
                "additionalProperties": self.of(inner[1]),
            }
        raise TypeError(f"no schema for {kind}")

    def _record(self, kind: Any) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.found:
            self.found[name] = {}  # it may hold itself
            hints = get_type_hints(kind)
            fields = [field.name for field in dataclasses.fields(kind)]
            self.found[name] = {
                "description": cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " "),
                "type": "object",
                "properties": {one: self.of(hints[one]) for one in fields},
                "required": fields,
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}


def schema() -> dict[str, Any]:
    """Return the schema of the whole export."""
    types = Types()
    text = {"type": "string"}
    top: dict[str, Any] = {
        "format": {"const": json_export.FORMAT},
        "version": {"const": json_export.VERSION},
        "language": {"type": "string", "description": "Tag of the language of the program's own sentences."},
        "product": _object({"id": text, "name": text, "example": {"type": "boolean"}}),
        "headline": text,
        "verdict": _verdict(types),
        "assessment": types.of(Assessment),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Readiness report",
        "description": (
            "What the command `readiness-gui export --json` writes. Rates are fractions, dates are ISO 8601. "
            "A change that a reader of this version could trip over raises `version`."
        ),
        **_object(top),
        "$defs": dict(sorted(types.found.items())),
    }


def _verdict(types: Types) -> dict[str, Any]:
    trace = _object(
        {
            "rule": {"type": "string"},
            "fired": {"type": "boolean"},
            "reached": {"type": "boolean"},
            "inputs": {
                "type": "object",
                "additionalProperties": {"type": ["string", "integer", "boolean", "null"]},
            },
            "why": {"type": "string"},
        }
    )
    return _object(
        {
            "verdict": types.of(VerdictCode),
            "block": types.of(Block | None),
            "target_stage": {"enum": [1, 2, 3]},
            "count": {"type": "integer", "minimum": 0, "maximum": len(SignalId)},
            "worthwhile": {"type": "boolean"},
            "resolve_first": {"type": "array", "items": types.of(SignalId)},
            "trace": {"type": "array", "items": trace},
        }
    )


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def write(path: Path = FILE) -> None:
    """Write the file."""
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
