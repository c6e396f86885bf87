"""What the report says: its sections, its order, and that it agrees with the assessment."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence, GateAnswer, Product, new_assessment
from readiness_gui.core.terms import Answer, GateResult, SignalId, Status, SymptomId
from readiness_gui.evidence.assess import assess_all
from readiness_gui.report.blocks import Callout, Chart, Facts, Grid, Items, Paragraph, Section
from readiness_gui.report.document import build
from readiness_gui.report.figure_words import figure_pairs
from tests import worked


def section(product: Product, framework: Framework, title: str) -> Section:
    document = build(product, product.assessments[-1], framework, worked.TODAY)
    return next(one for one in document.sections if one.title == title)


def test_the_sections_stand_in_the_order_of_the_design(framework: Framework, product: Product) -> None:
    document = build(product, product.assessments[0], framework, worked.TODAY)
    titles = [one.title for one in document.sections if one.level == 1]
    assert titles == [
        "Signals and their evidence",
        "Progression",
        "How the verdict came about",
        "What to resolve first",
        "The next 90 days",
        "The gate",
        "The premature trap",
        "Trade-offs",
        "Method and sources",
    ]


def test_the_summary_agrees_with_the_signals(framework: Framework, product: Product) -> None:
    document = build(product, product.assessments[0], framework, worked.TODAY)
    assert [line.status for line in document.signals] == [Status.PRESENT] * 5
    assert document.headline.startswith("All five") or "ive of five" in document.headline
    assert document.verdict == framework.verdicts["GO_2"].title  # type: ignore[index]  # a StrEnum key


def test_each_signal_shows_its_reason_and_its_figures(framework: Framework, product: Product) -> None:
    for signal in SignalId:
        finding = product.assessments[0].signals[signal].finding
        assert finding is not None
        blocks = section(product, framework, framework.signals[signal].name).blocks
        assert any(isinstance(one, Callout) and finding.reason in one.text for one in blocks)
        assert any(isinstance(one, Facts) and one.pairs for one in blocks)
        assert any(isinstance(one, Chart) and one.alt == finding.reason for one in blocks)


def test_an_override_is_shown_with_its_reason(framework: Framework, product: Product) -> None:
    changed = product.assessments[0].with_signal(
        SignalId.PMF, claimed=Status.ABSENT, override_reason="Two cohorts were paid to return."
    )
    blocks = section(
        replace(product, assessments=(changed,)), framework, framework.signals[SignalId.PMF].name
    )
    notes = [one.text for one in blocks.blocks if isinstance(one, Paragraph) and one.role == "note"]
    assert notes == ["Two cohorts were paid to return."]


def test_any_yes_in_the_trap_warns_before_the_table(framework: Framework, product: Product) -> None:
    changed = product.assessments[0].with_symptom(SymptomId.UNVALIDATED, Answer.YES)
    blocks = section(replace(product, assessments=(changed,)), framework, "The premature trap").blocks
    assert isinstance(blocks[0], Callout)
    assert blocks[0].tone == "warning"
    assert isinstance(blocks[-1], Grid)


def test_a_gate_without_readings_is_a_plan(framework: Framework, product: Product) -> None:
    changed = replace(product.assessments[0], gate=GateAnswer(claimed=GateResult.RISING))
    shown = section(replace(product, assessments=(changed,)), framework, "The gate")
    assert not any(isinstance(one, Chart) for one in shown.blocks)
    assert any("stated, not measured" in one.text for one in shown.blocks if isinstance(one, Paragraph))


def test_unanswered_is_called_not_provided(framework: Framework) -> None:
    empty = new_assessment(worked.TODAY, framework.version)
    product = replace(worked.product(framework), assessments=(empty,))
    grid = section(product, framework, "The premature trap").blocks[-1]
    assert isinstance(grid, Grid)
    assert {row[1] for row in grid.rows} == {"Not provided"}


def test_only_reached_rules_stand_in_the_trace(framework: Framework, product: Product) -> None:
    grid = next(
        one
        for one in section(product, framework, "How the verdict came about").blocks
        if isinstance(one, Grid)
    )
    names = [framework.rules[rule].name for rule in ("S0", "B1", "B2", "B3", "B4", "B5")]
    assert [row[0] for row in grid.rows][:6] == names
    assert grid.rows[-1][0] == framework.rules["GO_2"].name
    assert grid.rows[-1][2] == "applies"


def test_stale_evidence_is_said_so(framework: Framework, product: Product) -> None:
    later = worked.TODAY.replace(month=8)
    document = build(product, product.assessments[0], framework, later)
    facts = [one for part in document.sections for one in part.blocks if isinstance(one, Facts)]
    dates = [value for one in facts for name, value in one.pairs if name == "Date of the evidence"]
    assert dates
    assert all("stale" in value for value in dates)


@pytest.mark.parametrize(
    ("signal", "label", "value"),
    [
        (SignalId.PMF, "Users in all cohorts", "1,200"),
        (SignalId.PMF, "Healthy from", "30 %"),
        (SignalId.DIVERSITY, "Users interviewed", "20"),
        (SignalId.GENERIC_FAILURE, "Detail", "majorities stand opposite, adjusted p < 0.001"),
        (SignalId.ACTIVE_USERS, "Windows, oldest first", "150, 190, 210, 240"),
        (SignalId.RETENTION_PRIORITY, "Wins every pairwise comparison", "Retention and engagement"),
    ],
)
def test_figures_in_words(
    framework: Framework, product: Product, signal: SignalId, label: str, value: str
) -> None:
    finding = product.assessments[0].signals[signal].finding
    assert finding is not None
    assert dict(figure_pairs(finding.figures, framework))[label] == value


def test_the_sources_of_a_signal_stand_on_one_line(framework: Framework) -> None:
    one = worked.assessment(framework).with_signal(SignalId.PMF, sources=("Logs", " ", "Survey"))
    product = replace(worked.product(framework), assessments=(one,))
    items = [
        one.items
        for one in section(product, framework, "Method and sources").blocks
        if isinstance(one, Items)
    ]
    assert [one for one in items[0] if one.startswith("Product-market fit:")] == [
        "Product-market fit: Logs; Survey"
    ]


def test_a_number_reads_alike_in_the_sentence_and_in_the_figures(framework: Framework) -> None:
    one = worked.assessment(framework)
    many = ActiveUsersEvidence(windows=(11_500, 12_345, 12_345))
    one = assess_all(one.with_signal(SignalId.ACTIVE_USERS, evidence=many), framework, worked.TODAY)
    findings = {signal: answer.finding for signal, answer in one.signals.items() if answer.finding}
    pairs = {signal: dict(figure_pairs(found.figures, framework)) for signal, found in findings.items()}
    active = findings[SignalId.ACTIVE_USERS].reason
    assert active.startswith("12,345 users were active")
    assert "is 12,345: 200 or more" in active
    assert "12,345" in pairs[SignalId.ACTIVE_USERS].values()
    assert "Of 1,200 users" in findings[SignalId.PMF].reason
    assert pairs[SignalId.PMF]["Panel"] == "1,200 users with 12 complete periods"
    said = re.search(r"adjusted p ([<=] 0\.\d{3})", findings[SignalId.GENERIC_FAILURE].reason)
    assert said is not None
    assert said[1].removeprefix("= ") in pairs[SignalId.GENERIC_FAILURE]["Detail"]


def test_the_summary_of_an_overruled_signal_says_what_its_answer_means(framework: Framework) -> None:
    one = worked.assessment(framework)
    overruled = one.with_signal(SignalId.PMF, claimed=Status.ABSENT, override_reason="We know better.")
    for assessment, status in ((one, Status.PRESENT), (overruled, Status.ABSENT)):
        document = build(worked.product(framework), assessment, framework, worked.TODAY)
        line = document.signals[0]
        finding = assessment.signals[SignalId.PMF].finding
        assert finding is not None
        meaning = framework.signals[SignalId.PMF].meaning[status]
        assert line.status == status
        assert line.reason == (finding.reason if assessment is one else meaning)
