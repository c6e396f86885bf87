"""Dates, numbers and lists in the words of the framework's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from readiness_gui.core.framework import Framework

#: what languages write in different ways in a number
_SIGNS = re.compile(r"[,.](?=\d)|[ \u00a0]?%|(?<![\w)])-(?=\d)")


def date_words(day: date, framework: Framework) -> str:
    """Return a date as a reader says it, such as "2 March 2026"."""
    month = framework.phrase(f"core.months.{day.month}")
    return framework.phrase("core.words.date", day=day.day, month=month, year=day.year)


def day_words(day: date, framework: Framework) -> str:
    """Return a day without its year, such as "2 March"."""
    month = framework.phrase(f"core.months.{day.month}")
    return framework.phrase("core.words.day", day=day.day, month=month)


def brief_day(day: date, framework: Framework) -> str:
    """Return a day for an axis, its month cut to three letters, such as "2 Mar"."""
    month = framework.phrase(f"core.months.{day.month}")[:3]
    return framework.phrase("core.words.day", day=day.day, month=month)


def short_date(day: date, framework: Framework) -> str:
    """Return a date for the narrow cells of a table, such as "2026-03-02"."""
    return framework.phrase("core.words.short_date", day=day.day, month=day.month, year=day.year)


def quoted(words: str, framework: Framework) -> str:
    """Return words between the quotation marks of the language."""
    return framework.phrase("core.words.quoted", words=words)


def inside(words: str, framework: Framework) -> str:
    """Return a label as it stands inside a sentence; not every language lowers its first letter."""
    lowers = framework.phrase("language.lowers") == "yes"
    return words[:1].lower() + words[1:] if lowers else words


def listed(words: Sequence[str], framework: Framework) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + framework.phrase("core.words.and") + words[-1]


def number(words: str, framework: Framework) -> str:
    """Return a number as Python writes it, such as "1,234.5" or "12.5 %", as the language writes it.

    A comma or a point that is not followed by a digit is no part of a number. A hyphen before one is
    a minus. What stands before the % is the language's choice, as everywhere in its texts. English may
    leave out the zero of ".002".
    """
    signs = {
        ",": framework.phrase("language.numbers.thousands"),
        ".": framework.phrase("language.numbers.decimal"),
        "%": framework.phrase("language.numbers.percent"),
        "-": "−",
    }
    bare = "" if signs["."] == "." else "0"

    def written(found: re.Match[str]) -> str:
        sign, before = found[0], words[found.start() - 1 : found.start()]
        if sign == "." and not before.isdigit():
            return bare + signs["."]
        return signs[sign[-1]]

    return _SIGNS.sub(written, words)


def percent(share: float | None, places: int = 0, *, signed: bool = False) -> str:
    """Return a fraction in per cent as :func:`number` takes it, such as "41 %"; a dash where there is none.

    ``signed`` puts a plus before a gain; nothing at all has no sign.
    """
    if share is None:
        return "–"
    digits = f"{100 * share:z.{places}f}"
    plus = "+" if signed and share > 0 and digits.strip("0.") else ""
    return f"{plus}{digits} %"


def short_percent(share: float, places: int = 1) -> str:
    """Return a fraction in per cent without decimal places that say nothing: "12.5 %", but "12 %"."""
    return f"{100 * share:z.{places}f}".rstrip("0").rstrip(".") + " %"


def numbers(framework: Framework, **words: str) -> dict[str, str]:
    """Return values of a sentence that are numbers, each as :func:`number` writes it."""
    return {name: number(one, framework) for name, one in words.items()}
