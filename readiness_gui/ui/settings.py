"""What the program remembers between starts, in one ini file of the platform's settings folder."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from readiness_gui.ui.theme import Mode


class View(StrEnum):
    """The ways in which home shows the products."""

    LIST = "list"
    PORTFOLIO = "portfolio"


class Settings:
    """Typed access to the ini file; a missing or damaged value reads as its default."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        """Return which theme is wanted."""
        try:
            return Mode(self._text("look/theme", Mode.SYSTEM))
        except ValueError:
            return Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._store.setValue("look/theme", mode.value)

    @property
    def percent(self) -> int:
        """Return the size of text in per cent."""
        text = self._text("look/text_size", "100")
        return int(text) if text.isdecimal() else 100

    @percent.setter
    def percent(self, percent: int) -> None:
        self._store.setValue("look/text_size", str(percent))

    @property
    def guidance(self) -> bool:
        """Tell whether the guidance panel is wanted."""
        return self._text("look/guidance", "yes") == "yes"

    @guidance.setter
    def guidance(self, shown: bool) -> None:
        self._store.setValue("look/guidance", "yes" if shown else "no")

    @property
    def home_sort(self) -> str:
        """Return by what the products on the home page are sorted."""
        return self._text("home/sort", "modified")

    @home_sort.setter
    def home_sort(self, key: str) -> None:
        self._store.setValue("home/sort", key)

    @property
    def home_view(self) -> View:
        """Return in which way the home page shows the products."""
        return View.PORTFOLIO if self._text("home/view", "") == View.PORTFOLIO else View.LIST

    @home_view.setter
    def home_view(self, view: View) -> None:
        self._store.setValue("home/view", view.value)

    @property
    def portfolio_sort(self) -> str:
        """Return by what the portfolio is sorted."""
        return self._text("home/portfolio_sort", "name")

    @portfolio_sort.setter
    def portfolio_sort(self, key: str) -> None:
        self._store.setValue("home/portfolio_sort", key)

    @property
    def last_product(self) -> Path | None:
        """Return the product file that was open when the program was left, if it was one."""
        text = self._text("session/last_product", "")
        return Path(text) if text else None

    @last_product.setter
    def last_product(self, path: Path | None) -> None:
        self._store.setValue("session/last_product", str(path) if path else "")

    @property
    def import_folder(self) -> str:
        """Return the folder of the file that was brought in last, empty where there was none."""
        return self._text("import/folder", "")

    @import_folder.setter
    def import_folder(self, folder: str) -> None:
        self._store.setValue("import/folder", folder)

    @property
    def report(self) -> str:
        """Return how reports are made, as JSON, empty where nobody chose anything."""
        return self._text("export/report", "")

    @report.setter
    def report(self, choices: str) -> None:
        self._store.setValue("export/report", choices)

    def bytes_of(self, key: str) -> QByteArray:
        """Return a saved window or splitter state, empty where there is none."""
        value = self._store.value(f"window/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Remember a window or splitter state."""
        self._store.setValue(f"window/{key}", value)

    def write(self) -> None:
        """Bring everything to disk."""
        self._store.sync()

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default
