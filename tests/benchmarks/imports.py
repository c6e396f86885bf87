"""The longest block of the event loop while a log of a million rows is brought in on a page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.events import MAKE, USERS
from tests.benchmarks.measure import Ratio, process

ROWS = 1_000_000
ALLOWED = 0.05

#: looks at the file, reads it, and prints the longest gap between two ticks of a timer
PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer, Qt
from PySide6.QtWidgets import QPushButton
from readiness_gui import app
from readiness_gui.core.terms import StepId

def until(condition):
    loop = QEventLoop()
    timer = QTimer(); timer.setInterval(20)
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start(); loop.exec()

window = app.build(["--library", sys.argv[1]])
window.resize(1280, 720); window.show()
until(lambda: not window.busy)
window.open_path(window.services.load_sample())
until(lambda: window.session is not None)
window.wizard.go_to(StepId.PMF)
until(lambda: not window.busy)
until(lambda t=time.monotonic(): time.monotonic() - t > 2)
ticks = []
timer = QTimer(); timer.setTimerType(Qt.TimerType.PreciseTimer); timer.setInterval(5)
timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
timer.start()
dialog = window.wizard.frame.page.imports.open_file(Path(sys.argv[2]))
until(lambda: not dialog.busy)
dialog.findChild(QPushButton, "import_read").click()
until(lambda: not dialog.busy)
timer.stop()
sys.stdout.write(repr(max(after - before for before, after in zip(ticks, ticks[1:]))))
dialog.reject(); window.close()
"""


def benchmarks() -> Iterator[Ratio]:
    """Yield the longest block, as a part of what is allowed."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "log.csv"
        process(["-c", MAKE, str(ROWS), str(USERS), str(path)])()
        environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, name, str(path)],
            capture_output=True,
            check=True,
            text=True,
            env=environment,
        )
    longest = float(done.stdout)
    yield Ratio(
        f"longest block, import of {ROWS:,} rows",
        "what is allowed to block the event loop",
        longest,
        ALLOWED,
        longest / ALLOWED,
        1.0,
    )
