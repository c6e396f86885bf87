"""The portfolio on screen: all products' stages in one chart, each row a line on the shared axis of time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from readiness_gui.core.portfolio import ProductSummary
from readiness_gui.ui.portfolio_model import SORT_OF, SUMMARY_ROLE, Col, Index, PortfolioModel
from readiness_gui.ui.theme import Theme

#: what each column is wide at least, in characters, and its share of what is left over
WIDTHS = {
    Col.NAME: (20, 3),
    Col.COURSE: (24, 5),
    Col.MOVE: (12, 0),
    Col.VERDICT: (22, 4),
    Col.SIGNALS: (12, 0),
    Col.USERS: (8, 0),
    Col.AGE: (20, 1),
}
STAGES = 3


class CourseDelegate(QStyledItemDelegate):
    """Paints the stages of a product over time: the higher and darker the bar, the further the stage."""

    def __init__(self, model: PortfolioModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as for any cell, then the bars."""
        line: ProductSummary = index.data(SUMMARY_ROLE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selection"))
        box = QRectF(rect).adjusted(8, 4, -8, -3)
        self._paint_ticks(painter, box)
        for begin, end, stage in self._model.axis.spans(line):
            self._paint_bar(painter, box, (begin, end), stage, option.font)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a height at which three steps can be told apart."""
        return QSize(self._theme.scaled(160), QFontMetrics(option.font).height() + self._theme.scaled(14))

    def _paint_ticks(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        for share, _ in self._model.axis.ticks():
            x = self._x(box, share)
            painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))

    def _paint_bar(
        self, painter: QPainter, box: QRectF, ends: tuple[float, float], stage: int, font: QFont
    ) -> None:
        low, high = sorted(self._x(box, share) for share in ends)
        if high - low < 3:
            low = max(box.left(), high - 3)
        height = box.height() * (0.3 + 0.7 * stage / STAGES)
        bar = QRectF(low, box.bottom() - height, max(high - low, 3), height)
        ground = ("accent_ground", "accent_line", "accent")[stage - 1]
        painter.setBrush(self._theme.colour(ground))
        # two bars of the last stage beside each other are told apart by the rim
        painter.setPen(QPen(self._theme.colour("surface" if stage == STAGES else "accent"), 1))
        painter.drawRect(bar)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.8)
        metrics = QFontMetrics(small)
        words = str(stage)
        if bar.width() > metrics.horizontalAdvance(words) + 6:
            painter.setFont(small)
            painter.setPen(self._theme.colour("on_accent" if stage == STAGES else "text"))
            room = bar.adjusted(3, 0, -3, 0)
            # "left" is where reading begins, as everywhere in Qt
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _x(self, box: QRectF, share: float) -> float:
        place = 1 - share if self._mirrored() else share
        return box.left() + box.width() * place

    def _mirrored(self) -> bool:
        parent = self.parent()
        return isinstance(parent, QWidget) and parent.isRightToLeft()


class PortfolioTable(QTableView):
    """A click or Enter opens the product; a click on a column's head sorts by it."""

    #: carries the :class:`ProductSummary`
    opened = Signal(object)
    #: carries the :class:`Sort` of the column
    sort_asked = Signal(object)

    def __init__(self, model: PortfolioModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("portfolio_table")
        self.setAccessibleName(self.tr("Portfolio"))
        self.setAccessibleDescription(self.tr("One row a product; Enter opens it"))
        self._lines = model
        self._theme = theme
        self.setModel(model)
        self.setItemDelegateForColumn(Col.COURSE, CourseDelegate(model, theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(lambda column: self.sort_asked.emit(SORT_OF[Col(column)]))
        theme.changed.connect(self._fit)
        self._fit()

    def select(self, row: int) -> None:
        """Make a row the current one, the nearest where there are fewer."""
        last = self._lines.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._lines.index(max(0, min(row, last)), 0))

    def current(self) -> ProductSummary | None:
        """Return the product of the current row."""
        index = self.currentIndex()
        return self._lines.lines[index.row()] if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width there is."""
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the product under the mouse."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines.lines[index.row()])

    def _fit(self) -> None:
        """Give columns what they need, and what is left to those that can use it; else the table scrolls."""
        letter = self.fontMetrics().averageCharWidth()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + self._theme.scaled(14))
        needed = {column: letter * least for column, (least, _) in WIDTHS.items()}
        left_over = max(self.viewport().width() - sum(needed.values()), 0)
        shares = sum(share for _, share in WIDTHS.values())
        for column, (_, share) in WIDTHS.items():
            self.setColumnWidth(column, needed[column] + left_over * share // shares)
