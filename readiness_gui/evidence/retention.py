"""Product-market fit from retention: panel, tail, decline, shape, level, and the survey beside it.

Retention is bounded ("came back in period k") and first-time (counted from a user's first
event). Only complete cells count, and averages are weighted by cohort size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness_gui.core.figures import CohortFigures, CurvePoint, Level, PmfFigures, Shape, SurveyFigures
from readiness_gui.core.framework import EvidenceRules, Framework
from readiness_gui.core.signal import CohortRow, Finding, PmfEvidence, SurveyCounts
from readiness_gui.core.terms import BusinessModel, SignalId, Status
from readiness_gui.core.wording import number, percent
from readiness_gui.evidence.intervals import quantile, wilson

WEEK = 7
#: a month or a day, as cohorts of an import and most typed ones are named
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([0-2]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class TailRule:
    """The width of the tail in periods and the decline a period that still counts as flat."""

    window: int
    limit: float


def tail_rule(periods: int, period_days: int, rules: EvidenceRules) -> TailRule | None:
    """Return how a panel of ``periods`` complete periods is read; ``None`` where it is too short."""
    if period_days == WEEK:
        if periods < rules.weekly_periods_minimum:
            return None
        return TailRule(rules.weekly_tail_window, rules.decline_limit_weekly)
    if periods < rules.periods_minimum:
        return None
    full = periods >= rules.periods_full
    return TailRule(rules.tail_window_full if full else rules.tail_window_short, rules.decline_limit_monthly)


def panel_periods(complete: Sequence[tuple[int, int]], rules: EvidenceRules) -> tuple[int, int]:
    """Return K and the panel's size from ``(complete periods, users)`` pairs.

    K is the largest number of complete periods that at least max(100, half of the users) have.
    """
    users = sum(count for _, count in complete)
    needed = max(rules.panel_minimum, users * rules.panel_share)
    reached = 0
    for periods, count in sorted(complete, reverse=True):
        reached += count
        if reached >= needed:
            return periods, sum(size for have, size in complete if have >= periods)
    return 0, users


def decline(tail: float, before: float, window: int) -> float:
    """Return the relative loss a period between two adjacent windows, negative where retention grew."""
    if before <= 0:
        return 0.0
    return 1.0 - math.pow(tail / before, 1.0 / window)


def shape_of(low: float, high: float, limit: float) -> Shape:
    """Return flat, decaying or unclear from the 90 % interval of the decline."""
    if high <= limit:
        return "flat"
    return "decaying" if low > limit else "unclear"


def level_of(low: float | None, high: float | None, benchmark: float | None) -> Level:
    """Return healthy, low or unclear from the 95 % interval of the tail."""
    if low is None or high is None or benchmark is None:
        return "unclear"
    if low >= benchmark:
        return "healthy"
    return "low" if high < benchmark / 2 else "unclear"


def table_figures(cohorts: Sequence[CohortRow], period_days: int, rules: EvidenceRules) -> PmfFigures:
    """Return the figures of a typed cohort table; level and benchmark are left open.

    Users cannot be resampled from counts. Instead each cell of the tail and of the window before
    it is drawn anew from a binomial with its cohort's size and rate, cells taken as independent
    (a parametric bootstrap, seeded; Efron & Tibshirani 1993, ch. 6).
    """
    rows = [row for row in cohorts if row.size > 0]
    complete = [(complete_periods(row), row.size) for row in rows]
    periods, panel_users = panel_periods(complete, rules) if rows else (0, 0)
    panel = [row for row in rows if complete_periods(row) >= periods]
    base = open_figures(
        users=sum(row.size for row in rows),
        period_days=period_days,
        panel=(periods, panel_users),
        starts=[row.start for row in panel] if periods else (),
        curve=pooled_curve(rows),
        cohorts=tuple(CohortFigures(row.start, row.size, row.retained) for row in rows),
    )
    rule = tail_rule(periods, period_days, rules)
    if rule is None or panel_users < rules.panel_minimum:
        return base
    tail, before = _windows(panel, periods, rule.window)
    low, high = _resampled_decline(panel, periods, rule.window, rules)
    return with_tail(base, tail, before, (low, high), rule)


def open_figures(
    *,
    users: int,
    period_days: int,
    panel: tuple[int, int],
    starts: Sequence[str],
    curve: tuple[CurvePoint, ...],
    cohorts: tuple[CohortFigures, ...],
) -> PmfFigures:
    """Return figures in which tail, decline, shape and level are still open.

    ``panel`` is K and its users; ``starts`` are the names of its cohorts, in their order.
    """
    return PmfFigures(
        users=users,
        period_days=period_days,
        periods=panel[0],
        panel_users=panel[1],
        tail=None,
        tail_low=None,
        tail_high=None,
        decline=None,
        decline_low=None,
        decline_high=None,
        shape="unclear",
        level="unclear",
        benchmark=None,
        curve=curve,
        cohorts=cohorts,
        panel_starts=(starts[0], starts[-1]) if starts else (),
    )


def with_tail(
    figures: PmfFigures, tail: float, before: float, interval: tuple[float, float], rule: TailRule
) -> PmfFigures:
    """Return the figures with tail (95 % Wilson on the panel's users), decline and shape filled in."""
    bounds = wilson(tail * figures.panel_users, figures.panel_users)
    return replace(
        figures,
        tail=tail,
        tail_low=bounds.low,
        tail_high=bounds.high,
        decline=decline(tail, before, rule.window),
        decline_low=interval[0],
        decline_high=interval[1],
        # nobody in either window: retention has already run out, there is nothing left to flatten
        shape="decaying" if tail == 0 else shape_of(*interval, rule.limit),
    )


def complete_periods(row: CohortRow) -> int:
    """Return the number of leading cells that are filled."""
    return next((index for index, cell in enumerate(row.retained) if cell is None), len(row.retained))


def pooled_curve(rows: Sequence[CohortRow]) -> tuple[CurvePoint, ...]:
    """Return the retention of each period over all cohorts with a complete cell, with Wilson intervals."""
    points = []
    for period in range(1, max((len(row.retained) for row in rows), default=0) + 1):
        cells = [
            (cell, row.size)
            for row in rows
            if len(row.retained) >= period and (cell := row.retained[period - 1]) is not None
        ]
        users = sum(size for _, size in cells)
        if users:
            came = sum(cell for cell, _ in cells)
            bounds = wilson(came, users)
            points.append(CurvePoint(period, came / users, bounds.low, bounds.high, users))
    return tuple(points)


def survey_figures(survey: SurveyCounts, rules: EvidenceRules) -> SurveyFigures | None:
    """Return the share of "very disappointed"; strong where its lower bound reaches 40 %."""
    if survey.total <= 0:
        return None
    bounds = wilson(survey.very, survey.total)
    enough = survey.total >= rules.survey_minimum
    return SurveyFigures(
        very=survey.very,
        total=survey.total,
        share=survey.very / survey.total,
        low=bounds.low,
        high=bounds.high,
        strong=enough and bounds.low >= rules.survey_share,
        enough=enough,
    )


def pmf_finding(evidence: PmfEvidence, framework: Framework, model: BusinessModel | None) -> Finding | None:
    """Return what retention and survey say together; ``None`` where neither was entered."""
    rules = framework.evidence
    survey = survey_figures(evidence.survey, rules) if evidence.survey else None
    if not (evidence.cohorts or evidence.imported or survey):
        return None
    figures = evidence.imported or table_figures(evidence.cohorts, evidence.period_days, rules)
    benchmark = rules.benchmarks.get(model) if model else None
    figures = replace(
        figures,
        survey=survey,
        benchmark=benchmark,
        level=level_of(figures.tail_low, figures.tail_high, benchmark),
    )
    status = combined_status(figures)
    return Finding(
        SignalId.PMF, status, _reason(figures, framework), _resolve(figures, status, framework), figures
    )


def curve_status(figures: PmfFigures) -> Status:
    """Return the status the curve alone gives."""
    if figures.shape == "decaying" or figures.level == "low":
        return Status.ABSENT
    if figures.shape == "flat" and figures.level == "healthy":
        return Status.PRESENT
    return Status.UNCLEAR


def combined_status(figures: PmfFigures) -> Status:
    """Return the status of curve and survey: a strong survey lifts an unclear curve, and clouds a bad one."""
    status = curve_status(figures)
    if figures.survey is not None and figures.survey.strong:
        return Status.UNCLEAR if status is Status.ABSENT else Status.PRESENT
    return status


def _windows(panel: Sequence[CohortRow], periods: int, window: int) -> tuple[float, float]:
    users = sum(row.size for row in panel)

    def mean(first: int, last: int) -> float:
        return sum((row.retained[k] or 0) for row in panel for k in range(first, last)) / (
            users * (last - first)
        )

    return mean(periods - window, periods), mean(periods - 2 * window, periods - window)


def _resampled_decline(
    panel: Sequence[CohortRow], periods: int, window: int, rules: EvidenceRules
) -> tuple[float, float]:
    import numpy as np  # heavy; only needed once a table is long enough

    cells = np.array([row.retained[periods - 2 * window : periods] for row in panel], dtype=float)
    sizes = np.array([row.size for row in panel], dtype=np.int64)
    generator = np.random.default_rng(rules.bootstrap_seed)
    shape = (rules.bootstrap_samples, *cells.shape)
    drawn = generator.binomial(sizes[:, None], np.clip(cells / sizes[:, None], 0, 1), shape).sum(axis=1)
    before, tail = drawn[:, :window].sum(axis=1), drawn[:, window:].sum(axis=1)
    ratio = np.divide(tail, before, out=np.ones(len(tail)), where=before > 0)
    declines = sorted((1 - ratio ** (1 / window)).tolist())
    return quantile(declines, 0.05), quantile(declines, 0.95)


def _reason(figures: PmfFigures, framework: Framework) -> str:
    parts = []
    unit = framework.phrase("evidence.week" if figures.period_days == WEEK else "evidence.month")
    if figures.tail is not None:
        parts.append(_tail_reason(figures, unit, framework))
    elif figures.users:
        parts.append(
            framework.phrase(
                f"evidence.pmf.short{'_one' if figures.users == 1 else ''}",
                periods=figures.periods,
                unit=unit,
                users=number(f"{figures.users:,}", framework),
            )
        )
    if figures.survey is not None:
        parts.append(_survey_reason(figures.survey, framework))
    return " ".join(parts)


def _tail_reason(figures: PmfFigures, unit: str, framework: Framework) -> str:
    rule = tail_rule(figures.periods, figures.period_days, framework.evidence)
    level = figures.level if figures.benchmark else "unknown"
    benchmark = number(percent(figures.benchmark or 0), framework)
    return framework.phrase(
        "evidence.pmf.tail",
        users=number(f"{figures.panel_users:,}", framework),
        starts=_started(figures.panel_starts, framework),
        share=number(percent(figures.tail or 0), framework),
        unit=unit,
        first=figures.periods - (rule.window if rule else 1) + 1,
        last=figures.periods,
        low=f"{(figures.tail_low or 0) * 100:.0f}",
        high=number(percent(figures.tail_high or 0), framework),
        shape=framework.phrase(f"evidence.pmf.shape_{figures.shape}"),
        level=framework.phrase(f"evidence.pmf.level_{level}", benchmark=benchmark),
    )


def _started(starts: Sequence[str], framework: Framework) -> str:
    """Return when users of the panel started: "in January to June 2026", one year said once."""
    if not starts:
        return ""
    first, last = (_start_words(one, framework) for one in (starts[0], starts[-1]))
    found = [_ISO.fullmatch(one) for one in starts]
    months = all(one is not None and one[3] is None for one in found)
    if first == last:
        return framework.phrase(f"evidence.pmf.{'started_one' if months else 'cohort'}", first=first)
    if all(found) and starts[0][:4] == starts[-1][:4]:
        first = first.removesuffix(f" {starts[0][:4]}")
    return framework.phrase(f"evidence.pmf.{'started' if months else 'cohorts'}", first=first, last=last)


def _start_words(start: str, framework: Framework) -> str:
    """Return the name of a cohort: a month or a day in words where it is one, else as it was entered."""
    found = _ISO.fullmatch(start)
    if found is None:
        return framework.phrase("evidence.start_other", label=start)
    year, number, day = found.groups()
    month = framework.phrase("evidence.months").split()[int(number) - 1]
    kind = "day" if day else "month"
    return framework.phrase(f"evidence.start_{kind}", year=year, month=month, day=int(day or 0))


def _survey_reason(survey: SurveyFigures, framework: Framework) -> str:
    key = "strong" if survey.strong else "weak" if survey.enough else "few"
    return framework.phrase(
        f"evidence.pmf.survey_{key}",
        very=survey.very,
        total=survey.total,
        share=number(percent(survey.share), framework),
        low=f"{100 * survey.low:.0f}",
        high=number(percent(survey.high), framework),
        minimum=framework.evidence.survey_minimum,
    )


def _resolve(figures: PmfFigures, status: Status, framework: Framework) -> str:
    if status is not Status.UNCLEAR:
        return ""
    if curve_status(figures) is Status.ABSENT:
        key = "conflict"
    elif figures.tail is None:
        key = "longer"
    elif figures.shape == "flat" and figures.benchmark is None:
        key = "model"
    elif figures.shape == "unclear":
        key = "shape"
    else:
        key = "level"
    return framework.phrase(f"evidence.pmf.resolve_{key}")
