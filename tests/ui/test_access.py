"""Every page of the running window: names, tab order, plain text, visible focus, nothing clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import SignalId, StepId
from readiness_gui.storage import codec
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.theme import Mode
from tests import worked
from tests.ui.driver import WizardDriver

LOOKS = [(100, Mode.LIGHT), (100, Mode.DARK), (200, Mode.LIGHT), (200, Mode.DARK)]
#: more presses of Tab than any page has controls
#: looks in a row that see the same before a layout counts as settled
SAME = 5
MANY = 400
#: pixels by which roundings may differ
SLACK = 1


@pytest.fixture
def driver(
    qtbot: QtBot, library_folder: Path, framework: Framework, tmp_path: Path
) -> Iterator[WizardDriver]:
    made = WizardDriver(qtbot)
    path = tmp_path / "Grantwright.readiness"
    product = worked.product(framework)
    assessment = product.assessments[0].with_signal(SignalId.PMF, note=f"https://example.org/{'x' * 200} end")
    path.write_bytes(codec.product_bytes(product.with_assessment(assessment)))
    made.open(path)
    yield made
    made.window.close()
    made.window.deleteLater()
    stop_log()


def look(driver: WizardDriver, percent: int, mode: Mode) -> None:
    """Set the size of text and the colours."""
    driver.window.theme.set_percent(percent)
    driver.window.theme.set_mode(mode)
    driver.window.resize(1280, 720)
    driver.qtbot.wait(50)


def places(driver: WizardDriver) -> Iterator[str]:
    """Open the thirteen pages, the history and then the home, and say which one is on screen."""
    for step in StepId:
        driver.window.wizard.go_to(step)
        driver.settle()
        driver.until(lambda: not driver.window.busy and not driver.window.desk.tasks.busy)
        rest(driver)
        yield step.value
    driver.window.wizard.toggle_history()
    driver.qtbot.wait(30)
    yield "history"
    driver.close_product()
    rest(driver)
    yield "home"


def rest(driver: WizardDriver) -> None:
    """Wait until some passes of the event loop in a row have moved nothing: layouts settle by and by."""
    seen: list[list[object]] = []

    def still() -> bool:
        seen.append([one.geometry().getRect() for one in parts(driver)])
        return len(seen) > 4 and all(one == seen[-1] for one in seen[-4:])

    driver.until(still)


def parts(driver: WizardDriver) -> list[QWidget]:
    """Return what is on screen, parts of Qt's own composite controls aside."""
    found = driver.window.findChildren(QWidget)
    return [one for one in found if one.isVisible() and not _inner(one)]


def controls(driver: WizardDriver) -> list[QWidget]:
    """Return what takes the focus by Tab."""
    return [
        one
        for one in parts(driver)
        if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]


def says(widget: QWidget) -> str:
    """Return how a failure names a widget."""
    chain: list[str] = []
    at: QObject | None = widget
    while at is not None and len(chain) < 3:
        chain.append(at.objectName() or type(at).__name__)
        at = at.parent()
    return " < ".join(chain)


def test_every_control_has_a_name_for_people_and_one_for_tests(driver: WizardDriver) -> None:
    look(driver, 100, Mode.LIGHT)
    wrong = [
        f"{place}: {says(one)}"
        for place in places(driver)
        for one in controls(driver)
        if not one.accessibleName() or not one.objectName()
    ]
    assert not wrong, "\n".join(wrong)


def test_names_of_controls_are_unique_on_a_page(driver: WizardDriver) -> None:
    wrong = []
    for place in places(driver):
        names = [one.objectName() for one in controls(driver)]
        wrong += [f"{place}: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    assert not wrong, wrong


def test_tab_reaches_every_control_and_back(driver: WizardDriver) -> None:
    for place in places(driver):
        expected = {one.objectName() for one in controls(driver) if not _unchecked(one)}
        reached: list[str] = []
        driver.window.setFocus()
        for _ in range(MANY):
            driver.press("Tab")
            name = driver.focus
            if reached and name == reached[0]:
                break
            reached.append(name)
        missing = expected - set(reached)
        assert not missing, f"{place}: Tab never reaches {sorted(missing)}"
        driver.press("Shift+Tab")
        assert driver.focus == reached[-1], f"{place}: Shift+Tab goes another way"


def test_no_label_is_rich_text(driver: WizardDriver) -> None:
    wrong = [
        f"{place}: {says(one)}"
        for place in places(driver)
        for one in parts(driver)
        if isinstance(one, QLabel) and one.text() and one.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("percent", "mode"), LOOKS)
def test_nothing_is_clipped_and_nothing_scrolls_sideways(
    driver: WizardDriver, percent: int, mode: Mode
) -> None:
    look(driver, percent, mode)
    wrong = []
    for place in places(driver):
        assert (driver.window.width(), driver.window.height()) == (1280, 720), place
        _lay_out_to_the_end(driver)
        wrong += [f"{place}: {words}" for words in _clipped(driver)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_focus_can_be_seen(driver: WizardDriver, mode: Mode) -> None:
    look(driver, 100, mode)
    wrong = []
    for place in places(driver):
        wrong += [
            f"{place}: {says(one)}"
            for one in controls(driver)
            if not _unchecked(one) and not _changes_with_focus(driver, one)
        ]
    assert not wrong, "\n".join(wrong)


def _changes_with_focus(driver: WizardDriver, one: QWidget) -> bool:
    """Tell whether a control looks another way with the focus than without."""
    other = next(each for each in controls(driver) if each is not one)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    with_focus = one.grab().toImage()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return one.grab().toImage() != with_focus


def _lay_out_to_the_end(driver: WizardDriver) -> None:
    """Wait until a few looks in a row see every part where it was: a layout settles over several turns."""

    def where() -> list[tuple[int, ...]]:
        return [one.geometry().getRect() for one in parts(driver)]  # type: ignore[misc]  # four whole numbers

    seen: list[list[tuple[int, ...]]] = [where()]

    def settled() -> bool:
        seen.append(where())
        return len(seen) > SAME and all(one == seen[-1] for one in seen[-SAME:])

    driver.until(settled)


def _clipped(driver: WizardDriver) -> Iterator[str]:
    for one in parts(driver):
        if isinstance(one, QLabel) and one.text():
            needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            if one.height() + SLACK < needed:
                yield f"{says(one)} is {one.height()} high, needs {needed}: {one.text()[:40]!r}"
            wide = _widest_word(one) if one.wordWrap() else one.sizeHint().width()
            room = one.contentsRect().width() if one.wordWrap() else one.width()
            if room + SLACK < wide:
                yield f"{says(one)} is {one.width()} wide, needs {wide}: {one.text()[:40]!r}"
        elif isinstance(one, QAbstractButton | QComboBox | QAbstractSpinBox):
            least = one.minimumSizeHint() if isinstance(one, QComboBox) else one.sizeHint()
            if one.width() + SLACK < least.width() or one.height() + SLACK < least.height():
                yield f"{says(one)} is {one.size().toTuple()}, needs {least.toTuple()}"
        elif isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0:
            yield f"{says(one)} scrolls sideways by {one.horizontalScrollBar().maximum()}"


def _widest_word(one: QLabel) -> int:
    measure = QFontMetrics(one.font())
    words = one.text().replace("\u200b", " ").split()
    return max((measure.horizontalAdvance(word) for word in words), default=0)


def _unchecked(one: QWidget) -> bool:
    """Tell whether another radio button of the group takes the Tab for this one."""
    if not isinstance(one, QRadioButton) or one.isChecked():
        return False
    groups = one.window().findChildren(QButtonGroup)
    group = next((each for each in groups if one in each.buttons()), None)
    return group is not None and (group.checkedId() != -1 or group.buttons()[0] is not one)


def _inner(one: QWidget) -> bool:
    """Tell whether this is a part that Qt made inside a control of ours."""
    if isinstance(one, QScrollBar | QSplitterHandle) or one.objectName().startswith("qt_"):
        return True
    above = one.parentWidget()
    if isinstance(above, QAbstractSpinBox | QComboBox):
        return True
    while above is not None:
        if isinstance(above, QAbstractItemView):
            return True
        above = above.parentWidget()
    return False
