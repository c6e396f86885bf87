"""Home before there is any product: what the program answers, and every way to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.ui.new_product import gather_list
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT, button, card, label
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.stage_picture import StagePicture


class EmptyHome(QScrollArea):
    """The example stands beside the start, as large as it."""

    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()
    merge_requested = Signal()

    def __init__(self, framework: Framework, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_home")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("role", "canvas")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(
            label(self.tr("Is it time to personalize your product?"), "title", name="empty_title")
        )
        layout.addWidget(label(framework.idea.strip(), "intro", name="empty_idea"))
        promise = self.tr(
            "Answer what you can about five signals. You get a verdict with its reasons, a plan for 90 days "
            "and a report as PDF. Nothing leaves this machine."
        )
        layout.addWidget(label(promise, name="empty_promise"))
        layout.addLayout(self._build_buttons())
        layout.addWidget(
            label(self.tr("Three stages, taken one at a time; the verdict names yours"), "strong")
        )
        layout.addWidget(StagePicture(framework, theme))
        layout.addWidget(card(gather_list(self.tr("What to gather"), framework.gather), name="gather"))
        layout.addStretch(1)
        self.setWidget(content)

    def _build_buttons(self) -> FlowRow:
        self.start = button(self.tr("Assess your product"), "empty_new", role="primary")
        self.start.clicked.connect(self.new_requested)
        self.sample = button(self.tr("Look at a worked example"), "empty_sample", role="secondary")
        self.sample.clicked.connect(self.sample_requested)
        other = button(self.tr("Open a file…"), "empty_open", role="quiet")
        other.clicked.connect(self.file_requested)
        hint = self.tr("Make one product of the files that several people filled in")
        merge = button(self.tr("Merge…"), "empty_merge", role="quiet", hint=hint)
        merge.clicked.connect(self.merge_requested)
        return FlowRow(self.start, self.sample, other, merge)
