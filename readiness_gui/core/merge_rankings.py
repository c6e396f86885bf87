"""Whose rankings are whose: several people's "Person 1" are not one person, and Noor's own is Noor's.

A ranking whose name says nobody gets the name of its file where it has to be told from another's. Files
come again after they were merged; what a ranking was called then it has to be called again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from readiness_gui.core.merge_pairs import Member
from readiness_gui.core.merge_parts import RANKINGS, mark_of
from readiness_gui.core.model import Assessment, PriorityEvidence, Ranking
from readiness_gui.core.terms import SignalId

Marks = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A ranking as it stands in a file, and as it is called with the name of the file."""

    at: int
    plain: Ranking
    signed: Ranking


def settled_marks(one: Assessment) -> Marks:
    """Return the marks of all answers that were on the table when something was agreed, by its name."""
    found: dict[str, frozenset[str]] = {}
    for agreement in one.agreements:
        found[agreement.field] = found.get(agreement.field, frozenset()) | frozenset(agreement.marks)
    return found


def signed(members: Sequence[Member], labels: Mapping[int, str]) -> list[Member]:
    """Return the assessments with the file's name on rankings under which another file has another order.

    Only where their own name says nobody: it is empty, or no participant's ("Person 1") and nothing was
    agreed under it. The name of the file is also given where another file already has the same order
    under it, or an agreement about it: then the ranking was called so in an earlier merge.
    """
    names = _Names(members, labels)
    made = []
    for at, one in members:
        evidence = one.signals[SignalId.RETENTION_PRIORITY].evidence
        rows = names.of(at)
        if isinstance(evidence, PriorityEvidence) and rows != evidence.rankings:
            changed = replace(evidence, rankings=rows)
            made.append((at, one.with_signal(SignalId.RETENTION_PRIORITY, evidence=changed)))
        else:
            made.append((at, one))
    return made


class _Names:
    """Tells what the rankings of several files are called once they stand side by side."""

    def __init__(self, members: Sequence[Member], labels: Mapping[int, str]) -> None:
        self.people = {name for _, one in members for name in one.participants}
        self.marks = {at: settled_marks(one) for at, one in members}
        self.agreed = {name for marks in self.marks.values() for name in marks}
        self.rows = [
            _Row(at, row, _signed(row, one, labels[at])) for at, one in members for row in _rankings(one)
        ]

    def of(self, at: int) -> tuple[Ranking, ...]:
        """Return the rankings of a file under the names they are merged by."""
        return tuple(self._named(row) for row in self.rows if row.at == at)

    def _named(self, row: _Row) -> Ranking:
        if row.plain.participant in self.people:
            return row.plain
        agreed = f"{RANKINGS}{row.plain.participant}" in self.agreed
        return row.signed if self._known(row) or (not agreed and self._taken(row)) else row.plain

    def _known(self, row: _Row) -> bool:
        """Tell whether another file has, or once had, this ranking under the name of its file."""
        name, mark = f"{RANKINGS}{row.signed.participant}", mark_of(row.signed)
        stands = any(other.plain == row.signed for other in self.rows if other.at != row.at)
        return stands or any(
            mark in marks.get(name, ()) for other, marks in self.marks.items() if other != row.at
        )

    def _taken(self, row: _Row) -> bool:
        """Tell whether another file has another order under the name, and none that will be called else."""
        return any(
            other.plain.participant == row.plain.participant and other.plain.order != row.plain.order
            for other in self.rows
            if other.at != row.at and not self._known(other)
        )


def _signed(row: Ranking, one: Assessment, label: str) -> Ranking:
    """Return a ranking under the name of its file; where the file has more of them, under both names."""
    rows = _rankings(one)
    name = label if len(rows) == 1 or not row.participant else f"{row.participant} ({label})"
    return row if any(other.participant == name for other in rows) else replace(row, participant=name)


def _rankings(one: Assessment) -> tuple[Ranking, ...]:
    evidence = one.signals[SignalId.RETENTION_PRIORITY].evidence
    return evidence.rankings if isinstance(evidence, PriorityEvidence) else ()
