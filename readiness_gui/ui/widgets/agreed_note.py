"""What several people agreed on, beside the answer it is about."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.model import Agreement, Assessment
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, breakable, column, label
from readiness_gui.ui.widgets.clear import empty
from readiness_gui.ui.widgets.disclosure import Disclosure


class AgreedNote(QFrame):
    """The agreements on one answer and its circumstances; hidden where nothing was agreed."""

    def __init__(self, context: PageContext, field: str) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("What was agreed on"))
        self._context, self._field = context, field
        self._lines = column(margin=2, spacing=1)
        self.setLayout(self._lines)
        self.hide()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the agreements on this answer, the newest last."""
        inner = f"{self._field}."
        mine = [
            one for one in assessment.agreements if one.field == self._field or one.field.startswith(inner)
        ]
        _fill(self._lines, mine, _words(self._context, assessment), self._field)
        self.setVisible(bool(mine))


class AgreementList(Disclosure):
    """All agreements of an assessment, folded; hidden where there are none."""

    def __init__(self, context: PageContext) -> None:
        body = QWidget()
        self._lines = column(spacing=1)
        body.setLayout(self._lines)
        super().__init__("", "review_agreements", body)
        self._context = context
        self.hide()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show every agreement with its question."""
        found = assessment.agreements
        self.set_text(self.tr("What several people agreed on ({count})").format(count=len(found)))
        _fill(self._lines, found, _words(self._context, assessment), "")
        self.setVisible(bool(found))


def _words(context: PageContext, assessment: Assessment) -> MergeWords:
    return MergeWords(context.framework, context.today(), (assessment,))


def _fill(layout: QVBoxLayout, found: Iterable[Agreement], words: MergeWords, field: str) -> None:
    """Show agreements one below the other; the question of ``field`` itself is on the page already."""
    empty(layout)
    for one in found:
        agreed, *said = words.agreement(one)
        if one.field != field:
            layout.addWidget(label(breakable(words.asked(one.field)), "strong"))
        layout.addWidget(label(breakable(agreed), "body", name="agreed_note"))
        told = label(breakable("\n".join(said)), "muted", name="agreed_said")
        told.setContentsMargins(0, 0, 0, UNIT)
        layout.addWidget(told)
