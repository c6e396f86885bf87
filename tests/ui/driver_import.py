"""Verbs for bringing files in: drop one on a page, push buttons of the dialog by keys, read what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.ui.import_dialog import ImportDialog
from tests.ui.driver_evidence import EvidenceVerbs
from tests.ui.driver_plan import PlanVerbs

W = TypeVar("W", bound=QWidget)


class ImportDriver(EvidenceVerbs, PlanVerbs):
    """The window with words for imports."""

    def drop(self, step: StepId, path: Path) -> ImportDialog:
        """Drop a file on a page and wait for its first rows, or for what is wrong with it."""
        self.show_step(step)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        page, none = self.page, Qt.KeyboardModifier.NoModifier
        page.dragEnterEvent(
            enter := QDragEnterEvent(
                page.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none
            )
        )
        assert enter.isAccepted()
        page.dropEvent(
            QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
        )
        dialog = self.dialog
        self.until(lambda: not dialog.busy)
        return dialog

    @property
    def dialog(self) -> ImportDialog:
        """Return the open dialog."""
        found = [one for one in self.window.findChildren(ImportDialog) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def push(self, name: str) -> None:
        """Press a button of the dialog with the space bar and wait."""
        found = self.dialog.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        assert found.isVisible()
        found.setFocus()
        dialog = self.dialog
        QTest.keyClick(found, Qt.Key.Key_Space)
        self.until(lambda: not dialog.busy)

    def says(self, name: str) -> str:
        """Return the text of a label in the dialog, empty while it is hidden."""
        found = self.dialog.findChild(QLabel, name)
        assert isinstance(found, QLabel)
        return found.text() if found.isVisible() else ""

    def part(self, kind: type[W], name: str) -> W:
        """Return a control of the dialog."""
        found = self.dialog.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def read(self) -> None:
        """Read the file with the columns as they are."""
        self.push("import_read")

    def use(self) -> None:
        """Take over what was read."""
        self.push("import_use")
        self.settle()

    def bring(self, step: StepId, path: Path) -> None:
        """Bring a file in on a page from drop to use."""
        self.drop(step, path)
        self.read()
        self.use()

    def evidence(self, signal: SignalId) -> object:
        """Return the evidence of a signal."""
        return self.answer(signal).evidence
