"""What is loaded behind the first paint: all of it, in its order, whatever fails; then memory is settled."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from readiness_gui import paths
from readiness_gui.app import warm_up
from readiness_gui.core.terms import StepId
from readiness_gui.ui import warmup
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.warmup import WarmUp, load, settle_memory


class Fonts:
    """Stands for the theme, which brings the fonts."""

    def __init__(self) -> None:
        self.loaded = 0

    def load_remaining_fonts(self) -> None:
        self.loaded += 1


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happened, in its order; a module named bad fails."""
    happened: list[str] = []

    def loading(module: str) -> None:
        happened.append(module)
        if module == "bad":
            raise ImportError(module)

    monkeypatch.setattr(warmup, "load", loading)
    monkeypatch.setattr(warmup, "settle_memory", lambda: happened.append("settled"))
    return happened


def make(modules: list[str], tmp_path: Path) -> tuple[WarmUp, Tasks]:
    tasks = Tasks()
    return WarmUp(modules, tasks, Fonts(), tmp_path, tasks), tasks  # type: ignore[arg-type]  # all it needs


def test_one_after_the_other_then_memory_is_settled(qtbot: QtBot, tmp_path: Path, seen: list[str]) -> None:
    made, tasks = make(["a", "bad", "b"], tmp_path)
    made.start()
    made.start()
    qtbot.waitUntil(lambda: "settled" in seen and not tasks.busy)
    stop_log()
    assert seen == ["a", "bad", "b", "settled"]


def test_a_stop_leaves_the_rest(qtbot: QtBot, tmp_path: Path, seen: list[str]) -> None:
    made, tasks = make(["a", "b"], tmp_path)
    made.start()
    made.stop()
    qtbot.waitUntil(lambda: not tasks.busy)
    stop_log()
    assert seen in ([], ["a"])


def test_memory_is_settled_once() -> None:
    """GIVEN what was loaded WHEN it is settled THEN it is spared, later objects are not."""
    program = (
        "import gc; from readiness_gui.ui.warmup import settle_memory as s;"
        "s(); first = gc.get_freeze_count(); more = [[] for _ in range(999)]; s();"
        "assert first > 10_000 and gc.get_freeze_count() == first, first;"
        "a = []; a.append(a); del a; assert gc.collect() >= 1"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=paths.resources().parent)


def test_libraries_leave_without_a_word() -> None:
    """GIVEN libraries that are spared WHEN the program ends THEN none of them complains of leaks."""
    program = "import duckdb, numpy; from readiness_gui.ui.warmup import settle_memory as s; s()"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, cwd=paths.resources().parent, capture_output=True
    )
    assert done.stderr == b""


def test_everything_named_can_be_loaded() -> None:
    for module in warm_up():
        load(module)
        assert module in sys.modules
    assert "_duckdb" in warm_up()
    assert {f"readiness_gui.ui.pages.{step}" for step in StepId} <= set(warm_up())
    settle_memory()
    assert gc.get_freeze_count()
