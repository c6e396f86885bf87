"""Odd paths, odd dates, odd keys and odd users to leave out: one bad row never costs the good ones."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ComplaintEvidence
from readiness_gui.core.terms import Pole
from readiness_gui.evidence.events import EventOptions, EventsMeasured, measure_events
from readiness_gui.evidence.exclusions import left_out
from readiness_gui.evidence.imports import Choice, bring_in, look
from readiness_gui.evidence.measure import measure_table

TODAY = date(2026, 3, 2)
GOOD = {
    "seconds": "1735689600",
    "milliseconds": "1735689600000",
    "iso": "2025-01-01",
    "month-first": "1/31/2025",
}
#: texts of a column of that form that are no day
ODD = {
    "seconds": ["173568960000000000000000", "1e300", "nan", "inf", "-1", "9223372036855"],
    "milliseconds": ["173568960000000000000000", "1e300", "nan", "-inf", "-9223372036854775", ""],
    "iso": ["infinity", "-infinity", "294247-01-10", "5877642-06-25 (BC)", "2025-02-29", "epoch", "now"],
    "month-first": ["2/30/2025", "13/25/2025", "1/2/20255", "31.31.2025"],
}


def measured(path: Path, framework: Framework, *exclude: str) -> EventsMeasured:
    return measure_events(path, EventOptions(exclude=exclude), framework)


def users_left(path: Path, framework: Framework, users: list[str], *exclude: str) -> int:
    lines = [json.dumps({"user": user, "time": "2026-01-05"}) for user in users]
    path.write_text("\n".join(lines), encoding="utf-8")
    return sum(row.size for row in measured(path, framework, *exclude).pmf.cohorts)


@pytest.mark.parametrize("form", GOOD)
def test_a_day_that_is_none_is_refused_alone(tmp_path: Path, framework: Framework, form: str) -> None:
    odd = ODD[form]
    times = [GOOD[form]] * 20 + odd
    path = tmp_path / "log.csv"
    path.write_text(
        "user,time\n" + "".join(f"u{at},{one}\n" for at, one in enumerate(times)), encoding="utf-8"
    )
    made = measured(path, framework)
    assert (made.read, made.refused) == (len(times), len(odd))
    assert [one.line for one in made.refused_rows] == list(range(22, 22 + len(odd)))


@pytest.mark.parametrize("time", ["1735689600000.0", "1735689600000", "1735689600.000", "1735689600"])
def test_epochs_as_a_table_with_gaps_writes_them(tmp_path: Path, framework: Framework, time: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"user,time\na,{time}\n", encoding="utf-8")
    assert str(measured(path, framework).active.last_event) == "2025-01-01"


def test_keys_of_json_that_are_hard_to_name(tmp_path: Path, framework: Framework) -> None:
    odd = {"": 1, 'a"b': 2, "c'd": 3, "e\nf": 4, "/~x": 5, "User": 6, "$.user": 7}
    path = tmp_path / "log.jsonl"
    path.write_text(json.dumps({"user": "a", "time": "2026-01-05", **odd}) + "\n", encoding="utf-8")
    preview = look("events", path, framework)
    assert preview.mapping == {"user": "user", "time": "time"}
    assert preview.columns[:2] == ("user", "time")
    assert preview.rows[0] == ("a", "2026-01-05", *(str(one) for one in odd.values()))
    assert len({one.casefold() for one in preview.columns}) == len(preview.columns)


@pytest.mark.parametrize(
    ("user", "pattern", "out"),
    [
        ("DOMAIN\\bob", "domain\\*", True),
        ("é1", "?1", True),
        ("éé1", "?1", False),
        ("100%", "?00%", True),
        ("1000", "?00%", False),
        ("a_b", "a_*", True),
        ("axb", "a_*", False),
        ("a!b", "A!?", True),
        ("a[1]", "a[*", True),
        ("two\nlines", "two*", True),
        ("Bob", "bob", False),
        ("Bob", " Bob ", True),
    ],
)
def test_patterns_mean_what_they_say(
    tmp_path: Path, framework: Framework, user: str, pattern: str, out: bool
) -> None:
    left = users_left(tmp_path / "log.jsonl", framework, ["somebody else", user], pattern)
    assert left == (1 if out else 2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="aB%_!\\[]ü", min_size=1, max_size=4), min_size=1, max_size=6, unique=True),
    st.lists(st.text(alphabet="aB%_!\\[]ü*?", min_size=1, max_size=4), max_size=3),
)
def test_patterns_are_those_of_a_shell(
    tmp_path: Path, framework: Framework, users: list[str], exclude: list[str]
) -> None:
    def out(user: str) -> bool:
        for one in exclude:
            if not {"*", "?"} & set(one):
                if user == one:
                    return True
            elif re.fullmatch(fnmatch.translate(one.lower().replace("[", "[[]")), user.lower()):
                return True
        return False

    users = ["somebody else", *users]
    kept = [user for user in users if not out(user)]
    path = tmp_path / "log.jsonl"
    if kept:
        assert users_left(path, framework, users, *exclude) == len(kept)
    else:
        with pytest.raises(BadInputError, match="No user"):
            users_left(path, framework, users, *exclude)


def test_a_hundred_thousand_patterns_are_one_look(tmp_path: Path, framework: Framework) -> None:
    patterns = [f"bot{at}*" for at in range(100_000)]
    assert users_left(tmp_path / "log.jsonl", framework, ["ann", "bot99999x"], *patterns) == 1


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such things")
@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("folder", _folder, "is a folder"),
        ("pipe", _pipe, "is a pipe or a device"),
        ("loop", _loop, "is not there"),
        ("x" * 300, None, "is not there"),
        ("no\0name", None, "is not there"),
        ("bytes\udcff", None, "holds bytes that are no text"),
    ],
)
@pytest.mark.parametrize("read", [measured, lambda path, framework: left_out(path, framework)])
def test_what_is_no_file_is_named_and_never_waited_for(
    tmp_path: Path,
    framework: Framework,
    name: str,
    make: Callable[[Path], None] | None,
    words: str,
    read: Callable[[Path, Framework], object],
) -> None:
    path = tmp_path / name
    if make is not None:
        make(path)
    with pytest.raises(BadInputError, match=words) as caught:
        read(path, framework)
    assert len(str(caught.value)) < 300


def table(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


GATE = "segment,arm,month,users,retained"


@pytest.mark.parametrize("row", ["A,control,1,500,40%", "A,control,1,5%,4", "A,control,1%,500,40"])
def test_a_share_is_no_count(tmp_path: Path, framework: Framework, row: str) -> None:
    """40 % of 500 users are not 40 users."""
    with pytest.raises(BadInputError, match=r"line 3: “.*%” is not a whole number"):
        measure_table("gate", table(tmp_path / "g.csv", GATE, "A,treatment,1,500,45", row), framework, TODAY)


def test_a_segment_is_one_however_it_is_spelled(tmp_path: Path, framework: Framework) -> None:
    rows = ("New  users,control,1,100,40", " new users,Treatment,1,60,20", "NEW USERS,TREATMENT,1,40,30")
    found = measure_table("gate", table(tmp_path / "g.csv", GATE, *rows), framework, TODAY)["figures"]
    assert [one["segment"] for one in found["segments"]] == ["New users"]
    assert found["segments"][0]["lift"] == pytest.approx(0.25)
    assert found["overall"]["difference"] == pytest.approx(0.1)


def test_a_user_is_one_however_they_are_spelled(tmp_path: Path, framework: Framework) -> None:
    path = table(tmp_path / "i.csv", "user,profile", "Ann,speed", "ann ,SPEED;depth", "Ben,depth")
    found = measure_table("interviews", path, framework, TODAY)["figures"]
    assert (found["users"], found["profiles"], found["seen_once"], found["seen_twice"]) == (2, 2, 1, 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31 23:59:59", "2026-01-31"),
        ("2026-01-31T23:30:00-02:00", "2026-02-01"),
        ("2026-01-31T00:30:00.250Z", "2026-01-31"),
        ("31.01.2026", "2026-01-31"),
    ],
)
def test_a_complaint_has_a_day(tmp_path: Path, framework: Framework, written: str, day: str) -> None:
    path = table(tmp_path / "c.csv", "user,segment,axis,pole,date", f"u,A,length,too  LONG,{written}")
    (made,) = bring_in("complaints", path, Choice(), framework).evidence.values()
    assert isinstance(made, ComplaintEvidence)
    assert [(str(one.date), one.pole) for one in made.complaints] == [(day, Pole.HIGH)]


@pytest.mark.parametrize(
    "written",
    ["2026-02-30 10:00", "2026-01-31 25:00", "01/31/2026", "soon", "1769817600", "0001-01-01T00:00+14:00"],
)
def test_a_complaint_of_no_day_is_refused(tmp_path: Path, framework: Framework, written: str) -> None:
    path = table(tmp_path / "c.csv", "user,segment,axis,pole,date", f"u,A,length,low,{written}")
    with pytest.raises(BadInputError, match=r"line 2: “.*” is no date"):
        measure_table("complaints", path, framework, TODAY)
