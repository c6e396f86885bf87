"""Commands of the view menu: theme and size of text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from readiness_gui.ui.actions import Actions
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.theme import Mode, Theme


class LookCommands(QObject):
    """Brings theme and size of text in force and remembers them."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        theme: Theme,
        settings: Settings,
        change: Callable[[Callable[[], object]], object],
    ) -> None:
        """Connect the commands; ``change`` calls what it is given, once the window is ready for it."""
        super().__init__(window)
        self._change = change
        self._actions = actions
        self._theme = theme
        self._settings = settings
        actions.larger.triggered.connect(lambda: self._step(1))
        actions.smaller.triggered.connect(lambda: self._step(-1))
        actions.usual.triggered.connect(lambda: self._step(0))
        for mode, action in actions.themes.items():
            action.triggered.connect(lambda _checked=False, wanted=mode: self._set_mode(wanted))
        for percent, action in actions.sizes.items():
            action.triggered.connect(lambda _checked=False, wanted=percent: self._set_percent(wanted))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _set_mode(self, mode: Mode) -> None:
        def change() -> None:
            self._settings.mode = mode
            self._theme.set_mode(mode)
            self._check()

        self._change(change)

    def _set_percent(self, percent: int) -> None:
        def change() -> None:
            self._theme.set_percent(percent)
            self._settings.percent = self._theme.percent
            self._check()

        self._change(change)

    def _step(self, steps: int) -> None:
        def change() -> None:
            self._theme.step_percent(steps)
            self._settings.percent = self._theme.percent
            self._check()

        self._change(change)

    def _on_theme_changed(self) -> None:
        for name, action in (
            ("undo", self._actions.undo),
            ("redo", self._actions.redo),
            ("guidance", self._actions.guidance),
            ("history", self._actions.history),
        ):
            action.setIcon(self._theme.icon(name))
        self._check()

    def _check(self) -> None:
        percent = self._theme.percent
        self._actions.themes[self._theme.mode].setChecked(True)
        self._actions.sizes[percent].setChecked(True)
        self._actions.larger.setEnabled(percent < max(self._actions.sizes))
        self._actions.smaller.setEnabled(percent > min(self._actions.sizes))
