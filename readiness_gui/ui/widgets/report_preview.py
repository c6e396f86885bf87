"""The pages of the report as pictures: set in the background, turned and enlarged by keyboard.

Only the newest state is set: what is under way when something changes is stopped or its result
dropped. Pictures are unpacked and scaled in the background too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QWidget

from readiness_gui.core.errors import ReadinessError
from readiness_gui.ui.newest import Newest, Work
from readiness_gui.ui.tasks import Cancel, Progress, Tasks
from readiness_gui.ui.widgets.basics import UNIT, button, column, label
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.page_picture import PagePicture

#: wait for more changes before setting the pages, in milliseconds
SETTLE_MS = 30
#: sizes of the page in per cent of the width there is
ZOOMS = (100, 125, 150, 200, 300)
#: pixels an inch that pages are set with; the first that is fine enough is taken
DENSITIES = (48, 72, 110, 150, 220, 300)
#: width of the narrowest paper in inches
PAPER_INCHES = 8.27
#: rows of the outline that are shown at once
OUTLINE_ROWS = 8


class Heading(Protocol):
    """A heading of the report and where it stands."""

    @property
    def level(self) -> int:
        """Return 1 for a chapter, more for what is within."""

    @property
    def page(self) -> int:
        """Return the page, from 1 on."""

    @property
    def text(self) -> str:
        """Return its words."""


class Pages(Protocol):
    """What setting the report gives."""

    @property
    def pictures(self) -> Sequence[bytes]:
        """Return the pages as PNG files."""

    @property
    def outline(self) -> Sequence[Heading]:
        """Return the headings in reading order."""


class Maker(Protocol):
    """Sets the report in the background, ``ppi`` pixels an inch."""

    def __call__(self, ppi: float, *, progress: Progress, cancel: Cancel) -> Pages:
        """Return the pages."""


class ReportPreview(QFrame):
    """Shows one page at a time; ``show_report`` may be called as often as anything changes."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_preview")
        self.setProperty("role", "card")
        self._tasks = tasks
        self._make: Callable[[], Work] | None = None
        self._newest = Newest(tasks, SETTLE_MS, self)
        self._newest.hold(wanted=True)
        self._pages: Pages | None = None
        self._page = 0
        self._zoom = 0
        self._fineness = 0
        self._asked = self._unpacked = 0
        self.picture = PagePicture("preview_page")
        self._place = label("", "strong", name="preview_place", wrap=False)
        self._state = label("", "muted", name="preview_state")
        self._problem = label("", "error", name="preview_problem")
        self._problem.hide()
        self._outline = self._build_outline()
        self._build()
        self._newest.done.connect(self._on_made)
        self._newest.failed.connect(self._on_failed)
        self._newest.progress.connect(self._on_progress)
        self.picture.turned.connect(self._on_turned)
        self.picture.zoomed.connect(self.zoom_by)
        self.picture.resized.connect(self._on_resized)
        self._tell()

    @property
    def page(self) -> int:
        """Return the page on screen, from 1 on; 0 before there is any."""
        return self._page + 1 if self._pages else 0

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages.pictures) if self._pages else 0

    @property
    def percent(self) -> int:
        """Return how large the page is, in per cent of the whole page."""
        return ZOOMS[self._zoom]

    @property
    def busy(self) -> bool:
        """Tell whether the newest state is still to come on screen."""
        return self._newest.busy or self._unpacked != self._asked

    def show_report(self, maker: Maker) -> None:
        """Have the report set anew by ``maker``, in the background, once somebody looks."""
        self._make = partial(self._work, maker)
        self._newest.ask(self._make)

    def turn(self, to: int) -> None:
        """Show a page, from 1 on; beyond the ends the first or the last."""
        place = max(0, min(to - 1, self.count - 1))
        if self._pages is not None and place != self._page:
            self._page = place
            self.picture.to_top()
            self._tell()
            self._unpack()

    def zoom_by(self, steps: int) -> None:
        """Enlarge or shrink by some steps; 0 shows the whole page."""
        self._zoom = max(0, min(self._zoom + steps, len(ZOOMS) - 1)) if steps else 0
        self.picture.set_percent(self.percent)
        self._tell()
        self._sharpen()

    def showEvent(self, event: QShowEvent) -> None:
        """Set what could wait until it is seen."""
        super().showEvent(event)
        self._newest.hold(wanted=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Set nothing more while nobody looks."""
        super().hideEvent(event)
        self._newest.hold(wanted=True)

    # -- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back = self._button("preview_back", "◂", self.tr("Page before"), partial(self._on_turned, -1))
        self._next = self._button("preview_next", "▸", self.tr("Page after"), partial(self._on_turned, 1))
        self._less = self._button("preview_smaller", "−", self.tr("Smaller"), partial(self.zoom_by, -1))
        self._more = self._button("preview_larger", "+", self.tr("Larger"), partial(self.zoom_by, 1))
        outline = Disclosure(self.tr("Outline"), "preview_outline", self._outline)
        controls = FlowRow(self._back, self._place, self._next, self._less, self._more)
        title = label(self.tr("Preview"), "heading")
        parts = (title, self._problem, self.picture, controls, self._state, outline)
        self.setLayout(column(*parts, spacing=1, margin=2))

    def _build_outline(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("preview_outline_list")
        made.setAccessibleName(self.tr("Outline of the report"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setMinimumWidth(20 * UNIT)
        made.itemActivated.connect(self._on_chosen)
        made.itemClicked.connect(self._on_chosen)
        return made

    def _button(self, name: str, sign: str, words: str, act: Callable[[], None]) -> QPushButton:
        made = button(sign, name, role="quiet", hint=words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda: act())
        return made

    # -- setting the pages --------------------------------------------------------------------------

    def _work(self, maker: Maker) -> Work:
        self._fineness = self._wanted_fineness()
        self._state.setText(self.tr("Making the pages …"))
        return partial(maker, float(self._fineness))

    def _on_made(self, pages: Pages) -> None:
        self._problem.hide()
        self._pages = pages
        self._page = min(self._page, self.count - 1)
        self._fill_outline(pages)
        self._unpack()
        self._tell()
        self._sharpen()

    def _on_failed(self, error: Exception) -> None:
        self._tell()
        if not isinstance(error, ReadinessError):
            raise error
        self._problem.setText(self.tr("The pages could not be made: {why}").format(why=error))
        self._problem.show()
        self.picture.show_words(self.tr("No pages to show"))

    def _on_progress(self, share: float) -> None:
        self._state.setText(self.tr("Making the pages … {percent} %").format(percent=round(100 * share)))

    def _sharpen(self) -> None:
        """Set anew, finer, where the pictures there are would be blurred at the size wanted now."""
        if self._pages is None or self._make is None or self._newest.busy:
            return
        if self._wanted_fineness() > self._fineness:
            self._newest.ask(self._make)
        else:
            self._unpack()

    def _wanted_fineness(self) -> int:
        """Return how many pixels an inch the size on screen wants."""
        wanted = self.picture.sheet.width() * self.devicePixelRatioF() / PAPER_INCHES
        return next((one for one in DENSITIES if one >= wanted), DENSITIES[-1])

    # -- the page on screen -------------------------------------------------------------------------

    def _unpack(self) -> None:
        """Unpack the page on screen in the background; only the newest wish is shown."""
        if self._pages is None:
            return
        self._asked += 1
        size = self.picture.sheet * self.devicePixelRatioF()
        number, data = self._asked, self._pages.pictures[self._page]
        self._tasks.run(unpacked, data, size, number, done=self._on_unpacked)

    def _on_unpacked(self, found: tuple[QImage, int]) -> None:
        image, number = found
        if number == self._asked:
            self._unpacked = number
            self.picture.show_image(image)

    def _on_turned(self, pages: int) -> None:
        self.turn(self.page + pages)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.turn(item.data(Qt.ItemDataRole.UserRole))

    def _on_resized(self) -> None:
        if self._pages is not None:
            self._sharpen()

    def _fill_outline(self, pages: Pages) -> None:
        rows = [(f"{'    ' * (one.level - 1)}{one.text}", one.page, one.text) for one in pages.outline]
        self._outline.clear()
        for words, page, text in rows:
            item = QListWidgetItem(self.tr("{heading}  ·  {page}").format(heading=words, page=page))
            item.setData(Qt.ItemDataRole.UserRole, page)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                self.tr("{heading}, page {page}").format(heading=text, page=page),
            )
            item.setToolTip(text)
            self._outline.addItem(item)
        height = self._outline.sizeHintForRow(0) if rows else 0
        self._outline.setFixedHeight(height * min(len(rows), OUTLINE_ROWS) + UNIT)

    def _tell(self) -> None:
        """Say in words which page is shown and how large, and switch the buttons."""
        if self._pages is None:
            place = self.tr("No page yet")
        else:
            place = self.tr("Page {page} of {count}").format(page=self.page, count=self.count)
            here = [one.text for one in self._pages.outline if one.page == self.page]
            words = self.tr("On this page: {headings}").format(headings=" · ".join(here)) if here else ""
            self.picture.setAccessibleDescription(words)
        self._place.setText(place)
        self._place.setMinimumHeight(self._next.sizeHint().height())  # on one line with the buttons
        self.picture.setAccessibleName(place)
        if not self._newest.busy:
            self._state.setText(self.tr("{percent} % of the whole page").format(percent=self.percent))
        self._back.setEnabled(self.page > 1)
        self._next.setEnabled(0 < self.page < self.count)
        self._less.setEnabled(self._zoom > 0)
        self._more.setEnabled(self._zoom < len(ZOOMS) - 1)


def unpacked(data: bytes, size: QSize, number: int) -> tuple[QImage, int]:
    """Return a PNG as a picture of ``size`` pixels, and the number it was asked for by; any thread."""
    image = QImage.fromData(data)
    if not image.isNull() and size.width() < image.width():
        image = image.scaledToWidth(max(size.width(), 1), Qt.TransformationMode.SmoothTransformation)
    return image.convertToFormat(QImage.Format.Format_RGB32), number
