"""How a product looks in the list: name, verdict, stage, its small history line, and age."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from readiness_gui.ui.home_list import AGE_ROLE, SUMMARY_ROLE, VERDICT_ROLE, Index
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets import glyphs

#: Qt mirrors it where one reads from right to left
LEADING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
STAGES = 3


class ProductDelegate(QStyledItemDelegate):
    """Paints a product as a card; the dots at its end open the menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines with air around them."""
        return QSize(self._theme.scaled(320), QFontMetrics(option.font).height() * 2 + self._theme.scaled(40))

    def menu_rect(self, rect: QRect) -> QRect:
        """Return where the dots that open the menu are."""
        side = self._theme.scaled(36)
        return self._visual(rect, QRect(rect.right() - side - 14, rect.center().y() - side // 2, side, side))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Return the field in which a product is renamed."""
        field = QLineEdit(parent)
        field.setObjectName("rename_field")
        field.setAccessibleName(self.tr("New name"))
        field.setMaxLength(200)
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Lay the field over the name."""
        rect: QRect = option.rect
        room = rect.adjusted(12, 0, -self._theme.scaled(330), 0)
        height = editor.sizeHint().height()
        place = QRect(room.left(), rect.center().y() - height // 2, max(room.width(), 160), height)
        editor.setGeometry(self._visual(rect, place))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one product."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        self._paint_card(painter, rect, option.state)
        summary = index.data(SUMMARY_ROLE)
        inner = rect.adjusted(self._theme.scaled(20), 0, -self._theme.scaled(62), -8)
        inner = self._visual(rect, inner)
        right = self._paint_age(painter, inner, option.font, index)
        if summary.problem is None:
            right = self._paint_history(painter, inner, right, summary.history)
        self._paint_words(painter, inner, right, option.font, index)
        self._paint_dots(painter, self.menu_rect(rect.adjusted(0, 0, 0, -8)))
        painter.restore()

    def _paint_card(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        box = QRectF(rect).adjusted(1, 1, -1, -9)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(self._theme.colour("hover" if hover else "surface"))
        painter.setPen(QPen(self._theme.colour("focus" if focus else "line"), 2 if focus else 1))
        painter.drawRoundedRect(box, 12, 12)

    def _paint_age(self, painter: QPainter, room: QRect, font: QFont, index: Index) -> int:
        """Paint the age at the right end; return where its column begins."""
        width = self._theme.scaled(112)
        box = QRect(room.right() - width, room.top(), width, room.height())
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self._visual(room, box), flags, index.data(AGE_ROLE))
        return box.left()

    def _paint_history(self, painter: QPainter, room: QRect, right: int, stages: Sequence[int]) -> int:
        """Paint the stages over the assessments as steps; return where the drawing begins."""
        width, height = self._theme.scaled(92), self._theme.scaled(26)
        place = QRect(right - width - 8, room.center().y() - height // 2, width, height)
        box = QRectF(self._visual(room, place))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        for stage in range(1, STAGES + 1):
            y = _height_of(box, stage)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        if stages:
            points = _steps(box, stages)
            path = QPainterPath(points[0])
            for point in points[1:]:
                path.lineTo(point)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawPath(path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(points[-1], 4, 4)
        return place.left() - 16

    def _paint_words(self, painter: QPainter, room: QRect, right: int, font: QFont, index: Index) -> None:
        summary = index.data(SUMMARY_ROLE)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        strong.setPointSizeF(font.pointSizeF() * 1.1)
        tall, low = QFontMetrics(strong), QFontMetrics(font)
        left, width = room.left(), max(right - room.left(), 40)
        top = room.center().y() - (tall.height() + low.height() + 2) // 2
        painter.setFont(strong)
        painter.setPen(self._theme.colour("text"))
        chip = self.tr("Example") if summary.example else ""
        space = width - (low.horizontalAdvance(chip) + 32 if chip else 0)
        name = tall.elidedText(" ".join(summary.name.split()), Qt.TextElideMode.ElideRight, space)
        line = QRect(left, top, space, tall.height())
        painter.drawText(self._visual(room, line), LEADING, name)
        if chip:
            self._paint_chip(painter, room, left + tall.horizontalAdvance(name) + 12, line, font, chip)
        second = QRect(left, top + tall.height() + 2, width, low.height())
        self._paint_second(painter, room, second, font, index)

    def _paint_second(self, painter: QPainter, room: QRect, line: QRect, font: QFont, index: Index) -> None:
        summary = index.data(SUMMARY_ROLE)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        if summary.problem is not None:
            side = round(metrics.height() * 0.9)
            mark = QRectF(self._visual(room, QRect(line.left(), line.top() + 1, side, side)))
            glyphs.paint_attention(
                painter, mark, self._theme.colour("unclear"), self._theme.colour("surface")
            )
            line = line.adjusted(side + 8, 0, 0, 0)
            words = index.data(VERDICT_ROLE)
        else:
            stage = self.tr("Stage {stage}").format(stage=summary.stage or 1)
            words = f"{stage}  ·  {index.data(VERDICT_ROLE)}"
        painter.setPen(self._theme.colour("muted"))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(self._visual(room, line), LEADING, shown)

    def _paint_chip(
        self, painter: QPainter, room: QRect, left: int, line: QRect, font: QFont, words: str
    ) -> None:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.86)
        small.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(small)
        top, high = line.center().y() - metrics.height() // 2 - 1, metrics.height() + 3
        place = QRect(left, top, metrics.horizontalAdvance(words) + 16, high)
        box = QRectF(self._visual(room, place))
        painter.setBrush(self._theme.colour("accent_ground"))
        painter.setPen(QPen(self._theme.colour("accent_line"), 1))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(small)
        painter.setPen(self._theme.colour("accent_text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _visual(self, room: QRect, place: QRect) -> QRect:
        """Return a place inside ``room``, counted from its leading edge, where it is on screen."""
        view = self.parent()
        direction = view.layoutDirection() if isinstance(view, QWidget) else Qt.LayoutDirection.LeftToRight
        return QStyle.visualRect(direction, room, place)

    def _paint_dots(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("muted"))
        radius = self._theme.scaled(2)
        for offset in (-1, 0, 1):
            centre = QPointF(box.center().x() + offset * self._theme.scaled(6), box.center().y())
            painter.drawEllipse(centre, radius, radius)


def _height_of(box: QRectF, stage: int) -> float:
    return box.bottom() - (stage - 1) / (STAGES - 1) * box.height()


def _steps(box: QRectF, stages: Sequence[int]) -> list[QPointF]:
    """Return the corners of a line that holds each stage until the next assessment."""
    span = max(len(stages) - 1, 1)
    points: list[QPointF] = []
    for place, stage in enumerate(stages):
        x = box.left() + (box.width() * place / span if len(stages) > 1 else box.width())
        if points:
            points.append(QPointF(x, points[-1].y()))
        else:
            points.append(QPointF(box.left(), _height_of(box, stage)))
        points.append(QPointF(x, _height_of(box, stage)))
    return points
