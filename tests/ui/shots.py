"""``python -m tests.ui.shots FOLDER [--text 200]``: every page of the worked example, light and dark."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from readiness_gui import app
from readiness_gui.core.terms import StepId
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.window import MainWindow


def main(arguments: list[str]) -> int:
    """Take the pictures and print how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", type=int, default=100, help="size of text in per cent")
    parser.add_argument("--size", default="1280x720", help="size of the window")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = scratch
        window = app.build(["--library", scratch + "/library"])
        width, height = (int(part) for part in options.size.split("x"))
        window.resize(width, height)
        window.show()
        window.theme.set_percent(options.text)
        count = sum(shoot(window, mode, options.folder, options.text) for mode in (Mode.LIGHT, Mode.DARK))
        window.close()
    print(f"{count} pictures in {options.folder}")
    return 0


def shoot(window: MainWindow, mode: Mode, folder: Path, text: int) -> int:
    """Take home and the thirteen pages, each from above and, where it is longer, as a whole."""
    window.theme.set_mode(mode)
    ending = f"{mode}{'' if text == 100 else f'-{text}'}.png"
    until(lambda: not window.busy)
    wait(0.3)
    count = int(window.grab().save(str(folder / f"00-home-{ending}")))
    if window.session is None:
        window.open_path(window.services.load_sample())
        until(lambda: window.session is not None)
    for place, step in enumerate(StepId, 1):
        window.wizard.go_to(step)
        settle(window)
        name = f"{place:02d}-{step.value}"
        count += int(window.grab().save(str(folder / f"{name}-{ending}")))
        inner = window.wizard.frame.widget()
        if inner is not None and inner.height() > window.wizard.frame.viewport().height():
            whole = QPixmap(inner.size())
            whole.fill(window.palette().color(QPalette.ColorRole.Window))
            inner.render(whole)
            count += int(whole.save(str(folder / f"{name}-whole-{ending}")))
    window.wizard.toggle_history()
    settle(window)
    count += int(window.grab().save(str(folder / f"14-history-{ending}")))
    window.close_product()
    return count


def settle(window: MainWindow) -> None:
    """Wait until findings and charts are there."""
    wait(0.25)
    for _ in range(3):
        until(lambda: not window.busy)
        wait(0.15)


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        wait(0.05)


def wait(seconds: float) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    code = main(sys.argv[1:])
    QApplication.quit()
    raise SystemExit(code)
