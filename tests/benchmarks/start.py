"""The first window against an empty Qt window, each in a process of its own, up to the first paint.

Started as from a menu, without arguments. Both find the bytecode of their modules, as they do from the
second start on and in the bundle. The clock on the wall is what a user feels; the CPU of the process
says the same on a machine that has other work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.measure import Ratio

#: prints the time at the end of the first paint, and the seconds of CPU until then
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
    print(time.time(), time.process_time(), flush=True); app.quit()
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
    print(time.time(), time.process_time(), flush=True); window.close(); app.quit()
app = QApplication([])
window = readiness.build()
watch = Watch(); window.installEventFilter(watch)
window.show()
app.exec()
"""

RUNS = 15


def benchmarks() -> Iterator[Ratio]:
    """Yield the time to the first paint, and the CPU for it."""
    with tempfile.TemporaryDirectory() as folder:
        once(OURS, folder)
        once(EMPTY, folder)
        pairs = [(once(OURS, folder), once(EMPTY, folder)) for _ in range(RUNS)]
    for at, name in enumerate(("first paint, fresh process", "first paint, CPU")):
        yield Ratio(
            name,
            "an empty QMainWindow",
            median(ours[at] for ours, _ in pairs),
            median(floor[at] for _, floor in pairs),
            median(ours[at] / floor[at] for ours, floor in pairs),
            None,
        )


def once(program: str, folder: str) -> tuple[float, float]:
    """Return the seconds from starting the process to the end of the first paint, on the wall and of CPU."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPYCACHEPREFIX": f"{folder}/bytecode",
        "XDG_CONFIG_HOME": folder,
        "XDG_DATA_HOME": folder,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, env=environment
    )
    ended, used = map(float, done.stdout.split())
    return ended - begin, used
