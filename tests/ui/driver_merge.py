"""Verbs for merging: drop files on the window, choose by keys, read what the dialog says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from readiness_gui.core.model import Assessment
from readiness_gui.storage.codec import product_bytes
from readiness_gui.ui.merge_dialog import MergeDialog
from tests.core import make
from tests.ui.driver import WizardDriver


def write_file(folder: Path, who: str, one: Assessment, **fields: object) -> Path:
    """Write what one person filled in and return the file."""
    product = replace(make.product(replace(one, participants=(who,))), **fields)  # type: ignore[arg-type]
    path = folder / f"acme-{who}.readiness"
    path.write_bytes(product_bytes(product))
    return path


class MergeDriver(WizardDriver):
    """The window with words for merging."""

    def drop_files(self, paths: Sequence[Path]) -> MergeDialog:
        """Drop files on the window and wait for what was found."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, button, none)
        self.window.dragEnterEvent(enter)
        assert enter.isAccepted()
        drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none)
        self.window.dropEvent(drop)
        return self.merge_dialog()

    def merge_dialog(self) -> MergeDialog:
        """Return the dialog once the files are compared."""
        merging = self.window.desk.merging
        self.until(lambda: merging.dialog is not None and not merging.dialog.busy)
        assert merging.dialog is not None
        return merging.dialog

    def key(self, keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on whatever has the focus in the dialog."""
        target = QApplication.focusWidget() or self.merge_dialog()
        QTest.keyClick(target, keys, modifier)

    def in_dialog(self, name: str) -> QWidget:
        """Return a part of the dialog by its name."""
        found = self.merge_dialog().findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found

    def says(self, name: str) -> str:
        """Return the words of a label or button in the dialog."""
        part = self.in_dialog(name)
        assert isinstance(part, QLabel | QPushButton)
        return part.text()

    def push(self, name: str) -> None:
        """Click a part of the dialog."""
        self.until(lambda: self.in_dialog(name).isVisible())
        part = self.in_dialog(name)
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)

    def merged(self) -> None:
        """Wait until the dialog is gone and its result is there."""
        self.until(lambda: self.window.desk.merging.dialog is None and not self.window.busy)
