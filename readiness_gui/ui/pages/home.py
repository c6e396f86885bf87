"""Home: the products, and every way to get one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from readiness_gui.core.model import new_product
from readiness_gui.core.portfolio import ProductSummary
from readiness_gui.ui.home_bar import HomeBar
from readiness_gui.ui.home_empty import EmptyHome
from readiness_gui.ui.home_list import ProductModel, Sort
from readiness_gui.ui.home_view import ProductList
from readiness_gui.ui.home_views import HomeViews
from readiness_gui.ui.new_product import NewProductCard
from readiness_gui.ui.services import Services, Summary
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.toast import Toast
from readiness_gui.ui.trash import TrashPanel
from readiness_gui.ui.versions import VersionsDialog
from readiness_gui.ui.widgets.basics import UNIT, button, column, label


class HomePage(QWidget):
    """Lists products in the background; asks the window to open one."""

    #: carries the ``Path`` of the product to open
    open_requested = Signal(object)
    #: "Open a file…", "Import…" and "Merge files…" were asked for
    file_requested = Signal()
    import_requested = Signal()
    merge_requested = Signal()
    #: the list on screen is up to date
    listed = Signal()

    def __init__(
        self,
        services: Services,
        tasks: Tasks,
        theme: Theme,
        settings: Settings,
        toast: Toast,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self._services = services
        self._library = services.library
        self._tasks = tasks
        self._theme = theme
        self._settings = settings
        self._toast = toast
        self._listing = False
        self._again = False
        self._begun = False
        self._fresh = True
        self._doing = 0
        self._wanted: Path | None = None
        self.model = ProductModel(services.framework, services.today, self)
        self.model.renamed.connect(self._rename)
        self.bar = HomeBar(settings.home_sort, settings.home_view)
        self.model.sort_by(self.bar.sort)
        self.list = ProductList(self.model, theme)
        self.new_card = NewProductCard(services.framework.gather)
        self.new_card.hide()
        self.empty = EmptyHome(services.framework, theme)
        self.trash_panel = TrashPanel()
        self.versions: VersionsDialog | None = None
        self._views = QStackedWidget()
        self._build()
        self._connect()

    @property
    def busy(self) -> bool:
        """Tell whether the products are being listed or something is done to one."""
        return self._listing or self._doing > 0 or not self._begun

    # -- what others call ---------------------------------------------------------------------------

    def begin(self) -> None:
        """List the products for the first time; storage is loaded for it, so not before the first paint."""
        if not self._begun:
            self._begun = True
            self.refresh()

    def refresh(self) -> None:
        """List the products in the background."""
        if self._listing:
            self._again = True
            return
        self._listing = True
        self._tasks.run(self._read, done=self._on_listed, failed=self._on_list_failed)

    def start_new(self) -> None:
        """Ask for the name of a new product."""
        self._views.setCurrentWidget(self._products)
        self._lists.hide()
        self.new_card.ask()

    def open_sample(self) -> None:
        """Write the worked example into the library and open it."""
        self._do(self._services.load_sample, done=self.open_requested.emit)

    def import_file(self, path: Path) -> None:
        """Copy a product file, or the one in a roadmap PDF, into the library and open it."""
        self._do(self._library.import_file, path, done=self.open_requested.emit)

    def focus_list(self) -> None:
        """Put the focus where one most likely goes on."""
        if not self.new_card.isHidden():
            self.new_card.name.setFocus()
        elif self.model.total:
            if not self.views.focus_portfolio():
                self.list.setFocus()
        else:
            self.empty.start.setFocus()

    def tell_problem(self, sentence: str) -> None:
        """Say why something could not be done."""
        self._problem.setText(sentence)
        self._problem.show()

    def offer_versions(self, path: Path, name: str, problem: str | None) -> None:
        """Show the older versions of a file, and why it cannot be read where it cannot."""
        dialog = VersionsDialog(name, problem, self)
        dialog.chosen.connect(lambda version: self._restore_version(path, version))
        dialog.finished.connect(self._on_versions_closed)
        self.versions = dialog
        self._do(self._library.versions, path, done=self._on_versions)
        dialog.open()

    # -- events and handlers ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """List anew whenever the page appears."""
        super().showEvent(event)
        self._fresh = True
        if self._begun:
            self.refresh()

    def _on_listed(self, found: tuple[tuple[ProductSummary, ...], tuple[Any, ...]]) -> None:
        self._listing = False
        summaries, trashed = found
        kept, place = self._wanted or self._current_path(), self.list.currentIndex().row()
        self._wanted = None
        self.model.show(summaries)
        self.views.show_lines(summaries)
        self.trash_panel.show_entries(trashed)
        self._show_state(len(trashed))
        row = self.model.row_of(kept) if kept is not None else None
        self.list.select(place if row is None else row)
        if self._fresh and self.isVisible():
            self._fresh = False
            self.focus_list()
        if self._again:
            self._again = False
            self.refresh()
        self.listed.emit()

    def _on_list_failed(self, error: Exception) -> None:
        self._listing = False
        self._problem.setText(str(error))
        self._problem.show()
        self.listed.emit()

    def _on_new(self, name: str) -> None:
        framework = self._services.framework
        product = new_product(name, self._services.today(), framework.version)
        self._do(self._create, product, done=self._on_created)

    def _on_created(self, path: Path) -> None:
        self._end_new()
        self.open_requested.emit(path)

    def _on_given_up(self) -> None:
        self._end_new()
        self.focus_list()

    def _on_asked(self, what: str, summary: Summary) -> None:
        handlers: dict[str, Callable[[Summary], None]] = {
            "open": self._open,
            "duplicate": self._duplicate,
            "delete": self._trash,
            "versions": self._show_versions,
        }
        handlers[what](summary)

    def _open(self, summary: Summary) -> None:
        if summary.problem is None:
            self.open_requested.emit(summary.path)
        else:
            self._show_versions(summary)

    def _duplicate(self, summary: Summary) -> None:
        told = self.tr("“{name}” was duplicated").format(name=summary.name)
        self._do(self._library.duplicate, summary.path, done=lambda _file: self._done(told))

    def _trash(self, summary: Summary) -> None:
        told = self.tr("“{name}” is in the trash").format(name=_short(summary.name))
        self._do(
            self._library.trash,
            summary.path,
            done=lambda entry: self._done(told, lambda: self._restore(entry)),
        )

    def _restore(self, entry: Any) -> None:
        self._do(self._library.restore, entry, done=lambda _path: self._done(self.tr("Restored")))

    def _rename(self, summary: Summary, name: str) -> None:
        self._do(self._library.rename, summary.path, name, done=self._on_renamed)

    def _show_versions(self, summary: Summary) -> None:
        self.offer_versions(summary.path, summary.name, summary.problem)

    def _on_renamed(self, path: Path) -> None:
        self._wanted = path
        self.refresh()

    def _on_versions(self, versions: Sequence[Any]) -> None:
        if self.versions is not None:
            self.versions.show_versions(versions)

    def _on_versions_closed(self) -> None:
        self.versions = None

    def _restore_version(self, path: Path, version: Any) -> None:
        told = self.tr("The older version is back; the one before it is kept as a version too")
        self._do(self._library.restore_version, path, version, done=lambda _result: self._done(told))

    def _on_sorted(self, sort: Sort) -> None:
        self._settings.home_sort = sort.value
        self.model.sort_by(sort)

    # -- helpers ------------------------------------------------------------------------------------

    def _read(self) -> tuple[tuple[ProductSummary, ...], tuple[Any, ...]]:
        return tuple(self._library.list()), tuple(self._library.trashed())

    def _create(self, product: Any) -> Path:
        file = self._library.create(product)
        file.close()
        path: Path = file.path
        return path

    def _do(self, function: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._problem.hide()
        self._doing += 1
        self._tasks.run(function, *args, done=partial(self._on_result, done), failed=self._on_failed)

    def _done(self, message: str, undo: Callable[[], None] | None = None) -> None:
        self._toast.tell(message, undo)
        self.refresh()

    def _on_result(self, done: Callable[[Any], None], result: Any) -> None:
        self._doing -= 1
        done(result)

    def _on_failed(self, error: Exception) -> None:
        self._doing -= 1
        self._problem.setText(str(error))
        self._problem.show()
        self.refresh()

    def _end_new(self) -> None:
        self.new_card.hide()
        self._lists.show()

    def _has_files(self) -> bool:
        """Guess what the list will show, without reading any file."""
        folder: Path = self._library.folder
        return folder.is_dir() and any(folder.glob("*.readiness"))

    def _current_path(self) -> Path | None:
        index = self.list.currentIndex()
        return self.model.summary(index.row()).path if index.isValid() else None

    def _show_state(self, trashed: int) -> None:
        some = bool(self.model.total)
        self._lists.setCurrentWidget(self._filled if some else self._blank)
        self._trash_button.setText(self.tr("Trash ({number})").format(number=trashed))
        self._trash_button.setVisible(bool(trashed))
        if not trashed and self._views.currentWidget() is self.trash_panel:
            self._views.setCurrentWidget(self._products)
        self._on_searched(self.bar.words)

    def _on_searched(self, words: str) -> None:
        self.model.search(words)
        self.views.search(words)
        nothing = bool(self.model.total) and not self.model.rowCount()
        self._nothing.setVisible(nothing)
        self.list.setVisible(not nothing)

    def _connect(self) -> None:
        self.bar.new_requested.connect(self.start_new)
        self.bar.file_requested.connect(self.file_requested)
        self.bar.import_requested.connect(self.import_requested)
        self.bar.merge_requested.connect(self.merge_requested)
        self.bar.searched.connect(self._on_searched)
        self.bar.sorted_by.connect(self._on_sorted)
        self.bar.view_asked.connect(self.views.show_view)
        self.views.opened.connect(self._open)
        self.views.changed.connect(self._fit)
        self.list.asked.connect(self._on_asked)
        self.new_card.accepted.connect(self._on_new)
        self.new_card.given_up.connect(self._on_given_up)
        self.empty.new_requested.connect(self.start_new)
        self.empty.sample_requested.connect(self.open_sample)
        self.empty.file_requested.connect(self.file_requested)
        self.trash_panel.restore_requested.connect(self._restore)
        self.trash_panel.closed.connect(lambda: self._views.setCurrentWidget(self._products))
        self._theme.changed.connect(self._fit)

    def _build(self) -> None:
        self._problem = label("", "error", name="home_problem")
        self._problem.hide()
        self._blank = self.empty
        self._filled = self._build_filled()
        self._lists = QStackedWidget()
        self._lists.addWidget(self._filled)
        self._lists.addWidget(self._blank)
        self._lists.setCurrentWidget(self._filled if self._has_files() else self._blank)
        self._trash_button = button("", "show_trash", role="quiet")
        self._trash_button.clicked.connect(lambda: self._views.setCurrentWidget(self.trash_panel))
        self._trash_button.hide()
        self._products = QWidget()
        inner = QVBoxLayout(self._products)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * UNIT)
        inner.addWidget(self.new_card)
        inner.addWidget(self._problem)
        inner.addWidget(self._lists, 1)
        inner.addWidget(self._trash_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._views.addWidget(self._products)
        self._views.addWidget(self.trash_panel)
        self._views.setObjectName("home_views")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 2 * UNIT)
        layout.addStretch(1)
        layout.addWidget(self._views, 1000)
        layout.addStretch(1)
        self._fit()

    def _build_filled(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(self.bar)
        self._nothing = label(
            self.tr("No product has these words in its name."), "muted", name="nothing_found"
        )
        self._nothing.hide()
        listing = QWidget()
        listing.setLayout(column(self._nothing, self.list))
        self.views = HomeViews(listing, self._services, self._tasks, self._theme, self._settings)
        layout.addWidget(self.views, 1)
        return made

    def _fit(self) -> None:
        self._views.setMaximumWidth(self.views.width_wanted)


def _short(name: str, limit: int = 40) -> str:
    return name if len(name) <= limit else f"{name[: limit - 1]}…"
