"""The smallest changes that reach the next stage, least effort first, each to be tried in the what-if."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import VerdictCode
from readiness_gui.core.verdict import Inputs
from readiness_gui.core.whatif import ChangeSet, describe, reached, smallest_changes
from readiness_gui.ui.widgets.basics import UNIT, button, card, column, label, row
from readiness_gui.ui.widgets.clear import empty

#: more ways than these only confuse
SHOWN = 3


class ChangeSets(QWidget):
    """Up to three ways; ``tried`` carries the inputs with one of them applied."""

    tried = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._inputs: Inputs | None = None
        self._said = label("", name="changes_said")
        self._list = QVBoxLayout()
        self._list.setSpacing(UNIT)
        self.setLayout(column(self._said, self._list, spacing=1))

    def show_inputs(self, inputs: Inputs) -> None:
        """Search from ``inputs`` and show the ways found."""
        if inputs == self._inputs:
            return
        self._inputs = inputs
        empty(self._list)
        if reached(inputs, self._framework.thresholds):
            self._said.setText(self.tr("Nothing has to change: the next stage is open."))
            return
        ways = smallest_changes(inputs, self._framework)
        goal = self._framework.verdicts[self._goal(inputs)].title
        self._said.setText(
            self.tr("What would have to become true for “{goal}”, least effort first:").format(goal=goal)
        )
        for at, way in enumerate(ways[:SHOWN]):
            self._list.addWidget(self._build_way(at, way, inputs))
        if len(ways) > SHOWN:
            rest = self.tr("Further ways, each with more effort or as much: {count}.")
            self._list.addWidget(label(rest.format(count=len(ways) - SHOWN), "muted", name="changes_further"))

    def _build_way(self, at: int, way: ChangeSet, inputs: Inputs) -> QWidget:
        lines = [label(f"– {describe(change, inputs, self._framework)}") for change in way.changes]
        trial = button(self.tr("Try it in the what-if"), f"try_change_{at}", role="quiet")
        trial.setAccessibleName(self.tr("Try way {number} in the what-if").format(number=at + 1))
        trial.clicked.connect(lambda: self._on_tried(way))
        buttons = row(trial)
        buttons.addStretch(1)
        heading = label(
            self.tr("Way {number}, effort {effort}").format(number=at + 1, effort=way.effort), "strong"
        )
        return card(heading, column(*lines, spacing=1), buttons, name=f"change_set_{at}")

    def _on_tried(self, way: ChangeSet) -> None:
        inputs = self._inputs
        if inputs is None:
            return
        for change in way.changes:
            inputs = change.apply(inputs, self._framework.thresholds)
        self.tried.emit(inputs)

    @staticmethod
    def _goal(inputs: Inputs) -> VerdictCode:
        return {1: VerdictCode.GO_2, 2: VerdictCode.GO_3, 3: VerdictCode.CONTINUE_3}[inputs.current_stage]
