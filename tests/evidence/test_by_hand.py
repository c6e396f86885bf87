"""Figures computed by hand, beside the rules that give them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness_gui.core.figures import ActiveUsersFigures, PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    CohortRow,
    GateAnswer,
    GateReading,
    PmfEvidence,
    SurveyCounts,
)
from readiness_gui.core.terms import BusinessModel, GateResult, Status
from readiness_gui.evidence.active_users import active_users_finding
from readiness_gui.evidence.diversity import chao1, coverage
from readiness_gui.evidence.gate import gate_figures
from readiness_gui.evidence.retention import pmf_finding, pooled_curve


def reading(
    segment: str, control: tuple[int, int], treatment: tuple[int, int], month: int = 1
) -> GateReading:
    return GateReading(
        segment=segment,
        month=month,
        control_users=control[0],
        control_retained=control[1],
        treatment_users=treatment[0],
        treatment_retained=treatment[1],
    )


def test_a_curve_takes_each_cell_of_its_own_period() -> None:
    rows = [CohortRow("a", 100, (50, 30, 20)), CohortRow("b", 300, (90, 60)), CohortRow("c", 100, (None, 9))]
    points = pooled_curve(rows)
    assert [(one.period, one.users) for one in points] == [(1, 400), (2, 500), (3, 100)]
    assert [one.rate for one in points] == pytest.approx([140 / 400, 99 / 500, 20 / 100])


def test_p_of_a_segment_is_that_of_the_log_ratio(framework: Framework) -> None:
    """30 of 100 against 20 of 100: z = ln 1.5 / sqrt(1/30 - 1/100 + 1/20 - 1/100) = 1.6112, p = .1071."""
    one = reading("A", (100, 20), (100, 30))
    figures = gate_figures(GateAnswer(readings=(one,)), framework)
    assert figures is not None
    assert figures.segments[0].p_adjusted == pytest.approx(0.10715, abs=1e-5)
    # Holm: the smaller p twice, and the larger no smaller than that
    clear = reading("B", (1000, 200), (1000, 300))
    figures = gate_figures(GateAnswer(readings=(one, clear)), framework)
    assert figures is not None
    assert [segment.segment for segment in figures.segments] == ["A", "B"]
    assert figures.segments[0].p_adjusted == pytest.approx(0.10715, abs=1e-5)
    assert figures.segments[1].p_adjusted == pytest.approx(2 * 3.5e-7, rel=0.05)  # z = 5.0949


def test_arms_of_different_sizes(framework: Framework) -> None:
    """90 of 300 against 20 of 100: z = ln 1.5 / sqrt(1/90 - 1/300 + 1/20 - 1/100) = 1.8549, p = .0636."""
    figures = gate_figures(GateAnswer(readings=(reading("A", (100, 20), (300, 90)),)), framework)
    assert figures is not None
    (segment,) = figures.segments
    assert segment.p_adjusted == pytest.approx(0.0636, abs=5e-5)
    assert segment.lift == pytest.approx(0.5)
    assert segment.lift_low == pytest.approx(1.5 * 0.65152 - 1, abs=1e-4)  # exp(-1.959964 * .21859)
    assert segment.lift_high == pytest.approx(1.5 / 0.65152 - 1, abs=5e-4)


def test_a_segment_whose_effect_does_not_survive_holm_is_undecided(framework: Framework) -> None:
    """Alone p = .0385 is an effect; beside another of p = .5 it is .077 and is none."""
    close = reading("A", (2000, 800), (2000, 865))
    other = reading("B", (200, 80), (200, 87))
    alone = gate_figures(GateAnswer(readings=(close,)), framework)
    both = gate_figures(GateAnswer(readings=(close, other)), framework)
    assert alone is not None
    assert both is not None
    assert alone.segments[0].decision is GateResult.UNDER_15
    assert both.segments[0].decision is GateResult.UNDECIDED
    assert both.segments[0].lift == alone.segments[0].lift


@pytest.mark.parametrize(
    ("came", "size", "model", "survey", "words"),
    [
        ((45,) * 12, 600, BusinessModel.SMB_SAAS, None, ""),  # low: absent, nothing to resolve
        ((150,) * 12, 600, None, None, "Choose the business model"),
        ((150,) * 12, 600, BusinessModel.TRANSACTIONAL, None, "Add users or periods"),
        ((48, 45, 42, 40, 38, 36, 35, 33, 32, 30, 29, 28), 120, None, None, "Wait for more complete periods"),
        ((300,) * 7, 600, BusinessModel.SMB_SAAS, None, "Enter more complete periods"),
        ((45,) * 12, 600, BusinessModel.SMB_SAAS, SurveyCounts(60, 20, 20), "contradict each other"),
    ],
)
def test_what_would_resolve_retention(
    framework: Framework,
    came: tuple[int, ...],
    size: int,
    model: BusinessModel | None,
    survey: SurveyCounts | None,
    words: str,
) -> None:
    evidence = PmfEvidence(cohorts=(CohortRow("2025-01", size, came),), survey=survey)
    found = pmf_finding(evidence, framework, model)
    assert found is not None
    assert (found.status is Status.UNCLEAR) is bool(words)
    assert words in found.resolve


def test_a_survey_that_is_not_strong_changes_nothing(framework: Framework) -> None:
    evidence = PmfEvidence(cohorts=(CohortRow("2025-01", 600, (300,) * 12),))
    plain = pmf_finding(evidence, framework, BusinessModel.TRANSACTIONAL)
    asked = pmf_finding(
        replace(evidence, survey=SurveyCounts(10, 45, 45)), framework, BusinessModel.TRANSACTIONAL
    )
    assert plain is not None
    assert asked is not None
    assert plain.status is asked.status is Status.PRESENT
    assert isinstance(plain.figures, PmfFigures)
    assert (plain.figures.tail, plain.figures.decline) == (0.5, 0.0)
    assert plain.figures.tail_low == pytest.approx(0.4601, abs=5e-5)  # Wilson, 300 of 600
    assert plain.figures.tail_high == pytest.approx(0.5399, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "estimate", "low", "high"),
    [
        # nothing seen twice: .9 * 2 * 1 / 2 unseen, variance .9 + .81 * 2 * 9 / 4 - .81 * 16 / (4 * 4.9)
        ((1, 1, 3, 5), 4.9, 4.06698, 16.0924),
        # one seen twice: .9 * 4 / 2 unseen, variance .9 * 4 / 2 + .81 * 8 + .81 * 16 / 4
        ((1, 1, 2, 6), 5.8, 4.16110, 24.1114),
        ((2, 2, 5), 3.0, 3.0, 3.0),
        ((1, 4, 4), 3.0, 3.0, 3.0),
    ],
)
def test_the_interval_of_unseen_profiles(
    counts: tuple[int, ...], estimate: float, low: float, high: float
) -> None:
    found, bounds = chao1(counts)
    assert found == pytest.approx(estimate)
    assert bounds.low == pytest.approx(low, abs=2e-5)
    assert bounds.high == pytest.approx(high, abs=2e-3)


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ((1, 1, 3, 5), 1 - 2 / 10 * 9 / (9 + 2)),  # nothing seen twice
        ((1, 1, 2, 6), 1 - 2 / 10 * 18 / (18 + 2)),
        ((1,), 0.0),
        ((3, 3), 1.0),
    ],
)
def test_coverage_of_small_samples(counts: tuple[int, ...], share: float) -> None:
    assert coverage(counts) == pytest.approx(share)


@pytest.mark.parametrize("days", [7, 14, 28])
def test_the_main_window_fills_its_own_count(framework: Framework, days: int) -> None:
    evidence = ActiveUsersEvidence(window_days=days, windows=(9, 5), active_7=5, active_28=5, active_90=12)
    typed = replace(evidence, active_7=3 if days > 7 else None, active_28=8 if days < 28 else None)
    found = active_users_finding(typed, framework)
    assert found is not None
    assert isinstance(found.figures, ActiveUsersFigures)
    expected = {7: (5, 8), 14: (3, 8), 28: (3, 5)}[days]
    assert (found.figures.active_7, found.figures.active_28, found.figures.active_90) == (*expected, 12)


@pytest.mark.parametrize("empty", [((0, 0), (50, 20)), ((50, 20), (0, 0)), ((0, 0), (0, 0))])
def test_a_month_without_one_of_the_arms_is_not_read(
    framework: Framework, empty: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    whole = reading("A", (100, 20), (100, 30))
    figures = gate_figures(GateAnswer(readings=(whole, reading("A", *empty, month=2))), framework)
    assert figures is not None
    assert figures.overall.lift == pytest.approx(0.5)
    assert [one.month for one in figures.months] == [1]
    assert gate_figures(GateAnswer(readings=(reading("A", *empty),)), framework) is None
