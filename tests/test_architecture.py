"""Who may import whom, as the layout says; a wrong import fails here, not in review."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytest_archon import archrule

import readiness_gui

PACKAGE = "readiness_gui"
ROOT = Path(readiness_gui.__file__).parent

#: package -> packages of ours that it must not know
FORBIDDEN = {
    "core": ("evidence", "storage", "charts", "report", "ui", "app", "cli"),
    "evidence": ("storage", "charts", "report", "ui", "app", "cli"),
    "storage": ("evidence", "charts", "report", "ui", "app", "cli"),
    "charts": ("evidence", "storage", "report", "ui", "app", "cli"),
    "report": ("evidence", "storage", "ui", "app", "cli"),
    "ui": ("storage", "app", "cli"),
}

#: library -> the only modules that may import it
HOMES = {
    "PySide6": ("ui", "app"),
    "tinydb": ("storage",),
    "cattrs": ("storage",),
    "filelock": ("storage",),
    "duckdb": ("evidence",),
    "_duckdb": ("evidence",),
    "python_calamine": ("evidence",),
    "sqlglot": ("evidence",),
    "typst": ("report",),
    "icalendar": ("report",),
    "pikepdf": ("report",),
    "matplotlib.backends.backend_qtagg": ("ui.widgets",),
}


def _files(area: str) -> list[str]:
    return [f"{PACKAGE}.{area}", f"{PACKAGE}.{area}.*"]


@pytest.mark.parametrize("area", FORBIDDEN)
def test_packages_know_only_what_is_below_them(area: str) -> None:
    forbidden = [name for other in FORBIDDEN[area] for name in _files(other)]
    (
        archrule(f"{area} stays below", comment="see the layout in the README")
        .match(*_files(area))
        .should_not_import(*forbidden)
        .check(PACKAGE, only_direct_imports=True)
    )


def test_core_imports_the_standard_library_only() -> None:
    def pure(module: str, direct: set[str], _all: object) -> bool:
        return all(
            name.split(".")[0] in sys.stdlib_module_names or name.startswith(f"{PACKAGE}.core")
            for name in direct
        )

    archrule("core is pure").match(*_files("core")).should(pure).check(PACKAGE, only_direct_imports=True)


@pytest.mark.parametrize("library", HOMES)
def test_each_library_is_imported_at_home_only(library: str) -> None:
    homes = [name for home in HOMES[library] for name in _files(home)]
    (
        archrule(f"{library} at home")
        .match(f"{PACKAGE}*")
        .exclude(*homes)
        .should_not_import(library, f"{library}.*")
        .check(PACKAGE, only_direct_imports=True)
    )


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "ui" / "pages").glob("[a-z]*.py")))
def test_pages_never_import_each_other(page: str) -> None:
    (
        archrule("pages are strangers")
        .match(f"{PACKAGE}.ui.pages.{page}")
        .should_not_import(f"{PACKAGE}.ui.pages.*")
        .check(PACKAGE, only_direct_imports=True)
    )


@pytest.mark.parametrize(
    "heavy", ["matplotlib", "numpy", "duckdb", "_duckdb", "typst", "tinydb", "cattrs", "sqlglot", "pikepdf"]
)
def test_the_first_window_waits_for_no_heavy_library(heavy: str) -> None:
    areas = [name for area in ("app", "ui", "core", "cli", "__main__") for name in _files(area)]
    (
        archrule(f"{heavy} is imported where it is used")
        .match(*areas)
        .should_not_import(heavy, f"{heavy}.*")
        .check(PACKAGE, only_toplevel_imports=True, only_direct_imports=True)
    )


def test_no_process_events_and_no_global() -> None:
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "processEvents" not in text, path
        assert "\n    global " not in text, path
