"""The roadmap's page on its own, made and laid out, and how a test finds its way on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Roadmap, Task
from readiness_gui.core.plan_edits import find_task
from readiness_gui.ui.pages.roadmap import RoadmapPage
from readiness_gui.ui.widgets.timeline import Timeline
from tests.ui.plan_bench import Bench, filled_assessment, make_bench

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def roadmap_bench(qtbot: QtBot, framework: Framework, today: date) -> Bench:
    """Return a page that has made its roadmap and is laid out."""
    made = make_bench(qtbot, framework, today)(RoadmapPage, filled_assessment())
    qtbot.waitUntil(lambda: made.assessment.roadmap is not None)
    timeline = made.find(Timeline, "timeline")
    qtbot.waitUntil(lambda: timeline.height() == timeline.sizeHint().height() > 200)
    return made


def roadmap_of(bench: Bench) -> Roadmap:
    assert bench.assessment.roadmap is not None
    return bench.assessment.roadmap


def get(bench: Bench, name: str) -> Task:
    found = find_task(roadmap_of(bench), name)
    assert found is not None
    return found


def choose(bench: Bench, name: str) -> Timeline:
    """Go to a task with the arrow keys."""
    timeline = bench.find(Timeline, "timeline")
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    for _ in roadmap_of(bench).tasks:
        if timeline.selected_id == name:
            return timeline
        QTest.keyClick(timeline, Qt.Key.Key_Down)
    raise AssertionError(f"no {name}")
