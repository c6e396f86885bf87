"""What the evidence says: status in words and shape, reason, what would settle it, figures as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.report.figure_words import figure_help, figure_pairs
from readiness_gui.ui.page import Page
from readiness_gui.ui.pages.active_users import ActiveUsersPage
from readiness_gui.ui.pages.diversity import DiversityPage
from readiness_gui.ui.pages.generic_failure import GenericFailurePage
from readiness_gui.ui.pages.pmf import PmfPage
from readiness_gui.ui.pages.priority import PriorityPage
from readiness_gui.ui.widgets.finding_card import FindingCard
from readiness_gui.ui.widgets.signal_rows import GLYPHS
from tests import worked
from tests.ui.plan_bench import Bench, empty_assessment, make_bench

PAGES: dict[SignalId, type[Page]] = {
    SignalId.PMF: PmfPage,
    SignalId.DIVERSITY: DiversityPage,
    SignalId.GENERIC_FAILURE: GenericFailurePage,
    SignalId.ACTIVE_USERS: ActiveUsersPage,
    SignalId.RETENTION_PRIORITY: PriorityPage,
}


@pytest.fixture(params=list(PAGES), ids=str)
def signal(request: pytest.FixtureRequest) -> SignalId:
    assert isinstance(request.param, SignalId)
    return request.param


@pytest.fixture
def filled(framework: Framework) -> Assessment:
    return worked.assessment(framework)


@pytest.fixture
def bench(qtbot: QtBot, framework: Framework, today: date, signal: SignalId) -> Bench:
    return make_bench(qtbot, framework, today)(PAGES[signal], empty_assessment())


def with_status(filled: Assessment, signal: SignalId, status: Status, resolve: str) -> Assessment:
    finding = filled.signals[signal].finding
    assert finding is not None
    return filled.with_signal(signal, finding=replace(finding, status=status, resolve=resolve))


def test_without_evidence_there_is_only_what_to_expect(bench: Bench, signal: SignalId) -> None:
    assert bench.text(f"{signal}_status") == "No finding yet"
    for part in ("status_chip", "resolve", "chart", "figures"):
        assert not bench.shown(f"{signal}_{part}"), part


def test_status_has_a_shape_and_a_word(
    bench: Bench, signal: SignalId, filled: Assessment, framework: Framework
) -> None:
    for status in Status:
        bench.show(with_status(filled, signal, status, ""))
        chip = bench.text(f"{signal}_status_chip")
        assert chip == f"{GLYPHS[status]} {framework.phrase(f'core.status.{status}')}"
        assert not bench.shown(f"{signal}_resolve")
    assert len(set(GLYPHS.values())) == 3


def test_what_would_settle_it_is_said_while_it_is_open(
    bench: Bench, signal: SignalId, filled: Assessment
) -> None:
    bench.show(with_status(filled, signal, Status.UNCLEAR, "Interview ten more."))
    assert "Interview ten more." in bench.text(f"{signal}_resolve")
    assert bench.shown(f"{signal}_resolve")


def test_all_figures_are_in_the_table_that_unfolds(
    bench: Bench, signal: SignalId, filled: Assessment, framework: Framework
) -> None:
    bench.show(filled)
    finding = filled.signals[signal].finding
    assert finding is not None
    form = bench.find(FindingCard, f"{signal}_finding").findChild(QFormLayout)
    assert form is not None
    body = form.parentWidget()
    assert body is not None
    names = [one.text() for one in body.findChildren(QLabel) if one.property("role") == "muted"]
    values = [one.text() for one in body.findChildren(QLabel) if one.property("role") == "body"]
    assert list(zip(names, values, strict=True)) == list(figure_pairs(finding.figures, framework))
    assert names
    helped = figure_help(framework)
    told = [one.text() for one in body.findChildren(QLabel) if one.property("role") == "small"]
    assert told == [helped[name] for name in names if name in helped]
    assert bool(told) is (signal in (SignalId.PMF, SignalId.DIVERSITY, SignalId.RETENTION_PRIORITY))
    header = bench.find(QToolButton, f"{signal}_figures")
    assert not header.isChecked(), "folded at first"
    header.click()
    assert body.isVisibleTo(bench.page)


def test_figures_of_the_finding_before_are_gone(
    bench: Bench, signal: SignalId, filled: Assessment, qtbot: QtBot
) -> None:
    bench.show(filled)
    bench.show(with_status(filled, signal, Status.ABSENT, ""))
    bench.show(empty_assessment())
    bench.show(filled)
    QTest.qWait(1)
    finding = filled.signals[signal].finding
    assert finding is not None
    assert bench.text(f"{signal}_reason") == finding.reason


def test_the_words_of_users_are_plain_text(bench: Bench, signal: SignalId, filled: Assessment) -> None:
    from PySide6.QtCore import Qt

    finding = filled.signals[signal].finding
    assert finding is not None
    bench.show(filled.with_signal(signal, finding=replace(finding, reason="<b>guidance</b> & more")))
    label = bench.find(QLabel, f"{signal}_reason")
    assert label.text() == "<b>guidance</b> & more"
    for one in bench.page.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText or not one.text(), one.text()
