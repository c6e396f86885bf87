"""The trace of a verdict in words: which rule decided, on what, and why the rule exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import RuleTrace
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.disclosure import Disclosure

_SIGNALS = {signal.value: signal for signal in SignalId}
_PRIORITIES = {priority.value: priority for priority in Priority}
_STATUSES = frozenset(status.value for status in Status)
_RESULTS = {result.value: result for result in GateResult}


class TraceView(QWidget):
    """Each rule that was looked at, the one that decided first in weight; the others folded away."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._shown: tuple[RuleTrace, ...] | None = None
        self._reached = QWidget()
        self._reached.setLayout(column(spacing=0))
        self._rest = QWidget()
        self._rest.setLayout(column(spacing=0))
        self._fold = Disclosure("", "trace_not_reached", self._rest)
        self.setLayout(column(self._reached, self._fold, spacing=1))

    def show_trace(self, trace: Sequence[RuleTrace]) -> None:
        """Show a trace in the order in which the rules were tried."""
        if tuple(trace) == self._shown:
            return
        self._shown = tuple(trace)
        for area in (self._reached, self._rest):
            layout = area.layout()
            if layout is not None:
                empty(layout)
        for entry in trace:
            area = self._reached if entry.reached else self._rest
            layout = area.layout()
            assert layout is not None  # noqa: S101 - set at construction
            layout.addWidget(self._build_rule(entry))
        skipped = sum(not entry.reached for entry in trace)
        self._fold.setVisible(skipped > 0)
        self._fold.set_text(self.tr("Rules not reached ({count})").format(count=skipped))

    def _build_rule(self, entry: RuleTrace) -> QWidget:
        detail = QWidget()
        words = self.tr("{state}: {rule}").format(
            state=state_words(entry), rule=self._framework.rules[entry.rule].name
        )
        fold = Disclosure(words, f"trace_{entry.rule}", detail, fill=lambda: self._explain(entry, detail))
        fold.set_open(entry.fired)
        return fold

    def _explain(self, entry: RuleTrace, detail: QWidget) -> None:
        parts: list[QLabel] = [label(self._framework.rules[entry.rule].rule)]
        if entry.inputs:
            given = self.tr("Looked at: {inputs}").format(inputs=self._inputs(entry.inputs))
            parts.append(label(given, "muted"))
        parts.append(label(self.tr("Why this rule: {why}").format(why=entry.why), "muted"))
        detail.setLayout(column(*parts, spacing=1))
        inner = detail.layout()
        if inner is not None:
            inner.setContentsMargins(4 * UNIT, 0, 0, UNIT)

    def _inputs(self, inputs: Mapping[str, str | int | bool | None]) -> str:
        return " · ".join(f"{self._named(key)}: {self._worded(key, value)}" for key, value in inputs.items())

    def _named(self, key: str) -> str:
        if key in _SIGNALS:
            return self._framework.signals[_SIGNALS[key]].short
        words = {
            "count": self.tr("signals present"),
            "active_users": self.tr("active users"),
            "top_priority": self.tr("top priority"),
            "needed": self.tr("needed"),
            "users_counted": self.tr("users reckoned with"),
            "claimed_stage": self.tr("stage claimed"),
            "current_stage": self.tr("stage in force"),
            "block": self.tr("held back by"),
            "segment_detection": self.tr("segments are detected"),
            "gate": self.tr("gate"),
            "committed": self.tr("committed to maintain"),
        }
        return words.get(key, key.replace("_", " "))

    def _worded(self, key: str, value: str | int | bool | None) -> str:  # noqa: FBT001 - inputs are of any of these types
        if value is None:
            return self.tr("none") if key == "block" else self.tr("not known")
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, int):
            return f"{value:,}"
        if value in _PRIORITIES:
            return self._framework.priorities[_PRIORITIES[value]]
        if value in _RESULTS:
            return self._framework.gate_results[_RESULTS[value]].name
        if key == "block":
            return self._framework.rules[value].name
        if value in _STATUSES:
            return self._framework.phrase(f"core.status.{value}")
        return value


def state_words(entry: RuleTrace) -> str:
    """Return in words what a rule did."""
    translate = QCoreApplication.translate
    if not entry.reached:
        return translate("TraceView", "Not reached")
    return translate("TraceView", "✓ Decided") if entry.fired else translate("TraceView", "Did not apply")
