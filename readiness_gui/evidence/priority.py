"""What a team puts first, from forced rankings: Borda, Condorcet and Kendall's W."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from readiness_gui.core.figures import PriorityFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Finding, PriorityEvidence
from readiness_gui.core.terms import Priority, SignalId, Status

#: options from first to last; those that share a place stand together in a sequence
Order = Sequence[str | Sequence[str]]


def borda(orders: Sequence[Order], options: Sequence[str]) -> dict[str, float]:
    """Return Borda points: with m options, m - 1 for a first place down to 0; ties share their points."""
    points = dict.fromkeys(options, 0.0)
    for order in orders:
        for option, rank in ranks(order, options).items():
            points[option] += len(options) - rank
    return points


def ranks(order: Order, options: Sequence[str]) -> dict[str, float]:
    """Return the rank of each option from 1; ties, and options not ranked, share the mean of their places."""
    tiers = [(one,) if isinstance(one, str) else tuple(one) for one in order]
    named = {option for tier in tiers for option in tier}
    tiers.append(tuple(option for option in options if option not in named))
    found: dict[str, float] = {}
    for tier in tiers:
        found |= dict.fromkeys(tier, len(found) + (1 + len(tier)) / 2)
    return found


def condorcet_winner(orders: Sequence[Order], options: Sequence[str]) -> str | None:
    """Return the option that beats every other in pairwise majority, ``None`` where there is none."""
    placed = [ranks(order, options) for order in orders]
    for option in options:
        rivals = [other for other in options if other != option]
        if placed and all(
            sum(one[option] < one[other] for one in placed) > sum(one[other] < one[option] for one in placed)
            for other in rivals
        ):
            return option
    return None


def kendall_w(rank_rows: Sequence[Sequence[float]]) -> float | None:
    """Return Kendall's coefficient of concordance with the tie correction (Kendall & Babington Smith 1939).

    ``rank_rows`` has a row of ranks a judge; ``None`` for fewer than two judges or no variation.
    """
    judges = len(rank_rows)
    if judges < 2:
        return None
    objects = len(rank_rows[0])
    sums = [sum(row[index] for row in rank_rows) for index in range(objects)]
    mean = sum(sums) / objects
    spread = sum((one - mean) ** 2 for one in sums)
    ties = sum(count**3 - count for row in rank_rows for count in Counter(row).values())
    scale = judges**2 * (objects**3 - objects) - judges * ties
    return 12 * spread / scale if scale > 0 else None


def priority_finding(evidence: PriorityEvidence, framework: Framework) -> Finding | None:
    """Return what the rankings say; ``None`` where nobody ranked anything."""
    orders = [ranking.tiers() for ranking in evidence.rankings if ranking.order]
    if not orders:
        return None
    figures = priority_figures(orders)
    status = priority_status(figures)
    nobody = framework.phrase("evidence.priority.nobody")
    (first, points), (_, next_points), *_ = figures.borda
    reason = framework.phrase(
        f"evidence.priority.{status}{'_one' if figures.participants == 1 else ''}",
        participants=figures.participants,
        borda=framework.priorities[first] if points > next_points else nobody,
        condorcet=framework.priorities[figures.condorcet_winner] if figures.condorcet_winner else nobody,
    )
    resolve = framework.phrase("evidence.priority.resolve") if status is Status.UNCLEAR else ""
    return Finding(SignalId.RETENTION_PRIORITY, status, reason, resolve, figures)


def priority_figures(orders: Sequence[Order]) -> PriorityFigures:
    """Return the aggregated rankings; ``top`` is set where Borda and Condorcet agree on one option."""
    options = list(Priority)
    points = borda(orders, options)
    ranked = sorted(options, key=lambda option: -points[option])
    winner = condorcet_winner(orders, options)
    leads = points[ranked[0]] > points[ranked[1]]
    rows = [[placed[option] for option in options] for placed in (ranks(order, options) for order in orders)]
    return PriorityFigures(
        borda=tuple((option, points[option]) for option in ranked),
        condorcet_winner=Priority(winner) if winner else None,
        kendall_w=kendall_w(rows),
        participants=len(orders),
        top=ranked[0] if leads and winner == ranked[0] else None,
    )


def priority_status(figures: PriorityFigures) -> Status:
    """Return present where retention wins both ways, absent where it wins neither, else unclear."""
    if figures.top is Priority.RETENTION:
        return Status.PRESENT
    points = dict(figures.borda)
    best = max(points.values())
    wins_borda = points[Priority.RETENTION] == best
    undecided = figures.condorcet_winner is None or figures.top is None
    if wins_borda or figures.condorcet_winner is Priority.RETENTION or undecided:
        return Status.UNCLEAR
    return Status.ABSENT
