"""What was agreed on, before it is put into the product: each with a way back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.merging import Conflict, Pick
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label, row
from readiness_gui.ui.widgets.clear import empty

#: how many questions that are still open are named at once
MOST_PROBLEMS = 6


class MergeReview(QWidget):
    """``asked`` carries the place of the conflict to go back to."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._missing = column(spacing=1)
        heading = label(self.tr("There is a problem"), "heading")
        self.summary = card(heading, self._missing, name="merge_problems", role="error_summary")
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.summary.hide()
        self._told = label("", name="merge_review_told")
        self._list = column(spacing=1)
        layout = column(
            label(self.tr("What you agreed on"), "question"), self.summary, self._told, self._list
        )
        layout.addStretch(1)
        self.setLayout(layout)

    def show_picks(
        self, conflicts: Sequence[Conflict], picks: Mapping[str, Pick], words: MergeWords, target: str
    ) -> None:
        """Show each question with what was chosen; ``target`` says where the result goes."""
        self.summary.hide()
        self._told.setText(target)
        empty(self._list)
        for at, conflict in enumerate(conflicts):
            self._list.addWidget(self._entry(at, conflict, picks.get(conflict.key), words))

    def show_missing(self, missing: Sequence[tuple[int, str]]) -> None:
        """Show what is not decided yet, each with a link to its question."""
        empty(self._missing)
        for number, (place, words) in enumerate(missing[:MOST_PROBLEMS]):
            link = button(self.tr("Go there"), f"merge_problem_{number}", role="link")
            link.setAccessibleName(self.tr("Go there: {problem}").format(problem=words))
            link.clicked.connect(lambda _checked=False, to=place: self.asked.emit(to))
            parts = row(label(breakable(words)), link)
            parts.setStretch(0, 1)
            line = QWidget()
            line.setLayout(parts)
            self._missing.addWidget(line)
        if len(missing) > MOST_PROBLEMS:
            more = self.tr("… and {count} more").format(count=len(missing) - MOST_PROBLEMS)
            self._missing.addWidget(label(more, "muted"))
        self.summary.setAccessibleName(" ".join(words for _, words in missing[:MOST_PROBLEMS]))
        self.summary.show()
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, at: int, conflict: Conflict, pick: Pick | None, words: MergeWords) -> QWidget:
        question = words.question(conflict.field)
        change = button(self.tr("Change"), f"merge_change_{at}", role="link")
        change.setAccessibleName(self.tr("Change: {question}").format(question=question))
        change.clicked.connect(lambda: self.asked.emit(at))
        head = row(label(breakable(question), "strong"), change)
        head.setStretch(0, 1)
        head.setAlignment(change, Qt.AlignmentFlag.AlignTop)
        made = card(head, name=f"merge_entry_{at}")
        layout = made.layout()
        if layout is not None:
            layout.setSpacing(UNIT // 2)
            for text, role in self._lines(conflict, pick, words):
                layout.addWidget(label(breakable(text), role))
        return made

    def _lines(self, conflict: Conflict, pick: Pick | None, words: MergeWords) -> list[tuple[str, str]]:
        if pick is None:
            return [(self.tr("Not decided yet"), "muted")]
        if pick.option is None:
            lines = [(words.left_open(conflict.field), "body")]
        else:
            option = conflict.options[pick.option]
            said = words.said(conflict.field, option.value)
            lines = [(self.tr("{answer} ({who})").format(answer=said, who=", ".join(option.who)), "body")]
        if pick.reason.strip():
            lines.append((self.tr("Because: {reason}").format(reason=pick.reason.strip()), "muted"))
        return lines
