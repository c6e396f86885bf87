"""How the tables of the history word a date, a status and how it is known: in all of them alike."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from readiness_gui.core.framework import Framework
from readiness_gui.core.signal_history import HistoryColumn, SignalCell
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.signal_rows import GLYPHS


class HistoryWords(QObject):
    """Words for cells and columns of the history."""

    def __init__(self, framework: Framework, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._framework = framework

    def day(self, column: HistoryColumn) -> str:
        """Return an assessment's date; several of one day are numbered."""
        day = long_day(QLocale(), column.assessment.as_of)
        return f"{day} ({column.of_day})" if column.of_day else day

    def state(self, column: HistoryColumn) -> str:
        """Return whether an assessment is complete."""
        return self.tr("complete") if column.complete else self.tr("draft")

    def status(self, cell: SignalCell) -> str:
        """Return a status as form and word."""
        return f"{GLYPHS[cell.status]} {self._framework.phrase(f'core.status.{cell.status}')}"

    def known(self, cell: SignalCell) -> tuple[str, ...]:
        """Return how a status is known and how old that is, a line each."""
        if cell.grade is None:
            return (self.tr("not provided"),)
        grade = self._framework.phrase(f"core.grade.{cell.grade}")
        return self.tr("overridden") if cell.overridden else grade, self._age(cell)

    def change(self, before: SignalCell, after: SignalCell, *, moved: bool) -> str:
        """Return what changed between two assessments, a line each."""
        same = before.status is after.status
        lines = [self.tr("same status") if same else self.tr("→ changed")]
        if moved:
            lines.append(self.tr("moved the verdict"))
        if after.stale and not before.stale:
            lines.append(self.tr("has gone stale"))
        if before.stale and not after.stale:
            lines.append(self.tr("gathered anew"))
        return "\n".join(lines)

    def _age(self, cell: SignalCell) -> str:
        if cell.age is None:
            return self.tr("undated")
        if cell.age <= 0:
            return self.tr("of that day") if cell.age == 0 else self.tr("dated later")
        if cell.stale:
            return self.tr("stale: {days} days").format(days=cell.age)
        return self.tr("1 day old") if cell.age == 1 else self.tr("{days} days old").format(days=cell.age)
