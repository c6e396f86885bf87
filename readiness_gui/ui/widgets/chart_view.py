"""A chart on a page: drawn by matplotlib in the background, with its data as a table below.

A drawing takes about a tenth of a second, more than the event loop may be held; so the figure is
rendered with Agg off the screen's thread and the finished picture is shown. matplotlib is imported
by the first such rendering, never before the first window is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontInfo, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
    QSizePolicy,
    QWidget,
)

from readiness_gui.ui.tasks import Cancel, Tasks
from readiness_gui.ui.widgets.basics import UNIT, column
from readiness_gui.ui.widgets.data_table import DataTable
from readiness_gui.ui.widgets.disclosure import Disclosure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table

    Draw = Callable[[Figure, ChartStyle], None]

#: wait for a resize to end before drawing anew, in milliseconds
SETTLE_MS = 60
#: pixels an inch of the figure at 100 %
DOTS = 96
#: text in charts against text of the window
TEXT_SHARE = 0.93


class ChartView(QWidget):
    """Shows one chart; ``show_chart`` may be called as often as the values change."""

    def __init__(self, name: str, tasks: Tasks, parent: QWidget | None = None, *, lines: int = 22) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tasks = tasks
        self.canvas = _Canvas(f"{name}_canvas", lines)
        self.table = DataTable(f"{name}_data")
        self.as_table = Disclosure(self.tr("Show as table"), f"{name}_as_table", self.table)
        self.setLayout(column(self.canvas, self.as_table, spacing=1))
        self._draw: Draw | None = None
        self._running: Cancel | None = None
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._start)
        self.canvas.wanted.connect(self._timer.start)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.canvas.customContextMenuRequested.connect(self._on_menu)

    def show_chart(self, draw: Draw, data: Table | Callable[[], Table], description: str) -> None:
        """Have ``draw`` drawn in the background; ``data`` is what it shows, ``description`` says it."""
        self._draw = draw
        self.canvas.setAccessibleName(description)
        self.canvas.setAccessibleDescription(self.tr("The table below has the same figures"))
        self.canvas.setToolTip(description)
        self._tasks.run(lambda: data() if callable(data) else data, done=self._fill)
        self._timer.start()

    @property
    def ready(self) -> bool:
        """Tell whether the picture shown is the newest."""
        return not (self._timer.isActive() or self._running or self.canvas.picture.isNull())

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours and the text size of the new theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._timer.start()

    def _start(self) -> None:
        if self._draw is None or not self.canvas.isVisible():
            return
        if self._running:
            self._again = True
            return
        size, ratio = self.canvas.size(), self.canvas.devicePixelRatioF()
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        points = QFontInfo(self.font()).pixelSize() * TEXT_SHARE * 72 / DOTS
        self._running = self._tasks.run(
            render, self._draw, size.width(), size.height(), ratio, dark, points,
            done=self._on_rendered, failed=self._on_failed,
        )  # fmt: skip

    def _on_rendered(self, picture: QImage) -> None:
        self._running = None
        self.canvas.show_picture(picture)
        if self._again:
            self._again = False
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        raise error

    def _fill(self, data: Table) -> None:
        self.table.show_data(data)

    def _on_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy picture"), self._copy)
        menu.addAction(self.tr("Save picture…"), self._save)
        menu.popup(self.canvas.mapToGlobal(self.canvas.rect().center()))

    def _copy(self) -> None:
        QApplication.clipboard().setImage(self.canvas.picture)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save picture"), f"{self.objectName()}.png", self.tr("Picture (*.png)")
        )
        if path:
            picture = self.canvas.picture.copy()
            self._tasks.run(picture.save, path)


class _Canvas(QWidget):
    """The place of the picture; keeps the old one, scaled, until the new one is there."""

    wanted = Signal()

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.picture = QImage()
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_picture(self, picture: QImage) -> None:
        """Show a rendered figure."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height that grows with the text."""
        return QSize(60 * UNIT, round(self._lines * self.fontMetrics().height() * 0.72))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self.wanted.emit()

    def showEvent(self, event: QEvent) -> None:
        """Ask for a picture once there is something to see."""
        super().showEvent(event)  # type: ignore[arg-type]  # it is one
        self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the picture, or a quiet word while the first one is drawn."""
        painter = QPainter(self)
        if self.picture.isNull():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drawing the chart …"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self.picture)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def render(draw: Draw, width: int, height: int, ratio: float, dark: bool, points: float) -> QImage:  # noqa: FBT001 - data
    """Return the figure as a picture of ``width`` x ``height`` device-independent pixels; any thread."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from readiness_gui.charts import style

    with style.RENDERING:
        figure = Figure(figsize=(max(width, 64) / DOTS, max(height, 64) / DOTS), dpi=DOTS * ratio)
        canvas = FigureCanvasAgg(figure)
        draw(figure, replace(style.DARK if dark else style.LIGHT, size=points))
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's canvases are not typed
        data = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
        columns, rows = canvas.get_width_height(physical=True)
    picture = QImage(data, columns, rows, columns * 4, QImage.Format.Format_RGBA8888).copy()
    picture.setDevicePixelRatio(ratio)
    return picture
