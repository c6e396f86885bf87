"""An assessment as single answers by name, so that several people's can be laid side by side.

The names are the paths of the product file ("symptoms.unvalidated"); what is in a list there stands
under its own key ("scenarios.ID"). An answer that was not given has no name at all.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from readiness_gui.core.model import (
    Assessment,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    GateAnswer,
    GatePlan,
    PmfEvidence,
    PriorityEvidence,
    Provenance,
    Roadmap,
    SignalAnswer,
    Task,
    TradeoffAnswer,
)
from readiness_gui.core.roadmap import OWN
from readiness_gui.core.terms import Grade, SignalId, Status, SymptomId, TradeoffId

T = TypeVar("T")

SCALARS = ("business_model", "cadence", "claimed_stage", "detection")
PLAN = tuple(one.name for one in fields(GatePlan))
#: why an answer may stand against the evidence, by the name of the answer
REASONS = {
    answer: f"{answer}.reason"
    for answer in (*(f"symptoms.{one}" for one in SymptomId), *(f"signals.{one}" for one in SignalId))
}
NOTES = frozenset(
    {"context_note", "gate.note"}
    | {f"signals.{signal}.note" for signal in SignalId}
    | {f"tradeoffs.{tradeoff}.note" for tradeoff in TradeoffId}
    | set(REASONS.values())
)
INTERVIEWS = "signals.diversity.interviews"
COMPLAINTS = "signals.generic_failure.complaints"
RANKINGS = "signals.retention_priority.rankings."
TASKS = "roadmap.tasks."
EDITED = f"{TASKS}edited."
#: answers that hold several things, of which nobody's is left out
UNIONS = frozenset(
    {"participants", "ballots", "agreements", "roadmap.removed", INTERVIEWS, COMPLAINTS}
    | {f"signals.{signal}.sources" for signal in SignalId}
)
#: what is not anybody's answer; where it differs one is taken without asking
SHELLS = ("as_of", "roadmap.verdict", "gate.provenance", "gate.replaced")
_TASK_FIELDS = tuple(one.name for one in fields(Task) if one.name not in ("id", "kind", "edited"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What one person says about a signal, without what is united anyway (rows, notes, sources)."""

    claimed: Status | None = None
    override_reason: str = ""
    confidence: int | None = None
    evidence_date: date | None = None
    grade_set: Grade | None = None
    #: evidence of which only one can stand: a cohort table or a count of users
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Shell:
    """Evidence without its rows, or a task as it was generated."""

    value: Evidence | Task


def canonical(value: object) -> str:
    """Return a text that is the same for equal values, on every machine; provenance is left out."""
    if value is None or isinstance(value, Provenance):
        return "-"
    if is_dataclass(value) and not isinstance(value, type):
        inner = ",".join(f"{one.name}={canonical(getattr(value, one.name))}" for one in fields(value))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, Mapping):
        pairs = sorted(f"{canonical(key)}:{canonical(one)}" for key, one in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(canonical(one) for one in value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return repr(value)


def mark_of(value: object) -> str:
    """Return a short sign of a value, by which it is known again without keeping it."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def stance_of(answer: SignalAnswer) -> Stance:
    """Return what an answer says, without what is united."""
    evidence = answer.evidence
    if isinstance(evidence, PmfEvidence):
        table = replace(evidence, survey=None)
        evidence = table if table != PmfEvidence() else None  # an empty table says nothing
    elif isinstance(evidence, DiversityEvidence | ComplaintEvidence | PriorityEvidence):
        evidence = None
    return Stance(
        claimed=answer.claimed,
        override_reason=answer.override_reason,
        confidence=answer.confidence,
        evidence_date=answer.evidence_date,
        grade_set=answer.grade_set,
        evidence=evidence,
    )


def take_apart(one: Assessment) -> dict[str, object]:
    """Return every answer that was given, by its name."""
    found = dict(_all(one))
    return {key: value for key, value in found.items() if value not in (None, "", (), frozenset(), Stance())}


def put_together(frame: Assessment, parts: Mapping[str, Any]) -> Assessment:
    """Return an assessment with these answers; what is no answer is taken from ``frame``.

    Findings are not part of it: they follow from the evidence.
    """
    get = parts.get
    made: dict[str, object] = {name: get(name) for name in SCALARS}
    return replace(
        frame,
        **made,  # type: ignore[arg-type]  # names are those of the fields
        as_of=get("as_of", frame.as_of),
        participants=get("participants", ()),
        context_note=get("context_note", ""),
        signals={signal: _answer(signal, parts) for signal in SignalId},
        symptoms={one: parts[f"symptoms.{one}"] for one in SymptomId if f"symptoms.{one}" in parts},
        symptom_reasons={one: text for one in SymptomId if (text := get(f"symptoms.{one}.reason"))},
        signal_reasons={one: text for one in SignalId if (text := get(f"signals.{one}.reason"))},
        tradeoffs=dict(_tradeoffs(parts)),
        gate=_gate(parts),
        roadmap=_roadmap(parts),
        ballots=get("ballots", ()),
        scenarios=tuple(_under(parts, "scenarios.")),
        predictions=tuple(_under(parts, "predictions.")),
        agreements=get("agreements", ()),
    )


def _all(one: Assessment) -> Iterator[tuple[str, object]]:
    for name in (*SCALARS, "as_of", "participants", "context_note", "ballots", "agreements"):
        yield name, getattr(one, name)
    for signal, answer in one.signals.items():
        yield from _signal(signal, answer)
    for symptom, said in one.symptoms.items():
        yield f"symptoms.{symptom}", said
    for symptom, reason in one.symptom_reasons.items():
        yield f"symptoms.{symptom}.reason", reason
    for signal, reason in one.signal_reasons.items():
        yield f"signals.{signal}.reason", reason
    for tradeoff, given in one.tradeoffs.items():
        yield f"tradeoffs.{tradeoff}", given.choice
        yield f"tradeoffs.{tradeoff}.note", given.note
    for name in PLAN:
        yield f"gate.plan.{name}", getattr(one.gate.plan, name)
    for name in ("claimed", "formed_before", "note", "provenance", "replaced"):
        yield f"gate.{name}", getattr(one.gate, name)
    for key, reading in _named((f"{r.month}.{r.segment}", r) for r in one.gate.readings):
        yield f"gate.readings.{key}", reading
    if one.roadmap is not None:
        yield from _plan(one.roadmap)
    for key, scenario in _named((s.id, s) for s in one.scenarios):
        yield f"scenarios.{key}", scenario
    for key, prediction in _named((p.id, p) for p in one.predictions):
        yield f"predictions.{key}", prediction


def _signal(signal: SignalId, answer: SignalAnswer) -> Iterator[tuple[str, object]]:
    yield f"signals.{signal}", stance_of(answer)
    yield f"signals.{signal}.note", answer.note
    yield f"signals.{signal}.sources", answer.sources
    match answer.evidence:
        case PmfEvidence(survey=survey):
            yield "signals.pmf.survey", survey
        case DiversityEvidence() as found:
            yield "signals.diversity.shell", Shell(replace(found, interviews=()))
            yield INTERVIEWS, found.interviews
        case ComplaintEvidence() as found:
            yield "signals.generic_failure.shell", Shell(replace(found, complaints=()))
            yield COMPLAINTS, found.complaints
        case PriorityEvidence() as found:
            yield "signals.retention_priority.shell", Shell(replace(found, rankings=()))
            for key, ranking in _named((r.participant, r) for r in found.rankings):
                yield f"{RANKINGS}{key}", ranking


def _plan(roadmap: Roadmap) -> Iterator[tuple[str, object]]:
    yield "roadmap.start", roadmap.start
    yield "roadmap.people", roadmap.people
    yield "roadmap.verdict", roadmap.verdict
    yield "roadmap.removed", roadmap.removed
    for key, task in _named((task.id, task) for task in roadmap.tasks):
        yield f"{TASKS}shell.{key}", Shell(task)
        yield f"{EDITED}{key}", task.edited
        own = frozenset(_TASK_FIELDS) if task.id.startswith(OWN) else task.edited | {"owner", "done"}
        for name in sorted(own & frozenset(_TASK_FIELDS)):
            value = getattr(task, name)
            if name in task.edited or value:
                yield f"{TASKS}{name}.{key}", (value,)


def _named(pairs: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Yield pairs under names of their own; a name that comes again gets a number."""
    seen: Counter[str] = Counter()
    for name, value in pairs:
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}\x1f{seen[name]}"), value


def _under(parts: Mapping[str, Any], start: str) -> Iterator[Any]:
    return (value for key, value in parts.items() if key.startswith(start))


def _answer(signal: SignalId, parts: Mapping[str, Any]) -> SignalAnswer:
    stance = parts.get(f"signals.{signal}", Stance())
    assert isinstance(stance, Stance)  # noqa: S101 - the only thing put under that name
    own = {one.name: getattr(stance, one.name) for one in fields(Stance)}
    own["evidence"] = _evidence(signal, stance.evidence, parts)
    own["note"] = parts.get(f"signals.{signal}.note", "")
    own["sources"] = parts.get(f"signals.{signal}.sources", ())
    return SignalAnswer(**own)


def _evidence(signal: SignalId, alone: Evidence | None, parts: Mapping[str, Any]) -> Evidence | None:
    shell = parts.get(f"signals.{signal}.shell")
    found = shell.value if isinstance(shell, Shell) else None
    match signal:
        case SignalId.PMF if "signals.pmf.survey" in parts:
            table = alone if isinstance(alone, PmfEvidence) else PmfEvidence()
            return replace(table, survey=parts["signals.pmf.survey"])
        case SignalId.DIVERSITY if isinstance(found, DiversityEvidence):
            return replace(found, interviews=parts.get(INTERVIEWS, ()))
        case SignalId.GENERIC_FAILURE if isinstance(found, ComplaintEvidence):
            return replace(found, complaints=parts.get(COMPLAINTS, ()))
        case SignalId.RETENTION_PRIORITY if isinstance(found, PriorityEvidence):
            return replace(found, rankings=tuple(_under(parts, RANKINGS)))
    return alone


def _tradeoffs(parts: Mapping[str, Any]) -> Iterator[tuple[TradeoffId, TradeoffAnswer]]:
    for one in TradeoffId:
        choice, note = parts.get(f"tradeoffs.{one}"), parts.get(f"tradeoffs.{one}.note", "")
        if choice is not None or note:
            yield one, TradeoffAnswer(choice, note)


def _gate(parts: Mapping[str, Any]) -> GateAnswer:
    plan = {name: parts[f"gate.plan.{name}"] for name in PLAN if f"gate.plan.{name}" in parts}
    names = ("claimed", "formed_before", "note", "provenance", "replaced")
    own = {name: parts[f"gate.{name}"] for name in names if f"gate.{name}" in parts}
    readings = tuple(_under(parts, "gate.readings."))
    return GateAnswer(plan=GatePlan(**plan), readings=readings, **own)


def _roadmap(parts: Mapping[str, Any]) -> Roadmap | None:
    if "roadmap.start" not in parts:
        return None
    removed = frozenset(parts.get("roadmap.removed", ()))
    start = f"{TASKS}shell."
    tasks = [
        _task(one.value, key.removeprefix(start), parts)
        for key, one in parts.items()
        if key.startswith(start) and isinstance(one, Shell) and isinstance(one.value, Task)
    ]
    tasks = [task for task in tasks if task.id not in removed or _worked_on(task)]
    return Roadmap(
        start=parts["roadmap.start"],
        tasks=tuple(tasks),
        removed=removed - {task.id for task in tasks},
        verdict=parts.get("roadmap.verdict"),
        people=parts.get("roadmap.people"),
    )


def _task(shell: Task, key: str, parts: Mapping[str, Any]) -> Task:
    """Return a generated task with what people changed in it; its end is never before its start."""
    own = {
        name: value[0]
        for name in _TASK_FIELDS
        if isinstance(value := parts.get(f"{TASKS}{name}.{key}"), tuple)
    }
    edited = parts.get(f"{EDITED}{key}", frozenset())
    task = replace(shell, **own, edited=edited)
    return task if task.start <= task.end else replace(task, end=task.start)


def _worked_on(task: Task) -> bool:
    return bool(task.edited or task.done or task.owner) or task.id.startswith(OWN)


def answered(one: Assessment) -> tuple[int, int]:
    """Return how many of the wizard's questions are answered, and how many there are."""
    parts = take_apart(one)
    asked = (*SCALARS, *(f"symptoms.{key}" for key in SymptomId), *(f"tradeoffs.{key}" for key in TradeoffId))
    given = sum(answer.answered or answer.evidence is not None for answer in one.signals.values())
    return given + sum(name in parts for name in asked), len(asked) + len(one.signals)
