"""What holds for every merge, whoever answered what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.core.merge_parts import (
    COMPLAINTS,
    INTERVIEWS,
    NOTES,
    RANKINGS,
    TASKS,
    UNIONS,
    Shell,
    Stance,
    mark_of,
)
from readiness_gui.core.merging import Merged, Side, merge
from readiness_gui.core.model import DiversityEvidence, Product, Ranking, SignalAnswer
from readiness_gui.core.terms import SignalId
from tests.core.merge_cases import agreed, content, drafts, files, of, words
from tests.storage.strategies import products


@settings(max_examples=30, deadline=None)
@given(products())
def test_a_product_merged_with_itself_is_itself(product: Product) -> None:
    merged = merge([Side("Noor", product), Side("Ilan", product)])
    assert merged.conflicts == ()
    assert agreed(merged) == product


@given(products(), products())
@settings(max_examples=30, deadline=None)
def test_any_two_files_can_be_merged_and_written_down(one: Product, other: Product) -> None:
    merged = merge([Side("Noor", one), Side("Ilan", other)])
    made = agreed(merged)
    assert {a.id for a in made.assessments} <= {a.id for p in (one, other) for a in p.assessments}


def _plain(merged: Merged) -> tuple[object, ...]:
    """What a merge says, whatever the order of the files."""
    group = merged.groups[-1]
    parts = {
        key: _unordered(key, value)
        for key, value in group.parts.items()
        if not (key.startswith("signals.") and isinstance(value, Stance))
    }
    conflicts = {
        one.field: {(frozenset(option.who), _shown(option.value)) for option in one.options}
        for one in merged.conflicts
    }
    return parts, conflicts


def _shown(value: object) -> str:
    return mark_of(replace(value, note="", sources=()) if isinstance(value, SignalAnswer) else value)


def _unordered(key: str, value: object) -> object:
    if key == INTERVIEWS:
        return {(one.user, frozenset(one.profiles)) for one in value}  # type: ignore[attr-defined]
    if key == COMPLAINTS:
        return Counter(value)  # type: ignore[call-overload]
    if key in NOTES:
        return frozenset(str(value).split("\n\n"))
    if key in UNIONS and isinstance(value, tuple):
        return frozenset(value)
    return value


@settings(max_examples=30, deadline=None)
@given(files(2))
def test_the_order_of_two_files_does_not_matter(pair: tuple[Side, ...]) -> None:
    there, back = merge(pair), merge(pair[::-1])
    (parts, conflicts), (other_parts, other_conflicts) = _plain(there), _plain(back)
    assert parts == other_parts
    assert conflicts.keys() == other_conflicts.keys()  # type: ignore[attr-defined]


@settings(max_examples=30, deadline=None)
@given(files(3))
def test_what_is_united_is_the_same_in_whichever_order_files_come_together(three: tuple[Side, ...]) -> None:
    at_once = content(agreed(merge(three)))
    first = agreed(merge(three[:2]))
    after = content(agreed(merge([Side("both", first), three[2]])))
    for key in (INTERVIEWS, COMPLAINTS, "participants", "ballots"):
        assert _unordered(key, at_once.get(key, ())) == _unordered(key, after.get(key, ())), key


@settings(max_examples=30, deadline=None)
@given(files(3), st.sampled_from([0, 1, None]))
def test_what_was_agreed_is_not_asked_again(three: tuple[Side, ...], option: int | None) -> None:
    product = agreed(merge(three), option)
    for side in three:
        again = merge([Side("agreed", product), side])
        assert [one.field for one in again.conflicts] == []
        kept, now = content(product), content(agreed(again))
        own = {key for key in kept if key not in UNIONS | NOTES and not isinstance(kept[key], Shell)}
        assert {key: (kept[key], now.get(key)) for key in own if now.get(key) != kept[key]} == {}


@settings(max_examples=30, deadline=None)
@given(files(3), st.sampled_from([0, 1, 2, None]))
def test_nothing_that_anybody_said_is_lost(three: tuple[Side, ...], option: int | None) -> None:
    merged = merge(three)
    product = agreed(merged, option)
    assert product.latest is not None
    made, say = content(product), words(merged)
    said = {(one.field, text) for one in product.latest.agreements for _, text in one.said}
    for side in three:
        for key, value in content(side.product).items():
            if key == "as_of" or isinstance(value, Shell) or key.startswith(f"{TASKS}edited"):
                continue
            if key in NOTES:
                assert all(line in str(made[key]) for line in str(value).splitlines())
            elif key in UNIONS:
                _assert_within(key, value, made[key])
            elif isinstance(value, Stance):
                _assert_stance(key, value, side, product, said)
            elif isinstance(value, Ranking):
                orders = {one.order for one in made.values() if isinstance(one, Ranking)}
                noted = {text for field, text in said if field.startswith(RANKINGS)}
                assert value.order in orders or say.said(key, value) in noted, key
            else:
                kept = key in made and mark_of(made[key]) == mark_of(value)
                assert kept or (key, say.said(key, value)) in said, key


def _assert_within(key: str, value: object, whole: object) -> None:
    if key == INTERVIEWS:
        noted = {one.user: set(one.profiles) for one in whole}  # type: ignore[attr-defined]
        assert all(set(one.profiles) <= noted[one.user] for one in value if one.user)  # type: ignore[attr-defined]
        return
    assert not Counter(value) - Counter(whole)  # type: ignore[call-overload]


def _assert_stance(key: str, value: Stance, side: Side, product: Product, said: set[tuple[str, str]]) -> None:
    assert product.latest is not None
    assert side.product.latest is not None
    signal = SignalId(key.split(".")[1])
    answer, theirs = product.latest.signals[signal], side.product.latest.signals[signal]
    fields = {name for name, _ in said}
    shown = (key, words().said(key, theirs)) in said
    if not shown and key not in fields:
        assert value.claimed in (None, answer.claimed)
        assert value.override_reason in answer.override_reason
        for name in ("confidence", "evidence_date", "grade_set"):
            mine = getattr(value, name)
            assert mine in (None, getattr(answer, name)) or any(one == f"{key}.{name}" for one, _ in said)


@settings(max_examples=30, deadline=None)
@given(drafts(), drafts())
def test_rows_survive_whatever_is_chosen(one: object, other: object) -> None:
    pair = [of("Noor", one), of("Ilan", other)]  # type: ignore[arg-type]
    product = agreed(merge(pair), None)
    users = {
        row.user
        for side in pair
        if side.product.latest is not None
        and isinstance(found := side.product.latest.signals[SignalId.DIVERSITY].evidence, DiversityEvidence)
        for row in found.interviews
    }
    assert product.latest is not None
    evidence = product.latest.signals[SignalId.DIVERSITY].evidence
    kept = {row.user for row in evidence.interviews} if isinstance(evidence, DiversityEvidence) else set()
    assert users == kept
