"""The window itself: painted before anything else is loaded, then furnished from the background.

Nothing but Qt, the theme and the settings is imported to show it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from readiness_gui.ui.settings import Settings
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.tab_order import tab_on

if TYPE_CHECKING:
    from readiness_gui.ui.actions import Actions
    from readiness_gui.ui.desk import Desk
    from readiness_gui.ui.pages.home import HomePage
    from readiness_gui.ui.services import Services
    from readiness_gui.ui.session import Session
    from readiness_gui.ui.wizard import WizardView

SIZE = (1280, 800)
DROPPABLE = (".readiness", ".pdf")


class MainWindow(QMainWindow):
    """Holds the :class:`Desk` once that is there; until then it only remembers what to open."""

    furnished = Signal()

    def __init__(self, theme: Theme, settings: Settings, prepare: Callable[[], Services]) -> None:
        """Make the window; ``prepare`` runs in the background after the first paint."""
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Readiness")
        self.setAcceptDrops(True)
        self.theme = theme
        self.settings = settings
        self.tasks = Tasks(self)
        self._prepare = prepare
        self._desk: Desk | None = None
        self._painted = False
        self._first_path: Path | None = None
        self.resize(*SIZE)
        geometry = settings.bytes_of("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    @property
    def desk(self) -> Desk:
        """Return what lies in the window; there is one once :attr:`busy` is false."""
        if self._desk is None:
            raise RuntimeError("the window is not furnished yet")
        return self._desk

    @property
    def busy(self) -> bool:
        """Tell whether something is being loaded, opened or listed."""
        return self._desk is None or self._desk.busy

    @property
    def actions_(self) -> Actions:
        """Return the commands."""
        return self.desk.actions

    @property
    def home(self) -> HomePage:
        """Return the page of products."""
        return self.desk.home

    @property
    def wizard(self) -> WizardView:
        """Return the wizard."""
        return self.desk.wizard

    @property
    def services(self) -> Services:
        """Return what the window was handed."""
        return self.desk.services

    @property
    def session(self) -> Session | None:
        """Return the open product, ``None`` while home is shown."""
        return self._desk.session if self._desk is not None else None

    def open_path(self, path: Path) -> None:
        """Open a product file or a roadmap PDF, as soon as that is possible."""
        if self._desk is None:
            self._first_path = path
        else:
            self._desk.open_path(path)

    def close_product(self) -> bool:
        """Save and close the open product; return whether it is closed."""
        return self._desk is None or self._desk.close_product()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have everything else loaded once the first paint is done."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Bring everything to disk and end the work in the background."""
        if self._desk is not None and not self._desk.close():
            event.ignore()
            return
        self.settings.set_bytes("geometry", self.saveGeometry())
        self.settings.write()
        self.tasks.stop()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Go through what lies in the window as it is read, and through the message above it."""
        if self._desk is None:
            return super().focusNextPrevChild(forward)
        return tab_on(self._desk.parts, forward=forward)

    def changeEvent(self, event: QEvent) -> None:
        """Save at once when another program comes to the front."""
        left = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if left and self.session is not None:
            self.session.save()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take product files and roadmap PDFs."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped; several files are merged."""
        paths = _dropped(event)
        if not paths:
            return
        event.acceptProposedAction()
        if len(paths) == 1:
            self.open_path(paths[0])
        elif self._desk is not None:
            self._desk.merge_files(paths)

    def _begin(self) -> None:
        self.theme.dress(self)
        self.tasks.run(self._prepare, done=self._furnish, failed=self._on_unprepared)

    def _on_unprepared(self, error: Exception) -> None:
        """Say what is damaged; without it there is nothing to show."""
        from readiness_gui.core.errors import ReadinessError  # only where it comes to that
        from readiness_gui.ui.widgets.basics import UNIT, label

        if not isinstance(error, ReadinessError):
            raise error
        told = label(str(error), "error", name="start_problem")
        told.setMargin(4 * UNIT)
        self.setCentralWidget(told)

    def _furnish(self, services: Services) -> None:
        from PySide6.QtGui import QIcon

        from readiness_gui.ui.desk import Desk  # both are loaded in the background by now

        if not self.isVisible():
            return
        self.setWindowIcon(QIcon(str(services.resources / "icons" / "readiness.svg")))
        self._desk = Desk(self, services, self.theme, self.settings, self.tasks)
        path, self._first_path = self._first_path, None
        if path is not None:
            self._desk.open_path(path)
        self.furnished.emit()


def _dropped(event: QDropEvent) -> list[Path]:
    """Return the files of a drop where all of them can be opened."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if all(path.suffix.lower() in DROPPABLE for path in paths) else []
