"""Numbers and dates of charts and their tables in the report's language, with a real minus."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from readiness_gui.charts.style import Table
from readiness_gui.core.framework import Framework
from readiness_gui.core.wording import number, short_date
from readiness_gui.report.blocks import Block, Chart

#: a cell or label that is a number, an interval or several of them, and nothing else
_NUMBERS = re.compile(r"[<−+\-–… ]*\d[\d.,%+\-–−… ]*")


_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def localized(block: Block, framework: Framework) -> Block:
    """Return a chart with numbers and dates as the language writes them; other blocks stay."""
    if not isinstance(block, Chart):
        return block
    rows = tuple(tuple(_cell(cell, framework) for cell in row) for row in block.data.rows)
    return replace(block, plot=_tree(block.plot, framework), data=Table(block.data.header, rows))


def _cell(text: str, framework: Framework) -> str:
    if _DATE.fullmatch(text):
        return short_date(date.fromisoformat(text), framework)
    if not _NUMBERS.fullmatch(text):
        return text
    return number(text, framework)


def _tree(value: Any, framework: Framework) -> Any:
    if isinstance(value, str):
        return _cell(value, framework)
    if isinstance(value, dict):
        return {key: _tree(one, framework) for key, one in value.items()}
    if isinstance(value, list):
        return [_tree(one, framework) for one in value]
    return value
