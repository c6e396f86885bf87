"""Do users who started lately come back as those before them did? The first period, cohort by cohort.

The retention curve pools all cohorts, so that a good past hides a bad present. Here each place between
two cohorts is tried as the one where it changed: earlier and later cohorts are pooled, and the place
with the greatest score statistic is taken (a changepoint of two proportions). Fisher's exact test there
is adjusted for all the places tried, as Holm's first step does. A change is clear where the adjusted p
is at most 5 % and the share moved by at least as much as the gate asks for (15 %, relative), for in
large numbers every trifle is significant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from readiness_gui.core.figures import Interval
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, CohortRow, PmfEvidence
from readiness_gui.core.proportions import fisher_less, newcombe
from readiness_gui.core.terms import SignalId

#: adjusted p up to which a change is clear
ALPHA = 0.05
#: days of a period that counts as a week
WEEK = 7
#: how a cohort is named that an import made; names like these can be put in order
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")

Way = Literal["fall", "rise"]
#: start, users, users who came back in the first period
Newcomers = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """From ``since`` on, the share of newcomers who come back is another one."""

    since: str
    #: users and those of them who came back, before and from ``since`` on
    users_before: int
    back_before: int
    users_after: int
    back_after: int
    #: p of Fisher's exact test, adjusted for the places tried; 1 before that was done
    p_adjusted: float = 1.0

    @property
    def before(self) -> float:
        """Return the share of the earlier cohorts that came back."""
        return self.back_before / self.users_before

    @property
    def after(self) -> float:
        """Return the share of the later cohorts that came back."""
        return self.back_after / self.users_after

    @property
    def moved(self) -> float:
        """Return the relative change, as the gate counts a lift (-0.2 is a fifth less)."""
        return self.after / self.before - 1 if self.before else (math.inf if self.after else 0.0)

    @property
    def score(self) -> float:
        """Return the standardized difference of the shares (pooled score statistic)."""
        users = self.users_before + self.users_after
        pooled = (self.back_before + self.back_after) / users
        variance = pooled * (1 - pooled) * (1 / self.users_before + 1 / self.users_after)
        return (self.after - self.before) / math.sqrt(variance) if variance > 0 else 0.0

    def p_value(self, way: Way) -> float:
        """Return Fisher's exact one-sided p of a fall, or of a rise."""
        n1, n2, k1, k2 = self.users_before, self.users_after, self.back_before, self.back_after
        return fisher_less(k2, n2, k1, n1) if way == "fall" else fisher_less(n2 - k2, n2, n1 - k1, n1)

    @property
    def difference(self) -> Interval:
        """Return the 95 % interval of later minus earlier (Newcombe)."""
        return newcombe(self.back_after, self.users_after, self.back_before, self.users_before)[1]


def newcomers(rows: Sequence[CohortRow]) -> tuple[Newcomers, ...]:
    """Return the cohorts whose first period is complete, oldest first where their names are dates."""
    found = [
        (row.start, row.size, row.retained[0])
        for row in rows
        if row.retained and row.retained[0] is not None and 0 <= row.retained[0] <= row.size > 0
    ]
    dated = all(_DATED.fullmatch(start) for start, _, _ in found)
    return tuple(sorted(found) if dated else found)


def retention_of(assessment: Assessment) -> PmfEvidence:
    """Return the cohorts typed or imported; none where there is no such evidence."""
    evidence = assessment.signals[SignalId.PMF].evidence
    return evidence if isinstance(evidence, PmfEvidence) else PmfEvidence()


@lru_cache(maxsize=16)
def shift(found: tuple[Newcomers, ...], way: Way, least: float) -> Shift | None:
    """Return since when newcomers come back clearly less (or more) than before and still do.

    ``least`` is the smallest relative change that counts (0.15 is 15 %). A fall that the newest
    cohorts have recovered from is none; what followed the recovery is looked at anew.
    """
    sign = -1 if way == "fall" else 1
    tried = [_split(found, place) for place in range(1, len(found))]
    if not tried:
        return None
    best = max(range(len(tried)), key=lambda place: sign * tried[place].score)
    made = tried[best]
    p_adjusted = min(1.0, len(tried) * made.p_value(way))
    if p_adjusted > ALPHA or sign * made.moved < least:
        return None
    later = found[best + 1 :]
    back = shift(later, "rise" if way == "fall" else "fall", least)
    if back is not None:
        return shift(later[[one[0] for one in later].index(back.since) :], way, least)
    return replace(made, p_adjusted=p_adjusted)


def held(evidence: PmfEvidence, since: str, framework: Framework) -> bool | None:
    """Tell whether users who started before ``since`` stay; ``None`` where nobody was seen for so long.

    They stay if the newest step of their cohorts kept what the slope of a flat curve allows.
    """
    now = before = 0
    for row in evidence.cohorts:
        if row.start == since:
            break
        seen = [cell for cell in row.retained if cell is not None]
        if len(seen) > 1:
            before, now = before + seen[-2], now + seen[-1]
    if not before:
        return None
    rules = framework.evidence
    limit = rules.decline_limit_weekly if evidence.period_days == WEEK else rules.decline_limit_monthly
    return now >= before * (1 - limit)


def start_words(start: str, framework: Framework) -> str:
    """Return a cohort's name as a reader says it: "May 2026" for "2026-05", others as they are."""
    month = _MONTH.fullmatch(start)
    if month and 1 <= int(month[2]) <= 12:
        return f"{framework.phrase(f'core.months.{int(month[2])}')} {month[1]}"
    return start


def _split(found: Sequence[Newcomers], place: int) -> Shift:
    """Return the pooled counts on both sides of a place."""
    before, after = found[:place], found[place:]
    return Shift(
        after[0][0],
        sum(one[1] for one in before),
        sum(one[2] for one in before),
        sum(one[1] for one in after),
        sum(one[2] for one in after),
    )
