from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from readiness_gui import app
from tests.ui.conftest import Drive
from tests.ui.driver import WizardDriver

HEAVY = ("matplotlib", "numpy", "duckdb", "typst", "tinydb", "cattrs", "sqlglot", "pikepdf", "icalendar")

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
