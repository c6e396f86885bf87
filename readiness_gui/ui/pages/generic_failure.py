"""Generic failure: complaints, each with a segment, an axis and the end of it that it points to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.figures import ComplaintFigures
from readiness_gui.core.model import Assessment, Complaint, ComplaintEvidence, Evidence, Figures
from readiness_gui.core.terms import Pole, SignalId, StepId
from readiness_gui.evidence.clipboard import complaints
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.basics import column, label
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.evidence_rows import complaint_spec

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.ui.widgets.chart_view import Draw


class GenericFailurePage(SignalPage):
    """One signal: do segments complain about opposite things."""

    step = StepId.GENERIC_FAILURE
    signal = SignalId.GENERIC_FAILURE

    def build_entry(self) -> QWidget:
        """Return the grid of complaints."""
        titles = (
            self.tr("User"),
            self.tr("Segment"),
            self.tr("About"),
            self.tr("Says"),
            self.tr("Date"),
            self.tr("Source"),
        )
        poles = {
            Pole.LOW: self.tr("too little"),
            Pole.HIGH: self.tr("too much"),
            Pole.NEUTRAL: self.tr("neutral"),
        }
        self._grid: EvidenceGrid[Complaint] = EvidenceGrid(
            "complaints",
            self.tr("Complaints"),
            complaint_spec(titles, poles),
            complaints,
            self.context.framework,
        )
        self._grid.edited.connect(self._on_grid)
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Complaints by segment"), "heading"),
                label(
                    self.tr(
                        "One row a complaint: who, from which group of users, about what (such as level "
                        "of detail), and whether it is too little or too much for them. Each user has "
                        "one vote on a subject."
                    ),
                    "muted",
                ),
                self._grid,
                spacing=1,
            )
        )
        return body

    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:  # noqa: ARG002 - as all pages
        """Show the complaints."""
        self._grid.show_values(evidence.complaints if isinstance(evidence, ComplaintEvidence) else ())

    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return the votes as diverging bars."""
        from readiness_gui.charts.bars import complaints_table, draw_complaints

        if not isinstance(figures, ComplaintFigures):
            return None
        framework = self.context.framework
        return (
            lambda figure, style: draw_complaints(figure, figures, style, framework),
            complaints_table(figures, framework),
        )

    def entry_problems(self) -> Sequence[Problem]:
        """Return rows that cannot be read."""
        return self._grid.unreadable("complaints")

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark rows."""
        self._grid.mark(problems)

    def _on_grid(self, key: str) -> None:
        values = self._grid.values
        self.edit_evidence(ComplaintEvidence(complaints=values) if values else None, key)
