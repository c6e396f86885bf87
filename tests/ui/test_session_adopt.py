"""Taking over a merged product: one step of undo, judged anew, refused where nothing can be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence, Product
from readiness_gui.core.terms import SignalId
from readiness_gui.ui.page import Edit
from readiness_gui.ui.session import Session
from tests.ui.fakes import MemoryFile
from tests.ui.test_session import USERS, Bench, Rules, bench, product, tasks

__all__ = ["bench", "product", "tasks"]  # the fixtures of the session


def _merged(before: Product) -> Product:
    latest = before.assessments[-1]
    older = replace(latest, id="older", as_of=date(2025, 1, 1))
    counted = latest.with_signal(USERS, evidence=ActiveUsersEvidence(windows=(240,)))
    return replace(before, assessments=(older, replace(counted, context_note="merged")))


def test_adopting_is_one_step_of_undo_and_its_evidence_is_judged(bench: Bench, qtbot: QtBot) -> None:
    session = bench.session
    session.apply(Edit(lambda one: replace(one, context_note="typed"), "context_note"))
    before = session.product
    session.adopt(_merged(before))
    assert session.product.assessments[0].id == "older", "the history of the others comes too"
    qtbot.waitUntil(lambda: not session.pending)
    assert session.assessment.signals[SignalId.ACTIVE_USERS].finding is not None
    session.undo()
    assert session.product == before
    session.redo()
    assert session.assessment.context_note == "merged"
    session.undo()
    session.undo()
    assert session.assessment.context_note == ""


def test_a_product_without_the_open_assessment_is_not_taken(bench: Bench) -> None:
    before = bench.session.product
    bench.session.adopt(replace(before, assessments=()))
    assert bench.session.product == before
    assert not bench.session.can_undo


def test_a_file_that_cannot_be_written_adopts_nothing(
    framework: Framework, today: date, bench: Bench, product: Product
) -> None:
    file = MemoryFile(product, read_only=True, reason="Anna has it open.")
    session = Session(file, framework, bench.tasks, lambda: today, evidence_rules=Rules())
    session.adopt(_merged(product))
    assert session.product == product
