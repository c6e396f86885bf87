"""What the evidence entered suggests for the plan of the gate, each with where it comes from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readiness_gui.core.figures import ActiveUsersFigures, CurvePoint, DiversityFigures, PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.gate_plan import SEGMENTS
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    ComplaintEvidence,
    GatePlan,
    PmfEvidence,
)
from readiness_gui.core.signal import Figures
from readiness_gui.core.terms import SignalId
from readiness_gui.core.wording import date_words, number, short_percent
from readiness_gui.evidence.gate import compared_months, overall_months

#: periods after the start that are offered as what counts as retained
PERIODS = (1, 2, 3)
#: the period offered where there is no curve yet
USUAL = 2
#: the newest cohorts whose sizes are averaged, and the fewest counts that make a trend
COHORTS, COUNTS = 3, 3
#: counts of active users that the trend looks back on
WINDOWS = 12
#: units of a period as the sentences name them
UNITS = {7: "week", 28: "month", 30: "month"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for a field of the plan, and the words that say where it comes from."""

    field: str
    value: str | float | int | date | tuple[str, ...]
    words: str
    #: more than a button has room for
    detail: str = ""

    def taken(self, plan: GatePlan) -> bool:
        """Tell whether the plan says this already."""
        return bool(getattr(plan, self.field) == self.value)


def suggestions(assessment: Assessment, framework: Framework, today: date) -> tuple[Suggestion, ...]:
    """Return every suggestion, in the order of the plan's fields."""
    maker = _Maker(assessment, framework, today)
    return tuple(maker.all())


def monthly_trend(counts: tuple[int, ...], window_days: int) -> float | None:
    """Return the growth a month (0.05 is 5 %) of counts over windows, oldest first.

    The slope of the least-squares line through their logarithms; ``None`` with fewer than three
    counts or where one of them is 0.
    """
    recent = counts[-WINDOWS:]
    if len(recent) < COUNTS or min(recent) <= 0 or window_days <= 0:
        return None
    logs = [math.log(count) for count in recent]
    middle, mean = (len(logs) - 1) / 2, math.fsum(logs) / len(logs)
    across = math.fsum((place - middle) * (one - mean) for place, one in enumerate(logs))
    slope = across / math.fsum((place - middle) ** 2 for place in range(len(logs)))
    return math.exp(slope * MONTH_DAYS / window_days) - 1


class _Maker:
    """Makes the suggestions of one assessment."""

    def __init__(self, assessment: Assessment, framework: Framework, today: date) -> None:
        self.assessment = assessment
        self.framework = framework
        self.today = today
        retention = self._figures(SignalId.PMF)
        self.retention = retention if isinstance(retention, PmfFigures) else None
        evidence = assessment.signals[SignalId.PMF].evidence
        self.cohorts = evidence if isinstance(evidence, PmfEvidence) else PmfEvidence()
        self.unit = UNITS.get(self.cohorts.period_days, "other")

    def all(self) -> Iterator[Suggestion]:
        """Yield all suggestions."""
        makers: tuple[Callable[[], Iterator[Suggestion]], ...] = (
            self._metric,
            self._segments,
            self._baseline,
            self._users,
            self._growth,
            self._start,
        )
        for make in makers:
            yield from make()

    def _figures(self, signal: SignalId) -> Figures | None:
        finding = self.assessment.signals[signal].finding
        return finding.figures if finding else None

    def _say(self, key: str, **values: object) -> str:
        return self.framework.phrase(f"gate_plan.use.{key}", **values)

    def _named(self, period: int) -> str:
        return self._say(f"metric_{self.unit}", period=period)

    def _metric(self) -> Iterator[Suggestion]:
        curve = self.retention.curve if self.retention else ()
        known = [point.period for point in curve if point.period in PERIODS]
        for period in known or [USUAL]:
            value = self._named(period)
            words = self._say("metric" if known else "metric_usual", value=value)
            yield Suggestion("metric", value, words)

    def _segments(self) -> Iterator[Suggestion]:
        least, most = SEGMENTS
        measured = tuple(
            dict.fromkeys(one.segment.strip() for one in self.assessment.gate.readings if one.segment.strip())
        )
        if measured:
            yield self._of_names("readings", measured)
        complaints = self.assessment.signals[SignalId.GENERIC_FAILURE].evidence
        if isinstance(complaints, ComplaintEvidence):
            users = {(one.user, one.segment.strip()) for one in complaints.complaints if one.segment.strip()}
            found = Counter(segment for _, segment in sorted(users))
            names = tuple(name for name, _ in found.most_common(most))
            if len(names) >= least and names != measured:
                yield self._of_names("complaints", names)
        figures = self._figures(SignalId.DIVERSITY)
        if isinstance(figures, DiversityFigures):
            minimum = self.framework.evidence.profile_users_minimum
            profiles = tuple(one.profile for one in figures.counts if one.users >= minimum)
            if len(profiles) >= least:
                key = "profiles_most" if len(profiles) > most else "profiles"
                yield self._of_names(key, profiles[:most], count=len(profiles))

    def _of_names(self, key: str, names: tuple[str, ...], **values: object) -> Suggestion:
        words = self._say(key, number=len(names), **values)
        return Suggestion("segments", names, words, "; ".join(names))

    def _baseline(self) -> Iterator[Suggestion]:
        figures = self.retention
        if figures is not None:
            chosen = self._chosen(figures.curve)
            if chosen is not None:
                yield self._of_share(f"curve_{self.unit}", chosen.rate, period=chosen.period)
            if figures.tail is not None:
                yield self._of_share("tail", figures.tail)
        readings = self.assessment.gate.readings
        months = compared_months(readings) or overall_months(readings)
        newest = months[max(months)] if months else None
        if newest is not None and newest.control_users > 0:
            yield self._of_share("control", newest.control_retained / newest.control_users)

    def _chosen(self, curve: tuple[CurvePoint, ...]) -> CurvePoint | None:
        """Return the point of the curve that the plan's own metric names."""
        metric = self.assessment.gate.plan.metric.strip().casefold()
        return next((one for one in curve if self._named(one.period).casefold() == metric), None)

    def _of_share(self, key: str, share: float, **values: object) -> Suggestion:
        return Suggestion(
            "baseline",
            round(share, 3),
            self._say(key, value=number(short_percent(share), self.framework), **values),
        )

    def _users(self) -> Iterator[Suggestion]:
        evidence = self.assessment.signals[SignalId.ACTIVE_USERS].evidence
        if isinstance(evidence, ActiveUsersEvidence):
            now = (evidence.count, evidence.window_days)
            longest = ((evidence.active_30, 30), (evidence.active_28, 28), now)
            count, days = next(((one, over) for one, over in longest if one), (0, 0))
            if count:
                words = self._say("active", value=number(f"{count:,}", self.framework), days=days)
                yield Suggestion("users_a_month", count, words)
        sizes = [row.size for row in self.cohorts.cohorts if row.size > 0][-COHORTS:]
        if sizes and self.cohorts.period_days > 0:
            started = round(sum(sizes) / len(sizes) * MONTH_DAYS / self.cohorts.period_days)
            if started > 0:
                words = self._say("starting", value=number(f"{started:,}", self.framework))
                yield Suggestion("users_a_month", started, words)

    def _growth(self) -> Iterator[Suggestion]:
        figures = self._figures(SignalId.ACTIVE_USERS)
        if isinstance(figures, ActiveUsersFigures):
            trend = monthly_trend(figures.windows, figures.window_days)
            if trend is not None and -1 < trend <= 1:
                count = len(figures.windows[-WINDOWS:])
                words = self._say("trend", value=number(short_percent(trend), self.framework), count=count)
                yield Suggestion("growth", round(trend, 3), words)

    def _start(self) -> Iterator[Suggestion]:
        roadmap = self.assessment.roadmap
        if roadmap is not None:
            second = roadmap.start + timedelta(days=MONTH_DAYS)
            if second >= self.today:
                words = self._say("roadmap", value=date_words(second, self.framework))
                yield Suggestion("start", second, words)
