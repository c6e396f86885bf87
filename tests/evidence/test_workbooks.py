"""Workbooks: sheets, dates, formulas, row numbers, and what is no workbook."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from readiness_gui.core.errors import BadInputError, CancelledError
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import ComplaintEvidence, DiversityEvidence, PriorityEvidence
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.dates import DateForm
from readiness_gui.evidence.events import EventOptions, measure_events
from readiness_gui.evidence.imports import Choice, bring_in, forms_of, look
from readiness_gui.evidence.measure import measure_table
from readiness_gui.evidence.refused import Refused
from readiness_gui.evidence.tables import open_table
from readiness_gui.ui.tasks import Cancel

Rows = list[list[object]]
HEAD: list[object] = ["user", "time"]


def book(path: Path, **sheets: Rows) -> Path:
    """Write a workbook of sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def calculated(path: Path, values: dict[str, str]) -> None:
    """Give formulas of a workbook the values that a spreadsheet would have stored with them."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for formula, value in values.items():
        assert f"<f>{formula}</f><v" in sheet
        sheet = sheet.replace(f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{value}</v>")
        sheet = sheet.replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{value}</v>")
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)


def test_a_log_gives_the_numbers_that_its_csv_gives(tmp_path: Path, framework: Framework) -> None:
    days = pd.date_range("2024-01-01", periods=300, freq="19h")
    rows: Rows = [[f"u{at % 37}", stamp.to_pydatetime()] for at, stamp in enumerate(days)]
    path = book(tmp_path / "log.xlsx", Log=[HEAD, *rows])
    plain = tmp_path / "log.csv"
    plain.write_text("user,time\n" + "".join(f"{user},{stamp}\n" for user, stamp in rows), encoding="utf-8")
    ours, csv = (measure_events(one, EventOptions(), framework) for one in (path, plain))
    assert ours.pmf.imported == csv.pmf.imported
    assert ours.active.windows == csv.active.windows
    assert (ours.read, ours.refused) == (300, 0)


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 2, 29),
        datetime(2024, 2, 29, 23, 59, 59),  # noqa: DTZ001 - a sheet knows no zones
        "2024-02-29",
        1709164800,
    ],
)
def test_dates_are_dates(tmp_path: Path, framework: Framework, value: object) -> None:
    path = book(tmp_path / "log.xlsx", Log=[HEAD, ["a", value]])
    assert measure_events(path, EventOptions(), framework).active.last_event == date(2024, 2, 29)


def test_formulas_count_as_what_they_came_to(tmp_path: Path, framework: Framework) -> None:
    path = book(tmp_path / "i.xlsx", I=[["user", "profile"], ["=A1&1", "=B1&2"], [7, "x; y"], [2.5, "y"]])
    calculated(path, {"A1&amp;1": "12", "B1&amp;2": "34"})
    made = bring_in("interviews", path, Choice(), framework).evidence[SignalId.DIVERSITY]
    assert isinstance(made, DiversityEvidence)
    assert [(one.user, one.profiles) for one in made.interviews] == [
        ("12", ("34",)),
        ("7", ("x", "y")),
        ("2.5", ("y",)),
    ]


def test_refused_rows_have_the_number_of_the_sheet(tmp_path: Path, framework: Framework) -> None:
    rows: Rows = [
        ["Report", None],
        [],
        HEAD,
        ["a", date(2024, 5, 1)],
        [],
        [None, date(2024, 5, 1)],
        ["b", "someday"],
        ["c", time(3, 4)],
        ["d", date(2024, 5, 2)],
    ]
    made = measure_events(book(tmp_path / "log.xlsx", Log=rows), EventOptions(), framework)
    assert made.read == 5
    assert made.refused_rows == (
        Refused(6, "the user is missing"),
        Refused(7, "“someday” is no date"),
        Refused(8, "“03:04:00” is no date"),
    )


def test_cells_may_stand_anywhere_and_hold_anything(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for at, (user, when) in enumerate([("user", "time"), ('a,b"\nc', date(2024, 5, 1))], 4):
        sheet.cell(at, 3, user)
        sheet.cell(at, 5, when)
    made.save(path)
    with open_table(path, framework) as table:
        assert {"user", "time"} <= set(table.columns)
        assert table.fetch("SELECT user, time FROM source") == [('a,b"\nc', "2024-05-01")]
        assert table.lines(1) == {1: 5}


def test_the_other_tables_come_in_too(tmp_path: Path, framework: Framework) -> None:
    complaints: Rows = [
        ["user", "segment", "axis", "pole", "date"],
        ["a", "new", "x", "low", date(2024, 5, 1)],
    ]
    made = bring_in("complaints", book(tmp_path / "c.xlsx", C=complaints), Choice(), framework)
    evidence = made.evidence[SignalId.GENERIC_FAILURE]
    assert isinstance(evidence, ComplaintEvidence)
    assert evidence.complaints[0].date == date(2024, 5, 1)
    ranking: Rows = [["participant", "option", "rank"], ["ann", "retention", 1], ["ann", "referral", 2]]
    ranked = bring_in("ranking", book(tmp_path / "r.xlsx", R=ranking), Choice(), framework)
    assert isinstance(order := ranked.evidence[SignalId.RETENTION_PRIORITY], PriorityEvidence)
    assert len(order.rankings[0].order) == 2
    gate: Rows = [
        ["segment", "arm", "month", "users", "retained"],
        [None, "control", 1, 200, 80],
        [None, "treatment", 1, 200.0, 120],
    ]
    found = measure_table("gate", book(tmp_path / "g.xlsx", G=gate), framework, date(2024, 5, 1))
    assert found["figures"]["overall"]["lift"] == pytest.approx(0.5)


def test_one_of_several_sheets_is_asked_for(tmp_path: Path, framework: Framework) -> None:
    path = book(
        tmp_path / "log.xlsx",
        Notes=[["nothing", "of use"]],
        Log=[["who", "when"], ["a", "01/02/2024"]],
        Empty=[],
    )
    with pytest.raises(BadInputError, match="several sheets: Notes, Log"):
        measure_events(path, EventOptions(user="who", time="when"), framework)
    seen = look("events", path, framework)
    assert (seen.sheet, seen.sheets, seen.columns) == ("Notes", ("Notes", "Log"), ("nothing", "of use"))
    seen = look("events", path, framework, sheet="Log")
    assert (seen.sheet, seen.rows) == ("Log", (("a", "01/02/2024"),))
    forms = forms_of(path, "when", framework, sheet="Log").forms
    assert forms == (DateForm.DAY_FIRST, DateForm.MONTH_FIRST)
    choice = Choice({"user": "who", "time": "when"}, dates=DateForm.DAY_FIRST, sheet="Log")
    assert bring_in("events", path, choice, framework).read == 1
    with pytest.raises(BadInputError, match="no sheet “Nope”; it has Notes, Log"):
        look("events", path, framework, sheet="Nope")


def test_sheets_that_are_empty_or_hidden_are_no_choice(tmp_path: Path, framework: Framework) -> None:
    path = book(tmp_path / "log.xlsx", Log=[HEAD, ["a", date(2024, 5, 1)]], Old=[HEAD], Blank=[])
    made = openpyxl.load_workbook(path)
    made["Old"].sheet_state = "hidden"
    made.save(path)
    assert measure_events(path, EventOptions(), framework).read == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04" + bytes(300), "is no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "is no workbook that can be read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "asks for a password",
        ),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, framework: Framework, content: bytes, sentence: str) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=sentence):
        look("events", path, framework)


def test_a_zip_of_something_else(tmp_path: Path, framework: Framework) -> None:
    path = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("hello.txt", "hello")
    with pytest.raises(BadInputError, match="is no workbook"):
        look("events", path, framework)


@pytest.mark.parametrize("rows", [[], [[None, "  "]], [HEAD]])
def test_an_empty_sheet(tmp_path: Path, framework: Framework, rows: Rows) -> None:
    with pytest.raises(BadInputError, match="is empty"):
        measure_events(book(tmp_path / "log.xlsx", Log=rows), EventOptions(), framework)


def test_a_sheet_too_wide(tmp_path: Path, framework: Framework) -> None:
    path = book(tmp_path / "log.xlsx", Log=[[f"c{at}" for at in range(2_100)]] * 2)
    with pytest.raises(BadInputError, match="2100 columns"):
        measure_events(path, EventOptions(), framework)


def test_a_cancel_is_heard(tmp_path: Path, framework: Framework) -> None:
    rows: Rows = [HEAD, *([one, "2024-05-01"] for one in range(6_000))]
    path = book(tmp_path / "log.xlsx", Log=rows)
    cancel = Cancel()
    cancel.request()
    with pytest.raises(CancelledError):
        measure_events(path, EventOptions(), framework, cancel=cancel)
