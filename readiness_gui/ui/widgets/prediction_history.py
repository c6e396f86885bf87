"""The predictions of a product in its history: each with its outcome, and the Brier score over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from readiness_gui.core.model import Product
from readiness_gui.core.prediction_words import brier_words, scores_words
from readiness_gui.core.predictions import BrierPoint, brier_over_time, records
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.chart_view import ChartView
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.prediction_rows import PredictionRows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table


class PredictionHistory(QFrame):
    """Only shows; predictions are written and changed on the verdict page."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prediction_history_card")
        self.setProperty("role", "card")
        self._framework = context.framework
        self._points: tuple[BrierPoint, ...] = ()
        self._none = label(
            self.tr("Nobody wrote down what they expect yet. There is a place for it on the verdict page."),
            "muted",
            name="no_predictions",
        )
        self._rows = PredictionRows("past_prediction", context.framework)
        self._scores = QVBoxLayout()
        self._scores.setSpacing(UNIT)
        self._chart = ChartView("brier", context.tasks, lines=16)
        heading = label(self.tr("Predictions and how they came out"), "heading")
        self.setLayout(
            column(heading, self._none, self._rows, self._scores, self._chart, spacing=2, margin=2)
        )

    def show_product(self, product: Product, today: date) -> None:
        """Show every prediction of a product as of today."""
        found = records(product, today)
        self._none.setVisible(not found)
        self._rows.setVisible(bool(found))
        self._rows.show_records(found, editable=False)
        empty(self._scores)
        for words in scores_words(found, self._framework):
            self._scores.addWidget(label(words))
        points = brier_over_time(found)
        self._chart.setVisible(bool(points))
        if points and points != self._points:
            self._show_chart(points)
        self._points = points

    def _show_chart(self, points: tuple[BrierPoint, ...]) -> None:
        framework = self._framework

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.predictions import draw_brier

            draw_brier(figure, points, style, framework)

        def data() -> Table:
            from readiness_gui.charts.predictions import brier_table

            return brier_table(points, framework)

        self._chart.show_chart(draw, data, brier_words(points, framework))
