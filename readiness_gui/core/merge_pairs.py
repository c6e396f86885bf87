"""Whose files are merged, what to call them, and which of their assessments belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness_gui.core.model import Assessment, AssessmentStatus, Product

#: assessments whose dates lie further apart are paired, but the user is told to look (in days)
CLOSE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Side:
    """One file of several: who filled it in, what is in it, and what stood in it before."""

    label: str
    product: Product
    #: assessments of earlier versions of the file, where those are at hand
    earlier: tuple[Assessment, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """The assessments that are merged into one although their ids differ, one a side."""

    #: an id a side, ``None`` where a side has nothing to add to this one
    ids: tuple[str | None, ...]
    #: it was a guess that the user should look at
    doubtful: bool = False


Member = tuple[int, Assessment]


def labels(products: Sequence[Product], stems: Sequence[str]) -> tuple[str, ...]:
    """Return what to call each file: its only participant, else its name; no two are called alike."""
    names = []
    for product, stem in zip(products, stems, strict=True):
        people = [name.strip() for name in (product.latest.participants if product.latest else ())]
        names.append(people[0] if len(people) == 1 and people[0] else stem)
    common = {name for name, count in Counter(names).items() if count > 1}
    names = [stem if name in common else name for name, stem in zip(names, stems, strict=True)]
    made: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in made:
            number += 1
            unique = f"{name} ({number})"
        made.append(unique)
    return tuple(made)


def pair(sides: Sequence[Side]) -> Pairing:
    """Return which assessments are one: the same id, else the draft nearest in time to the newest."""
    held = Counter(one.id for side in sides for one in side.product.assessments)
    newest = [side.product.latest for side in sides if side.product.latest is not None]
    if not newest:
        return Pairing((None,) * len(sides))
    anchor = min(newest, key=lambda one: (held[one.id], -one.as_of.toordinal()))
    at_home = next(side for side in sides if side.product.assessment(anchor.id) is not None)
    known = {one.id for one in at_home.product.assessments}
    doubtful = False
    ids: list[str | None] = []
    for side in sides:
        if side.product.assessment(anchor.id) is not None:
            ids.append(anchor.id)
            continue
        others = [one for one in side.product.assessments if one.id not in known]
        drafts = [one for one in others if one.status is AssessmentStatus.DRAFT]
        found = min(reversed(drafts or others), key=lambda one: _apart(one, anchor), default=None)
        ids.append(found.id if found else None)
        far = found is not None and _apart(found, anchor) > CLOSE_DAYS
        doubtful = doubtful or far or len(drafts or others) > 1
    return Pairing(tuple(ids), doubtful)


def grouped(sides: Sequence[Side], pairing: Pairing) -> list[list[Member]]:
    """Return the assessments that are merged into one each, the oldest first."""
    paired = {(at, name) for at, name in enumerate(pairing.ids) if name is not None}
    groups: list[list[Member]] = []
    for at, side in enumerate(sides):
        place = 0
        for one in side.product.assessments:
            mine = next((group for group in groups if _belongs(group, at, one, paired)), None)
            if mine is not None:
                mine.append((at, one))
                place = groups.index(mine) + 1
                continue
            while place < len(groups) and groups[place][0][1].created <= one.created:
                place += 1
            groups.insert(place, [(at, one)])
            place += 1
    return [_without_old(group, sides) for group in groups]


def base_of(group: Sequence[Member], sides: Sequence[Side]) -> Assessment | None:
    """Return the newest assessment that everybody in a group started from, unchanged since."""
    places = {at for at, _ in group}
    if len({one.id for _, one in group}) == 1 or len(places) < 2:
        return None
    own = {one.id for _, one in group}
    first = sides[min(places)].product.assessments
    for one in reversed(first):
        found = [sides[at].product.assessment(one.id) for at in places]
        if one.id not in own and all(other is not None and same(other, one) for other in found):
            older = all(one.created <= member.created for _, member in group)
            return one if older else None
    return None


def same(one: Assessment, other: Assessment) -> bool:
    """Tell whether two assessments say the same; where the wizard was left does not count."""
    return replace(one, last_step=other.last_step) == other


def _belongs(group: Sequence[Member], at: int, one: Assessment, paired: set[tuple[int, str]]) -> bool:
    if any(other.id == one.id for _, other in group):
        return True
    return (at, one.id) in paired and any((place, other.id) in paired for place, other in group)


def _without_old(group: list[Member], sides: Sequence[Side]) -> list[Member]:
    """Leave out who still has what somebody else went on from."""
    kept = [
        (at, one)
        for at, one in group
        if not any(
            place != at and not same(one, newer) and any(same(one, old) for old in sides[place].earlier)
            for place, newer in group
        )
    ]
    return kept or group


def _apart(one: Assessment, other: Assessment) -> int:
    return abs((one.as_of - other.as_of).days)
