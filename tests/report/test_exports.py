"""The other exports, their names, and what happens where they cannot be written."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from readiness_gui import paths
from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import SignalId
from readiness_gui.core.verdict import verdict_record
from readiness_gui.report import calendar, json_export, markdown, tables
from readiness_gui.report.document import build
from readiness_gui.report.export import SUFFIXES, export_pdf, export_text, suggested_name
from readiness_gui.ui.tasks import Cancel
from tests import worked


def test_markdown_keeps_the_users_text_as_text(framework: Framework, product: Product) -> None:
    note = "# not a heading | <b>x</b> *y* [z](u)"
    changed = product.assessments[0].with_signal(SignalId.PMF, note=note)
    text = markdown.render(build(product, changed, framework, worked.TODAY))
    assert "> \\# not a heading \\| \\<b\\>x\\</b\\> \\*y\\* \\[z\\](u)" in text
    assert "\n# not" not in text


def test_markdown_tables_have_equal_columns(framework: Framework, product: Product) -> None:
    text = markdown.render(build(product, product.assessments[0], framework, worked.TODAY))
    widths: list[int] = []
    for line in text.splitlines():
        if line.startswith("|"):
            widths.append(line.replace("\\|", "").count("|"))
        elif widths:
            assert len(set(widths)) == 1
            widths = []


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("10. August 2026", "10\\. August 2026"),
        ("3) third", "3\\) third"),
        ("10.", "10\\."),
        ("- dash", "\\- dash"),
        ("10.5 points", "10.5 points"),
        ("-3 points", "-3 points"),
    ],
)
def test_a_number_with_its_point_begins_no_list(text: str, escaped: str) -> None:
    assert markdown.escape(text) == escaped


@given(st.text(max_size=60))
def test_escaped_text_is_one_line(text: str) -> None:
    assert "\n" not in markdown.escape(text)


def test_json_says_format_version_and_the_same_verdict(framework: Framework, product: Product) -> None:
    assessment = product.assessments[0]
    record = json.loads(json_export.render(product, assessment, framework, worked.TODAY))
    assert (record["format"], record["version"]) == ("readiness-report", 1)
    assert record["verdict"] == json.loads(json.dumps(verdict_record(verdict_of(assessment, framework))))
    assert record["assessment"]["signals"]["pmf"]["finding"]["figures"]["users"] == 1200


def planned(product: Product, framework: Framework) -> Assessment:
    one = product.assessments[0]
    return replace(one, roadmap=generate(one, verdict_of(one, framework), framework, one.as_of))


def events(data: bytes) -> dict[str, Component]:
    return {str(one["uid"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


def test_calendar_has_a_stable_event_a_task(framework: Framework, product: Product) -> None:
    one = planned(product, framework)
    assert one.roadmap is not None
    data = calendar.render(product, one, framework, worked.TODAY)
    assert data == calendar.render(product, one, framework, worked.TODAY), "the same day, the same bytes"
    found = list(events(data).values())
    assert len(found) == len(one.roadmap.tasks)
    assert found[0].decoded("dtstart") == one.roadmap.tasks[0].start
    assert (found[0].decoded("dtend") - one.roadmap.tasks[0].end).days == 1


def test_a_second_import_updates_the_first(framework: Framework, product: Product) -> None:
    """GIVEN a moved and renamed task THEN its event has the same UID, a higher SEQUENCE, a later DTSTAMP."""
    one = planned(product, framework)
    assert one.roadmap is not None
    moved = replace(one.roadmap.tasks[0], title="Later", start=one.roadmap.tasks[0].start + timedelta(days=3))
    moved = replace(moved, end=moved.start, done=True)
    after = replace(one, roadmap=replace(one.roadmap, tasks=(moved, *one.roadmap.tasks[1:])))
    old = events(calendar.render(product, one, framework, worked.TODAY))
    new = events(calendar.render(product, after, framework, worked.TODAY + timedelta(days=1)))
    assert set(new) == set(old)
    for uid, event in new.items():
        assert event.decoded("sequence") > old[uid].decoded("sequence")
        assert event.decoded("dtstamp") > old[uid].decoded("dtstamp")
    (changed,) = [uid for uid in new if "Later" in str(new[uid]["summary"])]
    assert new[changed].decoded("dtstart") == moved.start
    assert str(new[changed]["summary"]).startswith("✓ ")


def test_the_calendar_keeps_to_the_lines_of_the_standard(framework: Framework, product: Product) -> None:
    """RFC 5545: lines end in CRLF and hold at most 75 bytes; what must be there is there."""
    long = replace(product, name="名" * 200)
    data = calendar.render(long, planned(product, framework), framework, worked.TODAY)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for event in events(data).values():
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)


def test_calendar_survives_control_characters(framework: Framework, product: Product) -> None:
    hostile = replace(product, name="A\x00B\ud800\r\nEND:VCALENDAR")
    made = Calendar.from_ical(calendar.render(hostile, product.assessments[0], framework, worked.TODAY))
    assert len(list(made.walk("VEVENT"))) > 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "|", "%"])
def test_no_cell_is_a_formula(framework: Framework, product: Product, start: str) -> None:
    assessment = product.assessments[0]
    roadmap = generate(assessment, verdict_of(assessment, framework), framework, assessment.as_of)
    evil = replace(roadmap, tasks=(replace(roadmap.tasks[0], title=f"{start}cmd|' /C calc'!A0"),))
    text = tables.render(replace(assessment, roadmap=evil), framework).decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(text))
    assert row[0].startswith("'")


def test_trackers_find_their_columns(framework: Framework, product: Product) -> None:
    """Jira asks for Summary and Issue Type, Linear for Title; a label is one word to both."""
    one = planned(product, framework)
    assert one.roadmap is not None
    text = tables.render(one, framework).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(one.roadmap.tasks)
    for row, task in zip(rows, one.roadmap.tasks, strict=True):
        assert row["Summary"] == row["Title"] == task.title
        assert (row["Issue Type"], row["Status"]) == ("Task", "To Do")
        assert row["Priority"] in {"High", "Medium"}
        assert row["Labels"] == f"month-{task.month}"
        assert (row["Start Date"], row["Due Date"]) == (task.start.isoformat(), task.end.isoformat())
        assert task.detail in row["Description"]
        assert task.done_when in row["Description"]


def test_names_are_safe_and_say_what_it_is(product: Product) -> None:
    assert suggested_name(product, product.assessments[0], ".pdf") == "Grantwright roadmap 2026-03-02.pdf"
    for name in ("", "..", "a/b\\c:d*e?", "CON", "x" * 500, "日" * 300, "\x00\n"):
        made = suggested_name(replace(product, name=name), product.assessments[0], ".pdf")
        assert made.endswith(" roadmap 2026-03-02.pdf")
        assert not set(made) & set('<>:"/\\|?*\x00\n')
        assert len(made.encode()) < 200


def test_a_pdf_is_written_with_progress(framework: Framework, product: Product, tmp_path: Path) -> None:
    seen: list[float] = []
    target = tmp_path / "r.pdf"
    result = export_pdf(
        target,
        product,
        product.assessments[0],
        framework,
        attachment=b"{}",
        today=worked.TODAY,
        resources=paths.resources(),
        progress=lambda share, words="": seen.append(share),
    )
    assert target.read_bytes().startswith(b"%PDF-")
    assert result.strict
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)
    assert [one.name for one in tmp_path.iterdir()] == ["r.pdf"]


def test_cancel_leaves_nothing(framework: Framework, product: Product, tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(CancelledError):
        export_pdf(
            tmp_path / "r.pdf",
            product,
            product.assessments[0],
            framework,
            attachment=b"{}",
            today=worked.TODAY,
            resources=paths.resources(),
            cancel=cancel,
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [kind for kind in SUFFIXES if kind != "pdf"])
def test_a_folder_in_place_of_a_file(
    framework: Framework, product: Product, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(ReportError, match="is a folder"):
        export_text(kind, tmp_path, product, product.assessments[0], framework, today=worked.TODAY)


def test_a_missing_folder_is_named(framework: Framework, product: Product, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is not there"):
        export_text(
            "json", tmp_path / "no" / "x.json", product, product.assessments[0], framework, today=worked.TODAY
        )


def test_a_full_disk_keeps_the_old_file(
    framework: Framework, product: Product, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.json"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match="disk is full"):
        export_text("json", target, product, product.assessments[0], framework, today=worked.TODAY)
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.json"]
