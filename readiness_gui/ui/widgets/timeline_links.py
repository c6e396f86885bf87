"""Lines on the timeline from what has to be finished first to what waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF

from readiness_gui.core.model import Roadmap, Task
from readiness_gui.ui.widgets.timeline_scale import Scale

#: half the width and the length of an arrow's head, and the way from a bar to its line, in pixels
HEAD = 4
OUT = 3


class LinkPainter:
    """Paints the links of one timeline; those of the selected task stronger, after the others."""

    def __init__(self, painter: QPainter, scale: Scale, box: Callable[[int, Task], QRectF]) -> None:
        self._painter = painter
        self._scale = scale
        self._box = box

    def paint(self, roadmap: Roadmap, chosen: str | None, palette: QPalette) -> None:
        """Paint all links."""
        rows = {task.id: (row, task) for row, task in enumerate(roadmap.tasks)}
        links = [(rows[name], rows[task.id]) for task in roadmap.tasks for name in task.after if name in rows]
        for strong in (False, True):
            role = QPalette.ColorRole.Text if strong else QPalette.ColorRole.Dark
            self._painter.setPen(QPen(palette.color(role), 2 if strong else 1))
            self._painter.setBrush(palette.color(role))
            for (row, first), (other, last) in links:
                if (chosen in (first.id, last.id)) is strong:
                    self._paint_link(self._box(row, first), self._box(other, last))

    def _paint_link(self, first: QRectF, last: QRectF) -> None:
        """Paint one line: out of the end of a bar, down or up, and into the beginning of another."""
        way = -1 if self._scale.mirrored else 1
        out = first.left() if self._scale.mirrored else first.right()
        into = last.right() if self._scale.mirrored else last.left()
        start, bend = QPointF(out, first.center().y()), out + way * OUT
        room = (into - bend) * way
        if room >= HEAD:
            corner = QPointF(bend, last.center().y())
            tip = QPointF(into, last.center().y())
            self._painter.drawPolyline(QPolygonF([start, QPointF(bend, start.y()), corner, tip]))
            self._paint_head(tip, QPointF(-way * HEAD, 0), QPointF(0, HEAD))
            return
        down = 1 if last.center().y() > first.center().y() else -1
        tip = QPointF(bend, last.top() if down > 0 else last.bottom())
        self._painter.drawPolyline(QPolygonF([start, QPointF(bend, start.y()), tip]))
        self._paint_head(tip, QPointF(0, -down * HEAD), QPointF(HEAD, 0))

    def _paint_head(self, tip: QPointF, back: QPointF, side: QPointF) -> None:
        pen = self._painter.pen()
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.drawPolygon(QPolygonF([tip, tip + back + side, tip + back - side]))
        self._painter.setPen(pen)
