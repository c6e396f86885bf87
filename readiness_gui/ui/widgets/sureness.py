"""How sure the verdict is: a small bar for each outcome that the evidence leaves open, and what matters most.

One column counts every way the unclear signals can fall; a second one, where something was measured,
reads the measured signals anew from within their intervals as well.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from readiness_gui.charts.style import percent
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.sureness import WORLDS, Shares, Sureness, sureness
from readiness_gui.core.terms import VerdictCode
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.clear import empty

#: rarer outcomes are not listed
SHOWN = 4


class SurenessView(QWidget):
    """Found in the background; until then the last one stays."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._said = label("", name="sureness_said")
        self._matters = label("", "strong", name="sureness_matters")
        self._how = label("", "muted", name="sureness_how")
        self._bars = QGridLayout()
        self._bars.setHorizontalSpacing(2 * UNIT)
        self._bars.setVerticalSpacing(UNIT)
        self.setLayout(column(self._said, self._bars, self._matters, self._how, spacing=1))

    def show_assessment(self, assessment: Assessment) -> None:
        """Find the outcomes of an assessment."""
        if assessment != self._assessment:
            self._assessment = assessment
            framework = self._context.framework
            self._context.tasks.run(_found, assessment, framework, done=self._on_found)

    def _on_found(self, result: tuple[Assessment, Sureness]) -> None:
        assessment, found = result
        if assessment is not self._assessment:
            return
        framework = self._context.framework
        self._said.setText(said(found, framework))
        self._show_bars(found)
        self._matters.setVisible(found.matters is not None)
        if found.matters is not None:
            name = framework.signals[found.matters].name
            self._matters.setText(framework.phrase("sureness.matters", signal=name))
        key = "how_sampled" if found.sampled else "how"
        self._how.setText(framework.phrase(f"sureness.{key}", draws=f"{WORLDS:,}"))

    def _show_bars(self, found: Sureness) -> None:
        empty(self._bars)
        framework = self._context.framework
        kinds = [("ways", ways_words(found, framework), found.ways)]
        if found.sampled:
            kinds.append(("drawn", framework.phrase("sureness.drawn", draws=f"{WORLDS:,}"), found.shares))
        for place, (_, heading, _shares) in enumerate(kinds):
            self._bars.addWidget(label(heading, "muted"), 0, place + 1, Qt.AlignmentFlag.AlignBottom)
            self._bars.setColumnStretch(place + 1, 1)
        self._bars.setColumnStretch(0, 1)
        codes = list(dict.fromkeys(code for code, _ in (*found.shares, *found.ways)))
        for at, code in enumerate(codes[:SHOWN]):
            self._bars.addWidget(label(framework.verdicts[code].title), at + 1, 0)
            for place, (kind, heading, shares) in enumerate(kinds):
                made = self._bar(f"sureness_{kind}_{at}", code, shares, heading)
                self._bars.addWidget(made, at + 1, place + 1, Qt.AlignmentFlag.AlignVCenter)

    def _bar(self, name: str, code: VerdictCode, shares: Shares, heading: str) -> QWidget:
        share = dict(shares).get(code, 0.0)
        told = percent(share) if share >= 0.005 or not share else self.tr("under 1 %")
        bar = QProgressBar()
        bar.setObjectName(name)
        bar.setRange(0, 1000)
        bar.setValue(round(share * 1000))
        bar.setTextVisible(False)
        title = self._context.framework.verdicts[code].title
        bar.setAccessibleName(self.tr("{title}: {share}").format(title=title, share=told))
        bar.setAccessibleDescription(heading)
        made = QWidget()
        made.setLayout(column(label(told, "small"), bar, spacing=0))
        return made


def ways_words(found: Sureness, framework: Framework) -> str:
    """Return what the first column counts."""
    if found.ways_count == 1:
        return framework.phrase("sureness.ways_one")
    return framework.phrase("sureness.ways", count=found.ways_count)


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
