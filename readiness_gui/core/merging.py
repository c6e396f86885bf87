"""Several people's files of one product become one: what agrees silently, the rest as conflicts.

The merge is a function of the files alone. An answer that only one person gave, or that only one
changed since an assessment all started from, stands. What people gathered is united. Where answers
compete there is a :class:`Conflict`; :func:`resolve` writes down what was agreed as an ``Agreement``,
with a mark of each answer that was on the table, so that merging the same files again asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from readiness_gui.core import merge_parts, merge_signal
from readiness_gui.core.merge_answers import Merger
from readiness_gui.core.merge_model import Conflict as Conflict
from readiness_gui.core.merge_model import Group as Group
from readiness_gui.core.merge_model import Kind as Kind
from readiness_gui.core.merge_model import Merged as Merged
from readiness_gui.core.merge_model import Option as Option
from readiness_gui.core.merge_model import Pick as Pick
from readiness_gui.core.merge_model import Settled as Settled
from readiness_gui.core.merge_pairs import Member, grouped, same
from readiness_gui.core.merge_pairs import Pairing as Pairing
from readiness_gui.core.merge_pairs import Side as Side
from readiness_gui.core.merge_pairs import labels as labels
from readiness_gui.core.merge_pairs import pair as pair
from readiness_gui.core.merge_parts import Stance
from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.model import Agreement, Assessment, AssessmentStatus, Product


def merge(sides: Sequence[Side], pairing: Pairing | None = None) -> Merged:
    """Merge two or more files of one product; the first gives name, ids and order."""
    pairs = pairing or pair(sides)
    groups = tuple(_merged(members, sides) for members in grouped(sides, pairs))
    return Merged(tuple(sides), pairs, groups)


def resolve(merged: Merged, picks: Mapping[str, Pick], words: MergeWords, on: date) -> Product:
    """Return the product in which ``picks`` (by :attr:`Conflict.key`) are agreed on.

    A conflict without a pick is left unanswered. ``words`` says what is written into the record.
    """
    first = merged.sides[0].product
    return replace(
        first,
        created=min(side.product.created for side in merged.sides),
        example=all(side.product.example for side in merged.sides),
        assessments=tuple(_resolved(group, picks, words, on) for group in merged.groups),
    )


def _merged(members: Sequence[Member], sides: Sequence[Side]) -> Group:
    first = members[0][1]
    if all(same(first, one) for _, one in members[1:]):
        return Group((members[0],), merge_parts.take_apart(first))
    merger = Merger(members, sides)
    merger.run()
    return Group(tuple(members), merger.parts, tuple(merger.conflicts), tuple(merger.settled), merger.order)


def _resolved(group: Group, picks: Mapping[str, Pick], words: MergeWords, on: date) -> Assessment:
    first = group.members[0][1]
    if len(group.members) == 1 and not group.conflicts:
        return first
    parts = dict(group.parts)
    records: list[Agreement] = []
    for conflict in group.conflicts:
        pick = picks.get(conflict.key) if conflict.rule is None else Pick(conflict.rule)
        if pick is not None:
            parts.update(_taken(conflict, pick, parts))
            records.append(_record(conflict, pick, words, on))
    kept = parts.get("agreements", ())
    parts["agreements"] = (*kept, *records)  # type: ignore[misc]  # a tuple of agreements
    places = {name: place for place, name in enumerate(group.order)}
    names = sorted(parts, key=lambda name: places.get(name, len(places)))
    made = merge_parts.put_together(first, {name: parts[name] for name in names if parts[name] is not None})
    return _with_standing(_with_findings(made, group.members), group.members)


def _taken(conflict: Conflict, pick: Pick, parts: Mapping[str, object]) -> Mapping[str, object]:
    """Return what a pick puts into the assessment; over evidence a claim stands by its reason."""
    if pick.option is None:
        chosen = conflict.open or {}
        over = True
    else:
        chosen = conflict.options[pick.option].parts
        over = conflict.options[pick.option].rank == 0
    stance = chosen.get(conflict.field)
    rows = any(key in parts for key in (f"{conflict.field}.shell", f"{conflict.field}.survey"))
    evident = isinstance(stance, Stance) and (merge_signal.holds(stance.evidence) or rows)
    if isinstance(stance, Stance) and evident and over and not stance.override_reason.strip():
        return {conflict.field: replace(stance, override_reason=pick.reason)}
    return chosen


def _record(conflict: Conflict, pick: Pick, words: MergeWords, on: date) -> Agreement:
    said = tuple((", ".join(one.who), words.said_why(conflict.field, one)) for one in conflict.options)
    agreed = words.left_open(conflict.field)
    if pick.option is not None:
        agreed = words.agreed(conflict.field, conflict.options[pick.option].value)
    reason = pick.reason.strip() if conflict.rule is None else words.rule(conflict.field)
    return Agreement(
        field=conflict.field, on=on, said=said, agreed=agreed, reason=reason, marks=conflict.marks
    )


def _with_findings(made: Assessment, members: Sequence[Member]) -> Assessment:
    """Return the assessment with the findings that still follow from its evidence."""
    signals = dict(made.signals)
    for signal, answer in made.signals.items():
        replaced = None
        for _, one in members:
            theirs = one.signals[signal]
            replaced = replaced or theirs.replaced
            alike = (one.business_model, one.cadence) == (made.business_model, made.cadence)
            if theirs.evidence == answer.evidence and alike and theirs.finding is not None:
                signals[signal] = replace(signals[signal], finding=theirs.finding)
                replaced = theirs.replaced
                break
        signals[signal] = replace(signals[signal], replaced=replaced)
    gate = made.gate
    for _, one in members:
        if (one.gate.readings, one.gate.formed_before) == (gate.readings, gate.formed_before):
            gate = replace(gate, finding=one.gate.finding)
            break
    return replace(made, signals=signals, gate=gate)


def _with_standing(made: Assessment, members: Sequence[Member]) -> Assessment:
    """Return the assessment as complete where it says what a complete one says, else as a draft."""
    content = merge_parts.take_apart(made)
    for _, one in members:
        if one.status is AssessmentStatus.COMPLETE and merge_parts.take_apart(one) == content:
            return replace(made, status=one.status, completed=one.completed, verdict=one.verdict)
    return replace(made, status=AssessmentStatus.DRAFT, completed=None, verdict=None)
