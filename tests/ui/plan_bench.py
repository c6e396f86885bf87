"""A page of the plan on its own: edits are applied and shown again, as the session would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui import paths
from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    Product,
    SignalAnswer,
    TradeoffAnswer,
)
from readiness_gui.core.terms import (
    Answer,
    Choice,
    Detection,
    GateResult,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.tasks import Tasks

W = TypeVar("W", bound=QWidget)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def empty_assessment() -> Assessment:
    """Return an assessment nobody has answered."""
    return Assessment(id="a1", created=NOON, as_of=date(2026, 3, 2), framework_version="1.0")


def filled_assessment(**statuses: Status) -> Assessment:
    """Return one with all five signals present but those named, 240 users and the trap denied."""
    signals = {}
    for signal in SignalId:
        status = statuses.get(signal.value, Status.PRESENT)
        signals[signal] = SignalAnswer(claimed=status, evidence_date=date(2026, 2, 20), confidence=4)
    users = replace(signals[SignalId.ACTIVE_USERS], evidence=ActiveUsersEvidence(windows=(240,)))
    return replace(
        empty_assessment(),
        participants=("Ada", "Grace"),
        claimed_stage=1,
        detection=Detection.NONE,
        signals={**signals, SignalId.ACTIVE_USERS: users},
        symptoms=dict.fromkeys(SymptomId, Answer.NO),
        tradeoffs={tradeoff: TradeoffAnswer(Choice.FIRST, "") for tradeoff in TradeoffId},
    )


def gate_figures(decision: GateResult) -> GateFigures:
    """Return figures of a gate that come to ``decision``."""
    lift = LiftFigures(
        segment="",
        lift=0.22,
        lift_low=0.12,
        lift_high=0.33,
        difference=0.08,
        difference_low=0.04,
        difference_high=0.12,
        probability_15=0.91,
        decision=decision,
        users_per_arm_needed=400,
        control_users=500,
        treatment_users=510,
    )
    return GateFigures(overall=lift)


class Bench:
    """One page with an assessment behind it."""

    def __init__(
        self, page_class: type[Page], framework: Framework, assessment: Assessment, today: date
    ) -> None:
        self.assessment = assessment
        self.edits: list[Edit] = []
        self.went_to: list[StepId] = []
        self.past: list[Assessment] = []
        self.others: tuple[Assessment, ...] = ()
        self.tasks = Tasks()
        self.context = PageContext(
            framework=framework,
            tasks=self.tasks,
            today=lambda: today,
            product=self.product,
            product_bytes=lambda: b'{"product": {}}',
            resources=paths.resources(),
            dark=lambda: False,
        )
        self.page = page_class(self.context)
        self.page.edited.connect(self._on_edited)
        self.page.navigate.connect(self.went_to.append)
        self.page.show_assessment(assessment)

    def product(self) -> Product:
        """Return a product that ends with the assessment under edit."""
        return Product(id="p1", name="Acme", created=NOON, assessments=(*self.others, self.assessment))

    def show(self, assessment: Assessment) -> None:
        """Show another assessment, as undo does, and let new parts appear and old ones go."""
        self.assessment = assessment
        self.page.show_assessment(assessment)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def undo(self) -> None:
        """Go back by one edit."""
        self.show(self.past.pop())

    def find(self, kind: type[W], name: str) -> W:
        """Return a control by its objectName."""
        found = self.page.findChild(kind, name)
        assert found is not None, f"no {kind.__name__} named {name}"
        return found

    def text(self, name: str) -> str:
        """Return the text of a label."""
        return self.find(QLabel, name).text()

    def shown(self, name: str) -> bool:
        """Tell whether a part of the page is to be seen."""
        return self.find(QWidget, name).isVisibleTo(self.page)

    def _on_edited(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.past.append(self.assessment)
        self.assessment = edit.change(self.assessment)
        self.page.show_assessment(self.assessment)


MakeBench = Callable[[type[Page], Assessment], Bench]


def make_bench(qtbot: QtBot, framework: Framework, today: date) -> MakeBench:
    """Return a maker of benches whose pages are shown and closed after the test."""

    def make(page_class: type[Page], assessment: Assessment) -> Bench:
        bench = Bench(page_class, framework, assessment, today)
        qtbot.addWidget(bench.page, before_close_func=lambda _page: bench.tasks.stop())
        bench.page.resize(700, 720)
        bench.page.show()
        qtbot.waitExposed(bench.page)
        return bench

    return make


def assert_named(page: QWidget) -> None:
    """Every control that takes the focus has an accessible name, and object names are unique."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit

    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
    names = []
    for widget in page.findChildren(QWidget):
        own = not widget.objectName().startswith("qt_")
        if isinstance(widget, kinds) and own and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            if isinstance(widget.parent(), (QAbstractSpinBox, QComboBox)):
                continue
            assert widget.accessibleName(), f"{widget} has no accessible name"
            assert widget.objectName(), f"{widget} has no name"
            names.append(widget.objectName())
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
