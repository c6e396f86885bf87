"""How the rows of the evidence grids and the typed evidence go over into each other."""

from __future__ import annotations

from collections.abc import Sequence

from readiness_gui.core.model import CohortRow, Complaint, GateReading, Interview
from readiness_gui.core.terms import Pole
from readiness_gui.evidence.clipboard import POLES, number, parse_day
from readiness_gui.ui.widgets.grid_model import Bad, GridColumn, GridSpec, Row

MOST_WINDOWS = 12


def cohort_spec(start: str, size: str, periods: int) -> GridSpec[CohortRow]:
    """Return the grid of cohorts: when they started, how many, and one column a period."""
    columns = (
        GridColumn(start, weight=2),
        GridColumn(size, number=True),
        *(GridColumn(str(period), number=True) for period in range(1, periods + 1)),
    )

    def to_row(cohort: CohortRow) -> Row:
        cells = ["" if cell is None else str(cell) for cell in cohort.retained]
        size = str(cohort.size) if cohort.size else ""
        row = [cohort.start, size, *cells, *[""] * periods]
        return row[: periods + 2]

    def from_row(row: Row) -> CohortRow | Bad:
        users = _count(row[1]) if row[1].strip() else 0
        if users is None:
            return Bad(1)
        retained: list[int | None] = []
        for column, cell in enumerate(row[2:], 2):
            value = _retained(cell, users)
            if value is None and cell.strip():
                return Bad(column)
            retained.append(value)
        while retained and retained[-1] is None:
            retained.pop()
        return CohortRow(row[0].strip(), users, tuple(retained))

    return GridSpec(columns, to_row, from_row, fewest_rows=4)


def interview_spec(user: str, profiles: str) -> GridSpec[Interview]:
    """Return the grid of interviews: a user and the profiles noted, separated by semicolons."""

    def to_row(one: Interview) -> Row:
        return [one.user, "; ".join(one.profiles)]

    def from_row(row: Row) -> Interview | Bad:
        tags = tuple(tag.strip() for tag in row[1].split(";") if tag.strip())
        return Interview(row[0].strip(), tags)

    columns = (GridColumn(user), GridColumn(profiles, complete=True, separator=";", weight=3))
    return GridSpec(columns, to_row, from_row, fewest_rows=20)


def complaint_spec(titles: Sequence[str], poles: dict[Pole, str]) -> GridSpec[Complaint]:
    """Return the grid of complaints; ``titles`` name user, segment, axis, pole, date and source."""
    words = {alias: pole for pole, aliases in POLES.items() for alias in aliases if alias}
    words |= {name.casefold(): pole for pole, name in poles.items()}

    def to_row(one: Complaint) -> Row:
        day = one.date.isoformat() if one.date else ""
        return [one.user, one.segment, one.axis, poles[one.pole], day, one.source]

    def from_row(row: Row) -> Complaint | Bad:
        pole = words.get(row[3].strip().casefold())
        if pole is None:
            return Bad(3)
        day = parse_day(row[4].strip())
        if day is None and row[4].strip():
            return Bad(4)
        user, segment, axis, source = (row[at].strip() for at in (0, 1, 2, 5))
        return Complaint(user, segment, axis, pole, day, source)

    columns = (
        GridColumn(titles[0], weight=2),
        GridColumn(titles[1], complete=True, weight=3),
        GridColumn(titles[2], complete=True, weight=3),
        GridColumn(titles[3], choices=tuple(poles.values()), weight=2),
        GridColumn(titles[4], weight=2),
        GridColumn(titles[5], complete=True, weight=2),
    )
    return GridSpec(columns, to_row, from_row, fewest_rows=8)


def window_spec(title: str, now: str, before: str) -> GridSpec[int]:
    """Return the grid of active users, the current window first; ``before`` has ``{count}``."""

    def from_row(row: Row) -> int | Bad:
        value = _count(row[0])
        return Bad(0) if value is None else value

    return GridSpec(
        (GridColumn(title, number=True),),
        lambda value: [str(value)],
        from_row,
        fewest_rows=3,
        most_rows=MOST_WINDOWS,
        row_name=lambda at: before.format(count=at) if at else now,
    )


def reading_spec(titles: Sequence[str]) -> GridSpec[GateReading]:
    """Return the grid of gate readings; ``titles`` name segment, month, and users and stayed of each arm."""

    def to_row(one: GateReading) -> Row:
        counts = (one.control_users, one.control_retained, one.treatment_users, one.treatment_retained)
        return [one.segment, str(one.month), *(str(count) for count in counts)]

    def from_row(row: Row) -> GateReading | Bad:
        counts = []
        for at, cell in enumerate(row[1:], 1):
            value = _count(cell)
            if value is None:
                return Bad(at)
            counts.append(value)
        month, users, retained, treated, kept = counts
        return GateReading(
            segment=row[0].strip(),
            month=month,
            control_users=users,
            control_retained=retained,
            treatment_users=treated,
            treatment_retained=kept,
        )

    first, *others = titles
    columns = (GridColumn(first, complete=True, weight=2), *(GridColumn(one, number=True) for one in others))
    return GridSpec(columns, to_row, from_row, fewest_rows=3)


def _count(cell: str) -> int | None:
    value = number(cell.strip())
    return int(value) if value is not None and value == int(value) and "%" not in cell else None


def _retained(cell: str, users: int) -> int | None:
    """Return the count of a cell; a share such as 41 % is taken of the cohort's size, never above it."""
    if "%" not in cell:
        return _count(cell)
    share = number(cell.strip())
    return round(users * share / 100) if share is not None and users and 0 <= share <= 100 else None
