"""Days packed into bits against the same questions asked of plain sets of days."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.evidence import activity
from readiness_gui.evidence.activity import FIRST_DAY, SPAN, Activity

#: days of use of each user, counted from 2000-01-01
LOGS = st.lists(st.sets(st.integers(3000, 3600), min_size=1, max_size=12), min_size=1, max_size=9)


def packed(users: list[set[int]]) -> Activity:
    rows = Counter[tuple[int, int]]()
    for user, days in enumerate(users):
        for day in days:
            rows[user, day // SPAN] |= 1 << day % SPAN
    keys = np.array(sorted(rows), dtype=np.int64)
    return Activity(keys[:, 0], keys[:, 1], np.array([rows[user, chunk] for user, chunk in keys.tolist()]))


@pytest.fixture(params=[1 << 16, 2], ids=["at once", "two at a time"])
def at_a_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    count = int(request.param)
    monkeypatch.setattr(activity, "USERS_AT_A_TIME", count)
    return count


@pytest.mark.usefixtures("at_a_time")
class TestPacked:
    @settings(deadline=None)
    @given(LOGS, st.sampled_from([7, 30]), st.sampled_from([3, 60]), st.integers(0, 400))
    def test_periods_of_use_are_those_of_the_days(
        self, users: list[set[int]], length: int, most: int, later: int
    ) -> None:
        end = max(max(days) for days in users) + later
        wanted = Counter[tuple[int, int, int]]()
        for days in users:
            first = min(days)
            start = FIRST_DAY + timedelta(days=first)
            complete = min(max((end - first + 1) // length - 1, 0), most)
            periods = {(day - first) // length for day in days}
            mask = sum(1 << period for period in periods if period <= most)
            wanted[start.year * 100 + start.month, complete, mask] += 1
        found = packed(users).groups(FIRST_DAY + timedelta(days=end), length, most)
        rows = zip(found.start, found.complete, found.mask, found.users, strict=True)
        assert {(int(s), int(c), int(m)): int(n) for s, c, m, n in rows} == wanted

    @settings(deadline=None)
    @given(LOGS, st.integers(2900, 3700), st.integers(1, 90))
    def test_users_of_a_window_are_those_with_a_day_in_it(
        self, users: list[set[int]], end: int, days: int
    ) -> None:
        wanted = sum(any(end - days < day <= end for day in one) for one in users)
        assert packed(users).active([(FIRST_DAY + timedelta(days=end), days)]) == [wanted]

    @settings(deadline=None)
    @given(LOGS)
    def test_the_first_and_the_last_day_are_known(self, users: list[set[int]]) -> None:
        found, days = packed(users), [day for one in users for day in one]
        assert (found.first_event - FIRST_DAY).days == min(days)
        assert (found.last_event - FIRST_DAY).days == max(days)

    def test_a_day_is_in_its_own_window_only(self) -> None:
        for day in range(3000, 3000 + 3 * SPAN):
            windows = [(FIRST_DAY + timedelta(days=day + off), 1) for off in (-1, 0, 1)]
            assert packed([{day}]).active(windows) == [0, 1, 0], day
