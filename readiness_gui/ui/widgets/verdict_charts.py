"""The charts of the verdict page: the stage ladder, and the progression over assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import HistoryPoint, progression
from readiness_gui.core.model import Product, Verdict
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import card
from readiness_gui.ui.widgets.chart_view import ChartView
from readiness_gui.ui.widgets.disclosure import Disclosure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table


class VerdictCharts(QWidget):
    """Holds both charts; a chart is drawn anew only when what it shows has changed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = context.framework
        self.ladder = ChartView("ladder", context.tasks)
        self.progression = ChartView("progression", context.tasks, lines=34)
        self.progression_card: QFrame = card(
            Disclosure(self.tr("How it went over time"), "open_progression", self.progression),
            name="progression_card",
        )
        self._verdict: Verdict | None = None
        self._points: tuple[HistoryPoint, ...] = ()

    def show_verdict(self, verdict: Verdict, product: Product) -> None:
        """Show a verdict's place on the ladder, and the product's assessments where there are several."""
        if self._verdict is None or _place(verdict) != _place(self._verdict):
            self._show_ladder(verdict)
        self._verdict = verdict
        points = progression(product, self._framework)
        self.progression_card.setVisible(len(points) > 1)
        if len(points) > 1 and points != self._points:
            self._show_progression(points)
        self._points = points

    def _show_ladder(self, verdict: Verdict) -> None:
        framework = self._framework

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.stages import draw_ladder

            draw_ladder(figure, verdict, style, framework)

        def data() -> Table:
            from readiness_gui.charts.stages import ladder_table

            return ladder_table(verdict, framework)

        self.ladder.show_chart(draw, data, self._ladder_words(verdict))

    def _show_progression(self, points: tuple[HistoryPoint, ...]) -> None:
        framework = self._framework

        def draw(figure: Figure, style: ChartStyle) -> None:
            from readiness_gui.charts.stages import draw_progression

            draw_progression(figure, points, style, framework)

        def data() -> Table:
            from readiness_gui.charts.stages import progression_table

            return progression_table(points, framework)

        self.progression.show_chart(draw, data, self._progression_words(points, framework))

    def _ladder_words(self, verdict: Verdict) -> str:
        names = {stage: text.name for stage, text in self._framework.stages.items()}
        here = self.tr("Stage {stage}, {name}, is where the product is.").format(
            stage=verdict.current_stage, name=names[verdict.current_stage]
        )
        if verdict.target_stage <= verdict.current_stage:
            return here
        there = self.tr("Stage {stage}, {name}, is where it may go.").format(
            stage=verdict.target_stage, name=names[verdict.target_stage]
        )
        return f"{here} {there}"

    def _progression_words(self, points: tuple[HistoryPoint, ...], framework: Framework) -> str:
        steps = [
            self.tr("{day}: stage {stage}, {verdict}").format(
                day=point.date.isoformat(), stage=point.stage, verdict=framework.verdicts[point.verdict].title
            )
            for point in points
        ]
        return "; ".join(steps)


def _place(verdict: Verdict) -> tuple[int, int]:
    return verdict.current_stage, verdict.target_stage
