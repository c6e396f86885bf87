"""Scenarios: what is kept is what was tried, and the comparison says where it differs and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core import scenarios
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.scenarios import Column, Comparison, Row
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, inputs_of
from readiness_gui.core.whatif import smallest_changes, with_priority, with_status, with_users
from tests.core.make import at_stage, claimed
from tests.core.make import with_users as users_of
from tests.core.strategies import FRAMEWORK
from tests.core.strategies import inputs as any_inputs

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = date(2026, 3, 2)


def real() -> Assessment:
    """All present, 240 users, at stage 1."""
    return users_of(at_stage(1, claimed()), 240)


def absent(signal: SignalId, framework: Framework) -> Inputs:
    return with_status(inputs_of(real()), signal, Status.ABSENT, framework.thresholds)


def row(found: Comparison, label: str) -> Row:
    return next(one for one in found.rows if one.label == label)


@MANY
@given(inputs=any_inputs(), name=st.text(min_size=1, max_size=200))
def test_what_is_kept_is_what_was_tried(inputs: Inputs, name: str) -> None:
    before = real()
    after = scenarios.keep(before, name, inputs, DAY)
    (kept,) = after.scenarios
    assert scenarios.inputs_of_scenario(kept) == inputs
    assert decide(scenarios.inputs_of_scenario(kept), FRAMEWORK) == decide(inputs, FRAMEWORK)
    assert kept.kept == DAY
    assert len(kept.name) <= scenarios.NAME_LIMIT
    assert replace(after, scenarios=()) == before, "nothing else of the assessment changes"
    assert scenarios.remove(after, kept.id) == before


@MANY
@given(all_inputs=st.lists(any_inputs(), min_size=1, max_size=5))
def test_every_suggested_name_may_be_taken(all_inputs: list[Inputs]) -> None:
    assessment = real()
    for inputs in all_inputs:
        name = scenarios.suggested_name(assessment, inputs, FRAMEWORK)
        if inputs == inputs_of(assessment):
            assert not name
            continue
        if name:
            assert not scenarios.name_problem(assessment, name, FRAMEWORK)
            assessment = scenarios.keep(assessment, name, inputs, DAY)
    names = [one.name.casefold() for one in assessment.scenarios]
    assert len(set(names)) == len(names)


@MANY
@given(inputs=any_inputs(), other=any_inputs())
def test_there_are_words_for_whatever_differs(inputs: Inputs, other: Inputs) -> None:
    found = scenarios.differences(inputs, other, FRAMEWORK)
    alike = replace(inputs, stage=inputs.current_stage, segment_detection=True) == replace(
        other, stage=other.current_stage, segment_detection=True
    )
    assert (found == ()) == alike
    assert not any("{" in words for words in found)


@MANY
@given(all_inputs=st.lists(any_inputs(), min_size=1, max_size=4))
def test_a_comparison_marks_just_what_is_other_than_in_the_first_column(all_inputs: list[Inputs]) -> None:
    columns = [Column(str(at), inputs) for at, inputs in enumerate(all_inputs)]
    found = scenarios.compare(columns, FRAMEWORK)
    assert found.header == tuple(one.name for one in columns)
    for line in found.rows:
        assert len(line.cells) == len(line.differs) == len(columns)
        assert not line.differs[0]
        assert [cell != line.cells[0] for cell in line.cells] == list(line.differs)
    labels = [line.label for line in found.rows]
    assert len(set(labels)) == len(labels)
    for at, inputs in enumerate(all_inputs):
        verdict = decide(inputs, FRAMEWORK)
        assert row(found, "Verdict").cells[at] == FRAMEWORK.verdicts[verdict.code].title
        ways = smallest_changes(inputs, FRAMEWORK)
        assert ("None" in row(found, "Smallest changes").cells[at]) == (ways == ())


def test_columns_begin_with_the_real_assessment(framework: Framework) -> None:
    assessment = scenarios.keep(real(), "No fit", absent(SignalId.PMF, framework), DAY)
    columns = scenarios.columns_of(assessment, assessment.scenarios, framework)
    assert [one.name for one in columns] == ["The assessment", "No fit"]
    assert columns[0].inputs == inputs_of(assessment)


def test_the_rule_that_goes_another_way_is_named(framework: Framework) -> None:
    assessment = scenarios.keep(real(), "No fit", absent(SignalId.PMF, framework), DAY)
    columns = scenarios.columns_of(assessment, assessment.scenarios, framework)
    found = scenarios.compare(columns, framework)
    rules = row(found, "Rules that differ")
    assert rules.cells[0] == "none"
    for rule, verb in (("B1", "applies"), ("STAY_1", "applies"), ("GO_2", "does not apply")):
        assert f"“{framework.rules[rule].name}” {verb}" in rules.cells[1]
    assert row(found, "Rule that decides").cells == (
        framework.rules["GO_2"].name,
        framework.rules["B1"].name,
    )
    assert row(found, "Held back by").cells == ("none", framework.rules["B1"].name)
    pmf = row(found, framework.signals[SignalId.PMF].short)
    assert pmf.cells == ("present", "absent")
    assert pmf.differs == (False, True)
    assert not any(row(found, "Number of users").differs)


def test_the_smallest_changes_are_told_with_their_effort(framework: Framework) -> None:
    missing = absent(SignalId.PMF, framework)
    found = scenarios.compare([Column("real", inputs_of(real())), Column("other", missing)], framework)
    told = row(found, "Smallest changes").cells
    assert told[0] == "None: the next stage is open"
    assert f"effort {framework.signals[SignalId.PMF].effort}" in told[1]
    assert framework.signals[SignalId.PMF].name in told[1]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda at, limits: with_users(at, 1500, limits), "1,500 users"),
        (lambda at, limits: with_users(at, 90, limits), "90 users"),
        (lambda at, _limits: with_priority(at, Priority.ACQUISITION), "Acquisition first"),
        (lambda at, _limits: replace(at, stage=2, segment_detection=True), "At stage 2"),
        (lambda at, _limits: replace(at, committed=True), "Committed"),
        (
            lambda at, limits: with_status(at, SignalId.PMF, Status.UNCLEAR, limits),
            "Product-market fit: not known yet",
        ),
    ],
)
def test_a_suggested_name_tells_what_differs(change: object, name: str, framework: Framework) -> None:
    assert callable(change)
    inputs = change(inputs_of(real()), framework.thresholds)
    assert scenarios.suggested_name(real(), inputs, framework) == name


def test_many_differences_are_cut_short(framework: Framework) -> None:
    inputs = replace(
        inputs_of(real()),
        signals=dict.fromkeys(SignalId, Status.ABSENT),
        gate=GateResult.PLATEAU,
        committed=True,
    )
    name = scenarios.suggested_name(real(), inputs, framework)
    assert name.endswith(" …")
    assert name.count(",") == scenarios.NAMED - 1


def test_names_are_wanted_and_not_given_twice(framework: Framework) -> None:
    assessment = scenarios.keep(real(), "  Big   growth ", absent(SignalId.PMF, framework), DAY, "s1")
    assert assessment.scenarios[0].name == "Big growth"
    assert "Give it a name" in scenarios.name_problem(assessment, "  \n ", framework)
    assert "already" in scenarios.name_problem(assessment, "BIG growth", framework)
    assert not scenarios.name_problem(assessment, "BIG growth", framework, but="s1")
    renamed = scenarios.rename(assessment, "s1", " Small\ngrowth ")
    assert renamed.scenarios[0].name == "Small growth"
    assert scenarios.rename(assessment, "unknown", "x") == assessment
    assert scenarios.remove(assessment, "unknown") == assessment


def test_what_is_kept_already_is_said(framework: Framework) -> None:
    tried = absent(SignalId.PMF, framework)
    assert "Nothing is switched" in scenarios.keep_problem(real(), inputs_of(real()), framework)
    assert scenarios.keep_problem(real(), tried, framework) == ""
    assessment = scenarios.keep(real(), "No fit", tried, DAY)
    assert "“No fit”" in scenarios.keep_problem(assessment, tried, framework)
    other = with_priority(tried, Priority.ACQUISITION)
    assert scenarios.keep_problem(assessment, other, framework) == ""


def test_a_scenario_keeps_its_meaning_when_the_assessment_moves(framework: Framework) -> None:
    assessment = scenarios.keep(real(), "No fit", absent(SignalId.PMF, framework), DAY)
    moved = users_of(claimed(Status.ABSENT, assessment), 10)
    (kept,) = moved.scenarios
    inputs = scenarios.inputs_of_scenario(kept)
    assert inputs.active_users == 240
    assert decide(inputs, framework).code is VerdictCode.STAY_1
