"""Active users: counts of the last windows, and when the count was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.figures import ActiveUsersFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence, Assessment, Evidence, Figures
from readiness_gui.core.terms import Cadence, SignalId, StepId
from readiness_gui.evidence.clipboard import Pasted, windows
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.basics import column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.evidence_rows import window_spec
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.plan_fields import Field

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.ui.widgets.chart_view import Draw

WINDOWS = (28, 7, 30)


class ActiveUsersPage(SignalPage):
    """One signal: are there 200 or more."""

    step = StepId.ACTIVE_USERS
    signal = SignalId.ACTIVE_USERS

    def build_entry(self) -> QWidget:
        """Return the window, the counts and the last event."""
        days = self.tr("{days} days")
        self._window = ChoiceGroup(
            "window_days",
            self.tr("Counted over"),
            [Option(one, days.format(days=one)) for one in WINDOWS],
            across=True,
        )
        self._window.chosen.connect(lambda value: self._edit("", window_days=value))
        spec = window_spec(self.tr("Active users"), self.tr("now"), self.tr("{count} before"))
        self._grid: EvidenceGrid[int] = EvidenceGrid(
            "windows", self.tr("Active users by window"), spec, _newest_first, self.context.framework
        )
        self._grid.edited.connect(lambda key: self._edit(key, windows=tuple(reversed(self._grid.values))))
        self._last = OptionalDate("last_event", self.tr("Last event in the data"))
        self._last.date_edited.connect(lambda day: self._edit("", last_event=day))
        self._as_of = OptionalDate("as_of", self.tr("Counted on"))
        self._as_of.date_edited.connect(lambda day: self._edit("", as_of=day))
        body = QWidget()
        body.setLayout(column(*self._parts(), spacing=2))
        return body

    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:
        """Show window, counts and last event; a daily product is counted over 7 days."""
        proposed = 7 if assessment.cadence is Cadence.DAILY else WINDOWS[0]
        shown = evidence if isinstance(evidence, ActiveUsersEvidence) else None
        self._window.show_value(shown.window_days if shown else proposed)
        self._grid.show_values(tuple(reversed(shown.windows)) if shown else ())
        self._last.show_date(shown.last_event if shown else None)
        self._as_of.show_date(shown.as_of if shown else None)

    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return the windows as bars."""
        from readiness_gui.charts.bars import active_users_table, draw_active_users

        if not isinstance(figures, ActiveUsersFigures):
            return None
        framework = self.context.framework
        return (
            lambda figure, style: draw_active_users(figure, figures, style, framework),
            active_users_table(figures, framework),
        )

    def entry_problems(self) -> Sequence[Problem]:
        """Return counts that cannot be read."""
        return self._grid.unreadable("windows")

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark counts; problems of the evidence count windows from the oldest."""
        last = len(self._grid.values) - 1
        turned = [replace(one, row=last - one.row) if one.row is not None else one for one in problems]
        self._grid.mark([one for one in turned if one.field == "windows"])

    def _parts(self) -> list[QWidget]:
        needed = self.context.framework.evidence.active_present
        return [
            label(self.tr("People who used it"), "heading"),
            label(
                self.tr(
                    "Count each person once who used the product in the window, without colleagues and "
                    "bots. {needed} or more count as enough, now and in the median of the last three "
                    "windows, so that one good month does not decide. Counts that are pasted are "
                    "read oldest first."
                ).format(needed=needed),
                "muted",
            ),
            Field(self.tr("Counted over"), self._window),
            self._grid,
            Field(
                self.tr("Counted on"),
                self._as_of,
                self.tr("The day on which the current window ends."),
            ),
            Field(
                self.tr("Last event in the data, if you know it"),
                self._last,
                self.tr("Data that ends more than a week before that day cannot speak for it."),
            ),
        ]

    def _edit(self, merge_key: str, **changes: object) -> None:
        if self.assessment is None:
            return
        before = self.assessment.signals[self.signal].evidence
        window = self._window.value
        days = window if isinstance(window, int) else WINDOWS[0]
        start = ActiveUsersEvidence(window_days=days, as_of=self.assessment.as_of)
        evidence = before if isinstance(before, ActiveUsersEvidence) else start
        if "windows" in changes or "window_days" in changes:
            # typed by hand: no longer what was imported, nor are the other counts
            evidence = replace(
                evidence, provenance=None, active_7=None, active_28=None, active_30=None, active_90=None
            )
        changed = replace(evidence, **changes)  # type: ignore[arg-type]  # names are those of the fields
        kept = {"window_days", "as_of"} & changes.keys()
        nothing = not changed.windows and changed.last_event is None and not kept
        self.edit_evidence(None if nothing else changed, merge_key)


def _newest_first(text: str, framework: Framework) -> Pasted[int]:
    """Return pasted counts in the order of the grid; sheets and exports have the oldest first."""
    found = windows(text, framework)
    return Pasted(tuple(reversed(found.rows)), found.problems)
