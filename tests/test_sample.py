from __future__ import annotations

import json
import math
from datetime import date, timedelta
from pathlib import Path

import pytest

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ActiveUsersEvidence, Assessment, PmfEvidence, Product
from readiness_gui.core.terms import (
    Block,
    GateResult,
    Grade,
    SignalId,
    Status,
    SymptomId,
    TaskKind,
    TradeoffId,
    VerdictCode,
)
from readiness_gui.core.verdict import headline
from readiness_gui.evidence.assess import check, check_gate
from readiness_gui.storage import codec
from tests.sample import story


@pytest.fixture(scope="session")
def shipped() -> Product:
    return codec.product_from_bytes(shipped_file().read_bytes())


def shipped_file() -> Path:
    (found,) = (paths.resources() / "samples").glob("*.readiness")
    return found


def assert_alike(stored: object, computed: object, where: str = "") -> None:
    """Equal, but for the last digits of computed numbers, which may differ between processors."""
    if isinstance(stored, dict):
        assert isinstance(computed, dict), where
        assert stored.keys() == computed.keys(), where
        for key, value in stored.items():
            assert_alike(value, computed[key], f"{where}.{key}")
    elif isinstance(stored, list):
        assert isinstance(computed, list), where
        assert len(stored) == len(computed), where
        for index, value in enumerate(stored):
            assert_alike(value, computed[index], f"{where}[{index}]")
    elif isinstance(stored, float) and isinstance(computed, float):
        assert math.isclose(stored, computed, rel_tol=1e-9), where
    else:
        assert stored == computed, where


def test_everything_in_the_shipped_file_is_what_the_program_makes_of_the_inputs(
    shipped: Product, framework: Framework
) -> None:
    """When texts or rules were changed on purpose: ``python -m tests.sample`` writes the file anew."""
    computed = json.loads(json.dumps(codec.to_record(story.product(framework))))
    assert_alike(codec.to_record(shipped), computed)


def test_a_changed_number_would_be_noticed(shipped: Product) -> None:
    record = json.loads(json.dumps(codec.to_record(shipped)))
    record["assessments"]["2"]["signals"]["pmf"]["finding"]["figures"]["tail"] += 0.001
    with pytest.raises(AssertionError, match="tail"):
        assert_alike(codec.to_record(shipped), record)


def test_it_is_marked_as_an_example(shipped: Product) -> None:
    assert shipped.example
    assert shipped_file().stem == shipped.name


def test_three_assessments_over_nine_months_tell_the_story(shipped: Product) -> None:
    early, ready, gate = shipped.assessments
    assert [one.as_of for one in shipped.assessments] == [
        date(2025, 11, 10),
        date(2026, 3, 9),
        date(2026, 8, 10),
    ]
    verdicts = [one.verdict for one in shipped.assessments]
    assert [one.code for one in verdicts if one] == [
        VerdictCode.STAY_1,
        VerdictCode.GO_2,
        VerdictCode.STAY_2_IMPROVE,
    ]
    assert [one.current_stage for one in verdicts if one] == [1, 1, 2]
    assert verdicts[0]
    assert verdicts[0].block is Block.B1
    assert verdicts[0].resolve_first == (SignalId.PMF,)
    assert early.claimed_stage == 2, "most teams overestimate their stage, and so did this one"
    assert early.active_users == 140
    assert ready.signals[SignalId.PMF].status is Status.PRESENT
    assert gate.gate.result is GateResult.RISING


def test_the_first_verdict_warns_of_the_trap_and_the_plan_starts_with_it(shipped: Product) -> None:
    early, ready, _ = shipped.assessments
    assert early.roadmap
    assert early.roadmap.tasks[0].kind is TaskKind.WARNING
    assert ready.roadmap
    assert TaskKind.WARNING not in {task.kind for task in ready.roadmap.tasks}


def test_it_shows_each_grade_and_evidence_that_has_gone_stale(shipped: Product, framework: Framework) -> None:
    latest = shipped.assessments[-1]
    grades = {answer.grade for answer in latest.signals.values()}
    assert grades == {Grade.MEASURED, Grade.OBSERVED}
    assert latest.verdict
    assert headline(latest, latest.verdict, framework, latest.as_of) == (
        "Five of five present, two of them measured, one stale"
    )


@pytest.mark.parametrize("number", range(3))
def test_everything_is_filled_in_as_a_team_would(shipped: Product, number: int) -> None:
    one = shipped.assessments[number]
    assert one.completed
    assert one.completed.date() == one.as_of
    assert one.participants
    assert one.business_model
    assert one.cadence
    assert one.context_note
    assert set(one.symptoms) == set(SymptomId)
    assert set(one.tradeoffs) == set(TradeoffId)
    for answer in one.signals.values():
        assert answer.evidence
        assert answer.finding
        assert answer.confidence
        assert answer.sources
        assert answer.evidence_date
        assert answer.evidence_date <= one.as_of
    assert sum(bool(answer.note) for answer in one.signals.values()) >= 3


@pytest.mark.parametrize("number", range(3))
def test_its_inputs_have_no_problem(shipped: Product, framework: Framework, number: int) -> None:
    one = shipped.assessments[number]
    for signal, answer in one.signals.items():
        assert answer.evidence
        assert check(signal, answer.evidence, framework=framework, today=one.as_of) == ()
    assert check_gate(one.gate, framework) == ()


def cohorts(one: Assessment) -> dict[str, tuple[int, tuple[int | None, ...]]]:
    found = one.signals[SignalId.PMF].evidence
    assert isinstance(found, PmfEvidence)
    return {row.start: (row.size, row.retained) for row in found.cohorts}


def test_the_numbers_of_the_three_dates_agree_with_each_other(shipped: Product) -> None:
    """What was counted at an earlier date is counted the same later on; there is only more of it."""
    early, ready, gate = (cohorts(one) for one in shipped.assessments)
    assert set(early) < set(ready) < set(gate)
    for before, after in ((early, ready), (ready, gate)):
        for start, (size, retained) in before.items():
            assert after[start][0] == size
            assert after[start][1][: len(retained)] == retained


@pytest.mark.parametrize("number", [1, 2])
def test_active_users_and_cohorts_speak_of_the_same_product(shipped: Product, number: int) -> None:
    one = shipped.assessments[number]
    last_month = sum((retained[-1] or 0) if retained else size for size, retained in cohorts(one).values())
    found = one.signals[SignalId.ACTIVE_USERS].evidence
    assert isinstance(found, ActiveUsersEvidence)
    assert found.count
    assert abs(found.count - last_month) <= 5


@pytest.mark.parametrize("number", range(3))
def test_each_plan_fills_ninety_days_with_owners(shipped: Product, number: int) -> None:
    one = shipped.assessments[number]
    assert one.roadmap
    assert one.roadmap.start > one.as_of
    assert all(
        one.roadmap.start <= task.start <= task.end < one.roadmap.start + timedelta(days=90)
        for task in one.roadmap.tasks
    )
    owners = {task.owner for task in one.roadmap.tasks if task.kind is not TaskKind.MILESTONE}
    assert owners <= set(one.participants)
    assert {task.done for task in one.roadmap.tasks} == {number < 2}


def test_nobody_is_called_by_a_full_name_and_no_figure_is_of_a_real_company() -> None:
    text = shipped_file().read_text(encoding="utf-8")
    assert "@" not in text
    assert "http" not in text
