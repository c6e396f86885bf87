"""Dates, numbers and lists in the words of the framework's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from readiness_gui.core.framework import Framework

#: what languages write in different ways in a number
_SIGNS = re.compile(r"[,.](?=\d)|%")


def date_words(day: date, framework: Framework) -> str:
    """Return a date as a reader says it, such as "2 March 2026"."""
    month = framework.phrase(f"core.months.{day.month}")
    return framework.phrase("core.words.date", day=day.day, month=month, year=day.year)


def listed(words: Sequence[str], framework: Framework) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + framework.phrase("core.words.and") + words[-1]


def number(words: str, framework: Framework) -> str:
    """Return a number as Python writes it, such as "1,234.5" or "12.5%", as the language writes it.

    A comma or a point that is not followed by a digit is no part of a number. A space in it never
    ends a line.
    """
    signs = {
        ",": framework.phrase("language.numbers.thousands"),
        ".": framework.phrase("language.numbers.decimal"),
        "%": framework.phrase("language.numbers.percent"),
    }
    return _SIGNS.sub(lambda found: signs[found[0]].replace(" ", "\u00a0"), words)
