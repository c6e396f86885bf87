"""Reads TOML tables into dataclasses and says in one sentence what is wrong where.

The expected shape is the dataclass itself: its field names are the keys, its types what may
stand there. Knows nothing of the framework; :mod:`readiness_gui.core.framework` does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from readiness_gui.core.errors import FrameworkError

Record = TypeVar("Record")

_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class TomlReader:
    """Decodes the values of one file; every error names the file and the key."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> dict[str, Any]:
        """Return the file's table.

        Raises:
            FrameworkError: the file is missing, unreadable, or not TOML in UTF-8.

        """
        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise FrameworkError(f"{self.path} cannot be read: {reason}; put the file back.") from error
        except UnicodeDecodeError as error:
            raise FrameworkError(f"{self.path} is not text in UTF-8; save it as UTF-8.") from error
        except tomllib.TOMLDecodeError as error:
            raise FrameworkError(f"{self.path} is not valid TOML: {error}.") from error

    def wrong(self, key: str, expected: str, found: object = MISSING) -> FrameworkError:
        """Return the error for one key: what is expected there and what was found."""
        tail = "it is missing" if found is MISSING else f"found {_shown(found)}"
        return FrameworkError(f"{self.path.name}, key {key or '(top level)'}: expected {expected}, {tail}.")

    def unknown(self, key: str, known: Iterable[str]) -> FrameworkError:
        """Return the error for a key that means nothing."""
        return FrameworkError(f"{self.path.name}, key {key}: there is no such key, only {', '.join(known)}.")

    def record(self, cls: type[Record], table: object, key: str = "", **given: object) -> Record:
        """Return a ``cls`` made from ``table``; the fields in ``given`` do not stand in the file."""
        if not isinstance(table, Mapping):
            raise self.wrong(key, "a table", table)
        kinds = _kinds(cast("Any", cls))
        known = [one for one in fields(cls) if one.name not in given]  # type: ignore[arg-type]  # cls is a dataclass
        unknown = sorted(set(table) - {one.name for one in known})
        if unknown:
            raise self.unknown(_join(key, unknown[0]), [one.name for one in known])
        values = dict(given)
        for one in known:
            where = _join(key, one.name)
            if one.name in table:
                values[one.name] = self.value(kinds[one.name], table[one.name], where)
            elif NoneType in get_args(kinds[one.name]):
                values.setdefault(one.name, None)
            elif one.default is MISSING and one.default_factory is MISSING:
                raise self.wrong(where, _described(kinds[one.name]))
        return cls(**values)

    def value(self, kind: Any, found: object, key: str) -> Any:
        """Return ``found`` as a value of the type ``kind``."""
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            return self.value(next(one for one in get_args(kind) if one is not NoneType), found, key)
        if origin is tuple:
            return self._sequence(kind, found, key)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(kind, found, key)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._member(kind, found, key)
        if is_dataclass(kind):
            return self.record(kind, found, key)  # type: ignore[arg-type]  # a class, not an instance
        return self._scalar(kind, found, key)

    def _sequence(self, kind: Any, found: object, key: str) -> tuple[Any, ...]:
        if not isinstance(found, list):
            raise self.wrong(key, "a list", found)
        item = get_args(kind)[0]
        return tuple(self.value(item, one, f"{key}[{index}]") for index, one in enumerate(found))

    def _mapping(self, kind: Any, found: object, key: str) -> Mapping[Any, Any]:
        if not isinstance(found, Mapping):
            raise self.wrong(key, "a table", found)
        name_kind, item = get_args(kind)
        read = {
            self._name(name_kind, name, key): self.value(item, one, _join(key, name))
            for name, one in found.items()
        }
        if isinstance(name_kind, type) and issubclass(name_kind, Enum):
            missing = [one for one in name_kind if one not in read]
            if missing:
                raise self.wrong(_join(key, str(missing[0].value)), _described(item))
            read = {one: read[one] for one in name_kind}
        return read

    def _name(self, kind: Any, name: str, key: str) -> Any:
        if kind is int:
            if not name.isdecimal():
                raise self.wrong(_join(key, name), "a whole number as the key's name", name)
            return int(name)
        if issubclass(kind, Enum):
            if name not in {one.value for one in kind}:
                raise self.unknown(_join(key, name), [str(one.value) for one in kind])
            return kind(name)
        return name

    def _member(self, kind: type[Enum], found: object, key: str) -> Enum:
        if found not in {one.value for one in kind}:
            raise self.wrong(key, "one of " + ", ".join(str(one.value) for one in kind), found)
        return kind(found)

    def _scalar(self, kind: Any, found: object, key: str) -> Any:
        if kind is float and type(found) is int:
            return float(found)
        if type(found) is not kind:
            raise self.wrong(key, _WORDS[kind], found)
        if kind is str and not str(found).strip():
            raise self.wrong(key, "a text that is not empty", found)
        return found


def merged(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``whole`` with what ``part`` says otherwise, table by table.

    Entries of a list that say which one they are (``id``, ``use`` or ``month``) go to their like; of
    two lists of one length, each goes to the entry at its place; another list takes the place of the first.
    """
    return {**whole, **{key: _merged(whole.get(key), value) for key, value in part.items()}}


def _merged(whole: object, part: object) -> object:
    if isinstance(whole, Mapping) and isinstance(part, Mapping):
        return merged(whole, part)
    if not isinstance(whole, list) or not isinstance(part, list):
        return part
    places = {_identity(entry): place for place, entry in enumerate(whole)}
    names = [_identity(entry) for entry in part]
    if None not in names and all(name in places for name in names):
        found = list(whole)
        for name, entry in zip(names, part, strict=True):
            found[places[name]] = _merged(found[places[name]], entry)
        return found
    if len(whole) == len(part):
        return [_merged(one, other) for one, other in zip(whole, part, strict=True)]
    return part


def _identity(entry: object) -> object:
    """Return what tells an entry of a list from the others, ``None`` where nothing does."""
    if not isinstance(entry, Mapping):
        return None
    return entry.get("id") or entry.get("use") or entry.get("month")


@cache
def _kinds(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _described(kind: Any) -> str:
    if kind in _WORDS:
        return _WORDS[kind]
    return "a list" if get_origin(kind) is tuple else "a table"


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _shown(found: object) -> str:
    if isinstance(found, Mapping):
        return "a table"
    if isinstance(found, list):
        return "a list"
    text = repr(found)
    return text if len(text) <= 60 else f"{text[:57]}…"
