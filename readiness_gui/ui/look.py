"""Commands of the view menu, and what of the window's look is remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from readiness_gui.ui.actions import Actions
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.theme import Mode, Theme
from readiness_gui.ui.wizard import WizardView

SIZE = (1280, 800)


class LookCommands(QObject):
    """Theme, size of text, guidance, place and size of the window."""

    def __init__(self, window: QMainWindow, actions: Actions, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
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

    def restore(self, wizard: WizardView) -> None:
        """Give the window the look it had when it was closed."""
        wizard.guidance_wanted = self._settings.guidance
        self._window.resize(*SIZE)
        geometry = self._settings.bytes_of("geometry")
        if not geometry.isEmpty():
            self._window.restoreGeometry(geometry)
        state = self._settings.bytes_of("splitter")
        if not state.isEmpty():
            wizard.restore_splitter(state)

    def remember(self, wizard: WizardView) -> None:
        """Keep the look for the next start."""
        self._settings.guidance = wizard.guidance_wanted
        self._settings.set_bytes("geometry", self._window.saveGeometry())
        self._settings.set_bytes("splitter", wizard.splitter_state)
        self._settings.write()

    def _set_mode(self, mode: Mode) -> None:
        self._settings.mode = mode
        self._theme.set_mode(mode)
        self._check()

    def _set_percent(self, percent: int) -> None:
        self._theme.set_percent(percent)
        self._settings.percent = self._theme.percent
        self._check()

    def _step(self, steps: int) -> None:
        self._theme.step_percent(steps)
        self._settings.percent = self._theme.percent
        self._check()

    def _on_theme_changed(self) -> None:
        for name, action in (
            ("undo", self._actions.undo),
            ("redo", self._actions.redo),
            ("guidance", self._actions.guidance),
        ):
            action.setIcon(self._theme.icon(name))
        self._check()

    def _check(self) -> None:
        percent = self._theme.percent
        self._actions.themes[self._theme.mode].setChecked(True)
        self._actions.sizes[percent].setChecked(True)
        self._actions.larger.setEnabled(percent < max(self._actions.sizes))
        self._actions.smaller.setEnabled(percent > min(self._actions.sizes))
