"""How reports are made is kept on this machine; what is damaged reads as the standard."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from readiness_gui.report.options import DEFAULT, Paper, Part, ReportOptions
from readiness_gui.ui.report_memory import LOGO, ReportMemory
from readiness_gui.ui.settings import Settings

CHOICES = st.builds(
    ReportOptions,
    sections=st.frozensets(st.sampled_from(Part)),
    language=st.sampled_from(["en", "de", "pt-BR"]),
    paper=st.sampled_from(Paper),
    confidential=st.booleans(),
    without_notes=st.booleans(),
    accent=st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}"),
)


def memory(folder: Path) -> ReportMemory:
    """Return what a new start of the program would read."""
    return ReportMemory(Settings(folder / "settings.ini"))


def logo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (4, 4), "#336699").save(target, format="PNG")
    return target.getvalue()


def kept(folder: Path, options: ReportOptions) -> None:
    store = Settings(folder / "settings.ini")
    ReportMemory(store).keep(options)
    store.write()


def test_nothing_kept_is_the_standard(tmp_path: Path) -> None:
    assert memory(tmp_path).options() == DEFAULT


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(CHOICES)
def test_every_choice_comes_back(tmp_path: Path, options: ReportOptions) -> None:
    kept(tmp_path, options)
    assert memory(tmp_path).options() == options


def test_a_logo_comes_back_and_goes_with_its_file(tmp_path: Path) -> None:
    kept(tmp_path, ReportOptions(logo=logo()))
    assert memory(tmp_path).options().logo == logo()
    kept(tmp_path, DEFAULT)
    assert memory(tmp_path).options() == DEFAULT
    assert not (tmp_path / LOGO).exists()


def test_a_logo_that_is_gone_or_damaged_is_left_out(tmp_path: Path) -> None:
    kept(tmp_path, ReportOptions(logo=logo(), confidential=True))
    (tmp_path / LOGO).write_bytes(b"no picture")
    assert memory(tmp_path).options() == ReportOptions(confidential=True)
    (tmp_path / LOGO).unlink()
    assert memory(tmp_path).options() == ReportOptions(confidential=True)


def test_a_folder_that_takes_no_logo_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / LOGO).mkdir()
    kept(tmp_path, ReportOptions(logo=logo(), confidential=True))
    assert memory(tmp_path).options() == ReportOptions(confidential=True)


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "3", '{"paper": "a5"}', '{"accent": "red"}', '{"language": "../x"}']
)
def test_what_is_damaged_reads_as_the_standard(tmp_path: Path, text: str) -> None:
    store = Settings(tmp_path / "settings.ini")
    store.report = text
    assert ReportMemory(store).options() == DEFAULT


def test_a_part_that_a_later_version_adds_is_in(tmp_path: Path) -> None:
    kept(tmp_path, replace(DEFAULT, sections=frozenset(Part) - {Part.TRACE}))
    store = Settings(tmp_path / "settings.ini")
    assert '"trace"' in store.report
    assert '"signals"' not in store.report, "what is left out is kept, not what is in"
