"""What all pages share that a file can be brought in on: the bar for it, and drops anywhere on the page."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from readiness_gui.ui.page import Page, PageContext
from readiness_gui.ui.widgets.import_bar import ImportBar
from readiness_gui.ui.widgets.import_outcome import Circumstances

if TYPE_CHECKING:
    from readiness_gui.evidence.imports import Imported, Kind


class ImportPage(Page):
    """A subclass puts :attr:`imports` in its layout and calls :meth:`take_drops` once that is done."""

    def __init__(self, kind: Kind, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.imports = ImportBar(kind, context)
        self.imports.circumstances = self.circumstances
        self.imports.brought.connect(self.take_over)

    @abstractmethod
    def circumstances(self) -> Circumstances:
        """Return what an import is judged by, and what it would replace."""

    @abstractmethod
    def take_over(self, made: Imported) -> None:
        """Make what was brought in part of the assessment, as one step."""

    def take_drops(self) -> None:
        """Take files wherever they are dropped; fields of text would take their names as text."""
        self.setAcceptDrops(True)
        for line in self.findChildren(QLineEdit):
            line.setAcceptDrops(False)
        for text in self.findChildren(QPlainTextEdit):
            text.setAcceptDrops(False)
            text.viewport().setAcceptDrops(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a table; anything else is the window's."""
        self.imports.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self.imports.show_target(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring the file in."""
        self.imports.take(event)
