"""Lays the answers of some assessments side by side: what stands, what is united, what competes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from readiness_gui.core import merge_parts, merge_rows, merge_signal
from readiness_gui.core.merge_model import Conflict, Kind, Option, Settled
from readiness_gui.core.merge_notes import joined
from readiness_gui.core.merge_pairs import Member, Side, base_of
from readiness_gui.core.merge_parts import EDITED, NOTES, REASONS, SHELLS, UNIONS, Shell, Stance, mark_of
from readiness_gui.core.merge_rankings import settled_marks, signed
from readiness_gui.core.merge_scenarios import named_apart
from readiness_gui.core.merge_signal import Said
from readiness_gui.core.model import Provenance
from readiness_gui.core.terms import Answer, Choice, Detection, SignalId

Given = list[tuple[int, object]]
Parts = dict[str, object]

#: circumstances of a signal: where they differ the more careful one stands, and that is written down
CAREFUL = ("confidence", "evidence_date", "grade_set")
_SIGNALS = {f"signals.{signal}": signal for signal in SignalId}
#: names that start like this can be left open; with what then stands there
_OPEN: tuple[tuple[str, object], ...] = (
    ("symptoms.", Answer.UNKNOWN),
    ("tradeoffs.", Choice.UNKNOWN),
    ("detection", Detection.UNKNOWN),
    ("gate.formed_before", Answer.UNKNOWN),
    ("gate.claimed", None),
    ("gate.plan.", None),
    ("signals.pmf.survey", None),
    ("business_model", None),
    ("cadence", None),
    ("claimed_stage", None),
)


class Merger:
    """Lays the answers of some assessments side by side, name by name."""

    def __init__(self, members: Sequence[Member], sides: Sequence[Side]) -> None:
        self.labels = {at: sides[at].label for at, _ in members}
        self.members = named_apart(signed(members, self.labels), self.labels)
        self.known = {name for side in sides for name in _people(side)}
        self.id = members[0][1].id
        base = base_of(members, sides)
        self.base = merge_parts.take_apart(base) if base is not None else {}
        self.apart = [(at, merge_parts.take_apart(one)) for at, one in self.members]
        self.heirs = [(at, parts) for at, parts in self.apart if merge_rows.went_on(self.base, parts)]
        self.out = merge_rows.taken_out(
            self.base, [parts for _, parts in self.apart], [parts for _, parts in self.heirs]
        )
        self.marks = {at: settled_marks(one) for at, one in self.members}
        self.parts: Parts = {}
        self.conflicts: list[Conflict] = []
        self.settled: list[Settled] = []

    @property
    def order(self) -> tuple[str, ...]:
        """Return every name in the order in which the files have them."""
        return tuple(dict.fromkeys(name for _, parts in self.apart for name in parts))

    def run(self) -> None:
        """Settle every name that anybody has an answer under."""
        self._settle_all(shells=True)
        self._settle_all(shells=False)

    def _settle_all(self, *, shells: bool) -> None:
        for name in sorted(self.order, key=_order):
            given = self._given(name)
            if given and shells is (name in SHELLS or isinstance(given[0][1], Shell)):
                self._settle(name, given)

    def _given(self, name: str) -> Given:
        """Return who has what under a name; of reasons not those whose answer no longer counts."""
        given = [(at, parts[name]) for at, parts in self.apart if name in parts]
        answer = name.removesuffix(".reason")
        if REASONS.get(answer) != name or not (said := self._given(answer)):
            return given
        lost = {at for at, _ in said} - {at for at, _ in self._contenders(answer, said)}
        return [(at, reason) for at, reason in given if at not in lost]

    def _settle(self, name: str, given: Given) -> None:
        if name in self.out:
            self._take_out(name, self.base[name], [at for at, parts in self.heirs if name not in parts])
            return
        values = self._contenders(name, given)
        if not values:
            return
        if name in SHELLS or isinstance(values[0][1], Shell):
            self.parts[name] = self._shell(name, [value for _, value in given])
        elif name in UNIONS or name.startswith(EDITED):
            self._unite(name, values, given)
        elif name in _SIGNALS:
            self._signal(name, values)
        elif len({mark_of(value) for _, value in values}) == 1:
            self._stand(name, values, values[0][1])
        elif name in NOTES:
            texts = [(self.labels[at], str(value)) for at, value in values]
            self._stand(name, values, joined(texts, self.known), Kind.UNITED)
        else:
            self._compete(name, values)

    def _contenders(self, name: str, given: Given) -> Given:
        """Return the answers nobody has gone on from: not those of the common start, nor settled ones."""
        base = mark_of(self.base[name]) if name in self.base else None
        pool = [(at, value) for at, value in given if mark_of(value) != base] or given
        old = [(at, value) for at, value in pool if self._is_settled(name, at, value)]
        if len(old) < len(pool):
            return [one for one in pool if one not in old]
        silent = {at for at, _ in self.members} - {at for at, _ in given}
        emptied = any(mark_of(value) in self.marks[at].get(name, ()) for at in silent for _, value in pool)
        return [] if emptied else pool

    def _is_settled(self, name: str, at: int, value: object) -> bool:
        mark = mark_of(value)
        return any(mark in marks.get(name, ()) for other, marks in self.marks.items() if other != at)

    def _stand(self, name: str, given: Given, value: object, kind: Kind | None = None) -> None:
        self.parts[name] = value
        who = tuple(dict.fromkeys(self.labels[at] for at, _ in given))
        self.settled.append(Settled(name, who, kind or (Kind.AGREED if len(who) > 1 else Kind.SINGLE), value))

    def _take_out(self, name: str, value: object, sides: Collection[int]) -> None:
        who = tuple(dict.fromkeys(self.labels[at] for at in sides))
        self.settled.append(Settled(name, who, Kind.TAKEN_OUT, value))

    def _unite(self, name: str, given: Given, whole: Given) -> None:
        if {at for at, _ in given} - {at for at, _ in self.heirs}:
            given = whole  # somebody who began anew does not stand for those who went on
        values = [value for _, value in given]
        old: Any = self.base.get(name, ()) if name in merge_rows.LISTS else ()
        heirs: list[Any] = [parts.get(name, ()) for _, parts in self.heirs] if old else []
        rows: list[Any] = [value for _, value in whole]
        if () not in heirs and all(value == values[0] for value in values[1:]):
            self._stand(name, given, values[0])
            self._note_missing(name, old, values[0])
            return
        if () not in heirs and name in self.base and len(values) == 1:
            made: object = values[0]
        elif name == merge_parts.INTERVIEWS:
            made = merge_rows.united_interviews(rows, old, heirs)
        elif name == merge_parts.COMPLAINTS:
            made = merge_rows.united_rows(rows, (old,), heirs)
        elif isinstance(values[0], frozenset):
            made = frozenset().union(*values)  # type: ignore[arg-type]  # sets of ids
        else:
            made = tuple(dict.fromkeys(one for value in values for one in value))  # type: ignore[attr-defined]  # tuples
        self._stand(name, given, made, Kind.UNITED)
        self._note_missing(name, old, made)

    def _note_missing(self, name: str, old: tuple[object, ...], made: object) -> None:
        """Write down which rows of the common start are no longer there, and who took them out."""
        missing = merge_rows.missing(old, made)
        if missing:
            sides = [at for at, parts in self.heirs if merge_rows.missing(missing, parts.get(name, ()))]
            self._take_out(name, missing, sides)

    def _shell(self, name: str, values: list[object]) -> object:
        """Return what is nobody's answer from one of the files; names of other sources are kept."""
        made = max(values, key=_worth)
        files = {source.file_name for source in map(_source, values) if source is not None} - {""}
        taken = _source(made)
        others = sorted(files - {taken.file_name if taken else ""})
        if others and name.startswith("signals."):
            sources = name.replace(".shell", ".sources")
            self.apart.append((self.members[0][0], {sources: tuple(others)}))
        return made

    def _compete(self, name: str, given: Given) -> None:
        options: dict[str, list[tuple[int, object]]] = {}
        for at, value in given:
            options.setdefault(mark_of(value), []).append((at, value))
        made = tuple(
            Option(
                tuple(self.labels[at] for at, _ in group),
                group[0][1],
                self._with_dates(name, *group[0]) | self._reasons(name, [at for at, _ in group]),
            )
            for group in options.values()
        )
        open_ = next(({name: value} for start, value in _OPEN if name.startswith(start)), None)
        way_out = None if open_ is None else open_ | self._reasons(name, ())
        self._conflict(name, made, way_out, given)

    def _with_dates(self, name: str, at: int, value: object) -> Parts:
        """Return what a choice puts in place: with the start of a roadmap also the dates counted from it."""
        made: Parts = {name: value}
        if name == "roadmap.start":
            mine = next(parts for place, parts in self.apart if place == at)
            made |= {key: one for key, one in mine.items() if key.startswith(f"{merge_parts.TASKS}shell.")}
        return made

    def _conflict(
        self,
        name: str,
        options: tuple[Option, ...],
        way_out: Mapping[str, object] | None,
        given: Given,
        rule: int | None = None,
    ) -> None:
        marks = tuple(sorted({mark_of(value) for _, value in given}))
        self.conflicts.append(
            Conflict(assessment_id=self.id, field=name, options=options, open=way_out, marks=marks, rule=rule)
        )

    def _signal(self, name: str, given: Given) -> None:
        answers = {at: one.signals[_SIGNALS[name]] for at, one in self.members}
        found = [Said(at, answers[at], stance) for at, stance in given if isinstance(stance, Stance)]
        said = self._unsettled(name, found)
        if not merge_signal.disagree(said):
            self._stand(name, given, merge_signal.together(said))
            self._careful(name, said)
            return
        options = tuple(
            Option(
                tuple(self.labels[one.side] for one in group),
                group[0].answer,
                {name: merge_signal.chosen(group, said)} | self._reasons(name, [one.side for one in group]),
                max(one.rank for one in group),
            )
            for group in merge_signal.positions(said)
        )
        way_out = {name: merge_signal.left_open(said)} | self._reasons(name, ())
        self._conflict(name, options, way_out, given)

    def _reasons(self, name: str, sides: Collection[int]) -> Parts:
        """Return why an answer may stand against the evidence, by those who gave it; nobody else's counts."""
        full = REASONS.get(name)
        if full is None:
            return {}
        silent = {at for at, parts in self.apart if name not in parts}
        texts = [(self.labels[at], str(text)) for at, text in self._given(full) if at in {*sides, *silent}]
        return {full: joined(texts, self.known)}

    def _unsettled(self, name: str, said: Sequence[Said]) -> list[Said]:
        """Return what is said without circumstances somebody has gone on from, where others are left."""
        made = list(said)
        for circumstance in CAREFUL:
            given = [(one.side, value) for one in said if (value := getattr(one.stance, circumstance))]
            old = {at for at, value in given if self._is_settled(f"{name}.{circumstance}", at, value)}
            if len(old) < len(given):
                made = [one.without(circumstance) if one.side in old else one for one in made]
        return made

    def _careful(self, name: str, said: Sequence[Said]) -> None:
        """Write down whose confidence, date or grade the more careful one beat."""
        for circumstance in CAREFUL:
            full = f"{name}.{circumstance}"
            given: Given = [
                (one.side, value)
                for one in said
                if (value := getattr(one.stance, circumstance)) is not None
                and not self._is_settled(full, one.side, value)
            ]
            values = list(dict.fromkeys(value for _, value in given))
            stance = self.parts[name]
            stands = getattr(stance, circumstance)
            if len(values) < 2 or stands not in values:
                continue
            options = tuple(
                Option(tuple(self.labels[at] for at, other in given if other == value), value, {})
                for value in values
            )
            self._conflict(full, options, None, given, rule=values.index(stands))


def _order(name: str) -> int:
    """Return where a name stands in the wizard."""
    if name in merge_parts.SCALARS or "." not in name:
        return 1
    for place, signal in enumerate(_SIGNALS):
        if name == signal or name.startswith(f"{signal}."):
            return 2 + place
    rest = ("symptoms.", "tradeoffs.", "roadmap.", "gate.")
    return 10 + next((at for at, start in enumerate(rest) if name.startswith(start)), len(rest))


def _people(side: Side) -> Iterable[str]:
    yield side.label
    for one in side.product.assessments:
        yield from one.participants


def _source(value: object) -> Provenance | None:
    inner = value.value if isinstance(value, Shell) else value
    source = getattr(inner, "provenance", inner)
    return source if isinstance(source, Provenance) else None


def _worth(value: object) -> tuple[str, str, str]:
    """Return what decides between things that are nobody's answer: the newest, then any fixed order."""
    source = _source(value)
    when = source.imported.isoformat() if source is not None and source.imported else ""
    return when, source.file_name if source else "", merge_parts.canonical(value)
