"""Text on its way into a spreadsheet."""

from __future__ import annotations

#: what a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
