"""The three stages as a ladder with markers, painted at once; the chart of the report is drawn elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness_gui.ui.widgets.basics import UNIT


class StageLadder(QWidget):
    """Steps that rise with the stage; each marker is a word above the step it stands on."""

    def __init__(self, name: str, stages: Mapping[int, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._stages = dict(stages)
        self._markers: dict[int, list[str]] = {}
        self._strong: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_markers(self, markers: Mapping[str, int], strong: int) -> None:
        """Stand each marker on its stage; the step ``strong`` is filled."""
        self._markers = {}
        for word, stage in markers.items():
            self._markers.setdefault(stage, []).append(word)
        self._strong = strong
        said = ", ".join(f"{word}: {self._stages[stage]}" for word, stage in markers.items())
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that grows with the font."""
        return QSize(40 * UNIT, self._step_height() * 3 + self._line() * 3 + UNIT)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which words still fit by eliding."""
        return QSize(20 * UNIT, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the steps, lowest first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._stages)
        for index, stage in enumerate(sorted(self._stages)):
            place = len(self._stages) - 1 - index if self.isRightToLeft() else index
            height = self._step_height() * (index + 1) + self._line()
            box = QRectF(place * width + 2, self.height() - height - 1, width - 4, height)
            self._paint_step(painter, box, stage)
        painter.end()

    def _paint_step(self, painter: QPainter, box: QRectF, stage: int) -> None:
        palette, strong = self.palette(), stage == self._strong
        fill = palette.color(QPalette.ColorRole.Highlight if strong else QPalette.ColorRole.AlternateBase)
        painter.setBrush(fill)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRoundedRect(box, 4, 4)
        ink = QPalette.ColorRole.HighlightedText if strong else QPalette.ColorRole.Text
        painter.setPen(palette.color(ink))
        inner = box.adjusted(UNIT / 2, UNIT / 2, -UNIT / 2, -UNIT / 2)
        name = f"{stage} {self._stages[stage]}"
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, flags, name)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        words = " · ".join(self._markers.get(stage, ()))
        if words:
            above = QRectF(box.left(), box.top() - self._line() - 2, box.width(), self._line())
            fitted = self.fontMetrics().elidedText(
                f"▼ {words}", Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, fitted)

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _step_height(self) -> int:
        return self._line() + UNIT
