from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.storage.names import free_path, safe_stem, time_for_name

RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Quill", "Quill"),
        ("  Quill  for  grants ", "Quill for grants"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("", "product"),
        ("   ", "product"),
        ("...", "product"),
        (".hidden", "hidden"),
        ("ends with a dot.", "ends with a dot"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1", "_com1"),
        ("LPT³", "_LPT³"),
        ("console", "console"),
        ("line\nbreak\ttab", "line-break-tab"),
        ("zero\u200bwidth\u202eturned\ufeff", "zerowidthturned"),
        ("日本語 🦊", "日本語 🦊"),
        ("مشروع", "مشروع"),
        ("e\u0301", "é"),
        ("half \ud83d", "half -"),
        ("\0", "-"),
    ],
)
def test_names_become_file_names(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_name_becomes_a_file_name_for_every_system(name: str) -> None:
    stem = safe_stem(name)
    assert 0 < len(stem.encode()) <= 152
    assert not set(stem) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in stem)
    assert stem[0] not in ". "
    assert stem[-1] not in ". "
    assert stem.split(".")[0].casefold() not in RESERVED


@given(st.text(min_size=1, max_size=3))
def test_long_names_are_cut_between_characters(letters: str) -> None:
    assert safe_stem(letters * 300).encode().decode() == safe_stem(letters * 300)


def test_three_hundred_characters_can_be_written(tmp_path: Path) -> None:
    for name in ("x" * 300, "字" * 300, "🦊" * 300):
        path = tmp_path / f"{safe_stem(name)} (conflict 2026-03-02 12.00.00) (99).readiness.damaged"
        path.write_bytes(b"")


def test_a_number_makes_a_name_free(tmp_path: Path) -> None:
    assert free_path(tmp_path, "Quill", Path.exists).name == "Quill.readiness"
    (tmp_path / "Quill.readiness").touch()
    (tmp_path / "Quill (2).readiness").touch()
    assert free_path(tmp_path, "Quill", Path.exists).name == "Quill (3).readiness"


def test_a_time_in_a_name_has_no_colon() -> None:
    words = time_for_name(datetime(2026, 3, 2, 12, 5, tzinfo=UTC))
    assert words.startswith("2026-03-0")
    assert ":" not in words
