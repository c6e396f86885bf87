"""Scenarios of several people: no two called alike, the same one once, whatever comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.core.merging import Side, merge
from readiness_gui.core.model import Assessment, Product, Scenario
from readiness_gui.core.terms import GateResult, SignalId, Status
from tests.core import make
from tests.core.merge_cases import NAMES, ON, agreed, of


def _kept(name: str, users: int, key: str, on: date = ON) -> Scenario:
    return Scenario(
        id=key,
        name=name,
        kept=on,
        signals=dict.fromkeys(SignalId, Status.PRESENT),
        active_users=users,
        top_priority=None,
        stage=1,
        segment_detection=False,
        gate=GateResult.NONE,
        committed=False,
    )


def _with(*rows: Scenario, name: str = "a") -> Assessment:
    return replace(make.empty(name=name), scenarios=rows)


def _names(product: Product) -> list[str]:
    assert product.latest is not None
    return [one.name for one in product.latest.scenarios]


def test_two_scenarios_called_alike_get_the_names_of_their_files() -> None:
    noor, ilan = of("Noor", _with(_kept("later", 300, "x"))), of("Ilan", _with(_kept("Later", 900, "y")))
    product = agreed(merge([noor, ilan]))
    assert _names(product) == ["later (Noor)", "Later (Ilan)"]
    for side in (noor, ilan):
        again = merge([Side("agreed", product), side])
        assert again.conflicts == ()
        assert agreed(again) == product


def test_a_name_that_is_taken_gets_a_number() -> None:
    noor = of("Noor", _with(_kept("later", 300, "x"), _kept("later (Noor)", 301, "z")))
    assert _names(agreed(merge([noor, of("Ilan", _with(_kept("later", 900, "y")))]))) == [
        "later (Noor 2)",
        "later (Noor)",
        "later (Ilan)",
    ]


def test_the_same_what_if_is_kept_once_with_the_day_it_was_first_kept() -> None:
    early, late = _kept("later", 300, "x"), _kept("Later", 300, "y", ON + timedelta(days=1))
    noor, ilan = of("Noor", _with(late)), of("Ilan", _with(early))
    product = agreed(merge([noor, ilan]))
    assert product.latest is not None
    assert product.latest.scenarios == (early,)
    assert agreed(merge([Side("agreed", product), noor])) == product
    other = of("Ada", _with(_kept("Other words", 300, "w")))
    assert _names(agreed(merge([Side("agreed", product), other]))) == ["later", "Other words"]


def test_a_scenario_passed_round_and_renamed_is_asked_about() -> None:
    noor, ilan = of("Noor", _with(_kept("later", 300, "x"))), of("Ilan", _with(_kept("sooner", 300, "x")))
    assert [one.field for one in merge([noor, ilan]).conflicts] == ["scenarios.x"]


@st.composite
def _files(draw: st.DrawFn) -> tuple[Side, ...]:
    """Three files, each without two scenarios of one name or of one content, as the program keeps them."""
    made = []
    for place, label in enumerate(NAMES[:3]):
        names = draw(
            st.lists(st.sampled_from(["later", "Later", "sooner"]), max_size=2, unique_by=str.casefold)
        )
        users = draw(st.lists(st.integers(1, 3), min_size=2, max_size=2, unique=True))
        days = draw(st.lists(st.integers(0, 2), min_size=2, max_size=2))
        rows = [
            _kept(name, users[at], f"{place}{at}", ON + timedelta(days=days[at]))
            for at, name in enumerate(names)
        ]
        made.append(of(label, _with(*rows, name=f"of {label}")))
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(_files(), st.booleans())
def test_no_two_are_called_alike_and_a_file_that_comes_again_changes_nothing(
    three: tuple[Side, ...], turned: bool
) -> None:
    merged = merge(three[::-1] if turned else three)
    assert merged.conflicts == ()
    product = agreed(merged)
    names = [name.casefold() for name in _names(product)]
    assert len(names) == len(set(names))
    assert product.latest is not None
    counts = {one.active_users for one in product.latest.scenarios}
    said = {one.active_users for side in three for a in side.product.assessments for one in a.scenarios}
    assert counts == said, "no what-if is lost"
    for side in three:
        again = merge([Side("agreed", product), side])
        assert again.conflicts == ()
        assert agreed(again).latest == product.latest
