"""Fixtures of the whole suite: offscreen unless asked, nothing shared, nothing left over."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from readiness_gui import paths
from readiness_gui.core import framework as framework_module
from readiness_gui.core.framework import Framework

TODAY = date(2026, 3, 2)

settings.register_profile("suite", settings(), deadline=None)  # how fast the machine is proves nothing
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="use the real display instead of offscreen")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session")
def framework() -> Framework:
    return framework_module.load(paths.resources() / "framework" / "en.toml")


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(autouse=True)
def library_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the library and the settings of whoever runs it."""
    folder = tmp_path / "library"
    monkeypatch.setattr(paths, "default_library", lambda: folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """No thread of ours, no window, no size of text and no colour outlives its test."""
    before = set(threading.enumerate())
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
        from PySide6.QtGui import QFontDatabase, QPalette
        from PySide6.QtWidgets import QApplication

        if QApplication.instance() is not None:
            QThreadPool.globalInstance().waitForDone()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
            for widget in shown:
                widget.close()
            QApplication.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
            QApplication.setPalette(QPalette())
            assert not shown, f"windows left open: {shown}"
    left = [
        thread for thread in set(threading.enumerate()) - before if thread.is_alive() and not thread.daemon
    ]
    assert not left, f"threads left running: {left}"
