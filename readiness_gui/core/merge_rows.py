"""Rows that several people gathered become one; what somebody took out of a common start stays out.

Who began with an empty assessment took nothing out: only who still has something of the common start
went on from it. Where taking out would leave nothing of it although everybody kept some, people have
shared the rows among them, and all of them stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from readiness_gui.core.merge_parts import COMPLAINTS, INTERVIEWS, NOTES, RANKINGS, TASKS, mark_of
from readiness_gui.core.model import Interview
from readiness_gui.core.roadmap import OWN

T = TypeVar("T")
Tags = dict[str, dict[str, None]]
Parts = Mapping[str, object]

#: answers that hold rows
LISTS = (INTERVIEWS, COMPLAINTS)
#: starts of the names of rows that stand on their own
KEYED = (RANKINGS, "gate.readings.", "scenarios.", "predictions.", f"{TASKS}shell.{OWN}")


def went_on(base: Parts, parts: Parts) -> bool:
    """Tell whether somebody's answers still hold a row, a task or a note of the common start."""
    return any(_shares(name, value, parts.get(name)) for name, value in base.items())


def taken_out(base: Parts, apart: Sequence[Parts], heirs: Sequence[Parts]) -> frozenset[str]:
    """Return the names of rows that one of the ``heirs`` took out and nobody has changed."""
    found: set[str] = set()
    for start in KEYED:
        names = {name for name in base if name.startswith(start)}
        out = {
            name
            for name in names
            if any(name not in parts for parts in heirs)
            and all(mark_of(parts[name]) == mark_of(base[name]) for parts in apart if name in parts)
        }
        if out != names or any(not names & parts.keys() for parts in heirs):
            found |= out
    return frozenset(found)


def united_interviews(
    lists: Iterable[tuple[Interview, ...]],
    before: tuple[Interview, ...] = (),
    heirs: Sequence[tuple[Interview, ...]] = (),
) -> tuple[Interview, ...]:
    """Return each user once with every profile anybody noted; rows without a user stay apart.

    ``before`` are the rows of the common start, ``heirs`` the lists of those who went on from it: what
    they took out, users nobody else changed and single profiles, stays out.
    """
    rows = list(lists)
    made = _by_user(row for one in rows for row in one)
    old, kept = _by_user(before), [_by_user(one) for one in heirs]
    gone = {user for user in old if _left(user, old, [_by_user(one) for one in rows], kept)}
    if not (gone and gone == old.keys() and all(old.keys() & one.keys() for one in kept)):
        made = {user: tags for user, tags in made.items() if user not in gone}
    for user in old.keys() & made.keys():
        out = {tag for tag in old[user] for one in kept if user in one and tag not in one[user]}
        made[user] = {tag: None for tag in made[user] if tag not in out}
    nameless = united_rows(*([_nameless(one) for one in group] for group in (rows, (before,), heirs)))
    return (*(Interview(user, tuple(tags)) for user, tags in made.items()), *nameless)


def united_rows(
    lists: Iterable[tuple[T, ...]],
    before: Iterable[tuple[T, ...]] = (),
    heirs: Sequence[tuple[T, ...]] = (),
) -> tuple[T, ...]:
    """Return every row as often as the list that has it most often; the order is that of the lists.

    Of the rows of the common start (``before``) so many fewer as the ``heirs`` took out.
    """
    counted: Counter[T] = Counter()
    for rows in lists:
        counted |= Counter(rows)
    old = Counter(row for rows in before for row in rows)
    kept = [Counter(rows) for rows in heirs]
    out = Counter({row: count - min(one[row] for one in kept) for row, count in old.items()} if kept else {})
    left = (counted | old) - +out
    if old and not left & old and all(one & old for one in kept):
        return tuple(counted.elements())
    order = {row: place for place, row in enumerate(counted)}
    return tuple(sorted(left.elements(), key=lambda row: order.get(row, len(order))))


def _shares(name: str, value: object, mine: object) -> bool:
    if name in LISTS and isinstance(mine, tuple) and isinstance(value, tuple):
        return bool(set(mine) & set(value))
    telling = name in NOTES or name.startswith((*KEYED, f"{TASKS}shell."))
    return telling and mine is not None and mark_of(mine) == mark_of(value)


def missing(before: tuple[object, ...], now: object) -> tuple[object, ...]:
    """Return the rows of ``before`` that are not in ``now``; an interview is there where its user is."""
    rows = now if isinstance(now, tuple) else ()
    users = {row.user for row in rows if isinstance(row, Interview)} - {""}
    left = Counter(before) - Counter(rows)
    return tuple(row for row in left.elements() if not (isinstance(row, Interview) and row.user in users))


def _left(user: str, old: Tags, lists: Sequence[Tags], heirs: Sequence[Tags]) -> bool:
    """Tell whether an heir no longer has a user whom nobody has changed."""
    alike = all(one[user].keys() == old[user].keys() for one in lists if user in one)
    return alike and any(user not in one for one in heirs)


def _by_user(rows: Iterable[Interview]) -> Tags:
    found: Tags = {}
    for row in rows:
        if row.user:
            found.setdefault(row.user, {}).update(dict.fromkeys(row.profiles))
    return found


def _nameless(rows: Iterable[Interview]) -> tuple[Interview, ...]:
    return tuple(row for row in rows if not row.user)
