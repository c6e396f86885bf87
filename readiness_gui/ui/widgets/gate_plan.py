"""The plan of the gate: what is to be measured, with suggestions of one click, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_plan import plan_problems, split_names
from readiness_gui.core.gate_words import plan_lines
from readiness_gui.core.model import GatePlan
from readiness_gui.evidence.gate_plan import Suggestion
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.number_field import NumberField
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.percent_field import PercentField
from readiness_gui.ui.widgets.plan_fields import Field, LineField, show_beside


class Suggestions(QWidget):
    """Buttons below a field, each with a value and where it comes from; those taken already are gone."""

    #: carries the :class:`Suggestion`
    used = Signal(object)

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._row = FlowRow()
        self._shown: tuple[Suggestion, ...] = ()
        self.setLayout(self._row)
        self.hide()

    def show_suggestions(self, found: Sequence[Suggestion]) -> None:
        """Show these."""
        self.setVisible(bool(found))
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        empty(self._row)
        for place, one in enumerate(found):
            made = button(one.words, f"use_{self._field}_{place}", role="link", hint=one.detail)
            made.setAccessibleName(one.words)
            made.clicked.connect(lambda _checked=False, taken=one: self.used.emit(taken))
            self._row.addWidget(made)
            made.show()


class GatePlanCard(QWidget):
    """Six fields with suggestions; below them the users needed and the day on which they are there."""

    #: carries the name of a field of :class:`GatePlan` and its new value
    planned = Signal(str, object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._plan = GatePlan()
        self._fields: dict[str, Field] = {}
        self._suggestions: dict[str, Suggestions] = {}
        self._metric = LineField("plan_metric", self._name("metric"))
        self._segments = LineField("plan_segments", self._name("segments"))
        self._baseline = PercentField("plan_baseline", self._name("baseline"))
        self._users = NumberField("plan_users_a_month", self._name("users_a_month"))
        self._growth = PercentField("plan_growth", self._name("growth"))
        self._start = OptionalDate("plan_start", self._name("start"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(UNIT)
        self._outlook = card(
            label(self.tr("What this takes"), "heading"), self._lines, name="plan_outlook", role="notice"
        )
        self._shown: tuple[str, ...] = ()
        self._lay_out()
        self._connect()

    def show_plan(self, plan: GatePlan, found: Sequence[Suggestion]) -> None:
        """Show a plan, what it comes to, and the suggestions that it does not follow yet."""
        self._plan = plan
        self._metric.show_text(plan.metric)
        if split_names(self._segments.text()) != plan.segments:
            self._segments.show_text("; ".join(plan.segments))
        self._baseline.show_share(plan.baseline)
        self._users.show_number(plan.users_a_month)
        self._growth.show_share(plan.growth)
        self._start.show_date(plan.start)
        for name, row in self._suggestions.items():
            row.show_suggestions([one for one in found if one.field == name and not one.taken(plan)])
        self._show_lines(plan_lines(plan, self._framework))

    def problems(self) -> list[Problem]:
        """Return what cannot be read, then what cannot be."""
        unread = [
            Problem(control.objectName(), self._unread(control, example))
            for control, example in ((self._baseline, "31 %"), (self._users, "640"), (self._growth, "4 %"))
            if control.unreadable
        ]
        return [*unread, *plan_problems(self._plan, self._framework)]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field."""
        show_beside({f"plan_{name}": field for name, field in self._fields.items()}, problems)

    def _lay_out(self) -> None:
        tr = self.tr
        hints = {
            "metric": tr("Decide it before anything is adapted, and count it the same way each month."),
            "segments": tr("3 to 5, separated by semicolons. Leave it empty to read all users together."),
            "baseline": tr("The share of users who stay as the product is today, in per cent."),
            "users_a_month": tr(
                "With and without segments together, each person once: where the same people come back "
                "every month, enter only those who are new in a month."
            ),
            "growth": tr("In per cent; negative where they get fewer, empty for none."),
            "start": tr("The day from which users are put into one of the two groups at random."),
        }
        controls = (self._metric, self._segments, self._baseline, self._users, self._growth, self._start)
        parts: list[QWidget] = [
            label(tr("Plan the gate"), "heading"),
            label(tr("Before anything is read: how many users it takes, and when you have them."), "muted"),
        ]
        for (name, hint), control in zip(hints.items(), controls, strict=True):
            field = self._fields[name] = Field(self._name(name), control, hint)
            below = self._suggestions[name] = Suggestions(name)
            holder = QWidget()
            holder.setLayout(column(field, below, spacing=0))
            parts.append(holder)
        self.setLayout(column(card(*parts, self._outlook, name="plan_card")))

    def _connect(self) -> None:
        emit = self.planned.emit
        self._metric.textEdited.connect(lambda text: emit("metric", text))
        self._segments.textEdited.connect(lambda text: emit("segments", split_names(text)))
        self._baseline.share_edited.connect(lambda share: emit("baseline", share))
        self._users.number_edited.connect(lambda count: emit("users_a_month", count))
        self._growth.share_edited.connect(lambda share: emit("growth", share))
        self._start.date_edited.connect(lambda day: emit("start", day))
        for row in self._suggestions.values():
            row.used.connect(self._on_used)

    def _on_used(self, one: Suggestion) -> None:
        self._fields[one.field].control.setFocus()
        self.planned.emit(one.field, one.value)

    def _name(self, field: str) -> str:
        return self._framework.phrase(f"gate_plan.field.{field}")

    def _unread(self, control: LineField, example: str) -> str:
        return self._framework.phrase(
            "gate_plan.problem.number", text=control.text().strip(), example=example
        )

    def _show_lines(self, lines: tuple[str, ...]) -> None:
        self._outlook.setVisible(bool(lines))
        if lines == self._shown:
            return
        self._shown = lines
        empty(self._lines)
        for place, line in enumerate(lines):
            self._lines.addWidget(label(breakable(line), name=f"plan_line_{place}"))
