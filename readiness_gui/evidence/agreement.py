"""Do the people in a room agree? Consensus by share; Fleiss' kappa is only shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from readiness_gui.core.framework import EvidenceRules
from readiness_gui.core.model import Ballot
from readiness_gui.core.terms import SignalId, Status


@dataclass(frozen=True, slots=True)
class RoomView:
    """What a room thinks of one signal in its newest round."""

    signal: SignalId
    round: int
    counts: tuple[tuple[Status, int], ...]
    abstained: int
    consensus: Status | None
    mean_confidence: float | None


def fleiss_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Return Fleiss' kappa (1971) of a subjects x categories table of counts with equal row sums.

    ``None`` where agreement by chance is already complete, or for fewer than two ratings a subject.

    Raises:
        ValueError: the rows have different numbers of ratings.

    """
    ratings = {sum(row) for row in table}
    if len(ratings) > 1:
        raise ValueError("every subject needs the same number of ratings")
    if not ratings or (raters := ratings.pop()) < 2:
        return None
    total = len(table) * raters
    agreement = sum(sum(cell * (cell - 1) for cell in row) for row in table) / (total * (raters - 1))
    chance = sum((sum(row[index] for row in table) / total) ** 2 for index in range(len(table[0])))
    return None if chance == 1 else (agreement - chance) / (1 - chance)


def room_view(ballots: Sequence[Ballot], signal: SignalId, rules: EvidenceRules) -> RoomView | None:
    """Return the newest round on a signal; consensus is a status that 75 % of the ballots name."""
    cast = [ballot for ballot in ballots if ballot.signal is signal]
    if not cast:
        return None
    newest = max(ballot.round for ballot in cast)
    latest = {ballot.participant: ballot for ballot in cast if ballot.round == newest}.values()
    counts = Counter(ballot.status for ballot in latest if ballot.status is not None)
    voted = sum(counts.values())
    leader = counts.most_common(1)
    agreed = bool(leader) and leader[0][1] >= rules.consensus_share * voted
    sure = [ballot.confidence for ballot in latest if ballot.confidence is not None]
    return RoomView(
        signal=signal,
        round=newest,
        counts=tuple((status, counts[status]) for status in Status),
        abstained=len(latest) - voted,
        consensus=leader[0][0] if agreed else None,
        mean_confidence=sum(sure) / len(sure) if sure else None,
    )
