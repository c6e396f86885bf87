"""Verbs of the steps that plan, from product and stage over verdict and roadmap to export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from readiness_gui.core.model import GateReading, Roadmap
from readiness_gui.core.terms import Answer, Choice, Detection, GateResult, StepId, SymptomId, TradeoffId
from readiness_gui.ui.export_jobs import SUFFIXES
from readiness_gui.ui.pages.export import ExportPage
from readiness_gui.ui.widgets.evidence_rows import reading_spec
from readiness_gui.ui.widgets.grid import Grid
from readiness_gui.ui.widgets.plan_fields import PickField
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.driver import WAIT, WizardDriver

#: an export may have to import matplotlib first
EXPORT_WAIT = 60_000


class PlanVerbs(WizardDriver):
    """The wizard's driver with words for these pages; each verb opens its step first."""

    def on(self, step: StepId) -> Self:
        """Open a step unless it is on screen."""
        return self if self.step is step else self.goto(step)

    def choose(self, group: str, place: int) -> Self:
        """Choose the answer at a place of a group, by keyboard."""
        radio = self.find(QRadioButton, f"{group}_{place}")
        radio.setFocus()
        QTest.keyClick(radio, Qt.Key.Key_Space)
        assert radio.isChecked()
        return self

    def pick(self, field: str, value: object) -> Self:
        """Choose a value from a list, by keyboard."""
        control = self.find(PickField, field)
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_Home)
        for _ in range(control.count()):
            if control.value == value:
                return self
            QTest.keyClick(control, Qt.Key.Key_Down)
        raise AssertionError(f"{field} offers no {value}")

    def claim_stage(self, stage: int, detection: Detection = Detection.NONE) -> Self:
        """Say which stage the product is at and how segments are detected."""
        self.on(StepId.START).choose("claimed_stage", stage - 1)
        return self.choose("detection", list(Detection).index(detection))

    def answer_trap(self, answers: Mapping[SymptomId, Answer] | None = None) -> Self:
        """Answer all five symptoms; those not named are denied."""
        self.on(StepId.TRAP)
        for symptom in SymptomId:
            given = (answers or {}).get(symptom, Answer.NO)
            self.choose(f"symptom_{symptom.value}", list(Answer).index(given))
        return self

    def answer_tradeoffs(self, sides: Mapping[TradeoffId, Choice] | None = None) -> Self:
        """Take a side of all five trade-offs; the first one where none is named."""
        self.on(StepId.TRADEOFFS)
        for tradeoff in TradeoffId:
            side = (sides or {}).get(tradeoff, Choice.FIRST)
            self.choose(f"side_{tradeoff.value}", list(Choice).index(side))
        return self

    @property
    def verdict_title(self) -> str:
        """Return the verdict as its page words it."""
        self.on(StepId.VERDICT)
        return self.text("verdict_title")

    def complete(self) -> Self:
        """Mark the assessment complete."""
        return self.on(StepId.VERDICT).click("complete")

    @property
    def roadmap(self) -> Roadmap:
        """Return the roadmap, made by opening its step where there was none."""
        self.on(StepId.ROADMAP)
        self.until(lambda: self.assessment.roadmap is not None)
        assert self.assessment.roadmap is not None
        return self.assessment.roadmap

    def select_task(self, place: int) -> Self:
        """Go to the task at a place of the timeline, by keyboard."""
        assert self.roadmap.tasks
        timeline = self.find(Timeline, "timeline")
        timeline.setFocus()
        QTest.keyClick(timeline, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(timeline, Qt.Key.Key_Down)
        return self

    def enter_readings(self, *readings: GateReading, formed: Answer = Answer.YES) -> Self:
        """Paste readings of the gate and wait for what they say."""
        self.on(StepId.GATE)
        spec = reading_spec(("",) * 6)
        QApplication.clipboard().setText("\n".join("\t".join(spec.to_row(one)) for one in readings))
        grid = self.find(Grid, "readings")
        grid.setFocus()
        QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.choose("formed_before", list(Answer).index(formed))
        return self.settle()

    def claim_gate(self, result: GateResult) -> Self:
        """Say what the gate would say, without readings."""
        return self.on(StepId.GATE).choose("claimed_result", list(GateResult).index(result))

    def export(self, path: Path) -> Self:
        """Export to a file, its ending says as what, and wait until it is there."""
        self.on(StepId.EXPORT)
        kind = next(kind for kind, suffix in SUFFIXES.items() if suffix == path.suffix)
        page = self.page
        assert isinstance(page, ExportPage)
        self.until(lambda: bool(self.text("report_holds")))
        page.exporter.begin(kind, path)
        self.qtbot.waitUntil(lambda: not page.exporter.busy, timeout=max(WAIT, EXPORT_WAIT))
        assert self.shown("export_done"), self.text("export_error")
        return self
