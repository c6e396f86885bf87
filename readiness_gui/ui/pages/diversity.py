"""Diversity: about twenty interviewed users and the need profiles noted for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.figures import DiversityFigures
from readiness_gui.core.model import Assessment, DiversityEvidence, Evidence, Figures, Interview
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.evidence.clipboard import interviews
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.basics import column, label
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.evidence_rows import interview_spec

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.ui.widgets.chart_view import Draw


class DiversityPage(SignalPage):
    """One signal: do users differ in what they need."""

    step = StepId.DIVERSITY
    signal = SignalId.DIVERSITY

    def build_entry(self) -> QWidget:
        """Return the grid of interviews and a live count."""
        spec = interview_spec(self.tr("User"), self.tr("Need profiles, separated by ;"))
        self._grid: EvidenceGrid[Interview] = EvidenceGrid(
            "interviews", self.tr("Interviews"), spec, interviews, self.context.framework
        )
        self._grid.edited.connect(self._on_grid)
        self._count = label("", "strong", name="interview_count")
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Twenty users and what each of them needs"), "heading"),
                label(
                    self.tr(
                        "Any label will do for a user. A need profile is a few words for what somebody "
                        "wants from the product; words used before are offered as you type."
                    ),
                    "muted",
                ),
                self._count,
                self._grid,
                spacing=1,
            )
        )
        return body

    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:  # noqa: ARG002 - as all pages
        """Show the interviews."""
        shown = evidence.interviews if isinstance(evidence, DiversityEvidence) else ()
        self._grid.show_values(shown)
        profiles = {profile.casefold() for one in shown for profile in one.profiles}
        told = sum(bool(one.profiles) for one in shown)
        rules = self.context.framework.evidence
        words = (
            self.tr("{users} of {wanted} users, {profiles} profiles")
            if told <= rules.interviews_minimum
            else self.tr("{users} users, {profiles} profiles")
        )
        self._count.setText(words.format(users=told, wanted=rules.interviews_minimum, profiles=len(profiles)))

    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return the profiles by how many users have them."""
        from readiness_gui.charts.bars import draw_profiles, profiles_table

        if not isinstance(figures, DiversityFigures):
            return None
        framework = self.context.framework
        return (
            lambda figure, style: draw_profiles(figure, figures, style, framework),
            profiles_table(figures, framework),
        )

    def entry_problems(self) -> Sequence[Problem]:
        """Return rows that cannot be read."""
        return self._grid.unreadable("interviews")

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark rows."""
        self._grid.mark(problems)

    def _on_grid(self, key: str) -> None:
        values = self._grid.values
        self.edit_evidence(DiversityEvidence(interviews=values) if values else None, key)
