"""The evidence rules at their edges, and what they promise over many simulated runs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness_gui.core.figures import PmfFigures, PriorityFigures, SegmentVotes
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Finding,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import BusinessModel, Pole, Priority, SignalId, Status
from readiness_gui.evidence.assess import assess, assess_all
from readiness_gui.evidence.complaints import crossing
from readiness_gui.evidence.retention import decline, panel_periods, shape_of, tail_rule
from tests import worked

TODAY = date(2026, 3, 2)
MODEL = BusinessModel.TRANSACTIONAL


def judge(
    signal: SignalId, evidence: Evidence | None, framework: Framework, model: BusinessModel | None = MODEL
) -> Finding | None:
    return assess(signal, evidence, framework=framework, business_model=model, today=TODAY)


def status(signal: SignalId, evidence: Evidence, framework: Framework) -> Status:
    found = judge(signal, evidence, framework)
    assert found is not None
    assert found.reason
    assert bool(found.resolve) is (found.status is Status.UNCLEAR)
    return found.status


def table(curve: Sequence[float], size: int = 600, count: int = 2) -> PmfEvidence:
    rows = tuple(
        CohortRow(f"2024-{month:02d}", size, tuple(round(size * share) for share in curve))
        for month in range(1, count + 1)
    )
    return PmfEvidence(cohorts=rows)


class TestRetention:
    def test_a_flat_and_high_curve_is_present(self, framework: Framework) -> None:
        assert status(SignalId.PMF, table([0.6, 0.5, 0.45] + [0.42] * 9), framework) is Status.PRESENT

    def test_a_falling_curve_is_absent(self, framework: Framework) -> None:
        falling = [0.8 * 0.85**k for k in range(12)]
        assert status(SignalId.PMF, table(falling, 2000), framework) is Status.ABSENT

    def test_a_flat_but_low_curve_is_absent(self, framework: Framework) -> None:
        assert status(SignalId.PMF, table([0.3, 0.2] + [0.10] * 10, 2000), framework) is Status.ABSENT

    def test_between_low_and_healthy_is_unclear(self, framework: Framework) -> None:
        assert status(SignalId.PMF, table([0.5, 0.3] + [0.22] * 10, 2000), framework) is Status.UNCLEAR

    @pytest.mark.parametrize("periods", range(1, 8))
    def test_under_eight_periods_nothing_is_said_of_the_shape(
        self, framework: Framework, periods: int
    ) -> None:
        for level in (0.01, 0.9):
            found = judge(SignalId.PMF, table([level] * periods, 5000), framework)
            assert found is not None
            assert found.status is Status.UNCLEAR
            assert isinstance(found.figures, PmfFigures)
            assert (found.figures.shape, found.figures.tail) == ("unclear", None)

    def test_without_a_business_model_the_level_is_open(self, framework: Framework) -> None:
        found = judge(SignalId.PMF, table([0.9] * 12), framework, model=None)
        assert found is not None
        assert found.status is Status.UNCLEAR
        assert "business model" in found.resolve

    def test_a_strong_survey_lifts_an_unclear_curve(self, framework: Framework) -> None:
        survey = SurveyCounts(60, 20, 20)
        assert status(SignalId.PMF, PmfEvidence(survey=survey), framework) is Status.PRESENT
        weak = SurveyCounts(45, 30, 25)
        assert status(SignalId.PMF, PmfEvidence(survey=weak), framework) is Status.UNCLEAR

    def test_a_strong_survey_clouds_a_bad_curve(self, framework: Framework) -> None:
        evidence = replace(table([0.3, 0.2] + [0.10] * 10, 2000), survey=SurveyCounts(60, 20, 20))
        assert status(SignalId.PMF, evidence, framework) is Status.UNCLEAR

    @pytest.mark.parametrize(("very", "total", "strong"), [(39, 39, False), (40, 40, True), (22, 40, False)])
    def test_the_survey_needs_forty_answers_and_a_lower_bound(
        self, framework: Framework, very: int, total: int, strong: bool
    ) -> None:
        evidence = PmfEvidence(survey=SurveyCounts(very, total - very, 0))
        assert (status(SignalId.PMF, evidence, framework) is Status.PRESENT) is strong

    def test_the_panel_is_the_longest_that_half_and_a_hundred_reach(self, framework: Framework) -> None:
        rules = framework.evidence
        assert panel_periods([(12, 100), (10, 50), (8, 50)], rules) == (12, 100)
        assert panel_periods([(12, 99), (10, 50), (8, 50)], rules) == (10, 149)
        assert panel_periods([(12, 100), (3, 101)], rules) == (3, 201)
        assert panel_periods([(12, 99)], rules) == (0, 99)

    @pytest.mark.parametrize(
        ("periods", "days", "window"),
        [(7, 30, None), (8, 30, 2), (11, 30, 2), (12, 30, 3), (23, 7, None), (24, 7, 8)],
    )
    def test_windows_by_length(
        self, framework: Framework, periods: int, days: int, window: int | None
    ) -> None:
        rule = tail_rule(periods, days, framework.evidence)
        assert (rule.window if rule else None) == window

    def test_the_limits_are_half_lives(self, framework: Framework) -> None:
        rules = framework.evidence
        assert (1 - rules.decline_limit_monthly) ** 12 == pytest.approx(0.5)
        assert (1 - rules.decline_limit_weekly) ** 26 == pytest.approx(0.5)

    def test_shape_at_its_edges(self) -> None:
        assert shape_of(0.0, 0.056, 0.056) == "flat"
        assert shape_of(0.0, 0.0561, 0.056) == "unclear"
        assert shape_of(0.056, 0.2, 0.056) == "unclear"
        assert shape_of(0.0561, 0.2, 0.056) == "decaying"
        assert decline(0.4, 0.5, 3) == pytest.approx(1 - 0.8 ** (1 / 3))

    def test_the_curve_is_weighted_by_cohort_size(self, framework: Framework) -> None:
        evidence = PmfEvidence(cohorts=(CohortRow("a", 300, (30, 30)), CohortRow("b", 100, (90,))))
        found = judge(SignalId.PMF, evidence, framework)
        assert found is not None
        assert isinstance(found.figures, PmfFigures)
        assert [point.rate for point in found.figures.curve] == [pytest.approx(0.3), pytest.approx(0.1)]
        assert [point.users for point in found.figures.curve] == [400, 300]

    def test_the_same_table_gives_the_same_numbers(self, framework: Framework) -> None:
        evidence = table([0.6] * 12)
        assert judge(SignalId.PMF, evidence, framework) == judge(SignalId.PMF, evidence, framework)

    @pytest.mark.simulation
    def test_a_plateau_is_called_flat_and_a_decay_is_not(self, framework: Framework) -> None:
        flat = sum(self._shape(framework, 0.0, seed) == "flat" for seed in range(60))
        decayed = sum(self._shape(framework, 0.10, seed) == "flat" for seed in range(100, 160))
        assert flat >= 0.8 * 60
        assert decayed <= 0.02 * 60

    @staticmethod
    def _shape(framework: Framework, loss: float, seed: int) -> str:
        """Return the shape of 500 users whose chance of coming back differs between them."""
        draws = random.Random(seed)  # noqa: S311 - a simulation
        chances = [draws.betavariate(0.8, 1.2) for _ in range(500)]
        counts = tuple(
            sum(draws.random() < chance * (1 - loss) ** period for chance in chances) for period in range(12)
        )
        found = judge(SignalId.PMF, PmfEvidence(cohorts=(CohortRow("a", 500, counts),)), framework)
        assert found is not None
        assert isinstance(found.figures, PmfFigures)
        return found.figures.shape


class TestDiversity:
    @staticmethod
    def of(*profiles: str) -> DiversityEvidence:
        return DiversityEvidence(
            interviews=tuple(Interview(f"U{at}", (tag,)) for at, tag in enumerate(profiles))
        )

    def test_four_profiles_twice_are_enough(self, framework: Framework) -> None:
        assert status(SignalId.DIVERSITY, self.of(*"aabbccdd"), framework) is Status.PRESENT
        assert status(SignalId.DIVERSITY, self.of(*"aabbccd"), framework) is Status.UNCLEAR

    def test_alike_needs_twenty_users_and_no_singletons(self, framework: Framework) -> None:
        assert status(SignalId.DIVERSITY, self.of(*"aaaaaaaaabbbbbbbbbcc"), framework) is Status.ABSENT
        assert status(SignalId.DIVERSITY, self.of(*"aaaaaaaaabbbbbbbbcc"), framework) is Status.UNCLEAR
        assert status(SignalId.DIVERSITY, self.of(*"aaaaaaaaabbbbbbbbbbc"), framework) is Status.UNCLEAR

    def test_spelling_does_not_make_a_profile(self, framework: Framework) -> None:
        assert (
            status(SignalId.DIVERSITY, self.of("A", "a ", " a", "b", "B", "c", "c"), framework)
            is Status.UNCLEAR
        )

    def test_a_user_counts_once_a_profile(self, framework: Framework) -> None:
        twice = DiversityEvidence(
            interviews=(Interview("U1", ("a", "A", "b", "c", "d")), Interview("U2", ("x",)))
        )
        assert status(SignalId.DIVERSITY, twice, framework) is Status.UNCLEAR

    @pytest.mark.simulation
    @pytest.mark.parametrize("seed", [3, 29, 71])
    def test_three_profiles_are_never_called_four(self, framework: Framework, seed: int) -> None:
        """Tags written wrong: a typo of its own, or one of the other two profiles."""
        draws = random.Random(seed)  # noqa: S311 - a simulation
        true = ("novice", "expert", "manager")
        for run in range(200):
            tags = [draws.choice(true) for _ in range(20)]
            for at in range(20):
                if draws.random() < 0.05:
                    tags[at] = f"odd {at}" if run % 2 else draws.choice(true)
            assert status(SignalId.DIVERSITY, self.of(*tags), framework) is not Status.PRESENT


class TestComplaints:
    @staticmethod
    def of(**votes: tuple[int, int]) -> ComplaintEvidence:
        made = [
            Complaint(f"{segment}{at}", segment, "Detail", Pole.LOW if at < low else Pole.HIGH)
            for segment, (low, high) in votes.items()
            for at in range(low + high)
        ]
        return ComplaintEvidence(complaints=tuple(made))

    def test_majorities_have_to_cross(self, framework: Framework) -> None:
        assert status(SignalId.GENERIC_FAILURE, self.of(a=(9, 1), b=(1, 9)), framework) is Status.PRESENT
        assert status(SignalId.GENERIC_FAILURE, self.of(a=(30, 0), b=(14, 10)), framework) is Status.ABSENT

    def test_both_sides_have_to_be_significant(self, framework: Framework) -> None:
        assert status(SignalId.GENERIC_FAILURE, self.of(a=(9, 1), b=(4, 6)), framework) is Status.UNCLEAR

    def test_five_votes_are_the_least(self, framework: Framework) -> None:
        assert status(SignalId.GENERIC_FAILURE, self.of(a=(5, 0), b=(0, 5)), framework) is Status.PRESENT
        assert status(SignalId.GENERIC_FAILURE, self.of(a=(4, 0), b=(0, 5)), framework) is Status.UNCLEAR

    def test_one_user_has_one_vote(self, framework: Framework) -> None:
        one = tuple(Complaint("U1", "a", "Detail", Pole.LOW) for _ in range(50))
        other = tuple(Complaint("U2", "b", "Detail", Pole.HIGH) for _ in range(50))
        assert (
            status(SignalId.GENERIC_FAILURE, ComplaintEvidence(complaints=one + other), framework)
            is Status.UNCLEAR
        )

    def test_more_axes_need_more_evidence(self, framework: Framework) -> None:
        alone = self.of(a=(5, 0), b=(0, 5))
        noise = tuple(
            Complaint(f"{segment}{at}", segment, f"Axis {axis}", Pole.LOW if at % 2 else Pole.HIGH)
            for axis in range(3)
            for segment in "ab"
            for at in range(6)
        )
        many = ComplaintEvidence(complaints=alone.complaints + noise)
        assert status(SignalId.GENERIC_FAILURE, many, framework) is Status.UNCLEAR

    @pytest.mark.simulation
    @pytest.mark.parametrize("seed", [5, 17])
    @pytest.mark.parametrize(("segments", "users"), [(2, 100), (3, 25), (5, 60), (8, 60), (12, 100)])
    def test_identical_segments_rarely_pass(
        self, framework: Framework, segments: int, users: int, seed: int
    ) -> None:
        draws = random.Random(seed)  # noqa: S311 - a simulation
        names = [f"segment {at}" for at in range(segments)]
        passed = 0
        for _ in range(600):
            lows = {name: draws.getrandbits(users).bit_count() for name in names}
            votes = [SegmentVotes(segment=name, low=low, high=users - low) for name, low in lows.items()]
            found = crossing(votes, framework.evidence)
            passed += found is not None and found.p <= framework.evidence.complaint_alpha
        assert passed <= 0.05 * 600

    def test_up_to_five_segments_are_taken_as_they_are(self, framework: Framework) -> None:
        two = [SegmentVotes(segment="a", low=5, high=0), SegmentVotes(segment="b", low=0, high=5)]
        for more in range(6):
            votes = [*two, *(SegmentVotes(segment=f"c{at}", low=3, high=3) for at in range(more))]
            found = crossing(votes, framework.evidence)
            assert found is not None
            assert (found.p == 1 / 32) is (more <= 3)


class TestActiveUsers:
    @pytest.mark.parametrize(
        ("windows", "words"),
        [
            ((1,), "1 user was active in the last 28 days, the one whole window so far: under 200."),
            ((240,), "240 users were active in the last 28 days, the one whole window so far: 200 or more."),
            ((3, 1), "1 user was active in the last 28 days, and the median of the last 2 windows is 2: "),
        ],
    )
    def test_one_is_said_as_one(self, framework: Framework, windows: tuple[int, ...], words: str) -> None:
        found = judge(SignalId.ACTIVE_USERS, ActiveUsersEvidence(windows=windows), framework)
        assert found is not None
        assert found.reason.startswith(words)

    @pytest.mark.parametrize(
        ("windows", "expected"),
        [
            ((200,), Status.PRESENT),
            ((199,), Status.ABSENT),
            ((210, 199, 200), Status.PRESENT),
            ((150, 160, 500), Status.UNCLEAR),
            ((500, 500, 150), Status.UNCLEAR),
            ((900, 900, 100, 110, 120), Status.ABSENT),
        ],
    )
    def test_now_and_the_median_of_three(
        self, framework: Framework, windows: tuple[int, ...], expected: Status
    ) -> None:
        assert status(SignalId.ACTIVE_USERS, ActiveUsersEvidence(windows=windows), framework) is expected

    @pytest.mark.parametrize(("days", "expected"), [(7, Status.PRESENT), (8, Status.UNCLEAR)])
    def test_old_data_cannot_speak(self, framework: Framework, days: int, expected: Status) -> None:
        evidence = ActiveUsersEvidence(windows=(400,), last_event=TODAY - timedelta(days=days))
        assert status(SignalId.ACTIVE_USERS, evidence, framework) is expected


class TestPriority:
    R, A, Q = Priority.RETENTION, Priority.ACTIVATION, Priority.ACQUISITION
    M, F = Priority.MONETIZATION, Priority.REFERRAL

    def test_one_person_decides_alone(self, framework: Framework) -> None:
        first = (self.R, self.A, self.Q, self.M, self.F)
        second = (self.Q, self.R, self.A, self.M, self.F)
        for order, expected in ((first, Status.PRESENT), (second, Status.ABSENT)):
            evidence = PriorityEvidence(rankings=(Ranking("Ada", order),))
            assert status(SignalId.RETENTION_PRIORITY, evidence, framework) is expected

    def test_borda_and_condorcet_may_disagree(self, framework: Framework) -> None:
        # three of five put retention first, two put it last: it wins pairwise, activation wins points
        major, minor = (self.R, self.A, self.Q, self.M, self.F), (self.A, self.Q, self.M, self.F, self.R)
        orders = [major] * 3 + [minor] * 2
        evidence = PriorityEvidence(rankings=tuple(Ranking(f"P{at}", one) for at, one in enumerate(orders)))
        found = judge(SignalId.RETENTION_PRIORITY, evidence, framework)
        assert found is not None
        assert found.status is Status.UNCLEAR
        assert isinstance(found.figures, PriorityFigures)
        assert found.figures.condorcet_winner is self.R
        assert found.figures.borda[0][0] is self.A
        assert found.figures.top is None


def test_evidence_with_a_problem_makes_no_finding(framework: Framework) -> None:
    impossible = PmfEvidence(cohorts=(CohortRow("a", 10, (11,)),))
    assert judge(SignalId.PMF, impossible, framework) is None


def test_assess_all_is_the_same_twice_and_fills_everything(framework: Framework) -> None:
    made: Assessment = worked.assessment(framework)
    assert all(answer.status is Status.PRESENT for answer in made.signals.values())
    assert made.gate.finding is not None
    assert assess_all(made, framework, worked.TODAY) == made
