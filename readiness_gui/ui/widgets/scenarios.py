"""Scenarios: the what-if on screen kept under a name, loaded again, renamed, removed and compared."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from readiness_gui.core import scenarios
from readiness_gui.core.model import Assessment, Scenario, new_id
from readiness_gui.core.verdict import Inputs, inputs_of, outcome
from readiness_gui.ui.page import Edit, PageContext
from readiness_gui.ui.widgets.basics import breakable, button, card, column, label, row
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.compare_table import CompareTable
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import Field, LineField, NameLine


class ScenarioPanel(QWidget):
    """Emits edits of the scenarios; ``loaded`` carries the inputs of one to be tried again."""

    #: carries an :class:`Edit`
    edited = Signal(object)
    #: carries :class:`Inputs`
    loaded = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._inputs: Inputs | None = None
        self._suggested = ""
        #: scenarios the user does not want to compare, and the one whose name is being changed
        self._left_out: set[str] = set()
        self._renaming = ""
        self._shown: tuple[object, ...] = ()
        self._name = LineField("scenario_name", self.tr("Name of the scenario"))
        self._name.setMaxLength(scenarios.NAME_LIMIT)
        self._field = Field(self.tr("Keep the present what-if as"), self._name)
        self._keep = button(self.tr("Keep it"), "keep_scenario")
        self._none = label(
            self.tr(
                "No scenario is kept yet. Try other answers above, give what you tried a name, and keep it "
                "to compare it with the assessment later."
            ),
            "muted",
            name="no_scenarios",
        )
        self._list = column(spacing=1)
        self._kept = QWidget()
        self._hint = label(self.tr("≠ marks what is other than in the assessment."), "muted")
        self._table = CompareTable("compare_scenarios")
        beside = QWidget()
        beside.setLayout(column(self._hint, self._table, spacing=1))
        self._beside = Disclosure(self.tr("Side by side with the assessment"), "open_compare", beside)
        self._kept.setLayout(column(self._none, self._list, self._beside, spacing=1))
        keep = row(self._keep)
        keep.addStretch(1)
        self._keeping = QWidget()
        self._keeping.setLayout(column(self._field, keep, spacing=1))
        self.setLayout(column(self._keeping, self._kept, spacing=1))
        self._keep.clicked.connect(self._on_keep)
        self._name.returnPressed.connect(self._on_keep)
        self._name.textEdited.connect(lambda _text: self._field.show_problem(""))

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the scenarios of an assessment; none is kept, renamed or removed where it is locked."""
        self._assessment = assessment
        self._suggest()
        locked = self._context.locked()
        self._keeping.setVisible(not locked)
        shown = (assessment.scenarios, inputs_of(assessment), locked)
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def show_inputs(self, inputs: Inputs) -> None:
        """Take over what the switches say now, and suggest a name for it."""
        self._inputs = inputs
        self._suggest()

    def _suggest(self) -> None:
        """Suggest a name unless the user has typed one."""
        if self._assessment is None or self._inputs is None:
            return
        if self._name.text() == self._suggested:
            framework = self._context.framework
            needless = scenarios.keep_problem(self._assessment, self._inputs, framework)
            name = "" if needless else scenarios.suggested_name(self._assessment, self._inputs, framework)
            self._suggested = name
            self._name.show_text(self._suggested)
            self._name.setCursorPosition(0)
        self._field.show_problem("")

    def _on_keep(self) -> None:
        assessment, inputs, framework = self._assessment, self._inputs, self._context.framework
        if assessment is None or inputs is None:
            return
        name = self._name.text()
        problem = scenarios.keep_problem(assessment, inputs, framework)
        problem = problem or scenarios.name_problem(assessment, name, framework)
        if problem:
            self._field.show_problem(problem)
            self._name.setFocus()
            return
        self._suggested = ""
        self._name.clear()
        day, scenario_id = self._context.today(), new_id()
        self.edited.emit(Edit(lambda one: scenarios.keep(one, name, inputs, day, scenario_id)))

    # -- the list -----------------------------------------------------------------------------------

    def _fill(self) -> None:
        if self._assessment is None:
            return
        kept = self._assessment.scenarios
        self._kept.hide()  # parts shown singly would each lay the page out anew
        empty(self._list)
        for at, scenario in enumerate(kept):
            self._list.addWidget(self._build_line(at, scenario))
        self._none.setVisible(not kept and not self._context.locked())
        self._compare()
        self._kept.show()

    def _build_line(self, at: int, scenario: Scenario) -> QWidget:
        framework = self._context.framework
        code = outcome(scenarios.inputs_of_scenario(scenario), framework.thresholds)[0]
        kept = self.tr("{verdict} · kept on {day}").format(
            verdict=framework.verdicts[code].title, day=long_day(self.locale(), scenario.kept)
        )
        verdict = label(kept, "muted", name=f"scenario_verdict_{at}")
        if scenario.id == self._renaming:
            return card(self._build_renaming(at, scenario), verdict, name=f"scenario_{at}", role="tile")
        name = label(breakable(scenario.name), "strong", name=f"scenario_name_{at}")
        compared = QCheckBox(self.tr("Compare"))
        compared.setObjectName(f"compare_{at}")
        compared.setAccessibleName(self.tr("Compare “{name}”").format(name=scenario.name))
        compared.setChecked(scenario.id not in self._left_out)
        compared.toggled.connect(partial(self._on_compared, scenario.id))
        top = row(name, compared)
        top.setStretch(0, 1)
        buttons = []
        offered = [
            ("load", self.tr("Load into the switches"), self.tr("Load “{name}”"), self._on_load),
            ("rename", self.tr("Rename"), self.tr("Rename “{name}”"), self._on_rename),
            ("remove", self.tr("Remove"), self.tr("Remove “{name}”"), self._on_remove),
        ]
        for what, words, spoken, handler in offered[:1] if self._context.locked() else offered:
            made = button(words, f"{what}_scenario_{at}", role="quiet")
            made.setAccessibleName(spoken.format(name=scenario.name))
            made.clicked.connect(partial(handler, scenario))
            buttons.append(made)
        return card(column(top, verdict, FlowRow(*buttons), spacing=0), name=f"scenario_{at}", role="tile")

    def _build_renaming(self, at: int, scenario: Scenario) -> QWidget:
        line = NameLine("rename_scenario", self.tr("New name"))
        line.setMaxLength(scenarios.NAME_LIMIT)
        line.setText(scenario.name)
        field = Field(self.tr("New name"), line)
        done = button(self.tr("Rename"), f"rename_scenario_{at}")
        stop = button(self.tr("Cancel"), "cancel_rename", role="quiet")
        done.clicked.connect(lambda: self._on_renamed(scenario, field))
        line.returnPressed.connect(lambda: self._on_renamed(scenario, field))
        line.given_up.connect(self._end_renaming)
        stop.clicked.connect(self._end_renaming)
        made = QWidget()
        made.setLayout(column(field, FlowRow(done, stop), spacing=1))
        return made

    def _on_load(self, scenario: Scenario) -> None:
        self.loaded.emit(scenarios.inputs_of_scenario(scenario))

    def _on_rename(self, scenario: Scenario) -> None:
        self._renaming = scenario.id
        self._fill()
        line = self.findChild(NameLine, "rename_scenario")
        if line is not None:
            line.setFocus()
            line.selectAll()

    def _on_renamed(self, scenario: Scenario, field: Field) -> None:
        if self._assessment is None or not isinstance(field.control, NameLine):
            return
        name = field.control.text()
        problem = scenarios.name_problem(self._assessment, name, self._context.framework, scenario.id)
        if problem:
            field.show_problem(problem)
            field.control.setFocus()
            return
        self.edited.emit(Edit(lambda one: scenarios.rename(one, scenario.id, name)))
        self._end_renaming()

    def _end_renaming(self) -> None:
        """Show the line as it was, with the focus where the renaming began."""
        renamed, self._renaming = self._renaming, ""
        self._fill()
        kept = self._assessment.scenarios if self._assessment is not None else ()
        self._focus(next((at for at, one in enumerate(kept) if one.id == renamed), 0), "rename")

    def _on_remove(self, scenario: Scenario) -> None:
        if self._assessment is None:
            return
        place = self._assessment.scenarios.index(scenario)
        self.edited.emit(Edit(lambda one: scenarios.remove(one, scenario.id)))
        self._focus(max(0, min(place, len(self._assessment.scenarios) - 1)), "remove")

    def _focus(self, place: int, what: str) -> None:
        """Put the focus on a button of a line, on the name field where there is no line."""
        found = self.findChild(QWidget, f"{what}_scenario_{place}")
        (found or self._name).setFocus()

    # -- the table ----------------------------------------------------------------------------------

    def _on_compared(self, scenario_id: str, wanted: bool) -> None:  # noqa: FBT001 - a Qt slot
        (self._left_out.discard if wanted else self._left_out.add)(scenario_id)
        self._compare()

    def _compare(self) -> None:
        if self._assessment is None:
            return
        chosen = [one for one in self._assessment.scenarios if one.id not in self._left_out]
        self._beside.setVisible(bool(chosen))
        if chosen:
            framework = self._context.framework
            columns = scenarios.columns_of(self._assessment, chosen, framework)
            self._table.show_comparison(scenarios.compare(columns, framework))
