from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from readiness_gui import paths
from readiness_gui.ui.theme import TEXT_SIZES, Mode, Theme, read_colours, stepped

FOLDER = paths.resources() / "themes"

#: text -> the grounds it stands on
TEXT = {
    "text": ("window", "surface", "sidebar", "raised", "hover", "pressed", "selection", "disabled_ground"),
    "muted": ("window", "surface", "sidebar", "raised", "accent_ground", "unclear_ground"),
    "placeholder": ("surface",),
    "disabled": ("disabled_ground", "surface", "window", "raised"),
    "accent_text": ("window", "surface", "accent_ground", "raised"),
    "on_accent": ("accent", "accent_hover", "accent_pressed"),
    "on_tooltip": ("tooltip",),
    "present": ("present_ground", "surface", "window", "sidebar"),
    "absent": ("absent_ground", "surface", "window", "sidebar"),
    "unclear": ("unclear_ground", "surface", "window", "sidebar"),
}
#: lines and marks that must be seen -> the grounds beside them
MARKS = {
    "control": ("surface", "window", "sidebar"),
    "focus": ("surface", "window", "sidebar", "accent_ground"),
    "ring": ("surface", "window"),
    "accent": ("surface", "window", "sidebar"),
    "scroll": ("surface", "window", "sidebar"),
}


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, ground) for name, grounds in table.items() for ground in grounds]


@pytest.fixture
def root(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def theme(qapp: QApplication, root: QWidget) -> Iterator[Theme]:
    made = Theme(qapp, paths.resources(), mode=Mode.LIGHT)
    made.dress(root)
    yield made
    made.deleteLater()


def test_contrast_is_computed_as_wcag_does() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("name", "ground"), _pairs(TEXT))
def test_text_can_be_read(name: str, ground: str, dark: bool) -> None:
    colours = read_colours(FOLDER, dark=dark)
    assert _contrast(colours[name], colours[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("name", "ground"), _pairs(MARKS))
def test_controls_and_the_ring_of_the_focus_can_be_seen(name: str, ground: str, dark: bool) -> None:
    colours = read_colours(FOLDER, dark=dark)
    assert _contrast(colours[name], colours[ground]) >= 3


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_what_is_painted_in_the_quiet_colour_can_be_read(theme: Theme, root: QWidget, mode: Mode) -> None:
    """Qt makes the colour of placeholders out of the colour of text, half of it, unless it is told."""
    painted = QWidget(root)
    theme.set_mode(mode)
    root.show()
    colours = painted.palette()
    quiet = colours.color(QPalette.ColorRole.PlaceholderText)
    assert quiet.alpha() == 255
    assert _contrast(quiet.name(), colours.color(QPalette.ColorRole.Base).name()) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_file_is_whole_and_toml(name: str) -> None:
    whole = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert whole == read_colours(FOLDER, dark=name == "dark")


def test_both_themes_have_the_same_colours_each_a_colour() -> None:
    light, dark = (read_colours(FOLDER, dark=dark) for dark in (False, True))
    assert light.keys() == dark.keys()
    assert all(re.fullmatch("#[0-9A-F]{6}", one) for one in itertools.chain(light.values(), dark.values()))


@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_of_the_sheet_is_there(dark: bool) -> None:
    names = set(re.findall(r"@icon\(([^)]+)\)", (FOLDER / "base.qss").read_text(encoding="utf-8")))
    assert names
    for name in names:
        assert (FOLDER / ("dark" if dark else "light") / f"{name}.svg").is_file()


def test_the_sheet_is_filled_in_whole(theme: Theme, root: QWidget) -> None:
    assert "@" not in root.styleSheet()
    assert read_colours(FOLDER, dark=False)["accent"] in root.styleSheet()


def test_dark_and_light_differ_and_are_announced(
    theme: Theme, root: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    light = root.styleSheet()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.dark
    assert root.styleSheet() != light
    assert qapp.palette().window().color().lightness() < 64
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(Mode.DARK)


def test_a_look_chosen_before_there_is_a_window_is_kept_for_it(qapp: QApplication, root: QWidget) -> None:
    theme = Theme(qapp, paths.resources())
    theme.set_mode(Mode.DARK)
    theme.set_percent(150)
    assert qapp.palette().window().color() == theme.colour("window")
    theme.dress(root)
    assert read_colours(FOLDER, dark=True)["accent"] in root.styleSheet()
    theme.deleteLater()


def test_as_the_system_follows_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.set_mode(Mode.SYSTEM)
    assert theme.dark is (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def test_text_grows_in_steps_and_stops_at_the_ends(theme: Theme, qapp: QApplication) -> None:
    usual = qapp.font().pointSizeF()
    for _ in range(len(TEXT_SIZES) + 2):
        theme.set_percent(stepped(theme.percent, 1))
    assert theme.percent == 200
    assert qapp.font().pointSizeF() == pytest.approx(2 * usual)
    assert theme.scaled(8) == 16
    theme.set_percent(stepped(theme.percent, 0))
    assert theme.percent == 100
    theme.set_percent(stepped(theme.percent, -1))
    assert theme.percent == 100


@pytest.mark.parametrize(("asked", "given"), [(90, 100), (117, 110), (140, 150), (999, 200)])
def test_an_odd_size_is_taken_as_the_nearest(theme: Theme, asked: int, given: int) -> None:
    theme.set_percent(asked)
    assert theme.percent == given


@pytest.mark.parametrize("name", [path.stem for path in (paths.resources() / "icons").glob("[a-q]*.svg")])
def test_pictures_are_drawn_in_the_colour_asked_for(theme: Theme, name: str) -> None:
    image = theme.icon(name, "absent").pixmap(QSize(20, 20), QIcon.Mode.Normal).toImage()
    wanted = theme.colour("absent")
    strongest = max(
        (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
        key=lambda colour: colour.alpha(),
    )
    assert strongest.alpha() > 100
    assert abs(strongest.red() - wanted.red()) < 12
