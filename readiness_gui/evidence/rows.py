"""Rows of a small table, by role and as text, to evidence; rows that cannot be used are named.

The tables are those of the design: interviews, complaints, rankings and readings of the gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    GateReading,
    Interview,
    PriorityEvidence,
    Ranking,
)
from readiness_gui.core.terms import Priority
from readiness_gui.evidence.clipboard import number, option_names, parse_day, pole_of
from readiness_gui.evidence.refused import Refused

#: what the row of all users together is called in a table of the gate
OVERALL = frozenset({"", "all", "overall", "total"})
ARMS = ("control", "treatment")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its line in the file and its cells by role, trimmed."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        """Return a cell; empty where the table has no such column."""
        return self.cells.get(role, "")


class _RefusedRow(Exception):  # noqa: N818 - not a fault, a row to be counted
    """Carries the reason."""


class _Spelling:
    """Gives names that differ only in case or spaces one spelling, the first."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        tidy = " ".join(name.split())
        return self._known.setdefault(tidy.casefold(), tidy)


class RowReader:
    """Turns lines into evidence and gathers those it had to refuse in :attr:`refused`."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self.refused: list[Refused] = []

    def interviews(self, lines: Sequence[Line]) -> DiversityEvidence:
        """Return interviews; a user may stand in several rows, and a cell hold several tags."""
        tags: dict[str, list[str]] = defaultdict(list)
        same = _Spelling()
        for line in lines:
            with self._refusing(line):
                user = same(self._text(line, "user"))
                tags[user] += [tag.strip() for tag in line["profile"].split(";") if tag.strip()]
        return DiversityEvidence(
            interviews=tuple(Interview(user, tuple(found)) for user, found in tags.items())
        )

    def complaints(self, lines: Sequence[Line]) -> ComplaintEvidence:
        """Return complaints, one a row."""
        made = []
        for line in lines:
            with self._refusing(line):
                user, segment, axis = (self._text(line, role) for role in ("user", "segment", "axis"))
                pole = pole_of(line["pole"])
                if pole is None:
                    raise self._because("pole", line["pole"])
                made.append(Complaint(user, segment, axis, pole, self._day(line), line["source"]))
        return ComplaintEvidence(complaints=tuple(made))

    def rankings(self, lines: Sequence[Line]) -> PriorityEvidence:
        """Return one ranking a participant, from a row an option; equal ranks are ties."""
        names = option_names(self._framework)
        placed: dict[str, list[tuple[float, Priority]]] = defaultdict(list)
        for line in lines:
            with self._refusing(line):
                participant, option = self._text(line, "participant"), names.get(line["option"].casefold())
                if option is None:
                    raise self._because("option", line["option"], options=", ".join(Priority))
                place = number(line["rank"])
                if place is None:
                    raise self._because("number", line["rank"])
                placed[participant].append((place, option))
        rankings = (Ranking.of_places(name, places) for name, places in placed.items())
        return PriorityEvidence(rankings=tuple(rankings))

    def readings(self, lines: Sequence[Line]) -> tuple[GateReading, ...]:
        """Return one reading a segment and month, from a row an arm."""
        counts: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        same = _Spelling()
        for line in lines:
            with self._refusing(line):
                arm = line["arm"].casefold()
                if arm not in ARMS:
                    raise self._because("arm", line["arm"])
                month, users, retained = (self._whole(line, role) for role in ("month", "users", "retained"))
                segment = "" if line["segment"].casefold() in OVERALL else same(line["segment"])
                cell = counts[segment, month]
                cell[f"{arm}_users"] += users
                cell[f"{arm}_retained"] += retained
        keys = ("control_users", "control_retained", "treatment_users", "treatment_retained")
        return tuple(
            GateReading(segment=segment, month=month, **{key: cell[key] for key in keys})
            for (segment, month), cell in counts.items()
        )

    @contextmanager
    def _refusing(self, line: Line) -> Iterator[None]:
        try:
            yield
        except _RefusedRow as reason:
            self.refused.append(Refused(line.line, str(reason)))

    def _because(self, key: str, value: str, **values: object) -> _RefusedRow:
        return _RefusedRow(self._framework.phrase(f"import.reason.{key}", value=value[:60], **values))

    def _text(self, line: Line, role: str) -> str:
        if not line[role]:
            raise self._because("missing", "", role=role)
        return line[role]

    def _whole(self, line: Line, role: str) -> int:
        value = number(line[role])
        if value is None or value != int(value) or "%" in line[role]:
            raise self._because("number", line[role])
        return int(value)

    def _day(self, line: Line) -> date | None:
        day = parse_day(line["date"])
        if day is None and line["date"]:
            raise self._because("time", line["date"])
        return day


#: kind of table -> how its lines become evidence; the gate's readings are read by their own method
READERS: Mapping[
    str, Callable[[RowReader, Sequence[Line]], DiversityEvidence | ComplaintEvidence | PriorityEvidence]
] = {
    "interviews": RowReader.interviews,
    "complaints": RowReader.complaints,
    "ranking": RowReader.rankings,
}
