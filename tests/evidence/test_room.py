"""A room's votes: hidden until all are in, three rounds at most, and never against what was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.model import Assessment, Ballot
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.evidence.room import cast, room_kappa, room_state
from tests.core import make
from tests.core.strategies import FRAMEWORK

RULES = FRAMEWORK.evidence
PMF, USERS = SignalId.PMF, SignalId.ACTIVE_USERS
P, A, U = Status.PRESENT, Status.ABSENT, Status.UNCLEAR


def _room(count: int) -> Assessment:
    return replace(make.empty(), participants=tuple(f"p{at}" for at in range(count)))


def _votes(*statuses: Status | None, round_: int = 1, signal: SignalId = PMF) -> tuple[Ballot, ...]:
    return tuple(Ballot(f"p{at}", signal, one, None, round_) for at, one in enumerate(statuses))


def test_votes_are_hidden_until_everybody_cast_one() -> None:
    one = _room(3)
    assert room_state(one, PMF, RULES).waiting == ("p0", "p1", "p2")
    for at, ballot in enumerate(_votes(P, P, P)):
        assert room_state(one, PMF, RULES).view is None
        assert one.signals[PMF].claimed is None, "and decide nothing"
        one = cast(one, (ballot,), RULES)
        assert room_state(one, PMF, RULES).cast == at + 1
    state = room_state(one, PMF, RULES)
    assert state.view is not None
    assert state.view.consensus is P
    assert not state.may_go_on
    assert one.signals[PMF].claimed is P
    assert room_state(one, USERS, RULES).cast == 0, "another signal has votes of its own"


@pytest.mark.parametrize(
    ("votes", "consensus"),
    [
        ((P, P, P, A), P),
        ((P, P, A, A), None),
        ((P, P, A), None),
        ((P, P, P, None), P),
        ((U, U, U, U), U),
        ((None, None, None), None),
    ],
)
def test_three_quarters_of_the_votes_are_a_consensus(
    votes: tuple[Status | None, ...], consensus: Status | None
) -> None:
    one = cast(_room(len(votes)), _votes(*votes), RULES)
    view = room_state(one, PMF, RULES).view
    assert view is not None
    assert view.consensus is consensus
    assert one.signals[PMF].claimed is consensus


def test_what_was_measured_stands_whatever_the_room_says() -> None:
    measured = _room(3).with_signal(PMF, finding=make.pmf_finding(P), claimed=None)
    one = cast(measured, _votes(A, A, A), RULES)
    assert one.signals[PMF] == measured.signals[PMF]
    assert one.ballots == _votes(A, A, A)


def test_there_are_three_rounds_at_most_and_the_newest_counts() -> None:
    one = cast(_room(2), _votes(P, A), RULES)
    assert room_state(one, PMF, RULES).may_go_on
    second = room_state(one, PMF, RULES, 2)
    assert (second.round, second.waiting, second.view) == (2, ("p0", "p1"), None)
    one = cast(one, _votes(A, P, round_=2), RULES)
    one = cast(one, _votes(P, A, round_=3), RULES)
    state = room_state(one, PMF, RULES)
    assert state.round == 3
    assert not state.may_go_on
    assert len(one.ballots) == 6, "earlier rounds are kept"


def test_a_vote_cast_again_in_a_round_replaces_the_earlier_one() -> None:
    one = cast(cast(_room(2), _votes(P), RULES), _votes(A), RULES)
    assert one.ballots == _votes(A)


@given(st.lists(st.sampled_from([P, A, U, None]), min_size=1, max_size=9))
def test_a_consensus_is_never_a_minority(votes: list[Status | None]) -> None:
    one = cast(_room(len(votes)), _votes(*votes), RULES)
    view = room_state(one, PMF, RULES).view
    assert view is not None
    given_votes = [vote for vote in votes if vote is not None]
    assert sum(count for _, count in view.counts) + view.abstained == len(votes)
    if view.consensus is None:
        assert (
            all(4 * given_votes.count(status) < 3 * len(given_votes) for status in Status) or not given_votes
        )
    else:
        assert 4 * given_votes.count(view.consensus) >= 3 * len(given_votes)


def test_kappa_is_that_of_fleiss_over_the_signals_with_equally_many_votes() -> None:
    ballots = (*_votes(P, P, A), *_votes(A, A, A, signal=USERS), *_votes(P, A, signal=SignalId.DIVERSITY))
    kappa, subjects = room_kappa(ballots, RULES)
    # by hand: rows (2,1,0) and (0,3,0); P_i = 1/3 and 1; p = (1/3, 2/3); P_e = 5/9
    assert subjects == 2
    assert kappa == pytest.approx(((1 / 3 + 1) / 2 - 5 / 9) / (1 - 5 / 9))
    assert room_kappa(_votes(P, A), RULES) == (None, 1)
    assert room_kappa((), RULES) == (None, 0)
    alike = (*_votes(P, P), *_votes(P, P, signal=USERS))
    assert room_kappa(alike, RULES) == (None, 2)
