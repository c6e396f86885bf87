"""Makes Ctrl+Z mean one thing on every page: the fields' own undo would know only themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

TEXT = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
#: keys of the window that fields would otherwise take for themselves
KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TextUndo(QObject):
    """Watches the field with the focus; an open cell editor keeps its own undo until it is committed."""

    def __init__(self, root: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._root = root
        self._watched: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window."""
        key = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if key and isinstance(event, QKeyEvent) and any(event.matches(one) for one in KEYS):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if isinstance(new, TEXT) and self._root.isAncestorOf(new) and not _edits_a_cell(new):
            self._watched = new
            new.installEventFilter(self)
            new.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None


def _edits_a_cell(widget: QWidget) -> bool:
    viewport = widget.parentWidget()
    return viewport is not None and isinstance(viewport.parentWidget(), QAbstractItemView)
