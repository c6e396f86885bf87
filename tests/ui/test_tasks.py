from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import BadInputError
from readiness_gui.ui.tasks import Cancel, Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not made.busy)


def test_work_runs_elsewhere_and_its_result_comes_back_here(tasks: Tasks, qtbot: QtBot) -> None:
    here = threading.get_ident()
    threads: list[int] = []
    results: list[tuple[int, int]] = []

    def work(one: int) -> int:
        threads.append(threading.get_ident())
        return one * 2

    tasks.run(work, 21, done=lambda value: results.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, here)]
    assert threads[0] != here
    assert not tasks.busy


def test_an_error_the_user_can_mend_reaches_its_handler(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Exception] = []

    def work() -> None:
        raise BadInputError("Line 3 has no date.")

    tasks.run(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "Line 3 has no date."


def test_a_fault_nobody_handles_reaches_the_exception_hook(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        tasks.run(lambda: 1 / 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_cancel_stops_work_that_checks(tasks: Tasks, qtbot: QtBot) -> None:
    started = threading.Event()
    outcome: list[Exception] = []

    def work(progress: Progress, cancel: Cancel) -> None:
        progress(0.5, "half")
        started.set()
        while True:
            cancel.check()

    words: list[tuple[float, str]] = []
    token = tasks.run(
        work,
        failed=outcome.append,
        progress=lambda share, text: words.append((share, text)),
        cancel=Cancel(),
    )
    assert started.wait(5)
    token.request()
    qtbot.waitUntil(lambda: bool(outcome))
    assert words == [(0.5, "half")]


def test_stopping_waits_for_everything(tasks: Tasks) -> None:
    ended = threading.Event()

    def work(progress: Progress, cancel: Cancel) -> None:
        del progress
        while not cancel.requested:
            pass
        ended.set()

    tasks.run(work, failed=lambda _error: None, cancel=Cancel())
    tasks.stop()
    assert ended.is_set()


class Knot:
    """A cycle of one; tells the thread in which it is freed."""

    def __init__(self, freed_in: list[int]) -> None:
        self.me = self
        self.freed_in = freed_in

    def __del__(self) -> None:
        self.freed_in.append(threading.get_ident())


def test_dead_cycles_of_the_screen_are_never_freed_in_a_worker(tasks: Tasks, qtbot: QtBot) -> None:
    here = threading.get_ident()
    freed_in: list[int] = []
    ended: list[int] = []

    def many_objects() -> int:
        return len([[number] for number in range(50_000)])

    tasks.run(many_objects, done=ended.append)
    for _ in range(100):
        Knot(freed_in)
    qtbot.waitUntil(lambda: bool(ended))
    gc.collect()
    assert freed_in == [here] * 100
    assert gc.isenabled()


def test_collection_goes_on_after_the_window_closed_in_the_middle_of_work(qtbot: QtBot) -> None:
    tasks = Tasks()
    tasks.run(lambda: None)
    tasks.stop()
    assert gc.isenabled()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_work_started_by_the_end_of_work_is_busy_too(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[str] = []

    def on_first(value: str) -> None:
        order.append(value)
        tasks.run(lambda: "second", done=order.append)
        assert tasks.busy

    tasks.run(lambda: "first", done=on_first)
    qtbot.waitUntil(lambda: order == ["first", "second"])
    assert not tasks.busy


@pytest.mark.parametrize("_again", range(3))
def test_a_great_many_short_works_end_without_harm(tasks: Tasks, qtbot: QtBot, _again: int) -> None:
    """GIVEN works that end while the next ones begin, WHEN all are handed over, THEN the program is alive.

    What carries a result used to be deleted while its worker was still speaking; that ended the process
    once in some thousand works.
    """
    numbers: list[int] = []
    for number in range(2_000):
        tasks.run(lambda number=number: number, done=numbers.append)
    qtbot.waitUntil(lambda: len(numbers) == 2_000, timeout=30_000)
    assert sorted(numbers) == list(range(2_000))
