"""Product-market fit: a cohort table typed or pasted, and the survey's counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.contradictions import newest_words
from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, CohortRow, Evidence, Figures, PmfEvidence, SurveyCounts
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.core.wording import percent
from readiness_gui.evidence.clipboard import Pasted, cohorts
from readiness_gui.ui.signal_page import SignalPage
from readiness_gui.ui.widgets.basics import breakable, button, card, column, label, row
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.evidence_rows import cohort_spec
from readiness_gui.ui.widgets.grid_model import GridSpec
from readiness_gui.ui.widgets.number_field import NumberField
from readiness_gui.ui.widgets.plan_fields import Field

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.ui.widgets.chart_view import Draw

MONTH, WEEK = 30, 7
#: columns shown before anything is entered, and the most that the button adds
FIRST_PERIODS, MOST_PERIODS = 12, 60
SURVEY = ("very", "somewhat", "not_at_all")


class PmfPage(SignalPage):
    """One signal: do users come back, and has the curve flattened."""

    step = StepId.PMF
    signal = SignalId.PMF
    CONTROLS = MappingProxyType({"survey": "survey_very"})

    def build_entry(self) -> QWidget:
        """Return the period, the cohort table and the survey."""
        self._periods = FIRST_PERIODS
        self._period = ChoiceGroup(
            "period_days",
            self.tr("One period is"),
            [Option(MONTH, self.tr("a month (30 days)")), Option(WEEK, self.tr("a week"))],
            across=True,
        )
        self._period.chosen.connect(lambda days: self._edit("", period_days=days))
        more = button(self.tr("Add a period"), "add_period", role="quiet")
        more.clicked.connect(lambda: self._widen(min(self._periods + 1, MOST_PERIODS)))
        self._grid: EvidenceGrid[CohortRow] = EvidenceGrid(
            "cohorts",
            self.tr("Cohort table"),
            self._spec(),
            self._paste,
            self.context.framework,
            tools=(more,),
            widen=lambda columns: self._widen(columns - 2),
        )
        self._grid.edited.connect(self._on_grid)
        self._counts = {
            key: NumberField(f"survey_{key}", words) for key, words in self._survey_words().items()
        }
        for key, field in self._counts.items():
            field.number_edited.connect(lambda _, key=f"survey_{key}": self._on_survey(key))
        self._newest = label("", name="newest_cohorts")
        self._newest_card = card(self._newest, name="newest_cohorts_notice", role="warning")
        self._benchmark = label("", name="benchmark")
        go = button(self.tr("Choose on the first step"), "go_business_model", role="link")
        go.clicked.connect(lambda: self.navigate.emit(StepId.START))
        self._go = go
        body = QWidget()
        body.setLayout(column(*self._parts(), spacing=2))
        return body

    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:
        """Show table, survey and the level that applies."""
        shown = evidence if isinstance(evidence, PmfEvidence) else PmfEvidence()
        self._period.show_value(shown.period_days)
        self._widen(_periods(shown.cohorts))
        self._grid.show_values(shown.cohorts)
        self._show_survey(shown.survey)
        newest = newest_words(assessment, self.context.framework)
        self._newest.setText(breakable(newest))
        self._newest_card.setVisible(bool(newest))
        model = assessment.business_model
        framework = self.context.framework
        share = framework.evidence.benchmarks.get(model) if model else None
        if model is None or share is None:
            words = self.tr("No business model is chosen, so the level cannot be judged yet.")
        else:
            words = self.tr("Healthy for {model}: {share} or more after six months.").format(
                model=framework.business_models[model], share=percent(share)
            )
        self._benchmark.setText(words)
        self._go.setVisible(model is None)

    def forget(self) -> None:
        """Drop what was typed, and columns that only it needed."""
        super().forget()
        self._periods = FIRST_PERIODS
        self._grid.model.set_spec(self._spec())

    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return the retention curve."""
        from readiness_gui.charts.retention import draw_retention, retention_table
        from readiness_gui.core.figures import PmfFigures

        if not isinstance(figures, PmfFigures):
            return None
        framework = self.context.framework
        return (
            lambda figure, style: draw_retention(figure, figures, style, framework),
            retention_table(figures, framework),
        )

    def entry_problems(self) -> Sequence[Problem]:
        """Return rows and counts that cannot be read."""
        found = self._grid.unreadable("cohorts")
        words = self.tr("“{text}” is not a whole number; write one such as 18.")
        found += [
            Problem(field.objectName(), words.format(text=field.text().strip()))
            for field in self._counts.values()
            if field.unreadable
        ]
        return found

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark rows of the table."""
        self._grid.mark([one for one in problems if one.field == "cohorts"])

    def _parts(self) -> list[QWidget]:
        framework = self.context.framework
        survey = QWidget()
        survey.setLayout(
            row(*(Field(words, self._counts[key]) for key, words in self._survey_words().items()), spacing=2)
        )
        return [
            label(self.tr("Users by when they started"), "heading"),
            label(
                self.tr(
                    "A row for all who started in the same period: how many there were, and how many of "
                    "them came back in each later one. Counts, or shares such as 41 %. Leave periods "
                    "empty that are not over yet."
                ),
                "muted",
            ),
            Field(self.tr("One period is"), self._period),
            self._grid,
            self._newest_card,
            card(self._benchmark, self._go, name="benchmark_card", role="notice"),
            label(self.tr("Asked: how would you feel if you could no longer use it?"), "heading"),
            label(
                self.tr("Optional, and it counts from {count} answers.").format(
                    count=framework.evidence.survey_minimum
                ),
                "muted",
            ),
            survey,
        ]

    def _survey_words(self) -> dict[str, str]:
        return {
            "very": self.tr("Very disappointed"),
            "somewhat": self.tr("Somewhat"),
            "not_at_all": self.tr("Not at all"),
        }

    def _spec(self) -> GridSpec[CohortRow]:
        return cohort_spec(self.tr("Started"), self.tr("Users"), self._periods)

    def _widen(self, periods: int) -> None:
        if periods > self._periods:
            self._periods = periods
            self._grid.model.set_spec(self._spec())

    def _paste(self, text: str, framework: Framework) -> Pasted[CohortRow]:
        """Return the cohorts of a paste; the table gets as wide as they are."""
        found = cohorts(text, framework)
        self._widen(_periods(found.rows))
        return found

    def _show_survey(self, survey: SurveyCounts | None) -> None:
        """Show the counts; a field left empty or half typed counts as 0 and stays as it is."""
        fresh = not any(field.text() for field in self._counts.values())
        for key, field in self._counts.items():
            count = getattr(survey, key) if survey is not None else None
            if fresh or count != (field.value or 0):
                field.show_number(count)

    def _on_grid(self, key: str) -> None:
        self._edit(key, cohorts=self._grid.values)

    def _on_survey(self, key: str) -> None:
        counts = {name: field.value for name, field in self._counts.items()}
        if all(count is None for count in counts.values()):
            self._edit(key, survey=None)
        else:
            survey = SurveyCounts(**{name: count or 0 for name, count in counts.items()})
            self._edit(key, survey=survey)

    def _edit(self, merge_key: str, **changes: object) -> None:
        if self.assessment is None:
            return
        before = self.assessment.signals[self.signal].evidence
        evidence = before if isinstance(before, PmfEvidence) else PmfEvidence()
        if "cohorts" in changes or "period_days" in changes:
            # a table typed by hand is no longer what was imported
            evidence = replace(evidence, imported=None, provenance=None)
        changed = replace(evidence, **changes)  # type: ignore[arg-type]  # names are those of the fields
        nothing = not changed.cohorts and changed.survey is None and changed.period_days == MONTH
        self.edit_evidence(None if nothing else changed, merge_key)


def _periods(rows: Sequence[CohortRow]) -> int:
    """Return how many periods the longest of some cohorts has."""
    return max((len(cohort.retained) for cohort in rows), default=0)
