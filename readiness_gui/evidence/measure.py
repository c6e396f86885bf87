"""The command ``measure``: a table in, one JSON-ready answer out, as documented in the README."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.figures import GateFigures, LiftFigures, PmfFigures, PriorityFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Finding,
    GateAnswer,
    GateReading,
    Interview,
    PriorityEvidence,
    Ranking,
)
from readiness_gui.core.terms import Priority, SignalId
from readiness_gui.evidence.assess import assess, assess_gate
from readiness_gui.evidence.check import check, check_gate
from readiness_gui.evidence.clipboard import number, parse_day, pole_of
from readiness_gui.evidence.events import EventOptions, measure_events
from readiness_gui.evidence.tables import guess_columns, open_table, optional_columns, quoted

#: kind -> the columns it needs, and those it may have
KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "interviews": (("user", "profile"), ()),
    "complaints": (("user", "segment", "axis", "pole"), ("date", "source")),
    "ranking": (("participant", "option", "rank"), ()),
    "gate": (("segment", "arm", "month", "users", "retained"), ()),
}
#: figures that the screen needs and the documented answer does not have
_HIDDEN: Mapping[type, frozenset[str]] = {
    PmfFigures: frozenset({"curve", "benchmark", "survey"}),
    PriorityFigures: frozenset({"participants", "top"}),
    LiftFigures: frozenset({"control_users", "treatment_users"}),
    GateFigures: frozenset({"months"}),
}

Row = dict[str, str]


def measure_log(path: Path, options: EventOptions, framework: Framework) -> dict[str, Any]:
    """Return both signals of an event log.

    Raises:
        BadInputError: the file cannot be used.

    """
    made = measure_events(path, options, framework)
    as_of = made.active.as_of or datetime.now(UTC).date()
    found = {
        signal: assess(
            signal,
            evidence,
            framework=framework,
            business_model=options.business_model,
            cadence=options.cadence,
            today=as_of,
        )
        for signal, evidence in ((SignalId.PMF, made.pmf), (SignalId.ACTIVE_USERS, made.active))
    }
    return {
        **{signal.value: answer(finding) for signal, finding in found.items() if finding is not None},
        "rows": {"read": made.read, "refused": made.refused},
    }


def measure_table(kind: str, path: Path, framework: Framework, today: date) -> dict[str, Any]:
    """Return the one signal, or the gate, of a table of interviews, complaints, rankings or readings.

    Raises:
        BadInputError: the file or a row cannot be used.

    """
    rows = read_rows(kind, path, framework)
    if kind == "gate":
        return _gate_answer(rows, path, framework)
    evidence: Evidence
    match kind:
        case "interviews":
            signal, evidence = SignalId.DIVERSITY, _interviews(rows)
        case "complaints":
            signal, evidence = SignalId.GENERIC_FAILURE, _complaints(rows, path, framework)
        case _:
            signal, evidence = SignalId.RETENTION_PRIORITY, _rankings(rows, path, framework)
    problems = check(signal, evidence, framework=framework, today=today)
    if problems:
        raise BadInputError(f"{path.name}: {problems[0].message}")
    finding = assess(signal, evidence, framework=framework, today=today)
    if finding is None:
        raise BadInputError(framework.phrase("import.empty", file=path.name))
    return answer(finding)


def read_rows(kind: str, path: Path, framework: Framework) -> list[Row]:
    """Return the rows of a small table by role, as text, in the order of the file."""
    needed, possible = KINDS[kind]
    with open_table(path, framework) as table:
        mapping = guess_columns(table.columns, needed, {}, path, framework)
        mapping |= optional_columns(table.columns, possible)
        names = ", ".join(quoted(column) for column in mapping.values())
        found = table.fetch(f"SELECT {names} FROM source")  # noqa: S608 - names are quoted
        if lines := table.misshapen():
            raise BadInputError(framework.phrase("import.shape", file=path.name, line=lines[0]))
    rows = [
        {role: "" if cell is None else str(cell).strip() for role, cell in zip(mapping, row, strict=True)}
        for row in found
    ]
    return [row for row in rows if any(row.values())]


def answer(finding: Finding) -> dict[str, Any]:
    """Return a finding as the documented object."""
    return {
        "signal": finding.signal.value,
        "status": finding.status.value,
        "reason": finding.reason,
        "resolve": finding.resolve,
        "figures": plain(finding.figures),
    }


def plain(value: Any) -> Any:
    """Return figures as what JSON holds, without what only the screen needs."""
    if isinstance(value, PriorityFigures):
        points = {option.value: score for option, score in value.borda}
        winner = value.condorcet_winner
        return {
            "borda": points,
            "condorcet_winner": winner.value if winner else None,
            "kendall_w": value.kendall_w,
        }
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        hidden = _HIDDEN.get(type(value), frozenset())
        shown = [field.name for field in dataclasses.fields(value) if field.name not in hidden]
        return {name: plain(getattr(value, name)) for name in shown}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _interviews(rows: Sequence[Row]) -> DiversityEvidence:
    """Return interviews; a user may stand in several rows, and a cell hold several tags."""
    tags: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        tags[row["user"]] += [tag.strip() for tag in row["profile"].split(";") if tag.strip()]
    return DiversityEvidence(interviews=tuple(Interview(user, tuple(found)) for user, found in tags.items()))


def _complaints(rows: Sequence[Row], path: Path, framework: Framework) -> ComplaintEvidence:
    made = []
    for line, row in enumerate(rows, 2):
        pole = pole_of(row["pole"])
        if pole is None:
            words = framework.phrase("evidence.paste.pole", line=line, text=row["pole"])
            raise BadInputError(f"{path.name}: {words}")
        day = parse_day(row.get("date", ""))
        if day is None and row.get("date"):
            words = framework.phrase("evidence.paste.date", line=line, text=row["date"])
            raise BadInputError(f"{path.name}: {words}")
        made.append(Complaint(row["user"], row["segment"], row["axis"], pole, day, row.get("source", "")))
    return ComplaintEvidence(complaints=tuple(made))


def _rankings(rows: Sequence[Row], path: Path, framework: Framework) -> PriorityEvidence:
    placed: dict[str, list[tuple[float, Priority]]] = defaultdict(list)
    for line, row in enumerate(rows, 2):
        option = row["option"].casefold()
        if option not in set(Priority):
            known = ", ".join(Priority)
            words = framework.phrase("evidence.paste.option", line=line, text=row["option"], options=known)
            raise BadInputError(f"{path.name}: {words}")
        place = number(row["rank"])
        if place is None:
            words = framework.phrase("evidence.paste.rank", line=line, text=row["rank"])
            raise BadInputError(f"{path.name}: {words}")
        placed[row["participant"]].append((place, Priority(option)))
    rankings = (Ranking(name, tuple(option for _, option in sorted(order))) for name, order in placed.items())
    return PriorityEvidence(rankings=tuple(rankings))


def _gate_answer(rows: Sequence[Row], path: Path, framework: Framework) -> dict[str, Any]:
    made = GateAnswer(readings=tuple(_readings(rows, path, framework)))
    problems = check_gate(made, framework)
    if problems:
        raise BadInputError(f"{path.name}: {problems[0].message}")
    figures = assess_gate(made, framework)
    if figures is None:
        raise BadInputError(framework.phrase("import.arms", file=path.name))
    text = framework.gate_results[figures.overall.decision]
    return {
        "signal": "gate",
        "status": figures.overall.decision.value,
        "reason": f"{text.name}: {text.rule}",
        "resolve": text.why,
        "figures": plain(figures),
    }


def _readings(rows: Sequence[Row], path: Path, framework: Framework) -> list[GateReading]:
    """Return one reading a segment and month from a row an arm."""
    counts: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line, row in enumerate(rows, 2):
        arm = row["arm"].casefold()
        if arm not in ("control", "treatment"):
            raise BadInputError(framework.phrase("import.arm", file=path.name, line=line, value=row["arm"]))
        numbers = {}
        for role in ("month", "users", "retained"):
            value = number(row[role])
            if value is None or value != int(value):
                words = framework.phrase("evidence.paste.number", line=line, text=row[role])
                raise BadInputError(f"{path.name}: {words}")
            numbers[role] = int(value)
        segment = "" if row["segment"].casefold() in ("all", "overall", "total") else row["segment"]
        cell = counts[segment, numbers["month"]]
        cell[f"{arm}_users"] += numbers["users"]
        cell[f"{arm}_retained"] += numbers["retained"]
    keys = ("control_users", "control_retained", "treatment_users", "treatment_retained")
    return [
        GateReading(segment=segment, month=month, **{key: cell[key] for key in keys})
        for (segment, month), cell in counts.items()
    ]
