"""The gate: its decision at the edges, whom it compares, and that few users never decide it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import left_out_words
from readiness_gui.core.model import GateAnswer, GateReading
from readiness_gui.core.terms import Answer, GateResult
from readiness_gui.evidence.assess import assess_gate
from readiness_gui.evidence.intervals import fisher, katz, ratio_of_wilson, wilson
from tests import worked
from tests.core.strategies import FRAMEWORK


class TestGate:
    @staticmethod
    def of(control: int, treatment: int, users: int = 1000, months: Sequence[int] = (1,)) -> GateAnswer:
        return GateAnswer(
            readings=tuple(
                GateReading(
                    month=month,
                    control_users=users,
                    control_retained=control,
                    treatment_users=users,
                    treatment_retained=treatment,
                )
                for month in months
            )
        )

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (GateAnswer(), GateResult.NONE),
            ((40, 40, 100), GateResult.UNDECIDED),
            ((400, 400), GateResult.NO_EFFECT),
            ((400, 300), GateResult.NO_EFFECT),
            ((4000, 4050, 10000), GateResult.NO_EFFECT),
            ((4000, 4200, 10000), GateResult.UNDER_15),
            ((400, 540), GateResult.RISING),
            ((400, 540, 1000, (1, 2, 3)), GateResult.PLATEAU),
            ((0, 10), GateResult.UNDECIDED),
        ],
    )
    def test_decisions(
        self, framework: Framework, answer: GateAnswer | tuple[int, ...], expected: GateResult
    ) -> None:
        made = answer if isinstance(answer, GateAnswer) else self.of(*answer)  # type: ignore[arg-type]  # counts
        assert replace(made, finding=assess_gate(made, framework)).result is expected

    def test_a_rise_of_five_points_is_no_plateau(self, framework: Framework) -> None:
        readings = tuple(
            self.of(4000, kept, 10000, (month,)).readings[0]
            for month, kept in ((1, 4800), (2, 4900), (3, 5200))
        )
        found = assess_gate(GateAnswer(readings=readings), framework)
        assert found is not None
        assert found.overall.decision is GateResult.RISING

    def test_segments_formed_afterwards_decide_nothing(self, framework: Framework) -> None:
        answer = replace(self.of(400, 540), formed_before=Answer.NO)
        found = assess_gate(answer, framework)
        assert found is not None
        assert found.overall.decision is GateResult.UNDECIDED

    def test_the_newest_month_decides(self, framework: Framework) -> None:
        first, last = self.of(400, 540).readings[0], self.of(400, 300, months=(2,)).readings[0]
        found = assess_gate(GateAnswer(readings=(last, first)), framework)
        assert found is not None
        assert found.overall.decision is GateResult.NO_EFFECT
        assert [one.month for one in found.months] == [1, 2]

    def test_overall_is_the_sum_of_segments_unless_given(self, framework: Framework) -> None:
        found = assess_gate(GateAnswer(readings=worked.readings()), framework)
        assert found is not None
        assert found.overall.control_users == 800
        assert [one.segment for one in found.segments] == ["Experts", "Novices"]
        assert all(one.p_adjusted is not None for one in found.segments)


def reading(
    control: tuple[int, int], treatment: tuple[int, int], segment: str = "", month: int = 1
) -> GateReading:
    """A reading from (users, retained) of both arms."""
    return GateReading(
        month=month,
        segment=segment,
        control_users=control[0],
        control_retained=control[1],
        treatment_users=treatment[0],
        treatment_retained=treatment[1],
    )


# -- who is compared -------------------------------------------------------------------------------------

BOTH = reading((500, 200), (500, 240), "Novices")
#: users nobody was adapted for: with them the group without segments would look far better
ALONE = reading((1000, 900), (0, 0), "Experts")


def test_a_segment_with_one_group_only_is_no_part_of_all_users(framework: Framework) -> None:
    """GIVEN experts who all are in one group WHEN the gate is read THEN they change nothing; it is said."""
    found = assess_gate(GateAnswer(readings=(BOTH, ALONE)), framework)
    without = assess_gate(GateAnswer(readings=(BOTH,)), framework)
    assert found is not None
    assert without is not None
    assert found.overall == without.overall
    assert found.months == without.months
    assert found.left_out == ("Experts",)
    assert left_out_words(found, framework).startswith("“Experts” has users in one group only")
    assert without.left_out == ()
    assert left_out_words(without, framework) == ""


def test_all_left_out_are_named_and_only_those_of_the_month_that_decides(
    framework: Framework,
) -> None:
    teams = reading((0, 0), (90, 30), "Teams")
    earlier = reading((40, 20), (0, 0), "Guests", month=1)
    newest = [replace(one, month=2) for one in (BOTH, ALONE, teams)]
    found = assess_gate(GateAnswer(readings=(BOTH, earlier, *newest)), framework)
    assert found is not None
    assert found.left_out == ("Experts", "Teams")
    assert left_out_words(found, framework).startswith("Experts and Teams have users in one group only")


def test_two_segments_in_a_group_each_are_not_compared_with_each_other(framework: Framework) -> None:
    teams = reading((0, 0), (90, 30), "Teams")
    assert assess_gate(GateAnswer(readings=(ALONE, teams)), framework) is None


def test_a_reading_of_all_users_counts_whole_and_leaves_nobody_out(framework: Framework) -> None:
    everybody = reading((900, 400), (900, 500))
    found = assess_gate(GateAnswer(readings=(everybody, BOTH, ALONE)), framework)
    assert found is not None
    assert found.overall.control_users == 900
    assert found.left_out == ()


def test_all_users_in_one_group_do_not_hide_what_the_segments_say(
    framework: Framework,
) -> None:
    half = reading((900, 400), (0, 0))
    found = assess_gate(GateAnswer(readings=(half, BOTH, ALONE)), framework)
    assert found is not None
    assert found.overall.control_users == 500
    assert found.left_out == ("Experts",)


# -- an arm that kept everybody --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("control", "treatment", "expected"),
    [
        ((1, 1), (1, 1), GateResult.UNDECIDED),
        ((5, 5), (5, 5), GateResult.UNDECIDED),
        ((100, 50), (3, 3), GateResult.UNDECIDED),
        ((3, 3), (100, 50), GateResult.UNDECIDED),
        ((1000, 1000), (1000, 1000), GateResult.NO_EFFECT),
        ((1000, 600), (200, 200), GateResult.RISING),
    ],
)
def test_a_group_that_kept_everybody_claims_no_more_than_its_users_can(
    framework: Framework, control: tuple[int, int], treatment: tuple[int, int], expected: GateResult
) -> None:
    found = assess_gate(GateAnswer(readings=(reading(control, treatment, "Novices"),)), framework)
    assert found is not None
    assert found.overall.decision is expected
    lift = (treatment[1] / treatment[0]) / (control[1] / control[0]) - 1
    assert found.overall.lift == pytest.approx(lift)
    low, high = found.overall.lift_low, found.overall.lift_high
    assert low is not None
    assert high is not None
    assert low < lift < high, "the interval is never a point"


def test_its_segment_is_tested_exactly(framework: Framework) -> None:
    found = assess_gate(GateAnswer(readings=(reading((100, 50), (3, 3), "Novices"),)), framework)
    assert found is not None
    (one,) = found.segments
    exact = fisher(((3, 0), (50, 50)))
    assert exact > 0.05
    assert one.p_adjusted == pytest.approx(exact)


counts = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(1, total), st.just(total)))


@given(counts, counts)
def test_a_bound_of_the_ratio_is_where_the_interval_of_the_difference_ends_at_nought(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    """What Donner & Zou (2012) solve: p1 - R p2 -+ the root of both squared distances is nought."""
    found = ratio_of_wilson(*one, *other)
    assert found is not None
    ratio, bounds = found
    first, second = one[0] / one[1], other[0] / other[1]
    mine, theirs = wilson(*one), wilson(*other)
    assert bounds.low <= ratio <= bounds.high
    for bound, sign, near, far in (
        (bounds.low, -1, mine.low, theirs.high),
        (bounds.high, 1, mine.high, theirs.low),
    ):
        end = first - bound * second + sign * math.hypot(first - near, bound * (far - second))
        assert end == pytest.approx(0, abs=1e-6 * max(1.0, bound))


@given(counts, counts)
def test_turning_the_groups_round_turns_the_interval_round(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = ratio_of_wilson(*one, *other), ratio_of_wilson(*other, *one)
    assert there is not None
    assert back is not None
    assert there[1].low == pytest.approx(1 / back[1].high, rel=1e-6)
    assert there[1].high == pytest.approx(1 / back[1].low, rel=1e-6)


def test_with_many_users_it_is_katz() -> None:
    ours, known = ratio_of_wilson(5400, 10_000, 4000, 10_000), katz(5400, 10_000, 4000, 10_000)
    assert ours is not None
    assert known is not None
    assert ours[1].low == pytest.approx(known[1].low, rel=1e-3)
    assert ours[1].high == pytest.approx(known[1].high, rel=1e-3)
    assert ratio_of_wilson(0, 5, 1, 5) is None
    assert ratio_of_wilson(1, 5, 0, 5) is None


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_a_dozen_users_a_group_never_say_that_segments_do_nothing_unless_nothing_could(
    control: int, treatment: int, data: st.DataObject
) -> None:
    """Where the group without segments kept nearly everybody there is no room for 15 % more."""
    kept = data.draw(st.integers(1, control)), data.draw(st.integers(1, treatment))
    assume(kept[1] / treatment >= kept[0] / control)
    answer = GateAnswer(readings=(reading((control, kept[0]), (treatment, kept[1])),))
    found = assess_gate(answer, FRAMEWORK)
    assert found is not None
    assert found.overall.decision is not GateResult.NO_EFFECT


# -- the numbers -----------------------------------------------------------------------------------------


def test_lift_interval_probability_and_sample_are_those_of_the_newest_month(framework: Framework) -> None:
    old, new = reading((1000, 500), (1000, 500)), reading((1000, 400), (1000, 540), month=2)
    found = assess_gate(GateAnswer(readings=(old, new)), framework)
    assert found is not None
    overall, error = found.overall, math.sqrt(1 / 540 - 1 / 1000 + 1 / 400 - 1 / 1000)
    assert overall.lift == pytest.approx(0.35)
    assert overall.lift_low == pytest.approx(1.35 * math.exp(-1.959964 * error) - 1, abs=1e-6)
    assert overall.lift_high == pytest.approx(1.35 * math.exp(1.959964 * error) - 1, abs=1e-6)
    assert overall.difference == pytest.approx(0.14)
    by_normal = NormalDist().cdf((math.log(1.35) - math.log(1.15)) / error)
    assert overall.probability_15 == pytest.approx(by_normal, abs=0.003)
    lifted = 0.4 * 1.15
    needed = (0.4 * 0.6 + lifted * (1 - lifted)) * ((1.644854 + 0.841621) / (lifted - 0.4)) ** 2
    assert overall.users_per_arm_needed == math.ceil(needed)
    assert [round(one.lift, 9) for one in found.months] == [0, 0.35]


def test_the_p_of_a_segment_is_that_of_its_log_ratio_shared_by_holm(framework: Framework) -> None:
    clear, slight = reading((300, 100), (300, 130), "A"), reading((1000, 400), (1000, 420), "B")
    found = assess_gate(GateAnswer(readings=(clear, slight)), framework)
    assert found is not None

    def two_sided(kept: int, other: int, users: int) -> float:
        error = math.sqrt(1 / kept - 1 / users + 1 / other - 1 / users)
        return 2 * NormalDist().cdf(-abs(math.log(kept / other)) / error)

    first, second = two_sided(130, 100, 300), two_sided(420, 400, 1000)
    assert [one.p_adjusted for one in found.segments] == [
        pytest.approx(2 * first),
        pytest.approx(max(2 * first, second)),
    ]


def test_an_effect_that_does_not_survive_holm_is_undecided(framework: Framework) -> None:
    """GIVEN a segment that alone would be 15 % or more WHEN four more are read THEN it is open."""
    alone = assess_gate(GateAnswer(readings=(reading((300, 100), (300, 130), "A"),)), framework)
    five = [reading((300, 100), (300, 130), name) for name in "ABCDE"]
    together = assess_gate(GateAnswer(readings=tuple(five)), framework)
    assert alone is not None
    assert together is not None
    assert [one.decision for one in alone.segments] == [GateResult.RISING]
    assert [one.decision for one in together.segments] == [GateResult.UNDECIDED] * 5
    assert all(one.p_adjusted is not None and one.p_adjusted > 0.05 for one in together.segments)


def test_no_effect_needs_no_small_p(framework: Framework) -> None:
    found = assess_gate(GateAnswer(readings=(reading((1000, 400), (1000, 400), "A"),)), framework)
    assert found is not None
    (one,) = found.segments
    assert one.p_adjusted == pytest.approx(1)
    assert one.decision is GateResult.NO_EFFECT


def test_where_nobody_stayed_in_a_group_a_segment_is_undecided_with_p_1(framework: Framework) -> None:
    found = assess_gate(GateAnswer(readings=(reading((50, 0), (50, 10), "A"),)), framework)
    assert found is not None
    (one,) = found.segments
    assert (one.lift, one.p_adjusted, one.decision) == (None, 1.0, GateResult.UNDECIDED)
    assert found.months == ()
