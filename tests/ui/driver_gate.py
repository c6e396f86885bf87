"""Verbs of the gate's plan and of answers that the evidence contradicts, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from PySide6.QtWidgets import QLabel

from readiness_gui.core.model import CohortRow
from readiness_gui.core.terms import SignalId, StepId, SymptomId
from tests.ui.driver_evidence import EvidenceVerbs
from tests.ui.driver_plan import PlanVerbs

#: more controls than any page has
MOST_TABS = 200


class GateVerbs(PlanVerbs, EvidenceVerbs):
    """The wizard's driver with words for planning a gate and for settling contradictions."""

    def tab_to(self, name: str) -> Self:
        """Press Tab until the control of this name has the focus."""
        for _ in range(MOST_TABS):
            if self.focus == name:
                return self
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name}; the focus is on {self.focus}")

    def enter_cohorts(self, rows: Sequence[CohortRow]) -> Self:
        """Paste a table of cohorts and wait for what it says."""
        return self.answer_pmf(rows)

    def contradicted(self, subject: SymptomId | SignalId) -> str:
        """Return what contradicts an answer, on the trap's page; empty where nothing does."""
        self.on(StepId.TRAP)
        kind = "symptom" if isinstance(subject, SymptomId) else "signal"
        name = f"{kind}_{subject.value}_contradiction"
        return self.find(QLabel, name).text() if self.shown(f"{name}_notice") else ""

    def explain(self, subject: SymptomId | SignalId, reason: str) -> Self:
        """Go with Tab to the place for a reason, and type it."""
        self.on(StepId.TRAP)
        kind = "symptom" if isinstance(subject, SymptomId) else "signal"
        name = f"{kind}_{subject.value}_reason"
        return self.tab_to(name).type(name, reason)

    def use(self, name: str) -> Self:
        """Go with Tab to a button and press it with the space bar."""
        return self.tab_to(name).press("Space")

    def write(self, name: str, text: str) -> Self:
        """Go with Tab to a field and type."""
        return self.tab_to(name).type(name, text)

    def plan_gate(self, **fields: str) -> Self:
        """Type into the fields of the plan, each reached with Tab."""
        self.on(StepId.GATE)
        for name, text in fields.items():
            self.write(f"plan_{name}", text)
        return self.settle()
