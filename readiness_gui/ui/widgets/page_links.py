"""What is further down a long page, as links above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from readiness_gui.ui.widgets.basics import button, label
from readiness_gui.ui.widgets.flow_row import FlowRow


class PageLinks(QWidget):
    """A link for each part, of those that are shown; ``followed`` carries the part."""

    followed = Signal(object)

    def __init__(self, parts: Mapping[str, tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        """Take the parts by the names of their links, each with its words."""
        super().__init__(parent)
        self.setObjectName("page_links")
        hint = self.tr("Goes to that part of the page")
        self._links: dict[QPushButton, QWidget] = {}
        for name, (words, part) in parts.items():
            link = button(words, f"go_to_{name}", role="link", hint=hint)
            link.clicked.connect(lambda _checked=False, part=part: self.followed.emit(part))
            self._links[link] = part
        self.setLayout(FlowRow(label(self.tr("On this page:"), "muted", wrap=False), *self._links))

    def refresh(self) -> None:
        """Offer the parts that are there."""
        for link, part in self._links.items():
            link.setVisible(not part.isHidden())
