"""Applies the evidence rules in the background whenever evidence changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from readiness_gui.core.figures import GateFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Finding
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.tasks import Tasks

#: what can be due: the signals, and ``None`` for the gate
Due = frozenset[SignalId | None]
EVERYTHING: Due = frozenset((*SignalId, None))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules made of the evidence of ``source``."""

    source: Assessment
    findings: Mapping[SignalId, Finding | None]
    gate: GateFigures | None
    gate_done: bool


Rules = Callable[[Assessment, Due, Framework, date], Outcome]


class Findings(QObject):
    """One computation at a time; what changes meanwhile is due again afterwards."""

    #: carries an :class:`Outcome`
    found = Signal(object)
    pending_changed = Signal(bool)

    def __init__(
        self,
        framework: Framework,
        tasks: Tasks,
        today: Callable[[], date],
        rules: Rules | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._tasks = tasks
        self._today = today
        self._rules = rules or apply_rules
        self._due: Due = frozenset()
        self._latest: Assessment | None = None
        self._running: Due = frozenset()

    @property
    def pending(self) -> bool:
        """Tell whether a finding shown may be about to change."""
        return bool(self._due or self._running)

    def want(self, assessment: Assessment, due: Due) -> None:
        """Have the findings named in ``due`` computed from ``assessment``."""
        if not due:
            return
        was = self.pending
        self._latest = assessment
        self._due |= due
        if not self._running:
            self._start()
        if not was:
            self.pending_changed.emit(True)

    def forget(self) -> None:
        """Drop what is due and the outcome of what runs; the assessment was changed for another."""
        self._latest = None
        self._due = frozenset()

    def compute_now(self, assessment: Assessment) -> Assessment:
        """Return ``assessment`` with what is still due computed here and now; for closing."""
        due = self._due | self._running
        if not due:
            return assessment
        self.forget()
        return merge(assessment, self._rules(assessment, due, self._framework, self._today()))

    def _start(self) -> None:
        source, due = self._latest, self._due
        if source is None or not due:
            return
        self._due = frozenset()
        self._running = due
        self._tasks.run(
            self._rules,
            source,
            due,
            self._framework,
            self._today(),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, outcome: Outcome) -> None:
        self._running = frozenset()
        if self._latest is not None:
            self.found.emit(outcome)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._running = frozenset()
        self._go_on()
        raise error

    def _go_on(self) -> None:
        self._start()
        if not self.pending:
            self.pending_changed.emit(False)


def due_after(before: Assessment, after: Assessment) -> Due:
    """Return which findings an edit may have changed."""
    frame = (before.business_model, before.cadence) != (after.business_model, after.cadence)
    due: set[SignalId | None] = {
        signal
        for signal in SignalId
        if before.signals[signal].evidence != after.signals[signal].evidence
        or (frame and after.signals[signal].evidence is not None)
    }
    if (before.gate.readings, before.gate.formed_before) != (after.gate.readings, after.gate.formed_before):
        due.add(None)
    return frozenset(due)


def merge(assessment: Assessment, outcome: Outcome) -> Assessment:
    """Return ``assessment`` with the outcome where its evidence is still the one judged."""
    source = outcome.source
    signals = dict(assessment.signals)
    frame = (source.business_model, source.cadence) == (assessment.business_model, assessment.cadence)
    for signal, finding in outcome.findings.items():
        answer = signals[signal]
        if frame and answer.evidence == source.signals[signal].evidence and answer.finding != finding:
            signals[signal] = replace(answer, finding=finding)
    merged = assessment if signals == assessment.signals else replace(assessment, signals=signals)
    if outcome.gate_done and _same_gate(source, merged) and merged.gate.finding != outcome.gate:
        merged = replace(merged, gate=replace(merged.gate, finding=outcome.gate))
    return merged


def carry(newer: Assessment, older: Assessment) -> Assessment:
    """Return ``older`` with the findings of ``newer`` where both rest on the same evidence."""
    known = {signal: answer.finding for signal, answer in newer.signals.items()}
    return merge(older, Outcome(newer, known, newer.gate.finding, gate_done=True))


def apply_rules(assessment: Assessment, due: Due, framework: Framework, today: date) -> Outcome:
    """Apply the evidence rules to what is due; the rules are loaded here, off the screen's thread."""
    from readiness_gui.evidence import assess

    findings = {
        signal: assess.assess(
            signal,
            evidence,
            framework=framework,
            business_model=assessment.business_model,
            cadence=assessment.cadence,
            today=today,
        )
        if (evidence := assessment.signals[signal].evidence) is not None
        else None
        for signal in due
        if signal is not None
    }
    gate_due = None in due
    gate = assess.assess_gate(assessment.gate, framework) if gate_due else None
    return Outcome(assessment, findings, gate, gate_due)


def _same_gate(one: Assessment, other: Assessment) -> bool:
    return (one.gate.readings, one.gate.formed_before) == (other.gate.readings, other.gate.formed_before)
