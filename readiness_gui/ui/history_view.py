"""The history of the open product: how its stage went, its signals over time, and any two compared.

No step of the wizard: it is reached from the header, the menu and the verdict, and left by Back or
Escape to the step where one was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from readiness_gui.core.framework import Guidance
from readiness_gui.core.model import Assessment, AssessmentStatus, Product
from readiness_gui.core.signal_history import columns
from readiness_gui.ui.history_export import HistoryExport
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.page_frame import CONTENT_WIDTH
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.assessment_list import AssessmentList
from readiness_gui.ui.widgets.basics import UNIT, button, card, column, label
from readiness_gui.ui.widgets.comparison import ComparisonView
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.history_charts import HistoryCharts
from readiness_gui.ui.widgets.prediction_history import PredictionHistory
from readiness_gui.ui.widgets.signal_matrix import SignalMatrix


class HistoryView(QScrollArea):
    """Emits what the user asks for; shows what it is told."""

    #: carries the id of the assessment to open
    opened = Signal(str)
    new_requested = Signal()
    completion_requested = Signal()
    left = Signal()

    def __init__(self, context: PageContext, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._context = context
        self._theme = theme
        self._charts = HistoryCharts(context)
        self._matrix = SignalMatrix(context.framework, theme)
        self._list = AssessmentList(context.framework, theme)
        self._comparison = ComparisonView(context.framework, theme)
        self._predictions = PredictionHistory(context)
        self._export = HistoryExport(context)
        self._content = QWidget()
        self.setWidget(self._lay_out())
        self._matrix.opened.connect(self.opened)
        self._list.opened.connect(self.opened)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def guidance(self) -> Guidance:
        """Return what stands beside the history."""
        words = (
            self._context.framework.phrase(f"history.guidance_{key}") for key in ("why", "how", "example")
        )
        return Guidance(*words)

    def show_product(self, product: Product, current: Assessment, *, read_only: bool) -> None:
        """Show the assessments of a product; ``current`` is the one open in the wizard."""
        for part in self.parts(product, current, read_only=read_only):
            part()

    def parts(
        self, product: Product, current: Assessment, *, read_only: bool
    ) -> Iterator[Callable[[], object]]:
        """Yield what shows a product, part by part, for whoever has time for one part only."""
        framework, today = self._context.framework, self._context.today()
        found = columns(product, framework, today)
        several = len(found) > 1
        latest = product.assessments[-1]
        self._title.setText(self.tr("How {name} went over time").format(name=product.name))
        self._empty.setVisible(not several)
        self._chart_card.setVisible(several)
        self._comparison_card.setVisible(several)
        if several:
            yield lambda: self._charts.show_product(product)
            yield lambda: self._comparison.show_columns(found)
        else:
            self._show_empty(latest)
        yield lambda: self._matrix.show_columns(found)
        yield lambda: self._list.show_columns(found, current.id)
        yield lambda: self._predictions.show_product(product, today)
        self._new.setVisible(not read_only)
        draft = latest.status is AssessmentStatus.DRAFT
        self._complete.setVisible(draft and current.id == latest.id and not read_only)

    def make_ready(self) -> None:
        """Style every part while it is hidden; Qt else does so when it is first shown."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def enter(self) -> None:
        """Begin at the top, with the focus on the first control."""
        self.verticalScrollBar().setValue(0)
        first = self._matrix if self._chart_card.isHidden() else self._charts.stages.canvas
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _show_empty(self, only: Assessment) -> None:
        horizon = self._context.framework.thresholds.horizon_days
        told = self.tr(
            "There is one assessment so far, of {day}. Once there are two, the stage over time stands here, "
            "the two side by side, and a sentence on what moved the verdict. Come back when the {days} days "
            "of the roadmap are over, about {later}, or when something big has changed."
        )
        day = only.as_of
        later = day + timedelta(days=horizon)
        words = told.format(day=long_day(QLocale(), day), days=horizon, later=long_day(QLocale(), later))
        self._empty_words.setText(words)

    def _on_open(self) -> None:
        if self._list.selected:
            self.opened.emit(self._list.selected)

    def _lay_out(self) -> QWidget:
        self._title = label("", "question", name="history_title")
        intro = self.tr("What was believed at each date, on what evidence, and what changed the answer.")
        self._empty_words = label("", name="history_empty_words")
        self._empty = card(
            label(self.tr("Nothing to compare yet"), "heading"), self._empty_words, name="history_empty",
            role="notice",
        )  # fmt: skip
        self._chart_card = self._card(self.tr("Stage over time"), self._charts, name="history_chart_card")
        self._comparison_card = self._card(self.tr("Compare two"), self._comparison, name="comparison")
        self._content.setLayout(
            column(
                self._title,
                label(intro, "intro"),
                self._empty,
                self._chart_card,
                self._card(self.tr("The five signals at each date"), self._matrix, name="matrix_card"),
                self._build_list(),
                self._comparison_card,
                self._predictions,
                spacing=2,
            )
        )
        self._content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        canvas = QFrame()
        canvas.setProperty("role", "canvas")
        layout = QHBoxLayout(canvas)
        layout.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 4 * UNIT)
        inner = QVBoxLayout()
        inner.addWidget(self._content)
        inner.addStretch(1)
        layout.addLayout(inner, 100)
        layout.addStretch(1)
        return canvas

    def _build_list(self) -> QFrame:
        self._new = button(self.tr("New assessment from the last"), "history_new", role="primary")
        self._new.setToolTip(
            self.tr(
                "Context, evidence, roadmap and open predictions come along; what has gone stale is marked"
            )
        )
        self._new.clicked.connect(self.new_requested)
        self._open = button(self.tr("Open the chosen one"), "history_open")
        self._open.clicked.connect(self._on_open)
        self._complete = button(self.tr("Mark the latest complete"), "history_complete")
        self._complete.clicked.connect(self.completion_requested)
        buttons = FlowRow(self._new, self._open, self._complete, self._export.button)
        made = self._card(self.tr("Assessments"), self._list, name="assessments")
        inner = made.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addLayout(buttons)
            inner.addWidget(self._export.told)
        return made

    @staticmethod
    def _card(title: str, body: QWidget, *, name: str) -> QFrame:
        return card(label(title, "heading"), body, name=name)

    def _fit(self) -> None:
        self._content.setMaximumWidth(self._theme.scaled(CONTENT_WIDTH + 20 * UNIT))
