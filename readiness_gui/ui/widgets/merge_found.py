"""What was found before merging: whose files, which assessment of each, and what needs no question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_parts import answered
from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.merging import Kind, Merged, Pairing, Side
from readiness_gui.core.model import Assessment, AssessmentStatus
from readiness_gui.core.wording import date_words
from readiness_gui.ui.widgets.basics import beside, breakable, card, column, label, row
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.disclosure import Disclosure

#: at most so many rows of what agrees are shown at once before the table scrolls
ROWS_SHOWN = 8


class MergeFound(QWidget):
    """Shows the files and what agrees; ``paired`` carries the :class:`Pairing` the user chose."""

    paired = Signal(object)

    def __init__(self, framework: Framework) -> None:
        super().__init__()
        self._framework = framework
        self._picks: list[QComboBox] = []
        self._problems = label("", "error", name="merge_unread")
        self._remarks = label("", "muted", name="merge_remarks")
        self._files = column(spacing=1)
        self._sum = label("", name="merge_sum")
        self._table = _table()
        self._agreeing = Disclosure("", "merge_agreeing", self._table)
        self._questions = label("", "strong", name="merge_question_count")
        layout = column(
            label(self.tr("What was found"), "question", name="merge_heading"),
            self._problems,
            self._questions,
            self._sum,
            self._agreeing,
            self._remarks,
            self._files,
        )
        layout.addStretch(1)
        self.setLayout(layout)

    def show_files(
        self, sides: Sequence[Side], names: Sequence[str], problems: Sequence[str], pairing: Pairing
    ) -> None:
        """Show each file with what is chosen of it; ``problems`` names those that could not be read."""
        self._tell(self._problems, problems)
        empty(self._files)
        self._picks = []
        for at, (side, name) in enumerate(zip(sides, names, strict=True)):
            self._files.addWidget(self._file(at, side, name, pairing.ids[at]))
            chosen = pairing.ids[at]
            held = [one for one in sides if chosen and one.product.assessment(chosen) is not None]
            if len(held) > 1:
                words = self.tr("Several files hold this very assessment, so it is merged with itself.")
                self._picks[at].setEnabled(False)
                self._picks[at].setToolTip(words)
                self._picks[at].setAccessibleDescription(words)

    def show_merged(self, merged: Merged, words: MergeWords, remarks: Sequence[str]) -> None:
        """Show what agrees, what is only one person's, and how many questions there are."""
        self._tell(self._remarks, remarks)
        settled = [one for one in merged.settled if one.field != "as_of"]
        count = {kind.value: sum(one.kind is kind for one in settled) for kind in Kind}
        words_of_sum = self.tr(
            "The same in all files: {agreed} · From one person only: {single} · Put together: {united}"
        )
        if count[Kind.TAKEN_OUT.value]:
            words_of_sum = f"{words_of_sum} · {self.tr('Taken out: {taken_out}')}"
        self._sum.setText(words_of_sum.format(**count))
        self._agreeing.set_text(self.tr("What needs no question ({count})").format(count=len(settled)))
        self._agreeing.setVisible(bool(settled))
        self._table.setRowCount(len(settled))
        for place, one in enumerate(settled):
            value = words.settled(one)
            for across, text in enumerate((words.question(one.field), value, ", ".join(one.who))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(place, across, item)
        line = self._table.rowHeight(0) or self._table.fontMetrics().lineSpacing()
        head = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(line * min(len(settled), ROWS_SHOWN) + head + 4)
        self._questions.setText(self._question_words(len(merged.conflicts)))

    def _question_words(self, count: int) -> str:
        if count == 0:
            return self.tr("Nobody contradicts anybody: there is nothing to decide.")
        if count == 1:
            return self.tr("One answer differs. It is shown next.")
        return self.tr("{count} answers differ. They are shown one by one.").format(count=count)

    def _file(self, at: int, side: Side, name: str, chosen: str | None) -> QFrame:
        pick = QComboBox()
        pick.setObjectName(f"merge_pairing_{at}")
        pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for one in reversed(side.product.assessments):
            pick.addItem(self._assessment_words(one), one.id)
        pick.addItem(self.tr("None: leave its assessments as they are"), None)
        pick.setCurrentIndex(max(pick.findData(chosen), 0) if chosen is not None else pick.count() - 1)
        pick.currentIndexChanged.connect(self._on_picked)
        self._picks.append(pick)
        who = label(beside(breakable(side.label), self), "strong")
        file = label(breakable(name), "muted")
        given = label("", "muted", name=f"merge_answered_{at}")
        answers = {one.id: self._answered_words(one) for one in side.product.assessments}

        def tell() -> None:
            given.setText(answers.get(pick.currentData(), ""))

        tell()
        pick.currentIndexChanged.connect(tell)
        pick.setAccessibleName(self.tr("Which assessment of {name} is merged?").format(name=side.label))
        pick.setToolTip(self.tr("Which assessment of this file is merged"))
        line = row(column(who, file, given, spacing=0), pick)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        return card(line, name=f"merge_file_{at}")

    def _assessment_words(self, one: Assessment) -> str:
        complete = one.status is AssessmentStatus.COMPLETE
        words = self.tr("{date}, complete") if complete else self.tr("{date}, draft")
        return words.format(date=date_words(one.as_of, self._framework))

    def _answered_words(self, one: Assessment) -> str:
        given, asked = answered(one)
        return self.tr("{given} of {asked} answered").format(given=given, asked=asked)

    def _on_picked(self) -> None:
        self.paired.emit(Pairing(tuple(pick.currentData() for pick in self._picks)))

    def _tell(self, where: QWidget, sentences: Sequence[str]) -> None:
        where.setText("\n".join(breakable(one) for one in sentences))  # type: ignore[attr-defined]  # labels
        where.setVisible(bool(sentences))


def _table() -> QTableWidget:
    made = QTableWidget(0, 3)
    made.setObjectName("merge_settled")
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.verticalHeader().hide()
    made.setHorizontalHeaderLabels([made.tr("Question"), made.tr("Answer"), made.tr("Who")])
    made.setAccessibleName(made.tr("What needs no question"))
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return made
