"""The portfolio as a table: a row a product, what each column says, and what a reader hears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import (
    Filter,
    ProductSummary,
    Sort,
    TimeAxis,
    chosen,
    course_words,
    time_axis,
)
from readiness_gui.ui.home_list import age_in_words

Index = QModelIndex | QPersistentModelIndex
#: around what is read from left to right in every language, as an arrow between numbers is
LEFT_TO_RIGHT = "\u200e"
SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1


class Col(IntEnum):
    """The columns, from the leading edge on."""

    NAME = 0
    COURSE = 1
    MOVE = 2
    VERDICT = 3
    SIGNALS = 4
    USERS = 5
    AGE = 6


#: the order that a click on a column's head asks for
SORT_OF = {
    Col.NAME: Sort.NAME,
    Col.COURSE: Sort.STAGE,
    Col.MOVE: Sort.STAGE,
    Col.VERDICT: Sort.VERDICT,
    Col.SIGNALS: Sort.SIGNALS,
    Col.USERS: Sort.USERS,
    Col.AGE: Sort.AGE,
}


class PortfolioModel(QAbstractTableModel):
    """The products that fit the filter, in the order asked for; all courses share one axis of time."""

    def __init__(
        self, framework: Framework, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._today = today
        self._all: tuple[ProductSummary, ...] = ()
        self.lines: tuple[ProductSummary, ...] = ()
        self.wanted = Filter()
        self.sort_key = Sort.NAME
        self.axis: TimeAxis = time_axis((), today())

    @property
    def total(self) -> int:
        """Return how many products there are, whatever the filter."""
        return len(self._all)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of products shown."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(Col)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column; that of the courses says which time they cover."""
        if way is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == Col.COURSE:
            first, last = (f"{day:%Y-%m}" for day in (self.axis.first, self.axis.last))
            words = self.tr("Stages from {first} to {last}")
            return words.format(first=first, last=last)
        return {
            Col.NAME: self.tr("Product"),
            Col.MOVE: self.tr("Stage, go to"),
            Col.VERDICT: self.tr("Verdict"),
            Col.SIGNALS: self.tr("Signals of 5"),
            Col.USERS: self.tr("Users"),
            Col.AGE: self.tr("Age"),
        }[Col(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one fact about a product."""
        line, column = self.lines[index.row()], Col(index.column())
        if role == SUMMARY_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Col.USERS:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def show(self, lines: Sequence[ProductSummary]) -> None:
        """Show other products."""
        self._all = tuple(lines)
        self.axis = time_axis(self._all, self._today())
        self._derive()

    def choose(self, wanted: Filter, sort: Sort) -> None:
        """Show only what fits, in this order."""
        self.wanted, self.sort_key = wanted, sort
        self._derive()

    def row_of(self, path: object) -> int | None:
        """Return the row of a file, ``None`` where it is not shown."""
        return next((row for row, one in enumerate(self.lines) if one.path == path), None)

    def stale(self, line: ProductSummary) -> int:
        """Return how many signals of a product rest on stale evidence."""
        return line.stale(self._today(), self._framework.thresholds.stale_days)

    def _derive(self) -> None:
        limit = self._framework.thresholds.stale_days
        self.beginResetModel()
        self.lines = chosen(self._all, self.wanted, self.sort_key, self._today(), limit)
        self.endResetModel()

    def _words(self, line: ProductSummary, column: Col) -> str:
        """Return what a cell shows."""
        if column is Col.NAME:
            name = " ".join(line.name.split())
            return self.tr("{name} (example)").format(name=name) if line.example else name
        if column is Col.VERDICT:
            return self._verdict(line)
        if line.problem is not None or line.as_of is None:
            return ""
        if column is Col.COURSE:
            return course_words(line)
        if column is Col.MOVE:
            move = str(line.stage) if line.target is None else f"{line.stage} → {line.target}"
            return f"{LEFT_TO_RIGHT}{move}{LEFT_TO_RIGHT}"
        if column is Col.SIGNALS:
            return f"{'●' * line.present}{'○' * (5 - line.present)} {line.present}"
        if column is Col.USERS:
            return "–" if line.users is None else f"{line.users:,}"
        age, stale = age_in_words(self, line.as_of, self._today()), self.stale(line)
        return self.tr("{age}, {count} stale").format(age=age, count=stale) if stale else age

    def _told(self, line: ProductSummary, column: Col) -> str:
        """Return what a reader hears, and a tooltip shows: the cell with what it is about."""
        words = self._words(line, column)
        if column is Col.NAME:
            return f"{words}, {line.problem}" if line.problem is not None else words
        if not words:
            return ""
        if column is Col.COURSE:
            return self.tr("Stages over time: {course}").format(course=words)
        if column is Col.MOVE:
            if line.target is None:
                return self.tr("Stage {stage}").format(stage=line.stage)
            told = self.tr("Stage {stage}, go to stage {target}")
            return told.format(stage=line.stage, target=line.target)
        if column is Col.SIGNALS:
            return self.tr("{count} of 5 signals present").format(count=line.present)
        if column is Col.USERS:
            unknown = self.tr("active users not known")
            return unknown if line.users is None else self.tr("{users} active users").format(users=words)
        return words

    def _verdict(self, line: ProductSummary) -> str:
        if line.problem is not None:
            return line.problem
        if line.verdict is None:
            return self._framework.phrase("portfolio.no_verdict")
        return self._framework.verdicts[line.verdict].title
