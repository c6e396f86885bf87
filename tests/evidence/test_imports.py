"""Files as they are brought in on a page: looked at, mapped, read, refused rows named."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    ComplaintEvidence,
    DiversityEvidence,
    Interview,
    PmfEvidence,
    PriorityEvidence,
)
from readiness_gui.core.terms import Pole, Priority, SignalId
from readiness_gui.evidence.dates import DateForm
from readiness_gui.evidence.exclusions import LONGEST_LIST, left_out
from readiness_gui.evidence.imports import (
    Choice,
    bring_in,
    forms_of,
    look,
    refused_table,
)
from readiness_gui.evidence.refused import Refused


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_look_guesses_columns_and_shows_rows(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", "User ID;Created-At;x", "a;2024-05-01;1", "b;2024-05-02;2")
    seen = look("events", path, framework)
    assert seen.columns == ("User ID", "Created-At", "x")
    assert seen.mapping == {"user": "User ID", "time": "Created-At"}
    assert seen.rows == (("a", "2024-05-01", "1"), ("b", "2024-05-02", "2"))
    assert seen.forms == (DateForm.ISO,)


def test_a_look_leaves_open_what_it_cannot_guess(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", "wer,wann", "a,03/04/2024", "b,05/06/2024")
    seen = look("events", path, framework)
    assert dict(seen.mapping) == {}
    assert seen.needed == ("user", "time")
    reading = forms_of(path, "wann", framework)
    assert set(reading.forms) == {DateForm.DAY_FIRST, DateForm.MONTH_FIRST}
    assert reading.example == "03/04/2024"


def test_a_look_shows_at_most_twenty_rows(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "i.csv", "user,profile", *(f"u{one},p" for one in range(50)))
    assert len(look("interviews", path, framework).rows) == 20


def test_an_ambiguous_date_is_asked_and_then_followed(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", "user,time", "a,03/04/2024", "b,05/06/2024")
    with pytest.raises(BadInputError, match="day or month first"):
        bring_in("events", path, Choice(), framework)
    made = bring_in("events", path, Choice(dates=DateForm.DAY_FIRST), framework)
    active = made.evidence[SignalId.ACTIVE_USERS]
    assert isinstance(active, ActiveUsersEvidence)
    assert active.last_event == date(2024, 6, 5)


def test_one_log_feeds_both_signals(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "log.csv", "user,time", "a,2024-05-01", "bot-1,2024-05-02", "b,2024-05-03")
    made = bring_in("events", path, Choice(exclude=("bot-*",)), framework)
    assert isinstance(made.evidence[SignalId.PMF], PmfEvidence)
    assert isinstance(active := made.evidence[SignalId.ACTIVE_USERS], ActiveUsersEvidence)
    assert active.active_7 == 2
    assert active.provenance == made.evidence[SignalId.PMF].provenance


def test_interviews_are_gathered_by_user(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "i.csv", "user,profile", "a,x; y", "b,z", "a,z", ",q")
    made = bring_in("interviews", path, Choice(), framework)
    evidence = made.evidence[SignalId.DIVERSITY]
    assert isinstance(evidence, DiversityEvidence)
    assert evidence.interviews == (Interview("a", ("x", "y", "z")), Interview("b", ("z",)))
    assert (made.read, made.refused) == (4, 1)
    assert made.refused_rows == (Refused(5, "the user is missing"),)
    assert evidence.provenance is not None
    assert (evidence.provenance.rows_read, evidence.provenance.rows_refused) == (4, 1)


def test_complaints_that_cannot_be_read_are_named_and_the_rest_used(
    tmp_path: Path, framework: Framework
) -> None:
    path = write(
        tmp_path / "c.csv",
        "user,segment,axis,pole,date",
        "a,new,length,too long?,2024-05-01",
        "b,new,length,high,2024-05-01",
        "c,new,length",
        "d,new,length,low,someday",
        "e,old,length,low,",
    )
    made = bring_in("complaints", path, Choice(), framework)
    evidence = made.evidence[SignalId.GENERIC_FAILURE]
    assert isinstance(evidence, ComplaintEvidence)
    assert [(one.user, one.pole) for one in evidence.complaints] == [("b", Pole.HIGH), ("e", Pole.LOW)]
    assert [one.line for one in made.refused_rows] == [2, 4, 5]
    assert made.read == 5


def test_rankings_are_ordered_by_rank_and_not_by_row(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "r.csv", "person,choice,place", "a,referral,2", "a,Retention,1", "a,fun,3")
    made = bring_in("ranking", path, Choice(), framework)
    evidence = made.evidence[SignalId.RETENTION_PRIORITY]
    assert isinstance(evidence, PriorityEvidence)
    assert evidence.rankings[0].order == (Priority.RETENTION, Priority.REFERRAL)
    assert [one.line for one in made.refused_rows] == [4]


def test_readings_join_both_arms(tmp_path: Path, framework: Framework) -> None:
    path = write(
        tmp_path / "g.csv",
        "segment,arm,month,users,retained",
        "all,control,1,200,80",
        "all,treatment,1,210,100",
        "pro,treatment,1,2.5,1",
    )
    made = bring_in("gate", path, Choice(), framework)
    (reading,) = made.readings
    assert (reading.control_users, reading.control_retained) == (200, 80)
    assert (reading.treatment_users, reading.treatment_retained) == (210, 100)
    assert made.refused_rows[0].line == 4
    assert not made.evidence


def test_columns_are_taken_as_the_user_says(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "i.csv", "user,who,profile", "x,a,p", "x,b,q")
    made = bring_in("interviews", path, Choice(columns={"user": "who"}), framework)
    evidence = made.evidence[SignalId.DIVERSITY]
    assert isinstance(evidence, DiversityEvidence)
    assert [one.user for one in evidence.interviews] == ["a", "b"]


def test_an_optional_column_can_be_left_out(tmp_path: Path, framework: Framework) -> None:
    path = write(tmp_path / "c.csv", "user,segment,axis,pole,date", "a,s,x,low,nonsense")
    with pytest.raises(BadInputError, match=r"None of the 1 rows.*“nonsense” is no date"):
        bring_in("complaints", path, Choice(), framework)
    assert bring_in("complaints", path, Choice(columns={"date": None}), framework).refused == 0


def test_users_to_leave_out_are_read_line_by_line(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "staff.txt"
    path.write_bytes(b"\xef\xbb\xbfboss\r\n\r\n  bot-* \r\n")
    assert left_out(path, framework) == ("boss", "bot-*")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a\0b\n", b"x\n" * (LONGEST_LIST // 2 + 1)])
def test_what_is_no_list_of_users_is_said(tmp_path: Path, framework: Framework, content: bytes) -> None:
    path = tmp_path / "staff.txt"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"“staff.txt” is no list of users"):
        left_out(path, framework)


def test_a_list_that_is_missing_or_a_folder_is_said(tmp_path: Path, framework: Framework) -> None:
    with pytest.raises(BadInputError, match=r"“away.txt” is not there"):
        left_out(tmp_path / "away.txt", framework)
    with pytest.raises(BadInputError, match="is a folder"):
        left_out(tmp_path, framework)


def test_readings_keep_where_they_came_from(tmp_path: Path, framework: Framework) -> None:
    path = write(
        tmp_path / "g.csv", "segment,arm,month,users,retained", ",control,1,200,80", ",treatment,1,200,110"
    )
    source = bring_in("gate", path, Choice(), framework).source
    assert source is not None
    assert (source.file_name, source.rows_read, source.rows_refused) == ("g.csv", 2, 0)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_list_of_refused_rows_is_safe_in_a_spreadsheet() -> None:
    text = refused_table([Refused(3, "=cmd()"), Refused(9, "“a”, no date")])
    assert text.splitlines() == ["line,reason", "3,'=cmd()", '9,"“a”, no date"']
