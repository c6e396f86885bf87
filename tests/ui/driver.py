"""Speaks the user's language to the real window: start a product, answer, go on, come back.

Pages add verbs of their own as mixins in ``tests/ui/driver_*.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui import app
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import StepId
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.home_list import ProductModel
from readiness_gui.ui.page import Page
from readiness_gui.ui.session import Session
from readiness_gui.ui.window import MainWindow

W = TypeVar("W", bound=QWidget)
WAIT = 10_000


class WizardDriver:
    """Drives one window; every verb waits until its effect is on screen."""

    def __init__(self, qtbot: QtBot, arguments: Sequence[str] = ()) -> None:
        self.qtbot = qtbot
        self.window: MainWindow = app.build(arguments)
        self.window.resize(1280, 720)
        self.window.show()
        qtbot.waitUntil(self.window.isVisible, timeout=WAIT)
        self.window.activateWindow()
        self.until(lambda: not self.window.busy)

    # -- products -----------------------------------------------------------------------------------

    def start(self, name: str) -> Self:
        """Make a product and begin its first assessment."""
        self.window.actions_.new.trigger()
        self.type("new_product_name", name)
        self.click("start_assessment")
        self.until(lambda: self.window.session is not None)
        return self.arrive()

    def open(self, path: Path) -> Self:
        """Open a file."""
        self.window.open_path(path)
        self.until(lambda: self.window.session is not None)
        return self.arrive()

    def open_sample(self) -> Self:
        """Open the worked example."""
        self.window.actions_.sample.trigger()
        self.until(lambda: self.window.session is not None)
        return self.arrive()

    def close_product(self) -> Self:
        """Go back to the products."""
        self.window.actions_.home.trigger()
        self.until(lambda: self.window.session is None and not self.window.busy)
        return self

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.until(lambda: not self.window.isVisible())

    @property
    def products(self) -> list[str]:
        """Return the names in the list, from above."""
        self.until(lambda: not self.window.busy)
        model = self.find(QWidget, "home").findChild(ProductModel)
        assert isinstance(model, ProductModel)
        return [model.summary(row).name for row in range(model.rowCount())]

    # -- the wizard ---------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """Return the open session."""
        assert self.window.session is not None
        return self.window.session

    @property
    def assessment(self) -> Assessment:
        """Return the assessment as last edited."""
        return self.session.assessment

    @property
    def page(self) -> Page:
        """Return the page on screen."""
        self.arrive()
        return self.window.wizard.frame.page

    @property
    def step(self) -> StepId:
        """Return the step on screen."""
        return self.window.wizard.step

    def at(self, step: StepId) -> bool:
        """Tell whether a step is on screen."""
        return self.step is step

    def goto(self, step: StepId) -> Self:
        """Click a step in the list."""
        steps = self.window.wizard.steps
        index = steps.model().index(list(StepId).index(step), 0)
        steps.scrollTo(index)
        inside = steps.visualRect(index).center()
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(inside))
        assert self.step is step
        return self.arrive()

    def arrive(self) -> Self:
        """Wait until the page of the step is shown."""
        return self.until(lambda: not self.window.wizard.opening)

    def next(self) -> Self:
        """Press Next."""
        return self.click("next_button")

    def back(self) -> Self:
        """Press Back."""
        return self.click("back_button")

    def undo(self) -> Self:
        """Take back the last edit."""
        self.window.actions_.undo.trigger()
        return self.arrive()

    def redo(self) -> Self:
        """Do again what was taken back."""
        self.window.actions_.redo.trigger()
        return self.arrive()

    def settle(self) -> Self:
        """Wait until everything is judged and saved."""
        self.until(
            lambda: (
                not self.session.pending and self.session.save_state in (SaveState.SAVED, SaveState.READ_ONLY)
            )
        )
        return self

    # -- controls -----------------------------------------------------------------------------------

    def find(self, kind: type[W], name: str) -> W:
        """Return a control by its name; of several with one name the one on screen."""
        found = [one for one in self.window.findChildren(kind, name) if isinstance(one, kind)]
        assert found, f"no {name}"
        return next((one for one in found if one.isVisible()), found[0])

    def click(self, name: str) -> Self:
        """Click a control."""
        control = self.find(QWidget, name)
        assert control.isVisible(), f"{name} is not on screen"
        assert control.isEnabled(), f"{name} is not enabled"
        self.qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
        return self.arrive()

    def type(self, name: str, text: str) -> Self:
        """Replace the text of a field by typing."""
        field = self.find(QWidget, name)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        for character in text:
            _type_one(field, character)
        return self

    def text(self, name: str) -> str:
        """Return the text of a label or field."""
        control = self.find(QWidget, name)
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        assert isinstance(control, QLabel | QLineEdit)
        return control.text()

    def shown(self, name: str) -> bool:
        """Tell whether a control is on screen."""
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def press(self, keys: str, times: int = 1) -> Self:
        """Press keys ("Ctrl+Z", "Tab") on whatever has the focus."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack __getitem__
        for _ in range(times):
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            self.arrive()
        return self

    @property
    def focus(self) -> str:
        """Return the name of the control with the focus."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def until(self, condition: Callable[[], bool]) -> Self:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition, timeout=WAIT)
        return self


def _type_one(field: QWidget, character: str) -> None:
    """Send one character as a keyboard would; QTest itself knows ASCII only."""
    if character == "\n":
        QTest.keyClick(field, Qt.Key.Key_Return)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))
