"""How the timeline looks. Kinds of tasks differ in form, not in colour alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen, QPolygonF

from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.ui.widgets.basics import UNIT
from readiness_gui.ui.widgets.days import short_day
from readiness_gui.ui.widgets.timeline_links import LinkPainter
from readiness_gui.ui.widgets.timeline_scale import Scale, months, weekends

if TYPE_CHECKING:
    from readiness_gui.ui.widgets.timeline import Timeline

_POINTS = (TaskKind.MILESTONE, TaskKind.GATE)


class TimelinePainter:
    """Paints one timeline once."""

    def __init__(self, timeline: Timeline, painter: QPainter, scale: Scale) -> None:
        self._timeline = timeline
        self._painter = painter
        self._scale = scale
        self._palette = timeline.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(
            Qt.LayoutDirection.LayoutDirectionAuto
        )  # titles read in their own direction

    def paint(self, roadmap: Roadmap, today: date) -> None:
        """Paint everything, the line of today last."""
        self._paint_weekends()
        self._paint_weeks(roadmap)
        self._paint_months(roadmap)
        self._paint_chosen(roadmap)
        LinkPainter(self._painter, self._scale, self._outline).paint(
            roadmap, self._timeline.selected_id, self._palette
        )
        for row, task in enumerate(roadmap.tasks):
            self._paint_row(row, task)
        if self._scale.first <= today < self._scale.first + timedelta(days=self._scale.days):
            self._paint_today(today)

    def _paint_weekends(self) -> None:
        top = self._timeline.header_height()
        shade = self._colour(QPalette.ColorRole.Midlight)
        for first, last in weekends(self._scale):
            left, width = self._scale.span(first, last)
            self._painter.fillRect(QRectF(left, top, width, self._timeline.height() - top), shade)

    def _paint_chosen(self, roadmap: Roadmap) -> None:
        height = self._timeline.row_height()
        for row, task in enumerate(roadmap.tasks):
            if task.id == self._timeline.selected_id:
                top = self._timeline.header_height() + row * height
                whole = QRectF(0, top, self._timeline.width(), height)
                self._painter.fillRect(whole, self._colour(QPalette.ColorRole.Highlight))

    def _box(self, row: int, task: Task) -> QRectF:
        """Return where the bar of a task stands."""
        height = self._timeline.row_height()
        top = self._timeline.header_height() + row * height
        left, width = self._scale.span(*self._timeline.span_of(task))
        return QRectF(left + 1, top + UNIT / 2, max(width - 2, 3), height - UNIT)

    def _outline(self, row: int, task: Task) -> QRectF:
        """Return what is drawn of a task: its bar, or the sign that stands for it."""
        box = self._box(row, task)
        if task.kind not in _POINTS:
            return box
        half = box.height() / 2
        return QRectF(box.center().x() - half, box.top(), 2 * half, box.height())

    def _paint_months(self, roadmap: Roadmap) -> None:
        line = self._timeline.fontMetrics().lineSpacing()
        for number, first, last in months(roadmap):
            left, width = self._scale.span(first, last)
            box = QRectF(left, 0, width, line + UNIT / 2)
            self._painter.fillRect(box.adjusted(1, 0, -1, 0), self._colour(QPalette.ColorRole.Midlight))
            day = short_day(self._timeline.locale(), first)
            words = self._timeline.tr("Month {number} · from {day}").format(number=number, day=day)
            short = self._timeline.tr("Month {number}").format(number=number)
            fits = self._timeline.fontMetrics().horizontalAdvance(words) < width - UNIT
            self._painter.setPen(self._colour(QPalette.ColorRole.Text))
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words if fits else short)

    def _paint_weeks(self, roadmap: Roadmap) -> None:
        metrics = self._timeline.fontMetrics()
        top, bottom = metrics.lineSpacing() + UNIT / 2, self._timeline.height()
        first = roadmap.start
        end = self._scale.first + timedelta(days=self._scale.days)
        wide = self._scale.span(first, first + timedelta(days=6))[1] > metrics.horizontalAdvance("30") + 2
        week = 0
        while first + timedelta(days=7 * week) < end:
            day = first + timedelta(days=7 * week)
            x = self._scale.x(day)
            self._painter.setPen(QPen(self._colour(QPalette.ColorRole.Mid), 1))
            self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            if wide or week % 2 == 0:
                left, width = self._scale.span(day, day + timedelta(days=6))
                self._painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
                box = QRectF(left, top, width * (1 if wide else 2), metrics.lineSpacing())
                self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(week + 1))
            week += 1

    def _paint_row(self, row: int, task: Task) -> None:
        height = self._timeline.row_height()
        top = self._timeline.header_height() + row * height
        chosen = task.id == self._timeline.selected_id
        self._paint_title(task, top, height)
        box = self._box(row, task)
        if task.kind in _POINTS:
            self._paint_point(task, box)
        else:
            self._paint_bar(task, box)
        self._paint_range(task, box)
        if chosen and self._timeline.hasFocus():
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(self._colour(QPalette.ColorRole.Accent), 2))
            ring = QRectF(1, top + 1, self._timeline.width() - 2, height - 2)
            self._painter.drawRoundedRect(ring, 3, 3)

    def _paint_title(self, task: Task, top: float, height: float) -> None:
        metrics = self._timeline.fontMetrics()
        width = self._timeline.titles_width()
        left = self._timeline.width() - width if self._scale.mirrored else 0
        words = f"✓ {task.title}" if task.done else task.title
        if task.kind is TaskKind.WARNING:
            words = f"! {words}"
        room = QRectF(left + UNIT / 2, top, width - UNIT * 1.5, height)
        self._painter.setPen(self._colour(QPalette.ColorRole.Text))
        side = Qt.AlignmentFlag.AlignRight if self._scale.mirrored else Qt.AlignmentFlag.AlignLeft
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        self._painter.drawText(
            room, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, text
        )

    def _paint_bar(self, task: Task, box: QRectF) -> None:
        accent = self._colour(QPalette.ColorRole.Accent)
        base = self._colour(QPalette.ColorRole.Base)
        self._painter.setPen(QPen(accent, 1.5))
        self._painter.setBrush(base)
        self._painter.drawRoundedRect(box, 4, 4)
        if task.done:
            fill = QBrush(accent, Qt.BrushStyle.NoBrush)
        elif task.kind is TaskKind.WARNING:
            fill = QBrush(accent, Qt.BrushStyle.BDiagPattern)
        elif task.kind is TaskKind.RESOLVE:
            faint = QColor(accent)
            faint.setAlphaF(0.35)
            fill = QBrush(faint)
        else:
            fill = QBrush(accent)
        self._painter.setBrush(fill)
        self._painter.drawRoundedRect(box, 4, 4)

    def _paint_range(self, task: Task, box: QRectF) -> None:
        """Paint a slim strip from the earliest to the latest end, between two posts."""
        found = self._timeline.ranges.get(task.id)
        if found is None:
            return
        ink = self._colour(QPalette.ColorRole.Text)
        edge = self._scale.first + timedelta(days=self._scale.days)
        ends = [self._scale.x(min(day + timedelta(days=1), edge)) for day in (found.early, found.late)]
        strip = QRectF(min(ends), box.top() + box.height() / 4, abs(ends[1] - ends[0]), box.height() / 2)
        self._painter.setPen(QPen(ink, 1))
        planned = self._scale.x(min(task.end + timedelta(days=1), edge))
        if found.early > task.end:
            self._painter.drawLine(QPointF(planned, box.center().y()), QPointF(ends[0], box.center().y()))
        self._painter.setBrush(self._colour(QPalette.ColorRole.Base))
        self._painter.drawRect(strip)
        self._painter.setBrush(QBrush(ink, Qt.BrushStyle.Dense6Pattern))
        self._painter.drawRect(strip)
        self._painter.setPen(QPen(ink, 2))
        for x, day in zip(ends, (found.early, found.late), strict=True):
            if day < edge:
                self._painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_point(self, task: Task, box: QRectF) -> None:
        """Paint a milestone as a diamond and the gate as two posts with a bar."""
        ink = self._colour(QPalette.ColorRole.Text)
        middle, half = box.center(), box.height() / 2
        self._painter.setPen(QPen(ink, 2))
        self._painter.setBrush(self._colour(QPalette.ColorRole.Base) if task.done else ink)
        if task.kind is TaskKind.GATE:
            self._painter.drawRect(QRectF(middle.x() - half, middle.y() - half, 3, 2 * half))
            self._painter.drawRect(QRectF(middle.x() + half - 3, middle.y() - half, 3, 2 * half))
            self._painter.drawRect(QRectF(middle.x() - half, middle.y() - half, 2 * half, 3))
            return
        corners = [
            QPointF(middle.x(), middle.y() - half),
            QPointF(middle.x() + half, middle.y()),
            QPointF(middle.x(), middle.y() + half),
            QPointF(middle.x() - half, middle.y()),
        ]
        self._painter.drawPolygon(QPolygonF(corners))

    def _paint_today(self, today: date) -> None:
        left, width = self._scale.span(today, today)
        x = left + width / 2
        line = self._timeline.fontMetrics().lineSpacing()
        self._painter.setPen(QPen(self._colour(QPalette.ColorRole.Text), 1.5, Qt.PenStyle.DashLine))
        self._painter.drawLine(QPointF(x, 2 * line), QPointF(x, self._timeline.height()))
        words = self._timeline.tr("today")
        wide = self._timeline.fontMetrics().horizontalAdvance(words) + UNIT
        at = max(self._scale.left, min(x - wide / 2, self._scale.left + self._scale.width - wide))
        flag = QRectF(at, line + UNIT / 2, wide, line)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour(QPalette.ColorRole.Text))
        self._painter.drawRoundedRect(flag, 3, 3)
        self._painter.setPen(self._colour(QPalette.ColorRole.Base))
        self._painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self._palette.color(role)
