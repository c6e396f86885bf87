"""``python -m tests.ui.keyboard_run FOLDER``: from the first window to the PDF by keys alone.

Runs in a real window: needs a display. Nothing is clicked and no focus is set from outside; a
control is reached by Tab as a person would. Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from readiness_gui import app
from readiness_gui.core.terms import SignalId, StepId, SymptomId
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.window import MainWindow
from tests.ui.shots import until, wait

#: more controls than any page has
MOST_TABS = 400


class Keyboard:
    """Two hands on a keyboard and eyes on the screen."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.tabs = 0

    def press(self, keys: str, times: int = 1) -> None:
        """Press keys in whatever window has the focus."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack __getitem__
        for _ in range(times):
            until(lambda: QGuiApplication.focusWindow() is not None)
            QTest.keyClick(QGuiApplication.focusWindow(), combination.key(), combination.keyboardModifiers())
            wait(0.005)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        for character in text:
            QTest.keyClick(QGuiApplication.focusWindow(), Qt.Key(ord(character.upper())), _shift(character))
        wait(0.02)

    def reach(self, name: str) -> None:
        """Press Tab until the control of this name has the focus."""
        for _ in range(MOST_TABS):
            if self.focus == name:
                return
            self.press("Tab")
            self.tabs += 1
        raise AssertionError(
            f"Tab never reaches {name} on {self.window.wizard.step}, the focus is on {self.focus}"
        )

    @property
    def focus(self) -> str:
        """Return the name of the control with the focus."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""


def _shift(character: str) -> Qt.KeyboardModifier:
    upper = character.isupper()
    return Qt.KeyboardModifier.ShiftModifier if upper else Qt.KeyboardModifier.NoModifier


def run(window: MainWindow, folder: Path) -> dict[str, object]:
    """Walk all thirteen steps and return what came of it."""
    keyboard = Keyboard(window)
    keyboard.press("Ctrl+N")
    until(lambda: keyboard.focus == "new_product_name")
    keyboard.type("Acme")
    keyboard.press("Return")
    until(lambda: window.session is not None)
    session = window.session
    assert session is not None, "no product was begun"
    seen = [window.wizard.step]

    keyboard.reach("claimed_stage_0")
    keyboard.press("Space")
    for signal in SignalId:
        _next(keyboard, seen)
        keyboard.reach("own_answer_0")
        keyboard.press("Space")
        until(lambda signal=signal: session.assessment.signals[signal].claimed is not None)  # type: ignore[misc]
    _next(keyboard, seen)
    for symptom in SymptomId:
        keyboard.reach(f"symptom_{symptom.value}_0")
        keyboard.press("Right")
        keyboard.press("Space")
    for _ in range(6):
        _next(keyboard, seen)
    keyboard.reach("export_pdf")
    keyboard.press("Space")
    until(lambda: QApplication.activeModalWidget() is not None)
    target = folder / "acme.pdf"
    keyboard.press("Ctrl+A")
    field = QApplication.focusWidget()
    assert field is not None, "the file dialog has no focus"
    QTest.keyClicks(field, str(target))
    keyboard.press("Return")
    until(target.exists, 60)
    until(lambda: session.save_state is SaveState.SAVED)
    return {
        "steps": [step.value for step in seen],
        "statuses": {signal.value: session.assessment.signals[signal].status.value for signal in SignalId},
        "symptoms": len(session.assessment.symptoms),
        "verdict": session.verdict.code.value,
        "pdf": target.read_bytes()[:5].decode("latin-1"),
        "tabs": keyboard.tabs,
        "platform": QGuiApplication.platformName(),
    }


def _next(keyboard: Keyboard, seen: list[StepId]) -> None:
    """Go on by the shortcut; a page that wants something first is left with a second press."""
    before = keyboard.window.wizard.step
    for _ in range(2):
        keyboard.press("Ctrl+Return")
        wait(0.1)
        if keyboard.window.wizard.step is not before:
            break
    seen.append(keyboard.window.wizard.step)


def main(folder: Path) -> int:
    """Build the window, run, print."""
    window = app.build(["--library", str(folder / "library")])
    window.resize(1280, 720)
    window.show()
    outcome: dict[str, object] = {}

    def go() -> None:
        try:
            until(lambda: not window.busy)
            window.activateWindow()
            outcome.update(run(window, folder))
        except AssertionError as error:
            outcome["failed"] = str(error)
        finally:
            loop.quit()

    loop = QEventLoop()
    QTimer.singleShot(300, go)
    loop.exec()
    window.close()
    sys.stdout.write(json.dumps(outcome) + "\n")
    return 1 if "failed" in outcome else 0


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    QApplication.quit()
    raise SystemExit(code)
