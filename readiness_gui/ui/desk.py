"""What lies in the window: home or wizard, the menus, the open product; all state in one refresh."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from readiness_gui.core.errors import ReadinessError, StorageError
from readiness_gui.core.terms import StepId
from readiness_gui.ui.about import HelpCommands
from readiness_gui.ui.actions import Actions
from readiness_gui.ui.aside import Aside
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.copying import CopyCommand
from readiness_gui.ui.header import words_of_date
from readiness_gui.ui.leaving import LeaveDialog
from readiness_gui.ui.look import LookCommands
from readiness_gui.ui.merge_commands import MergeCommands
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.pages.home import HomePage
from readiness_gui.ui.report_memory import ReportMemory
from readiness_gui.ui.services import SUFFIX, ProductFile, Services
from readiness_gui.ui.session import Session
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.telling import TellDialog
from readiness_gui.ui.textundo import TextUndo
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.toast import Toast
from readiness_gui.ui.warmup import WarmUp
from readiness_gui.ui.wizard import WizardView

PDF = ".pdf"


class Desk(QObject):
    """At most one open product; pages, home and menus know each other through it only."""

    #: carries the open :class:`Session`, ``None`` when home is shown
    session_changed = Signal(object)

    def __init__(
        self, window: QMainWindow, services: Services, theme: Theme, settings: Settings, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self.window = window
        self.services = services
        self.theme = theme
        self.settings = settings
        self.tasks = tasks
        self.session: Session | None = None
        self._problem = ""
        self._opening: Path | None = None
        self._report_memory = ReportMemory(settings)
        self.actions = Actions(window, services.framework)
        self._stack = QStackedWidget()
        self.aside = Aside(self._stack, self)
        self.toast = Toast(window)
        self.home = HomePage(services, tasks, theme, settings, self.toast)
        self.wizard = WizardView(
            services.framework,
            theme,
            services.today,
            (self.actions.undo, self.actions.redo, self.actions.guidance, self.actions.history),
            self.aside,
        )
        self._stack.addWidget(self.home)
        self._stack.addWidget(self.wizard)
        self.actions.fill_menus()
        TextUndo(self.wizard, self)
        self._warm_up = WarmUp(services.warm_up, tasks, theme, services.log_folder, self)
        LookCommands(window, self.actions, theme, settings, self.aside.while_out)
        HelpCommands(
            window, self.actions, services.framework.version, services.library.folder, services.log_folder
        )
        self.merging = MergeCommands(window, services, tasks, lambda: self.session, self._context)
        self._copying = CopyCommand(window, services, tasks)
        self._connect()
        self._restore_look()
        self.home.begin()
        window.setCentralWidget(self._stack)
        self.refresh()
        QTimer.singleShot(0, self._warm_up.start)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Return what lies in the window, in the order in which it is read."""
        return (self._stack, self.toast)

    @property
    def busy(self) -> bool:
        """Tell whether something is being opened or listed."""
        return self._opening is not None or self.home.busy or self.merging.busy or self.wizard.opening

    # -- opening and closing ------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Open a product file or a roadmap PDF in the background, closing the present product first."""
        if self._opening is not None or not self.close_product():
            return
        self._opening = path
        opener = self.services.open_any
        self.tasks.run(opener, path, done=self._on_opened, failed=self._on_open_failed)
        self.refresh()

    def open_file(self, file: ProductFile) -> None:
        """Show an opened product where it was left."""
        session = Session(file, self.services.framework, self.tasks, self.services.today, parent=self)
        self.session = session
        self._problem = ""
        session.changed.connect(self.refresh)
        session.save_state_changed.connect(self.refresh)
        session.save_failed.connect(self._on_save_failed)
        self.toast.hide()
        self.aside.bring_back(self.wizard)
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.open(session, self._context(session))
        self.settings.last_product = file.path
        self.refresh()
        self.session_changed.emit(session)

    def close_product(self) -> bool:
        """Save and close the open product; return whether it is closed."""
        session = self.session
        if session is None:
            return True
        self.wizard.commit()
        try:
            session.close()
        except StorageError as error:
            self._on_save_failed(str(error))
            LeaveDialog(str(error), self._save_copy, self.leave_unsaved, self.window).open()
            return False
        self._forget_session()
        return True

    def close(self) -> bool:
        """Bring everything to disk before the window goes; return whether it may go."""
        path = self.session.path if self.session is not None else None
        if not self.close_product():
            return False
        self.settings.last_product = path
        self.settings.guidance = self.wizard.guidance_wanted
        self.settings.set_bytes("splitter", self.wizard.splitter_state)
        self._warm_up.stop()
        return True

    # -- handlers -----------------------------------------------------------------------------------

    def _on_opened(self, file: ProductFile) -> None:
        self._opening = None
        self.open_file(file)

    def _on_open_failed(self, error: Exception) -> None:
        path, self._opening = self._opening, None
        self.refresh()
        if not isinstance(error, ReadinessError | OSError):
            raise error
        if path is not None and getattr(error, "version", None) is not None:
            self.home.offer_versions(path, path.name, str(error))
        else:
            self.home.tell_problem(str(error))

    def merge_files(self, paths: Sequence[Path]) -> None:
        """Merge files with each other, and with the open product where there is one."""
        self.wizard.commit()
        self.merging.start(paths)

    def _ask_merge(self) -> None:
        self.wizard.commit()
        self.merging.ask()

    def _on_merge_made(self, path: Path) -> None:
        if self.close_product():
            self.open_path(path)

    def _on_merge_refused(self, sentence: str) -> None:
        if self.session is None:
            self.home.tell_problem(sentence)
        else:
            TellDialog(self.tr("Nothing was merged"), sentence, "merge_refused", self.window).open()

    def _on_save_failed(self, sentence: str) -> None:
        self._problem = sentence
        self.refresh()

    def _on_undo(self) -> None:
        self._go_where(self.session.undo() if self.session is not None else None)

    def _on_redo(self) -> None:
        self._go_where(self.session.redo() if self.session is not None else None)

    def _ask_open(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self.window, self.tr("Open"), "", self._filter())
        if name:
            self.open_path(Path(name))

    def _ask_import(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self.window, self.tr("Import"), "", self._filter())
        if name and self.close_product():
            self.home.import_file(Path(name))

    def _save_copy(self) -> None:
        if self.session is not None:
            self.wizard.commit()
            self._copying.ask(self.session)

    def _keep_restored(self) -> None:
        """Save what came from a PDF among the products and open that."""
        path = self.session.path if self.session is not None else None
        if path is not None and self.close_product():
            self.home.import_file(path)

    def leave_unsaved(self) -> None:
        """Close without the last edits, after the user chose so."""
        if self.session is not None:
            self.session.abandon()
            self._forget_session()
            self.window.close()

    def _new_product(self) -> None:
        if self.close_product():
            self.home.start_new()

    def _open_sample(self) -> None:
        if self.close_product():
            self.home.open_sample()

    def _show_latest(self) -> None:
        if self.session is not None:
            self._on_assessment_chosen(self.session.product.assessments[-1].id)

    def _on_renamed(self, name: str) -> None:
        if self.session is not None:
            self.session.rename(name)
            self.wizard.refresh()

    def _on_assessment_chosen(self, assessment_id: str) -> None:
        if self.session is not None:
            self.wizard.commit()
            self.session.show(assessment_id)
            self.wizard.resume()

    def _on_new_assessment(self) -> None:
        if self.session is not None:
            self.wizard.commit()
            self.session.new_from_last()
            self.wizard.resume()

    def _on_complete(self) -> None:
        if self.session is not None:
            self.session.complete()

    def _on_retry(self) -> None:
        if self.session is not None:
            self.session.save()

    # -- helpers ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Derive title, menus and banner from the session."""
        session, actions = self.session, self.actions
        open_ = session is not None
        for action in actions.product_actions:
            action.setEnabled(open_)
        actions.undo.setEnabled(session is not None and session.can_undo and not session.read_only)
        actions.redo.setEnabled(session is not None and session.can_redo and not session.read_only)
        actions.find.setEnabled(not open_)
        merge_words = self.tr("&Merge a colleague's file into this…") if open_ else self.tr("&Merge files…")
        actions.merge.setText(merge_words)
        actions.rename.setEnabled(session is not None and not session.read_only)
        self.window.setWindowTitle(f"{session.product.name} - Readiness" if session else "Readiness")
        self.home.setEnabled(self._opening is None)
        if session is not None:
            self._tell_banner(session)

    def _tell_banner(self, session: Session) -> None:
        banner = self.wizard.banner
        if session.save_state is SaveState.FAILED:
            offers = [
                (self.tr("Try again"), "banner_retry", session.save),
                (self.tr("Save a copy…"), "banner_copy", self._save_copy),
            ]
            banner.tell(self._problem or self.tr("The last edits could not be saved."), offers, error=True)
        elif session.read_only:
            offers = [(self.tr("Save a copy…"), "banner_copy", self._save_copy)]
            if session.path.suffix.lower() == PDF:
                offers = [(self.tr("Save to my products"), "banner_keep", self._keep_restored)]
            banner.tell(session.reason or self.tr("This file can only be read."), offers)
        elif session.conflict:
            told = self.tr("Somebody else changed the file meanwhile. Your edits go to {name} beside it.")
            banner.tell(told.format(name=session.path.name))
        elif session.locked:
            told = self.tr("This is the assessment of {date}. Only the latest one can be changed.")
            offers = [(self.tr("Show the latest"), "banner_latest", self._show_latest)]
            banner.tell(told.format(date=words_of_date(session.assessment.as_of)), offers)
        else:
            banner.tell("")

    def _restore_look(self) -> None:
        self.wizard.guidance_wanted = self.settings.guidance
        state = self.settings.bytes_of("splitter")
        if not state.isEmpty():
            self.wizard.restore_splitter(state)

    def _forget_session(self) -> None:
        session, self.session = self.session, None
        self.aside.bring_back(self.home)
        self._stack.setCurrentWidget(self.home)  # first: pages taken out of sight are not laid out
        self.wizard.close_session()
        if session is not None:
            session.deleteLater()
        self.settings.last_product = None
        self.home.focus_list()
        self.refresh()
        self.session_changed.emit(None)

    def _context(self, session: Session | None) -> PageContext:
        return PageContext(
            framework=self.services.framework,
            tasks=self.tasks,
            today=self.services.today,
            product=lambda: _open(session).product,
            product_bytes=lambda: self.services.product_bytes(_open(session).product),
            resources=self.services.resources,
            dark=lambda: self.theme.dark,
            import_folder=lambda: self.settings.import_folder,
            keep_import_folder=lambda folder: setattr(self.settings, "import_folder", folder),
            locked=lambda: _open(session).locked,
            report_options=self._report_memory.options,
            keep_report_options=self._report_memory.keep,
        )

    def _go_where(self, step: StepId | None) -> None:
        if step is not None and step is not self.wizard.step:
            self.wizard.go_to(step)

    def _filter(self) -> str:
        return self.tr("Products and roadmaps ({kinds})").format(kinds=f"*{SUFFIX} *.pdf")

    def _connect(self) -> None:
        actions, wizard, home = self.actions, self.wizard, self.home
        home.open_requested.connect(self.open_path)
        home.file_requested.connect(self._ask_open)
        home.import_requested.connect(self._ask_import)
        home.merge_requested.connect(self._ask_merge)
        self.merging.made.connect(self._on_merge_made)
        self.merging.refused.connect(self._on_merge_refused)
        self.merging.merged.connect(self.toast.tell)
        self._copying.saved.connect(self.toast.tell)
        wizard.closed.connect(self.close_product)
        wizard.header.renamed.connect(self._on_renamed)
        wizard.header.assessment_chosen.connect(self._on_assessment_chosen)
        wizard.header.new_assessment_requested.connect(self._on_new_assessment)
        wizard.completion_requested.connect(self._on_complete)
        wizard.footer.retry_requested.connect(self._on_retry)
        self.theme.changed.connect(wizard.header.refresh_icons)
        for action, handler in (
            (actions.new, self._new_product),
            (actions.open, self._ask_open),
            (actions.bring, self._ask_import),
            (actions.merge, self._ask_merge),
            (actions.sample, self._open_sample),
            (actions.export, lambda: wizard.go_to(StepId.EXPORT)),
            (actions.copy, self._save_copy),
            (actions.close, self.close_product),
            (actions.quit, self.window.close),
            (actions.undo, self._on_undo),
            (actions.redo, self._on_redo),
            (actions.rename, wizard.header.edit_name),
            (actions.find, home.bar.search),
            (actions.next, wizard.go_next),
            (actions.back, wizard.go_back),
            (actions.home, self.close_product),
            (actions.list_steps, wizard.steps.setFocus),
        ):
            action.triggered.connect(handler)
        for step, action in actions.steps.items():
            action.triggered.connect(lambda _checked=False, wanted=step: wizard.go_to(wanted))


def _open(session: Session | None) -> Session:
    """Return the session of a page; home has none, and nothing on it asks for one."""
    assert session is not None  # noqa: S101 - pages are made while a session is open only
    return session
