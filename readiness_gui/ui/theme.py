"""How everything looks: colours, sizes and fonts, from the files under ``resources/themes``.

One style sheet serves both themes; its ``@names`` are filled in here. Widgets name what they are
through the property ``role`` and never carry a style of their own.

Of Qt only what an empty window needs is imported here: a class with many names in it (``QIcon``,
``QStyle``) takes as long to import as the window takes to paint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QIcon, QPixmap

#: the body text at 100 %, in device-independent pixels
BODY_PIXELS = 14
#: the sizes of text that can be chosen, in per cent
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
#: fonts the first window needs; the others follow after it is shown
FIRST_FONTS = ("IBMPlexSans-Regular", "IBMPlexSans-SemiBold")
FAMILY = "IBM Plex Sans"

#: half of the lightness there is
MIDDLE = 128

#: a line of a theme file; a whole TOML parser would cost as much as the window
_COLOUR = re.compile(r'^(\w+) = "(#[0-9A-F]{6})"', re.MULTILINE)
_TOKEN = re.compile(r"@([a-z_]+)(?:\(([^)]+)\))?")

_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.PlaceholderText: "placeholder",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "on_tooltip",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Shadow: "muted",
}


class Mode(StrEnum):
    """Which theme is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of the application; ``changed`` comes after a new look is in force.

    Made, it only gives an empty window its colour, which costs next to nothing; :meth:`dress`
    brings fonts and style sheet. The sheet hangs on the window and not on the application, so that
    a page is styled once, when it is put into the window, and not at each step of its being built.
    """

    changed = Signal()
    #: the system has become dark or light; whoever knows the window brings the new look in force
    system_changed = Signal()

    def __init__(
        self, application: QApplication, resources: Path, *, mode: Mode = Mode.SYSTEM, percent: int = 100
    ) -> None:
        super().__init__(application)
        self._application = application
        self._folder = resources / "themes"
        self._icons = resources / "icons"
        self._fonts = resources / "report" / "fonts"
        self._mode = mode
        self._percent = _nearest(percent)
        self._colours: Mapping[str, str] = {}
        self._applied: tuple[bool, int] | None = None
        self._root: QWidget | None = None
        #: whether the look has changed since that was told
        self._new = False
        self._lay_ground()

    @property
    def mode(self) -> Mode:
        """Return which theme is wanted."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Tell whether the look in force is the dark one."""
        if self._mode is Mode.SYSTEM:
            return self._application.styleHints().colorScheme().name == "Dark"
        return self._mode is Mode.DARK

    @property
    def percent(self) -> int:
        """Return the size of text in per cent."""
        return self._percent

    def scaled(self, pixels: float) -> int:
        """Return a distance that grows with the text, in device-independent pixels."""
        return round(pixels * self._percent / 100)

    def colour(self, name: str) -> QColor:
        """Return a colour of the look in force by its name in the theme file."""
        return QColor(self._colours[name])

    def icon(self, name: str, colour: str = "text", size: int = 20) -> QIcon:
        """Return a picture from ``resources/icons`` drawn in a colour of the theme."""
        from PySide6.QtGui import QIcon

        source = (self._icons / f"{name}.svg").read_bytes()
        icon = QIcon()
        for state, token in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "disabled")):
            drawn = source.replace(b"currentColor", self._colours[token].encode())
            icon.addPixmap(_render(drawn, self.scaled(size), self._application.devicePixelRatio()), state)
        return icon

    def choose(self, mode: Mode, percent: int) -> None:
        """Note what is wanted, the size of text as the nearest of :data:`TEXT_SIZES`; see :attr:`turns`."""
        self._mode = mode
        self._percent = _nearest(percent)

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or be light or dark whatever the system is."""
        self.choose(mode, self._percent)
        self.apply()

    def set_percent(self, percent: int) -> None:
        """Set the size of text to the nearest of :data:`TEXT_SIZES`."""
        self.choose(self._mode, percent)
        self.apply()

    def load_remaining_fonts(self) -> None:
        """Load the italics and the fonts of other scripts, which the first window does not wait for."""
        rest = sorted(path.stem for path in self._fonts.glob("IBMPlexSans*") if path.stem not in FIRST_FONTS)
        load_fonts(self._fonts, rest)

    def dress(self, root: QWidget) -> None:
        """Give a window, and all that will be in it, the look in force; from now on it is kept up."""
        self._root = root
        self._application.setStyle("Fusion")
        self._application.styleHints().colorSchemeChanged.connect(self.system_changed)
        load_fonts(self._fonts, FIRST_FONTS)
        self.apply()

    def apply(self) -> None:
        """Bring the look that is wanted in force at once."""
        for turn in self.turns:
            turn()

    @property
    def turns(self) -> tuple[Callable[[], object], ...]:
        """Return what brings the look in force, in parts that may each have a turn of the event loop."""
        return self._recolour, self._restyle, self._announce

    def _recolour(self) -> None:
        """Set palette and font."""
        if self._root is None:
            self._lay_ground()
            return
        wanted = (self.dark, self._percent)
        if wanted == self._applied:
            return
        self._applied = wanted
        self._colours = read_colours(self._folder, dark=self.dark)
        self._application.setPalette(self._palette())
        self._application.setFont(self._font())

    def _restyle(self) -> None:
        if self._root is None:
            return
        sheet = self._sheet()
        if sheet != self._root.styleSheet():
            self._root.setStyleSheet(sheet)
            self._new = True

    def _announce(self) -> None:
        if self._new:
            self._new = False
            self.changed.emit()

    def _lay_ground(self) -> None:
        """Set the palette; the system's theme is told by its palette, which needs no enumeration."""
        dark = self._mode is Mode.DARK
        if self._mode is Mode.SYSTEM:
            dark = self._application.palette().window().color().lightness() < MIDDLE
        for name in ("light", "dark"):
            QDir.setSearchPaths(name, [str(self._folder / name)])
        self._colours = read_colours(self._folder, dark=dark)
        self._application.setPalette(self._palette())

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.colour(name))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette

    def _font(self) -> QFont:
        from PySide6.QtGui import QFont, QFontDatabase

        font = QFont([FAMILY, "Readiness Arabic"] if FAMILY in QFontDatabase.families() else [])
        if FAMILY not in QFontDatabase.families():
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(self._points(BODY_PIXELS))
        return font

    def _points(self, pixels: float) -> float:
        """Convert pixels at 100 % to points of the screen, so that a width of text is the same everywhere."""
        dots = self._application.primaryScreen().logicalDotsPerInch()
        return pixels * self._percent / 100 * 72 / dots

    def _sheet(self) -> str:
        template = (self._folder / "base.qss").read_text(encoding="utf-8")
        return _TOKEN.sub(self._fill, template)

    def _fill(self, match: re.Match[str]) -> str:
        name, argument = match.groups()
        if name == "f":
            return f"{self._points(float(argument)):.2f}pt"
        if name == "s":
            return f"{self.scaled(float(argument))}px"
        if name == "icon":
            return f"{'dark' if self.dark else 'light'}:{argument}.svg"
        return self._colours[name]


def stepped(percent: int, steps: int) -> int:
    """Return the size of text some steps larger or smaller; 0 steps lead back to 100 %."""
    place = TEXT_SIZES.index(percent) + steps
    return TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))] if steps else 100


def read_colours(folder: Path, *, dark: bool) -> Mapping[str, str]:
    """Return the colours of a theme by name, each as ``#RRGGBB``."""
    name = "dark.toml" if dark else "light.toml"
    return dict(_COLOUR.findall((folder / name).read_text(encoding="utf-8")))


def load_fonts(folder: Path, stems: tuple[str, ...] | list[str]) -> None:
    """Make shipped fonts known to the application; a font that is not there is left out."""
    from PySide6.QtGui import QFontDatabase

    for stem in stems:
        for suffix in (".ttf", ".otf"):
            path = folder / f"{stem}{suffix}"
            if path.exists():
                QFontDatabase.addApplicationFont(str(path))


def _render(source: bytes, size: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import QBuffer, QByteArray, QSize
    from PySide6.QtGui import QImageReader, QPixmap

    buffer = QBuffer()
    buffer.setData(QByteArray(source))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(size * ratio), round(size * ratio)))
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _nearest(percent: int) -> int:
    return min(TEXT_SIZES, key=lambda size: abs(size - percent))
