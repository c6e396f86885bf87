"""Verdict: what the answers amount to, why, what would change it, and how it moved over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from readiness_gui.core.contradictions import open_contradictions, says_go
from readiness_gui.core.model import Assessment, AssessmentStatus, Verdict
from readiness_gui.core.terms import Answer, StepId
from readiness_gui.core.verdict import Inputs, decide, headline, inputs_of, timing_row
from readiness_gui.core.whatif import users_now
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.widgets.basics import button, card, column, label, row
from readiness_gui.ui.widgets.change_sets import ChangeSets
from readiness_gui.ui.widgets.contradictions_first import ContradictionsFirst
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.page_links import PageLinks
from readiness_gui.ui.widgets.prediction_card import PredictionCard
from readiness_gui.ui.widgets.scenarios import ScenarioPanel
from readiness_gui.ui.widgets.signal_rows import SignalRows
from readiness_gui.ui.widgets.sureness import SurenessView
from readiness_gui.ui.widgets.timing_table import TimingTable
from readiness_gui.ui.widgets.trace_view import TraceView
from readiness_gui.ui.widgets.verdict_card import ResolveFirst, VerdictCard
from readiness_gui.ui.widgets.verdict_charts import VerdictCharts
from readiness_gui.ui.widgets.whatif import WhatIfPanel


class VerdictPage(Page):
    """The verdict with everything it rests on."""

    step = StepId.VERDICT

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        framework = context.framework
        self._verdict: Verdict | None = None
        self._first = ContradictionsFirst(framework)
        self._first.followed.connect(self.navigate)
        self._card = VerdictCard(framework)
        self._signals = SignalRows(framework)
        self._resolve = ResolveFirst(framework)
        self._charts = VerdictCharts(context)
        self._whatif = WhatIfPanel(framework)
        self._changes = ChangeSets(framework)
        self._scenarios = ScenarioPanel(context)
        self._sureness = SurenessView(context)
        self._trace = TraceView(framework)
        self._timing = TimingTable(framework)
        self._predictions = PredictionCard(context)
        self._trap = self._build_trap()
        self._since = label("", name="changed_since")
        self._since_card = card(self._since, name="changed_since_notice", role="notice")
        self._since_card.hide()
        self._lay_out()
        self._signals.followed.connect(self.navigate)
        self._resolve.followed.connect(self.navigate)
        self._changes.tried.connect(self._on_tried)
        self._whatif.changed.connect(self._scenarios.show_inputs)
        self._scenarios.loaded.connect(self._on_tried)
        self._scenarios.edited.connect(self.edited)
        self._predictions.edited.connect(self.edited)
        self._predictions.history_wanted.connect(self.history_wanted)

    @property
    def beginning(self) -> QWidget:
        """Begin with what is to be settled first, else with the signals."""
        return self._signal_card if self._first.isHidden() else self._first

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the verdict in force: as of completion where the assessment is complete."""
        framework, inputs = self.context.framework, inputs_of(assessment)
        live = decide(inputs, framework)
        complete = assessment.status is AssessmentStatus.COMPLETE
        shown = assessment.verdict if complete and assessment.verdict else live
        self._verdict = live
        today = self.context.today()
        self._card.show_verdict(shown, headline(assessment, shown, framework, today))
        self._show_contradictions(assessment, shown)
        self._trap.setVisible(Answer.YES in assessment.symptoms.values())
        self._signals.show_signals(assessment, today)
        self._resolve.show_signals(shown.resolve_first)
        self._whatif.show_inputs(inputs)
        self._scenarios.show_assessment(assessment)
        self._scenario_card.setVisible(bool(assessment.scenarios) or not self.context.locked())
        self._changes.show_inputs(inputs)
        self._sureness.show_assessment(assessment)
        self._trace.show_trace(shown.trace)
        timing = timing_row(framework, users_now(inputs, framework.thresholds))
        self._timing.show_current(timing.id)
        self._timing_fold.set_text(self.tr("Timing by active users: {now} now").format(now=timing.name))
        self._charts.show_verdict(shown, self.context.product().with_assessment(assessment))
        self._predictions.show_assessment(assessment)
        self._show_completion(assessment, live, shown)
        self._links.refresh()

    def _lay_out(self) -> None:
        tr = self.tr
        self._whatif_fold = Disclosure(tr("Try other answers"), "open_whatif", self._whatif)
        self._scenario_card = card(label(tr("Scenarios"), "heading"), self._scenarios, name="scenarios")
        self._timing_fold = Disclosure("", "open_timing", self._timing)
        self._signal_card = card(label(tr("The five signals"), "heading"), self._signals, name="signals")
        heading = label(tr("What would change it"), "heading")
        whatif = card(heading, self._changes, self._whatif_fold, name="whatif")
        sureness = card(label(tr("How sure is this"), "heading"), self._sureness, name="sureness")
        trace = card(label(tr("Why: each rule in its order"), "heading"), self._trace, name="trace")
        completion = self._build_completion()
        self._links = PageLinks(
            {
                "whatif": (tr("What would change it"), whatif),
                "scenarios": (tr("Scenarios"), self._scenario_card),
                "sureness": (tr("How sure is this"), sureness),
                "trace": (tr("Why"), trace),
                "predictions": (tr("Predictions"), self._predictions),
                "completion": (tr("Completion"), completion),
            }
        )
        self._links.followed.connect(self.part_wanted)
        self.setLayout(
            column(
                self._since_card, self._first, self._card, self._trap, self._links, self._signal_card,
                self._resolve,
                card(label(tr("Where you are, and where you may go"), "heading"), self._charts.ladder),
                whatif, self._scenario_card, sureness, trace,
                card(self._timing_fold, name="timing_card"),
                self._charts.progression_card, self._predictions, completion,
                spacing=2,
            )
        )  # fmt: skip

    def _show_contradictions(self, assessment: Assessment, shown: Verdict) -> None:
        """Show what is open above a verdict that says go, and beside any other."""
        self._first.show_checks(open_contradictions(assessment, self.context.framework))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            above = layout.indexOf(self._first) < layout.indexOf(self._card)
            if above is not says_go(shown.code):
                layout.removeWidget(self._first)
                place = layout.indexOf(self._card)
                layout.insertWidget(place if says_go(shown.code) else place + 1, self._first)

    def _build_trap(self) -> QFrame:
        warning = self.context.framework.trap_warning
        link = button(self.tr("See the symptoms"), "open_trap", role="link")
        link.clicked.connect(lambda: self.navigate.emit(StepId.TRAP))
        links = row(link)
        links.addStretch(1)
        made = card(
            label(warning.title, "heading"),
            label(warning.action, "strong"),
            links,
            name="trap_beside_verdict",
            role="warning",
        )
        made.hide()
        return made

    def _build_completion(self) -> QFrame:
        self._completion = label("", name="completion")
        self._complete = button(self.tr("Mark the assessment complete"), "complete")
        self._complete.clicked.connect(self._on_complete)
        self._reopen = button(self.tr("Open it again for changes"), "reopen")
        self._reopen.clicked.connect(self._on_reopen)
        history = button(self.tr("History and comparison"), "open_history", role="link")
        history.clicked.connect(self.history_wanted)
        buttons = row(self._complete, self._reopen, history)
        buttons.addStretch(1)
        return card(label(self.tr("Completion"), "heading"), self._completion, buttons)

    def _show_completion(self, assessment: Assessment, live: Verdict, shown: Verdict) -> None:
        complete = assessment.status is AssessmentStatus.COMPLETE
        locked = self.context.locked()
        self._complete.setVisible(not complete and not locked)
        self._reopen.setVisible(complete and not locked)
        if complete and assessment.completed is not None:
            day = long_day(self.locale(), assessment.completed.date())
            words = self.tr("Marked complete on {day}; the verdict is kept as of then.").format(day=day)
        elif locked:
            words = self.tr("It was not marked complete.")
        else:
            words = self.tr("Marking it complete keeps this verdict as it stands today. You can undo that.")
        if locked:
            words += " " + self.tr("It can only be read, so nothing can be changed here.")
        self._completion.setText(words)
        differs = live.code is not shown.code
        self._since_card.setVisible(differs)
        title = self.context.framework.verdicts[live.code].title
        self._since.setText(
            self.tr("Answers changed since this was marked complete. They now give: {title}").format(
                title=title
            )
        )

    def _on_complete(self) -> None:
        verdict, now, version = self._verdict, datetime.now(UTC), self.context.framework.version
        self.edited.emit(
            Edit(
                lambda assessment: replace(
                    assessment,
                    status=AssessmentStatus.COMPLETE,
                    completed=now,
                    verdict=verdict,
                    framework_version=version,
                )
            )
        )

    def _on_reopen(self) -> None:
        self.edited.emit(
            Edit(
                lambda assessment: replace(
                    assessment, status=AssessmentStatus.DRAFT, completed=None, verdict=None
                )
            )
        )

    def _on_tried(self, inputs: Inputs) -> None:
        self._whatif_fold.set_open(True)
        self._whatif.try_inputs(inputs)
        self._whatif.focus_first()
