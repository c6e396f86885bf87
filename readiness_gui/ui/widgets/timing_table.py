"""The timing table with the row of the product's number of users marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.framework import Framework, TimingRow
from readiness_gui.core.terms import TimingId

#: of the width, for all columns but the last
SHARES = (0.27, 0.25, 0.18)
#: room beside and above the words of a cell, in pixels
RIM = 9


class TimingTable(QTableWidget):
    """When, for how many users, which stage, what it takes and what to expect."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(len(framework.timing), 4, parent)
        self.setObjectName("timing")
        self.setAccessibleName(self.tr("Timing by active users"))
        self._rows = framework.timing
        self.setHorizontalHeaderLabels(
            [self.tr("When, users"), self.tr("Stage"), self.tr("Takes"), self.tr("Expect")]
        )
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_current(self, current: TimingId) -> None:
        """Fill the table and mark one row, by a word, an arrow and weight."""
        for at, timing in enumerate(self._rows):
            marked = timing.id is current
            for column, text in enumerate(self._cells(timing, marked=marked)):
                item = QTableWidgetItem(text)
                font = item.font()
                font.setBold(marked)
                item.setFont(font)
                self.setItem(at, column, item)
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all rows in sight: the page scrolls, the table does not."""
        super().resizeEvent(event)
        for column, share in enumerate(SHARES):
            self.setColumnWidth(column, round(self.viewport().width() * share))
        QTimer.singleShot(0, self, self._fit)

    def _cells(self, timing: TimingRow, *, marked: bool) -> tuple[str, ...]:
        if timing.users_to is None:
            users = f"{timing.users_from:,}+"
        elif timing.users_from == 0:
            users = self.tr("under {number}").format(number=f"{timing.users_to:,}")
        else:
            users = f"{timing.users_from:,}–{timing.users_to - 1:,}"
        name = self.tr("▸ {name} (now)").format(name=timing.name) if marked else timing.name
        stage = f"{timing.stage} {timing.stage_name}"
        return (f"{name}\n{users}", stage, timing.investment, timing.expected)

    def _fit(self) -> None:
        for at in range(self.rowCount()):
            self.setRowHeight(at, self._height_of(at))
        rows = sum(self.rowHeight(at) for at in range(self.rowCount()))
        wanted = rows + self.horizontalHeader().height() + 2 * self.frameWidth()
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _height_of(self, at: int) -> int:
        """Return the height at which no word of a row is cut; the view's own reckoning forgets its rims."""
        height = 0
        for column in range(self.columnCount()):
            item = self.item(at, column)
            if item is not None:
                room = QRect(0, 0, self.columnWidth(column) - 2 * RIM, 10_000)
                metrics = QFontMetrics(self.font())
                if item.font().bold():
                    bold = self.font()
                    bold.setBold(True)
                    metrics = QFontMetrics(bold)
                words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
                height = max(height, words.height())
        return height + 2 * RIM
