"""The three assessments of the worked example, as its team filled them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from readiness_gui.core import verdict as rules
from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_parts import mark_of
from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.model import (
    Agreement,
    Assessment,
    AssessmentStatus,
    Evidence,
    GateAnswer,
    GatePlan,
    Prediction,
    Product,
    SignalAnswer,
    SurveyCounts,
    TradeoffAnswer,
)
from readiness_gui.core.plan_edits import add_task, change_task, set_people
from readiness_gui.core.roadmap import generate
from readiness_gui.core.scenarios import keep
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    Cadence,
    Choice,
    Detection,
    GateResult,
    Grade,
    SignalId,
    StepId,
    SymptomId,
    TaskKind,
    TradeoffId,
)
from readiness_gui.core.whatif import with_users
from readiness_gui.evidence.assess import assess_all
from tests.sample import evidence as raw

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
NAME = "Grantwright"


def product(framework: Framework) -> Product:
    """Return the worked example, everything but the inputs computed."""
    return Product(
        id="6772616e747772696768740000000001",
        name=NAME,
        created=datetime(2025, 11, 10, 9, 12, tzinfo=UTC),
        assessments=(november(framework), march(framework), august(framework)),
        example=True,
    )


def november(framework: Framework) -> Assessment:
    """Too early: 140 users, five months of data, and everybody wants growth."""
    day = date(2025, 11, 10)
    signals = {
        SignalId.PMF: answer(
            raw.cohorts("2025-06", "2025-10", SurveyCounts(very=12, somewhat=13, not_at_all=6)),
            day,
            confidence=2,
            note="Analytics only goes back to June. Before that there are only sign-in logs, unread.",
            sources=("Analytics, export of 7 November", "Survey in the product, 31 answers"),
            grade=Grade.MEASURED,
        ),
        SignalId.DIVERSITY: answer(
            raw.interviews(9),
            date(2025, 11, 5),
            confidence=2,
            note="Nine calls so far, most of them with people we already knew.",
            sources=("Interview notes, calls 1 to 9",),
        ),
        SignalId.GENERIC_FAILURE: answer(
            raw.complaints(day),
            date(2025, 11, 5),
            confidence=2,
            note="Beginners want to be led, professionals want us out of the way. It may be too few to tell.",
            sources=("Support inbox, September to November",),
        ),
        SignalId.ACTIVE_USERS: answer(
            raw.active(date(2025, 11, 9), 133, 138, 140, ninety=171),
            day,
            confidence=5,
            note="412 registered. We used to report that number.",
            sources=("Analytics, users with at least one edit in 28 days",),
            grade=Grade.MEASURED,
        ),
        SignalId.RETENTION_PRIORITY: answer(
            raw.rankings(ines="avrmf", tomasz="arvmf", bela="ravfm"),
            day,
            confidence=4,
            note="The grant season is close, so sign-ups come first.",
            sources=("Team meeting of 10 November",),
        ),
    }
    draft = Assessment(
        id="67720000000000000000000000202511",
        created=datetime(2025, 11, 10, 9, 12, tzinfo=UTC),
        as_of=day,
        participants=("Ines", "Tomasz", "Bela"),
        business_model=BusinessModel.CONSUMER_SUBSCRIPTION,
        cadence=Cadence.WEEKLY,
        claimed_stage=2,
        detection=Detection.NONE,
        context_note=(
            "Grantwright drafts and edits grant applications for small organisations. It greets people by "
            "name and remembers their tone of voice, which we have been calling personalization."
        ),
        signals=signals,
        symptoms=symptoms(UNKNOWN, NO, YES, YES, UNKNOWN),
        tradeoffs=tradeoffs(
            speed=(Choice.FIRST, "The season will not wait."),
            depth=(Choice.SECOND, "Individual models are what we would show to investors."),
            build=(Choice.FIRST, ""),
            reversibility=(Choice.UNKNOWN, "Nobody has thought about upkeep."),
            opportunity=(Choice.UNKNOWN, "The import from Word is still broken."),
        ),
    )
    done = complete(draft, framework, datetime(2025, 11, 10, 11, 40, tzinfo=UTC), date(2025, 11, 17))
    done, _ = add_task(
        done, "Read the old sign-in logs and rebuild the cohorts back to launch", None, "own-logs"
    )
    return assign(done, ("Ines", "Tomasz", "Bela"), finished=True)


def march(framework: Framework) -> Assessment:
    """Ready for segments: a curve that has flattened, and opposite complaints."""
    day = date(2026, 3, 9)
    signals = {
        SignalId.PMF: answer(
            raw.cohorts("2024-10", "2026-02", SurveyCounts(very=39, somewhat=31, not_at_all=14)),
            day,
            confidence=4,
            note="Rebuilt from the sign-in logs since launch. Half of those who start still write a year on.",
            sources=("Sign-in logs since October 2024", "Survey in the product, 84 answers"),
            grade=Grade.MEASURED,
        ),
        SignalId.DIVERSITY: answer(
            raw.interviews(21),
            date(2026, 2, 27),
            confidence=4,
            note="Invited at random from active users. Two of us tagged on our own and compared.",
            sources=("Interview notes, calls 1 to 21",),
        ),
        SignalId.GENERIC_FAILURE: answer(
            raw.complaints(day),
            date(2026, 2, 26),
            confidence=4,
            note="Guidance splits us in two. Length is mixed and we would not act on it.",
            sources=("Support inbox", "Interview notes", "Reasons given on cancelling"),
        ),
        SignalId.ACTIVE_USERS: answer(
            raw.active(date(2026, 3, 8), 168, 203, 234, ninety=262),
            day,
            confidence=5,
            note="Two regional programmes recommended us in January.",
            sources=("Analytics, users with at least one edit in 28 days",),
            grade=Grade.MEASURED,
        ),
        SignalId.RETENTION_PRIORITY: answer(
            raw.rankings(ines="rvamf", tomasz="ravmf", bela="rvfam", noor="vrmaf"),
            day,
            confidence=4,
            note="Changed in January, when we saw how many come back for a second application.",
            sources=("Team meeting of 9 March",),
        ),
    }
    draft = Assessment(
        id="67720000000000000000000000202603",
        created=datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
        as_of=day,
        participants=("Ines", "Tomasz", "Bela", "Noor"),
        business_model=BusinessModel.CONSUMER_SUBSCRIPTION,
        cadence=Cadence.WEEKLY,
        claimed_stage=1,
        detection=Detection.NONE,
        context_note="The product now leads all through an application. Tone of voice is no longer kept.",
        signals=signals,
        symptoms=symptoms(NO, NO, NO, NO, UNKNOWN),
        tradeoffs=tradeoffs(
            speed=(Choice.SECOND, "We were wrong about this in November."),
            depth=(Choice.FIRST, "Segments first; we can name three."),
            build=(Choice.SECOND, "Three segments need no infrastructure of our own."),
            reversibility=(Choice.FIRST, "Bela keeps the segments up, half a day a week."),
            opportunity=(Choice.FIRST, "The import works; collaboration can wait a quarter."),
        ),
        predictions=(
            prediction("bela", day, date(2026, 8, 10), 0.2, 0.7, "Guidance alone keeps beginners."),
            prediction("tomasz", day, date(2026, 8, 10), 0.4, 0.3, "If research offices bring colleagues."),
        ),
    )
    done = complete(draft, framework, datetime(2026, 3, 9, 10, 5, tzinfo=UTC), date(2026, 3, 16))
    return assign(done, ("Bela", "Noor", "Tomasz"), finished=True)


def august(framework: Framework) -> Assessment:
    """At the gate: segments pay off and still improve, so they are worth more work before going on."""
    day = date(2026, 8, 10)
    signals = {
        SignalId.PMF: answer(
            raw.cohorts("2024-10", "2026-07", SurveyCounts(very=58, somewhat=37, not_at_all=15)),
            day,
            confidence=5,
            note="The curve is where it was. Cohorts since May are too young to show what segments do.",
            sources=("Analytics and sign-in logs", "Survey in the product, 110 answers"),
            grade=Grade.MEASURED,
        ),
        SignalId.DIVERSITY: answer(
            raw.interviews(21),
            date(2026, 2, 27),
            confidence=3,
            note="Not asked again since February; due in September.",
            sources=("Interview notes, calls 1 to 21",),
        ),
        SignalId.GENERIC_FAILURE: answer(
            raw.complaints(day),
            date(2026, 7, 7),
            confidence=4,
            note="Only three since May, all of them from people in the control group.",
            sources=("Support inbox", "Interview notes", "Reasons given on cancelling"),
        ),
        SignalId.ACTIVE_USERS: answer(
            raw.active(date(2026, 8, 9), 255, 267, 274, ninety=318),
            day,
            confidence=5,
            note="",
            sources=("Analytics, users with at least one edit in 28 days",),
            grade=Grade.MEASURED,
        ),
        SignalId.RETENTION_PRIORITY: answer(
            raw.rankings(ines="rvmaf", tomasz="rmvaf", bela="rvfam", noor="rvmfa"),
            day,
            confidence=5,
            note="",
            sources=("Team meeting of 10 August",),
        ),
    }
    draft = Assessment(
        id="67720000000000000000000000202608",
        created=datetime(2026, 8, 10, 8, 15, tzinfo=UTC),
        as_of=day,
        participants=("Ines", "Tomasz", "Bela", "Noor"),
        business_model=BusinessModel.CONSUMER_SUBSCRIPTION,
        cadence=Cadence.WEEKLY,
        claimed_stage=2,
        detection=Detection.BOTH,
        context_note=(
            "Since April one question at the start and the first three edits decide between three ways of "
            "working. Half of the users were left with the generic one, drawn by lot, to compare."
        ),
        signals=signals,
        symptoms=symptoms(NO, NO, NO, NO, NO),
        tradeoffs=tradeoffs(
            speed=(Choice.SECOND, ""),
            depth=(Choice.FIRST, "They still improve each month."),
            build=(Choice.SECOND, ""),
            reversibility=(Choice.FIRST, "Agreed again: nobody loses the way of working they have."),
            opportunity=(Choice.FIRST, "Collaboration has waited long enough; we split the time."),
        ),
        gate=GateAnswer(
            plan=GatePlan(
                metric="Wrote in at least two weeks of the month",
                segments=("First-time applicants", "Grant professionals", "Research teams"),
                baseline=0.47,
                users_a_month=266,
                growth=0.02,
                start=date(2026, 5, 1),
            ),
            readings=raw.readings(),
            formed_before=Answer.YES,
            note="Months 1 to 3 are May, June and July. Retained: wrote in at least two weeks of the month.",
        ),
        predictions=(
            prediction("noor", day, date(2026, 11, 9), 0.45, 0.6, "Month 3 was not the end of it.", known=3),
        ),
        agreements=(agreement(framework, day),),
    )
    done = complete(draft, framework, datetime(2026, 8, 10, 9, 50, tzinfo=UTC), date(2026, 8, 17))
    done = set_people(done, 1.5)
    for task_id, low, high in (
        ("improve-weakest", 2.0, 3.0),
        ("improve-rules", 0.5, 1.0),
        ("improve-next", 2.0, 3.5),
        ("improve-best", 3.0, 5.0),
    ):
        done = change_task(done, task_id, weeks_low=low, weeks_high=high)
    return assign(with_scenarios(done, framework), ("Bela", "Noor", "Ines"), finished=False)


def with_scenarios(assessment: Assessment, framework: Framework) -> Assessment:
    """Return the assessment with the two what-ifs that the team talked about at the gate."""
    inputs, day = rules.inputs_of(assessment), assessment.as_of
    flat = replace(inputs, gate=GateResult.PLATEAU)
    grown = with_users(flat, 520, framework.thresholds)
    kept = keep(assessment, "The lift levels off, but we do not grow", flat, day, "levels-off")
    return keep(kept, "It levels off with 520 users", grown, day, "levels-off-grown")


def answer(
    found: Evidence,
    day: date,
    *,
    confidence: int,
    note: str,
    sources: tuple[str, ...],
    grade: Grade | None = None,
) -> SignalAnswer:
    """Return what was entered for one signal."""
    return SignalAnswer(
        evidence=found,
        evidence_date=day,
        confidence=confidence,
        note=note,
        sources=sources,
        grade_set=grade,
    )


def prediction(
    name: str, made: date, due: date, lift: float, confidence: float, note: str, known: int = 0
) -> Prediction:
    """Return what somebody expected of the gate."""
    key = f"{made.isoformat()}-{name}"
    return Prediction(
        id=key,
        made=made,
        due=due,
        lift=lift,
        confidence=confidence,
        by=name.capitalize(),
        note=note,
        known_month=known,
    )


def agreement(framework: Framework, day: date) -> Agreement:
    """What the four files of August differed in, and what the team settled on."""
    name = f"tradeoffs.{TradeoffId.OPPORTUNITY}"
    words = MergeWords(framework, day)
    first, second = (words.said(name, choice) for choice in (Choice.FIRST, Choice.SECOND))
    return Agreement(
        field=name,
        on=day,
        said=(("Ines, Tomasz, Noor", first), ("Bela", second)),
        agreed=first,
        reason="Segments still pay off each month, and collaboration gets half of the time.",
        marks=tuple(sorted(mark_of(choice) for choice in (Choice.FIRST, Choice.SECOND))),
    )


def symptoms(*answers: Answer) -> dict[SymptomId, Answer]:
    """Return answers in the order of the symptoms."""
    return dict(zip(SymptomId, answers, strict=True))


def tradeoffs(**answers: tuple[Choice, str]) -> Mapping[TradeoffId, TradeoffAnswer]:
    """Return sides and reasons by the trade-off's id."""
    return {TradeoffId(name): TradeoffAnswer(choice, note) for name, (choice, note) in answers.items()}


def complete(draft: Assessment, framework: Framework, when: datetime, start: date) -> Assessment:
    """Return the assessment with everything the program computes."""
    found = assess_all(draft, framework, draft.as_of)
    verdict = rules.decide(rules.inputs_of(found), framework)
    return replace(
        found,
        status=AssessmentStatus.COMPLETE,
        completed=when,
        framework_version=framework.version,
        verdict=verdict,
        roadmap=generate(found, verdict, framework, start),
        last_step=StepId.EXPORT,
    )


def assign(assessment: Assessment, owners: tuple[str, ...], *, finished: bool) -> Assessment:
    """Return the assessment with an owner for each task but milestones, and done where that is over."""
    assert assessment.roadmap
    for number, task in enumerate(assessment.roadmap.tasks):
        owner = "" if task.kind is TaskKind.MILESTONE else owners[number % len(owners)]
        assessment = change_task(assessment, task.id, owner=owner, done=finished)
    return assessment
