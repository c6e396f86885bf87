"""Small builders, so that pages are laid out alike: one grid, one way to make each control.

Looks come from the style sheet through the dynamic property ``role``; no page styles a widget.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

#: the grid in device-independent pixels; distances are multiples of it
UNIT = 8
#: the longest run of characters without a place to break a line
LONGEST_RUN = 24


def label(text: str, role: str = "body", *, name: str = "", wrap: bool = True) -> QLabel:
    """Return a plain-text label. Roles: title, question, heading, body, muted, error, figure, chip."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def breakable(text: str) -> str:
    """Return text of the user's with places to break its longest words, so that no label grows too wide.

    The places are zero-width spaces; words of ordinary length stay as they are.
    """
    return re.sub(rf"(\S{{{LONGEST_RUN}}})(?=\S)", "\\1\u200b", text)


def beside(text: str, widget: QWidget) -> str:
    """Return text that begins where the widget's own text does, be its first word of another direction."""
    return ("\u200f" if widget.isRightToLeft() else "\u200e") + text


def button(text: str, name: str, *, role: str = "secondary", hint: str = "") -> QPushButton:
    """Return a push button. Roles: primary, secondary, quiet, link, danger."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", ""))
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if hint:
        made.setToolTip(hint)
        made.setAccessibleDescription(hint)
    return made


def column(*items: QWidget | QLayout, spacing: int = 2, margin: int = 0) -> QVBoxLayout:
    """Return a vertical layout of ``items``; spacing and margin are in units of the grid."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margin)
    return made


def row(*items: QWidget | QLayout, spacing: int = 2, margin: int = 0) -> QHBoxLayout:
    """Return a horizontal layout of ``items``; spacing and margin are in units of the grid."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margin)
    return made


def card(*items: QWidget | QLayout, name: str = "", role: str = "card") -> QFrame:
    """Return a framed group. Roles: card, notice, warning, error_summary."""
    made = QFrame()
    made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    made.setLayout(column(*items, margin=2))
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change a widget's role and have the style sheet applied again."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _fill(
    layout: QVBoxLayout | QHBoxLayout, items: tuple[QWidget | QLayout, ...], gap: int, rim: int
) -> None:
    layout.setSpacing(gap * UNIT)
    layout.setContentsMargins(rim * UNIT, rim * UNIT, rim * UNIT, rim * UNIT)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
