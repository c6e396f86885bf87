"""What the readings of the gate say: the decision in words, the numbers behind it, by segment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from readiness_gui.core.figures import GateFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import left_out_words, p_words, sample_date, segment_lines, unknown_words
from readiness_gui.core.terms import GateResult
from readiness_gui.core.wording import date_words, percent, short_percent
from readiness_gui.ui.widgets.basics import breakable, column, label
from readiness_gui.ui.widgets.row_heights import fit_rows, keep_rows_fit


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
        self._left_out = label("", name="gate_left_out")
        self._segments = label("", name="gate_segments_words")
        self._table = self._build_table()
        self.setLayout(
            column(
                self._decision,
                self._rule,
                self._why,
                self._lift,
                self._probability,
                self._needed,
                self._left_out,
                self._segments,
                self._table,
                spacing=1,
            )
        )

    def show_result(self, result: GateResult, figures: GateFigures | None, today: date) -> None:
        """Show the result in force, and the figures where readings gave it; ``today`` dates the sample."""
        text = self._framework.gate_results[result]
        self._decision.setText(text.name)
        self._rule.setText(text.rule)
        self._why.setText(text.why)
        for part in (self._lift, self._probability, self._needed):
            part.setVisible(figures is not None)
        apart = figures is not None and bool(figures.segments)
        self._table.setVisible(apart)
        self._segments.setVisible(apart)
        self._left_out.setVisible(figures is not None and bool(figures.left_out))
        if figures is not None:
            self._left_out.setText(breakable(left_out_words(figures, self._framework)))
            self._show_numbers(figures.overall, today)
            self._show_segments(figures)

    def show_unread(self, problems: Sequence[str]) -> None:
        """Say instead which rows keep the readings from being judged, where any do."""
        if problems:
            self._decision.setText(self.tr("These readings cannot be judged yet"))
            self._rule.setText("\n".join(problems))
            self._why.setText(self.tr("Mend the rows above; the result follows at once."))

    def _show_numbers(self, lift: LiftFigures, today: date) -> None:
        if lift.lift is None:
            why = unknown_words(lift, self._framework)
            self._lift.setText(self._framework.phrase("gate_plan.segment.overall_unknown", why=why))
        else:
            self._lift.setText(
                self.tr("Lift in retention: {lift} (95 % interval {low} to {high}), relative").format(
                    lift=percent(lift.lift, 1, signed=True),
                    low=percent(lift.lift_low, 1, signed=True),
                    high=percent(lift.lift_high, 1, signed=True),
                )
            )
        limit = short_percent(self._framework.thresholds.gate_lift)
        self._probability.setText(
            self.tr("Probability that it is {limit} or more: {probability}").format(
                limit=limit, probability=percent(lift.probability_15, 1)
            )
        )
        needed = (self._needed_words(lift), self._date_words(lift, today))
        self._needed.setText(" ".join(filter(None, needed)))

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

    def _date_words(self, lift: LiftFigures, today: date) -> str:
        """Return the day on which the missing users are there at the present size."""
        day = sample_date(lift, today)
        if day is None:
            return ""
        words = date_words(day, self._framework)
        return self._framework.phrase("gate_plan.needed.date", date=words)

    def _build_table(self) -> QTableWidget:
        table = QTableWidget(0, 5)
        table.setObjectName("gate_segments")
        table.setAccessibleName(self.tr("Lift by segment"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Segment"),
                self.tr("Lift"),
                self.tr("95 % interval"),
                self._framework.phrase("gate_plan.segment.p"),
                self.tr("Decision"),
            ]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for place in (0, 4):  # what is written in words shares the rest
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        keep_rows_fit(table)
        return table

    def _show_segments(self, figures: GateFigures) -> None:
        table = self._table
        table.setRowCount(len(figures.segments))
        for at, lift in enumerate(figures.segments):
            interval = self.tr("{low} to {high}").format(low=whole(lift.lift_low), high=whole(lift.lift_high))
            decision = self._framework.gate_results[lift.decision].name
            share = percent(lift.lift, 1, signed=True)
            cells = (lift.segment, share, interval, p_words(lift.p_adjusted), decision)
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(at, place, item)
        lead = self._framework.phrase("gate_plan.segment.lead")
        self._segments.setText("\n".join((lead, *map(breakable, segment_lines(figures, self._framework)))))
        fit_rows(table)


def whole(share: float | None) -> str:
    """Return a relative lift in whole per cents with its sign, for a narrow cell."""
    return percent(share, signed=True)
