"""What a merge comes to: answers that stand, conflicts with their options, and what was picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from readiness_gui.core.merge_pairs import Member, Pairing, Side


class Kind(StrEnum):
    """Why an answer needed no question."""

    AGREED = "agreed"
    SINGLE = "single"
    UNITED = "united"
    #: somebody took it out of what all had started from
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer that stands without a question, and whose it is."""

    field: str
    who: tuple[str, ...]
    kind: Kind
    value: object


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that compete."""

    who: tuple[str, ...]
    #: what was said: a ``SignalAnswer`` for a signal, else the value
    value: object
    #: what the assessment holds once this is chosen, by name
    parts: Mapping[str, object]
    #: how well it is founded, 0 (an opinion) to 2 (measured)
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One question that people answered differently."""

    assessment_id: str
    field: str
    options: tuple[Option, ...]
    #: what the assessment holds where none is chosen; ``None``: one has to be chosen
    open: Mapping[str, object] | None
    marks: tuple[str, ...]
    #: the option that stands without asking, by a rule of the merge
    rule: int | None = None

    @property
    def key(self) -> str:
        """Return a name that no other conflict of the merge has."""
        return f"{self.assessment_id}/{self.field}"

    def needs_reason(self, option: int | None) -> bool:
        """Tell whether the choice (``None`` is leaving it open) is less well founded than another."""
        rank = 0 if option is None else self.options[option].rank
        return rank < max(one.rank for one in self.options)


@dataclass(frozen=True, slots=True)
class Pick:
    """What was agreed on: the place of an option, or ``None`` to leave the question open; and why."""

    option: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One assessment of the result: what is settled, and what is not."""

    members: tuple[Member, ...]
    parts: Mapping[str, object]
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()
    #: the names of all answers in the order of the files, in which they are put together
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome; :func:`resolve` makes a product of it."""

    sides: tuple[Side, ...]
    pairing: Pairing
    groups: tuple[Group, ...] = field(default=())

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what has to be asked, in the order of the wizard."""
        return tuple(one for group in self.groups for one in group.conflicts if one.rule is None)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """Return what needed no question."""
        return tuple(one for group in self.groups for one in group.settled)
