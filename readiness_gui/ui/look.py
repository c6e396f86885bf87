"""Commands of the view menu: theme and size of text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from readiness_gui.ui.actions import Actions
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.theme import Mode, Theme, stepped


class LookCommands(QObject):
    """Brings theme and size of text in force and remembers them."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        theme: Theme,
        settings: Settings,
        change: Callable[..., object],
    ) -> None:
        """Connect the commands; ``change`` calls what it is given, each in its turn, when it can."""
        super().__init__(window)
        self._change = change
        self._actions = actions
        self._theme = theme
        self._settings = settings
        #: what was chosen last, perhaps not in force yet
        self._wanted = (theme.mode, theme.percent)
        actions.larger.triggered.connect(lambda: self._step(1))
        actions.smaller.triggered.connect(lambda: self._step(-1))
        actions.usual.triggered.connect(lambda: self._step(0))
        for mode, action in actions.themes.items():
            action.triggered.connect(lambda _checked=False, wanted=mode: self._set_mode(wanted))
        for percent, action in actions.sizes.items():
            action.triggered.connect(lambda _checked=False, wanted=percent: self._set_percent(wanted))
        theme.changed.connect(self._on_theme_changed)
        theme.system_changed.connect(self._on_system_changed)
        theme.apply()  # the system may have changed since the window was dressed
        self._on_theme_changed()

    def _set_mode(self, mode: Mode) -> None:
        self._bring(mode, self._wanted[1])

    def _set_percent(self, percent: int) -> None:
        self._bring(self._wanted[0], percent)

    def _step(self, steps: int) -> None:
        self._bring(self._wanted[0], stepped(self._wanted[1], steps))

    def _bring(self, mode: Mode, percent: int) -> None:
        """Remember what is chosen, and have it brought in force when the window is ready for it."""
        self._settings.mode, self._settings.percent = mode, percent
        self._check(mode, percent)
        self._change(partial(self._theme.choose, mode, percent), *self._theme.turns)

    def _on_system_changed(self) -> None:
        if self._theme.mode is Mode.SYSTEM:
            self._change(*self._theme.turns)

    def _on_theme_changed(self) -> None:
        for name, action in (
            ("undo", self._actions.undo),
            ("redo", self._actions.redo),
            ("guidance", self._actions.guidance),
            ("history", self._actions.history),
        ):
            action.setIcon(self._theme.icon(name))
        self._check(self._theme.mode, self._theme.percent)

    def _check(self, mode: Mode, percent: int) -> None:
        self._wanted = (mode, percent)
        self._actions.themes[mode].setChecked(True)
        self._actions.sizes[percent].setChecked(True)
        self._actions.larger.setEnabled(percent < max(self._actions.sizes))
        self._actions.smaller.setEnabled(percent > min(self._actions.sizes))
