"""How an export goes: a question before overwriting, progress with Cancel, and the file one click away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QProcess, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from readiness_gui.ui.widgets.basics import button, card, column, label
from readiness_gui.ui.widgets.flow_row import FlowRow

#: steps of the progress bar
STEPS = 1000


class ExportStatus(QWidget):
    """One of: nothing, a question, progress, the file that was made, what went wrong."""

    replace = Signal()
    another_name = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._question = self._build_question()
        self._running = self._build_running()
        self._done = self._build_done()
        self._error = label("", name="export_error")
        self._failed = card(
            label(self.tr("The export did not work"), "heading"), self._error, name="export_failed"
        )
        self._failed.setProperty("role", "error_summary")
        self._failed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stopped = card(label(self.tr("Stopped. Nothing was written.")), name="export_stopped")
        self._printed = label("", "strong", name="export_printed")
        self._sent = card(self._printed, name="export_sent", role="success")
        self._all = (self._sent, self._question, self._running, self._done, self._failed, self._stopped)
        self.setLayout(column(*self._all, spacing=0))
        self._only(None)

    def ask_overwrite(self, path: Path) -> None:
        """Ask whether the file there is to be replaced."""
        if path.is_dir():
            words = self.tr("“{name}” is there already. Replace the charts in it?")
        else:
            words = self.tr("“{name}” is there already. Replace it?")
        self._exists.setText(words.format(name=path.name))
        self._only(self._question)
        self._replace.setFocus()

    def show_started(self, doing: str) -> None:
        """Show an empty progress bar under what is being done."""
        self._bar.setValue(0)
        self._doing.setText(doing)
        self._cancel.setEnabled(True)
        self._only(self._running)
        self._cancel.setFocus()

    def show_progress(self, share: float) -> None:
        """Show how far it is, 0 to 1."""
        self._bar.setValue(round(share * STEPS))

    def show_done(self, path: Path, replaced: tuple[str, ...], *, strict: bool) -> None:
        """Show the file, and what had to be replaced in it."""
        self.path = path
        self._made.setText(
            self.tr("{name} is ready, in {folder}.").format(name=path.name, folder=path.parent)
        )
        notes = []
        if replaced:
            notes.append(
                self.tr("No font can show these characters, so they were replaced: {list}.").format(
                    list=", ".join(replaced)
                )
            )
        if not strict:
            notes.append(self.tr("The PDF opens everywhere, but it does not meet the archive standard."))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._only(self._done)
        self._open.setFocus()

    def show_printed(self, sides: int) -> None:
        """Say that the printer has everything."""
        self._printed.setText(self.tr("{count} page(s) went to the printer.").format(count=sides))
        self._only(self._sent)
        self._sent.setFocus()

    def show_failed(self, message: str) -> None:
        """Show what went wrong and how to mend it."""
        self._error.setText(message)
        self._failed.setAccessibleName(message)
        self._only(self._failed)
        self._failed.setFocus()

    def show_stopped(self) -> None:
        """Say that nothing was written."""
        self._only(self._stopped)

    def clear(self) -> None:
        """Show nothing."""
        self._only(None)

    def _build_question(self) -> QFrame:
        self._exists = label("", "strong", name="export_exists")
        self._replace = button(self.tr("Replace it"), "export_replace")
        other = button(self.tr("Choose another name"), "export_another_name")
        self._replace.clicked.connect(self.replace)
        other.clicked.connect(self.another_name)
        made = card(self._exists, FlowRow(self._replace, other), name="export_question")
        made.setProperty("role", "warning")
        return made

    def _build_running(self) -> QFrame:
        self._doing = label("", name="export_doing")
        self._bar = QProgressBar()
        self._bar.setObjectName("export_progress")
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._cancel = button(self.tr("Cancel"), "export_cancel")
        self._cancel.clicked.connect(self._on_cancel)
        return card(self._doing, self._bar, FlowRow(self._cancel), name="export_running")

    def _build_done(self) -> QFrame:
        self._made = label("", "strong", name="export_made")
        self._notes = label("", name="export_notes")
        self._open = button(self.tr("Open"), "export_open", role="primary")
        show = button(self.tr("Show in folder"), "export_show")
        close = button(self.tr("Close"), "export_close")
        self._open.clicked.connect(self._on_open)
        show.clicked.connect(self._on_show)
        close.clicked.connect(self.clear)
        made = card(self._made, self._notes, FlowRow(self._open, show, close), name="export_done")
        made.setProperty("role", "success")
        return made

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._doing.setText(self.tr("Stopping …"))
        self.cancelled.emit()

    def _on_open(self) -> None:
        if self.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))

    def _on_show(self) -> None:
        if self.path is not None:
            show_in_folder(self.path)

    def _only(self, shown: QFrame | None) -> None:
        for part in self._all:
            part.setVisible(part is shown)
        self.setVisible(shown is not None)


def show_in_folder(path: Path) -> None:
    """Open the folder of a file in the system's file manager, with the file selected where that works."""
    platform = QGuiApplication.platformName()
    if platform == "windows":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif platform == "cocoa":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
