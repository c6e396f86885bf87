"""Do segments complain about opposite things? One vote a user an axis; majorities must cross.

Opposite means that most of one segment finds too little of what most of another finds too much of,
not merely that their rates differ.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from readiness_gui.core.figures import AxisFigures, ComplaintFigures, SegmentVotes
from readiness_gui.core.framework import EvidenceRules, Framework
from readiness_gui.core.model import Complaint, ComplaintEvidence, Finding
from readiness_gui.core.terms import Pole, SignalId, Status
from readiness_gui.core.wording import number
from readiness_gui.evidence.intervals import binomial_tail, fisher, gail_simon, holm, odds_ratio


def votes(complaints: Sequence[Complaint]) -> dict[str, tuple[SegmentVotes, ...]]:
    """Return votes by axis and segment: a user's vote is the majority of their complaints, ties none."""
    balance: dict[tuple[str, str, str], int] = defaultdict(int)
    spelled: dict[str, str] = {}

    def same(name: str) -> str:
        tidy = " ".join(name.split())
        return spelled.setdefault(tidy.casefold(), tidy)

    for one in complaints:
        if one.axis.strip() and one.segment.strip():
            step = {Pole.HIGH: 1, Pole.LOW: -1, Pole.NEUTRAL: 0}[one.pole]
            balance[same(one.axis), same(one.segment), one.user.strip().casefold()] += step
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (axis, segment, _user), sign in balance.items():
        cell = counts[axis, segment]
        if sign:
            cell[sign > 0] += 1
    axes: dict[str, list[SegmentVotes]] = defaultdict(list)
    for (axis, segment), (low, high) in counts.items():
        axes[axis].append(SegmentVotes(segment=segment, low=low, high=high))
    return {axis: tuple(sorted(found, key=lambda one: one.segment)) for axis, found in axes.items()}


@dataclass(frozen=True, slots=True)
class Crossing:
    """The pair of segments that crosses most clearly on an axis, and the p of the weaker side."""

    low: SegmentVotes
    high: SegmentVotes
    p: float


def crossing(segments: Sequence[SegmentVotes], rules: EvidenceRules) -> Crossing | None:
    """Return the clearest opposite pair, ``None`` where fewer than two segments have enough votes.

    The p-value is the larger of two one-sided exact binomial tests against 1/2: both have to hold
    (intersection-union, Berger 1982), so that no correction is needed for two segments. The pair is
    the best of S (S - 1); alike segments all at 1/2 reach t with a chance of at most S (S - 1) t².
    That passes the level beyond five segments, and there p is raised so that it does not.
    """
    able = [one for one in segments if one.low + one.high >= rules.votes_minimum]
    if len(able) < 2:
        return None
    lows = {one.segment: binomial_tail(one.low, one.low + one.high) for one in able}
    highs = {one.segment: binomial_tail(one.high, one.low + one.high) for one in able}
    # the best pair is among the two best of either side, as no segment stands against itself
    pairs = product(
        sorted(able, key=lambda one: (lows[one.segment], one.segment))[:2],
        sorted(able, key=lambda one: (highs[one.segment], one.segment))[:2],
    )
    p, low, high = min(
        (
            (max(lows[low.segment], highs[high.segment]), low, high)
            for low, high in pairs
            if low.segment != high.segment
        ),
        key=lambda found: found[0],
    )
    chances = len(able) * (len(able) - 1) * rules.complaint_alpha
    return Crossing(low, high, min(1.0, p * max(1.0, math.sqrt(chances))))


def axis_figures(complaints: Sequence[Complaint], rules: EvidenceRules) -> tuple[AxisFigures, ...]:
    """Return all axes with their tests, Holm-adjusted over the axes, most telling first."""
    by_axis = votes(complaints)
    pairs = {axis: crossing(segments, rules) for axis, segments in by_axis.items()}
    tested = [axis for axis, pair in pairs.items() if pair is not None]
    adjusted = dict(zip(tested, holm([pair.p for pair in pairs.values() if pair is not None]), strict=True))
    figures = [
        _with_effect(
            AxisFigures(
                axis=axis,
                crosses=axis in adjusted and adjusted[axis] <= rules.complaint_alpha,
                p_adjusted=adjusted.get(axis),
                segments=segments,
            ),
            pairs[axis],
            rules,
        )
        for axis, segments in by_axis.items()
    ]
    return tuple(sorted(figures, key=lambda one: (_rank(one), one.axis)))


def complaints_finding(evidence: ComplaintEvidence, framework: Framework) -> Finding | None:
    """Return what the complaints say; ``None`` where none names both a segment and an axis."""
    rules = framework.evidence
    axes = axis_figures(evidence.complaints, rules)
    if not axes:
        return None
    status = complaints_status(axes, rules)
    first = axes[0]
    low, high = first.pair or ("", "")
    reason = framework.phrase(
        f"evidence.complaints.{status}",
        axis=first.axis,
        low=low,
        high=high,
        p=number(_p(first.p_adjusted), framework),
        axes=len(axes),
        minimum=rules.votes_minimum,
        enough=rules.votes_for_absent,
    )
    resolve = (
        ""
        if status is not Status.UNCLEAR
        else framework.phrase("evidence.complaints.resolve", enough=rules.votes_for_absent)
    )
    return Finding(SignalId.GENERIC_FAILURE, status, reason, resolve, ComplaintFigures(axes=axes))


def complaints_status(axes: Sequence[AxisFigures], rules: EvidenceRules) -> Status:
    """Return present where an axis crosses, absent where all are well observed and lean one way."""
    if any(axis.crosses for axis in axes):
        return Status.PRESENT
    observed = all(
        len(axis.segments) >= 2
        and all(one.low + one.high >= rules.votes_for_absent for one in axis.segments)
        and not _flips(axis.segments)
        for axis in axes
    )
    return Status.ABSENT if observed else Status.UNCLEAR


def _flips(segments: Sequence[SegmentVotes]) -> bool:
    return any(one.low > one.high for one in segments) and any(one.high > one.low for one in segments)


def _with_effect(axis: AxisFigures, pair: Crossing | None, rules: EvidenceRules) -> AxisFigures:
    if pair is None:
        return axis
    table = ((pair.low.low, pair.low.high), (pair.high.low, pair.high.high))
    ratio, bounds = odds_ratio(table)
    changed = replace(
        axis,
        pair=(pair.low.segment, pair.high.segment),
        fisher_p=fisher(table),
        odds_ratio=ratio,
        odds_low=bounds.low,
        odds_high=bounds.high,
    )
    able = [one for one in axis.segments if one.low + one.high >= rules.votes_minimum]
    if len(able) < 3:
        return changed
    # log odds of "too much" against an even split, 0.5 added to each cell
    effects = [math.log((one.high + 0.5) / (one.low + 0.5)) for one in able]
    errors = [math.sqrt(1 / (one.high + 0.5) + 1 / (one.low + 0.5)) for one in able]
    q, p = gail_simon(effects, errors)
    return replace(changed, gail_simon_q=q, gail_simon_p=p)


def _rank(axis: AxisFigures) -> tuple[bool, float, int]:
    p = 2.0 if axis.p_adjusted is None else axis.p_adjusted
    return not axis.crosses, p, -sum(one.low + one.high for one in axis.segments)


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"
