"""What the evidence entered has to say to each symptom of the trap, whatever was answered.

Each function returns one clue, the weightiest there is. A clue rests on what was measured, typed or
answered elsewhere; where that is too little, it speaks for neither answer and says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from readiness_gui.core.figures import ComplaintFigures, LiftFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, DiversityEvidence
from readiness_gui.core.newcomers import WEEK, Shift, held, newcomers, retention_of, shift, start_words
from readiness_gui.core.terms import (
    Answer,
    Choice,
    GateResult,
    SignalId,
    Status,
    StepId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.core.wording import number, percent

EFFECT = frozenset({GateResult.UNDER_15, GateResult.RISING, GateResult.PLATEAU})
#: the fewest named profiles with which the first month of the playbook is done
PROFILES_KNOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A fact, the sentence for it, and which answer it speaks for."""

    #: the sentence, below "contradictions."
    key: str
    step: StepId
    #: ``None`` where nothing can be told
    speaks_for: Answer | None = None
    #: strong enough to contradict an answer; otherwise it only points
    firm: bool = True
    words: Mapping[str, object] = field(default_factory=dict)
    figures: Mapping[str, str | int | float] = field(default_factory=dict)


def unvalidated(assessment: Assessment, framework: Framework) -> Clue:
    """Return what speaks for or against that users validated what is personalized."""
    gate, lift = assessment.gate, measured(assessment)
    if gate.readings and gate.formed_before is Answer.NO:
        return Clue(key="unvalidated.formed_after", step=StepId.GATE, speaks_for=Answer.YES)
    if lift is not None and lift.decision in EFFECT and gate.formed_before is Answer.YES:
        return _of_lift("unvalidated.effect", lift, Answer.NO, framework)
    asked, profiles = _profiles(assessment, framework)
    crossing = _crossing(assessment)
    if personalizing(assessment):
        fit = assessment.signals[SignalId.PMF].finding
        if fit is not None and fit.status is Status.ABSENT:
            return Clue(key="unvalidated.no_fit", step=StepId.PMF, speaks_for=Answer.YES)
        enough = asked >= framework.evidence.interviews_minimum
        if enough and profiles < PROFILES_KNOWN and crossing is None:
            return Clue(
                key="unvalidated.alike",
                step=StepId.DIVERSITY,
                speaks_for=Answer.YES,
                words={"users": asked, "profiles": _counted(profiles, framework)},
                figures={"users": asked, "profiles": profiles},
            )
    if profiles >= PROFILES_KNOWN:
        return Clue(
            key="unvalidated.profiles",
            step=StepId.DIVERSITY,
            speaks_for=Answer.NO,
            firm=False,
            words={"users": asked, "profiles": profiles},
            figures={"users": asked, "profiles": profiles},
        )
    if crossing is not None:
        return crossing
    return Clue(key="unvalidated.untested", step=StepId.DIVERSITY)


def existing_only(assessment: Assessment, framework: Framework) -> Clue:
    """Return whether the newest cohorts come back clearly less or more than those before them."""
    evidence = retention_of(assessment)
    found = newcomers(evidence.cohorts)
    least = framework.thresholds.gate_lift
    fall, lift = shift(found, "fall", least), measured(assessment)
    if fall is not None:
        if lift is not None and lift.decision in EFFECT:
            more = {"lift": _signed(lift.lift, framework)}
            return _of_shift("existing_only.fall_gate", fall, Answer.YES, assessment, framework, more)
        if held(evidence, fall.since, framework):
            return _of_shift("existing_only.fall_held", fall, Answer.YES, assessment, framework)
        return _of_shift("existing_only.fall_alone", fall, None, assessment, framework)
    rise = shift(found, "rise", least)
    if rise is not None:
        return _of_shift("existing_only.rise", rise, Answer.NO, assessment, framework)
    key = "no_change" if len(found) > 1 else "untested"
    return Clue(key=f"existing_only.{key}", step=StepId.PMF)


def no_stated_benefit(assessment: Assessment, framework: Framework) -> Clue:  # noqa: ARG001 - as the others
    """Return what was written that comes near to a benefit; no number can test it."""
    depth = assessment.tradeoffs.get(TradeoffId.DEPTH)
    if depth is not None and depth.choice is Choice.SECOND:
        return Clue(key="no_stated_benefit.impress", step=StepId.TRADEOFFS, speaks_for=Answer.YES, firm=False)
    metric = assessment.gate.plan.metric.strip()
    if metric:
        return Clue(
            key="no_stated_benefit.metric",
            step=StepId.GATE,
            speaks_for=Answer.NO,
            firm=False,
            words={"metric": metric},
        )
    return Clue(key="no_stated_benefit.untested", step=StepId.TRADEOFFS)


def collect_first(assessment: Assessment, framework: Framework) -> Clue:
    """Return whether it is known what users differ in, while they are told apart already."""
    asked, profiles = _profiles(assessment, framework)
    figures = {"users": asked, "profiles": profiles}
    if profiles >= PROFILES_KNOWN:
        return Clue(
            key="collect_first.named",
            step=StepId.DIVERSITY,
            speaks_for=Answer.NO,
            firm=profiles >= framework.evidence.profiles_minimum,
            words={"profiles": profiles},
            figures=figures,
        )
    looked_at = asked > 0 or assessment.signals[SignalId.DIVERSITY].answered
    if looked_at and not _named(assessment) and personalizing(assessment):
        how = assessment.detection if assessment.segment_detection else "stage"
        words = framework.phrase(f"contradictions.words.{how}", stage=assessment.claimed_stage)
        return Clue(
            key="collect_first.unnamed",
            step=StepId.DIVERSITY,
            speaks_for=Answer.YES,
            words={"how": words},
            figures=figures,
        )
    if asked and _named(assessment):
        words = _counted(profiles, framework)
        return Clue(
            key="collect_first.few", step=StepId.DIVERSITY, words={"profiles": words}, figures=figures
        )
    return Clue(key="collect_first.untested", step=StepId.DIVERSITY)


def no_difference(assessment: Assessment, framework: Framework) -> Clue:
    """Return what the gate's readings say; one decided beforehand by nobody but the team says nothing."""
    lift = measured(assessment)
    if lift is None:
        return Clue(key="no_difference.untested", step=StepId.GATE)
    result = {"result": framework.gate_results[lift.decision].name}
    if lift.decision in EFFECT:
        return _of_lift("no_difference.effect", lift, Answer.NO, framework, result)
    if lift.decision is GateResult.NO_EFFECT:
        return _of_lift("no_difference.no_effect", lift, Answer.YES, framework, result)
    if assessment.gate.formed_before is Answer.NO:
        return Clue(key="no_difference.formed_after", step=StepId.GATE)
    if lift.lift_low is not None and lift.lift_low > 0:
        return _of_lift("no_difference.significant", lift, Answer.NO, framework, firm=False)
    return Clue(key="no_difference.undecided", step=StepId.GATE)


#: what the evidence says to each symptom
CLUES: Mapping[SymptomId, Callable[[Assessment, Framework], Clue]] = {
    SymptomId.UNVALIDATED: unvalidated,
    SymptomId.EXISTING_ONLY: existing_only,
    SymptomId.NO_STATED_BENEFIT: no_stated_benefit,
    SymptomId.COLLECT_FIRST: collect_first,
    SymptomId.NO_DIFFERENCE: no_difference,
}


def newest_fall(assessment: Assessment, framework: Framework) -> Clue | None:
    """Return since when new users come back clearly less, ``None`` where they do not."""
    found = shift(newcomers(retention_of(assessment).cohorts), "fall", framework.thresholds.gate_lift)
    if found is None:
        return None
    return _of_shift("signal.newest", found, Answer.YES, assessment, framework)


def personalizing(assessment: Assessment) -> bool:
    """Tell whether something is adapted to users by the team's own word: segments or a later stage."""
    return assessment.segment_detection or (assessment.claimed_stage or 1) > 1


def measured(assessment: Assessment) -> LiftFigures | None:
    """Return the gate's figures of all users, ``None`` where nothing was measured."""
    return assessment.gate.finding.overall if assessment.gate.finding else None


def _named(assessment: Assessment) -> Mapping[str, int]:
    """Return in how many users each need profile was seen, by its name in small letters."""
    evidence = assessment.signals[SignalId.DIVERSITY].evidence
    counts: dict[str, int] = {}
    if isinstance(evidence, DiversityEvidence):
        for one in evidence.interviews:
            for name in {name.strip().casefold() for name in one.profiles if name.strip()}:
                counts[name] = counts.get(name, 0) + 1
    return counts


def _profiles(assessment: Assessment, framework: Framework) -> tuple[int, int]:
    """Return the users interviewed and the profiles seen in enough of them to count."""
    evidence = assessment.signals[SignalId.DIVERSITY].evidence
    asked = len(evidence.interviews) if isinstance(evidence, DiversityEvidence) else 0
    least = framework.evidence.profile_users_minimum
    return asked, sum(users >= least for users in _named(assessment).values())


def _crossing(assessment: Assessment) -> Clue | None:
    """Return the first subject on which majorities of two segments stand opposite."""
    finding = assessment.signals[SignalId.GENERIC_FAILURE].finding
    if finding is None or not isinstance(finding.figures, ComplaintFigures):
        return None
    for axis in finding.figures.axes:
        if axis.crosses and axis.pair is not None:
            low, high = axis.pair
            return Clue(
                key="unvalidated.crossing",
                step=StepId.GENERIC_FAILURE,
                speaks_for=Answer.NO,
                firm=False,
                words={"axis": axis.axis, "low": low, "high": high},
            )
    return None


def _counted(profiles: int, framework: Framework) -> str:
    key = ("none", "one")[profiles] if profiles < 2 else "some"
    return framework.phrase(f"contradictions.words.{key}", count=profiles)


def _of_lift(
    key: str,
    lift: LiftFigures,
    speaks_for: Answer,
    framework: Framework,
    more: Mapping[str, object] | None = None,
    *,
    firm: bool = True,
) -> Clue:
    bounds = {"lift": lift.lift, "low": lift.lift_low, "high": lift.lift_high}
    return Clue(
        key=key,
        step=StepId.GATE,
        speaks_for=speaks_for,
        firm=firm,
        words={name: _signed(value, framework) for name, value in bounds.items()} | dict(more or {}),
        figures={name: value for name, value in bounds.items() if value is not None},
    )


def _of_shift(
    key: str,
    found: Shift,
    speaks_for: Answer | None,
    assessment: Assessment,
    framework: Framework,
    more: Mapping[str, object] | None = None,
) -> Clue:
    days = retention_of(assessment).period_days
    period = "week" if days == WEEK else "month" if days in (28, 30) else "days"
    spread = found.difference
    words = {
        "since": start_words(found.since, framework),
        "before": number(percent(found.before), framework),
        "after": number(percent(found.after), framework),
        "period": framework.phrase(f"contradictions.words.period_{period}", days=days),
        "low": f"{100 * spread.low:+.0f}",
        "high": f"{100 * spread.high:+.0f}",
    }
    figures: dict[str, str | int | float] = {
        "since": found.since,
        "before": found.before,
        "after": found.after,
        "users_before": found.users_before,
        "users_after": found.users_after,
        "difference_low": spread.low,
        "difference_high": spread.high,
        "p_adjusted": found.p_adjusted,
    }
    return Clue(
        key=key,
        step=StepId.PMF,
        speaks_for=speaks_for,
        words=words | dict(more or {}),
        figures=figures,
    )


def _signed(value: float | None, framework: Framework) -> str:
    return number(percent(value, signed=True), framework)
