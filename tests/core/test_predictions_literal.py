"""What scores a prediction, against decision 0016 written down once more, on histories at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness_gui.core.figures import GateFigures, MonthlyLift
from readiness_gui.core.model import (
    Assessment,
    AssessmentStatus,
    GateAnswer,
    GateReading,
    Prediction,
    Product,
    Provenance,
)
from readiness_gui.core.predictions import brier, brier_over_time, carried, records
from readiness_gui.core.terms import Answer, GateResult
from tests.core.make import empty, product, with_gate

FIRST = date(2026, 1, 5)
Chance = random.Random


def _gate(chance: Chance, day: date) -> GateAnswer:
    """Any gate: no reading, some months of one evaluation or another, from a file or typed."""
    months = sorted(chance.sample(range(1, 6), chance.randrange(0, 4)))
    readings = tuple(
        GateReading(
            month=month,
            control_users=10,
            control_retained=chance.choice([3, 4]),
            treatment_users=10,
            treatment_retained=4,
        )
        for month in months
    )
    found = with_gate(empty(), GateResult.RISING).gate.finding
    assert found is not None
    overall = replace(found.overall, lift=chance.choice([0.05, 0.15, 0.2, 0.3, None]))
    course = tuple(MonthlyLift(month=month, lift=0.1, low=0.0, high=0.2) for month in months)
    ends = day - timedelta(days=chance.randrange(0, 40))
    source = Provenance(file_name="a.csv", sha256="a", rows_read=1, rows_refused=0, period_end=ends)
    return GateAnswer(
        readings=readings,
        finding=GateFigures(overall=overall, months=course) if months else None,
        formed_before=chance.choice([None, Answer.YES, Answer.NO]),
        provenance=source if chance.random() < 0.3 else None,
    )


def _history(chance: Chance) -> tuple[Product, dict[str, int], Sequence[Prediction]]:
    """Return a product, the place of the assessment each prediction was written in, and the predictions."""
    count, day = chance.randrange(1, 5), FIRST
    said = [
        Prediction(
            id=f"p{at}",
            made=FIRST + timedelta(days=chance.randrange(0, 90)),
            due=FIRST + timedelta(days=chance.randrange(60, 200)),
            lift=chance.choice([0.1, 0.15, 0.2]),
            confidence=chance.choice([0.2, 0.5, 0.9]),
            known_month=chance.randrange(0, 3),
        )
        for at in range(chance.randrange(1, 4))
    ]
    homes = {one.id: chance.randrange(count) for one in said}
    made = []
    for place in range(count):
        day += timedelta(days=chance.randrange(1, 60))
        one = replace(empty(day, str(place)), gate=_gate(chance, day))
        one = replace(one, predictions=tuple(p for p in said if homes[p.id] <= place))
        done = chance.random() < 0.5
        made.append(replace(one, status=AssessmentStatus.COMPLETE) if done else one)
    return product(*made), homes, said


def _read_on(one: Assessment, prediction: Prediction, *, at_home: bool) -> date:
    """The day of a reading: the end of the file's period, else the assessment's date, or the writing's."""
    source = one.gate.provenance
    if source is not None and source.period_end is not None:
        return source.period_end
    return max(one.as_of, prediction.made) if at_home else one.as_of


def _literal(prediction: Prediction, since: Sequence[Assessment], today: date) -> str:
    """Decision 0016, sentence by sentence."""
    home = since[0]
    for one in since:
        finding = one.gate.finding
        if finding is None or finding.overall.lift is None:
            continue  # nothing was measured with both groups
        if one.gate.formed_before is Answer.NO:
            continue  # segments formed afterwards prove nothing
        newest = max((month.month for month in finding.months), default=0)
        begun_anew = one is not home and not set(one.gate.readings) & set(home.gate.readings)
        if not (newest > prediction.known_month or begun_anew):
            continue  # known when it was written
        day = _read_on(one, prediction, at_home=one is home)
        if day < prediction.made:
            continue
        if (day - prediction.due).days > 31:
            return "not_measured"
        return "hit" if finding.overall.lift >= prediction.lift - 1e-9 else "miss"
    return "open" if today <= prediction.due else "not_measured"


@pytest.mark.parametrize("seed", range(12))
def test_each_prediction_comes_out_as_the_decision_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories at random, not secrets
    seen = set()
    for _ in range(100):
        made, homes, said = _history(chance)
        today = FIRST + timedelta(days=chance.randrange(0, 300))
        found = {one.prediction.id: one for one in records(made, today)}
        wanted = {one.id: _literal(one, made.assessments[homes[one.id] :], today) for one in said}
        assert {name: str(one.outcome) for name, one in found.items()} == wanted
        penalties = [
            (one.confidence - (wanted[one.id] == "hit")) ** 2
            for one in said
            if wanted[one.id] in ("hit", "miss")
        ]
        score = brier(list(found.values()))
        assert score == (pytest.approx(sum(penalties) / len(penalties)) if penalties else None)
        course = brier_over_time(list(found.values()))
        assert [one.brier for one in course[-1:]] == ([pytest.approx(score)] if penalties else [])
        assert [one.scored for one in course[-1:]] == ([len(penalties)] if penalties else [])
        waiting = {name for name, one in found.items() if one.reading is None}
        assert {one.id for one in carried(made, today)} == waiting
        seen |= set(wanted.values())
    assert seen == {"open", "hit", "miss", "not_measured"}, "every outcome came up"
