"""The charts of the gate: lift by segment as a forest, and over the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.gate_words import drift_words
from readiness_gui.core.wording import percent
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import column, label
from readiness_gui.ui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table


class GateChart(QWidget):
    """Hidden until there are figures; the months from the second one on."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = context.framework
        self._shown: GateFigures | None = None
        self.forest = ChartView("gate_forest", context.tasks, lines=16)
        self.months = ChartView("gate_months", context.tasks, lines=22)
        self._months_title = label(self.tr("Lift by month"), "heading")
        self._drift = label("", name="gate_drift")
        self.setLayout(
            column(
                label(self.tr("Lift overall and by segment"), "heading"),
                self.forest,
                self._months_title,
                self._drift,
                self.months,
                spacing=1,
            )
        )

    def show_gate(self, figures: GateFigures | None) -> None:
        """Show the figures, or nothing."""
        self.setVisible(figures is not None)
        if figures is None or figures == self._shown:
            self._shown = figures
            return
        self._shown = figures
        self._show_forest(figures)
        several = len(figures.months) > 1
        self.months.setVisible(several)
        self._months_title.setVisible(several)
        self._drift.setVisible(several)
        if several:
            self._show_months(figures)

    def _show_forest(self, figures: GateFigures) -> None:
        framework = self._framework

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.gate import draw_gate

            draw_gate(figure, figures, style, framework)

        def data() -> Table:
            from readiness_gui.charts.gate import gate_table

            return gate_table(figures, framework)

        words = "; ".join(self._words(lift) for lift in (figures.overall, *figures.segments))
        self.forest.show_chart(draw, data, words)

    def _show_months(self, figures: GateFigures) -> None:
        framework = self._framework

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.gate import draw_gate_months

            draw_gate_months(figure, figures, style, framework)

        def data() -> Table:
            from readiness_gui.charts.gate import gate_months_table

            return gate_months_table(figures, framework)

        words = "; ".join(
            self.tr("month {month}: {lift}").format(month=one.month, lift=percent(one.lift, signed=True))
            for one in figures.months
        )
        drift = drift_words(figures, framework)
        self._drift.setText(drift)
        self.months.show_chart(draw, data, f"{words}. {drift}")

    def _words(self, lift: LiftFigures) -> str:
        name = lift.segment or self.tr("all users")
        if lift.lift is None or lift.lift_low is None or lift.lift_high is None:
            return self.tr("{name}: lift not known").format(name=name)
        return self.tr("{name}: lift {lift} ({low} to {high})").format(
            name=name,
            lift=percent(lift.lift, signed=True),
            low=percent(lift.lift_low, signed=True),
            high=percent(lift.lift_high, signed=True),
        )
