"""What the evidence rules made of the evidence: status, reason, what would settle it, chart and figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QWidget

from readiness_gui.core.model import Figures, Finding, SignalAnswer
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.report.figure_words import figure_help, figure_pairs
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, breakable, column, label, row, set_role
from readiness_gui.ui.widgets.chart_view import ChartView
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.signal_rows import GLYPHS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table
    from readiness_gui.ui.widgets.chart_view import Draw

    ChartOf = Callable[[Figures], tuple[Draw, Table] | None]


class FindingCard(QFrame):
    """Hidden parts appear once there is something to say."""

    def __init__(self, signal: SignalId, context: PageContext, chart_of: ChartOf) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(f"{signal}_finding")
        self._framework = context.framework
        self._chart_of = chart_of
        self._shown: Finding | None = None
        self._mark = label("", "chip", name=f"{signal}_status_chip", wrap=False)
        self._status = label("", "heading", name=f"{signal}_status")
        self._reason = label("", name=f"{signal}_reason")
        self._resolve = label("", "muted", name=f"{signal}_resolve")
        self.chart = ChartView(f"{signal}_chart", context.tasks)
        figures = QWidget()
        self._figures = column(spacing=0)
        figures.setLayout(self._figures)
        self._full = Disclosure(self.tr("Full figures"), f"{signal}_figures", figures)
        head = row(self._status, self._mark, spacing=1)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._reason, self._resolve, self.chart, self._full, spacing=1, margin=2))

    def show_answer(self, answer: SignalAnswer) -> None:
        """Show the finding of an answer, or that there is none yet."""
        finding = answer.finding
        if finding is None:
            self._show_nothing()
        elif finding != self._shown:
            self._show_finding(finding)
        self._shown = finding

    def _show_nothing(self) -> None:
        self._mark.hide()
        self._status.setText(self.tr("No finding yet"))
        self._reason.setText(self.tr("What the evidence says appears here as you enter it."))
        for part in (self._resolve, self.chart, self._full):
            part.hide()

    def _show_finding(self, finding: Finding) -> None:
        word = self._framework.phrase(f"core.status.{finding.status}")
        self._mark.setText(f"{GLYPHS[finding.status]} {word}")
        set_role(self._mark, f"chip_{finding.status}")
        self._mark.show()
        settled = finding.status is not Status.UNCLEAR
        self._status.setText(self.tr("What the evidence says") if settled else self.tr("Not settled yet"))
        self._reason.setText(breakable(finding.reason))
        self._resolve.setText(self.tr("What would settle it: {how}").format(how=breakable(finding.resolve)))
        self._resolve.setVisible(bool(finding.resolve))
        self._show_figures(finding.figures)
        self._show_chart(finding)

    def _show_figures(self, figures: Figures) -> None:
        empty(self._figures)
        holder = QWidget()
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(3 * UNIT)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        told = figure_help(self._framework)
        for name, value in figure_pairs(figures, self._framework):
            written = [label(breakable(value))]
            if name in told:
                written.append(label(told[name], "small"))
            words = QWidget()
            words.setLayout(column(*written, spacing=0))
            named = label(name, "muted")
            named.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            form.addRow(named, words)
        self._figures.addWidget(holder)
        self._full.show()

    def _show_chart(self, finding: Finding) -> None:
        def draw(figure: Figure, style: ChartStyle) -> None:
            made = self._chart_of(finding.figures)
            if made is not None:
                made[0](figure, style)

        def data() -> Table:
            from readiness_gui.charts.style import Table as ChartTable

            made = self._chart_of(finding.figures)
            return made[1] if made is not None else ChartTable((), ())

        self.chart.show()
        self.chart.show_chart(draw, data, finding.reason)
