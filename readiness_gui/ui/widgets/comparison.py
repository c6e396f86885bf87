"""Any two assessments side by side: what changed, what moved the verdict, and a sentence to read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.history import Comparison, compare
from readiness_gui.core.model import RuleTrace, Verdict
from readiness_gui.core.signal_history import HistoryColumn
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT, button, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.comparison_table import ComparisonTable
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.history_words import HistoryWords
from readiness_gui.ui.widgets.plan_fields import Field


class AssessmentPick(QComboBox):
    """One of the assessments; several may be of one day, so each is known by its id."""

    picked = Signal()

    def __init__(
        self, name: str, accessible: str, framework: Framework, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say = HistoryWords(framework, self)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self.picked)

    @property
    def chosen(self) -> str:
        """Return the id of the assessment shown."""
        return str(self.currentData() or "")

    def offer(self, columns: Sequence[HistoryColumn], chosen: str) -> None:
        """Offer assessments, with one of them chosen."""
        self.clear()
        for place, one in enumerate(columns, start=1):
            words = f"{place}  {self._say.day(one)} · {self._say.state(one)}"
            self.addItem(words, one.assessment.id)
        self.setCurrentIndex(self.findData(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a list must not change it."""
        event.ignore()


class ComparisonView(QWidget):
    """Compares the last two until others are chosen."""

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._columns: tuple[HistoryColumn, ...] = ()
        self._chosen: tuple[str, str] | None = None
        self._first = AssessmentPick("compare_before", self.tr("Compare: one assessment"), framework)
        self._second = AssessmentPick("compare_after", self.tr("Compare: the other assessment"), framework)
        self._sentence = label("", "sentence", name="comparison_sentence")
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._sentence.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sentence.setIndent(0)
        self._copy = button(self.tr("Copy the sentence"), "copy_sentence")
        self._copied = label("", "muted", name="sentence_copied", wrap=False)
        self._table = ComparisonTable(framework, theme)
        self._reasons = QVBoxLayout()
        self._rules = QVBoxLayout()
        self._lay_out()
        for pick in (self._first, self._second):
            pick.picked.connect(self._on_picked)
        self._copy.clicked.connect(self._on_copy)

    def show_columns(self, columns: Sequence[HistoryColumn]) -> None:
        """Offer assessments, oldest first; at least two."""
        self._columns = tuple(columns)
        known = {one.assessment.id for one in columns}
        if self._chosen is not None and not known.issuperset(self._chosen):
            self._chosen = None
        last = [one.assessment.id for one in columns[-2:]]
        first, second = self._chosen or (last[0], last[1])
        self._first.offer(columns, first)
        self._second.offer(columns, second)
        self._show()

    def _on_picked(self) -> None:
        self._chosen = (self._first.chosen, self._second.chosen)
        self._show()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._sentence.text())
        self._copied.setText(self.tr("Copied"))

    def _show(self) -> None:
        wanted = (self._first.chosen, self._second.chosen)
        pair = [one for one in self._columns if one.assessment.id in wanted]
        before, after = pair[0], pair[-1]
        found = compare(before.assessment, after.assessment, self._framework)
        self._sentence.setText(found.sentence)
        self._sentence.setAccessibleName(found.sentence)
        self._copied.setText("")
        self._table.show_comparison(found, before, after)
        self._show_reasons(found)
        self._show_rules(found)

    def _show_reasons(self, found: Comparison) -> None:
        empty(self._reasons)
        for words in found.moved_by:
            self._reasons.addWidget(label(f"{words[:1].upper()}{words[1:]}."))
        if not found.moved_by:
            self._reasons.addWidget(label(self.tr("Nothing: the verdict is the same, on the same ground.")))
        for words in found.cautions:
            self._reasons.addWidget(label(words, "muted"))

    def _show_rules(self, found: Comparison) -> None:
        empty(self._rules)
        for rule in found.flipped:
            self._rules.addWidget(self._rule(rule, found))
        if not found.flipped:
            self._rules.addWidget(label(self.tr("None: the same rules applied at both dates.")))

    def _rule(self, rule: str, found: Comparison) -> QWidget:
        text = self._framework.rules.get(rule)
        entry = _entry(found.after, rule) or _entry(found.before, rule)
        applies = (_entry(found.after, rule) or _NEVER).fired
        words = (
            self.tr("{rule}: did not apply, now it does")
            if applies
            else self.tr("{rule}: applied, now it does not")
        )
        parts = [label(words.format(rule=text.name if text is not None else rule), "strong")]
        if text is not None:
            parts.append(label(text.rule))
        if entry is not None:
            parts.append(label(self.tr("Why this rule: {why}").format(why=entry.why), "muted"))
        made = QWidget()
        made.setObjectName(f"flipped_{rule}")
        made.setLayout(column(*parts, spacing=0))
        return made

    def _lay_out(self) -> None:
        for layout in (self._reasons, self._rules):
            layout.setSpacing(UNIT)
        first = Field(self.tr("Compare"), self._first)
        second = Field(self.tr("with"), self._second)
        self.setLayout(
            column(
                FlowRow(first, second, spacing=2),
                self._sentence,
                FlowRow(self._copy, self._copied),
                self._table,
                label(self.tr("What moved the verdict"), "strong"),
                self._reasons,
                label(self.tr("Rules that flipped"), "strong"),
                self._rules,
                spacing=2,
            )
        )


_NEVER = RuleTrace("", fired=False, reached=False, inputs={}, why="")


def _entry(verdict: Verdict, rule: str) -> RuleTrace | None:
    return next((one for one in verdict.trace if one.rule == rule), None)
