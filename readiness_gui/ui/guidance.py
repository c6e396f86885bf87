"""The panel beside a page: why it matters, how to measure it this week, an example."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from readiness_gui.core.framework import Guidance
from readiness_gui.ui.widgets.basics import UNIT, label


class GuidancePanel(QScrollArea):
    """Shows the guidance of one step; reachable by keyboard, so that it can be scrolled and read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidance_panel")
        self.setAccessibleName(self.tr("Guidance"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QFrame()
        content.setProperty("role", "guidance")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(UNIT)
        self._texts: list[QLabel] = []
        for name, title in (
            ("why", self.tr("Why it matters")),
            ("how", self.tr("How to measure it this week")),
            ("example", self.tr("An example")),
        ):
            heading = label(title, "strong", name=f"guidance_{name}_title")
            text = label("", "muted", name=f"guidance_{name}")
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._texts.append(text)
            layout.addWidget(heading)
            layout.addWidget(text)
            layout.addSpacing(2 * UNIT)
        layout.addStretch(1)
        self.setWidget(content)

    def show_guidance(self, guidance: Guidance) -> None:
        """Show the guidance of a step from its beginning."""
        for text, words in zip(self._texts, (guidance.why, guidance.how, guidance.example), strict=True):
            text.setText(words)
        self.verticalScrollBar().setValue(0)
