from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness_gui import app, paths
from tests.ui.conftest import Drive
from tests.ui.driver import WizardDriver

HEAVY = (
    "matplotlib",
    "numpy",
    "duckdb",
    "_duckdb",
    "typst",
    "tinydb",
    "cattrs",
    "sqlglot",
    "pikepdf",
    "icalendar",
    "dataclasses",
    "datetime",
    "platformdirs",
    "readiness_gui.core.errors",
    "readiness_gui.core.terms",
    "readiness_gui.ui.desk",
    "readiness_gui.ui.messages",
)

PROGRAM = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from readiness_gui import app
window = app.build(["--offscreen", "--library", sys.argv[1]])
loaded = []
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not loaded:
            loaded.append([name for name in sys.argv[2:] if name in sys.modules])
            QTimer.singleShot(0, window.close)
        return False
watch = Watch()
window.installEventFilter(watch)
window.show()
from PySide6.QtWidgets import QApplication
QApplication.instance().exec()
print(loaded)
"""


FAULTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness_gui import app
from readiness_gui.ui.window import MainWindow
def fail(window, services):
    raise ValueError("not furnished")
def look():
    shown = [one for one in QApplication.topLevelWidgets() if one.objectName() == "fault_dialog"]
    if shown:
        print(shown[0]._report.splitlines()[-1])
        QApplication.exit(0)
MainWindow._furnish = fail
QApplication(["readiness"])
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
app.main(["--library", sys.argv[1]])
"""


def test_a_fault_before_the_window_is_furnished_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "ValueError: not furnished"


def test_the_first_paint_waits_for_no_heavy_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip().endswith("[[]]"), done.stdout


def test_a_library_of_its_own_is_used(drive: Drive, tmp_path: Path) -> None:
    driver = drive(["--library", str(tmp_path / "mine")])
    driver.start("Acme")
    assert driver.session.path.parent == tmp_path / "mine"


def test_a_file_on_the_command_line_opens(driver: WizardDriver, drive: Drive) -> None:
    path = driver.start("Acme").session.path
    driver.close_product().close()
    other = drive([str(path)])
    other.until(lambda: other.window.session is not None)
    assert other.session.product.name == "Acme"


def test_a_file_that_is_gone_says_so_and_shows_home(drive: Drive, tmp_path: Path) -> None:
    driver = drive([str(tmp_path / "gone.readiness")])
    driver.until(lambda: driver.shown("home_problem"))
    assert driver.window.session is None


def test_a_wrong_option_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(["--no-such-option"])
    assert ended.value.code == 2
    assert "--no-such-option" in capsys.readouterr().err


MAIN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness_gui import app
application = QApplication(["test"])
def close_when_ready():
    window = next(one for one in application.topLevelWidgets() if one.objectName() == "main_window")
    if window.busy:
        QTimer.singleShot(20, close_when_ready)
    else:
        window.close()
QTimer.singleShot(20, close_when_ready)
code = app.main(["--library", sys.argv[1]])
print(code, sys.excepthook is not sys.__excepthook__)
"""


def test_main_shows_the_window_until_it_is_closed_with_the_fault_reporter_in_place(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    assert done.stdout.split() == ["0", "True"], done.stderr


def test_a_damaged_framework_is_told_in_the_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "resources"
    shutil.copytree(paths.resources() / "themes", broken / "themes")
    (broken / "framework").mkdir()
    (broken / "framework" / "en.toml").write_text("version = ", encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: broken)
    window = app.build()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QLabel, "start_problem") is not None)
    told = window.findChild(QLabel, "start_problem")
    assert told is not None
    assert "en.toml" in told.text()
