"""The command ``measure``: a table in, one JSON-ready answer out, as documented in the README."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.figures import GateFigures, LiftFigures, PmfFigures, PriorityFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.signal import Finding
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.assess import assess, assess_gate
from readiness_gui.evidence.check import check, check_gate
from readiness_gui.evidence.events import measured
from readiness_gui.evidence.logs import EventOptions, Log

if TYPE_CHECKING:
    from readiness_gui.core.model import GateReading
    from readiness_gui.evidence.rows import RowReader

#: figures that the screen needs and the documented answer does not have
_HIDDEN: Mapping[type, frozenset[str]] = {
    PmfFigures: frozenset({"curve", "benchmark", "survey"}),
    PriorityFigures: frozenset({"participants", "top"}),
    LiftFigures: frozenset({"control_users", "treatment_users"}),
    GateFigures: frozenset({"months"}),
}


def log_answer(log: Log, options: EventOptions, framework: Framework) -> dict[str, Any]:
    """Return both signals of an event log that was read."""
    made = measured(log, framework, options.business_model)
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


def measure_table(
    kind: str,
    path: Path,
    framework: Framework,
    today: date,
    *,
    given: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> dict[str, Any]:
    """Return the one signal, or the gate, of a table of interviews, complaints, rankings or readings.

    Raises:
        BadInputError: the file or a row cannot be used.

    """
    from readiness_gui.evidence.imports import SIGNALS, read_lines
    from readiness_gui.evidence.rows import READERS, RowReader

    lines, source = read_lines(kind, path, framework, given=given, sheet=sheet)
    if source.refused:
        words = {"file": path.name, "line": source.refused[0].line}
        raise BadInputError(framework.phrase("import.shape", **words))
    reader = RowReader(framework)
    if kind == "gate":
        readings = reader.readings(lines)
        _refuse(reader, path, framework)
        return _gate_answer(readings, path, framework)
    signal, evidence = SIGNALS[kind], READERS[kind](reader, lines)
    _refuse(reader, path, framework)
    problems = check(signal, evidence, framework=framework, today=today)
    if problems:
        raise BadInputError(f"{path.name}: {problems[0].message}")
    finding = assess(signal, evidence, framework=framework, today=today)
    if finding is None:
        raise BadInputError(framework.phrase("import.empty", file=path.name))
    return answer(finding)


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


def _refuse(reader: RowReader, path: Path, framework: Framework) -> None:
    """Say which row is to be mended: an answer without the others would look complete."""
    if reader.refused:
        first = reader.refused[0]
        words = {"file": path.name, "line": first.line, "reason": first.reason}
        raise BadInputError(framework.phrase("import.row", **words))


def _gate_answer(readings: tuple[GateReading, ...], path: Path, framework: Framework) -> dict[str, Any]:
    from readiness_gui.core.gate_words import left_out_words
    from readiness_gui.core.model import GateAnswer

    made = GateAnswer(readings=readings)
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
        "reason": " ".join(filter(None, (f"{text.name}: {text.rule}", left_out_words(figures, framework)))),
        "resolve": text.why,
        "figures": plain(figures),
    }
