"""How sure a verdict is: shares over what is open, always the same, and never more than the evidence."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.figures import DiversityFigures, PmfFigures, ProfileCount, SurveyFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Finding
from readiness_gui.core.sureness import Sureness, sureness
from readiness_gui.core.terms import SignalId, Status, VerdictCode
from readiness_gui.core.verdict import inputs_of, outcome
from tests.core.make import empty

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SETTLED = st.fixed_dictionaries(
    {signal: st.sampled_from([Status.PRESENT, Status.ABSENT]) for signal in SignalId}
)
PLAIN = st.sampled_from([SignalId.PMF, SignalId.DIVERSITY, SignalId.GENERIC_FAILURE])
STATUSES = st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId})


def assessed(statuses: dict[SignalId, Status]) -> Assessment:
    """Return an assessment of answers that the team gave itself."""
    made = empty()
    for signal, status in statuses.items():
        made = made.with_signal(signal, claimed=status)
    return made


def all_present() -> dict[SignalId, Status]:
    return dict.fromkeys(SignalId, Status.PRESENT)


def share_of(found: Sureness, code: VerdictCode) -> float:
    return dict(found.shares).get(code, 0.0)


@FEW
@given(statuses=STATUSES)
def test_shares_make_a_whole_and_repeat(framework: Framework, statuses: dict[SignalId, Status]) -> None:
    assessment = assessed(statuses)
    found = sureness(assessment, framework)
    assert sum(share for _, share in found.shares) == pytest.approx(1.0)
    assert sureness(assessment, framework) == found
    assert found.matters is None or found.matters in found.open_signals


@FEW
@given(
    statuses=st.fixed_dictionaries({s: st.sampled_from([Status.PRESENT, Status.ABSENT]) for s in SignalId})
)
def test_without_anything_open_it_is_the_verdict(
    framework: Framework, statuses: dict[SignalId, Status]
) -> None:
    assessment = assessed(statuses)
    found = sureness(assessment, framework)
    code = outcome(inputs_of(assessment), framework.thresholds)[0]
    assert found == Sureness(((code, 1.0),), None, (), ((code, 1.0),), 1)


def test_one_unclear_signal_splits_evenly(framework: Framework) -> None:
    """GIVEN all but retention settled WHEN it may fall either way THEN half the ways block."""
    assessment = assessed(all_present() | {SignalId.PMF: Status.UNCLEAR})
    found = sureness(assessment, framework)
    assert share_of(found, VerdictCode.STAY_1) == pytest.approx(0.5, abs=0.05)
    assert found.matters is SignalId.PMF


def test_two_unclear_signals_agree_with_counting_the_ways(framework: Framework) -> None:
    """Blocked unless PMF holds, and one of diversity and opposite complaints: 1/2 times 3/4."""
    open_ones = {
        SignalId.PMF: Status.UNCLEAR,
        SignalId.DIVERSITY: Status.UNCLEAR,
        SignalId.GENERIC_FAILURE: Status.UNCLEAR,
    }
    found = sureness(assessed(all_present() | open_ones), framework)
    blocked = share_of(found, VerdictCode.STAY_1)
    assert blocked == pytest.approx(1 - 0.5 * 0.75, abs=0.05)
    assert found.matters is SignalId.PMF


def pmf(low: float, high: float) -> PmfFigures:
    return PmfFigures(
        users=400,
        period_days=30,
        periods=12,
        panel_users=300,
        tail=0.42,
        tail_low=0.41,
        tail_high=0.43,
        decline=(low + high) / 2,
        decline_low=low,
        decline_high=high,
        shape="flat",
        level="healthy",
        benchmark=0.30,
    )


@pytest.mark.parametrize(
    ("interval", "least", "most"),
    [((-0.01, 0.01), 1.0, 1.0), ((0.0, 0.11), 0.4, 0.7), ((-0.3, 0.4), 0.3, 0.7)],
)
def test_a_wide_interval_makes_retention_less_sure(
    framework: Framework, interval: tuple[float, float], least: float, most: float
) -> None:
    assessment = assessed(all_present())
    answer = assessment.signals[SignalId.PMF]
    finding = Finding(SignalId.PMF, Status.PRESENT, "", "", pmf(*interval))
    assessment = assessment.with_signal(SignalId.PMF, finding=finding, claimed=answer.claimed)
    found = sureness(assessment, framework)
    assert least <= 1 - share_of(found, VerdictCode.STAY_1) <= most


def test_profiles_seen_often_are_surer_than_those_seen_twice(framework: Framework) -> None:
    def with_counts(*counts: int) -> float:
        figures = DiversityFigures(
            users=20,
            profiles=len(counts),
            seen_twice=len(counts),
            seen_once=0,
            coverage=1.0,
            chao1=None,
            chao1_low=None,
            chao1_high=None,
            hill_1=None,
            hill_2=None,
            counts=tuple(ProfileCount(str(at), users) for at, users in enumerate(counts)),
        )
        finding = Finding(SignalId.DIVERSITY, Status.PRESENT, "", "", figures)
        statuses = all_present() | {SignalId.GENERIC_FAILURE: Status.ABSENT}
        assessment = assessed(statuses).with_signal(SignalId.DIVERSITY, finding=finding)
        return 1 - share_of(sureness(assessment, framework), VerdictCode.STAY_1)

    assert with_counts(5, 5, 5, 5) > with_counts(2, 2, 2, 2) + 0.2


def test_an_override_is_not_drawn(framework: Framework) -> None:
    assessment = assessed(all_present())
    finding = Finding(SignalId.PMF, Status.ABSENT, "", "", pmf(-0.3, 0.4))
    assessment = assessment.with_signal(
        SignalId.PMF, finding=finding, claimed=Status.PRESENT, override_reason="we know better"
    )
    assert SignalId.PMF not in sureness(assessment, framework).open_signals


@FEW
@given(
    statuses=STATUSES, signal=st.sampled_from([SignalId.PMF, SignalId.DIVERSITY, SignalId.GENERIC_FAILURE])
)
def test_settling_a_signal_as_present_never_makes_a_block_likelier(
    framework: Framework, statuses: dict[SignalId, Status], signal: SignalId
) -> None:
    before = sureness(assessed(statuses | {signal: Status.UNCLEAR}), framework)
    after = sureness(assessed(statuses | {signal: Status.PRESENT}), framework)
    assert share_of(after, VerdictCode.STAY_1) <= share_of(before, VerdictCode.STAY_1) + 0.05


def test_a_strong_survey_carries_a_curve_that_is_not_settled(framework: Framework) -> None:
    """GIVEN a level that may lie below the benchmark WHEN the survey is strong THEN retention holds."""
    unsettled = replace(pmf(-0.01, 0.01), tail=0.30, tail_low=0.25, tail_high=0.35)
    survey = SurveyFigures(very=40, total=60, share=0.67, low=0.54, high=0.77, strong=True, enough=True)
    blocked = []
    for figures in (unsettled, replace(unsettled, survey=survey)):
        finding = Finding(SignalId.PMF, Status.PRESENT, "", "", figures)
        assessment = assessed(all_present()).with_signal(SignalId.PMF, finding=finding)
        blocked.append(share_of(sureness(assessment, framework), VerdictCode.STAY_1))
    assert blocked[0] > 0.3
    assert blocked[1] == 0.0


def test_the_numbers_of_the_framework_are_followed(framework: Framework) -> None:
    """A framework that asks for three profiles is content with three."""
    counts = tuple(ProfileCount(name, 12) for name in "abc")
    figures = DiversityFigures(
        users=20,
        profiles=3,
        seen_twice=3,
        seen_once=0,
        coverage=1.0,
        chao1=None,
        chao1_low=None,
        chao1_high=None,
        hill_1=None,
        hill_2=None,
        counts=counts,
    )
    finding = Finding(SignalId.DIVERSITY, Status.PRESENT, "", "", figures)
    statuses = all_present() | {SignalId.GENERIC_FAILURE: Status.ABSENT}
    assessment = assessed(statuses).with_signal(SignalId.DIVERSITY, finding=finding)
    lenient = replace(framework, evidence=replace(framework.evidence, profiles_minimum=3))
    assert share_of(sureness(assessment, framework), VerdictCode.STAY_1) == 1.0
    assert share_of(sureness(assessment, lenient), VerdictCode.STAY_1) == 0.0


@FEW
@given(statuses=STATUSES)
def test_the_ways_agree_with_counting_every_one(
    framework: Framework, statuses: dict[SignalId, Status]
) -> None:
    """Each way is an assessment of its own in which the unclear signals are answered."""
    found = sureness(assessed(statuses), framework)
    unclear = [signal for signal, status in statuses.items() if status is Status.UNCLEAR]
    counts: dict[VerdictCode, int] = {}
    for fallen in product((Status.PRESENT, Status.ABSENT), repeat=len(unclear)):
        answered = assessed(statuses | dict(zip(unclear, fallen, strict=True)))
        code = outcome(inputs_of(answered), framework.thresholds)[0]
        counts[code] = counts.get(code, 0) + 1
    total = 2 ** len(unclear)
    assert found.ways_count == total
    assert dict(found.ways) == {code: count / total for code, count in counts.items()}
    assert not found.sampled
    assert found.shares == found.ways


@FEW
@given(statuses=STATUSES)
def test_the_signal_that_matters_could_have_moved_the_verdict(
    framework: Framework, statuses: dict[SignalId, Status]
) -> None:
    found = sureness(assessed(statuses), framework)
    if len(found.ways) == 1:
        assert found.matters is None
    if found.matters is not None:
        settled = [
            sureness(assessed(statuses | {found.matters: status}), framework).ways
            for status in (Status.PRESENT, Status.ABSENT)
        ]
        assert dict(settled[0]) != dict(settled[1])


def test_intervals_are_told_apart_from_the_ways(framework: Framework) -> None:
    """GIVEN one signal unclear and one measured near its limit THEN both shares are told, and differ."""
    assessment = assessed(all_present() | {SignalId.DIVERSITY: Status.UNCLEAR})
    finding = Finding(SignalId.PMF, Status.PRESENT, "", "", pmf(0.0, 0.11))
    found = sureness(assessment.with_signal(SignalId.PMF, finding=finding), framework)
    assert found.sampled
    assert found.ways == ((VerdictCode.GO_2, 1.0),)
    assert 0.3 < share_of(found, VerdictCode.STAY_1) < 0.6
    assert found.open_signals == (SignalId.PMF, SignalId.DIVERSITY)
    assert found.matters is SignalId.PMF


def test_a_measured_signal_that_came_out_unclear_falls_either_way(framework: Framework) -> None:
    """It is unclear, whatever its figures: it is counted among the ways and not drawn a second time."""
    finding = Finding(SignalId.PMF, Status.UNCLEAR, "", "", pmf(-0.3, 0.4))
    found = sureness(assessed(all_present()).with_signal(SignalId.PMF, finding=finding), framework)
    assert found.ways_count == 2
    assert share_of(found, VerdictCode.STAY_1) == 0.5
    assert not found.sampled


def test_unclear_signals_fall_either_way_in_the_draws_too(framework: Framework) -> None:
    """GIVEN retention beyond doubt WHEN diversity alone decides and is unclear THEN half the draws block."""
    statuses = all_present() | {SignalId.DIVERSITY: Status.UNCLEAR, SignalId.GENERIC_FAILURE: Status.ABSENT}
    finding = Finding(SignalId.PMF, Status.PRESENT, "", "", pmf(-0.01, 0.01))
    found = sureness(assessed(statuses).with_signal(SignalId.PMF, finding=finding), framework)
    assert found.sampled
    assert share_of(found, VerdictCode.STAY_1) == 0.5
    assert found.matters is SignalId.DIVERSITY


def below(limit: float, middle: float, spread: float) -> float:
    """Return the share of a normal distribution that is not above ``limit``."""
    return 0.5 * (1 + math.erf((limit - middle) / (spread * math.sqrt(2))))


@FEW
@given(
    decline=st.floats(-0.02, 0.12),
    half_decline=st.floats(0.005, 0.08),
    tail=st.floats(0.2, 0.5),
    half_tail=st.floats(0.01, 0.1),
)
def test_the_draws_agree_with_the_distributions_they_come_from(
    framework: Framework, decline: float, half_decline: float, tail: float, half_tail: float
) -> None:
    """Retention holds where the decline stays under its limit and the level reaches the benchmark."""
    figures = replace(
        pmf(decline - half_decline, decline + half_decline),
        tail=tail,
        tail_low=tail - half_tail,
        tail_high=tail + half_tail,
    )
    assert figures.benchmark is not None
    finding = Finding(SignalId.PMF, Status.PRESENT, "", "", figures)
    found = sureness(assessed(all_present()).with_signal(SignalId.PMF, finding=finding), framework)
    flat = below(framework.evidence.decline_limit_monthly, decline, half_decline / 1.645)
    healthy = 1 - below(figures.benchmark, tail, half_tail / 1.96)
    # four standard errors of a thousand draws
    assert 1 - share_of(found, VerdictCode.STAY_1) == pytest.approx(flat * healthy, abs=0.065)
