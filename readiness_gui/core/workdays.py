"""Working days, Monday to Friday: the only days on which planned work begins and ends.

Public holidays are not known: they differ from place to place, and a plan of ninety days is not so fine.
"""

from __future__ import annotations

from datetime import date, timedelta

#: working days in a week
WEEK = 5

_SATURDAY = 5
_DAYS = 7


def is_workday(day: date) -> bool:
    """Tell whether ``day`` is one of Monday to Friday."""
    return day.weekday() < _SATURDAY


def settled(day: date, *, forward: bool) -> date:
    """Return ``day``, or the Monday after (the Friday before) where it lies on a weekend."""
    if is_workday(day):
        return day
    over = day.weekday() - _SATURDAY
    return day + timedelta(days=2 - over) if forward else day - timedelta(days=1 + over)


def number_of(day: date) -> int:
    """Return the number of a working day, counted through; a weekend counts as the Monday after."""
    return _number(day.toordinal())


def day_of(number: int) -> date:
    """Return the working day of a number, the inverse of :func:`number_of`, kept within the calendar."""
    weeks, over = divmod(number, WEEK)
    ordinal = weeks * _DAYS + over + 1
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))


def count(start: date, end: date) -> int:
    """Return how many working days lie from ``start`` to ``end``, both included; at least 0."""
    return max(_number(end.toordinal() + 1) - _number(start.toordinal()), 0)


def shifted(day: date, steps: int) -> date:
    """Return the working day ``steps`` working days after ``day`` (before it where negative).

    From a weekend the first step leads to the Monday after or the Friday before.
    """
    if not is_workday(day) and steps:
        first = settled(day, forward=steps > 0)
        steps -= 1 if steps > 0 else -1
    else:
        first = settled(day, forward=True)
    return day_of(number_of(first) + steps)


def last_day(start: date, days: int) -> date:
    """Return the day on which ``days`` working days of work from ``start`` on end; at least one day."""
    return day_of(number_of(start) + max(days, 1) - 1)


def span(first: date, last: date, latest: date) -> tuple[date, date]:
    """Return the working days from ``first`` to ``last``, none later than ``latest``.

    A stretch that is all weekend becomes the Monday after, or the Friday before where that is too late.
    """
    start, end = settled(first, forward=True), settled(last, forward=False)
    if start <= end:
        return start, end
    day = start if start <= latest else settled(first, forward=False)
    return day, day


def _number(ordinal: int) -> int:
    weeks, over = divmod(ordinal - 1, _DAYS)  # the first day of the calendar is a Monday
    return weeks * WEEK + min(over, WEEK)
