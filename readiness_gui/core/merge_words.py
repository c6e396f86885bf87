"""The questions and answers of a merge in words, for the screen, the command line and the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_model import Kind, Option, Settled
from readiness_gui.core.merge_pairs import Side
from readiness_gui.core.merge_parts import COMPLAINTS, INTERVIEWS, REASONS, Stance
from readiness_gui.core.model import (
    Agreement,
    Assessment,
    GateReading,
    Prediction,
    Scenario,
    SignalAnswer,
    SurveyCounts,
    empty_signals,
)
from readiness_gui.core.review import review_items
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    BusinessModel,
    Cadence,
    Choice,
    Detection,
    GateResult,
    Grade,
    Priority,
    SignalId,
    Status,
    SymptomId,
    TradeoffId,
)
from readiness_gui.core.wording import date_words, listed, number, numbers, percent

#: the moment of an assessment that only lends its frame to one answer
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MergeWords:
    """Puts names of answers and values into words; ``today`` tells how old evidence is."""

    framework: Framework
    today: date
    #: an assessment of each file, for titles of tasks and names of scenarios
    assessments: tuple[Assessment, ...] = ()

    def question(self, name: str) -> str:
        """Return the question that the answer of this name belongs to."""
        start, _, rest = name.partition(".")
        match start:
            case "signals":
                return self._signal_question(rest)
            case "symptoms":
                symptom, _, part = rest.partition(".")
                text = self.framework.symptoms[SymptomId(symptom)]
                return self._say("question.reason", of=text.name) if part else text.question
            case "tradeoffs":
                tradeoff, _, part = rest.partition(".")
                sides = self.framework.tradeoffs[TradeoffId(tradeoff)]
                return self._say("question.note", of=sides.name) if part else sides.question
            case "gate":
                return self._gate_question(rest)
            case "roadmap":
                return self._roadmap_question(rest)
            case "scenarios" | "predictions":
                return self._say(f"question.{start[:-1]}", name=self._name_of(start, rest))
        return self._say(f"question.{start}")

    def asked(self, name: str) -> str:
        """Return the question of an agreement, the name itself where a file has one nobody knows."""
        try:
            return self.question(name)
        except (KeyError, ValueError, FrameworkError):
            return name

    def said(self, name: str, value: object) -> str:
        """Return an answer in a few words."""
        if isinstance(value, SignalAnswer):
            return "; ".join(part.rstrip(".") for part in self.signal(name, value) if part)
        if name.startswith("tradeoffs.") and isinstance(value, Choice):
            text = self.framework.tradeoffs[TradeoffId(name.split(".")[1])]
            return {Choice.FIRST: text.first, Choice.SECOND: text.second}.get(value, self._say("unknown"))
        if name == "claimed_stage" and isinstance(value, int):
            stage = self.framework.stages[value]
            return self.framework.phrase("core.review.stage", stage=stage.stage, name=stage.name)
        if name.endswith(".confidence"):
            return self._say("value.confidence", level=value)
        if name == "roadmap.people":
            return self._say("value.people", count=number(str(value), self.framework))
        if name in ("gate.plan.baseline", "gate.plan.growth") and isinstance(value, float):
            return number(percent(value, 1), self.framework)
        return self._value(value)

    def said_why(self, name: str, option: Option) -> str:
        """Return an answer in a few words, and why it may stand against the evidence if that was said."""
        said, why = self.said(name, option.value), self.why(name, option)
        return f"{said} ({why})" if why else said

    def why(self, name: str, option: Option) -> str:
        """Return why an answer may stand against the evidence, empty where nobody said."""
        reason = option.parts.get(REASONS.get(name, ""))
        return self._say("value.why", reason=reason) if reason else ""

    def said_of(self, name: str, value: object) -> str:
        """Return what stands without a question in a few words, be it rows that were put together."""
        if isinstance(value, Stance):
            answer = SignalAnswer(claimed=value.claimed, evidence=value.evidence)
            status, evidence, _ = self.signal(name, answer)
            return evidence if value.claimed is None and evidence else status
        if name in (INTERVIEWS, COMPLAINTS) or name in ("ballots", "agreements", "roadmap.removed"):
            count = len(value)  # type: ignore[arg-type]  # rows of these names
            return self._say("value.rows_one" if count == 1 else "value.rows", count=count)
        return self.said(name, value)

    def settled(self, one: Settled) -> str:
        """Return what needed no question in a few words."""
        words = self.said_of(one.field, one.value)
        return self._say("taken_out", words=words) if one.kind is Kind.TAKEN_OUT else words

    def signal(self, name: str, answer: SignalAnswer) -> tuple[str, str, str]:
        """Return the status with its grade, the evidence in short, and what stands behind it."""
        signal = SignalId(name.split(".")[1])
        frame = Assessment(
            id="", created=_NOON, as_of=self.today, signals={**empty_signals(), signal: answer}
        )
        items = review_items(frame, self.framework, self.today)
        mine = [item for item in items if item.step is STEP_OF_SIGNAL[signal]]
        evidence = self.framework.phrase("core.review.evidence")
        found = next((item.value or "" for item in mine if item.label == evidence), "")
        return mine[0].value or self._say("empty"), found, mine[0].detail

    def agreed(self, name: str, value: object) -> str:
        """Return the answer that was agreed on, without what stands behind it."""
        return self.signal(name, value)[0] if isinstance(value, SignalAnswer) else self.said(name, value)

    def left_open(self, name: str) -> str:
        """Return what is written down where none of the answers was chosen."""
        unknown = name.startswith(("signals.", "symptoms.", "tradeoffs.", "detection", "gate.formed"))
        return self._say("unknown" if unknown and not name.endswith(".survey") else "open")

    def rule(self, name: str) -> str:
        """Return why an answer stands that was chosen by a rule."""
        return self._say(f"rule.{name.rpartition('.')[2]}")

    def agreement(self, one: Agreement) -> tuple[str, ...]:
        """Return an agreement in lines to read aloud: what was agreed on and why, then who said what."""
        key = "agreement.line_reason" if one.reason.strip() else "agreement.line"
        day, reason = date_words(one.on, self.framework), one.reason.strip()
        said = (self._say("agreement.one", who=who, words=words) for who, words in one.said)
        return self._say(key, date=day, agreed=one.agreed, reason=reason), *said

    def _say(self, key: str, **values: object) -> str:
        return self.framework.phrase(f"merge.{key}", **values)

    def _signal_question(self, rest: str) -> str:
        signal, _, part = rest.partition(".")
        text = self.framework.signals[SignalId(signal)]
        if not part:
            return text.question
        if part.startswith("rankings."):
            return self._say("question.ranking", name=_plain(part.partition(".")[2]))
        if part == "survey":
            return self._say("question.survey")
        keys = ("note", "sources", "confidence", "evidence_date", "grade_set", "reason")
        return self._say(f"question.{part if part in keys else 'evidence'}", of=text.name)

    def _gate_question(self, rest: str) -> str:
        if rest.startswith("readings."):
            _, month, segment = rest.split(".", 2)
            key = "reading_segment" if segment else "reading"
            return self._say(f"question.{key}", month=month, segment=_plain(segment))
        if rest.startswith("plan."):
            return self._say(f"question.plan_{rest.partition('.')[2]}")
        known = rest in ("claimed", "formed_before", "note")
        return self._say(f"question.gate_{rest}" if known else "question.gate_plan")

    def _roadmap_question(self, rest: str) -> str:
        if not rest.startswith("tasks."):
            return self._say(
                f"question.roadmap_{rest}" if rest in ("start", "people") else "question.roadmap"
            )
        _, field, name = rest.split(".", 2)
        if field in ("shell", "edited"):
            return self._say("question.roadmap")
        title = self._name_of("tasks", name)
        return self._say("question.task", title=title, field=self._say(f"task.{field}"))

    def _name_of(self, kind: str, key: str) -> str:
        """Return what the thing with this id is called."""
        wanted = _plain(key)
        for one in self.assessments:
            tasks = one.roadmap.tasks if one.roadmap is not None else ()
            names = {
                "tasks": {task.id: task.title for task in tasks},
                "scenarios": {scenario.id: scenario.name for scenario in one.scenarios},
                "predictions": {made.id: made.by for made in one.predictions},
            }[kind]
            if wanted in names:
                return names[wanted] or self._say("empty")
        return wanted

    def _value(self, value: object) -> str:
        match value:
            case SurveyCounts():
                return self._say(
                    "value.survey", very=value.very, somewhat=value.somewhat, none=value.not_at_all
                )
            case GateReading():
                counts = ("control_retained", "control_users", "treatment_retained", "treatment_users")
                figures = {name: f"{getattr(value, name):,}" for name in counts}
                return self._say("value.reading", **numbers(self.framework, **figures))
            case Scenario():
                present = sum(status is Status.PRESENT for status in value.signals.values())
                gate = self.framework.gate_results[value.gate].name
                words = self._say("value.scenario", stage=value.stage, present=present, gate=gate)
                return f"{value.name}: {words}"
            case Prediction():
                return self._say(
                    "value.prediction",
                    due=date_words(value.due, self.framework),
                    **numbers(
                        self.framework, lift=percent(value.lift, 1), confidence=percent(value.confidence)
                    ),
                )
            case bool():
                return self._say("yes" if value else "no")
            case Enum():
                return self._word(value)
            case date():
                return date_words(value, self.framework)
            case tuple() | frozenset():
                items = sorted(value) if isinstance(value, frozenset) else value
                return ", ".join(self._value(one) for one in items) or self._say("empty")
        order = getattr(value, "order", None)
        if order is not None:
            return self._value(order)
        if value is None:
            return self._say("empty")
        return str(value).strip() or self._say("empty")

    def _word(self, value: Enum) -> str:
        texts = self.framework
        match value:
            case Answer():
                return texts.answers[value]
            case BusinessModel():
                return texts.business_models[value]
            case Priority():
                return texts.priorities[value]
            case GateResult():
                return texts.gate_results[value].name
            case Detection():
                return texts.phrase(f"core.detection.{value}")
            case Cadence():
                return texts.phrase(f"core.cadence.{value}")
            case Grade():
                return texts.phrase(f"core.grade.{value}")
        return str(value.value)


def doubts(sides: Sequence[Side], framework: Framework) -> tuple[str, ...]:
    """Return why these files may be no files of one product; nothing where there is no doubt."""
    products = [side.product for side in sides]
    names = list(dict.fromkeys(product.name.strip() for product in products))
    found = []
    if len({product.id for product in products}) > 1 and len({name.casefold() for name in names}) > 1:
        found.append(framework.phrase("merge.doubt.different", names=listed(names, framework)))
    if len({product.example for product in products}) > 1:
        name = next(product.name for product in products if product.example)
        found.append(framework.phrase("merge.doubt.example", name=name))
    return tuple(found)


def remarks(sides: Sequence[Side], framework: Framework, *, doubtful: bool) -> tuple[str, ...]:
    """Return what the user should know about the files although it is no reason against merging."""
    products = [side.product for side in sides]
    names = list(dict.fromkeys(product.name.strip() for product in products))
    found = []
    if len({product.id for product in products}) == 1 and len(names) > 1:
        found.append(framework.phrase("merge.doubt.renamed", names=listed(names, framework)))
    if doubtful:
        found.append(framework.phrase("merge.doubt.dates"))
    return tuple(found)


def _plain(key: str) -> str:
    """Return a key without the number that tells it from its namesakes."""
    return key.partition("\x1f")[0]
