"""The main chart of the history: the stage over the assessments, with its data as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.history import HistoryPoint, progression, progression_words
from readiness_gui.core.model import Product
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import column
from readiness_gui.ui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table


class HistoryCharts(QWidget):
    """Drawn anew only when what it shows has changed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = context.framework
        self._points: tuple[HistoryPoint, ...] = ()
        self.stages = ChartView("stage_history", context.tasks, lines=26)
        self.setLayout(column(self.stages))

    def show_product(self, product: Product) -> None:
        """Show the stage at each assessment of a product."""
        points, framework = progression(product, self._framework), self._framework
        if points == self._points:
            return
        self._points = points

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.history import draw_stage_history

            draw_stage_history(figure, points, style, framework)

        def data() -> Table:
            from readiness_gui.charts.stages import progression_table

            return progression_table(points, framework)

        self.stages.show_chart(draw, data, progression_words(points, framework))
