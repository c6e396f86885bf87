"""The help menu: the keys, the log, and what this is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QMainWindow,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from readiness_gui.ui.actions import Actions
from readiness_gui.ui.messages import versions
from readiness_gui.ui.widgets.basics import UNIT, button, column, label


class ShortcutsDialog(QDialog):
    """Lists every command that has a key."""

    def __init__(self, shortcuts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        table = QTableWidget(len(shortcuts), 2)
        table.setObjectName("shortcuts_table")
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Keys")])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        for row, words in enumerate(shortcuts):
            for place, text in enumerate(words):
                table.setItem(row, place, QTableWidgetItem(text))
        close = button(self.tr("Close"), "close_shortcuts", role="primary")
        close.clicked.connect(self.accept)
        self.setLayout(column(table, _right(close), margin=3))
        self.resize(72 * UNIT, 68 * UNIT)


class AboutDialog(QDialog):
    """Names the program, its versions and where its ideas come from."""

    def __init__(self, framework_version: str, library: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Readiness"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._versions = f"{versions()}, framework {framework_version}"
        told = self.tr("Works offline: nothing you enter leaves this machine.")
        source = self.tr(
            "Framework after Robert Ta, “When to Add Personalization to Your AI Product” (Clarity)."
        )
        where = self.tr("Your products are in {folder}").format(folder=library)
        facts = [label(text, "muted") for text in (source, where, self._versions)]
        for fact in facts:
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = button(self.tr("Copy versions"), "copy_versions")
        copy.clicked.connect(self._copy)
        close = button(self.tr("Close"), "close_about", role="primary")
        close.clicked.connect(self.accept)
        self.setLayout(
            column(label("Readiness", "title"), label(told), *facts, _right(copy, close), margin=4)
        )
        self.setMinimumWidth(60 * UNIT)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._versions)


class HelpCommands(QObject):
    """Opens the dialogs of the help menu."""

    def __init__(
        self, window: QMainWindow, actions: Actions, framework_version: str, library: Path, logs: Path
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._framework_version = framework_version
        self._library = library
        self._logs = logs
        actions.keys.triggered.connect(self._show_shortcuts)
        actions.logs.triggered.connect(self._show_logs)
        actions.about.triggered.connect(self._show_about)

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._actions.shortcuts(), self._window).open()

    def _show_about(self) -> None:
        AboutDialog(self._framework_version, str(self._library), self._window).open()

    def _show_logs(self) -> None:
        self._logs.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))


def _right(*buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(UNIT)
    line.addStretch(1)
    for one in buttons:
        line.addWidget(one)
    return line
