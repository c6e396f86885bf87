"""The languages that there are texts in: each framework file beside the English one is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import FALLBACK, Framework, load
from readiness_gui.core.toml_reader import TomlReader

#: the folder of the framework files below that of the resources
FOLDER = "framework"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag, such as "de", and how it calls itself."""

    code: str
    name: str


def languages(resources: Path) -> tuple[Language, ...]:
    """Return the languages that texts are there in, English first."""
    return tuple(sorted(_found(resources / FOLDER), key=lambda one: (one.code != FALLBACK, one.code)))


def in_language(code: str, resources: Path) -> Framework:
    """Return the texts of a language; what it lacks is in English.

    Raises:
        FrameworkError: there is no such language, or its files are damaged.

    """
    path = resources / FOLDER / f"{code}.toml"
    if code not in {one.code for one in languages(resources)}:
        raise FrameworkError(f"There are no texts in “{code}”; {path} is missing.")
    return _loaded(path)


@lru_cache(maxsize=8)
def _loaded(path: Path) -> Framework:
    return load(path)


def _found(folder: Path) -> Iterator[Language]:
    for path in folder.glob("*.toml"):
        yield Language(path.stem, _name(path.with_suffix("") / "language.toml") or path.stem)


def _name(path: Path) -> str:
    """Return how a language calls itself, empty where its file does not say so."""
    try:
        name = TomlReader(path).load().get("name")
    except FrameworkError:
        return ""
    return name if isinstance(name, str) else ""
