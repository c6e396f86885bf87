"""The command ``measure``: its documented keys, its exit statuses, and one line where it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readiness_gui.cli.main import main

FINDING = {"signal", "status", "reason", "resolve", "figures"}
PMF = {
    "users", "period_days", "periods", "panel_users", "tail", "tail_low", "tail_high",
    "decline", "decline_low", "decline_high", "shape", "level", "cohorts",
}  # fmt: skip
ACTIVE = {"active_7", "active_28", "active_30", "active_90", "windows", "last_event"}
DIVERSITY = {
    "users", "profiles", "seen_twice", "seen_once", "coverage",
    "chao1", "chao1_low", "chao1_high", "hill_1", "hill_2",
}  # fmt: skip
LIFT = {
    "lift", "lift_low", "lift_high", "difference", "difference_low", "difference_high",
    "probability_15", "decision", "users_per_arm_needed",
}  # fmt: skip

ORDER = ("retention", "activation", "acquisition", "referral", "monetization")

TABLES = {
    "events": "user,time\n" + "\n".join(f"u{at},2024-0{1 + at % 6}-01" for at in range(40)),
    "interviews": "user,profile\n" + "\n".join(f"u{at},p{at % 4}; x" for at in range(20)),
    "complaints": "user,segment,axis,pole\n"
    + "\n".join(f"u{at},{'ab'[at % 2]},detail,{('low', 'high')[at % 2]}" for at in range(20)),
    "ranking": "participant,option,rank\n"
    + "\n".join(
        f"Ada,{option},{place}"
        for place, option in enumerate(
            ("retention", "activation", "acquisition", "referral", "monetization"), 1
        )
    ),
    "gate": "segment,arm,month,users,retained\na,control,1,1000,400\na,treatment,1,1000,540\n",
}


def measure(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, *options: str) -> dict[str, Any]:
    path = tmp_path / f"{kind}.csv"
    path.write_text(TABLES[kind], encoding="utf-8")
    assert main(["measure", kind, str(path), "--json", *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_events_answer_both_signals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = measure(tmp_path, capsys, "events", "--business-model", "social", "--cadence", "weekly")
    assert set(found) == {"pmf", "active_users", "rows"}
    assert found["rows"] == {"read": 40, "refused": 0}
    assert set(found["pmf"]) == FINDING
    assert isinstance(found["pmf"]["figures"], dict)
    assert isinstance(found["active_users"]["figures"], dict)
    assert set(found["pmf"]["figures"]) >= PMF
    assert set(found["active_users"]["figures"]) >= ACTIVE
    assert set(found["pmf"]["figures"]["cohorts"][0]) == {"start", "size", "retained"}


@pytest.mark.parametrize(
    ("kind", "status", "keys"),
    [
        ("interviews", "present", DIVERSITY),
        ("complaints", "present", {"axes"}),
        ("ranking", "present", {"borda", "condorcet_winner", "kendall_w"}),
        ("gate", "rising", {"overall", "segments"}),
    ],
)
def test_tables_answer_one_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, status: str, keys: set[str]
) -> None:
    found = measure(tmp_path, capsys, kind)
    assert set(found) == FINDING
    assert found["status"] == status
    figures = found["figures"]
    assert isinstance(figures, dict)
    assert set(figures) >= keys
    if kind == "gate":
        assert set(figures["overall"]) >= LIFT
        assert figures["segments"][0]["segment"] == "a"
    if kind == "complaints":
        assert set(figures["axes"][0]) >= {"axis", "crosses", "p_adjusted", "segments"}
        assert set(figures["axes"][0]["segments"][0]) == {"segment", "low", "high"}


GATE = "segment,arm,month,users,retained\n"

BAD = [
    ("events", "user,time\na,01/02/2024\n", (), "day or month first"),
    ("events", TABLES["events"], ("--as-of", "soon"), "is no date"),
    ("events", TABLES["events"], ("--business-model", "magic"), "is none of social"),
    ("events", TABLES["events"], ("--user", "who"), "has no column “who”"),
    ("events", TABLES["events"], ("--exclude-users", "/no/such/file"), "is not there"),
    ("interviews", "user,profile\n,x\n", (), "line 2: the user is missing"),
    ("complaints", "user,segment,axis,pole\nu,s,a,sideways\n", (), "line 2: “sideways”"),
    ("ranking", "participant,option,rank\nA,glory,1\n", (), "line 2: “glory” is none of"),
    ("ranking", "participant,option,rank\nA,retention,1\n", (), "rank all five"),
    ("gate", "segment,arm,month,users,retained\na,placebo,1,10,5\n", (), "neither control nor treatment"),
    ("gate", "segment,arm,month,users,retained\na,control,1,10,5\n", (), "both arms"),
    (
        "gate",
        "segment,arm,month,users,retained\na,control,1,10,50\na,treatment,1,10,5\n",
        (),
        "cannot be larger",
    ),
    ("interviews", "user,profile\nu1,x\nu2\n", (), "line 3"),
    (
        "gate",
        "segment,arm,month,users,retained\na,control,1,ten,5\n",
        (),
        "line 2: “ten” is not a whole number",
    ),
]


@pytest.mark.parametrize(("kind", "content", "options", "sentence"), BAD)
def test_bad_input_is_one_line_and_status_two(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    content: str,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["measure", kind, str(path), *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_without_json_it_is_a_text_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "i.csv"
    path.write_text(TABLES["interviews"], encoding="utf-8")
    assert main(["measure", "interviews", str(path)]) == 0
    assert capsys.readouterr().out.startswith("diversity: present. ")


def test_it_imports_no_window(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(TABLES["gate"], encoding="utf-8")
    program = (
        "import sys; from readiness_gui.cli.main import main; code = main(sys.argv[1:]);"
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "measure", "gate", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
