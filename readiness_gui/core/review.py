"""Every answer of an assessment in words, for Review and the report; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from readiness_gui.core.contradictions import (
    Outcome,
    kept_words,
    signal_checks,
    standing_words,
    symptom_checks,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_plan import is_planned
from readiness_gui.core.gate_words import plan_pairs, plan_short
from readiness_gui.core.model import Assessment, SignalAnswer, TradeoffAnswer
from readiness_gui.core.signal import (
    ActiveUsersEvidence,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    PmfEvidence,
    PriorityEvidence,
)
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    Choice,
    SignalId,
    StepId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.core.wording import date_words, number


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One answer; ``value`` is ``None`` where nothing was answered."""

    step: StepId
    label: str
    value: str | None
    detail: str


def review_items(assessment: Assessment, framework: Framework, today: date) -> tuple[ReviewItem, ...]:
    """Return every answer, in the order of the steps."""
    writer = _Writer(assessment, framework, today)
    return tuple(writer.items())


class _Writer:
    """Puts the answers of one assessment into words."""

    def __init__(self, assessment: Assessment, framework: Framework, today: date) -> None:
        self.assessment = assessment
        self.framework = framework
        self.today = today

    def items(self) -> Iterator[ReviewItem]:
        """Yield all items."""
        yield from self._start()
        for signal, step in STEP_OF_SIGNAL.items():
            yield from self._signal(signal, step)
        yield from self._symptoms()
        for tradeoff in TradeoffId:
            yield self._tradeoff(tradeoff)
        if is_planned(self.assessment.gate.plan):
            yield self._plan()
        yield self._gate()

    def _say(self, key: str, **values: object) -> str:
        return self.framework.phrase(f"core.review.{key}", **values)

    def _counted(self, key: str, count: int) -> str:
        return self._say(f"{key}_one" if count == 1 else key, count=count)

    def _word(self, table: str, key: str | None) -> str | None:
        return None if key is None else self.framework.phrase(f"core.{table}.{key}")

    def _answer(self, answer: Answer | None) -> str | None:
        return None if answer is None else self.framework.answers[answer]

    def _start(self) -> Iterator[ReviewItem]:
        one = self.assessment
        stage, model = one.claimed_stage, one.business_model
        overestimated = (stage or 1) > 1 and not one.segment_detection
        values = {
            "claimed_stage": None
            if stage is None
            else self._say("stage", stage=stage, name=self.framework.stages[stage].name),
            "detection": self._word("detection", one.detection),
            "business_model": None if model is None else self.framework.business_models[model],
            "cadence": self._word("cadence", one.cadence),
            "as_of": date_words(one.as_of, self.framework),
            "participants": ", ".join(one.participants) or None,
            "context_note": one.context_note.strip() or None,
        }
        for key, value in values.items():
            detail = self._say("counted_as_1") if overestimated and key == "claimed_stage" else ""
            if value is not None or key not in ("participants", "context_note"):
                yield ReviewItem(StepId.START, self._say(key), value, detail)

    def _signal(self, signal: SignalId, step: StepId) -> Iterator[ReviewItem]:
        answer = self.assessment.signals[signal]
        name = self.framework.signals[signal].name
        if answer.answered:
            status = str(self._word("status", answer.status))
            value = self._say("status", status=status, grade=self._word("grade", answer.grade))
            yield ReviewItem(step, name, value[:1].upper() + value[1:], self._why(answer))
        else:
            yield ReviewItem(step, name, None, "")
        evidence = self._evidence(answer.evidence)
        if evidence:
            yield ReviewItem(step, self._say("evidence"), evidence, "")
        if answer.note.strip():
            yield ReviewItem(step, self._say("note"), answer.note.strip(), "")
        if answer.sources:
            yield ReviewItem(step, self._say("sources"), "\n".join(answer.sources), "")

    def _why(self, answer: SignalAnswer) -> str:
        """Return what stands behind a status: reason, override, confidence and age."""
        parts = []
        finding = answer.finding
        if finding is not None and answer.overridden:
            status = self._word("status", finding.status)
            parts.append(self._say("overridden", status=status, reason=answer.override_reason.strip()))
        elif finding is not None:
            parts.append(finding.reason)
            if answer.claimed not in (None, finding.status):
                parts.append(self._say("not_in_force", status=self._word("status", answer.claimed)))
        if answer.confidence is not None:
            parts.append(self._say("confidence", confidence=answer.confidence))
        parts.append(self._age(answer))
        return " ".join(parts)

    def _age(self, answer: SignalAnswer) -> str:
        age = answer.age_days(self.assessment.judged_on(self.today))
        if age is None or answer.evidence_date is None:
            return self._say("undated")
        key = "stale" if age > self.framework.thresholds.stale_days else "dated"
        return self._say(key, date=date_words(answer.evidence_date, self.framework), days=age)

    def _evidence(self, evidence: Evidence | None) -> str:
        """Return how much evidence there is and which file it came from."""
        parts: list[str] = []
        match evidence:
            case PmfEvidence():
                if evidence.cohorts:
                    parts.append(self._counted("cohorts", len(evidence.cohorts)))
                if evidence.survey:
                    parts.append(self._counted("survey", evidence.survey.total))
            case DiversityEvidence():
                parts.append(self._counted("interviews", len(evidence.interviews)))
            case ComplaintEvidence():
                parts.append(self._counted("complaints", len(evidence.complaints)))
            case ActiveUsersEvidence() if evidence.count is not None:
                count = number(f"{evidence.count:,}", self.framework)
                parts.append(self._say("active_users", count=count, days=evidence.window_days))
            case PriorityEvidence():
                parts.append(self._counted("rankings", len(evidence.rankings)))
            case _:
                pass
        if evidence is not None and evidence.provenance is not None:
            parts.append(self._say("imported", file=evidence.provenance.file_name))
        return ", ".join(parts)

    def _symptoms(self) -> Iterator[ReviewItem]:
        """Yield the answers on the trap, and what the evidence says against them."""
        for check in symptom_checks(self.assessment, self.framework):
            symptom = SymptomId(check.subject)
            answer = self._answer(self.assessment.symptoms.get(symptom))
            detail = standing_words(check, self.framework) if check.outcome is Outcome.CONTRADICTS else ""
            yield ReviewItem(StepId.TRAP, self.framework.symptoms[symptom].question, answer, detail)
        for check in signal_checks(self.assessment, self.framework):
            if check.settled_on is StepId.TRAP:
                yield ReviewItem(StepId.TRAP, check.name, check.sentence, kept_words(check, self.framework))

    def _tradeoff(self, tradeoff: TradeoffId) -> ReviewItem:
        given = self.assessment.tradeoffs.get(tradeoff, TradeoffAnswer())
        text = self.framework.tradeoffs[tradeoff]
        sides = {
            Choice.FIRST: text.first,
            Choice.SECOND: text.second,
            Choice.UNKNOWN: self.framework.answers[Answer.UNKNOWN],
        }
        value = None if given.choice is None else sides[given.choice]
        return ReviewItem(StepId.TRADEOFFS, text.name, value, given.note.strip())

    def _plan(self) -> ReviewItem:
        """Return the plan of the gate, and the users it takes."""
        plan = self.assessment.gate.plan
        pairs = "\n".join(f"{name}: {value}" for name, value in plan_pairs(plan, self.framework))
        name = self.framework.phrase("gate_plan.field.plan")
        return ReviewItem(StepId.GATE, name, pairs, plan_short(plan, self.framework))

    def _gate(self) -> ReviewItem:
        gate = self.assessment.gate
        if gate.finding is None and gate.claimed is None:
            return ReviewItem(StepId.GATE, self._say("gate"), None, gate.note.strip())
        parts = [gate.note.strip()] if gate.finding is not None else [self._say("gate_claimed"), gate.note]
        name = self.framework.gate_results[gate.result].name
        return ReviewItem(StepId.GATE, self._say("gate"), name, " ".join(parts).strip())
