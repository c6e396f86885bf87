"""What the forms on the timeline mean."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from readiness_gui.ui.widgets.basics import column, label


class TimelineLegend(QWidget):
    """One line of words; the forms it names are the ones the timeline paints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr(
            "Filled bar: work · pale bar: to find out · hatched bar: warning · empty bar: done · "
            "diamond: milestone · goal posts: gate · dashed line: today · shaded: weekend · "
            "dotted strip: earliest to latest end · arrow: has to be finished first"
        )
        self.setLayout(column(label(words, "small")))
