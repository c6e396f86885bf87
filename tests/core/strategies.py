"""Inputs of the verdict procedure, all of them and at random."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from readiness_gui import paths
from readiness_gui.core.framework import load
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status
from readiness_gui.core.verdict import Inputs

#: for tests that hypothesis repeats, which print their arguments when they fail
FRAMEWORK = load(paths.resources() / "framework" / "en.toml")

USERS = (None, 0, 99, 100, 199, 200, 499, 500, 1999, 2000, 10_000_000)


def everything(users: tuple[int | None, ...] = USERS) -> Iterator[Inputs]:
    """Yield every combination, with users at the edges and priorities that matter."""
    priorities = (None, Priority.ACQUISITION, Priority.RETENTION)
    stages = ((1, False), (1, True), (2, True), (3, True), (3, False))
    for statuses in itertools.product(Status, repeat=5):
        signals = dict(zip(SignalId, statuses, strict=True))
        for number, priority, (stage, detection), gate, committed in itertools.product(
            users, priorities, stages, GateResult, (True, False)
        ):
            yield Inputs(signals, number, priority, stage, detection, gate, committed)


def inputs() -> st.SearchStrategy[Inputs]:
    """Return any inputs; users cluster around the edges."""
    edges = st.sampled_from(USERS)
    return st.builds(
        Inputs,
        signals=st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId}),
        active_users=st.one_of(edges, st.integers(0, 3000), st.integers(0, 10**12)),
        top_priority=st.one_of(st.none(), st.sampled_from(Priority)),
        stage=st.integers(1, 3),
        segment_detection=st.booleans(),
        gate=st.sampled_from(GateResult),
        committed=st.booleans(),
    )
