"""The tasks that a verdict and the answers behind it call for, before the user touches them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readiness_gui.core.contradictions import open_contradictions
from readiness_gui.core.figures import DiversityFigures
from readiness_gui.core.framework import Framework, TaskText
from readiness_gui.core.framework_check import MONTH_DAYS
from readiness_gui.core.gate_words import with_plan
from readiness_gui.core.links import MOMENTS
from readiness_gui.core.model import Assessment, Task, Verdict
from readiness_gui.core.terms import (
    Answer,
    Block,
    Choice,
    Detection,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
    TradeoffId,
    VerdictCode,
)
from readiness_gui.core.verdict import inputs_of, users_counted
from readiness_gui.core.workdays import settled, span

#: the most segments that can be kept apart; with more profiles some are merged
SEGMENTS_MOST = 5

_TO_SEGMENTS = (VerdictCode.PREPARE_2, VerdictCode.GO_2)
_TO_MODELS = (VerdictCode.STAY_2_WAIT, VerdictCode.HOLD_3)

#: days from the start on which work on an absent signal begins and ends
_LIFT_DAYS = {
    SignalId.PMF: (0, 59),
    SignalId.DIVERSITY: (0, 24),
    SignalId.GENERIC_FAILURE: (14, 44),
    SignalId.ACTIVE_USERS: (7, 88),
    SignalId.RETENTION_PRIORITY: (0, 9),
}


def generated(
    assessment: Assessment, verdict: Verdict, framework: Framework, start: date
) -> tuple[Task, ...]:
    """Return the tasks, warning and open questions first; each id stands once.

    ``start`` is a working day, and each task begins and ends on one. Links may name tasks that are not here.
    """
    maker = _Maker(assessment, verdict, framework, start)
    tasks: dict[str, Task] = {}
    for task in maker.tasks():
        tasks.setdefault(task.id, with_plan(task, assessment, framework))
    return tuple(tasks.values())


class _Maker:
    """Makes the tasks of one assessment."""

    def __init__(self, assessment: Assessment, verdict: Verdict, framework: Framework, start: date) -> None:
        self.assessment = assessment
        self.verdict = verdict
        self.framework = framework
        self.start = start

    def tasks(self) -> Iterator[Task]:
        """Yield all tasks: warning, open questions, what holds back, preparation, plan."""
        yield from self._warning()
        yield from self._contradictions()
        yield from self._unclear_signals()
        yield from self._unclear_answers()
        yield from self._held_back()
        yield from self._profiles()
        yield from self._plan()

    def _plan(self) -> Iterator[Task]:
        months = self.framework.plans[self.verdict.code].months
        for number, texts in enumerate(months):
            for text in texts:
                yield self._from_text(text, number * MONTH_DAYS)

    def _warning(self) -> Iterator[Task]:
        said = [name for name in SymptomId if self.assessment.symptoms.get(name) is Answer.YES]
        if said:
            texts = [self.framework.symptoms[name] for name in said]
            lines = [f"{text.name}: {text.advice}" for text in texts]
            detail = "\n".join((self.framework.trap_warning.summary, *lines))
            yield self._from_phrases("warning-trap", "warning", TaskKind.WARNING, (0, 6), detail)

    def _contradictions(self) -> Iterator[Task]:
        """Yield a to-do for the answers that the evidence contradicts, as long as nobody said why."""
        found = open_contradictions(self.assessment, self.framework)
        if found:
            words = [self.framework.phrase(f"contradictions.task.{key}") for key in ("title", "done_when")]
            detail = "\n".join(one.named for one in found)
            yield self._task("settle-contradictions", TaskKind.RESOLVE, (0, 6), (words[0], detail), words[1])

    def _unclear_signals(self) -> Iterator[Task]:
        """Yield a to-do for each unclear signal; those that would change the verdict come first."""
        first = self.verdict.resolve_first
        unclear = [
            name for name, answer in self.assessment.signals.items() if answer.status is Status.UNCLEAR
        ]
        for name in sorted(unclear, key=lambda one: (one not in first, tuple(SignalId).index(one))):
            text = self.framework.signals[name]
            finding = self.assessment.signals[name].finding
            more = finding.resolve if finding is not None else ""
            yield self._task(
                f"resolve-{name}",
                TaskKind.RESOLVE,
                (0, 13) if name in first else (7, 27),
                (text.resolve_title, "\n".join(filter(None, (text.resolve_detail, more)))),
                text.resolve_done_when,
            )

    def _unclear_answers(self) -> Iterator[Task]:
        """Yield a to-do for each other step answered with "I don't know yet"."""
        one = self.assessment
        if one.detection is Detection.UNKNOWN:
            yield self._from_phrases("resolve-detection", "detection", TaskKind.RESOLVE, (0, 6))
        symptoms = [name for name in SymptomId if one.symptoms.get(name) is Answer.UNKNOWN]
        if symptoms:
            detail = "\n".join(self.framework.symptoms[name].question for name in symptoms)
            yield self._from_phrases("resolve-symptoms", "symptoms", TaskKind.RESOLVE, (0, 13), detail)
        open_sides = [
            name
            for name in TradeoffId
            if (answer := one.tradeoffs.get(name)) is not None and answer.choice is Choice.UNKNOWN
        ]
        if open_sides:
            detail = "\n".join(self.framework.tradeoffs[name].question for name in open_sides)
            yield self._from_phrases("resolve-tradeoffs", "tradeoffs", TaskKind.RESOLVE, (7, 20), detail)

    def _held_back(self) -> Iterator[Task]:
        """Yield the work on what keeps the verdict from going further."""
        block, code = self.verdict.block, self.verdict.code
        limits = self.framework.thresholds
        if block is Block.B2:
            yield from self._lifts()
        elif block is not None:
            if self._known(block):
                needed = limits.users_early
                yield self._from_phrases(
                    f"fix-{block}", f"fix_{block}", TaskKind.WORK, (0, 59), needed=needed
                )
        elif code in (VerdictCode.PREPARE_2, VerdictCode.HOLD_2):
            yield from self._growth(limits.users_present)
        elif code in _TO_MODELS:
            yield from self._growth(limits.users_validated)
            yield from self._lifts()
            if code is VerdictCode.STAY_2_WAIT and not self.assessment.committed:
                yield self._from_phrases("commit", "commit", TaskKind.WORK, (0, 20))

    def _known(self, block: Block) -> bool:
        """Tell whether a block rests on answers, not on open questions, which come first."""
        about = {
            Block.B1: (SignalId.PMF,),
            Block.B4: (SignalId.DIVERSITY, SignalId.GENERIC_FAILURE),
            Block.B5: (SignalId.ACTIVE_USERS,),
        }
        signals = self.assessment.signals
        return all(signals[name].status is not Status.UNCLEAR for name in about.get(block, ()))

    def _lifts(self) -> Iterator[Task]:
        """Yield the work on each absent signal; the same id as growth, which comes before it."""
        for name, answer in self.assessment.signals.items():
            if answer.status is Status.ABSENT:
                needed = self.framework.thresholds.users_present
                task_id = "grow-users" if name is SignalId.ACTIVE_USERS else f"lift-{name}"
                key = f"lift_{name}"
                yield self._from_phrases(task_id, key, TaskKind.WORK, _LIFT_DAYS[name], needed=needed)

    def _growth(self, needed: int) -> Iterator[Task]:
        inputs = inputs_of(self.assessment)
        present = inputs.signals[SignalId.ACTIVE_USERS] is Status.PRESENT
        users = users_counted(inputs.active_users, present, self.framework.thresholds)
        if users < needed:
            days = _LIFT_DAYS[SignalId.ACTIVE_USERS]
            yield self._from_phrases("grow-users", "grow", TaskKind.WORK, days, needed=needed, users=users)

    def _profiles(self) -> Iterator[Task]:
        """Yield what segments need first: profiles where none are shown, fewer where there are many."""
        if self.verdict.code not in _TO_SEGMENTS:
            return
        answer = self.assessment.signals[SignalId.DIVERSITY]
        if answer.status is not Status.PRESENT:
            yield self._from_phrases("find-profiles", "profiles", TaskKind.WORK, (0, 19))
        figures = answer.finding.figures if answer.finding else None
        if isinstance(figures, DiversityFigures):
            profiles = figures.profiles - figures.seen_once
            if profiles > SEGMENTS_MOST:
                yield self._from_phrases(
                    "merge-profiles", "merge", TaskKind.WORK, (20, 28), profiles=profiles
                )

    def _from_phrases(
        self,
        task_id: str,
        key: str,
        kind: TaskKind,
        days: tuple[int, int],
        detail: str = "",
        **values: object,
    ) -> Task:
        def say(part: str) -> str:
            return self.framework.phrase(f"core.task_{key}.{part}", **values)

        return self._task(task_id, kind, days, (say("title"), detail or say("detail")), say("done_when"))

    def _from_text(self, text: TaskText, offset: int) -> Task:
        days = (offset + text.day_from, offset + text.day_to)
        return self._task(text.id, TaskKind(text.kind), days, (text.title, text.detail), text.done_when)

    def _task(
        self, task_id: str, kind: TaskKind, days: tuple[int, int], words: tuple[str, str], done_when: str
    ) -> Task:
        start, end = self._working(kind, days)
        links = self.framework.links
        weeks = links.weeks.get(task_id)
        return Task(
            id=task_id,
            kind=kind,
            month=(start - self.start).days // MONTH_DAYS + 1,
            title=words[0],
            detail=words[1],
            done_when=done_when,
            start=start,
            end=end,
            after=frozenset(links.after.get(task_id, ())),
            weeks_low=weeks.low if weeks else None,
            weeks_high=weeks.high if weeks else None,
        )

    def _working(self, kind: TaskKind, days: tuple[int, int]) -> tuple[date, date]:
        """Return the working days for days counted from the start; a milestone is not late for a weekend."""
        first, last = (self.start + timedelta(days=day) for day in days)
        if kind in MOMENTS:
            day = settled(last, forward=False)
            return day, day
        horizon = self.framework.thresholds.horizon_days
        return span(first, last, self.start + timedelta(days=horizon - 1))
