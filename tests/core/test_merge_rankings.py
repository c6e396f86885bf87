"""Whose rankings are whose, however often a file comes again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.core.merging import Side, merge
from readiness_gui.core.model import Assessment, PriorityEvidence, Product, Ranking
from readiness_gui.core.terms import Priority, SignalId
from tests.core import make
from tests.core.merge_cases import NAMES, agreed, of

KEEP: tuple[Priority, ...] = (Priority.RETENTION, Priority.ACQUISITION)
GROW = KEEP[::-1]


def _ranked(
    rows: dict[str, tuple[Priority, ...]], people: tuple[str, ...] = (), name: str = "a"
) -> Assessment:
    found = PriorityEvidence(rankings=tuple(Ranking(who, order) for who, order in rows.items()))
    one = make.empty(name=name).with_signal(SignalId.RETENTION_PRIORITY, evidence=found)
    return replace(one, participants=people)


def _rows(product: Product) -> set[Ranking]:
    assert product.latest is not None
    evidence = product.latest.signals[SignalId.RETENTION_PRIORITY].evidence
    assert isinstance(evidence, PriorityEvidence)
    return set(evidence.rankings)


@st.composite
def _files(draw: st.DrawFn) -> tuple[Side, ...]:
    names, orders = st.sampled_from(["", *NAMES[:2]]), st.sampled_from([KEEP, GROW])
    rows = st.dictionaries(names, orders, max_size=2)
    people = st.lists(st.sampled_from(NAMES), max_size=1).map(tuple)
    return tuple(of(label, _ranked(draw(rows), draw(people), f"of {label}")) for label in NAMES[:3])


@settings(max_examples=200, deadline=None)
@given(_files(), st.sampled_from([0, 1, None]), st.booleans())
def test_a_file_that_comes_again_adds_no_ranking_takes_none_and_asks_nothing(
    three: tuple[Side, ...], option: int | None, turned: bool
) -> None:
    product = agreed(merge(three), option)
    whole = Side("agreed", product)
    for again in ([whole, three[0]], [whole, three[1]], [whole, three[2]], [whole, *three]):
        merged = merge(again[::-1] if turned else again)
        assert merged.conflicts == ()
        assert _rows(agreed(merged)) == _rows(product)


@pytest.mark.parametrize("option", [0, 1])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_was_agreed_of_a_signed_ranking_stands_when_its_file_comes_again(option: int, at: int) -> None:
    """Noor's nameless ranking becomes Noor's, of whom Ada's file says something else."""
    three = (
        of("Noor", _ranked({"": KEEP}, name="one")),
        of("Ilan", _ranked({"": GROW}, name="two")),
        of("Ada", _ranked({"Noor": GROW}, name="three")),
    )
    first = merge(three)
    assert [one.field for one in first.conflicts] == ["signals.retention_priority.rankings.Noor"]
    product = agreed(first, option)
    assert _rows(product) == {Ranking("Noor", (KEEP, GROW)[option]), Ranking("Ilan", GROW)}
    merged = merge([Side("agreed", product), three[at]])
    assert merged.conflicts == ()
    assert _rows(agreed(merged)) == _rows(product)


def test_a_name_that_was_agreed_about_is_somebodys() -> None:
    noor, ada = of("Noor", _ranked({"": KEEP}, name="one")), of("Ada", _ranked({"Noor": GROW}, name="three"))
    ilan = of("Ilan", _ranked({"": GROW}, name="two"))
    product = agreed(merge([noor, ilan, ada]))
    late = of("Bo", _ranked({"Noor": (Priority.ACQUISITION,)}, name="four"))
    asked = merge([Side("agreed", product), late]).conflicts
    assert [one.field for one in asked] == ["signals.retention_priority.rankings.Noor"]
    assert [who for one in asked for option in one.options for who in option.who] == ["agreed", "Bo"]


# -- a name given twice in one file ----------------------------------------------------------------------


def _listed(*rows: Ranking, name: str) -> Assessment:
    found = PriorityEvidence(rankings=rows)
    return make.empty(name=name).with_signal(SignalId.RETENTION_PRIORITY, evidence=found)


def _in_order(product: Product) -> tuple[Ranking, ...]:
    assert product.latest is not None
    evidence = product.latest.signals[SignalId.RETENTION_PRIORITY].evidence
    assert isinstance(evidence, PriorityEvidence)
    return evidence.rankings


@pytest.mark.parametrize("option", [0, 1])
def test_rows_of_one_name_keep_their_places_whatever_is_chosen(option: int) -> None:
    """GIVEN Ada twice in a file WHEN the first of hers is asked about THEN it stays the first."""
    mine = [Ranking("Ada", KEEP), Ranking("Ada", GROW), Ranking("Bo", KEEP)]
    other = Ranking("Ada", (KEEP[0],))
    files = {"Noor": _listed(*mine, name="a"), "Ilan": _listed(other, name="b")}
    noor, ilan = (of(label, replace(one, participants=("Ada",))) for label, one in files.items())
    product = agreed(merge([noor, ilan]), option)
    chosen = (mine[0], other)[option]
    assert _in_order(product) == (chosen, *mine[1:])
    for side in (noor, ilan):
        again = merge([Side("agreed", product), side])
        assert again.conflicts == ()
        assert _in_order(agreed(again)) == _in_order(product)


@st.composite
def _files_with_twins(draw: st.DrawFn) -> tuple[Side, ...]:
    rows = st.lists(st.builds(Ranking, st.sampled_from(NAMES[:2]), st.sampled_from([KEEP, GROW])), max_size=3)
    made = []
    for label in NAMES[:3]:
        one = _listed(*draw(rows), name=f"of {label}")
        made.append(of(label, replace(one, participants=NAMES[:2])))
    return tuple(made)


@settings(max_examples=200, deadline=None)
@given(_files_with_twins(), st.sampled_from([0, 1]))
def test_twins_stay_as_they_were_agreed_when_a_file_comes_again(three: tuple[Side, ...], option: int) -> None:
    product = agreed(merge(three), option)
    for side in three:
        again = merge([Side("agreed", product), side])
        assert again.conflicts == ()
        assert _in_order(agreed(again)) == _in_order(product)
