"""A window of its own for each test, over a library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from readiness_gui.ui.messages import stop_log
from tests.ui.driver import WizardDriver

Drive = Callable[..., WizardDriver]


@pytest.fixture
def drive(qtbot: QtBot, library_folder: Path) -> Iterator[Drive]:
    """Return a function that starts the program; what it started is closed after the test."""
    started: list[WizardDriver] = []

    def start(arguments: Sequence[str] = ()) -> WizardDriver:
        started.append(WizardDriver(qtbot, arguments))
        return started[-1]

    yield start
    for driver in reversed(started):
        if not driver.window.close() and driver.window.session is not None:
            driver.window.desk.leave_unsaved()
        driver.window.deleteLater()
    stop_log()


@pytest.fixture
def driver(drive: Drive) -> WizardDriver:
    """Return the running program, with an empty library."""
    return drive()


@pytest.fixture
def acme(driver: WizardDriver) -> WizardDriver:
    """Return the running program with a new product open."""
    return driver.start("Acme")
