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
        self._rest: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)

    @property
    def busy(self) -> bool:
        """Tell whether there may be turns to take."""
        return self._timer.isActive()

    def start(
        self, turns: Iterator[Callable[[], object]], *, first: int | None = None, rest: int | None = None
    ) -> None:
        """Take ``turns``; those of an earlier start are given up.

        ``first`` and ``rest`` are the milliseconds before the first turn and between two; 0 is for
        what somebody waits for.
        """
        self._turns = turns
        self._rest = rest
        self._timer.start(FIRST_REST if first is None else first)

    def stop(self) -> None:
        """Take no more turns."""
        self._timer.stop()
        self._turns = iter(())

    def _on_turn(self) -> None:
        """Take one turn; if it fails, that is reported and the next one follows all the same."""
        over = False
        try:
            turn = next(self._turns, None)
            if turn is None:
                over = True
            else:
                turn()
        finally:
            if not (over or self._timer.isActive()):
                self._timer.start(REST if self._rest is None else self._rest)
