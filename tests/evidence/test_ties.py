"""Rankings with ties: points and places are shared, and Kendall's W is corrected for them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import PriorityEvidence, Ranking
from readiness_gui.core.terms import Priority, SignalId
from readiness_gui.evidence.clipboard import rankings
from readiness_gui.evidence.imports import Choice, bring_in
from readiness_gui.evidence.measure import measure_table
from readiness_gui.evidence.priority import borda, kendall_w, ranks

OPTIONS = list(Priority)
Places = list[int]
places = st.lists(st.integers(1, 5), min_size=5, max_size=5)


def midranks(row: Places) -> list[Fraction]:
    """Return the mean of the places that equal values take up, counted one by one."""
    return [
        Fraction(sum(other < one for other in row) + 1 + sum(other <= one for other in row), 2) for one in row
    ]


def reference_w(rows: list[Places]) -> Fraction | None:
    """Return W in the other form of the formula (Siegel & Castellan 1988), in exact fractions."""
    m, n = len(rows), len(rows[0])
    ranked = [midranks(row) for row in rows]
    sums = [sum(row[at] for row in ranked) for at in range(n)]
    ties = sum(sum(row.count(value) ** 3 - row.count(value) for value in set(row)) for row in rows)
    below = m**2 * n * (n**2 - 1) - m * ties
    return (
        (12 * sum(one**2 for one in sums) - 3 * m**2 * n * (n + 1) ** 2) / Fraction(below) if below else None
    )


@given(st.lists(places, min_size=2, max_size=6))
def test_w_of_tied_places_against_exact_fractions(rows: list[Places]) -> None:
    made = [Ranking.of_places("x", list(zip(map(float, row), OPTIONS, strict=True))) for row in rows]
    found = [[ranks(one.tiers(), OPTIONS)[option] for option in OPTIONS] for one in made]
    assert found == [[float(one) for one in midranks(row)] for row in rows]
    expected = reference_w(rows)
    w = kendall_w(found)
    assert w is None if expected is None else w == pytest.approx(float(expected))


@given(places)
def test_ties_share_points_and_lose_none(row: Places) -> None:
    one = Ranking.of_places("x", list(zip(map(float, row), OPTIONS, strict=True)))
    points = borda([one.tiers()], OPTIONS)
    assert sum(points.values()) == 10
    assert set(one.order) == set(OPTIONS)
    for left in OPTIONS:
        for right in OPTIONS:
            same = row[OPTIONS.index(left)] == row[OPTIONS.index(right)]
            assert (points[left] == points[right]) is same


TIED = """participant,option,rank
ann,retention,1
ann,activation,1
ann,acquisition,3
ann,monetization,4
ann,referral,4
bob,Retention & engagement,1
bob,acquisition,2
bob,activation,3
bob,monetization,4
bob,referral,5
"""


def test_a_table_with_ties(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "r.csv"
    path.write_text(TIED, encoding="utf-8")
    found = measure_table("ranking", path, framework, date(2024, 5, 1))["figures"]
    assert found["borda"] == {
        "retention": 7.5,
        "activation": 5.5,
        "acquisition": 5.0,
        "monetization": 1.5,
        "referral": 0.5,
    }
    assert found["condorcet_winner"] == "retention", "nobody puts anything before it"
    rows = [[3, 1, 1, 4, 4], [2, 3, 1, 4, 5]]
    assert found["kendall_w"] == pytest.approx(float(reference_w(rows) or 0))


def test_everybody_undecided_is_no_first_place(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "r.csv"
    rows = "".join(f"{name},{option},1\n" for name in ("ann", "bob") for option in OPTIONS)
    path.write_text("participant,option,rank\n" + rows, encoding="utf-8")
    found = measure_table("ranking", path, framework, date(2024, 5, 1))
    assert found["status"] == "unclear"
    assert "points favour nobody" in found["reason"]
    assert found["figures"] == {
        "borda": dict.fromkeys(map(str, OPTIONS), 4.0),
        "condorcet_winner": None,
        "kendall_w": None,
    }


def test_ties_are_kept_by_import_and_paste(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "r.csv"
    path.write_text(TIED, encoding="utf-8")
    evidence = bring_in("ranking", path, Choice(), framework).evidence[SignalId.RETENTION_PRIORITY]
    assert isinstance(evidence, PriorityEvidence)
    assert evidence.rankings == rankings(TIED, framework).rows
    ann, bob = evidence.rankings
    assert [set(tier) for tier in ann.tiers()] == [
        {Priority.RETENTION, Priority.ACTIVATION},
        {Priority.ACQUISITION},
        {Priority.MONETIZATION, Priority.REFERRAL},
    ]
    assert bob.tied == ()
