"""Only the newest work counts, one runs at a time, nothing begins while nobody looks."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import ReportError
from readiness_gui.ui.newest import Newest
from readiness_gui.ui.tasks import Cancel, Progress, Tasks

WAIT = 5_000


class Recorder:
    """Work that waits to be let go, and what came of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.tasks = Tasks()
        self.newest = Newest(self.tasks, wait=5)
        self.began: list[str] = []
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.shares: list[float] = []
        self.go = threading.Event()
        self.newest.done.connect(self.done.append)
        self.newest.failed.connect(self.failed.append)
        self.newest.progress.connect(self.shares.append)
        self._qtbot = qtbot

    def ask(self, name: str, *, waits: bool = False, error: Exception | None = None) -> None:
        self.newest.ask(lambda: partial(self._work, name, waits, error))

    def until_idle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.newest.busy and not self.tasks.busy, timeout=WAIT)

    def _work(
        self,
        name: str,
        waits: bool,
        error: Exception | None,
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> str:
        self.began.append(name)
        progress(0.5)
        if waits:
            assert self.go.wait(10)
        cancel.check()
        if error is not None:
            raise error
        return name


@pytest.fixture
def recorder(qtbot: QtBot) -> Recorder:
    return Recorder(qtbot)


def test_a_result_arrives(recorder: Recorder) -> None:
    recorder.ask("a")
    assert recorder.newest.busy
    recorder.until_idle()
    assert recorder.done == ["a"]
    assert recorder.shares == [0.5]


def test_many_wishes_at_once_are_one_piece_of_work(recorder: Recorder) -> None:
    for name in "abcdef":
        recorder.ask(name)
    recorder.until_idle()
    assert recorder.began == ["f"]
    assert recorder.done == ["f"]


def test_a_newer_wish_stops_the_older_whose_result_is_dropped(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.ask("old", waits=True)
    qtbot.waitUntil(lambda: recorder.began == ["old"], timeout=WAIT)
    recorder.ask("new")
    qtbot.wait(30)
    assert recorder.began == ["old"], "one at a time"
    recorder.go.set()
    recorder.until_idle()
    assert recorder.began == ["old", "new"]
    assert recorder.done == ["new"]
    assert recorder.failed == []


def test_a_failure_is_told_once_and_the_next_wish_works(recorder: Recorder) -> None:
    recorder.ask("a", error=ReportError("no"))
    recorder.until_idle()
    assert [str(one) for one in recorder.failed] == ["no"]
    recorder.ask("b")
    recorder.until_idle()
    assert recorder.done == ["b"]


def test_a_failure_of_old_work_is_nobodys_concern(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.ask("old", waits=True, error=ReportError("no"))
    qtbot.waitUntil(lambda: bool(recorder.began), timeout=WAIT)
    recorder.ask("new")
    recorder.go.set()
    recorder.until_idle()
    assert recorder.failed == []
    assert recorder.done == ["new"]


def test_nothing_begins_while_held(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.newest.hold(wanted=True)
    recorder.ask("a")
    qtbot.wait(40)
    assert recorder.began == []
    assert recorder.newest.busy
    recorder.newest.hold(wanted=False)
    recorder.until_idle()
    assert recorder.done == ["a"]


def test_what_was_superseded_while_held_begins_on_release(recorder: Recorder, qtbot: QtBot) -> None:
    recorder.ask("old", waits=True)
    qtbot.waitUntil(lambda: bool(recorder.began), timeout=WAIT)
    recorder.newest.hold(wanted=True)
    recorder.ask("new")
    recorder.go.set()
    qtbot.waitUntil(lambda: not recorder.tasks.busy, timeout=WAIT)
    qtbot.wait(30)
    assert recorder.began == ["old"]
    recorder.newest.hold(wanted=False)
    recorder.until_idle()
    assert recorder.done == ["new"]
