"""How sure the verdict is: a small bar for each outcome that the evidence leaves open, and what matters most.

One column counts every way the unclear signals can fall; a second one, where something was measured,
reads the measured signals anew from within their intervals as well.
"""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.sureness import WORLDS, Sureness, sureness
from readiness_gui.core.wording import percent
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, column, label

#: rarer outcomes are not listed
SHOWN = 4
#: over all ways of the unclear signals, and over draws from within what was measured
KINDS = ("ways", "drawn")


class SurenessView(QWidget):
    """Found in the background; until then the last one stays."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._found: Sureness | None = None
        self._said = label("", name="sureness_said")
        self._matters = label("", "strong", name="sureness_matters")
        self._how = label("", "muted", name="sureness_how")
        self._heads = {kind: label("", "muted", name=f"sureness_{kind}") for kind in KINDS}
        self._titles = [label("") for _ in range(SHOWN)]
        self._bars = {(kind, at): ShareBar(f"sureness_{kind}_{at}") for kind in KINDS for at in range(SHOWN)}
        self._area = QWidget()
        self._area.setLayout(self._build_grid())
        self.setLayout(column(self._said, self._area, self._matters, self._how, spacing=1))

    def show_assessment(self, assessment: Assessment) -> None:
        """Find the outcomes of an assessment."""
        if assessment != self._assessment:
            self._assessment = assessment
            framework = self._context.framework
            self._context.tasks.run(_found, assessment, framework, done=self._on_found)

    def _on_found(self, result: tuple[Assessment, Sureness]) -> None:
        assessment, found = result
        if assessment is not self._assessment or found == self._found:
            return
        self._found = found
        framework = self._context.framework
        self._said.setText(said(found, framework))
        self._show_bars(found)
        self._matters.setVisible(found.matters is not None)
        if found.matters is not None:
            name = framework.signals[found.matters].name
            self._matters.setText(framework.phrase("sureness.matters", signal=name))
        key = "how_sampled" if found.sampled else "how"
        self._how.setText(framework.phrase(f"sureness.{key}", draws=f"{WORLDS:,}"))

    def _build_grid(self) -> QGridLayout:
        """Return outcomes from above to below, a number and a bar for each way of reckoning."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(0, 3)
        for at, title in enumerate(self._titles):
            grid.addWidget(title, at + 1, 0)
        for place, kind in enumerate(KINDS):
            grid.addWidget(self._heads[kind], 0, 2 * place + 1, 1, 2)
            grid.setColumnStretch(2 * place + 2, 2)
            for at in range(SHOWN):
                bar = self._bars[kind, at]
                grid.addWidget(bar.number, at + 1, 2 * place + 1)
                grid.addWidget(bar, at + 1, 2 * place + 2, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _show_bars(self, found: Sureness) -> None:
        """Fill in what there is and hide the rest."""
        self._area.hide()  # parts shown singly would each lay the page out anew
        framework = self._context.framework
        words = (ways_words(found, framework), framework.phrase("sureness.drawn", draws=f"{WORLDS:,}"))
        codes = list(dict.fromkeys(code for code, _ in (*found.shares, *found.ways)))[:SHOWN]
        titles = [framework.verdicts[code].title for code in codes]
        for title, text in zip_longest(self._titles, titles):
            title.setText(text or "")
            title.setVisible(text is not None)
        told = (True, found.sampled)
        for kind, heading, shares, wanted in zip(KINDS, words, (found.ways, found.shares), told, strict=True):
            self._heads[kind].setText(heading)
            self._heads[kind].setVisible(wanted)
            for at in range(SHOWN):
                shown = wanted and at < len(codes)
                self._bars[kind, at].setVisible(shown)
                self._bars[kind, at].number.setVisible(shown)
                if shown:
                    share = dict(shares).get(codes[at], 0.0)
                    self._bars[kind, at].show_share(share, titles[at], heading)
        self._area.show()


class ShareBar(QProgressBar):
    """A small bar with its number beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setRange(0, 1000)
        self.setTextVisible(False)
        self.number = label("", "small", wrap=False)

    def show_share(self, share: float, title: str, heading: str) -> None:
        """Show a share (0 to 1) of an outcome, reckoned as the heading says."""
        told = percent(share) if share >= 0.005 or not share else self.tr("under 1 %")
        self.setValue(round(share * 1000))
        self.number.setText(told)
        self.setAccessibleName(self.tr("{title}: {share}").format(title=title, share=told))
        self.setAccessibleDescription(heading)


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
