"""The command ``measure``: documented keys for each kind of table, columns by name, one line if wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from readiness_gui.cli.main import BAD_INPUT, DONE, main
from readiness_gui.core.terms import Priority

PMF = [
    "users",
    "period_days",
    "periods",
    "panel_users",
    "tail",
    "tail_low",
    "tail_high",
    "decline",
    "decline_low",
    "decline_high",
    "shape",
    "level",
    "cohorts",
]
ACTIVE = ["active_7", "active_28", "active_30", "active_90", "windows", "last_event"]
LIFT = [
    "lift",
    "lift_low",
    "lift_high",
    "difference",
    "difference_low",
    "difference_high",
    "probability_15",
    "decision",
    "users_per_arm_needed",
]
FINDING = {"signal", "status", "reason", "resolve", "figures"}
RANKED = "participant,option,rank\n" + "".join(f"ann,{one},{at}\n" for at, one in enumerate(Priority, 1))
GATE = "segment,arm,month,users,retained\n"
FULL_GATE = GATE + "all,control,1,80,48\nall,treatment,1,70,56\npro,control,1,40,20\npro,treatment,1,30,20\n"

#: kind of table -> a full one and one that says as little as a table can
TABLES = {
    "interviews": (
        "user,profile\n" + "".join(f"u{one},p{one % 5}\n" for one in range(20)),
        "user,profile\na,x\n",
    ),
    "complaints": (
        "user,segment,axis,pole\n" + "".join(f"a{one},a,x,low\nb{one},b,x,high\n" for one in range(20)),
        "user,segment,axis,pole\na,s,x,neutral\n",
    ),
    "ranking": (RANKED + RANKED.partition("\n")[2].replace("ann", "bob"), RANKED),
    "gate": (FULL_GATE, GATE + "all,control,1,1,0\nall,treatment,1,1,0\n"),
}
FIGURES = {
    "interviews": [
        "users",
        "profiles",
        "seen_twice",
        "seen_once",
        "coverage",
        "chao1",
        "chao1_low",
        "chao1_high",
        "hill_1",
        "hill_2",
    ],
    "complaints": ["axes"],
    "ranking": ["borda", "condorcet_winner", "kendall_w"],
    "gate": ["overall", "segments"],
}
SIGNAL = {
    "interviews": "diversity",
    "complaints": "generic_failure",
    "ranking": "retention_priority",
    "gate": "gate",
}


def measured(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["measure", *map(str, arguments), "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["measure", *map(str, arguments), "--json"]) == BAD_INPUT
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("kind", TABLES)
def test_each_table_answers_with_the_documented_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, which: int
) -> None:
    found = measured(capsys, kind, write(tmp_path / "t.csv", TABLES[kind][which]))
    assert set(found) == FINDING
    assert found["signal"] == SIGNAL[kind]
    assert found["reason"]
    figures = found["figures"]
    assert set(figures) >= set(FIGURES[kind])
    for axis in figures.get("axes", ()):
        assert set(axis) >= {"axis", "crosses", "p_adjusted", "segments"}
        assert all(set(one) == {"segment", "low", "high"} for one in axis["segments"])
    if kind == "gate":
        assert all(set(one) >= set(LIFT) for one in [figures["overall"], *figures["segments"]])
        assert len(figures["segments"]) == (1 - which)


def test_a_segment_that_the_gate_leaves_out_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = GATE + "a,control,1,500,200\na,treatment,1,500,240\nb,control,1,1000,900\n"
    found = measured(capsys, "gate", write(tmp_path / "g.csv", lone))
    assert "“b” has users in one group only" in found["reason"]
    assert found["figures"]["left_out"] == ["b"]
    assert found["figures"]["overall"]["lift"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    "rows", ["a,2024-05-05\n", "".join(f"u{at % 150},2024-{1 + at % 12:02d}-01\n" for at in range(1800))]
)
def test_a_log_answers_with_both_signals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str
) -> None:
    found = measured(capsys, "events", write(tmp_path / "log.csv", "user,time\n,2024-01-01\n" + rows))
    assert set(found) == {"pmf", "active_users", "rows"}
    assert found["rows"] == {"read": rows.count("\n") + 1, "refused": 1}
    assert set(found["pmf"]) == set(found["active_users"]) == FINDING
    assert set(found["pmf"]["figures"]) >= set(PMF)
    assert set(found["active_users"]["figures"]) >= set(ACTIVE)
    for cohort in found["pmf"]["figures"]["cohorts"]:
        assert set(cohort) == {"start", "size", "retained"}


def test_columns_are_named_by_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interviews = write(tmp_path / "i.csv", "who,user,what\na,1,x\nb,1,y\n")
    assert (
        measured(capsys, "interviews", interviews, "--user", "who", "--profile", "what")["figures"]["users"]
        == 2
    )
    ranking = write(tmp_path / "r.csv", RANKED.replace("participant,option,rank", "A,B,C"))
    named = ("--participant", "A", "--option", "B", "--rank", "C")
    assert measured(capsys, "ranking", ranking, *named)["figures"]["borda"]["acquisition"] == 4
    gate = write(tmp_path / "g.csv", FULL_GATE.replace(GATE, "g,h,i,j,k\n"))
    asked = ("--segment", "g", "--arm", "h", "--month", "i", "--users", "j", "--retained", "k")
    assert measured(capsys, "gate", gate, *asked)["figures"]["overall"]["difference"] == pytest.approx(0.2)
    complaints = write(tmp_path / "c.csv", "a,b,c,d,e\nx,s,size,too_small,2024-05-01\n")
    roles = ("--user", "a", "--segment", "b", "--axis", "c", "--pole", "d", "--date", "e")
    (axis,) = measured(capsys, "complaints", complaints, *roles)["figures"]["axes"]
    assert axis["segments"] == [{"segment": "s", "low": 1, "high": 0}]


def test_a_column_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "i.csv", "user,profile\na,x\n")
    assert "no column “nope”; it has user, profile" in refused(
        capsys, "interviews", path, "--profile", "nope"
    )
    assert "A table of interviews has no column of the role arm" in refused(
        capsys, "interviews", path, "--arm", "user"
    )
    assert "A table of events has no column of the role rank" in refused(
        capsys, "events", path, "--rank", "user"
    )


def test_a_sheet_is_named_by_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    for name, users in (("May", ["a"]), ("June", ["a", "b"])):
        sheet = book.create_sheet(name)
        for row in [["user", "time"], *([one, date(2024, 5, 1)] for one in users)]:
            sheet.append(row)
    book.save(path)
    assert "several sheets: May, June" in refused(capsys, "events", path)
    assert measured(capsys, "events", path, "--sheet", "June")["rows"] == {"read": 2, "refused": 0}


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--as-of", "someday", "is no date"),
        ("--business-model", "shop", "is none of social"),
        ("--cadence", "yearly", "is none of daily"),
        ("--dates", "backwards", "is none of"),
        ("--exclude-users", "/nowhere/list.txt", "is not there"),
    ],
)
def test_an_option_that_makes_no_sense_is_said_before_the_file_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    assert words in refused(capsys, "events", tmp_path / "missing.csv", option, value)


def test_lines_to_read_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "log.csv", "user,time\na,2024-05-05\nb,never\n")
    assert main(["measure", "events", str(path)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["pmf", "active_users", "rows"]
    assert lines[-1] == "rows: 2 read, 1 refused"
