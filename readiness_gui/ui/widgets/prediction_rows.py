"""Predictions and what became of them, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.prediction_words import (
    expected_words,
    outcome_word,
    outcome_words,
    sure_words,
    written_words,
)
from readiness_gui.core.predictions import Outcome, PredictionRecord
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.flow_row import FlowRow

#: how many are made in one turn of the event loop
AT_ONCE = 8
#: a form for each outcome beside its colour
MARKS = {Outcome.OPEN: "◔", Outcome.HIT: "✓", Outcome.MISS: "✕", Outcome.NOT_MEASURED: "–"}
ROLES = {
    Outcome.OPEN: "chip_accent",
    Outcome.HIT: "chip_present",
    Outcome.MISS: "chip_absent",
    Outcome.NOT_MEASURED: "chip",
}


class PredictionRows(QWidget):
    """``edit_wanted`` and ``remove_wanted`` carry a prediction's id; a locked one offers neither."""

    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(
        self, name: str, framework: Framework, parent: QWidget | None = None, *, editable: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._framework = framework
        self._editable = editable
        self._shown: tuple[PredictionRecord, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2 * UNIT)
        self._further = QTimer(self)
        self._further.setSingleShot(True)
        self._further.setInterval(0)
        self._further.timeout.connect(self._add_some)

    def show_records(self, records: Sequence[PredictionRecord], *, editable: bool = True) -> None:
        """Show predictions; ``editable`` is false where the assessment takes no edits."""
        shown = tuple(records)
        if shown == self._shown and editable == self._editable and self._rows.count():
            return
        self._shown, self._editable = shown, editable
        empty(self._rows)
        self._add_some()

    def _add_some(self) -> None:
        """Show the next few; many at once would hold the window up."""
        done = self._rows.count()
        for place, one in enumerate(self._shown[done : done + AT_ONCE], done):
            self._rows.addWidget(self._build(place, one, changes=self._editable and not one.locked))
        if self._rows.count() < len(self._shown):
            self._further.start()

    def _build(self, place: int, record: PredictionRecord, *, changes: bool) -> QWidget:
        framework, one = self._framework, record.prediction
        expected = expected_words(one, framework)
        chip = label(
            f"{MARKS[record.outcome]} {outcome_word(record, framework)}",
            ROLES[record.outcome],
            name=f"{self._name}_outcome_{place}",
            wrap=False,
        )
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(label(expected, "strong"), 1)
        top.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        facts = f"{sure_words(one.confidence, framework)} · {breakable(written_words(one, framework))}"
        parts: list[QWidget] = [label(facts, "muted"), label(outcome_words(record, framework))]
        if one.note.strip():
            parts.append(label(breakable(one.note.strip()), "muted"))
        body = column(top, *parts, spacing=0)
        if changes:
            body.addLayout(self._buttons(place, one.id, expected))
        made = QWidget()
        made.setLayout(body)
        words = (expected, outcome_word(record, framework), facts, outcome_words(record, framework), one.note)
        made.setAccessibleName(". ".join(part.strip() for part in words if part.strip()))
        return made

    def _buttons(self, place: int, key: str, expected: str) -> FlowRow:
        edit = button(self.tr("Change"), f"{self._name}_edit_{place}", role="link")
        edit.setAccessibleName(self.tr("Change: {prediction}").format(prediction=expected))
        edit.clicked.connect(lambda: self.edit_wanted.emit(key))
        remove = button(self.tr("Remove"), f"{self._name}_remove_{place}", role="link")
        remove.setAccessibleName(self.tr("Remove: {prediction}").format(prediction=expected))
        remove.clicked.connect(lambda: self.remove_wanted.emit(key))
        return FlowRow(edit, remove)
