"""Priority: five options in order, one ranking a person, by drag or by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.figures import PriorityFigures
from readiness_gui.core.model import Assessment, Evidence, Figures, PriorityEvidence, Ranking
from readiness_gui.core.terms import Priority, SignalId, StepId
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.basics import button, column, label
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import Field, LineField
from readiness_gui.ui.widgets.rank_list import RankList

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.ui.widgets.chart_view import Draw


class PriorityPage(SignalPage):
    """One signal: what the team puts first."""

    step = StepId.PRIORITY
    signal = SignalId.RETENTION_PRIORITY
    CONTROLS = MappingProxyType({"rankings": "participant"})

    def build_entry(self) -> QWidget:
        """Return whose ranking is shown, its list, and the tools for several people."""
        self._rankings: list[Ranking] = []
        self._at = 0
        self._name = LineField("participant", self.tr("Whose order is this?"))
        self._name.textEdited.connect(self._on_name)
        self._list = RankList("ranking", self.tr("Priorities, most important first"))
        self._list.ranked.connect(self._on_ranked)
        self._where = label("", "muted", name="ranking_of")
        self._before = button(self.tr("Previous person"), "previous_person", role="quiet")
        self._after = button(self.tr("Next person"), "next_person", role="quiet")
        add = button(self.tr("Add a person"), "add_person")
        self._remove = button(self.tr("Remove this person"), "remove_person", role="quiet")
        self._before.clicked.connect(lambda: self._go(self._at - 1))
        self._after.clicked.connect(lambda: self._go(self._at + 1))
        add.clicked.connect(lambda: self._go(len(self._rankings)))
        self._remove.clicked.connect(self._on_remove)
        people = FlowRow(self._before, self._after, add, self._remove)
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Put the five in order"), "heading"),
                label(
                    self.tr(
                        "Drag, or choose one and press Alt with the arrow keys. Forced ranking shows what "
                        "gives way when not everything can be done; with several people, let each one "
                        "rank alone first."
                    ),
                    "muted",
                ),
                Field(self.tr("Whose order is this?"), self._name),
                self._list,
                self._where,
                people,
                spacing=2,
            )
        )
        return body

    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:  # noqa: ARG002 - as all pages
        """Show the ranking of the person chosen."""
        self._rankings = list(evidence.rankings) if isinstance(evidence, PriorityEvidence) else []
        self._at = min(self._at, len(self._rankings))
        self._show_person()

    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return the points."""
        from readiness_gui.charts.bars import draw_priorities, priorities_table

        if not isinstance(figures, PriorityFigures):
            return None
        framework = self.context.framework
        return (
            lambda figure, style: draw_priorities(figure, figures, style, framework),
            priorities_table(figures, framework),
        )

    def mark(self, problems: Sequence[Problem]) -> None:
        """Show the person whose ranking is to be mended first."""
        at = next((one.row for one in problems if one.row is not None), None)
        if at is not None and at < len(self._rankings):
            self._at = at
            self._show_person()

    def forget(self) -> None:
        """Begin with the first person."""
        super().forget()
        self._at = 0

    def _show_person(self) -> None:
        known = self._at < len(self._rankings)
        one = self._rankings[self._at] if known else Ranking("")
        self._name.show_text(one.participant)
        names = self.context.framework.priorities
        self._list.show_order(one.order or tuple(Priority), names, ranked=bool(one.order))
        count = max(len(self._rankings), self._at + 1)
        place = self.tr("Person {at} of {count}").format(at=self._at + 1, count=count)
        state = "" if one.order else self.tr(": not ranked yet")
        if one.tied:
            shared = [" = ".join(names[option] for option in tier) for tier in one.tiers() if len(tier) > 1]
            state = self.tr(": same place for {options}").format(options="; ".join(shared))
        self._where.setText(place + state)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at + 1 < len(self._rankings))
        self._remove.setEnabled(known)

    def _go(self, at: int) -> None:
        self._at = max(0, min(at, len(self._rankings)))
        self._show_person()
        self._name.setFocus()

    def _on_name(self, name: str) -> None:
        known = self._rankings[self._at] if self._at < len(self._rankings) else Ranking("")
        if known.order or name:
            self._put(replace(known, participant=name), "participant")

    def _on_ranked(self, order: tuple[Priority, ...]) -> None:
        self._put(Ranking(self._name.text().strip() or self._someone(), order), "")

    def _put(self, ranking: Ranking, merge_key: str) -> None:
        changed = [*self._rankings[: self._at], ranking, *self._rankings[self._at + 1 :]]
        self._emit(changed, f"{merge_key}_{self._at}" if merge_key else None)

    def _on_remove(self) -> None:
        self._emit([one for at, one in enumerate(self._rankings) if at != self._at], None)

    def _emit(self, rankings: list[Ranking], merge_key: str | None) -> None:
        self.edit_evidence(PriorityEvidence(rankings=tuple(rankings)) if rankings else None, merge_key)

    def _someone(self) -> str:
        return self.tr("Person {at}").format(at=self._at + 1)
