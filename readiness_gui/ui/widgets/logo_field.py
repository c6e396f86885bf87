"""The logo of the report: chosen from a file or dropped, shown small on white as on paper, removed again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from readiness_gui.core.errors import ReadinessError
from readiness_gui.core.framework import Framework
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.widgets.basics import UNIT, button, column, label, set_role
from readiness_gui.ui.widgets.flow_row import FlowRow

#: the picture's place in pixels
WIDE, HIGH = 22 * UNIT, 7 * UNIT
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")


class LogoField(QFrame):
    """``logo_chosen`` carries the picture as PNG, ``None`` once it was removed."""

    logo_chosen = Signal(object)

    def __init__(self, framework: Framework, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_logo")
        self.setProperty("role", "plain")
        self.setAcceptDrops(True)
        self._framework = framework
        self._tasks = tasks
        self._picture = label("", name="logo_picture", wrap=False)
        self._state = label("", "small", name="logo_state")
        self._problem = label("", "error", name="logo_problem")
        self._choose = button(self.tr("Choose…"), "logo_choose")
        self._choose.setAccessibleName(self.tr("Choose a logo"))
        self._remove = button(self.tr("Remove"), "logo_remove", role="quiet")
        self._remove.setAccessibleName(self.tr("Remove the logo"))
        self._choose.clicked.connect(self._on_choose)
        self._remove.clicked.connect(self._on_remove)
        caption = label(self.tr("Logo on the cover"), "label")
        buttons = FlowRow(self._choose, self._remove)
        self.setLayout(column(caption, self._picture, self._state, self._problem, buttons, spacing=1))
        self.show_logo(None)

    def show_logo(self, logo: bytes | None) -> None:
        """Show a picture, or that there is none."""
        image = QImage.fromData(logo) if logo else QImage()
        if not image.isNull():
            self._picture.setPixmap(on_paper(image, self.devicePixelRatioF()))
            self._picture.setAccessibleName(self.tr("The logo"))
        self._picture.setVisible(not image.isNull())
        self._remove.setVisible(not image.isNull())
        hint = self.tr("PNG, JPEG or WebP; it can be dropped here too.")
        self._state.setText(hint)
        self._state.setVisible(image.isNull())
        self._problem.hide()

    def take(self, path: Path) -> None:
        """Read a picture in the background and hand it out."""
        self._problem.hide()
        self._choose.setEnabled(False)
        work = partial(_read, path, self._framework)
        self._tasks.run(work, done=self._on_read, failed=self._on_failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one picture; anything else is left to the window."""
        if _dropped(event) is None:
            event.ignore()
            return
        set_role(self, "drop_target")
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Look as before."""
        set_role(self, "plain")

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        set_role(self, "plain")
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a logo"))
        dialog.setObjectName("logo_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pictures = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings=pictures))
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def _on_remove(self) -> None:
        self.show_logo(None)
        self._choose.setFocus()
        self.logo_chosen.emit(None)

    def _on_read(self, logo: bytes) -> None:
        self._choose.setEnabled(True)
        self.show_logo(logo)
        self.logo_chosen.emit(logo)

    def _on_failed(self, error: Exception) -> None:
        self._choose.setEnabled(True)
        if not isinstance(error, ReadinessError):
            raise error
        self._problem.setText(str(error))
        self._problem.show()


def on_paper(image: QImage, ratio: float) -> QPixmap:
    """Return a picture scaled to its place, on white with a rim."""
    size = image.size().scaled(WIDE, HIGH, Qt.AspectRatioMode.KeepAspectRatio) * ratio
    small = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    rim = round(UNIT * ratio)
    made = QPixmap(small.width() + 2 * rim, small.height() + 2 * rim)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.drawImage(rim, rim, small)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _read(path: Path, framework: Framework) -> bytes:
    from readiness_gui.report.options import read_logo

    return read_logo(path, framework)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one picture of a drop."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in ENDINGS else None
