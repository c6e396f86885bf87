"""What a user does on the roadmap, with the keyboard alone: Tab leads to a control, keys do the rest."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from readiness_gui.core.model import Task
from readiness_gui.core.plan_edits import find_task
from readiness_gui.ui.widgets.predecessors import Predecessors
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.driver_plan import PlanVerbs

#: more controls than any page has
CONTROLS = 120


class RoadmapVerbs(PlanVerbs):
    """The roadmap's own words; nothing here touches a mouse or sets a focus by itself."""

    def tab_to(self, name: str) -> Self:
        """Press Tab until a control of the roadmap has the focus."""
        assert self.roadmap.tasks, "made by opening its step"
        for _ in range(CONTROLS):
            if self.focus == name:
                return self
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}")

    def task(self, task_id: str) -> Task:
        """Return a task as it is now."""
        found = find_task(self.roadmap, task_id)
        assert found is not None, task_id
        return found

    def bar(self, task_id: str) -> Self:
        """Go to the bar of a task."""
        self.tab_to("timeline").press("Home")
        timeline = self.find(Timeline, "timeline")
        for _ in self.roadmap.tasks:
            if timeline.selected_id == task_id:
                return self
            self.press("Down")
        raise AssertionError(f"no bar for {task_id}")

    def write(self, name: str, text: str) -> Self:
        """Replace what stands in a field."""
        self.tab_to(name).press("Ctrl+A").press("Delete")
        field = QApplication.focusWidget()
        assert field is not None
        self.qtbot.keyClicks(field, text)
        return self

    def wait_for(self, other: str) -> Self:
        """Check or uncheck what the selected task waits for."""
        self.tab_to("task_after").press("Home")
        others = self.find(Predecessors, "task_after")
        for _ in range(others.count()):
            if others.currentItem().data(Qt.ItemDataRole.UserRole) == other:
                return self.press("Space")
            self.press("Down")
        raise AssertionError(f"{other} is not offered")
