"""Product & stage: where the product stands today, and what this assessment speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.flow import problems_of
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import BusinessModel, Cadence, Detection, StepId
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.widgets.basics import card, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.plan_fields import DateField, Field, NoteField, PickField, show_beside


class StartPage(Page):
    """The claimed stage, how segments are detected, and the frame of the assessment."""

    step = StepId.START

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment: Assessment | None = None
        self._stage = ChoiceGroup("claimed_stage", self.tr("Stage the team says it is at"), self._stages())
        self._detection = ChoiceGroup(
            "detection", self.tr("How segments are detected today"), self._detections()
        )
        self._overestimate = label("", name="overestimate")
        self._notice = card(self._overestimate, name="overestimate_notice", role="notice")
        self._notice.hide()
        self._as_of = DateField("as_of", self.tr("As of"))
        self._participants = NoteField("participants", self.tr("Who takes part"), lines=2)
        self._model = PickField("business_model", self.tr("Business model"), self._models())
        self._cadence = ChoiceGroup(
            "cadence", self.tr("How often it is meant to be used"), self._cadences(), across=True
        )
        self._note = NoteField("context_note", self.tr("Anything a reader should know"))
        self._fields = self._build_fields()
        self.setLayout(column(*self._fields.values(), spacing=3))
        inner = self._fields["detection"].layout()
        if inner is not None:
            inner.addWidget(self._notice)
        self._connect()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the answers."""
        self._assessment = assessment
        self._stage.show_value(assessment.claimed_stage)
        self._detection.show_value(assessment.detection)
        self._as_of.show_date(assessment.as_of)
        if _names(self._participants.toPlainText()) != assessment.participants:
            self._participants.show_text("\n".join(assessment.participants))
        self._model.show_value(assessment.business_model)
        self._cadence.show_value(assessment.cadence)
        self._note.show_text(assessment.context_note)
        said = self._overestimation(assessment)
        self._overestimate.setText(said)
        self._notice.setVisible(bool(said))

    def problems(self) -> Sequence[Problem]:
        """Return what is to be mended here: a date in the future."""
        if self._assessment is None:
            return ()
        found = problems_of(self._assessment, self.context.framework, self.context.today())
        return [problem for step, problem in found if step is StepId.START]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field."""
        show_beside(self._fields, problems)

    def _build_fields(self) -> dict[str, Field]:
        one_a_line = self.tr("One name a line. Leave it empty if you work alone.")
        counted = self.tr("Usually today. How old evidence is, is counted to this day.")
        benchmark = self.tr("Retention is compared with what is usual for this kind of product.")
        return {
            "claimed_stage": Field(self.tr("Which stage would the team say it is at?"), self._stage),
            "detection": Field(self.tr("How is a user's segment detected today?"), self._detection),
            "business_model": Field(self.tr("Business model"), self._model, benchmark),
            "cadence": Field(self.tr("How often is the product meant to be used?"), self._cadence),
            "as_of": Field(self.tr("Day that the answers describe"), self._as_of, counted),
            "participants": Field(self.tr("Who takes part"), self._participants, one_a_line),
            "context_note": Field(self.tr("Anything a reader of the report should know"), self._note),
        }

    def _connect(self) -> None:
        self._stage.chosen.connect(lambda value: self._replace("claimed_stage", value))
        self._detection.chosen.connect(lambda value: self._replace("detection", value))
        self._as_of.date_edited.connect(lambda value: self._replace("as_of", value))
        self._model.picked.connect(lambda value: self._replace("business_model", value))
        self._cadence.chosen.connect(lambda value: self._replace("cadence", value))
        self._participants.text_edited.connect(
            lambda text: self._replace("participants", _names(text), "participants")
        )
        self._note.text_edited.connect(lambda text: self._replace("context_note", text, "context_note"))

    def _replace(self, field: str, value: object, merge_key: str | None = None) -> None:
        changes = {field: value}

        def change(assessment: Assessment) -> Assessment:
            return replace(assessment, **changes)  # type: ignore[arg-type]  # one of the fields connected above

        self.edited.emit(Edit(change, merge_key))

    def _overestimation(self, assessment: Assessment) -> str:
        claimed = assessment.claimed_stage or 1
        if claimed == 1 or assessment.segment_detection:
            return ""
        why = self.context.framework.rules["S0"].why
        if assessment.detection is Detection.NONE:
            said = self.tr(
                "You chose stage {claimed}, yet nothing detects segments. The product counts as stage 1."
            )
        else:
            said = self.tr(
                "You chose stage {claimed}. Until it is known how segments are detected, "
                "the product counts as stage 1."
            )
        return f"{said.format(claimed=claimed)} {why}"

    def _stages(self) -> list[Option]:
        made = []
        for stage in sorted(self.context.framework.stages):
            text = self.context.framework.stages[stage]
            title = self.tr("Stage {number}: {name}").format(number=stage, name=text.name)
            aside = self.tr("Takes {investment} · expect: {expected}").format(
                investment=text.investment, expected=text.expected
            )
            made.append(Option(stage, title, text.what, aside))
        return made

    def _detections(self) -> list[Option]:
        details = {
            Detection.NONE: self.tr("Everybody gets the same product."),
            Detection.ONBOARDING: self.tr("New users say what they came for or how experienced they are."),
            Detection.BEHAVIOUR: self.tr("What users do decides in which segment they are."),
            Detection.BOTH: self.tr("Both of these decide together."),
            Detection.UNKNOWN: self.tr("Until somebody finds out, the product counts as stage 1."),
        }
        return [
            Option(each, self._word("detection", each.value), details.get(each, "")) for each in Detection
        ]

    def _models(self) -> dict[str, object]:
        names: dict[str, object] = {self.tr("I don't know yet"): None}
        for model in BusinessModel:
            names[self.context.framework.business_models[model]] = model
        return names

    def _cadences(self) -> list[Option]:
        return [Option(cadence, self._word("cadence", cadence.value)) for cadence in Cadence]

    def _word(self, table: str, key: str) -> str:
        return self.context.framework.phrase(f"core.{table}.{key}")


def _names(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
