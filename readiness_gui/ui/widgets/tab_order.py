"""Where Tab goes: controls made later follow what they belong to, not the end of the page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(anchor: QWidget, controls: Iterable[QWidget]) -> None:
    """Have Tab go from the place of ``anchor`` through ``controls`` in their order.

    Qt orders only what takes the focus, so an anchor that does not takes it for as long as that lasts.
    """
    policy = anchor.focusPolicy()
    anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    before = anchor
    for control in controls:
        QWidget.setTabOrder(before, control)
        before = control
    anchor.setFocusPolicy(policy)
