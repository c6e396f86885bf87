"""Files of several people for the tests of merging: made by hand, and at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_parts import take_apart
from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.merging import Merged, Pick, Side, resolve
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    Ballot,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Product,
    Ranking,
    Roadmap,
    SignalAnswer,
    SurveyCounts,
    Task,
    TradeoffAnswer,
)
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    Choice,
    Detection,
    Pole,
    Priority,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
    TradeoffId,
)
from tests.core import make
from tests.core.strategies import FRAMEWORK

ON = date(2026, 3, 9)
NAMES = ("Noor", "Ilan", "Ada", "Bo")


def of(label: str, *assessments: Assessment, **fields: object) -> Side:
    """A file of a person."""
    return Side(label, replace(make.product(*assessments), **fields))  # type: ignore[arg-type]  # fields by name


def words(merged: Merged | None = None, framework: Framework = FRAMEWORK) -> MergeWords:
    """What puts a merge into words."""
    sides = merged.sides if merged is not None else ()
    drafts = tuple(one for side in sides for one in side.product.assessments)
    return MergeWords(framework, ON, drafts)


def agreed(merged: Merged, option: int | None = 0, reason: str = "we looked again") -> Product:
    """The product in which every conflict is settled alike; one that must be chosen takes the first."""
    picks = {}
    for conflict in merged.conflicts:
        pick = option if option is not None or conflict.open is not None else 0
        picks[conflict.key] = Pick(None if pick is None else min(pick, len(conflict.options) - 1), reason)
    return resolve(merged, picks, words(merged), ON)


# -- at random -----------------------------------------------------------------------------------------

_TEXT = st.sampled_from(["", "a note", "another note", "two\nlines", "Noor: signed", "ملاحظة"])
_STATUS = st.none() | st.sampled_from(Status)


def _table() -> st.SearchStrategy[PmfEvidence]:
    rows = st.tuples(st.integers(10, 12), st.integers(0, 9)).map(
        lambda n: CohortRow("2026-01", n[0], (n[1],))
    )
    survey = st.none() | st.builds(SurveyCounts, st.integers(0, 2))
    return st.builds(PmfEvidence, cohorts=st.lists(rows, max_size=1).map(tuple), survey=survey)


def _evidence(signal: SignalId) -> st.SearchStrategy[Evidence]:
    user = st.sampled_from(["u1", "u2", "u3", ""])
    match signal:
        case SignalId.PMF:
            return _table()
        case SignalId.DIVERSITY:
            tags = st.lists(st.sampled_from(["expert", "novice", "team"]), max_size=2, unique=True).map(tuple)
            rows = st.lists(st.builds(Interview, user, tags), max_size=3, unique_by=lambda one: one.user)
            return rows.map(lambda found: DiversityEvidence(interviews=tuple(found)))
        case SignalId.GENERIC_FAILURE:
            one = st.builds(Complaint, user, st.just("s"), st.just("length"), st.sampled_from(Pole))
            return st.lists(one, max_size=3).map(lambda found: ComplaintEvidence(complaints=tuple(found)))
        case SignalId.ACTIVE_USERS:
            return st.builds(ActiveUsersEvidence, windows=st.sampled_from([(), (180,), (240,)]))
    order = st.sampled_from([(Priority.RETENTION, Priority.ACQUISITION), (Priority.ACQUISITION,)])
    ranking = st.builds(Ranking, st.sampled_from(["", "Noor", "Ilan"]), order)
    found = st.lists(ranking, max_size=2, unique_by=lambda one: one.participant)
    return found.map(lambda rows: PriorityEvidence(rankings=tuple(rows)))


def _answer(signal: SignalId) -> st.SearchStrategy[SignalAnswer]:
    return st.builds(
        SignalAnswer,
        claimed=_STATUS,
        override_reason=st.sampled_from(["", "", "I know them"]),
        confidence=st.none() | st.integers(1, 5),
        evidence_date=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4)),
        evidence=st.none() | _evidence(signal),
        note=_TEXT,
        sources=st.lists(st.sampled_from(["crm", "wiki"]), max_size=2, unique=True).map(tuple),
    )


def _roadmap() -> st.SearchStrategy[Roadmap]:
    def task(name: str, owner: str, title: str) -> Task:
        day = make.DAY + timedelta(days=3)
        edited = frozenset({"title"}) if title != "Work" else frozenset()
        return Task(
            id=name, kind=TaskKind.WORK, month=1, title=title, start=day, end=day, owner=owner, edited=edited
        )

    tasks = st.builds(
        task,
        st.sampled_from(["t1", "own-1"]),
        st.sampled_from(["", "Noor", "Ilan"]),
        st.sampled_from(["Work", "Mine"]),
    )
    several = st.lists(tasks, max_size=2, unique_by=lambda one: one.id).map(tuple)
    return st.builds(Roadmap, start=st.sampled_from([make.DAY, ON]), tasks=several)


@st.composite
def drafts(draw: st.DrawFn, name: str = "one") -> Assessment:
    """Any draft; few values, so that people often agree and often do not."""
    one = make.empty(name=name)
    answers = st.none() | st.sampled_from(Answer)
    symptoms = {key: said for key in SymptomId if (said := draw(answers)) is not None}
    choices = st.builds(TradeoffAnswer, st.none() | st.sampled_from(Choice), _TEXT)
    tradeoffs = {key: draw(choices) for key in (TradeoffId.SPEED, TradeoffId.REVERSIBILITY)}
    ballot = st.builds(Ballot, st.sampled_from(NAMES), st.just(SignalId.PMF), _STATUS)
    return replace(
        one,
        participants=draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)),
        business_model=draw(st.none() | st.sampled_from([BusinessModel.SOCIAL, BusinessModel.ENTERPRISE])),
        claimed_stage=draw(st.none() | st.integers(1, 2)),
        detection=draw(st.none() | st.sampled_from([Detection.NONE, Detection.BOTH])),
        context_note=draw(_TEXT),
        signals={signal: draw(_answer(signal)) for signal in SignalId},
        symptoms=symptoms,
        tradeoffs=tradeoffs,
        roadmap=draw(st.none() | _roadmap()),
        ballots=draw(st.lists(ballot, max_size=2, unique=True).map(tuple)),
    )


def files(count: int) -> st.SearchStrategy[tuple[Side, ...]]:
    """So many people's files of one product, passed round or each begun anew."""

    def named(found: tuple[Sequence[Assessment], bool]) -> tuple[Side, ...]:
        ids = ["one"] * count if found[1] else [f"a{at}" for at in range(count)]
        pairs = zip(found[0], ids, NAMES, strict=False)
        return tuple(of(label, replace(one, id=name)) for one, name, label in pairs)

    return st.tuples(st.lists(drafts(), min_size=count, max_size=count), st.booleans()).map(named)


def content(product: Product) -> dict[str, object]:
    """The answers of the latest assessment, by name."""
    assert product.latest is not None
    return take_apart(product.latest)
