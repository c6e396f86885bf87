from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from readiness_gui.ui.settings import Settings
from readiness_gui.ui.theme import Mode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.ini"


def test_a_first_start_has_defaults(path: Path) -> None:
    settings = Settings(path)
    assert settings.mode is Mode.SYSTEM
    assert settings.percent == 100
    assert settings.guidance
    assert settings.last_product is None
    assert settings.bytes_of("geometry").isEmpty()


def test_everything_comes_back_at_the_next_start(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    settings.mode = Mode.DARK
    settings.percent = 150
    settings.guidance = False
    settings.home_sort = "name"
    settings.import_folder = str(tmp_path / "Lögs, old")
    settings.last_product = tmp_path / "Ünï code.readiness"
    settings.set_bytes("geometry", QByteArray(b"\x00\x01\xff"))
    settings.write()
    again = Settings(path)
    assert again.mode is Mode.DARK
    assert again.percent == 150
    assert not again.guidance
    assert again.home_sort == "name"
    assert again.import_folder == str(tmp_path / "Lögs, old")
    assert again.last_product == tmp_path / "Ünï code.readiness"
    assert again.bytes_of("geometry") == QByteArray(b"\x00\x01\xff")


@pytest.mark.parametrize("text", ["[look]\ntheme=mauve\ntext_size=huge\n", "\x00\x01 no ini at all", ""])
def test_a_damaged_file_reads_as_defaults(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.mode is Mode.SYSTEM
    assert settings.percent == 100
