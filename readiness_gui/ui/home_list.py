"""The products on the home page: a model of their summaries and how a row is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from readiness_gui.core.contradictions import verdict_chip
from readiness_gui.core.framework import Framework
from readiness_gui.ui.services import Summary

Index = QModelIndex | QPersistentModelIndex
SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1
AGE_ROLE = Qt.ItemDataRole.UserRole + 2
VERDICT_ROLE = Qt.ItemDataRole.UserRole + 3


class Sort(StrEnum):
    """By what products are sorted."""

    MODIFIED = "modified"
    NAME = "name"
    STAGE = "stage"


class ProductModel(QAbstractListModel):
    """The summaries that match the search, in the order asked for."""

    #: carries the summary and the new name
    renamed = Signal(object, str)

    def __init__(
        self, framework: Framework, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._today = today
        self._all: tuple[Summary, ...] = ()
        self._rows: tuple[Summary, ...] = ()
        self._words = ""
        self._sort = Sort.MODIFIED

    @property
    def total(self) -> int:
        """Return how many products there are, whatever the search."""
        return len(self._all)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of products shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one fact about a product."""
        summary = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return summary.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(summary)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(summary.path)
        facts: dict[int, Callable[[], Any]] = {
            SUMMARY_ROLE: lambda: summary,
            AGE_ROLE: lambda: self.age_words(summary),
            VERDICT_ROLE: lambda: self.verdict_words(summary),
        }
        return facts[role]() if role in facts else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a product to be renamed; an empty name is not taken."""
        name = str(value).strip()
        summary = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not name or name == summary.name:
            return False
        self.renamed.emit(summary, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let readable products be renamed in place."""
        flags = super().flags(index)
        readable = index.isValid() and self._rows[index.row()].problem is None
        return flags | Qt.ItemFlag.ItemIsEditable if readable else flags

    def show(self, summaries: Sequence[Summary]) -> None:
        """Show other products."""
        self._all = tuple(summaries)
        self._derive()

    def search(self, words: str) -> None:
        """Show only products whose name has all the words in it."""
        self._words = words
        self._derive()

    def sort_by(self, sort: Sort) -> None:
        """Sort in another order."""
        self._sort = sort
        self._derive()

    def summary(self, row: int) -> Summary:
        """Return the product of a row."""
        return self._rows[row]

    def row_of(self, path: object) -> int | None:
        """Return the row of a file, ``None`` where it is not shown."""
        return next((row for row, one in enumerate(self._rows) if one.path == path), None)

    def verdict_words(self, summary: Summary) -> str:
        """Return the verdict's title without its explanation, or the reason why there is none."""
        if summary.problem is not None:
            return summary.problem
        if summary.verdict is None:
            return self.tr("No verdict yet")
        return verdict_chip(summary.verdict, summary.contradictions, self._framework)

    def age_words(self, summary: Summary) -> str:
        """Return how old the latest answers are, the file where they are unknown."""
        day = summary.as_of or summary.modified.astimezone().date()
        return age_in_words(self, day, self._today())

    def _derive(self) -> None:
        wanted = self._words.casefold().split()
        found = [one for one in self._all if all(word in one.name.casefold() for word in wanted)]
        if self._sort is Sort.NAME:
            found.sort(key=lambda one: one.name.casefold())
        elif self._sort is Sort.STAGE:
            found.sort(key=lambda one: (-(one.stage or 0), one.name.casefold()))
        else:
            found.sort(key=lambda one: one.modified, reverse=True)
        self.beginResetModel()
        self._rows = tuple(found)
        self.endResetModel()

    def _spoken(self, summary: Summary) -> str:
        if summary.problem is not None:
            return f"{summary.name}, {summary.problem}"
        stage = self.tr("stage {stage}").format(stage=summary.stage or 1)
        example = self.tr("example") if summary.example else ""
        parts = [
            summary.name,
            example,
            stage,
            self.verdict_words(summary),
            self.age_words(summary),
        ]
        return ", ".join(part for part in parts if part)


def age_in_words(speaker: QObject, day: date, today: date) -> str:
    """Return how long ago a day was, in the coarsest unit that still tells something."""
    days = (today - day).days
    if days <= 0:
        return speaker.tr("today")
    if days == 1:
        return speaker.tr("yesterday")
    if days < 31:
        return speaker.tr("{number} days ago").format(number=days)
    months = round(days / 30.4)
    if months < 24:
        words = speaker.tr("1 month ago") if months == 1 else speaker.tr("{number} months ago")
        return words.format(number=months)
    return speaker.tr("{number} years ago").format(number=round(days / 365.25))
