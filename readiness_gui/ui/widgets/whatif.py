"""What if: the verdict for other answers, beside the real one, without touching the assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QWidget,
)

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status
from readiness_gui.core.verdict import Inputs, decide
from readiness_gui.core.whatif import users_now, with_priority, with_status, with_users
from readiness_gui.ui.widgets.basics import UNIT, button, card, column, label, row
from readiness_gui.ui.widgets.plan_fields import PickField
from readiness_gui.ui.widgets.stage_ladder import StageLadder
from readiness_gui.ui.widgets.trace_table import TraceTable

#: the slider ends a little above the last threshold; the number beside it goes on
SLIDER_END = 2500
USERS_END = 9_999_999


class QuietSlider(QSlider):
    """A slider that leaves the wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a slider must not move it."""
        event.ignore()


class WhatIfPanel(QWidget):
    """Switches for every input of the verdict; ``changed`` carries the inputs now shown."""

    changed = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._real: Inputs | None = None
        self._inputs: Inputs | None = None
        self._signals = {signal: self._build_signal(signal) for signal in SignalId}
        self._build_users()
        self._build_rest()
        self._real_text = label("", name="whatif_real")
        self._text = label("", "strong", name="whatif_verdict")
        self._decided = label("", "muted", name="whatif_decided")
        names = {stage: text.name for stage, text in framework.stages.items()}
        self._ladder = StageLadder("whatif_ladder", names)
        self._trace = TraceTable(framework, "whatif_trace")
        self._reset = button(self.tr("Reset to the assessment"), "whatif_reset")
        self._reset.clicked.connect(self._on_reset)
        outcome = card(self._real_text, self._text, self._decided, self._ladder, name="whatif_outcome")
        buttons = row(self._reset)
        buttons.addStretch(1)
        nothing = label(self.tr("Nothing you try here changes the assessment."), "muted")
        rules = label(self.tr("Each rule, in the what-if and in the assessment"), "strong")
        self.setLayout(column(nothing, outcome, self._build_form(), buttons, rules, self._trace, spacing=2))

    @property
    def inputs(self) -> Inputs | None:
        """Return the inputs as switched."""
        return self._inputs

    def show_inputs(self, real: Inputs) -> None:
        """Show the assessment's inputs; a what-if under way is kept until these change."""
        if real == self._real:
            return
        self._real = real
        self.try_inputs(real)

    def try_inputs(self, inputs: Inputs) -> None:
        """Switch everything to ``inputs`` and show what follows."""
        self._inputs = inputs
        for signal, field in self._signals.items():
            field.show_value(inputs.signals[signal])
        users = users_now(inputs, self._framework.thresholds)
        blockers = [QSignalBlocker(each) for each in (self._users, self._slider, self._committed)]
        self._users.setValue(users)
        self._slider.setValue(min(users, SLIDER_END))
        self._committed.setChecked(inputs.committed)
        del blockers
        self._stage.show_value(inputs.stage if inputs.segment_detection else 1)
        self._priority.show_value(inputs.top_priority)
        self._gate.show_value(inputs.gate)
        self._show_outcome()
        self.changed.emit(inputs)

    def focus_first(self) -> None:
        """Put the focus on the first switch, and outcome and switches in sight once the page is laid out."""
        self._signals[SignalId.PMF].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        canvas = above.widget() if above is not None else None
        if above is not None and canvas is not None:
            place = self.mapTo(canvas, QPoint(0, 0))
            above.verticalScrollBar().setValue(place.y() - UNIT)

    def _build_signal(self, signal: SignalId) -> PickField:
        text = self._framework.signals[signal]
        words = {
            self.tr("Present"): Status.PRESENT,
            self.tr("Absent"): Status.ABSENT,
            self.tr("Not known yet"): Status.UNCLEAR,
        }
        field = PickField(f"whatif_{signal.value}", self.tr("What if: {name}").format(name=text.name), words)
        field.picked.connect(
            lambda status: self._vary(lambda at: with_status(at, signal, status, self._framework.thresholds))
        )
        return field

    def _build_users(self) -> None:
        self._slider = QuietSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("whatif_users_slider")
        self._slider.setAccessibleName(self.tr("What if: active users, by slider"))
        self._slider.setRange(0, SLIDER_END)
        self._slider.setSingleStep(10)
        self._slider.setPageStep(100)
        self._users = QSpinBox()
        self._users.lineEdit().setTextMargins(UNIT, 0, 0, 0)  # the style sheet does not reach it
        self._users.setObjectName("whatif_users")
        self._users.setAccessibleName(self.tr("What if: number of active users"))
        self._users.setRange(0, USERS_END)
        self._users.setSingleStep(10)
        self._users.setGroupSeparatorShown(True)
        self._users.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._users.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._slider.valueChanged.connect(self._on_users)
        self._users.valueChanged.connect(self._on_users)

    def _build_rest(self) -> None:
        stages: dict[str, object] = {
            f"{stage} {text.name}": stage for stage, text in sorted(self._framework.stages.items())
        }
        self._stage = PickField("whatif_stage", self.tr("What if: stage today"), stages)
        self._stage.picked.connect(
            lambda stage: self._vary(lambda at: replace(at, stage=stage, segment_detection=stage > 1))
        )
        priorities: dict[str, object] = {self.tr("Not agreed"): None}
        priorities.update({self._framework.priorities[each]: each for each in Priority})
        self._priority = PickField("whatif_priority", self.tr("What if: what comes first"), priorities)
        self._priority.picked.connect(lambda priority: self._vary(lambda at: with_priority(at, priority)))
        results = {self._framework.gate_results[result].name: result for result in GateResult}
        self._gate = PickField("whatif_gate", self.tr("What if: what the gate says"), results)
        self._gate.picked.connect(lambda gate: self._vary(lambda at: replace(at, gate=gate)))
        self._committed = QCheckBox(self.tr("Committed to maintain what is built"))
        self._committed.setObjectName("whatif_committed")
        self._committed.setAccessibleName(self.tr("What if: committed to maintain what is built"))
        self._committed.toggled.connect(lambda on: self._vary(lambda at: replace(at, committed=on)))

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(UNIT)
        form.setHorizontalSpacing(2 * UNIT)
        for signal, field in self._signals.items():
            form.addRow(self._framework.signals[signal].short, field)
        users = row(self._slider, self._users)
        users.setStretch(0, 1)
        form.addRow(self.tr("How many users"), users)
        form.addRow(self.tr("What comes first"), self._priority)
        form.addRow(self.tr("Stage today"), self._stage)
        form.addRow(self.tr("What the gate says"), self._gate)
        form.addRow(self._committed)
        return form

    def _on_users(self, users: int) -> None:
        self._vary(lambda at: with_users(at, users, self._framework.thresholds))

    def _on_reset(self) -> None:
        if self._real is not None:
            self.try_inputs(self._real)

    def _vary(self, change: Callable[[Inputs], Inputs]) -> None:
        if self._inputs is not None:
            self.try_inputs(change(self._inputs))

    def _show_outcome(self) -> None:
        real, inputs = self._real or self._inputs, self._inputs
        if real is None or inputs is None:
            return
        actual, supposed = decide(real, self._framework), decide(inputs, self._framework)
        verdicts = self._framework.verdicts
        self._real_text.setText(self.tr("Assessment: {title}").format(title=verdicts[actual.code].title))
        if inputs == real:
            self._text.setText(self.tr("What if: nothing is changed yet."))
        else:
            title = verdicts[supposed.code].title
            changed = "" if supposed.code is not actual.code else self.tr(" (no different)")
            self._text.setText(self.tr("What if: {title}{changed}").format(title=title, changed=changed))
        rule = supposed.block.value if supposed.block else supposed.code.value
        name = self._framework.rules[rule].name
        self._decided.setText(self.tr("What decides: {rule}").format(rule=name))
        self._ladder.show_markers(
            {self.tr("today"): supposed.current_stage, self.tr("go to"): supposed.target_stage},
            supposed.target_stage,
        )
        self._trace.show_traces(supposed.trace, actual.trace)
        self._reset.setEnabled(inputs != real)
