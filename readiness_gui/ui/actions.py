"""The menus: every command with its shortcut, told apart from what it does."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import StepId
from readiness_gui.ui.theme import TEXT_SIZES, Mode
from readiness_gui.ui.widgets.task_keys import keys_in_words

#: the steps beyond the ninth have no digit of their own
STEP_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")


class Actions:
    """All commands of the window; the window connects them."""

    def __init__(self, window: QMainWindow, framework: Framework) -> None:
        self._window = window
        tr = window.tr
        standard = QKeySequence.StandardKey
        self.new = self._make("new", tr("&New product"), standard.New)
        self.open = self._make("open", tr("&Open a file…"), standard.Open)
        self.bring = self._make("import", tr("&Import into the list…"))
        self.merge = self._make("merge", tr("&Merge files…"), "Ctrl+M")
        self.sample = self._make("sample", tr("Open the &worked example"))
        self.export = self._make("export", tr("&Export…"), "Ctrl+E")
        self.copy = self._make("save_copy", tr("&Save a copy…"), standard.SaveAs)
        self.close = self._make("close_product", tr("&Close the product"), standard.Close)
        self.quit = self._make("quit", tr("&Quit"), "Ctrl+Q")
        self.undo = self._make("undo", tr("&Undo"), standard.Undo)
        self.redo = self._make("redo", tr("&Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.rename = self._make("rename", tr("Rena&me the product"))
        self.find = self._make("find", tr("&Find a product"), standard.Find)
        self.larger = self._make("larger", tr("&Larger text"), "Ctrl+=", "Ctrl++")
        self.smaller = self._make("smaller", tr("&Smaller text"), "Ctrl+-")
        self.usual = self._make("usual", tr("&Usual size of text"), "Ctrl+0")
        self.guidance = self._make("guidance", tr("&Guidance"), "F9", checkable=True)
        self.next = self._make("next", tr("&Next"), "Ctrl+Return", "Alt+Right")
        self.back = self._make("back", tr("&Back"), "Alt+Left")
        self.home = self._make("home", tr("All &products"), "Alt+Home")
        self.list_steps = self._make("list_steps", tr("Go to the step &list"), "F6")
        self.history = self._make("history", tr("&History of the product"), "Ctrl+H", "Ctrl+Shift+H")
        self.keys = self._make("keys", tr("&Keyboard shortcuts"), standard.HelpContents)
        self.logs = self._make("logs", tr("Open the &log folder"))
        self.about = self._make("about", tr("&About Readiness"))
        self.themes = self._theme_actions()
        self.sizes = self._size_actions()
        self.steps = self._step_actions(framework)

    @property
    def product_actions(self) -> tuple[QAction, ...]:
        """Return the commands that need an open product."""
        return (
            self.export,
            self.copy,
            self.close,
            self.rename,
            self.next,
            self.back,
            self.home,
            self.list_steps,
            self.history,
            *self.steps.values(),
        )

    def fill_menus(self) -> None:
        """Fill the menu bar of the window."""
        tr = self._window.tr
        divide = None
        for title, items in (
            (
                tr("&File"),
                (
                    self.new,
                    self.open,
                    self.bring,
                    self.merge,
                    self.sample,
                    divide,
                    self.export,
                    self.copy,
                    divide,
                    self.close,
                    self.quit,
                ),
            ),
            (tr("&Edit"), (self.undo, self.redo, divide, self.rename, self.find)),
            (tr("&View"), (self.larger, self.smaller, self.usual)),
            (
                tr("&Go"),
                (
                    self.next,
                    self.back,
                    self.home,
                    self.list_steps,
                    self.history,
                    divide,
                    *self.steps.values(),
                ),
            ),
            (tr("&Help"), (self.keys, self.logs, divide, self.about)),
        ):
            menu = self._window.menuBar().addMenu(title)
            _fill(menu, items)
            if self.larger in items:
                _fill(menu.addMenu(tr("Size of &text")), self.sizes.values())
                menu.addSeparator()
                _fill(menu.addMenu(tr("&Theme")), self.themes.values())
                menu.addSeparator()
                menu.addAction(self.guidance)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Return every command that has a key, with its keys in words."""
        found = []
        for action in self._window.findChildren(QAction):
            keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
            if keys and action.parent() is self._window:
                words = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
                found.append((words, ", ".join(key for key in keys if key)))
        return [*found, *keys_in_words(self._window.tr)]

    def _make(
        self,
        name: str,
        words: str,
        *keys: QKeySequence.StandardKey | str,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(f"action_{name}")
        action.setCheckable(checkable)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._window.addAction(action)
        return action

    def _theme_actions(self) -> dict[Mode, QAction]:
        tr = self._window.tr
        group = QActionGroup(self._window)
        made = {}
        for mode, words in (
            (Mode.SYSTEM, tr("As the system")),
            (Mode.LIGHT, tr("Light")),
            (Mode.DARK, tr("Dark")),
        ):
            made[mode] = self._make(f"theme_{mode}", words, checkable=True)
            group.addAction(made[mode])
        return made

    def _size_actions(self) -> dict[int, QAction]:
        group = QActionGroup(self._window)
        made = {}
        for percent in TEXT_SIZES:
            made[percent] = self._make(f"text_{percent}", f"{percent} %", checkable=True)
            group.addAction(made[percent])
        return made

    def _step_actions(self, framework: Framework) -> dict[StepId, QAction]:
        made = {}
        for number, step in enumerate(StepId):
            keys = (
                [f"Alt+{STEP_KEYS[number]}"]
                if number < len(STEP_KEYS)
                else [f"Alt+Shift+{STEP_KEYS[number - len(STEP_KEYS)]}"]
            )
            words = f"{number + 1}  {framework.steps[step].name}".replace("&", "&&")
            made[step] = self._make(f"step_{step}", words, *keys)
        return made


def _fill(menu: QMenu, items: Iterable[QAction | None]) -> None:
    for item in items:
        if item is None:
            menu.addSeparator()
        else:
            menu.addAction(item)
