"""Sentences that remember what they say, so that another language can say the same.

What finds a fault words it at once and in one language; a report in another one asks for it again.
"""

from __future__ import annotations

from collections.abc import Mapping

from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import Framework


class Told(str):
    """A text that knows which sentence of the framework it is, and what was put into it."""

    __slots__ = ("key", "values")

    key: str
    values: Mapping[str, object]

    def __new__(cls, words: str, key: str, values: Mapping[str, object]) -> Told:
        """Return ``words`` with the key of the sentence and its values."""
        made = super().__new__(cls, words)
        made.key, made.values = key, dict(values)
        return made


def told_by(error: Exception) -> str:
    """Return the sentence of an error, as one that remembers where it is one."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Told) else str(error)


def told_in(words: str, framework: Framework) -> str:
    """Return a sentence in the framework's language; one that remembers nothing stays as it is."""
    if not isinstance(words, Told):
        return words
    values = {name: _value(one, framework) for name, one in words.values.items()}
    try:
        return framework.phrase(words.key, **values)
    except FrameworkError:
        return words


def _value(value: object, framework: Framework) -> object:
    if isinstance(value, Exception):
        return told_in(told_by(value), framework)
    return told_in(value, framework) if isinstance(value, str) else value
