"""How sure the verdict is: a bar for each outcome that the evidence leaves open, and what matters most."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from readiness_gui.charts.style import percent
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.sureness import Sureness, sureness
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.clear import empty

#: rarer outcomes are told together
SHOWN = 4


class SurenessView(QWidget):
    """Drawn in the background; until then the last one stays."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._said = label("", name="sureness_said")
        self._matters = label("", name="sureness_matters")
        self._bars = QVBoxLayout()
        self._bars.setSpacing(UNIT)
        how = label(
            self.tr(
                "A thousand times, each unclear signal falls either way, and each measured one is read anew "
                "from within its interval. Counts and decisions stay as they are."
            ),
            "muted",
        )
        self.setLayout(column(self._said, self._bars, self._matters, how, spacing=1))

    def show_assessment(self, assessment: Assessment) -> None:
        """Draw the outcomes of an assessment."""
        if assessment != self._assessment:
            self._assessment = assessment
            framework = self._context.framework
            self._context.tasks.run(_found, assessment, framework, done=self._on_found)

    def _on_found(self, result: tuple[Assessment, Sureness]) -> None:
        assessment, found = result
        if assessment is not self._assessment:
            return
        framework = self._context.framework
        empty(self._bars)
        self._said.setText(said(found, framework))
        if len(found.shares) > 1:
            for at, (code, share) in enumerate(found.shares[:SHOWN]):
                self._bars.addWidget(self._bar(at, framework.verdicts[code].title, share))
        self._matters.setVisible(found.matters is not None)
        if found.matters is not None:
            name = framework.signals[found.matters].name
            self._matters.setText(framework.phrase("sureness.matters", signal=name))

    def _bar(self, at: int, title: str, share: float) -> QWidget:
        bar = QProgressBar()
        bar.setObjectName(f"sureness_{at}")
        bar.setRange(0, 1000)
        bar.setValue(round(share * 1000))
        bar.setTextVisible(False)
        words = self.tr("{title}: {share}").format(
            title=title, share=percent(share) if share >= 0.005 else self.tr("under 1 %")
        )
        bar.setAccessibleName(words)
        made = QWidget()
        made.setLayout(column(label(words), bar, spacing=0))
        return made


def said(found: Sureness, framework: Framework) -> str:
    """Return the shares in one sentence."""
    code, share = found.shares[0]
    title = framework.verdicts[code].title
    if len(found.shares) == 1:
        key = "sureness.whatever" if found.open_signals else "sureness.settled"
        return framework.phrase(key, title=title)
    return framework.phrase("sureness.share", title=title, share=percent(share))


def _found(assessment: Assessment, framework: Framework) -> tuple[Assessment, Sureness]:
    return assessment, sureness(assessment, framework)
