"""Small painted marks: a shape for each state, so that colour is never the only carrier."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF


def paint_check(painter: QPainter, box: QRectF, ground: QColor, stroke: QColor) -> None:
    """Paint a filled disc with a check mark."""
    _disc(painter, box, ground)
    side = box.width()
    line = [(0.28, 0.53), (0.44, 0.68), (0.73, 0.36)]
    _stroke(painter, box, line, stroke, side * 0.1)


def paint_cross(painter: QPainter, box: QRectF, ground: QColor, stroke: QColor) -> None:
    """Paint a filled disc with a cross."""
    _disc(painter, box, ground)
    width = box.width() * 0.1
    _stroke(painter, box, [(0.34, 0.34), (0.66, 0.66)], stroke, width)
    _stroke(painter, box, [(0.66, 0.34), (0.34, 0.66)], stroke, width)


def paint_attention(painter: QPainter, box: QRectF, ground: QColor, stroke: QColor) -> None:
    """Paint a filled triangle with an exclamation mark."""
    corners = [(0.5, 0.06), (0.98, 0.92), (0.02, 0.92)]
    pen = QPen(ground, box.width() * 0.08)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QBrush(ground))
    painter.drawPolygon(QPolygonF([_at(box, *corner) for corner in corners]))
    _stroke(painter, box, [(0.5, 0.36), (0.5, 0.62)], stroke, box.width() * 0.1)
    _stroke(painter, box, [(0.5, 0.78), (0.5, 0.785)], stroke, box.width() * 0.11)


def paint_ring(painter: QPainter, box: QRectF, stroke: QColor, share: float = 0.0) -> None:
    """Paint a ring, filled for a share (0..1) of it, clockwise from the top."""
    width = box.width() * 0.1
    inner = box.adjusted(width, width, -width, -width)
    painter.setPen(QPen(stroke, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(inner)
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(stroke))
        core = inner.adjusted(width, width, -width, -width)
        painter.drawPie(core, 90 * 16, round(-360 * 16 * share))


def _disc(painter: QPainter, box: QRectF, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ground))
    painter.drawEllipse(box)


def _stroke(
    painter: QPainter, box: QRectF, points: list[tuple[float, float]], colour: QColor, width: float
) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([_at(box, *point) for point in points]))


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())
