"""Row heights for tables whose words wrap.

Qt's own measure leaves the padding of the style sheet out of account and cuts a line now and then.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableWidget

from readiness_gui.ui.widgets.basics import UNIT

#: what a cell loses to padding, grid and the frame of the focus, in pixels on both sides together
RIM = 2 * UNIT
TALL = 100_000


def keep_rows_fit(table: QTableWidget) -> None:
    """Fit the rows again whenever a column got another width; stretched ones get theirs late."""
    later = QTimer(table)
    later.setSingleShot(True)
    later.timeout.connect(lambda: fit_rows(table))
    table.horizontalHeader().sectionResized.connect(lambda *_: later.start(0))


def fit_rows(table: QTableWidget, most: int | None = None) -> None:
    """Give every row the height its words need, and the table that of its rows (``most`` at a time)."""
    flags = int(Qt.TextFlag.TextWordWrap)
    for row in range(table.rowCount()):
        high = table.fontMetrics().lineSpacing()
        for column in range(table.columnCount()):
            item = table.item(row, column)
            if item is None:
                continue
            room = QRect(0, 0, max(table.columnWidth(column) - RIM, RIM), TALL)
            own = item.font().bold() and not table.font().bold()
            font = table.font()
            font.setBold(own)
            needed = QFontMetrics(font).boundingRect(room, flags, item.text()).height()
            high = max(high, needed)
        table.setRowHeight(row, high + UNIT)
    shown = table.rowCount() if most is None else min(table.rowCount(), most)
    rows = sum(table.rowHeight(row) for row in range(shown))
    wanted = rows + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth() + 2
    if table.height() != wanted:
        table.setFixedHeight(wanted)
