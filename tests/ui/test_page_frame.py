"""What happens when a page opens: where the focus is, and that nothing but the page comes up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from readiness_gui.core.terms import StepId
from readiness_gui.ui import pages_ahead
from tests.ui.driver import WizardDriver


def test_a_page_opens_with_the_focus_on_what_was_chosen(driver: WizardDriver) -> None:
    driver.start("Acme").goto(StepId.START)
    assert driver.focus == "claimed_stage_0"
    driver.click("claimed_stage_2").settle().close_product()
    driver.window.open_path(driver.window.services.library.folder / "Acme.readiness")
    driver.until(lambda: driver.window.session is not None)
    driver.goto(StepId.START)
    assert driver.focus == "claimed_stage_2"


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_of_a_page_ever_flashes_up_as_a_window(
    drive: Callable[[], WizardDriver], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is shown before it has its place is a window for a moment, and takes the keys away."""
    monkeypatch.setattr(pages_ahead, "FIRST_REST", 10**6)
    driver, windows = drive(), Windows()
    qapp.installEventFilter(windows)
    driver.open_sample()
    for step in StepId:
        driver.goto(step)
        driver.until(lambda: not driver.window.busy)
    driver.window.actions_.history.trigger()
    driver.close_product()
    driver.start("Acme")
    for step in StepId:
        driver.goto(step)
    qapp.removeEventFilter(windows)
    assert windows.seen == []
