"""The assessments of a product over time: how its stage went, and what moved a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    Interval,
    PmfFigures,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus, Product, Verdict
from readiness_gui.core.terms import Block, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, inputs_of, outcome
from readiness_gui.core.wording import date_words, inside, listed, number, short_date


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """One assessment on the line of a product's progression."""

    date: date
    #: the stage in force, and the one to be at after the ninety days
    stage: int
    target: int
    verdict: VerdictCode
    statuses: Mapping[SignalId, Status]
    #: active users as entered, ``None`` where unknown
    users: int | None
    assessment_id: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The number behind a signal with its interval, where it has one; ``share``: a fraction of 1."""

    value: float
    interval: Interval | None = None
    share: bool = False
    #: the share of "very disappointed" in a survey, where no curve was measured
    survey: bool = False


@dataclass(frozen=True, slots=True)
class SignalChange:
    """A signal in both assessments."""

    signal: SignalId
    before: Status
    after: Status
    #: this change alone, taken back, would undo the new verdict
    moved_verdict: bool
    figure_before: Figure | None = None
    figure_after: Figure | None = None

    @property
    def changed(self) -> bool:
        """Tell whether the status differs."""
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two assessments."""

    before: Verdict
    after: Verdict
    signals: tuple[SignalChange, ...]
    #: what moved the verdict, in words; empty where it stayed
    moved_by: tuple[str, ...]
    #: rules that fired in one of the two only, in the order of the procedure
    flipped: tuple[str, ...]
    #: what else a reader has to know: other rules were in force, answers were changed after completion
    cautions: tuple[str, ...]
    #: one sentence to read aloud
    sentence: str


def verdict_of(assessment: Assessment, framework: Framework) -> Verdict:
    """Return the verdict as of completion, or the one of a draft's answers so far."""
    if assessment.status is AssessmentStatus.COMPLETE and assessment.verdict is not None:
        return assessment.verdict
    return decide(inputs_of(assessment), framework)


def progression(product: Product, framework: Framework) -> tuple[HistoryPoint, ...]:
    """Return one point an assessment, by date."""
    points = []
    for one in product.assessments:
        verdict = verdict_of(one, framework)
        points.append(
            HistoryPoint(
                date=one.as_of,
                stage=verdict.current_stage,
                target=verdict.target_stage,
                verdict=verdict.code,
                statuses={signal: answer.status for signal, answer in one.signals.items()},
                users=one.active_users,
                assessment_id=one.id,
            )
        )
    return tuple(sorted(points, key=lambda point: point.date))


def progression_words(points: Sequence[HistoryPoint], framework: Framework) -> str:
    """Return the progression in a sentence, for whoever cannot see the chart."""
    said = [
        framework.phrase(
            "history.chart_point_to" if point.target > point.stage else "history.chart_point",
            day=short_date(point.date, framework),
            stage=point.stage,
            target=point.target,
            verdict=framework.verdicts[point.verdict].title,
        )
        for point in points
    ]
    return framework.phrase("history.chart_alt", points="; ".join(said))


def compare(before: Assessment, after: Assessment, framework: Framework) -> Comparison:
    """Return each signal before and after, what moved the verdict, and a sentence on it."""
    old, new = verdict_of(before, framework), verdict_of(after, framework)
    changes = tuple(_input_changes(inputs_of(before), inputs_of(after), framework))
    decisive = _decisive(changes, inputs_of(after), framework)
    moved = (old.code, old.block) != (new.code, new.block)
    by_answers = moved and _outcome(before, framework) != _outcome(after, framework)
    reasons = _reasons(changes, decisive, framework) if by_answers else ()
    if moved and not by_answers:
        reasons = (framework.phrase("history.other_rules" if _versions(before, after) else "history.later"),)
    signals = tuple(
        SignalChange(
            signal,
            before.signals[signal].status,
            after.signals[signal].status,
            by_answers and any(one.signal is signal for one in decisive),
            figure_of(before, signal),
            figure_of(after, signal),
        )
        for signal in SignalId
    )
    sentence = _sentence(before, after, old, new, reasons, framework)
    cautions = tuple(_cautions(before, after, framework))
    return Comparison(old, new, signals, reasons, _flipped(old, new), cautions, sentence)


def figure_of(assessment: Assessment, signal: SignalId) -> Figure | None:
    """Return the number behind a signal: tail retention, profiles, crossing subjects or users."""
    finding = assessment.signals[signal].finding
    figures = finding.figures if finding is not None else None
    if isinstance(figures, PmfFigures):
        return _retention(figures)
    if isinstance(figures, DiversityFigures):
        spread = None
        if figures.chao1_low is not None and figures.chao1_high is not None:
            spread = Interval(figures.chao1_low, figures.chao1_high)
        return Figure(figures.profiles, spread)
    if isinstance(figures, ComplaintFigures):
        return Figure(sum(axis.crosses for axis in figures.axes))
    if isinstance(figures, ActiveUsersFigures) and figures.windows:
        return Figure(figures.windows[-1])
    return None


def _retention(figures: PmfFigures) -> Figure | None:
    if figures.tail is not None:
        spread = None
        if figures.tail_low is not None and figures.tail_high is not None:
            spread = Interval(figures.tail_low, figures.tail_high)
        return Figure(figures.tail, spread, share=True)
    survey = figures.survey
    if survey is None:
        return None
    return Figure(survey.share, Interval(survey.low, survey.high), share=True, survey=True)


@dataclass(frozen=True, slots=True)
class _Change:
    """One input that differs: in words, and how to take it back."""

    words: str
    undo: Callable[[Inputs], Inputs]
    signal: SignalId | None = None


def _input_changes(old: Inputs, new: Inputs, framework: Framework) -> Iterator[_Change]:
    def say(key: str, **values: object) -> str:
        return framework.phrase(f"core.history.{key}", **values)

    def word(status: Status) -> str:
        return framework.phrase(f"core.status.{status}")

    for signal in SignalId:
        was, now = old.signals[signal], new.signals[signal]
        if was is not now:
            name = framework.signals[signal].short
            words = say("signal", name=name, old=word(was), new=word(now))
            yield _Change(words, _signal_back(signal, was), signal)
    if old.active_users != new.active_users:
        unknown = say("users_unknown")
        counts = (old.active_users, new.active_users)
        numbers = [unknown if one is None else number(f"{one:,}", framework) for one in counts]
        words = say("users", old=numbers[0], new=numbers[1])
        yield _Change(words, lambda one: replace(one, active_users=old.active_users), SignalId.ACTIVE_USERS)
    if old.top_priority is not new.top_priority:
        names = [_priority(one, framework) for one in (old.top_priority, new.top_priority)]
        words = say("priority", old=names[0], new=names[1])
        yield _Change(
            words, lambda one: replace(one, top_priority=old.top_priority), SignalId.RETENTION_PRIORITY
        )
    if old.current_stage != new.current_stage:
        words = say("stage", old=old.current_stage, new=new.current_stage)
        yield _Change(
            words, lambda one: replace(one, stage=old.stage, segment_detection=old.segment_detection)
        )
    if old.gate is not new.gate:
        results = framework.gate_results
        words = say("gate", old=results[old.gate].name, new=results[new.gate].name)
        yield _Change(words, lambda one: replace(one, gate=old.gate))
    if old.committed is not new.committed:
        words = say("committed" if new.committed else "uncommitted")
        yield _Change(words, lambda one: replace(one, committed=old.committed))


def _signal_back(signal: SignalId, was: Status) -> Callable[[Inputs], Inputs]:
    return lambda one: replace(one, signals={**one.signals, signal: was})


def _priority(priority: Priority | None, framework: Framework) -> str:
    if priority is None:
        return framework.phrase("core.history.priority_unknown")
    return inside(framework.priorities[priority], framework)


def _decisive(changes: tuple[_Change, ...], after: Inputs, framework: Framework) -> tuple[_Change, ...]:
    """Return the changes each of which, taken back alone, would change what today's rules say."""
    reached = outcome(after, framework.thresholds)
    return tuple(one for one in changes if outcome(one.undo(after), framework.thresholds) != reached)


def _outcome(assessment: Assessment, framework: Framework) -> tuple[VerdictCode, Block | None]:
    """Return what today's rules say to the answers as they are now."""
    return outcome(inputs_of(assessment), framework.thresholds)


def _versions(before: Assessment, after: Assessment) -> bool:
    """Tell whether the two were judged by different versions of the framework."""
    known = {before.framework_version, after.framework_version} - {""}
    return len(known) > 1


def _cautions(before: Assessment, after: Assessment, framework: Framework) -> Iterator[str]:
    if _versions(before, after):
        yield framework.phrase(
            "history.versions", before=before.framework_version, after=after.framework_version
        )
    for one in (before, after) if before.id != after.id else (before,):
        kept = one.verdict if one.status is AssessmentStatus.COMPLETE else None
        if kept is not None and _outcome(one, framework) != (kept.code, kept.block):
            yield framework.phrase("history.edited", date=date_words(one.as_of, framework))


def _reasons(
    changes: tuple[_Change, ...], decisive: tuple[_Change, ...], framework: Framework
) -> tuple[str, ...]:
    """Return the decisive changes in words, or all of them where none decides alone."""
    if decisive or not changes:
        return tuple(one.words for one in decisive)
    reasons = listed([one.words for one in changes], framework)
    return (framework.phrase("core.history.together", reasons=reasons),)


def _flipped(old: Verdict, new: Verdict) -> tuple[str, ...]:
    was = {one.rule: one.fired for one in old.trace}
    now = {one.rule: one.fired for one in new.trace}
    rules = dict.fromkeys((*now, *was))
    return tuple(rule for rule in rules if was.get(rule, False) is not now.get(rule, False))


def _sentence(
    before: Assessment,
    after: Assessment,
    old: Verdict,
    new: Verdict,
    reasons: tuple[str, ...],
    framework: Framework,
) -> str:
    dates = {
        "before": date_words(before.as_of, framework),
        "after": date_words(after.as_of, framework),
    }
    titles = [framework.verdicts[one.code].title for one in (old, new)]
    if old.code is new.code and old.block is not new.block:
        blocks = [
            framework.rules[one.block].name if one.block else framework.phrase("history.nothing")
            for one in (old, new)
        ]
        return framework.phrase("history.same_other", title=titles[1], old=blocks[0], new=blocks[1], **dates)
    if old.code is new.code:
        return framework.phrase("core.history.same", title=titles[1], **dates)
    because = framework.phrase("core.history.because", reasons=listed(reasons, framework)) if reasons else ""
    return framework.phrase("core.history.changed", old=titles[0], new=titles[1], because=because, **dates)
