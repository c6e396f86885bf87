from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import StorageError
from readiness_gui.core.figures import ActiveUsersFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    AssessmentStatus,
    Finding,
    Product,
    new_product,
)
from readiness_gui.core.terms import BusinessModel, Detection, SignalId, Status, StepId, VerdictCode
from readiness_gui.ui.autosave import SaveState
from readiness_gui.ui.findings import Due, Outcome
from readiness_gui.ui.page import Edit
from readiness_gui.ui.session import Session
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.undo import DEPTH
from tests.ui.fakes import MemoryFile

USERS = SignalId.ACTIVE_USERS


class Rules:
    """Evidence rules that count their calls and can be held back."""

    def __init__(self) -> None:
        self.calls: list[Due] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, assessment: Assessment, due: Due, _framework: Framework, _today: date) -> Outcome:
        assert self.gate.wait(5)
        self.calls.append(due)
        findings = {signal: _finding(assessment, signal) for signal in due if signal is not None}
        return Outcome(assessment, findings, None, gate_done=None in due)


def _finding(assessment: Assessment, signal: SignalId) -> Finding | None:
    evidence = assessment.signals[signal].evidence
    if not isinstance(evidence, ActiveUsersEvidence) or evidence.count is None:
        return None
    status = Status.PRESENT if evidence.count >= 200 else Status.ABSENT
    figures = ActiveUsersFigures(
        active_7=None,
        active_28=evidence.count,
        active_30=None,
        active_90=None,
        window_days=28,
        windows=evidence.windows,
        last_event=None,
    )
    return Finding(signal, status, f"{evidence.count} users", "", figures)


@dataclass
class Bench:
    """A session with its file and rules."""

    session: Session
    file: MemoryFile
    rules: Rules
    tasks: Tasks

    def note(self, text: str, key: str | None = None) -> None:
        self.session.apply(Edit(lambda one: replace(one, context_note=text), key))

    def users(self, *windows: int) -> None:
        evidence = ActiveUsersEvidence(windows=windows)
        self.session.apply(Edit(lambda one: one.with_signal(USERS, evidence=evidence)))

    def finding(self) -> Finding | None:
        return self.session.assessment.signals[USERS].finding


@pytest.fixture
def product(framework: Framework, today: date) -> Product:
    return new_product("Acme", today, framework.version)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not made.busy)


@pytest.fixture
def bench(framework: Framework, today: date, tasks: Tasks, product: Product) -> Bench:
    file, rules = MemoryFile(product), Rules()
    return Bench(Session(file, framework, tasks, lambda: today, evidence_rules=rules), file, rules, tasks)


def test_an_edit_is_saved_within_half_a_second_off_the_screens_thread(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.session.saved, timeout=500):
        bench.note("one")
    assert bench.file.saves[-1].assessments[-1].context_note == "one"
    assert threading.get_ident() not in bench.file.threads
    assert bench.session.save_state is SaveState.SAVED
    assert bench.session.last_saved is not None


def test_while_a_save_runs_the_latest_value_wins(bench: Bench, qtbot: QtBot) -> None:
    bench.file.gate.clear()
    bench.note("first")
    bench.session.save()
    bench.note("second")
    bench.note("third")
    bench.file.gate.set()
    qtbot.waitUntil(lambda: bench.session.save_state is SaveState.SAVED)
    kept = [one.assessments[-1].context_note for one in bench.file.saves]
    assert kept == ["first", "third"], "two saves never overlap, and none in between is needed"


def test_a_failed_save_says_so_keeps_the_edit_and_can_be_tried_again(bench: Bench, qtbot: QtBot) -> None:
    bench.file.fails = "The disk is full. Make room and try again."
    with qtbot.waitSignal(bench.session.save_failed) as told:
        bench.note("kept")
    assert told.args == ["The disk is full. Make room and try again."]
    assert bench.session.save_state is SaveState.FAILED
    assert bench.session.assessment.context_note == "kept"
    bench.file.fails = ""
    with qtbot.waitSignal(bench.session.saved):
        bench.session.save()
    assert bench.file.saves[-1].assessments[-1].context_note == "kept"


def test_closing_saves_at_once_and_lets_go_of_the_file(bench: Bench) -> None:
    bench.note("last words")
    bench.session.close()
    assert bench.file.saves[-1].assessments[-1].context_note == "last words"
    assert bench.file.closed


def test_closing_after_a_failed_save_keeps_the_session_open(bench: Bench) -> None:
    bench.file.fails = "The disk is full."
    bench.note("kept")
    with pytest.raises(StorageError, match="disk is full"):
        bench.session.close()
    assert not bench.file.closed
    bench.session.abandon()
    assert bench.file.closed


def test_closing_without_an_edit_writes_nothing(bench: Bench) -> None:
    bench.session.close()
    assert bench.file.saves == []


def test_undo_and_redo_walk_through_the_edits(bench: Bench) -> None:
    for text in ("a", "b", "c"):
        bench.note(text)
    bench.session.undo()
    bench.session.undo()
    assert bench.session.assessment.context_note == "a"
    bench.session.redo()
    assert bench.session.assessment.context_note == "b"
    bench.note("d")
    assert not bench.session.can_redo, "a new edit ends what could be done again"
    bench.session.undo()
    assert bench.session.assessment.context_note == "b"


def test_typing_in_one_field_is_one_step_of_undo(bench: Bench) -> None:
    bench.note("before")
    for text in ("h", "he", "hel"):
        bench.note(text, "context_note")
    bench.session.undo()
    assert bench.session.assessment.context_note == "before"


def test_leaving_the_field_ends_the_run(bench: Bench) -> None:
    bench.note("one", "context_note")
    bench.session.seal()
    bench.note("one two", "context_note")
    bench.session.undo()
    assert bench.session.assessment.context_note == "one"


def test_undo_is_bounded(bench: Bench) -> None:
    for number in range(DEPTH + 20):
        bench.note(str(number))
    for _ in range(DEPTH):
        bench.session.undo()
    assert not bench.session.can_undo
    assert bench.session.assessment.context_note == "19"


def test_undo_tells_the_step_the_edit_was_made_on(bench: Bench) -> None:
    bench.session.set_step(StepId.TRAP)
    bench.note("on the trap page")
    bench.session.set_step(StepId.REVIEW)
    assert bench.session.undo() is StepId.TRAP
    assert bench.session.redo() is StepId.TRAP


def test_an_edit_that_changes_nothing_leaves_no_trace(bench: Bench) -> None:
    bench.note("")
    assert not bench.session.can_undo
    assert bench.session.save_state is SaveState.SAVED


def test_moving_is_kept_but_is_no_step_of_undo(bench: Bench) -> None:
    bench.session.set_step(StepId.DIVERSITY)
    assert not bench.session.can_undo
    assert bench.session.assessment.last_step is StepId.DIVERSITY
    bench.session.close()
    assert bench.file.saves[-1].assessments[-1].last_step is StepId.DIVERSITY


def test_evidence_is_judged_in_the_background_and_is_no_step_of_undo(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignals([bench.session.findings_pending, bench.session.findings_pending]):
        bench.users(250)
        assert bench.session.pending
    found = bench.finding()
    assert found is not None
    assert found.status is Status.PRESENT
    assert bench.rules.calls == [frozenset({USERS})], "only what changed is judged"
    bench.session.undo()
    assert bench.session.assessment.signals[USERS].evidence is None
    qtbot.waitUntil(lambda: bench.finding() is None)


def test_a_finding_on_evidence_that_changed_meanwhile_is_dropped(bench: Bench, qtbot: QtBot) -> None:
    seen: list[str] = []
    bench.session.changed.connect(
        lambda one: seen.append(one.signals[USERS].finding.reason) if one.signals[USERS].finding else None
    )
    bench.rules.gate.clear()
    bench.users(50)
    bench.users(300)
    bench.rules.gate.set()
    qtbot.waitUntil(lambda: not bench.session.pending)
    assert set(seen) == {"300 users"}
    assert len(bench.rules.calls) == 2


def test_undo_of_another_edit_keeps_a_finding_that_came_later(bench: Bench, qtbot: QtBot) -> None:
    bench.rules.gate.clear()
    bench.users(300)
    bench.note("written while the rules were at work")
    bench.rules.gate.set()
    qtbot.waitUntil(lambda: not bench.session.pending)
    bench.session.undo()
    assert bench.session.assessment.context_note == ""
    found = bench.finding()
    assert found is not None
    assert found.reason == "300 users"


def test_the_business_model_has_all_evidence_judged_again(bench: Bench, qtbot: QtBot) -> None:
    bench.users(300)
    qtbot.waitUntil(lambda: not bench.session.pending)
    bench.session.apply(Edit(lambda one: replace(one, business_model=BusinessModel.SOCIAL)))
    qtbot.waitUntil(lambda: not bench.session.pending)
    assert bench.rules.calls[-1] == frozenset({USERS}), "signals without evidence are not judged"


def test_closing_does_not_lose_a_finding_under_way(bench: Bench, qtbot: QtBot) -> None:
    bench.rules.gate.clear()
    bench.users(300)
    threading.Timer(0.05, bench.rules.gate.set).start()
    bench.session.close()
    found = bench.file.saves[-1].assessments[-1].signals[USERS].finding
    assert found is not None
    assert found.status is Status.PRESENT
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def test_a_draft_left_with_its_finding_due_catches_up(
    framework: Framework, today: date, tasks: Tasks, product: Product, qtbot: QtBot
) -> None:
    evidence = ActiveUsersEvidence(windows=(240,))
    draft = product.assessments[0].with_signal(USERS, evidence=evidence)
    file = MemoryFile(product.with_assessment(draft))
    session = Session(file, framework, tasks, lambda: today, evidence_rules=Rules())
    qtbot.waitUntil(lambda: session.assessment.signals[USERS].finding is not None)
    session.abandon()


def test_the_verdict_follows_the_answers(bench: Bench) -> None:
    codes = [bench.session.verdict.code]

    def ready(one: Assessment) -> Assessment:
        for signal in SignalId:
            one = one.with_signal(signal, claimed=Status.PRESENT)
        return one

    bench.session.apply(Edit(ready))
    codes.append(bench.session.verdict.code)
    bench.session.undo()
    codes.append(bench.session.verdict.code)
    assert codes == [VerdictCode.STAY_1, VerdictCode.GO_2, VerdictCode.STAY_1]


def test_completing_keeps_the_verdict_as_of_then(bench: Bench) -> None:
    bench.session.complete()
    done = bench.session.assessment
    assert done.status is AssessmentStatus.COMPLETE
    assert done.verdict is not None
    assert done.verdict.code is VerdictCode.STAY_1
    bench.session.undo()
    assert bench.session.assessment.status is AssessmentStatus.DRAFT


def test_a_new_assessment_starts_from_the_last_which_is_then_kept_as_it_was(bench: Bench) -> None:
    bench.session.apply(Edit(lambda one: replace(one, detection=Detection.ONBOARDING)))
    bench.session.complete()
    first = bench.session.assessment
    bench.session.new_from_last()
    second = bench.session.assessment
    assert second.id != first.id
    assert second.detection is Detection.ONBOARDING
    assert second.status is AssessmentStatus.DRAFT
    assert second.verdict is None
    bench.note("changed in the second")
    assert bench.session.product.assessment(first.id) == first


def test_evidence_carried_into_a_new_assessment_is_judged_as_of_its_day(bench: Bench, qtbot: QtBot) -> None:
    bench.users(300)
    qtbot.waitUntil(lambda: not bench.session.pending)
    judged = len(bench.rules.calls)
    bench.session.new_from_last()
    qtbot.waitUntil(lambda: not bench.session.pending)
    assert bench.rules.calls[judged:] == [frozenset({USERS})]


def test_an_older_assessment_takes_no_edits(bench: Bench) -> None:
    first = bench.session.assessment
    bench.session.new_from_last()
    bench.session.show(first.id)
    assert bench.session.locked
    bench.note("too late")
    assert bench.session.product.assessment(first.id) == first


def test_undo_of_a_new_assessment_opens_the_one_before(bench: Bench) -> None:
    first = bench.session.assessment
    bench.session.new_from_last()
    bench.session.undo()
    assert bench.session.assessment.id == first.id
    assert len(bench.session.product.assessments) == 1


def test_a_file_that_cannot_be_written_takes_no_edits(
    framework: Framework, today: date, tasks: Tasks, product: Product
) -> None:
    file = MemoryFile(product, read_only=True, reason="Anna has it open.")
    session = Session(file, framework, tasks, lambda: today, evidence_rules=Rules())
    session.apply(Edit(lambda one: replace(one, context_note="no")))
    session.rename("Other")
    session.set_step(StepId.GATE)
    session.close()
    assert session.product == product
    assert file.saves == []
    assert session.save_state is SaveState.READ_ONLY
    assert session.reason == "Anna has it open."


@pytest.mark.parametrize(("name", "kept"), [("  Bolt  ", "Bolt"), ("", "Acme"), ("   ", "Acme")])
def test_a_product_is_renamed_but_never_nameless(bench: Bench, name: str, kept: str) -> None:
    bench.session.rename(name)
    assert bench.session.product.name == kept
    if kept != "Acme":
        bench.session.undo()
        assert bench.session.product.name == "Acme"


def test_a_product_without_an_assessment_gets_one(framework: Framework, today: date, tasks: Tasks) -> None:
    bare = replace(new_product("Bare", today, framework.version), assessments=())
    session = Session(MemoryFile(bare), framework, tasks, lambda: today, evidence_rules=Rules())
    assert session.assessment.as_of == today
