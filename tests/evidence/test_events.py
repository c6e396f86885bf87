"""Event logs: the numbers against an independent computation with pandas, and the edges of time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from readiness_gui.core.errors import BadInputError, CancelledError
from readiness_gui.core.figures import PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import BusinessModel, Cadence
from readiness_gui.evidence.events import EventOptions, EventsMeasured, measure_events
from readiness_gui.ui.tasks import Cancel

Event = tuple[str, date]


def log(
    users: int, days: int, seed: int, *, chance: float = 0.05, start: date = date(2024, 1, 15)
) -> list[Event]:
    """Return events of users who join over the first half and come back with a chance of their own."""
    draws = random.Random(seed)  # noqa: S311 - a simulation
    start = date(2024, 1, 15)
    events = []
    for user in range(users):
        joined = draws.randrange(days // 2)
        own = draws.betavariate(0.7, 2.0) * chance * 4
        events.append((f"u{user}", start + timedelta(days=joined)))
        events += [
            (f"u{user}", start + timedelta(days=day))
            for day in range(joined + 1, days)
            if draws.random() < own
        ]
    draws.shuffle(events)
    return events


def write(path: Path, events: list[Event]) -> Path:
    path.write_text("user,time\n" + "\n".join(f"{user},{day}" for user, day in events), encoding="utf-8")
    return path


def measured(path: Path, framework: Framework, **options: object) -> EventsMeasured:
    return measure_events(path, EventOptions(**options), framework)  # type: ignore[arg-type]  # by name


def figures(made: EventsMeasured) -> PmfFigures:
    assert made.pmf.imported is not None
    return made.pmf.imported


def reference(events: list[Event], as_of: date, length: int) -> pd.DataFrame:
    """Return a row a user: complete periods and the set of periods with an event, the slow and plain way."""
    frame = pd.DataFrame(events, columns=["user", "day"]).drop_duplicates()
    frame = frame[frame.day <= as_of]
    frame["first"] = frame.groupby("user").day.transform("min")
    frame["period"] = [
        (day - first).days // length for day, first in zip(frame.day, frame["first"], strict=True)
    ]
    users = frame.groupby("user").agg(first=("first", "min"), periods=("period", set))
    users["complete"] = [max(0, ((as_of - first).days + 1) // length - 1) for first in users["first"]]
    return users


@pytest.mark.parametrize(("days", "length"), [(420, 30), (200, 7)])
def test_retention_agrees_with_pandas(tmp_path: Path, framework: Framework, days: int, length: int) -> None:
    events = log(350, days, seed=days)
    made = figures(measured(write(tmp_path / "log.csv", events), framework))
    as_of = max(day for _, day in events)
    users = reference(events, as_of, length)
    assert made.period_days == length
    assert made.users == len(users)

    for point in made.curve:
        able = users[users.complete >= point.period]
        assert point.users == len(able)
        assert point.rate == pytest.approx(sum(point.period in seen for seen in able.periods) / len(able))

    wanted = max(100, len(users) / 2)
    panel_periods = max(k for k in range(1, 100) if (users.complete >= k).sum() >= wanted)
    panel = users[users.complete >= panel_periods]
    assert (made.periods, made.panel_users) == (panel_periods, len(panel))

    if made.tail is not None and made.decline is not None:
        width = 8 if length == 7 else 3 if panel_periods >= 12 else 2

        def rate(first: int, last: int) -> float:
            hits = sum(len(seen & set(range(first, last + 1))) for seen in panel.periods)
            return hits / (len(panel) * (last - first + 1))

        tail, before = (
            rate(panel_periods - width + 1, panel_periods),
            rate(panel_periods - 2 * width + 1, panel_periods - width),
        )
        assert made.tail == pytest.approx(tail)
        assert made.decline == pytest.approx(1 - (tail / before) ** (1 / width))
        assert made.decline_low is not None
        assert made.decline_high is not None
        assert made.decline_low <= made.decline <= made.decline_high


def test_cohorts_agree_with_pandas(tmp_path: Path, framework: Framework) -> None:
    events = log(250, 300, seed=4)
    made = figures(measured(write(tmp_path / "log.csv", events), framework))
    users = reference(events, max(day for _, day in events), made.period_days)
    users["month"] = [first.strftime("%Y-%m") for first in users["first"]]
    for cohort in made.cohorts:
        members = users[users.month == cohort.start]
        assert cohort.size == len(members)
        assert len(cohort.retained) == members.complete.min()
        for period, count in enumerate(cohort.retained, 1):
            assert count == sum(period in seen for seen in members.periods)


@pytest.mark.parametrize("back", [0, 40])
def test_active_users_agree_with_pandas(tmp_path: Path, framework: Framework, back: int) -> None:
    events = log(300, 200, seed=9)
    as_of = max(day for _, day in events) - timedelta(days=back)
    path = write(tmp_path / "log.csv", [one for one in events if one[1] <= as_of])
    active = measured(path, framework, as_of=as_of).active
    frame = pd.DataFrame(events, columns=["user", "day"])

    def count(days: int, end: date) -> int:
        inside = (frame.day > end - timedelta(days=days)) & (frame.day <= end)
        return int(frame[inside].user.nunique())

    assert [active.active_7, active.active_28, active.active_30, active.active_90] == [
        count(days, as_of) for days in (7, 28, 30, 90)
    ]
    ends = [as_of - timedelta(days=28 * step) for step in range(len(active.windows))]
    assert list(active.windows) == [count(28, end) for end in reversed(ends)]


def test_a_daily_product_is_counted_in_weeks(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", log(100, 120, seed=2))
    active = measured(path, framework, cadence=Cadence.DAILY).active
    assert active.window_days == 7
    assert active.count == active.active_7


def test_duplicates_change_nothing(tmp_path: Path, framework: Framework) -> None:
    events = log(150, 260, seed=5)
    once = measured(write(tmp_path / "a.csv", events), framework)
    thrice = measured(write(tmp_path / "b.csv", events * 3), framework)
    assert figures(once) == figures(thrice)
    assert once.active.windows == thrice.active.windows
    assert (once.read, thrice.read) == (len(events), 3 * len(events))


def test_bots_and_colleagues_are_left_out(tmp_path: Path, framework: Framework) -> None:
    events = log(120, 260, seed=6)
    day = max(day for _, day in events)
    extra = [(name, day) for name in ("bot-1", "BOT-2", "ann@us.example", "boss")]
    plain = measured(write(tmp_path / "a.csv", events), framework)
    path = write(tmp_path / "b.csv", events + extra)
    kept = measured(path, framework, exclude=["boss", "bot-*", "*@us.example"])
    assert figures(kept) == figures(plain)
    assert figures(measured(path, framework)).users == 124
    with pytest.raises(BadInputError, match="No user"):
        measured(path, framework, exclude=["*"])


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-03-10 02:30:00", date(2024, 3, 10)),  # does not exist in New York
        ("2024-03-01T00:30:00+02:00", date(2024, 2, 29)),
        ("2024-02-29T23:30:00-02:00", date(2024, 3, 1)),
        ("2024-03-01T12:00:00Z", date(2024, 3, 1)),
        ("2024-03-01T12:00:00.123456", date(2024, 3, 1)),
    ],
)
def test_times_are_days_in_utc(tmp_path: Path, framework: Framework, stamp: str, day: date) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"user,time\na,{stamp}\n", encoding="utf-8")
    assert measured(path, framework).active.last_event == day


def test_a_log_of_one_row_says_little_and_fails_nothing(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2024-05-01\n", encoding="utf-8")
    made = measured(path, framework)
    assert figures(made).users == 1
    assert figures(made).shape == "unclear"
    assert made.active.windows == (1,)


def test_rows_that_cannot_be_used_are_named(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    rows = ["a,2024-05-01", ",2024-05-02", "b,yesterday", "c,1970-01-01", "d,2100-01-01", "e,2024-05-03"]
    path.write_text("user,time\n" + "\n".join(rows), encoding="utf-8")
    made = measured(path, framework)
    assert (made.read, made.refused) == (6, 4)
    assert [one.line for one in made.refused_rows] == [3, 4, 5, 6]
    reasons = " ".join(one.reason for one in made.refused_rows)
    assert "user is missing" in reasons
    assert "“yesterday” is no date" in reasons
    assert "before 2000" in reasons
    assert "after" in reasons


def test_lines_of_another_shape_are_counted_too(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\na,2024-05-01\nb,2024-05-02,extra\nshort\nc,2024-05-03\n", encoding="utf-8")
    made = measured(path, framework)
    assert (made.read, made.refused) == (4, 2)
    assert [one.line for one in made.refused_rows] == [3, 4]


def test_when_nothing_can_be_used_the_first_reason_is_given(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,time\n,2024-05-02\n,2024-05-03\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"None of the 2 rows.*user is missing"):
        measured(path, framework)


def test_provenance_is_kept_and_rows_are_not(tmp_path: Path, framework: Framework) -> None:
    import hashlib

    path = write(tmp_path / "log.csv", log(60, 100, seed=8))
    source = measured(path, framework).pmf.provenance
    assert source is not None
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.file_name == "log.csv"
    assert source.mapping == {"user": "user", "time": "time"}


def test_a_cancel_ends_it(tmp_path: Path, framework: Framework) -> None:
    cancel = Cancel()
    path = write(tmp_path / "log.csv", log(200, 300, seed=1) * 20)

    def progress(share: float, words: str = "") -> None:
        cancel.request()
        cancel.check()

    with pytest.raises(CancelledError):
        measure_events(path, EventOptions(), framework, progress=progress, cancel=cancel)


def test_the_level_follows_the_business_model(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", log(400, 500, seed=3, chance=0.2))
    social = figures(measured(path, framework, business_model=BusinessModel.SOCIAL))
    bare = figures(measured(path, framework))
    assert social.benchmark == 0.25
    assert bare.benchmark is None
    assert replace(social, level=bare.level, benchmark=None) == bare


@pytest.mark.simulation
@pytest.mark.parametrize("first", [0, 5_000])
def test_a_plateau_is_called_flat_and_a_decay_never(tmp_path: Path, framework: Framework, first: int) -> None:
    """Of 200 users who differ in how often they come back, as users do."""
    outcomes = {
        loss: [shape(tmp_path, framework, loss, first + seed) for seed in range(40)] for loss in (0.0, 0.10)
    }
    assert outcomes[0.0].count("flat") >= 0.8 * 40
    assert outcomes[0.10].count("flat") <= 0.02 * 40


@pytest.mark.simulation
@pytest.mark.parametrize("loss", [0.0, 0.4])
def test_a_log_under_eight_periods_has_no_shape(tmp_path: Path, framework: Framework, loss: float) -> None:
    """However flat or steep (months, or 24 weeks where it is younger): never present or absent on shape."""
    for seed in range(10):
        path = tmp_path / f"{loss}-{seed}.csv"
        shape(tmp_path, framework, loss, seed)
        for days, periods in ((20, 2), (58, 7), (160, 22), (239, 7), (268, 7)):
            as_of = date(2024, 1, 1) + timedelta(days=days)
            made = figures(measured(path, framework, as_of=as_of, business_model=BusinessModel.ENTERPRISE))
            assert (made.period_days, made.periods) == (7 if days < 239 else 30, periods)
            assert (made.shape, made.level, made.tail) == ("unclear", "unclear", None)


def shape(tmp_path: Path, framework: Framework, loss: float, seed: int) -> str:
    """Return the shape of 200 users over 12 complete months, of whom 40 % come back at first."""
    draws = random.Random(seed)  # noqa: S311 - a simulation
    start = date(2024, 1, 1)
    events = []
    for user in range(200):
        chance = draws.betavariate(0.8, 1.2)
        events.append((f"u{user}", start))
        events += [
            (f"u{user}", start + timedelta(days=30 * period + draws.randrange(30)))
            for period in range(1, 13)
            if draws.random() < chance * (1 - loss) ** (period - 1)
        ]
    path = write(tmp_path / f"{loss}-{seed}.csv", events)
    return figures(measured(path, framework, as_of=start + timedelta(days=389))).shape


def test_events_after_the_as_of_day_are_read_and_not_counted(tmp_path: Path, framework: Framework) -> None:
    """Neither refused nor counted: the log is looked at as it was on that day."""
    events = log(60, 200, seed=3)
    path = write(tmp_path / "log.csv", events)
    as_of = min(day for _, day in events) + timedelta(days=150)
    until = write(tmp_path / "until.csv", [one for one in events if one[1] <= as_of])
    whole, cut = measured(path, framework, as_of=as_of), measured(until, framework, as_of=as_of)
    assert (whole.read, whole.refused) == (len(events), 0)
    assert figures(whole) == figures(cut)
    assert whole.active.windows == cut.active.windows


def test_a_log_over_many_years_keeps_its_periods(tmp_path: Path, framework: Framework) -> None:
    """Users with gaps of years: bits far apart belong to the right periods."""
    start = date(2020, 2, 29)
    days = [0, 29, 30, 61, 62, 63, 124, 400, 1000, 1799, 1800, 1829, 1830]
    path = write(tmp_path / "log.csv", [("a", start + timedelta(days=day)) for day in days])
    found = figures(measured(path, framework))
    came = {day // 30 for day in days if day >= 30}
    assert {point.period for point in found.curve if point.rate == 1.0} == {one for one in came if one <= 60}


def test_a_day_before_all_events_is_said(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", [("a", date(2024, 5, 5))])
    with pytest.raises(BadInputError, match=r"no event up to 2024-05-04\. Choose a later day"):
        measured(path, framework, as_of=date(2024, 5, 4))


@pytest.mark.parametrize("seed", range(4))
def test_times_of_all_sorts_agree_with_pandas(tmp_path: Path, framework: Framework, seed: int) -> None:
    """Offsets of all kinds in one column, over leap days and changes of the clock, against pandas in UTC."""
    draws = random.Random(seed)  # noqa: S311 - a simulation
    zones = ["", "Z", "+00:00", "-08:00", "+05:30", "+13:00", " -0330", " +02:00", "+02"]
    stamps, moments = [], []
    for _ in range(4_000):
        at = pd.Timestamp("2024-01-01") + pd.Timedelta(seconds=draws.randrange(86_400 * 420))
        zone = draws.choice(zones)
        kind = draws.choice(
            ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M"]
        )
        stamps.append(at.strftime(kind) + zone)
        full = zone.strip() + ("00" if zone == "+02" else "")
        moments.append(pd.Timestamp(f"{at.strftime(kind)}{full or 'Z'}").tz_convert("UTC"))
    users = [f"u{draws.randrange(300)}" for _ in stamps]
    path = tmp_path / "log.csv"
    path.write_text("user,time\n" + "".join(f"{a},{b}\n" for a, b in zip(users, stamps, strict=True)))
    made = measured(path, framework)
    assert made.refused == 0
    same = write(tmp_path / "utc.csv", [(a, b.date()) for a, b in zip(users, moments, strict=True)])
    assert figures(made) == figures(measured(same, framework))
    as_of = max(moments).date()
    assert made.active.last_event == as_of
    frame = pd.DataFrame({"user": users, "day": [one.date() for one in moments]})
    assert made.active.active_30 == frame[frame.day > as_of - timedelta(days=30)].user.nunique()
    whole = reference(list(zip(users, frame.day, strict=True)), as_of, 30)
    for point in figures(made).curve:
        able = whole[whole.complete >= point.period]
        assert point.rate == pytest.approx(sum(point.period in seen for seen in able.periods) / len(able))


@pytest.mark.parametrize("unit", ["s", "ms"])
def test_epoch_times_agree_with_pandas(tmp_path: Path, framework: Framework, unit: str) -> None:
    draws = random.Random(unit)  # noqa: S311 - a simulation
    moments = [pd.Timestamp("2023-12-31") + pd.Timedelta(draws.randrange(10**7), "s") for _ in range(2_000)]
    users = [f"u{draws.randrange(200)}" for _ in moments]
    scale = {"s": 10**9, "ms": 10**6}[unit]
    path = tmp_path / "log.csv"
    rows = [f"{user},{one.as_unit('ns').value // scale}" for user, one in zip(users, moments, strict=True)]
    path.write_text("user,time\n" + "\n".join(rows), encoding="utf-8")
    plain = write(tmp_path / "plain.csv", [(a, b.date()) for a, b in zip(users, moments, strict=True)])
    assert figures(measured(path, framework)) == figures(measured(plain, framework))
