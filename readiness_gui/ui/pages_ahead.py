"""Does what nobody waits for in short turns of the event loop, with rests between them.

Making a page and styling its two hundred controls takes longer than a window may stand still.
Done ahead, in turns that are short, opening a step for the first time is as quick as later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

#: milliseconds of rest before the first turn, so that what the user came for goes first
FIRST_REST = 1500
#: milliseconds of rest between two turns, so that keys and clicks come between
REST = 40


class PagesAhead(QObject):
    """Takes one turn after another until there is nothing left to do, or it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns: Iterator[Callable[[], object]] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)

    @property
    def busy(self) -> bool:
        """Tell whether there may be turns to take."""
        return self._timer.isActive()

    def start(self, turns: Iterator[Callable[[], object]], rest: int | None = None) -> None:
        """Take ``turns``, after a rest (milliseconds); those of an earlier start are given up."""
        self._turns = turns
        self._timer.start(FIRST_REST if rest is None else rest)

    def stop(self) -> None:
        """Take no more turns."""
        self._timer.stop()
        self._turns = iter(())

    def _on_turn(self) -> None:
        turn = next(self._turns, None)
        if turn is not None:
            turn()
            self._timer.start(REST)
