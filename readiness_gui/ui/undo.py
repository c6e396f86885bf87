"""Undo and redo as two stacks of values; knows neither screen nor file."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from readiness_gui.core.model import Product
from readiness_gui.core.terms import StepId

#: how many steps can be undone; the oldest are forgotten first
DEPTH = 500


@dataclass(frozen=True, slots=True)
class State:
    """What undo restores: the product, which assessment is open, and the step the edit was made on."""

    product: Product
    assessment_id: str
    step: StepId


class UndoStack:
    """The states before and after the present one."""

    def __init__(self) -> None:
        self._past: deque[State] = deque(maxlen=DEPTH)
        self._future: list[State] = []
        self._merge_key: str | None = None

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a state to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Tell whether something undone can be done again."""
        return bool(self._future)

    def record(self, before: State, merge_key: str | None) -> None:
        """Remember the state before an edit; edits with one merge key in a row are one step."""
        if merge_key is None or merge_key != self._merge_key or not self._past:
            self._past.append(before)
        self._merge_key = merge_key
        self._future.clear()

    def seal(self) -> None:
        """End a run of merged edits, so that the next one is a step of its own."""
        self._merge_key = None

    def undo(self, present: State) -> State | None:
        """Return the state to go back to, ``None`` where there is none."""
        if not self._past:
            return None
        self._merge_key = None
        before = self._past.pop()
        self._future.append(State(present.product, present.assessment_id, before.step))
        return before

    def redo(self, present: State) -> State | None:
        """Return the state that was undone last, ``None`` where there is none."""
        if not self._future:
            return None
        self._merge_key = None
        after = self._future.pop()
        self._past.append(State(present.product, present.assessment_id, after.step))
        return after
