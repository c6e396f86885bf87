"""The verdict itself: what it says, on what ground, what to do, and what to settle first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Verdict
from readiness_gui.core.terms import STEP_OF_SIGNAL, SignalId
from readiness_gui.ui.widgets.basics import UNIT, button, card, column, label
from readiness_gui.ui.widgets.clear import empty


class VerdictCard(QWidget):
    """Title, summary, next action and the line on how good the evidence is."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._stage = label("", "muted", name="verdict_stage")
        self._title = label("", "title", name="verdict_title")
        self._headline = label("", name="verdict_headline")
        self._summary = label("", name="verdict_summary")
        self._action = label("", "strong", name="verdict_action")
        made = card(
            self._stage,
            self._title,
            self._headline,
            self._summary,
            self._action,
            name="verdict",
        )
        self.setLayout(column(made))

    def show_verdict(self, verdict: Verdict, headline: str) -> None:
        """Show a verdict; ``headline`` counts the signals and says how they are known."""
        text = self._framework.verdicts[verdict.code]
        stages = self._framework.stages
        if verdict.target_stage > verdict.current_stage:
            stage = self.tr("Stage {now} today, on to stage {target}: {name}")
        else:
            stage = self.tr("Stage {now} today, and for now it stays there")
        self._stage.setText(
            stage.format(
                now=verdict.current_stage, target=verdict.target_stage, name=stages[verdict.target_stage].name
            )
        )
        self._title.setText(text.title)
        self._headline.setText(headline)
        self._summary.setText(text.summary)
        self._action.setText(self.tr("Next: {action}").format(action=text.action))


class ResolveFirst(QWidget):
    """The unclear signals that could change the verdict, each a link to its step."""

    followed = Signal(object)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._shown: tuple[SignalId, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * UNIT)
        heading = label(self.tr("Resolve these first"), "heading")
        why = label(
            self.tr("Each of these is not known yet, and the verdict changes if it is present."), "muted"
        )
        made = card(heading, why, self._list, name="resolve_first", role="notice")
        self.setLayout(column(made))

    def show_signals(self, signals: Sequence[SignalId]) -> None:
        """Show these signals; nothing is shown where none matters."""
        self.setVisible(bool(signals))
        if tuple(signals) == self._shown:
            return
        self._shown = tuple(signals)
        empty(self._list)
        for signal in signals:
            text = self._framework.signals[signal]
            step = STEP_OF_SIGNAL[signal]
            name = self._framework.steps[step].name
            link = button(self.tr("Go to: {step}").format(step=name), f"resolve_{signal.value}", role="link")
            link.setAccessibleName(f"{text.resolve_title}. {text.resolve_detail}")
            link.clicked.connect(lambda _checked=False, to=step: self.followed.emit(to))
            inner = column(label(text.resolve_title, "strong"), label(text.resolve_detail), spacing=0)
            inner.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
            holder = QWidget()
            holder.setLayout(inner)
            self._list.addWidget(holder)
