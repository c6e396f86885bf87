"""The overview of many products: every order is total, every filter honest, every count adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import (
    TICKS,
    Filter,
    Group,
    ProductSummary,
    Sort,
    TimeAxis,
    chosen,
    counts,
    course_words,
    filter_words,
    group_of,
    suggested_name,
    time_axis,
)
from readiness_gui.core.terms import VerdictCode
from readiness_gui.core.verdict import target_stage

TODAY = date(2026, 3, 2)
LIMIT = 90
MANY = settings(max_examples=200, deadline=None)
DAYS = st.dates(date(2020, 1, 1), TODAY)


@st.composite
def lines(draw: st.DrawFn) -> ProductSummary:
    """Any line, readable or not."""
    name = draw(st.sampled_from(["Alpha", "beta ray", "Gamma", "ray Alpha", "", "مشروع"]))
    known = ProductSummary(
        path=Path(f"/{draw(st.integers(0, 10**6))}.readiness"),
        name=name,
        modified=datetime(2026, 3, 2, tzinfo=UTC),
    )
    if draw(st.booleans()) and draw(st.booleans()):
        return replace(known, problem="damaged")
    course = tuple(sorted(draw(st.lists(st.tuples(DAYS, st.integers(1, 3)), min_size=1, max_size=5))))
    verdict = draw(st.none() | st.sampled_from(VerdictCode))
    return replace(
        known,
        course=course,
        stage=course[-1][1],
        target=None if verdict is None else target_stage(verdict),
        verdict=verdict,
        as_of=course[-1][0],
        present=draw(st.integers(0, 5)),
        users=draw(st.none() | st.integers(0, 9999)),
        evidence=tuple(draw(st.lists(DAYS, max_size=5))),
    )


FILTERS = st.builds(
    Filter,
    words=st.sampled_from(["", "ray", "ALPHA ray", "zzz"]),
    stage=st.none() | st.integers(1, 3),
    group=st.none() | st.sampled_from(Group),
    stale_only=st.booleans(),
)


def line(name: str = "Quill", **changes: object) -> ProductSummary:
    made = ProductSummary(
        path=Path(f"/{name}.readiness"),
        name=name,
        modified=datetime(2026, 3, 2, tzinfo=UTC),
        stage=1,
        target=2,
        verdict=VerdictCode.GO_2,
        course=((date(2025, 9, 1), 1), (date(2026, 2, 1), 1)),
        as_of=date(2026, 2, 1),
        present=4,
        users=240,
        evidence=(date(2026, 1, 20), date(2025, 6, 1)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields named by the tests


def names(found: tuple[ProductSummary, ...]) -> list[str]:
    return [one.name for one in found]


@MANY
@given(
    all_lines=st.lists(lines(), max_size=12, unique_by=lambda one: str(one.path)),
    sort=st.sampled_from(Sort),
    wanted=FILTERS,
)
def test_a_filter_shows_just_what_fits_whatever_the_order(
    all_lines: list[ProductSummary], sort: Sort, wanted: Filter
) -> None:
    found = chosen(all_lines, wanted, sort, TODAY, LIMIT)
    fitting = [
        one
        for one in all_lines
        if all(word in one.name.casefold() for word in wanted.words.casefold().split())
        and (wanted.stage is None or one.stage == wanted.stage)
        and (wanted.group is None or group_of(one) is wanted.group)
        and (not wanted.stale_only or any((TODAY - day) > timedelta(days=LIMIT) for day in one.evidence))
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, fitting))
    assert chosen(tuple(reversed(all_lines)), wanted, sort, TODAY, LIMIT) == found, "no tie is left open"
    problems = [one.problem is not None for one in found]
    assert problems == sorted(problems), "what cannot be read comes last"


@MANY
@given(all_lines=st.lists(lines(), min_size=2, max_size=12))
def test_each_order_follows_its_key(all_lines: list[ProductSummary]) -> None:
    def readable(sort: Sort) -> list[ProductSummary]:
        found = chosen(all_lines, Filter(), sort, TODAY, LIMIT)
        return [one for one in found if one.problem is None]

    stages = [one.stage or 0 for one in readable(Sort.STAGE)]
    assert stages == sorted(stages, reverse=True)
    present = [one.present for one in readable(Sort.SIGNALS)]
    assert present == sorted(present, reverse=True)
    users = [-1 if one.users is None else one.users for one in readable(Sort.USERS)]
    assert users == sorted(users, reverse=True)
    ages = [one.as_of or TODAY for one in readable(Sort.AGE)]
    assert ages == sorted(ages)
    folded = [one.name.casefold() for one in readable(Sort.NAME)]
    assert folded == sorted(folded)
    places = [list(Group).index(group_of(one)) for one in readable(Sort.VERDICT)]
    assert places == sorted(places)


@MANY
@given(all_lines=st.lists(lines(), max_size=12))
def test_counts_add_up(all_lines: list[ProductSummary]) -> None:
    stages, groups = counts(all_lines)
    assert list(stages) == [1, 2, 3]
    assert sum(groups.values()) == len(all_lines)
    assert all(groups.values()), "groups without a product are left out"
    assert sum(stages.values()) == sum(one.problem is None for one in all_lines)


@MANY
@given(all_lines=st.lists(lines(), max_size=8), ahead=st.integers(0, 4000))
def test_the_axis_holds_every_line(all_lines: list[ProductSummary], ahead: int) -> None:
    today = TODAY + timedelta(days=ahead)
    axis = time_axis(all_lines, today)
    for one in all_lines:
        spans = axis.spans(one)
        assert len(spans) == len(one.course)
        for (begin, end, stage), (day, said) in zip(spans, one.course, strict=True):
            assert 0 <= begin <= end <= 1
            assert begin == axis.share(day)
            assert stage == said
        for before, after in pairwise(spans):
            assert before[1] == after[0], "a stage lasts until the next assessment"
        if spans:
            assert spans[-1][1] == 1, "and the last one until today"
    ticks = axis.ticks()
    assert len(ticks) <= TICKS + 1
    assert [share for share, _ in ticks] == sorted({share for share, _ in ticks})


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 15), date(2026, 3, 2), ["2026-02", "2026-03"]),
        (date(2025, 11, 1), date(2026, 3, 2), ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]),
        (date(2024, 6, 10), date(2026, 3, 2), ["2024-07", "2025-01", "2025-07", "2026-01"]),
        (date(2026, 3, 2), date(2026, 3, 2), []),
    ],
)
def test_ticks_are_firsts_of_months(first: date, last: date, expected: list[str]) -> None:
    assert [words for _, words in TimeAxis(first, last).ticks()] == expected


def test_an_assessment_of_tomorrow_ends_at_the_edge() -> None:
    ahead = line(course=((TODAY + timedelta(days=30), 2),))
    axis = time_axis([ahead], TODAY)
    assert axis.spans(ahead) == ((1.0, 1.0, 2),)


@pytest.mark.parametrize("code", list(VerdictCode))
def test_every_verdict_has_its_group(code: VerdictCode) -> None:
    go = {VerdictCode.GO_2, VerdictCode.GO_3, VerdictCode.CONTINUE_3, VerdictCode.DEEPEN_3}
    early = {VerdictCode.STAY_1, VerdictCode.PREPARE_2}
    expected = Group.GO if code in go else Group.EARLY if code in early else Group.HOLD
    assert group_of(line(verdict=code)) is expected


def test_what_has_no_verdict_or_cannot_be_read_is_a_group_of_its_own() -> None:
    assert group_of(line(verdict=None)) is Group.NONE
    assert group_of(line(problem="damaged")) is Group.UNREADABLE


@pytest.mark.parametrize(("days", "stale"), [(90, 0), (91, 1)])
def test_evidence_is_stale_beyond_the_limit(days: int, stale: int) -> None:
    one = line(evidence=(TODAY - timedelta(days=days), TODAY))
    assert one.stale(TODAY, LIMIT) == stale
    found = chosen([one], Filter(stale_only=True), Sort.NAME, TODAY, LIMIT)
    assert len(found) == stale


def test_a_line_tells_its_course_and_age() -> None:
    assert course_words(line()) == "2025-09-01: 1, 2026-02-01: 1"
    assert line().history == (1, 1)
    assert line().age_days(TODAY) == 29
    assert line(as_of=None).age_days(TODAY) is None


def test_a_filter_is_told_in_words(framework: Framework) -> None:
    assert filter_words(Filter(), framework) == ""
    everything = Filter(words=" big  desk ", stage=2, group=Group.GO, stale_only=True)
    assert filter_words(everything, framework) == (
        "names with “big desk”, stage 2, “May go on”, with stale evidence"
    )


def test_the_file_name_has_the_day(framework: Framework) -> None:
    assert suggested_name(TODAY, framework, ".csv") == "Portfolio 2026-03-02.csv"


@pytest.mark.parametrize("topic", ["group", "sort"])
def test_every_choice_has_words(topic: str, framework: Framework) -> None:
    for one in Group if topic == "group" else Sort:
        assert framework.phrase(f"portfolio.{topic}.{one}")
