"""``python -m tests.benchmarks.blocks_run FOLDER``: use the window for a while, print what held it up.

A program of its own, so that what other benchmarks loaded does not help it. Prints a JSON list of
pairs: what was done, and the milliseconds of CPU of the longest turn of the event loop while it was.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from readiness_gui.core.model import Assessment, Prediction, Product
from readiness_gui.core.terms import Answer, Choice, SignalId, Status, StepId, SymptomId, TradeoffId
from readiness_gui.storage import codec
from readiness_gui.ui.import_dialog import ImportDialog
from readiness_gui.ui.pages.export import ExportPage
from readiness_gui.ui.pages.gate import GatePage
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.widgets.disclosure import Disclosure
from tests import startups
from tests.core.make import claimed, empty, product, with_users
from tests.ui.driver_evidence import EvidenceVerbs
from tests.ui.driver_merge import MergeDriver
from tests.ui.driver_portfolio import PortfolioVerbs
from tests.ui.driver_scenarios import ScenarioVerbs

Act = Callable[[], object]

ASSESSMENTS = 40
PRODUCTS = 300
#: seconds in which the libraries are loaded after the first paint
LOADED = 6
READINGS = "segment,arm,month,users,retained\n,control,1,200,80\n,treatment,1,200,110\n"
GRIDS = {
    StepId.PMF: "cohorts",
    StepId.DIVERSITY: "interviews",
    StepId.GENERIC_FAILURE: "complaints",
    StepId.ACTIVE_USERS: "windows",
    StepId.GATE: "readings",
}
#: seconds the window has to be quiet before an act is over
QUIET = 0.25


class Bench(ScenarioVerbs, PortfolioVerbs, EvidenceVerbs, MergeDriver):
    """The window's driver that notes how long each turn of the event loop keeps its thread busy."""

    def __init__(self) -> None:
        self.longest: list[tuple[str, float]] = []
        self._begun: float | None = None
        self._most = 0.0
        self._beat = QTimer()
        self._beat.timeout.connect(self._on_beat)
        self._beat.start(0)
        qt_api.set_qt_api("pyside6")
        super().__init__(QtBot(None))  # type: ignore[arg-type]  # a request is for tests
        self.note("start: first paint and what follows it", lambda: None, lambda: not self.window.busy)

    def note(self, name: str, act: Callable[[], object], over: Callable[[], bool] = lambda: True) -> None:
        """Do something between two turns, wait until it is over, and keep the longest turn."""
        if self.longest:
            self._most = 0.0
        QTimer.singleShot(0, act)
        rest(QUIET)
        self.until(lambda: over() and not self.window.busy and not self._pending())
        rest(QUIET)
        self.longest.append((name, self._most * 1e3))
        print(json.dumps(self.longest[-1]), flush=True)

    def go(self, step: StepId) -> None:
        """Go to a step."""
        self.window.wizard.go_to(step)

    def opened(self) -> bool:
        """Tell whether a product is open."""
        return self.window.session is not None

    def made(self) -> bool:
        """Tell whether every page is made and has its look."""
        return not (self.window.wizard.pages.busy or self.window.desk.aside.busy)

    def read(self) -> bool:
        """Tell whether the import dialog has read its file."""
        return not any(one.busy for one in self.window.findChildren(ImportDialog))

    def _pending(self) -> bool:
        return self.window.session is not None and self.window.session.pending

    def _on_beat(self) -> None:
        now = time.thread_time()
        if self._begun is not None:
            self._most = max(self._most, now - self._begun)
        self._begun = now


def main(folder: Path) -> int:
    """Run through everything and print what was measured."""
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = str(folder)
    library = folder / "library"
    startups.write(library, PRODUCTS)
    QApplication.instance() or QApplication([])
    bench = Bench()
    for part in (home, pages, edits, dialogs, look, merging, history):
        part(bench, folder)
    bench.close()
    return 0


def rest(seconds: float) -> None:
    """Let the event loop turn for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def home(bench: Bench, _folder: Path) -> None:
    """Three hundred products, and the sample among them."""
    rest(LOADED)
    bench.note("portfolio, 300 products", lambda: press(bench, "view_portfolio"))
    bench.note("the list again, 300 products", lambda: press(bench, "view_list"))
    path = bench.window.services.load_sample()
    bench.note("open the sample", lambda: bench.window.open_path(path), bench.opened)


def pages(bench: Bench, _folder: Path) -> None:
    """Every page, one before it was made ahead, all of them after that, and a second time."""
    bench.note("a page opened before it is made ahead", partial(bench.go, StepId.PMF))
    bench.note("pages made ahead", nothing, bench.made)
    for time_ in ("first", "second"):
        for step in StepId:
            bench.note(f"{step}, {time_} time", partial(bench.go, step))


def edits(bench: Bench, _folder: Path) -> None:
    """An edit of each kind, and its undoing."""
    for name, step, prepare, act in all_edits(bench):
        bench.note(f"go to {step}", partial(bench.go, step))
        prepare()
        rest(QUIET)
        before = bench.assessment
        bench.note(name, act)
        if bench.assessment is not before:
            bench.note(f"undo: {name}", bench.window.actions_.undo.trigger)


def all_edits(bench: Bench) -> Iterator[tuple[str, StepId, Act, Act]]:
    """Yield a name, the step, what makes ready, and the edit itself."""

    def click(name: str) -> Act:
        return lambda: press(bench, name)

    def key(name: str, keys: Qt.Key) -> Act:
        return lambda: QTest.keyClick(bench.find(QWidget, name), keys)

    def move(name: str) -> Act:
        right, way = Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier
        return lambda: QTest.keyClick(bench.find(QWidget, name), right, way)

    yield "start: a choice", StepId.START, nothing, click("claimed_stage_0")
    yield "start: a key in a note", StepId.START, nothing, key("context_note", Qt.Key.Key_A)
    for step, grid in GRIDS.items():
        yield f"{step}: a cell", step, partial(cell, bench, grid), partial(leave_cell, bench, grid)
        if step is not StepId.GATE:
            yield f"{step}: a choice", step, nothing, click("own_answer_1")
            yield f"{step}: a key in a note", step, nothing, key("note", Qt.Key.Key_A)
    yield "priority: a choice", StepId.PRIORITY, nothing, click("own_answer_1")
    yield "priority: an item moved", StepId.PRIORITY, nothing, click("ranking_down")
    yield "trap: a choice", StepId.TRAP, nothing, click("symptom_unvalidated_0")
    yield "tradeoffs: a choice", StepId.TRADEOFFS, nothing, partial(other_side, bench)
    yield "tradeoffs: a key in a note", StepId.TRADEOFFS, nothing, key("note_speed", Qt.Key.Key_A)
    unfolded = partial(unfold, bench, "open_whatif")
    yield "verdict: a what-if switch", StepId.VERDICT, unfolded, partial(switch, bench)
    yield "verdict: a scenario kept", StepId.VERDICT, nothing, click("keep_scenario")
    yield "verdict: complete or open again", StepId.VERDICT, nothing, partial(complete, bench)
    yield "roadmap: a bar moved", StepId.ROADMAP, partial(bar, bench), move("timeline")
    yield "roadmap: a key in a note", StepId.ROADMAP, nothing, key("task_detail", Qt.Key.Key_A)
    yield "gate: a choice", StepId.GATE, nothing, click("formed_before_1")
    yield "gate: a key in a note", StepId.GATE, nothing, key("gate_note", Qt.Key.Key_A)


def nothing() -> None:
    """Make nothing ready."""


def press(bench: Bench, name: str) -> None:
    """Press a button."""
    bench.find(QAbstractButton, name).click()


def other_side(bench: Bench) -> None:
    """Take a side that is not taken."""
    sides = [bench.find(QAbstractButton, f"side_speed_{place}") for place in range(2)]
    next(side for side in sides if not side.isChecked()).click()


def switch(bench: Bench) -> None:
    """Switch a signal in the what-if to another answer."""
    field = bench.find(QComboBox, "whatif_pmf")
    QTest.keyClick(field, Qt.Key.Key_Up if field.currentIndex() else Qt.Key.Key_Down)


def complete(bench: Bench) -> None:
    """Mark the assessment complete, or open it again."""
    press(bench, "complete" if bench.shown("complete") else "reopen")


def leave_cell(bench: Bench, grid: str) -> None:
    """Take over what stands in the open cell."""
    QTest.keyClick(bench.editor(grid), Qt.Key.Key_Return)


def cell(bench: Bench, grid: str) -> None:
    """Open a cell and write into it."""
    bench.type_cell(grid, 0, {"windows": 0, "readings": 3}.get(grid, 1), "9")


def bar(bench: Bench) -> None:
    """Select the first task."""
    timeline = bench.find(QWidget, "timeline")
    timeline.setFocus()
    QTest.keyClick(timeline, Qt.Key.Key_Home)


def unfold(bench: Bench, name: str) -> None:
    """Open what is folded away."""
    for found in bench.page.findChildren(Disclosure):
        if found.header.objectName() == name:
            found.set_open(True)


def dialogs(bench: Bench, folder: Path) -> None:
    """The import dialog, the room, and exporting."""
    readings = folder / "readings.csv"
    readings.write_text(READINGS, encoding="utf-8")
    bench.note("go to the gate", partial(bench.go, StepId.GATE))
    page = bench.page
    assert isinstance(page, GatePage)
    bench.note("import dialog", lambda: page.imports.open_file(readings), bench.read)
    bench.note("import: read", lambda: press(bench, "import_read"), bench.read)
    bench.note("import: use", lambda: press(bench, "import_use"))
    bench.note("go to diversity", partial(bench.go, StepId.DIVERSITY))
    bench.note("the room", lambda: unfold(bench, "ask_room"))
    for name in ("room_begin", "room_status_0", "room_cast"):
        bench.note(f"the room: {name}", partial(press, bench, name))
    bench.note("go to export", partial(bench.go, StepId.EXPORT))
    bench.until(lambda: bool(bench.text("report_holds")))
    export = bench.page
    assert isinstance(export, ExportPage)
    for kind, name in (("pdf", "report.pdf"), ("markdown", "report.md")):
        begin = partial(export.exporter.begin, kind, folder / name)
        bench.note(f"export as {kind}", begin, lambda: not export.exporter.busy)


def look(bench: Bench, _folder: Path) -> None:
    """Theme and size of text, with every page made."""
    actions = bench.window.actions_
    bench.note("go to verdict", partial(bench.go, StepId.VERDICT))
    bench.note("dark theme", actions.themes[Mode.DARK].trigger, bench.made)
    bench.note("light theme", actions.themes[Mode.LIGHT].trigger, bench.made)
    bench.note("text at 150 %", actions.sizes[150].trigger, bench.made)
    bench.note("text at 100 %", actions.sizes[100].trigger, bench.made)


def merging(bench: Bench, folder: Path) -> None:
    """Two files that differ in every answer."""
    bench.note("close the product", bench.window.close_product)
    paths = [folder / "noor.readiness", folder / "ilan.readiness"]
    for path, other in zip(paths, (False, True), strict=True):
        path.write_bytes(codec.product_bytes(product(*answered(path.stem, other=other))))
    found = bench.window.desk.merging
    bench.note(
        "merge dialog",
        lambda: bench.window.desk.merge_files(paths),
        lambda: found.dialog is not None and not found.dialog.busy,
    )
    questions = int(bench.says("merge_question_count").split()[0])
    bench.note("merge: the first question", lambda: press(bench, "merge_next"))
    for left in reversed(range(questions)):
        bench.note("merge: an answer, the longest", lambda: press(bench, "merge_option_0"))
        name = "merge: the next question, the longest" if left else f"merge: the review of {questions}"
        bench.note(name, lambda: press(bench, "merge_next"))
    bench.note("merge: left", lambda: bench.merge_dialog().done(0))


def answered(who: str, *, other: bool) -> Iterator[Assessment]:
    """Yield assessments with everything said one way or the other."""
    for place in range(3):
        made = replace(empty(date(2025, 3 * place + 1, 5)), id=f"{who}-{place}", participants=(who,))
        for signal in SignalId:
            made = made.with_signal(signal, claimed=Status.ABSENT if other else Status.PRESENT)
        for tradeoff in TradeoffId:
            made = made.with_tradeoff(tradeoff, choice=Choice.SECOND if other else Choice.FIRST)
        for symptom in SymptomId:
            made = made.with_symptom(symptom, Answer.YES if other else Answer.NO)
        yield made


def history(bench: Bench, folder: Path) -> None:
    """A product with forty assessments and thirty-nine predictions."""
    path = folder / "long.readiness"
    path.write_bytes(codec.product_bytes(long_product()))
    bench.note("open 40 assessments", lambda: bench.window.open_path(path), bench.opened)
    bench.note("pages made ahead, 40 assessments", nothing, bench.made)
    toggle = bench.window.wizard.toggle_history
    for time_ in ("first", "second"):
        bench.note(f"history of 40, {time_} time", toggle)
        bench.note("history left", toggle)
    bench.note("verdict of 40", partial(bench.go, StepId.VERDICT))


def long_product() -> Product:
    """Return the long one."""
    first = date(2022, 1, 3)
    made = []
    for at in range(ASSESSMENTS):
        day = first + timedelta(days=30 * at)
        one = with_users(claimed(Status.PRESENT if at % 2 else Status.ABSENT), 300)
        due = day + timedelta(days=90)
        predicted = Prediction(id=f"p{at}", made=day, lift=0.1, confidence=0.6, due=due, by="Noor", note="n")
        predictions = () if at == ASSESSMENTS - 1 else (predicted,)
        made.append(replace(one, as_of=day, id=f"a{at}", predictions=predictions))
    return Product(id="p", name="Acme", created=datetime(2022, 1, 3, tzinfo=UTC), assessments=tuple(made))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
