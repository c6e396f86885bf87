"""What stands above the list of products: the ways to get one, search and order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from readiness_gui.ui.home_list import Sort
from readiness_gui.ui.settings import View
from readiness_gui.ui.widgets.basics import UNIT, button, label


class HomeBar(QWidget):
    """Emits what is asked for."""

    new_requested = Signal()
    file_requested = Signal()
    import_requested = Signal()
    merge_requested = Signal()
    searched = Signal(str)
    #: carries the :class:`Sort`
    sorted_by = Signal(object)
    #: carries the :class:`View`
    view_asked = Signal(object)

    def __init__(self, sort: str, view: View = View.LIST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(self._build_top())
        layout.addLayout(self._build_search(sort))
        self._views[view].setChecked(True)
        for one, choice in self._views.items():
            choice.toggled.connect(lambda on, wanted=one: self._on_view(wanted) if on else None)
        self._sort.setVisible(view is View.LIST)

    @property
    def words(self) -> str:
        """Return what is searched for."""
        return self._search.text()

    @property
    def sort(self) -> Sort:
        """Return the order chosen."""
        return Sort(self._sort.currentData())

    def search(self) -> None:
        """Put the focus into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_view(self, view: View) -> None:
        self._sort.setVisible(view is View.LIST)
        self.view_asked.emit(view)

    def _build_views(self) -> QWidget:
        """Return the two ways to look at the products, a group of its own for the arrow keys."""
        made = QWidget()
        made.setAccessibleName(self.tr("Show products as"))
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(UNIT)
        self._views = {
            View.LIST: QRadioButton(self.tr("List")),
            View.PORTFOLIO: QRadioButton(self.tr("Portfolio")),
        }
        for view, choice in self._views.items():
            choice.setObjectName(f"view_{view}")
            choice.setAccessibleName(self.tr("Show products as: {view}").format(view=choice.text()))
            line.addWidget(choice)
        return made

    def _build_top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(label(self.tr("Your products"), "title", name="home_title", wrap=False))
        top.addStretch(1)
        open_file = button(self.tr("Open a file…"), "open_file", role="quiet")
        open_file.clicked.connect(self.file_requested)
        hint = self.tr("Copy a product file or a roadmap PDF into the list")
        bring = button(self.tr("Import…"), "import_file", role="quiet", hint=hint)
        bring.clicked.connect(self.import_requested)
        hint = self.tr("Make one product of the files that several people filled in")
        merge = button(self.tr("Merge…"), "merge_files", role="quiet", hint=hint)
        merge.clicked.connect(self.merge_requested)
        fresh = button(self.tr("New product"), "new_product", role="primary")
        fresh.clicked.connect(self.new_requested)
        for one in (open_file, bring, merge, fresh):
            top.addWidget(one)
        return top

    def _build_search(self, sort: str) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setObjectName("search_products")
        self._search.setAccessibleName(self.tr("Search products"))
        keys = QKeySequence(QKeySequence.StandardKey.Find).toString(QKeySequence.SequenceFormat.NativeText)
        self._search.setPlaceholderText(self.tr("Search ({keys})").format(keys=keys))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self.searched)
        self._sort = QComboBox()
        self._sort.setObjectName("sort_products")
        self._sort.setAccessibleName(self.tr("Sort by"))
        for one, words in (
            (Sort.MODIFIED, self.tr("Last changed first")),
            (Sort.NAME, self.tr("By name")),
            (Sort.STAGE, self.tr("By stage")),
        ):
            self._sort.addItem(words, one.value)
        self._sort.setCurrentIndex(max(self._sort.findData(sort), 0))
        self._sort.currentIndexChanged.connect(lambda: self.sorted_by.emit(self.sort))
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        line.addWidget(self._search, 1)
        line.addWidget(self._sort)
        line.addWidget(self._build_views())
        return line
