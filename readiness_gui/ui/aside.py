"""Takes what lies in the window out of it while the look changes, so that no turn is long.

A style sheet restyles all that is below it at once; two thousand controls would hold the window up for
half a second. So everything is first taken out, a piece a turn, then the look is changed, and then every
piece comes back by itself: what is on screen first, while the old picture of it stays where it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollBar, QStackedWidget, QWidget
from shiboken6 import isValid

from readiness_gui.ui.pages_ahead import PagesAhead
from readiness_gui.ui.widgets.tab_order import widgets_in

#: with more controls than this a part is taken out in pieces
LARGE = 130
#: with this many controls a turn has done enough
ENOUGH = 40
#: milliseconds between two turns in which nobody waits for what comes back
BREATH = 10


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was taken out, and what keeps its place and, on screen, its size."""

    widget: QWidget
    place: QWidget
    #: whether it is a part of what is on screen
    shown: bool
    controls: int


class Aside(QObject):
    """Knows the stacks that hold what the window shows; the first of them holds all others."""

    #: pieces are about to be taken out; all are back
    begun = Signal()
    over = Signal()

    def __init__(self, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._stacks = [stack]
        #: holds what is out; hidden, and out of the reach of the window's style sheet
        self._shelf = QWidget()
        self._out: list[_Piece] = []
        self._awaited: list[Callable[[], object]] = []
        self._focus: QWidget | None = None
        #: how far what is on screen was scrolled
        self._scrolled: list[tuple[QScrollBar, int]] = []
        self._turns = PagesAhead(self)

    @property
    def busy(self) -> bool:
        """Tell whether anything is out."""
        return self._turns.busy

    def add(self, stack: QStackedWidget) -> None:
        """Have the pages of another stack taken out one by one."""
        self._stacks.append(stack)

    def while_out(self, *acts: Callable[[], object]) -> None:
        """Do what concerns every control of the window, each act in its turn, while few are in it."""
        under_way = bool(self._awaited)
        self._awaited.extend(acts)
        if not under_way:
            self.begun.emit()
            self._turns.start(self._there_and_back(), first=0, rest=2)

    def bring_back(self, widget: QWidget) -> None:
        """Put a widget and all that belongs into it back at once, as it is wanted now."""
        for piece in reversed(self._out.copy()):
            if piece.widget is widget or widget.isAncestorOf(piece.place):
                self._out.remove(piece)
                self._put_back(piece)

    def release(self, widget: QWidget) -> list[QWidget]:
        """Forget a widget of a stack that is about to be deleted; return what else is to go with it."""
        orphans = []
        for piece in self._out.copy():
            if piece.widget is widget or widget.isAncestorOf(piece.place):
                self._out.remove(piece)
                piece.place.deleteLater()
                orphans.append(piece.widget)
        return [one for one in orphans if one is not widget]

    # -- turns --------------------------------------------------------------------------------------

    def _there_and_back(self) -> Iterator[Callable[[], object]]:
        """Yield all turns; where one part breaks off, the others follow all the same."""
        return itertools.chain(
            self._take_hidden(),
            [self._freeze],
            self._take_shown(),
            self._come_true(),
            self._return_shown(),
            [self._thaw, self._return_hidden],
        )

    def _take_hidden(self) -> Iterator[Callable[[], object]]:
        for stack in self._stacks:
            for at in reversed(range(stack.count())):
                widget = stack.widget(at)
                if widget is not None and widget is not stack.currentWidget() and _count(widget):
                    yield from self._taking(self._divided(widget))

    def _take_shown(self) -> Iterator[Callable[[], object]]:
        shown = [stack.currentWidget() for stack in self._stacks if stack.isVisible()]
        if shown and shown[-1] is not None:
            yield from self._taking(self._parts(shown[-1]))

    def _taking(self, parts: Iterator[QWidget]) -> Iterator[Callable[[], object]]:
        for first in parts:
            yield partial(self._take_some, first, parts)

    def _come_true(self) -> Iterator[Callable[[], object]]:
        while self._awaited:
            yield self._awaited.pop(0)

    def _return_shown(self) -> Iterator[Callable[[], object]]:
        while self._out and self._out[-1].shown:
            yield self._put_some_back

    def _return_rest(self) -> Iterator[Callable[[], object]]:
        while self._out:
            yield self._put_some_back
        yield self.over.emit

    # -- what the pieces are ------------------------------------------------------------------------

    def _divided(self, widget: QWidget) -> Iterator[QWidget]:
        """Yield the parts of what is too large for one turn, and then itself."""
        if _count(widget) > LARGE:
            yield from self._parts(widget)
        yield widget

    def _parts(self, widget: QWidget) -> Iterator[QWidget]:
        """Yield what a widget consists of, the last first, so that it comes back from above.

        What Tab does not reach and holds nothing may stay.
        """
        if isinstance(widget, QStackedWidget):
            return
        held = list(widgets_in(widget.layout()))
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for child in reversed(held or widget.findChildren(QWidget, options=direct)):
            if not isValid(child) or child.isWindow():
                continue
            if not held:
                yield from self._parts(child)
            elif _count(child) or child.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                yield from self._divided(child)

    # -- what a turn does ---------------------------------------------------------------------------

    def _take_some(self, first: QWidget, others: Iterator[QWidget]) -> None:
        taken = 0
        for widget in itertools.chain([first], others):
            taken += self._take(widget)
            if taken >= ENOUGH:
                break

    def _take(self, widget: QWidget) -> int:
        """Take a widget out, unless it was opened since that was planned; return how many controls it has."""
        frozen = not self._stacks[0].updatesEnabled()
        if not isValid(widget) or (widget.isVisible() and not frozen):
            return 0
        controls = 1 + _count(widget)
        place = QWidget()
        if widget.isVisible():
            place.setFixedSize(widget.size())  # so that nothing around it moves
        else:
            place.hide()
        if _exchange(widget, place):
            widget.setParent(self._shelf)
            self._out.append(_Piece(widget, place, frozen, controls))
        return controls

    def _return_hidden(self) -> None:
        """Have what is out of sight come back, which nobody waits for."""
        self._turns.start(self._return_rest(), first=0, rest=BREATH)

    def _put_some_back(self) -> None:
        put, shown = 0, bool(self._out) and self._out[-1].shown
        while self._out and self._out[-1].shown is shown and put < ENOUGH:
            piece = self._out.pop()
            put += piece.controls
            self._put_back(piece)

    def _put_back(self, piece: _Piece) -> None:
        if not isValid(piece.widget):
            return
        if isValid(piece.place):
            _exchange(piece.place, piece.widget)
            piece.place.deleteLater()
        else:
            piece.widget.deleteLater()  # what it belonged into is gone

    def _freeze(self) -> None:
        """Keep on screen what is there; an open editor hands its text over as it loses the focus."""
        self._stacks[0].setUpdatesEnabled(False)
        bars = self._stacks[0].findChildren(QScrollBar)
        self._scrolled += [(bar, bar.value()) for bar in bars if bar.value() and bar.isVisible()]
        for _ in range(2):  # an editor in a table first, then the table
            focus = QApplication.focusWidget()
            if focus is not None and self._stacks[0].isAncestorOf(focus):
                self._focus = focus
                focus.clearFocus()

    def _thaw(self) -> None:
        """Show what is there now, scrolled as it was, with the focus where it was unless it went on."""
        self._stacks[0].setUpdatesEnabled(True)
        scrolled, self._scrolled = self._scrolled, []
        for bar, value in scrolled:
            if isValid(bar):
                bar.setValue(value)
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible() and QApplication.focusWidget() is None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _count(widget: QWidget) -> int:
    """Return how many controls lie in a widget; none, if it was deleted meanwhile."""
    return len(widget.findChildren(QWidget)) if isValid(widget) else 0


def _exchange(old: QWidget, new: QWidget) -> bool:
    """Put a widget where another one is; return whether there was a place."""
    parent = old.parentWidget()
    if isinstance(parent, QStackedWidget):
        parent.insertWidget(parent.indexOf(old), new)
        parent.removeWidget(old)
        return True
    layout = parent.layout() if parent is not None else None
    return layout is not None and layout.replaceWidget(old, new) is not None
