"""Numbers of charts and their tables as they are printed, with a real minus and in the report's language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from readiness_gui.charts.style import Table
from readiness_gui.core.framework import Framework
from readiness_gui.core.wording import number
from readiness_gui.report.blocks import Block, Chart

#: a hyphen that stands for a minus, and not between the parts of a date
_HYPHEN = re.compile(r"(?<!\d)-(?=\d)")
#: a cell or label that is a number, an interval or several of them, and nothing else
_NUMBERS = re.compile(r"[−+\-–… ]*\d[\d.,%+\-–−… ]*")


def localized(block: Block, framework: Framework) -> Block:
    """Return a block with the numbers of a chart as the language writes them; others stay as they are."""
    if not isinstance(block, Chart):
        return block
    rows = tuple(tuple(_cell(cell, framework) for cell in row) for row in block.data.rows)
    return replace(block, plot=_tree(block.plot, framework), data=Table(block.data.header, rows))


def _cell(text: str, framework: Framework) -> str:
    if not _NUMBERS.fullmatch(text):
        return text
    return number(_HYPHEN.sub("−", text), framework)


def _tree(value: Any, framework: Framework) -> Any:
    if isinstance(value, str):
        return _cell(value, framework)
    if isinstance(value, dict):
        return {key: _tree(one, framework) for key, one in value.items()}
    if isinstance(value, list):
        return [_tree(one, framework) for one in value]
    return value
