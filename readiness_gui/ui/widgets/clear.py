"""Emptying a layout whose contents are built anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def empty(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and delete it once nothing refers to it any more."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            for part in (widget, *widget.findChildren(QWidget)):
                part.setObjectName("")  # until it is gone, nobody is to find it in place of its successor
            widget.deleteLater()
