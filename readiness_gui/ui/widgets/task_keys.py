"""Keys that do something to the selected task, the same in the timeline and in the table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | _ALT

_COMMANDS = {
    (Qt.Key.Key_Insert, _NONE): "add",
    (Qt.Key.Key_Delete, _NONE): "remove",
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
}


def command_of(event: QKeyEvent) -> str:
    """Return what a key asks for: add, remove, up or down; "" for any other key."""
    return _COMMANDS.get((Qt.Key(event.key()), event.modifiers() & _MODIFIERS), "")


def keys_in_words(tr: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the keys of the roadmap as pairs of what they do and their names, for the list of all keys."""
    pairs = (
        (tr("Roadmap: choose a task"), ("Up", "Down", "Home", "End")),
        (tr("Roadmap: move a task by a working day"), ("Alt+Left", "Alt+Right")),
        (tr("Roadmap: move its last day"), ("Alt+Shift+Left", "Alt+Shift+Right")),
        (tr("Roadmap: move its first day"), ("Ctrl+Shift+Left", "Ctrl+Shift+Right")),
        (tr("Roadmap: move it up or down in the list"), ("Alt+Up", "Alt+Down")),
        (tr("Roadmap: mark it done"), ("Space",)),
        (tr("Roadmap: add or remove a task"), ("Ins", "Del")),
        (tr("Roadmap: edit the task in the form"), ("Return",)),
    )
    native = QKeySequence.SequenceFormat.NativeText
    return [(words, ", ".join(QKeySequence(key).toString(native) for key in keys)) for words, keys in pairs]
