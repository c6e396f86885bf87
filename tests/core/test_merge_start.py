"""What people do to a common start: what one of them took out stays out, what one of them changed stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.core import scenarios
from readiness_gui.core.merge_parts import (
    COMPLAINTS,
    INTERVIEWS,
    NOTES,
    RANKINGS,
    REASONS,
    UNIONS,
    Stance,
    mark_of,
    take_apart,
)
from readiness_gui.core.merge_rows import united_interviews, united_rows
from readiness_gui.core.merging import Kind, Merged, Side, merge
from readiness_gui.core.model import (
    Assessment,
    AssessmentStatus,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    GateAnswer,
    GateReading,
    Interview,
    PmfEvidence,
    Prediction,
    PriorityEvidence,
    Ranking,
    Roadmap,
    SignalAnswer,
    Task,
)
from readiness_gui.core.terms import Pole, Priority, SignalId, Status, TaskKind
from readiness_gui.core.verdict import inputs_of
from tests.core import make
from tests.core.merge_cases import ON, agreed, drafts, of, words

TALKS = (Interview("u1", ("expert",)), Interview("u2", ("team",)), Interview("u3", ("novice",)))
CALLS = tuple(Complaint(f"u{at}", "free", "length", Pole.LOW) for at in range(3))
READINGS = tuple(
    GateReading(month=at, control_users=9, control_retained=3, treatment_users=9, treatment_retained=4)
    for at in (1, 2)
)
RANKED = (Ranking("Ada", (Priority.RETENTION,)), Ranking("Bo", (Priority.ACQUISITION,)))
OWN_TASKS = tuple(
    Task(id=f"own-{at}", kind=TaskKind.WORK, month=1, title=f"Work {at}", start=make.DAY, end=make.DAY)
    for at in (1, 2)
)
EXPECTED = tuple(Prediction(id=f"p{at}", made=ON, due=ON, lift=0.2, confidence=0.5) for at in (1, 2))


def _start() -> Assessment:
    one = make.empty(name="old").with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=TALKS))
    one = one.with_signal(SignalId.GENERIC_FAILURE, evidence=ComplaintEvidence(complaints=CALLS))
    one = one.with_signal(SignalId.RETENTION_PRIORITY, evidence=PriorityEvidence(rankings=RANKED))
    one = scenarios.keep(one, "later", inputs_of(one), ON, "s1")
    one = scenarios.keep(one, "sooner", replace(inputs_of(one), active_users=900), ON, "s2")
    return replace(
        one,
        gate=GateAnswer(readings=READINGS),
        roadmap=Roadmap(start=make.DAY, tasks=OWN_TASKS),
        predictions=EXPECTED,
        status=AssessmentStatus.COMPLETE,
    )


OLD = _start()
NEW = replace(OLD, id="n", created=OLD.created + timedelta(days=1), status=AssessmentStatus.DRAFT)


def _sides(noor: Assessment, ilan: Assessment, old: Assessment = OLD) -> tuple[Side, Side]:
    """Two files with the same earlier assessment, and a draft each."""
    return of("Noor", old, replace(noor, id="n")), of("Ilan", old, replace(ilan, id="i"))


def _latest(merged: Merged) -> Assessment:
    made = agreed(merged).latest
    assert made is not None
    return made


def talks(one: Assessment, *rows: Interview) -> Assessment:
    return one.with_signal(SignalId.DIVERSITY, evidence=DiversityEvidence(interviews=rows))


def _calls(one: Assessment, *rows: Complaint) -> Assessment:
    return one.with_signal(SignalId.GENERIC_FAILURE, evidence=ComplaintEvidence(complaints=rows))


def _ranked(one: Assessment, *rows: Ranking) -> Assessment:
    return one.with_signal(SignalId.RETENTION_PRIORITY, evidence=PriorityEvidence(rankings=rows))


def _planned(one: Assessment, *tasks: Task) -> Assessment:
    assert one.roadmap is not None
    return replace(one, roadmap=replace(one.roadmap, tasks=tasks))


def _read(one: Assessment, *rows: GateReading) -> Assessment:
    return replace(one, gate=replace(one.gate, readings=rows))


#: what Noor took out of each list, and what Ilan did to the same list meanwhile
TAKEN = {
    "an interview": (talks(NEW, *TALKS[1:]), talks(NEW, *TALKS, Interview("u9"))),
    "a complaint": (_calls(NEW, *CALLS[1:]), _calls(NEW, *CALLS, CALLS[2])),
    "a ranking": (_ranked(NEW, RANKED[1]), _ranked(NEW, *RANKED, Ranking("Cy", RANKED[0].order))),
    "a reading": (_read(NEW, READINGS[1]), _read(NEW, *READINGS, replace(READINGS[1], month=3))),
    "a scenario": (scenarios.remove(NEW, "s1"), NEW),
    "a prediction": (replace(NEW, predictions=EXPECTED[1:]), NEW),
    "a task of one's own": (_planned(NEW, OWN_TASKS[1]), NEW),
    "all interviews": (talks(NEW), talks(NEW, *TALKS, Interview("u9"))),
    "the only list of rankings": (_ranked(NEW), NEW),
}


def _things(one: Assessment) -> Counter[object]:
    """Everything that stands in a list, whichever."""
    found: Counter[object] = Counter(one.gate.readings)
    found.update(("scenario", kept.id) for kept in one.scenarios)
    found.update(one.predictions)
    found.update(("task", task.id) for task in one.roadmap.tasks) if one.roadmap else None
    for answer in one.signals.values():
        match answer.evidence:
            case DiversityEvidence(interviews=rows) | ComplaintEvidence(complaints=rows):
                found.update(rows)
            case PriorityEvidence(rankings=orders):
                found.update(orders)
    return found


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("what", TAKEN)
def test_what_one_person_took_out_does_not_come_back_from_another_file(what: str, turned: bool) -> None:
    noor, ilan = TAKEN[what]
    sides = _sides(noor, ilan)
    merged = merge(sides[::-1] if turned else sides)
    assert merged.conflicts == ()
    start, mine, theirs = _things(OLD), _things(noor), _things(ilan)
    gone, new = start - mine, theirs - start
    assert _things(_latest(merged)) == start - gone + new
    told = [one for one in merged.settled if one.kind is Kind.TAKEN_OUT]
    assert told
    assert {one.who for one in told} == {("Noor",)}
    assert all(words(merged).settled(one).startswith("Taken out: ") for one in told)


@pytest.mark.parametrize("what", TAKEN)
def test_it_stays_out_when_the_files_come_again(what: str) -> None:
    sides = _sides(*TAKEN[what])
    product = agreed(merge(sides))
    for side in sides:
        again = merge([Side("agreed", product), side])
        assert again.conflicts == ()
        assert _things(_latest(again)) == _things(_latest(merge(sides)))


def test_a_row_that_another_person_changed_stays() -> None:
    changed = talks(NEW, replace(TALKS[0], profiles=("expert", "team")), *TALKS[1:])
    merged = merge(_sides(talks(NEW, *TALKS[1:]), changed))
    assert Interview("u1", ("expert", "team")) in _things(_latest(merged))
    owned = _planned(NEW, replace(OWN_TASKS[0], owner="Ilan"), OWN_TASKS[1])
    merged = merge(_sides(_planned(NEW, OWN_TASKS[1]), owned))
    assert ("task", "own-1") in _things(_latest(merged))
    read = _read(NEW, replace(READINGS[0], control_retained=2), READINGS[1])
    merged = merge(_sides(_read(NEW, READINGS[1]), read))
    assert replace(READINGS[0], control_retained=2) in _things(_latest(merged))


def test_a_profile_that_one_person_replaced_is_replaced() -> None:
    changed = talks(NEW, Interview("u1", ("writer",)), *TALKS[1:])
    merged = merge(_sides(changed, talks(NEW, *TALKS, Interview("u9"))))
    evidence = _latest(merged).signals[SignalId.DIVERSITY].evidence
    assert evidence == DiversityEvidence(
        interviews=(Interview("u1", ("writer",)), *TALKS[1:], Interview("u9"))
    )


def test_who_began_with_an_empty_assessment_took_nothing_out() -> None:
    fresh = replace(make.empty(date(2026, 3, 3), "n"), created=NEW.created)
    fresh = talks(fresh, Interview("u9"))
    merged = merge(_sides(fresh, NEW))
    assert _things(_latest(merged)) == _things(OLD) + Counter([Interview("u9")])
    assert all(one.kind is not Kind.TAKEN_OUT for one in merged.settled)


def test_people_who_share_the_rows_among_them_keep_all() -> None:
    """GIVEN each keeps only what is theirs WHEN they merge THEN nothing is lost."""
    noor = _calls(talks(_ranked(NEW, RANKED[0]), TALKS[0]), CALLS[0])
    ilan = _calls(talks(_ranked(NEW, RANKED[1]), *TALKS[1:]), *CALLS[1:])
    assert _things(_latest(merge(_sides(noor, ilan)))) == _things(OLD)


def test_what_both_took_out_is_gone() -> None:
    noor, ilan = talks(NEW, *TALKS[1:]), talks(NEW, TALKS[1], Interview("u9"))
    evidence = _latest(merge(_sides(noor, ilan))).signals[SignalId.DIVERSITY].evidence
    assert evidence == DiversityEvidence(interviews=(TALKS[1], Interview("u9")))


def test_without_a_common_start_every_row_stays() -> None:
    one, other = replace(NEW, id="n"), replace(talks(NEW, *TALKS[1:]), id="i")
    assert _things(_latest(merge([of("Noor", one), of("Ilan", other)]))) == _things(OLD)


# -- against another way to say it -----------------------------------------------------------------------

_rows = st.lists(st.sampled_from("abcde"), max_size=6).map(tuple)


@given(_rows, _rows, _rows)
def test_rows_are_counted_three_ways(
    before: tuple[str, ...], one: tuple[str, ...], two: tuple[str, ...]
) -> None:
    old, mine, theirs = Counter(before), Counter(one), Counter(two)
    wanted = Counter[str]()
    for row in {*before, *one, *two}:
        more = max(mine[row] - old[row], theirs[row] - old[row], 0)
        less = max(old[row] - mine[row], old[row] - theirs[row], 0)
        wanted[row] = max(old[row] + more - less, 0)
    made = Counter(united_rows([one, two], (before,), [one, two]))
    shared = old and mine & old and theirs & old and not +wanted & old
    assert made == (mine | theirs if shared else +wanted)
    assert Counter(united_rows([two, one], (before,), [two, one])) == made


@given(st.dictionaries(st.sampled_from("uvw"), st.sets(st.sampled_from("xyz")), max_size=3), st.data())
def test_users_and_their_profiles_are_merged_three_ways(
    before: dict[str, set[str]], data: st.DataObject
) -> None:
    def side() -> dict[str, set[str]]:
        users = st.dictionaries(st.sampled_from("uvwt"), st.sets(st.sampled_from("xyz")), max_size=4)
        return data.draw(users)

    def listed(held: dict[str, set[str]]) -> tuple[Interview, ...]:
        return tuple(Interview(user, tuple(sorted(tags))) for user, tags in held.items())

    one, two = side(), side()
    made = {
        row.user: set(row.profiles)
        for row in united_interviews([listed(one), listed(two)], listed(before), [listed(one), listed(two)])
    }
    shared = all(before.keys() & held.keys() for held in (one, two)) and not any(
        (user in one and user in two) or one.get(user, two.get(user, before[user])) != before[user]
        for user in before
    )
    for user in {*before, *one, *two}:
        held = [side_[user] for side_ in (one, two) if user in side_]
        if not held:
            assert user not in made, "nobody has it any more"
        elif user not in before:
            assert made[user] == set().union(*held)
        elif len(held) == 1 and held[0] == before[user] and not shared:
            assert user not in made, "one took it out, the other left it alone"
        else:
            kept = {tag for tag in before[user] if all(tag in tags for tags in held)}
            assert made[user] == kept | (set().union(*held) - before[user])


def test_names_of_the_lists_are_those_of_the_file() -> None:
    merged = merge(_sides(*TAKEN["an interview"]))
    (told,) = [one for one in merged.settled if one.kind is Kind.TAKEN_OUT]
    assert (told.field, told.value) == (INTERVIEWS, (TALKS[0],))
    merged = merge(_sides(*TAKEN["a complaint"]))
    (told,) = [one for one in merged.settled if one.kind is Kind.TAKEN_OUT]
    assert (told.field, told.value) == (COMPLAINTS, (CALLS[0],))


def test_an_empty_table_of_cohorts_is_no_answer_against_a_changed_one() -> None:
    begun = SignalAnswer(evidence_date=date(2026, 1, 4))
    changed = SignalAnswer(claimed=Status.UNCLEAR, override_reason="I know them", confidence=2)
    start = make.empty(name="old").with_signal(SignalId.PMF, evidence_date=date(2026, 1, 4))
    old = replace(start, status=AssessmentStatus.COMPLETE)
    later = replace(start, created=start.created + timedelta(days=1))
    noor = replace(later, signals={**later.signals, SignalId.PMF: changed})
    ilan = later.with_signal(SignalId.PMF, evidence=PmfEvidence())
    assert later.signals[SignalId.PMF] == begun
    merged = merge(_sides(noor, ilan, old))
    assert not merged.conflicts
    assert _latest(merged).signals[SignalId.PMF] == changed


# -- any three assessments -------------------------------------------------------------------------------


def _edited(start: Assessment, other: Assessment, wanted: frozenset[str]) -> Assessment:
    """The common start with some of its fields as another draft has them."""
    changed = {name: getattr(other, name) for name in FIELDS & wanted}
    signals = {key: (other if key.value in wanted else start).signals[key] for key in SignalId}
    return replace(start, **changed, signals=signals)


def _mark(value: object) -> str:
    """The sign of an answer; the empty table that a survey stands in says nothing."""
    bare = isinstance(value, Stance) and value.evidence == PmfEvidence()
    return mark_of(replace(value, evidence=None) if bare else value)  # type: ignore[type-var]  # a stance


FIELDS = frozenset({"business_model", "claimed_stage", "detection", "context_note", "symptoms", "tradeoffs"})
_wanted = st.frozensets(st.sampled_from(sorted(FIELDS | {one.value for one in SignalId})))
#: united whoever changed them, or called by the name of the file
_OTHERWISE = ("participants", "ballots", "agreements", "roadmap", "as_of")


@settings(max_examples=60, deadline=None)
@given(drafts("old"), drafts(), drafts(), _wanted, _wanted)
def test_what_only_one_person_changed_stands_and_what_nobody_changed_stays(
    start: Assessment, one: Assessment, two: Assessment, mine: frozenset[str], theirs: frozenset[str]
) -> None:
    old = replace(start, status=AssessmentStatus.COMPLETE)
    later = replace(start, created=start.created + timedelta(days=1))
    noor, ilan = _edited(later, one, mine), _edited(later, two, theirs)
    merged = merge(_sides(noor, ilan, old))
    made = take_apart(_latest(merged))
    base, left, right = take_apart(old), take_apart(noor), take_apart(ilan)
    asked = {conflict.field for conflict in merged.conflicts}
    for name in base.keys() & left.keys() & right.keys():
        if name.startswith((*_OTHERWISE, RANKINGS)) or name in UNIONS or name.endswith(".shell"):
            continue
        marks = [_mark(held[name]) for held in (base, left, right)]
        if marks[0] in marks[1:] and name not in REASONS.values():
            wanted = right[name] if marks[1] == marks[0] else left[name]
            assert name not in asked
            assert _mark(made[name]) == _mark(wanted), name
        elif name not in NOTES and marks[1] != marks[2] and name not in REASONS:
            assert name in asked
