"""One page of the report as a picture: the whole page, or enlarged with scroll bars."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from readiness_gui.ui.widgets.basics import UNIT

#: height over width of a page before the first one is there (A4)
SHAPE = 297 / 210
#: the highest a whole page is shown, in pixels, so that all of it is on a small screen
HIGHEST = 576
#: the rim around a page, for its shadow line and the ring of the focus
RIM = 4
#: keys that turn the page, by how many; the ends are far away
TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Home: -9999, Qt.Key.Key_End: 9999}
ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
SCROLLS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class PagePicture(QAbstractScrollArea):
    """Shows a picture at a size; asks for another page or size by keyboard."""

    #: by how many pages to go on
    turned = Signal(int)
    #: by how many steps to enlarge, 0 for the whole page
    zoomed = Signal(int)
    resized = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "page_picture")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.viewport().setAutoFillBackground(False)
        self.image = QImage()
        self._shape = SHAPE
        self._percent = 100
        self._words = self.tr("Making the pages …")

    @property
    def whole(self) -> QSize:
        """Return the size of the page in pixels of the screen where all of it is shown."""
        return self._whole_in(self.width())

    @property
    def sheet(self) -> QSize:
        """Return the size of the page as it is enlarged now, in device-independent pixels."""
        return self.whole * (self._percent / 100)

    def show_image(self, image: QImage) -> None:
        """Show a picture, drawn at the size that is wanted whatever its own is."""
        self.image = image
        if not image.isNull():
            shape = image.height() / image.width()
            if abs(shape - self._shape) > 0.01:
                self._shape = shape
                self.updateGeometry()
        self._fit()

    def show_words(self, words: str) -> None:
        """Say something in place of a page while there is none."""
        self._words = words
        self.viewport().update()

    def set_percent(self, percent: int) -> None:
        """Enlarge to ``percent`` of the whole page and keep the middle in the middle."""
        self._percent = percent
        self._fit()

    def to_top(self) -> None:
        """Scroll to the beginning of the page."""
        self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """Return the size of a whole page."""
        return QSize(40 * UNIT, self.whole.height() + 2 * RIM)

    def minimumSizeHint(self) -> QSize:
        """Return a width that pages stay recognizable at."""
        return QSize(24 * UNIT, self._whole_in(24 * UNIT).height() + 2 * RIM)

    def heightForWidth(self, width: int) -> int:
        """Return the height of a whole page at a width."""
        return self._whole_in(width).height() + 2 * RIM

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, enlarge or scroll; what is of no use here goes to the page around."""
        key = Qt.Key(event.key())
        commanded = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if commanded:
            event.ignore()
        elif key in TURNS:
            self.turned.emit(TURNS[key])
        elif key in ZOOM_KEYS:
            self.zoomed.emit(ZOOM_KEYS[key])
        elif key in SCROLLS and self._percent > 100:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            onwards = (key is Qt.Key.Key_Right) is not self.isRightToLeft()
            self.turned.emit(1 if onwards else -1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width and tell that another sharpness may be wanted."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's signature
        """Paint what came into view."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the page on its ground, or words while there is none."""
        painter = QPainter(self.viewport())
        place = self._place()
        if self.image.isNull():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words
            )
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(place), self.image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(self.palette().color(QPalette.ColorRole.Accent))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _place(self) -> QRect:
        """Return where the page lies in the viewport: in its middle, or scrolled."""
        view, sheet = self.viewport().size(), self.sheet
        left = (view.width() - sheet.width()) // 2
        top = (view.height() - sheet.height()) // 2
        if left < RIM:
            left = RIM - self.horizontalScrollBar().value()
        if top < RIM:
            top = RIM - self.verticalScrollBar().value()
        return QRect(left, top, sheet.width(), sheet.height())

    def _whole_in(self, width: int) -> QSize:
        inner = min(max(width - 2 * RIM, 8 * UNIT), round(HIGHEST / self._shape))
        return QSize(inner, round(inner * self._shape))

    def _fit(self) -> None:
        view, sheet = self.viewport().size(), self.sheet
        for bar, length, room in (
            (self.horizontalScrollBar(), sheet.width(), view.width()),
            (self.verticalScrollBar(), sheet.height(), view.height()),
        ):
            share = (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1)
            most = max(length + 2 * RIM - room, 0) if self._percent > 100 else 0
            bar.setRange(0, most)
            bar.setPageStep(room)
            bar.setSingleStep(4 * UNIT)
            bar.setValue(round(share * (most + room) - room / 2))
        self.viewport().update()
