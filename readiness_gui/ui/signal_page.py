"""What the pages of the five signals share: entry, finding, the team's own answer, and its circumstances."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QDateEdit, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.flow import problems_of
from readiness_gui.core.model import Assessment, Evidence, Figures, PmfEvidence
from readiness_gui.core.signal import holds_data, replacement
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.evidence.assess import check
from readiness_gui.ui.import_page import ImportPage
from readiness_gui.ui.page import Edit, PageContext
from readiness_gui.ui.widgets.agreed_note import AgreedNote
from readiness_gui.ui.widgets.basics import card, column, label
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.finding_card import FindingCard
from readiness_gui.ui.widgets.import_outcome import Circumstances
from readiness_gui.ui.widgets.number_field import NumberField
from readiness_gui.ui.widgets.own_answer import OwnAnswer
from readiness_gui.ui.widgets.page_links import PageLinks
from readiness_gui.ui.widgets.room_vote import RoomVote

if TYPE_CHECKING:
    from readiness_gui.charts.style import Table
    from readiness_gui.evidence.imports import Imported, Kind
    from readiness_gui.ui.widgets.chart_view import Draw

#: what a file on the page of a signal holds
KINDS: Mapping[SignalId, Kind] = {
    SignalId.PMF: "events",
    SignalId.ACTIVE_USERS: "events",
    SignalId.DIVERSITY: "interviews",
    SignalId.GENERIC_FAILURE: "complaints",
    SignalId.RETENTION_PRIORITY: "ranking",
}

#: how many problems are named at once; a pasted table can have thousands
MOST_PROBLEMS = 20


class SignalPage(ImportPage):
    """One signal. A subclass builds the entry of its evidence and says how its figures are drawn."""

    signal: ClassVar[SignalId]
    #: the control that stands for a field named by the checks, where the names differ
    CONTROLS: ClassVar[Mapping[str, str]] = {}

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(KINDS[self.signal], context, parent)
        self.assessment: Assessment | None = None
        self.entry = self.build_entry()
        self.entry_problem = label("", "error", name=f"{self.signal}_problem")
        self.entry_problem.hide()
        self.finding = FindingCard(self.signal, context, self.chart_of)
        self.answer = OwnAnswer(self.signal, context)
        self.answer.changed.connect(self._on_answer)
        self.room = RoomVote(self.signal, context)
        self.room.edited.connect(self.edited)
        self.room.start_wanted.connect(lambda: self.navigate.emit(StepId.START))
        self.agreed = AgreedNote(context, f"signals.{self.signal}")
        self._ask = Disclosure(self.tr("Ask the room"), "ask_room", self.room)
        room = card(self._ask, name=f"{self.signal}_room")
        self._entry_card = card(self.entry_problem, self.imports, self.entry, name=f"{self.signal}_entry")
        links = PageLinks(
            {
                "finding": (self.tr("What the evidence says"), self.finding),
                "answer": (self.tr("Your own answer"), self.answer),
                "room": (self.tr("Ask the room"), room),
            }
        )
        links.followed.connect(self._on_part)
        self.setLayout(
            column(links, self.agreed, self._entry_card, self.finding, self.answer, room, spacing=2)
        )
        self.take_drops()

    @property
    def beginning(self) -> QWidget:
        """Begin with the evidence, past the links above it."""
        return self._entry_card

    @abstractmethod
    def build_entry(self) -> QWidget:
        """Return the controls for the evidence; called once."""

    @abstractmethod
    def show_evidence(self, evidence: Evidence | None, assessment: Assessment) -> None:
        """Show the evidence in the controls."""

    @abstractmethod
    def chart_of(self, figures: Figures) -> tuple[Draw, Table] | None:
        """Return how the figures are drawn and their data; called in the background."""

    def entry_problems(self) -> Sequence[Problem]:
        """Return what was typed and cannot be read."""
        return ()

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark the places in the entry that are to be mended."""

    def forget(self) -> None:
        """Drop what was typed and is no evidence yet: another assessment is about to be shown."""
        for grid in self.findChildren(EvidenceGrid):
            grid.forget()
        for field in self.findChildren(NumberField):
            field.clear()
        self.show_problems(())

    def show_assessment(self, assessment: Assessment) -> None:
        """Show evidence, finding and answer."""
        if self.assessment is not None and self.assessment.id != assessment.id:
            self.forget()
        self.assessment = assessment
        answer = assessment.signals[self.signal]
        self.show_evidence(answer.evidence, assessment)
        source = answer.evidence.provenance if answer.evidence is not None else None
        self.imports.show_source(source, answer.replaced)
        if self.imports.warehouse is not None:
            self.imports.warehouse.cadence = assessment.cadence
        self.agreed.show_assessment(assessment)
        self.room.show_assessment(assessment)
        self.finding.show_answer(answer)
        self.answer.show_answer(answer, assessment.judged_on(self.context.today()))

    def problems(self) -> Sequence[Problem]:
        """Return what cannot be read, what is wrong in the evidence, and what the answer lacks."""
        if self.assessment is None:
            return ()
        today, framework = self.context.today(), self.context.framework
        unread = list(self.entry_problems())
        evidence = self.assessment.signals[self.signal].evidence
        found = unread or [
            replace(one, field=self.CONTROLS.get(one.field, one.field))
            for one in check(self.signal, evidence, framework=framework, today=today)
        ]
        if len(found) > MOST_PROBLEMS:
            words = self.tr("… and {count} more").format(count=len(found) - MOST_PROBLEMS)
            found = [*found[:MOST_PROBLEMS], Problem(found[0].field, words)]
        answers = [
            problem for step, problem in problems_of(self.assessment, framework, today) if step is self.step
        ]
        return [*found, *answers]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems of the evidence above its entry, the others beside their fields."""
        mine = [one for one in problems if one.field not in OwnAnswer.FIELDS]
        self.entry_problem.setText("\n".join(one.message for one in mine))
        self.entry_problem.setVisible(bool(mine))
        self.mark(mine)
        self.answer.show_problems(problems)

    def commit(self) -> None:
        """Take over what is still in an open cell or in a date being typed."""
        for grid in self.findChildren(EvidenceGrid):
            grid.commit()
        for field in self.findChildren(QDateEdit):
            field.interpretText()

    def edit_evidence(self, evidence: Evidence | None, merge_key: str | None = None) -> None:
        """Ask for new evidence; its date becomes today where none was given."""
        today = self.context.today()

        def change(assessment: Assessment) -> Assessment:
            answer = assessment.signals[self.signal]
            day = answer.evidence_date or (today if evidence is not None else None)
            replaced = replacement(answer.evidence, evidence, today) or answer.replaced
            return assessment.with_signal(
                self.signal, evidence=evidence, evidence_date=day, replaced=replaced
            )

        self.edited.emit(Edit(change, merge_key or None))

    def circumstances(self) -> Circumstances:
        """Return what an import is judged by, and what it would replace."""
        if self.assessment is None:
            return Circumstances()
        names = []
        for signal in (one for one, kind in KINDS.items() if kind == KINDS[self.signal]):
            evidence = self.assessment.signals[signal].evidence
            if evidence is not None and holds_data(evidence):
                source = evidence.provenance
                names.append(source.file_name if source else self.tr("numbers typed by hand"))
        words = self.tr("It replaces: {names}. Undo brings that back.").format(
            names=", ".join(dict.fromkeys(names))
        )
        pmf = self.assessment.signals[SignalId.PMF].evidence
        return Circumstances(
            self.assessment.business_model,
            self.assessment.cadence,
            words if names else "",
            pmf.survey if isinstance(pmf, PmfEvidence) else None,
        )

    def take_over(self, made: Imported) -> None:
        """Take over all signals of an import as one step."""
        today = self.context.today()

        def change(assessment: Assessment) -> Assessment:
            for signal, found in made.evidence.items():
                answer, evidence = assessment.signals[signal], found
                if isinstance(evidence, PmfEvidence) and isinstance(answer.evidence, PmfEvidence):
                    evidence = replace(evidence, survey=answer.evidence.survey)
                source = evidence.provenance
                assessment = assessment.with_signal(
                    signal,
                    evidence=evidence,
                    evidence_date=source.period_end if source and source.period_end else today,
                    replaced=replacement(answer.evidence, evidence, today) or answer.replaced,
                )
            return assessment

        self.edited.emit(Edit(change))

    def _on_part(self, part: QWidget) -> None:
        if part is self._ask.parentWidget():
            self._ask.set_open(True)
        self.part_wanted.emit(part)

    def _on_answer(self, changes: dict[str, object], merge_key: str) -> None:
        def change(assessment: Assessment) -> Assessment:
            return assessment.with_signal(self.signal, **changes)

        self.edited.emit(Edit(change, merge_key or None))
