"""A room votes on a signal: who is still to vote, when a round is over, and what it then decides.

Votes of a round stay hidden until everybody cast one. A consensus sets the status only where nothing
was measured; what was measured stands, and the room's view is shown beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness_gui.core.framework import EvidenceRules
from readiness_gui.core.model import Assessment, Ballot
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.agreement import RoomView, fleiss_kappa, room_view

#: a room that does not agree by then does not agree
MOST_ROUNDS = 3
#: a kappa of one subject says nothing
LEAST_SUBJECTS = 2


@dataclass(frozen=True, slots=True)
class RoomState:
    """Where a room stands with one signal."""

    #: the round that is voted on, or that is over; from 1
    round: int
    #: who is still to vote in it, in the order of the participants
    waiting: tuple[str, ...]
    #: how many voted in it
    cast: int
    #: what the round says once it is over, ``None`` while votes are hidden
    view: RoomView | None

    @property
    def may_go_on(self) -> bool:
        """Tell whether another round makes sense: it is over, nobody agrees, and there is one left."""
        return self.view is not None and self.view.consensus is None and self.round < MOST_ROUNDS


def room_state(
    assessment: Assessment, signal: SignalId, rules: EvidenceRules, wanted: int | None = None
) -> RoomState:
    """Return where the room stands in the newest round, or in round ``wanted``."""
    mine = [one for one in assessment.ballots if one.signal is signal]
    number = max((one.round for one in mine), default=1) if wanted is None else wanted
    voted = {one.participant for one in mine if one.round == number}
    waiting = tuple(name for name in dict.fromkeys(assessment.participants) if name not in voted)
    of_round = [one for one in mine if one.round == number]
    view = None if waiting or not voted else room_view(of_round, signal, rules)
    return RoomState(number, waiting, len(voted), view)


def cast(assessment: Assessment, ballots: Sequence[Ballot], rules: EvidenceRules) -> Assessment:
    """Return the assessment with votes added; a person's earlier vote in that round is replaced.

    If a round is over with it and the room agrees, the signal is answered so, unless it was measured.
    """
    new = {(one.participant, one.signal, one.round) for one in ballots}
    kept = [one for one in assessment.ballots if (one.participant, one.signal, one.round) not in new]
    made = replace(assessment, ballots=(*kept, *ballots))
    for signal in dict.fromkeys(one.signal for one in ballots):
        view = room_state(made, signal, rules).view
        if view is not None and view.consensus is not None and made.signals[signal].finding is None:
            made = made.with_signal(signal, claimed=view.consensus)
    return made


def room_kappa(ballots: Sequence[Ballot], rules: EvidenceRules) -> tuple[float | None, int]:
    """Return Fleiss' kappa over the signals on which equally many voted, and how many signals those are.

    Of several such numbers of votes the one that most signals have is taken. ``None`` for fewer than two
    signals, or where agreement by chance is complete.
    """
    views = [room_view(ballots, signal, rules) for signal in SignalId]
    rows = [[count for _, count in view.counts] for view in views if view is not None]
    sizes = Counter(sum(row) for row in rows if sum(row) > 1)
    if not sizes:
        return None, 0
    size = max(sizes, key=lambda one: (sizes[one], one))
    table = [row for row in rows if sum(row) == size]
    return (fleiss_kappa(table) if len(table) >= LEAST_SUBJECTS else None), len(table)
