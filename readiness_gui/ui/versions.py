"""Older versions of one product file, each of which can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from readiness_gui.ui.widgets.basics import UNIT, button, column, label


class VersionsDialog(QDialog):
    """Newest first; restoring keeps the present content as a version too."""

    #: carries the version
    chosen = Signal(object)

    def __init__(self, name: str, problem: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versions_dialog")
        self.setWindowTitle(self.tr("Older versions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._told = label(self.tr("Looking for versions…"), "muted", name="versions_told")
        self._list = QListWidget()
        self._list.setObjectName("versions_list")
        self._list.setAccessibleName(self.tr("Versions, newest first"))
        self._list.itemActivated.connect(self._on_restore)
        self._restore = button(self.tr("Restore this version"), "restore_version", role="primary")
        self._restore.clicked.connect(self._on_restore)
        close = button(self.tr("Close"), "close_versions", role="quiet")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._restore)
        buttons.addStretch(1)
        buttons.addWidget(close)
        heading = label(name, "heading")
        reason = label(problem or "", "error")
        reason.setVisible(problem is not None)
        self.setLayout(column(heading, reason, self._told, self._list, buttons, margin=3))
        self.resize(64 * UNIT, 52 * UNIT)

    def show_versions(self, versions: Sequence[Any]) -> None:
        """List what there is, each an object with ``saved``."""
        self._list.clear()
        for version in versions:
            moment = QDateTime.fromSecsSinceEpoch(int(version.saved.timestamp()))
            words = QLocale().toString(moment, "d MMM yyyy, HH:mm:ss")
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, version)
            self._list.addItem(item)
        self._restore.setVisible(bool(versions))
        self._list.setVisible(bool(versions))
        self._told.setText(
            self.tr("What is in the file now is kept as a version, too.")
            if versions
            else self.tr("No older version of this file was kept.")
        )
        if versions:
            self._list.setCurrentRow(0)
            self._list.setFocus()

    def _on_restore(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()
