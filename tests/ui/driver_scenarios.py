"""Verbs of scenarios on the verdict page."""

from __future__ import annotations

from typing import Self

from PySide6.QtWidgets import QTableWidget, QWidget

from readiness_gui.core.terms import StepId
from tests.ui.driver_plan import PlanVerbs


class ScenarioVerbs(PlanVerbs):
    """Tries and keeps what-ifs."""

    def what_if(self, switch: str, value: object) -> Self:
        """Switch one thing in the what-if, by keyboard."""
        self.on(StepId.VERDICT)
        if not self.shown("whatif_pmf"):
            self.click("open_whatif")
        return self.pick(f"whatif_{switch}", value)

    def keep_scenario(self, name: str = "") -> Self:
        """Keep the what-if, under the name suggested unless one is given."""
        if name:
            self.type("scenario_name", name)
        else:
            self.find_focus("scenario_name")
        return self.press("Return")

    def find_focus(self, name: str) -> Self:
        """Put the focus on a control as Tab would."""
        self.find(QWidget, name).setFocus()
        return self

    @property
    def scenarios(self) -> list[str]:
        """Return the names of the scenarios kept."""
        return [one.name for one in self.assessment.scenarios]

    @property
    def compared(self) -> list[str]:
        """Return the names of the columns compared."""
        table = self.find(QTableWidget, "compare_scenarios")
        heads = [table.horizontalHeaderItem(place) for place in range(table.columnCount())]
        return [head.toolTip() for head in heads if head is not None]
