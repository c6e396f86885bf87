"""The three stages as a rising row of cards, for those who see the program for the first time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT, card, label


class StageBars(QWidget):
    """A small drawing: as many bars filled as the stage has steps."""

    def __init__(self, stage: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._theme = theme
        self.setFixedHeight(3 * UNIT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint three rising bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, 4):
            height = UNIT * number
            painter.setBrush(self._theme.colour("accent" if number <= self._stage else "line"))
            painter.drawRoundedRect((number - 1) * 14, self.height() - height, 10, height, 2, 2)
        painter.end()


class StagePicture(QWidget):
    """Name, content and cost of each stage side by side."""

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        for stage, text in framework.stages.items():
            inner = QVBoxLayout()
            inner.setSpacing(UNIT)
            inner.addWidget(StageBars(stage, theme))
            inner.addWidget(label(f"{stage}  {text.name}", "strong"))
            inner.addWidget(label(f"{text.what.partition('. ')[0].rstrip('.')}.", "muted"))
            inner.addStretch(1)
            inner.addWidget(label(self.tr("Takes {weeks}").format(weeks=text.investment), "small"))
            layout.addWidget(card(inner, name=f"stage_{stage}", role="tile"), 1)
