"""The first window against an empty Qt window, each in a process of its own, up to the first paint."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.measure import Ratio

#: prints the seconds from the start of the process (as the parent saw it) to the end of the first paint
EMPTY = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, finish)
        return False
def finish():
    sys.stdout.write(repr(time.time())); sys.stdout.flush(); app.quit()
app = QApplication([])
window = QMainWindow(); window.resize(1280, 720)
watch = Watch(); window.installEventFilter(watch)
window.show()
app.exec()
"""

OURS = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from readiness_gui import app as readiness
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, finish)
        return False
def finish():
    heavy = [name for name in ("matplotlib", "numpy", "duckdb", "typst", "tinydb") if name in sys.modules]
    assert not heavy, heavy
    sys.stdout.write(repr(time.time())); sys.stdout.flush(); window.close(); app.quit()
app = QApplication([])
window = readiness.build(["--library", sys.argv[1]])
watch = Watch(); window.installEventFilter(watch)
window.show()
app.exec()
"""

RUNS = 9


def benchmarks() -> Iterator[Ratio]:
    """Yield the time to the first paint."""
    with tempfile.TemporaryDirectory() as folder:
        once(OURS, folder)
        once(EMPTY, folder)
        pairs = [(once(OURS, folder), once(EMPTY, folder)) for _ in range(RUNS)]
    yield Ratio(
        "first paint, fresh process",
        "an empty QMainWindow",
        median(ours for ours, _ in pairs),
        median(floor for _, floor in pairs),
        median(ours / floor for ours, floor in pairs),
        None,
    )


def once(program: str, folder: str) -> float:
    """Return the seconds from starting the process to the time it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, check=True, text=True, env=environment
    )
    return float(done.stdout) - begin
