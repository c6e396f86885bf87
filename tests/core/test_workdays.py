"""Working days: counted one by one here, by formula there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core import workdays as w

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
DAY = timedelta(days=1)


def walked(start: date, end: date) -> int:
    """Count working days by looking at each day."""
    days = (start + timedelta(days=at) for at in range((end - start).days + 1))
    return sum(day.isoweekday() <= 5 for day in days)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 3, 13), date(2026, 3, 13), date(2026, 3, 13)),
        (date(2026, 3, 14), date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 3, 15), date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2026, 3, 16), date(2026, 3, 16)),
    ],
)
def test_a_weekend_settles_on_friday_or_monday(day: date, before: date, after: date) -> None:
    assert w.settled(day, forward=False) == before
    assert w.settled(day, forward=True) == after


@given(DAYS, st.booleans())
def test_settled_is_never_a_weekend_and_never_far(day: date, forward: bool) -> None:
    found = w.settled(day, forward=forward)
    assert found.isoweekday() <= 5
    assert abs((found - day).days) <= 2
    assert found >= day if forward else found <= day
    assert w.settled(found, forward=not forward) == found


@given(DAYS, st.integers(-10, 400))
def test_counting_is_looking_at_each_day(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert w.count(start, end) == (walked(start, end) if days >= 0 else 0)


@given(DAYS)
def test_numbers_and_days_are_inverse(day: date) -> None:
    number = w.number_of(day)
    assert w.number_of(w.day_of(number)) == number
    assert w.day_of(number) == w.settled(day, forward=True)


@given(DAYS, st.integers(-300, 300))
def test_a_shift_walks_over_working_days_only(day: date, steps: int) -> None:
    at, left = day, abs(steps)
    while left:
        at += DAY if steps > 0 else -DAY
        left -= at.isoweekday() <= 5
    assert w.shifted(day, steps) == (at if steps else w.settled(day, forward=True))


@given(DAYS, st.integers(0, 300))
def test_work_ends_after_so_many_days(day: date, days: int) -> None:
    start = w.settled(day, forward=True)
    end = w.last_day(start, days)
    assert end.isoweekday() <= 5
    assert walked(start, end) == max(days, 1)


@given(DAYS, DAYS)
def test_order_is_kept(one: date, other: date) -> None:
    first, second = sorted((one, other))
    for forward in (True, False):
        assert w.settled(first, forward=forward) <= w.settled(second, forward=forward)
    assert w.number_of(first) <= w.number_of(second)


@given(DAYS, st.integers(0, 88), st.integers(0, 88))
def test_a_stretch_stays_within_the_horizon(day: date, one: int, other: int) -> None:
    start = w.settled(day, forward=True)
    latest = start + timedelta(days=89)
    first, last = (start + timedelta(days=days) for days in sorted((one, other)))
    begin, end = w.span(first, last, latest)
    assert start <= begin <= end <= latest
    assert begin.isoweekday() <= 5
    assert end.isoweekday() <= 5
    if walked(first, last):
        assert w.count(begin, end) == walked(first, last), "no working day is lost or won"


def test_a_weekend_alone_is_the_monday_after_or_the_friday_before() -> None:
    saturday, sunday = date(2026, 3, 14), date(2026, 3, 15)
    monday, friday = date(2026, 3, 16), date(2026, 3, 13)
    assert w.span(saturday, sunday, date(2026, 4, 1)) == (monday, monday)
    assert w.span(saturday, sunday, sunday) == (friday, friday)


def test_the_ends_of_the_calendar_hold() -> None:
    assert w.count(date.min, date.max) > 2_000_000
    assert w.day_of(-5) == date.min
    assert w.day_of(10**9) == date.max
    assert w.shifted(date.max, 3) == date.max
    assert w.last_day(date.max, 40) == date.max
