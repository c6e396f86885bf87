"""How many distinct need profiles users have, from about twenty interviews.

Profiles are incidences: a user counts once for each profile noted. No clustering: at twenty users
it finds four profiles in noise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from readiness_gui.core.figures import DiversityFigures, Interval, ProfileCount
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import DiversityEvidence, Finding, Interview
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.wording import number, percent
from readiness_gui.evidence.intervals import NEGLIGIBLE, z_value


def profile_counts(interviews: Sequence[Interview]) -> Counter[str]:
    """Return in how many users each profile was seen; profiles differing only in case or spaces are one."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for interview in interviews:
        named = {" ".join(profile.split()) for profile in interview.profiles}
        for key, spelling in {name.casefold(): name for name in sorted(named) if name}.items():
            counts[spelled.setdefault(key, spelling)] += 1
    return counts


def chao1(counts: Sequence[int]) -> tuple[float, Interval]:
    """Return the bias-corrected-where-needed Chao1 richness with its log-normal 95 % interval.

    Chao (1984) S + f1^2 / (2 f2), the bias-corrected form f1 (f1 - 1) / 2 where nothing was seen
    twice; variance and interval as in Chao (1987), both with the factor (n - 1) / n.
    """
    seen, total = len(counts), sum(counts)
    once, twice = sum(count == 1 for count in counts), sum(count == 2 for count in counts)
    factor = (total - 1) / total
    if twice:
        ratio = once / twice
        unseen = factor * once * once / (2 * twice)
        variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    else:
        unseen = factor * once * (once - 1) / 2
        estimate = seen + unseen
        variance = (
            factor * once * (once - 1) / 2
            + factor**2 * once * (2 * once - 1) ** 2 / 4
            - factor**2 * once**4 / (4 * estimate)
        )
    if unseen <= 0 or variance <= 0:
        return float(seen), Interval(float(seen), float(seen))
    spread = math.exp(z_value(0.95) * math.sqrt(math.log(1 + variance / unseen**2)))
    return seen + unseen, Interval(seen + unseen / spread, seen + unseen * spread)


def coverage(counts: Sequence[int]) -> float:
    """Return the estimated share of incidences whose profile was seen (Chao & Jost 2012, after Good 1953)."""
    total = sum(counts)
    once, twice = sum(count == 1 for count in counts), sum(count == 2 for count in counts)
    if not once:
        return 1.0
    if total == once == 1:
        return 0.0
    if twice:
        weight = (total - 1) * once / ((total - 1) * once + 2 * twice)
    else:
        weight = (total - 1) * (once - 1) / ((total - 1) * (once - 1) + 2)
    return 1 - once / total * weight


def hill(counts: Sequence[int], order: int) -> float:
    """Return the Hill number of order 1 (exponential of Shannon) or 2 (inverse Simpson) (Hill 1973)."""
    total = sum(counts)
    shares = [count / total for count in counts]
    if order == 1:
        return math.exp(-math.fsum(share * math.log(share) for share in shares))
    return 1 / math.fsum(share * share for share in shares)


def rarefaction(users: int, counts: Sequence[int]) -> tuple[float, ...]:
    """Return the expected number of profiles among 1, 2, … ``users`` of the interviewed (Hurlbert 1971).

    A profile of ``count`` users is missed by a draw with C(users - count, drawn) / C(users, drawn),
    which follows from the draw with one user fewer.
    """
    alike = Counter(counts)
    missed = dict.fromkeys(alike, 1.0)
    expected = []
    for drawn in range(1, users + 1):
        for count in tuple(missed):
            missed[count] *= max(0, users - count - drawn + 1) / (users - drawn + 1)
            if missed[count] < NEGLIGIBLE:
                del missed[count]
        expected.append(len(counts) - math.fsum(alike[count] * chance for count, chance in missed.items()))
    return tuple(expected)


def diversity_finding(evidence: DiversityEvidence, framework: Framework) -> Finding | None:
    """Return what the interviews say; ``None`` where no user has a profile yet."""
    interviewed = [one for one in evidence.interviews if any(profile.strip() for profile in one.profiles)]
    if not interviewed:
        return None
    counted = profile_counts(interviewed)
    counts = list(counted.values())
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    estimate, bounds = chao1(counts)
    figures = DiversityFigures(
        users=len(interviewed),
        profiles=len(counts),
        seen_twice=sum(count == 2 for count in counts),
        seen_once=sum(count == 1 for count in counts),
        coverage=coverage(counts),
        chao1=estimate,
        chao1_low=bounds.low,
        chao1_high=bounds.high,
        hill_1=hill(counts, 1),
        hill_2=hill(counts, 2),
        counts=tuple(ProfileCount(name, count) for name, count in ranked),
        rarefaction=rarefaction(len(interviewed), counts),
    )
    status = diversity_status(figures, framework)
    reason = framework.phrase(
        f"evidence.diversity.{status}",
        users=figures.users,
        profiles=figures.profiles,
        often=sum(count >= framework.evidence.profile_users_minimum for count in counts),
        once=figures.seen_once,
        needed=framework.evidence.profiles_minimum,
        coverage=number(percent(figures.coverage), framework),
    )
    resolve = ""
    if status is Status.UNCLEAR:
        resolve = framework.phrase("evidence.diversity.resolve", more=framework.evidence.interviews_more)
    return Finding(SignalId.DIVERSITY, status, reason, resolve, figures)


def diversity_status(figures: DiversityFigures, framework: Framework) -> Status:
    """Return present, absent or unclear by how many profiles were seen in how many users."""
    rules = framework.evidence
    often = sum(one.users >= rules.profile_users_minimum for one in figures.counts)
    if often >= rules.profiles_minimum:
        return Status.PRESENT
    few = figures.profiles < rules.profiles_minimum
    if few and figures.seen_once == 0 and figures.users >= rules.interviews_minimum:
        return Status.ABSENT
    return Status.UNCLEAR
