"""The five signals at each assessment: how each was known, how old that was, and its figure in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.figures import ComplaintFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import Figure, figure_of, verdict_of
from readiness_gui.core.model import Assessment, AssessmentStatus, Product, Verdict
from readiness_gui.core.terms import Grade, SignalId, Status
from readiness_gui.core.wording import inside, number, numbers, percent


@dataclass(frozen=True, slots=True)
class SignalCell:
    """One signal as of one assessment."""

    status: Status
    #: ``None`` where the signal was not answered
    grade: Grade | None
    overridden: bool
    evidence_date: date | None
    #: days from the evidence to the day the assessment was judged on; ``None`` where undated
    age: int | None
    stale: bool
    figure: Figure | None
    #: the figure with its interval in words, empty where there is none
    words: str


@dataclass(frozen=True, slots=True)
class HistoryColumn:
    """One assessment with its signals."""

    assessment: Assessment
    verdict: Verdict
    cells: Mapping[SignalId, SignalCell]
    #: its place among those of the same day, from 1; 0 where it is the only one
    of_day: int = 0

    @property
    def complete(self) -> bool:
        """Tell whether the assessment is marked complete."""
        return self.assessment.status is AssessmentStatus.COMPLETE


def columns(product: Product, framework: Framework, today: date) -> tuple[HistoryColumn, ...]:
    """Return one column an assessment, by date."""
    days = Counter(one.as_of for one in product.assessments)
    seen: Counter[date] = Counter()
    found = []
    for one in sorted(product.assessments, key=lambda one: one.as_of):
        seen[one.as_of] += 1
        day = judged_on(one, product, today)
        cells = {signal: _cell(one, signal, framework, day) for signal in SignalId}
        place = seen[one.as_of] if days[one.as_of] > 1 else 0
        found.append(HistoryColumn(one, verdict_of(one, framework), cells, place))
    return tuple(found)


def judged_on(assessment: Assessment, product: Product, today: date) -> date:
    """Return the day evidence is aged to: completion, today for the latest draft, else its own date."""
    superseded = assessment.id != product.assessments[-1].id
    if superseded and assessment.status is AssessmentStatus.DRAFT:
        return assessment.as_of
    return assessment.judged_on(today)


def figure_words(assessment: Assessment, signal: SignalId, framework: Framework) -> str:
    """Return the number behind a signal in words, with its 95 % interval where it has one."""

    def say(key: str, **values: object) -> str:
        return framework.phrase(f"history.{key}", **values)

    if signal is SignalId.RETENTION_PRIORITY:
        top = assessment.top_priority
        return (
            say("figure_top", option=inside(framework.priorities[top], framework)) if top is not None else ""
        )
    figure = figure_of(assessment, signal)
    if figure is None:
        return ""

    def written(value: float) -> str:
        return number(_number(value, share=figure.share), framework)

    key = {
        SignalId.PMF: "figure_survey" if figure.survey else "figure_tail",
        SignalId.DIVERSITY: "figure_profiles",
        SignalId.GENERIC_FAILURE: "figure_axes",
        SignalId.ACTIVE_USERS: "figure_users",
    }[signal]
    if f"history.{key}_none" in framework.phrases and not figure.value:
        key += "_none"
    if f"history.{key}_one" in framework.phrases and figure.value == 1:
        key += "_one"
    words = say(key, value=written(figure.value))
    if figure.interval is None:
        return f"{words}{_odds(assessment, framework)}" if signal is SignalId.GENERIC_FAILURE else words
    low, high = (written(one) for one in (figure.interval.low, figure.interval.high))
    return say("interval", figure=words, low=low, high=high)


def _odds(assessment: Assessment, framework: Framework) -> str:
    """Return the odds ratio of the most telling subject that crosses, with its interval."""
    finding = assessment.signals[SignalId.GENERIC_FAILURE].finding
    axes = finding.figures.axes if finding and isinstance(finding.figures, ComplaintFigures) else ()
    told = next((one for one in axes if one.crosses and one.odds_ratio is not None), None)
    if told is None or told.odds_low is None or told.odds_high is None:
        return ""
    ratio, low, high = (
        f"{one:,.0f}" if 100 <= one < math.inf else f"{one:.1f}"
        for one in (told.odds_ratio or 0.0, told.odds_low, told.odds_high)
    )
    figures = numbers(framework, ratio=ratio, low=low, high=high)
    return framework.phrase("history.odds", axis=told.axis, **figures)


def _cell(assessment: Assessment, signal: SignalId, framework: Framework, day: date) -> SignalCell:
    answer = assessment.signals[signal]
    age = answer.age_days(day)
    return SignalCell(
        status=answer.status,
        grade=answer.grade if answer.answered else None,
        overridden=answer.overridden,
        evidence_date=answer.evidence_date,
        age=age,
        stale=age is not None and age > framework.thresholds.stale_days,
        figure=figure_of(assessment, signal),
        words=figure_words(assessment, signal, framework),
    )


def _number(value: float, *, share: bool) -> str:
    if share:
        return percent(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
