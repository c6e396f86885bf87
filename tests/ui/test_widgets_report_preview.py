"""The pages on screen: by keyboard, in words, never an old one after a newer one."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import ReportError
from readiness_gui.ui.tasks import Cancel, Progress, Tasks
from readiness_gui.ui.widgets.page_picture import HIGHEST
from readiness_gui.ui.widgets.report_preview import DENSITIES, ReportPreview, unpacked

WAIT = 10_000
A4 = (8.27, 11.69)
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffff00")


@dataclass(frozen=True)
class FakeHeading:
    level: int
    page: int
    text: str


@dataclass(frozen=True)
class FakePages:
    pictures: tuple[bytes, ...]
    outline: tuple[FakeHeading, ...]


def png(width: int, height: int, colour: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here, Qt a name
    return bytes(data.data())


OUTLINE = (FakeHeading(1, 1, "Go on"), FakeHeading(2, 2, "Signals"), FakeHeading(1, 4, "Method"))


class Maker:
    """Sets four pages, each in a colour of its own."""

    def __init__(self, count: int = 4, paper: tuple[float, float] = A4) -> None:
        self.count, self.paper = count, paper
        self.asked: list[float] = []

    def __call__(self, ppi: float, *, progress: Progress, cancel: Cancel) -> FakePages:
        self.asked.append(ppi)
        progress(0.5)
        cancel.check()
        width, height = (round(side * ppi) for side in self.paper)
        return FakePages(tuple(png(width, height, one) for one in COLOURS[: self.count]), OUTLINE)


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.tasks = qtbot, Tasks()
        self.preview = ReportPreview(self.tasks)
        qtbot.addWidget(self.preview, before_close_func=lambda _one: self.tasks.stop())
        self.preview.resize(440, 760)
        self.preview.show()
        qtbot.waitExposed(self.preview)
        self.picture = self.preview.picture
        self.picture.setFocus()

    def ready(self) -> None:
        self.qtbot.waitUntil(lambda: not self.preview.busy and not self.tasks.busy, timeout=WAIT)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.picture, key)
        self.ready()

    def colour(self) -> str:
        return self.picture.image.pixelColor(5, 5).name()

    def text(self, name: str) -> str:
        found = self.preview.findChild(QLabel, name)
        assert found is not None
        return found.text()

    def button(self, name: str) -> QPushButton:
        found = self.preview.findChild(QPushButton, name)
        assert found is not None
        return found


@pytest.fixture
def empty(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


@pytest.fixture
def shown(empty: Shown) -> Shown:
    empty.preview.show_report(Maker())
    empty.ready()
    return empty


def test_before_there_is_a_page_nothing_can_be_turned(empty: Shown) -> None:
    assert empty.picture.accessibleName() == "No page yet"
    assert not empty.button("preview_back").isEnabled()
    assert not empty.button("preview_next").isEnabled()
    empty.press(Qt.Key.Key_PageDown)
    assert empty.preview.page == 0


def test_the_first_page_is_shown_and_named(shown: Shown) -> None:
    assert shown.colour() == COLOURS[0]
    assert shown.picture.accessibleName() == "Page 1 of 4"
    assert shown.text("preview_place") == "Page 1 of 4"
    assert shown.picture.accessibleDescription() == "On this page: Go on"
    assert not shown.button("preview_back").isEnabled()


def test_pages_are_turned_by_keyboard_and_end_at_the_ends(shown: Shown) -> None:
    shown.press(Qt.Key.Key_PageDown)
    assert (shown.preview.page, shown.colour()) == (2, COLOURS[1])
    assert shown.picture.accessibleDescription() == "On this page: Signals"
    shown.press(Qt.Key.Key_Right)
    assert (shown.preview.page, shown.colour()) == (3, COLOURS[2])
    assert shown.picture.accessibleDescription() == ""
    shown.press(Qt.Key.Key_End)
    assert (shown.preview.page, shown.colour()) == (4, COLOURS[3])
    assert not shown.button("preview_next").isEnabled()
    shown.press(Qt.Key.Key_PageDown)
    assert shown.preview.page == 4
    shown.press(Qt.Key.Key_PageUp, Qt.Key.Key_Left)
    assert shown.preview.page == 2
    shown.press(Qt.Key.Key_Home)
    assert (shown.preview.page, shown.colour()) == (1, COLOURS[0])


def test_right_to_left_turns_with_the_other_arrow(shown: Shown) -> None:
    shown.preview.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.press(Qt.Key.Key_Left)
    assert shown.preview.page == 2


def test_the_buttons_do_the_same(shown: Shown) -> None:
    QTest.keyClick(shown.button("preview_next"), Qt.Key.Key_Space)
    shown.ready()
    assert shown.preview.page == 2
    QTest.keyClick(shown.button("preview_back"), Qt.Key.Key_Space)
    shown.ready()
    assert shown.preview.page == 1


def test_fast_turning_shows_the_last_page_wished_for(shown: Shown) -> None:
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End):
        QTest.keyClick(shown.picture, key)
    shown.ready()
    assert shown.colour() == COLOURS[3]


def test_a_whole_page_fits_and_zoom_sets_finer_pages(shown: Shown) -> None:
    assert shown.picture.sheet.height() <= HIGHEST
    assert shown.picture.verticalScrollBar().maximum() == 0
    maker = Maker()
    shown.preview.show_report(maker)
    shown.ready()
    shown.press(*[Qt.Key.Key_Plus] * 9)
    assert shown.preview.percent == 300
    assert not shown.button("preview_larger").isEnabled()
    assert maker.asked[0] == DENSITIES[1], "as fine as the size on screen wants"
    assert maker.asked[-1] > maker.asked[0]
    assert shown.picture.image.width() >= shown.picture.sheet.width(), "not blurred"
    before = shown.picture.verticalScrollBar().value()
    shown.press(Qt.Key.Key_Down)
    assert shown.picture.verticalScrollBar().value() > before, "arrows scroll now"
    shown.press(Qt.Key.Key_Minus)
    assert shown.preview.percent == 200
    shown.press(Qt.Key.Key_0)
    assert shown.preview.percent == 100
    assert "100 %" in shown.text("preview_state")


def test_keys_of_the_window_pass_through(shown: Shown) -> None:
    QTest.keyClick(shown.picture, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown.picture, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (shown.preview.percent, shown.preview.page) == (100, 1)


def test_the_outline_is_text_and_leads_to_its_page(shown: Shown) -> None:
    header = shown.preview.findChild(QToolButton, "preview_outline")
    assert header is not None
    QTest.keyClick(header, Qt.Key.Key_Space)
    outline = shown.preview.findChild(QListWidget, "preview_outline_list")
    assert outline is not None
    assert outline.isVisible()
    spoken = [outline.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(outline.count())]
    assert spoken == ["Go on, page 1", "Signals, page 2", "Method, page 4"]
    outline.setFocus()
    QTest.keyClick(outline, Qt.Key.Key_End)
    QTest.keyClick(outline, Qt.Key.Key_Return)
    shown.ready()
    assert shown.preview.page == 4


def test_fewer_pages_keep_the_place_as_far_as_they_go(shown: Shown) -> None:
    shown.press(Qt.Key.Key_End)
    shown.preview.show_report(Maker(count=2))
    shown.ready()
    assert shown.picture.accessibleName() == "Page 2 of 2"
    assert shown.colour() == COLOURS[1]


def test_another_paper_changes_the_shape(shown: Shown) -> None:
    shown.preview.show_report(Maker(paper=(8.5, 11.0)))
    shown.ready()
    whole = shown.picture.whole
    assert whole.height() / whole.width() == pytest.approx(11 / 8.5, abs=0.01)


def test_a_newer_report_stops_the_older_one(shown: Shown) -> None:
    go, began = threading.Event(), threading.Event()

    def slow(ppi: float, *, progress: Progress, cancel: Cancel) -> FakePages:
        began.set()
        assert go.wait(10)
        assert cancel.requested
        return FakePages((png(50, 70, "#123456"),), ())

    shown.preview.show_report(slow)
    shown.qtbot.waitUntil(began.is_set, timeout=WAIT)
    shown.preview.show_report(Maker(count=3))
    go.set()
    shown.ready()
    assert shown.preview.count == 3
    assert shown.colour() == COLOURS[0]


def test_what_goes_wrong_is_said_and_goes_away(shown: Shown) -> None:
    def fails(ppi: float, *, progress: Progress, cancel: Cancel) -> FakePages:
        raise ReportError("the disk is full")

    shown.preview.show_report(fails)
    shown.ready()
    assert shown.text("preview_problem") == "The pages could not be made: the disk is full"
    assert shown.colour() == COLOURS[0], "the pages there were stay"
    shown.preview.show_report(Maker())
    shown.ready()
    problem = shown.preview.findChild(QLabel, "preview_problem")
    assert problem is not None
    assert problem.isHidden()


def test_nothing_is_set_while_nobody_looks(shown: Shown) -> None:
    shown.preview.hide()
    maker = Maker(count=1)
    shown.preview.show_report(maker)
    shown.qtbot.wait(150)
    assert maker.asked == []
    shown.preview.show()
    shown.ready()
    assert shown.preview.count == 1


def test_unpacking_never_enlarges() -> None:
    from PySide6.QtCore import QSize

    image, number = unpacked(png(100, 140, "#ff0000"), QSize(50, 70), 7)
    assert (image.width(), image.height(), number) == (50, 70, 7)
    image, _ = unpacked(png(100, 140, "#ff0000"), QSize(500, 700), 8)
    assert image.width() == 100
    assert unpacked(b"no picture", QSize(5, 7), 9)[0].isNull()
