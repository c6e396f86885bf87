"""Gate: what segments changed, month by month, and whether that calls for individual models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from readiness_gui.core.contradictions import Outcome, standing_words, symptom_check
from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment, GateAnswer, GateReading, Provenance
from readiness_gui.core.signal import changed_source
from readiness_gui.core.terms import Answer, GateResult, StepId, SymptomId
from readiness_gui.evidence.assess import check_gate
from readiness_gui.evidence.clipboard import readings as read_readings
from readiness_gui.evidence.gate_plan import suggestions
from readiness_gui.ui.import_page import ImportPage
from readiness_gui.ui.page import Edit, PageContext
from readiness_gui.ui.widgets.basics import breakable, card, column, label, set_role
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.evidence_grid import EvidenceGrid
from readiness_gui.ui.widgets.evidence_rows import reading_spec
from readiness_gui.ui.widgets.gate_chart import GateChart
from readiness_gui.ui.widgets.gate_plan import GatePlanCard
from readiness_gui.ui.widgets.gate_result import GateResultView
from readiness_gui.ui.widgets.import_outcome import Circumstances
from readiness_gui.ui.widgets.page_links import PageLinks
from readiness_gui.ui.widgets.plan_fields import Field, NoteField

if TYPE_CHECKING:
    from readiness_gui.evidence.imports import Imported


class GatePage(ImportPage):
    """Readings, what they say, or the team's own word where nothing was measured."""

    step = StepId.GATE

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("gate", context, parent)
        self._assessment: Assessment | None = None
        self._grid: EvidenceGrid[GateReading] = EvidenceGrid(
            "readings",
            self.tr("Readings of the evaluation"),
            reading_spec(self._titles()),
            read_readings,
            context.framework,
        )
        self._grid.grid.setAccessibleDescription(self._explain_grid())
        self._grid_problem = label("", "error", name="readings_problem")
        self._grid_problem.hide()
        words = context.framework.answers
        self._formed = ChoiceGroup(
            "formed_before",
            self.tr("Segments were formed before the change"),
            [Option(answer, words[answer]) for answer in Answer],
            across=True,
        )
        self._formed_field = Field(
            self.tr("Were the segments formed before anything was adapted for them?"),
            self._formed,
            self.tr("Segments that form afterwards sort users by how they reacted, and prove nothing."),
        )
        self._claimed = ChoiceGroup(
            "claimed_result", self.tr("What the team would say without readings"), self._results()
        )
        self._result = GateResultView(context.framework)
        self._chart = GateChart(context)
        self._plan = GatePlanCard(context.framework)
        self._contradiction = label("", name="gate_contradiction")
        self._warning = card(self._contradiction, name="gate_contradiction_notice", role="warning")
        self._note = NoteField("gate_note", self.tr("Note on the gate"))
        self._lay_out()
        self.take_drops()
        self._connect()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show readings, answers and what they say."""
        if self._assessment is not None and self._assessment.id != assessment.id:
            self._grid.forget()
        self._assessment = assessment
        gate = assessment.gate
        self._grid.show_values(gate.readings)
        self.imports.show_source(gate.provenance, gate.replaced)
        self._formed.show_value(gate.formed_before)
        self._claimed.show_value(gate.claimed)
        self._note.show_text(gate.note)
        self._claim_card.setVisible(gate.finding is None)
        today = self.context.today()
        self._plan.show_plan(gate.plan, suggestions(assessment, self.context.framework, today))
        self._result.show_result(gate.result, gate.finding, today)
        self._result.show_unread([one.message for one in check_gate(gate, self.context.framework)])
        self._chart.show_gate(gate.finding)
        self._show_contradiction(assessment)

    def _show_contradiction(self, assessment: Assessment) -> None:
        """Show that symptom 5 and the readings contradict each other, with the reason if there is one."""
        check = symptom_check(SymptomId.NO_DIFFERENCE, assessment, self.context.framework)
        self._contradiction.setText(breakable(standing_words(check, self.context.framework)))
        self._warning.setVisible(check.outcome is Outcome.CONTRADICTS)
        set_role(self._warning, "warning" if check.open else "notice")

    @property
    def beginning(self) -> QWidget:
        """Begin with the plan, past the links above it."""
        return self._plan

    def problems(self) -> Sequence[Problem]:
        """Return rows that are no reading yet, then what is wrong with the readings."""
        unread = self._grid.unreadable("readings")
        gate = self._assessment.gate if self._assessment else GateAnswer()
        found = unread or list(check_gate(gate, self.context.framework))
        if gate.readings and gate.formed_before is Answer.NO:
            words = self.context.framework.phrase("core.problem.formed_after")
            found.append(Problem("formed_before", words))
        return [*self._plan.problems(), *found]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems of readings above the grid, with their rows marked."""
        of_grid = [one for one in problems if one.field == "readings"]
        self._grid_problem.setText("\n".join(one.message for one in of_grid))
        self._grid_problem.setVisible(bool(of_grid))
        self._grid.mark(of_grid)
        others = [one.message for one in problems if one.field == "formed_before"]
        self._formed_field.show_problem("\n".join(others))
        self._plan.show_problems(problems)

    def commit(self) -> None:
        """Close an open cell, so that what it holds is kept."""
        self._grid.commit()

    def _lay_out(self) -> None:
        self._claim_card = card(
            Field(
                self.tr("Nothing measured? What would the team say?"),
                self._claimed,
                self.tr("Readings beat this as soon as there are any."),
            ),
            name="claim",
        )
        readings = card(
            label(self.tr("Users with and without segments"), "heading"),
            label(self._explain_grid(), "muted"),
            self._grid_problem,
            self.imports,
            self._grid,
            self._formed_field,
            name="readings_card",
        )
        result = card(self._result, self._chart, name="gate_result")
        links = PageLinks(
            {
                "readings": (self.tr("Users with and without segments"), readings),
                "result": (self.tr("What the gate says"), result),
            }
        )
        links.followed.connect(self.part_wanted)
        self.setLayout(
            column(
                links, self._build_explanation(), self._plan, readings, self._claim_card, self._warning,
                result, Field(self.tr("Note"), self._note),
            )
        )  # fmt: skip

    def _build_explanation(self) -> QFrame:
        framework = self.context.framework
        lines = [label(self.tr("What the gate can say"), "heading")]
        for result in (GateResult.UNDER_15, GateResult.RISING, GateResult.PLATEAU):
            text = framework.gate_results[result]
            lines.append(label(self.tr("{name}: {why}").format(name=text.name, why=text.why)))
        return card(*lines, name="gate_explained", role="notice")

    def _explain_grid(self) -> str:
        return self.tr(
            "A line a month: how many users had the product without and with segments, and how many of "
            "each stayed. Leave the segment empty for all users together. "
            "Ctrl+V pastes from a spreadsheet."
        )

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Segment"),
            self.tr("Month"),
            self.tr("Without:\nusers"),
            self.tr("Without:\nstayed"),
            self.tr("With:\nusers"),
            self.tr("With:\nstayed"),
        )

    def _results(self) -> list[Option]:
        texts = self.context.framework.gate_results
        return [Option(result, texts[result].name, texts[result].rule) for result in GateResult]

    def _connect(self) -> None:
        self._plan.planned.connect(self._on_planned)
        self._grid.edited.connect(self._on_readings)
        self._formed.chosen.connect(lambda answer: self._replace("formed_before", answer))
        self._claimed.chosen.connect(lambda result: self._replace("claimed", result))
        self._note.text_edited.connect(lambda text: self._replace("note", text, "gate_note"))

    def circumstances(self) -> Circumstances:
        """Return what an import is judged by, and what it would replace."""
        gate = self._assessment.gate if self._assessment else GateAnswer()
        source = gate.provenance.file_name if gate.provenance else self.tr("numbers typed by hand")
        words = self.tr("It replaces: {names}. Undo brings that back.").format(names=source)
        return Circumstances(replaces=words if gate.readings else "", gate=gate)

    def take_over(self, made: Imported) -> None:
        """Take over the readings of a file."""
        self._set_readings(made.readings, made.source)

    def _on_planned(self, field: str, value: object) -> None:
        changes = {field: value}

        def change(assessment: Assessment) -> Assessment:
            plan = replace(assessment.gate.plan, **changes)  # type: ignore[arg-type]  # a field of the plan
            return replace(assessment, gate=replace(assessment.gate, plan=plan))

        self.edited.emit(Edit(change, f"plan_{field}"))

    def _on_readings(self, key: str) -> None:
        self._set_readings(self._grid.values, None, key or None)

    def _set_readings(
        self, readings: tuple[GateReading, ...], source: Provenance | None, merge_key: str | None = None
    ) -> None:
        """Take over readings of a file, or typed ones, which are no longer what was imported."""
        today = self.context.today()

        def change(assessment: Assessment) -> Assessment:
            gate = assessment.gate
            noted = changed_source(gate.provenance, source, today) if gate.readings and readings else None
            changed = replace(gate, readings=readings, provenance=source, replaced=noted or gate.replaced)
            return replace(assessment, gate=changed)

        self.edited.emit(Edit(change, merge_key))

    def _replace(self, field: str, value: object, merge_key: str | None = None) -> None:
        changes = {field: value}

        def change(assessment: Assessment) -> Assessment:
            gate = replace(assessment.gate, **changes)  # type: ignore[arg-type]  # one of the fields connected above
            return replace(assessment, gate=gate)

        self.edited.emit(Edit(change, merge_key))
