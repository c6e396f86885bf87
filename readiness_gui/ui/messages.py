"""What happens when something goes wrong that nobody foresaw: a log, and a report that can be copied."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QPlainTextEdit, QWidget

from readiness_gui import __version__
from readiness_gui.core.errors import ReadinessError
from readiness_gui.ui.widgets.basics import UNIT, button, column, label

LOG_NAME = "readiness.log"
LOG_BYTES = 500_000
LOG_FILES = 3

logger = logging.getLogger("readiness_gui")


def versions() -> str:
    """Return the versions that a report of a fault needs."""
    return (
        f"Readiness {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} ({platform.machine()})"
    )


def start_log(folder: Path) -> None:
    """Write the log into a rotating file; where that is impossible the program runs without."""
    from logging.handlers import RotatingFileHandler  # the first window does not wait for it

    if any(isinstance(one, RotatingFileHandler) for one in logger.handlers):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError:
        logger.warning("no log file can be written into %s", folder)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.info("%s", versions())


def stop_log() -> None:
    """Close the log file."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


class FaultDialog(QDialog):
    """Says what happened and offers the report for copying; nothing is sent anywhere."""

    def __init__(self, sentence: str, report: str, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fault_dialog")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        self._log_folder = log_folder
        details = QPlainTextEdit(report)
        details.setObjectName("fault_report")
        details.setAccessibleName(self.tr("Report"))
        details.setReadOnly(True)
        details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = button(self.tr("Copy the report"), "copy_report")
        copy.clicked.connect(self._copy)
        folder = button(self.tr("Open the log folder"), "open_log_folder", role="quiet")
        folder.clicked.connect(self._open_folder)
        close = button(self.tr("Close"), "close_fault", role="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        for one in (copy, folder):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(close)
        told = self.tr("What you entered is kept. The report below holds no answers of yours.")
        self.setLayout(column(label(sentence, "heading"), label(told, "muted"), details, buttons, margin=3))
        self.resize(80 * UNIT, 56 * UNIT)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))


class FaultReporter(QObject):
    """The exception hook: logs, then shows one dialog at a time; callable from any thread."""

    _raised = Signal(str, str)

    def __init__(self, log_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_folder = log_folder
        self.dialog: FaultDialog | None = None
        self._raised.connect(self._show)

    def install(self) -> None:
        """Catch whatever nobody else catches."""
        sys.excepthook = self.handle
        threading.excepthook = lambda told: self.handle(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an exception and show it; leaving by Ctrl+C is no fault."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        start_log(self._log_folder)
        logger.error("not foreseen", exc_info=(kind, error, trace))
        report = f"{versions()}\n\n{''.join(traceback.format_exception(kind, error, trace))}"
        foreseen = isinstance(error, ReadinessError)
        sentence = str(error) if foreseen else self.tr("Readiness made a mistake. You can go on working.")
        self._raised.emit(sentence, report)

    def _show(self, sentence: str, report: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = FaultDialog(sentence, report, self._log_folder, _window())
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _window() -> QWidget | None:
    """Return the window a dialog belongs to, which also gives it its look."""
    shown = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible()
    ]
    return QApplication.activeWindow() or (shown[0] if shown else None)
