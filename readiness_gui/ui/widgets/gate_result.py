"""What the readings of the gate say: the decision in words, the numbers behind it, by segment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import GateResult
from readiness_gui.ui.widgets.basics import column, label


class GateResultView(QWidget):
    """Decision, lift with its interval, probability of 15 % or more, users still needed."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._decision = label("", "heading", name="gate_decision")
        self._rule = label("", name="gate_rule")
        self._why = label("", name="gate_why")
        self._lift = label("", name="gate_lift")
        self._probability = label("", name="gate_probability")
        self._needed = label("", name="gate_needed")
        self._table = self._build_table()
        self.setLayout(
            column(
                self._decision,
                self._rule,
                self._why,
                self._lift,
                self._probability,
                self._needed,
                self._table,
                spacing=1,
            )
        )

    def show_result(self, result: GateResult, figures: GateFigures | None) -> None:
        """Show the result in force, and the figures where readings gave it."""
        text = self._framework.gate_results[result]
        self._decision.setText(text.name)
        self._rule.setText(text.rule)
        self._why.setText(text.why)
        for part in (self._lift, self._probability, self._needed):
            part.setVisible(figures is not None)
        self._table.setVisible(figures is not None and bool(figures.segments))
        if figures is not None:
            self._show_numbers(figures.overall)
            self._show_segments(figures)

    def percent(self, share: float | None, *, signed: bool = False) -> str:
        """Return a share in per cent, "–" where it is unknown."""
        if share is None:
            return "–"
        sign = "+" if signed and share > 0 else ""
        return self.tr("{sign}{number} %").format(sign=sign, number=f"{share * 100:.1f}")

    def _show_numbers(self, lift: LiftFigures) -> None:
        if lift.lift is None:
            self._lift.setText(self.tr("Lift in retention: not known, nobody stayed without segments."))
        else:
            self._lift.setText(
                self.tr("Lift in retention: {lift} (95 % interval {low} to {high}), relative").format(
                    lift=self.percent(lift.lift, signed=True),
                    low=self.percent(lift.lift_low, signed=True),
                    high=self.percent(lift.lift_high, signed=True),
                )
            )
        limit = self.percent(self._framework.thresholds.gate_lift).replace(".0", "")
        self._probability.setText(
            self.tr("Probability that it is {limit} or more: {probability}").format(
                limit=limit, probability=self.percent(lift.probability_15)
            )
        )
        self._needed.setText(self._needed_words(lift))

    def _needed_words(self, lift: LiftFigures) -> str:
        needed = lift.users_per_arm_needed
        if needed is None:
            return self.tr("Users needed to be sure: cannot be told from these readings.")
        have = min(lift.control_users, lift.treatment_users)
        if have >= needed:
            return self.tr("Users: {have} in the smaller group, {needed} are needed; enough.").format(
                have=f"{have:,}", needed=f"{needed:,}"
            )
        words = self.tr(
            "Users: {have} in the smaller group, {needed} are needed; {more} still to come. "
            "At this size that is about {months} months of new users in each group."
        )
        return words.format(
            have=f"{have:,}",
            needed=f"{needed:,}",
            more=f"{needed - have:,}",
            months=lift.months_needed or "–",
        )

    def _build_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("gate_segments")
        table.setAccessibleName(self.tr("Lift by segment"))
        table.setHorizontalHeaderLabels(
            [self.tr("Segment"), self.tr("Lift"), self.tr("95 % interval"), self.tr("Decision")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    def _show_segments(self, figures: GateFigures) -> None:
        table = self._table
        table.setRowCount(len(figures.segments))
        for at, lift in enumerate(figures.segments):
            interval = self.tr("{low} to {high}").format(
                low=self.percent(lift.lift_low, signed=True), high=self.percent(lift.lift_high, signed=True)
            )
            decision = self._framework.gate_results[lift.decision].name
            cells = (lift.segment, self.percent(lift.lift, signed=True), interval, decision)
            for place, text in enumerate(cells):
                table.setItem(at, place, QTableWidgetItem(text))
        table.resizeRowsToContents()
        rows = sum(table.rowHeight(at) for at in range(table.rowCount()))
        table.setFixedHeight(rows + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth() + 2)
