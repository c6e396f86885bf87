"""The other exports, their names, and what happens where they cannot be written."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from readiness_gui import paths
from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.model import Product
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


@given(st.text(max_size=60))
def test_escaped_text_is_one_line(text: str) -> None:
    assert "\n" not in markdown.escape(text)


def test_json_says_format_version_and_the_same_verdict(framework: Framework, product: Product) -> None:
    assessment = product.assessments[0]
    record = json.loads(json_export.render(product, assessment, framework, worked.TODAY))
    assert (record["format"], record["version"]) == ("readiness-report", 1)
    assert record["verdict"] == json.loads(json.dumps(verdict_record(verdict_of(assessment, framework))))
    assert record["assessment"]["signals"]["pmf"]["finding"]["figures"]["users"] == 1200


def test_calendar_has_a_stable_event_a_task(framework: Framework, product: Product) -> None:
    assessment = product.assessments[0]
    roadmap = generate(assessment, verdict_of(assessment, framework), framework, assessment.as_of)
    first = Calendar.from_ical(calendar.render(product, assessment, framework))
    again = Calendar.from_ical(calendar.render(product, assessment, framework))
    events = list(first.walk("VEVENT"))
    assert [str(one["uid"]) for one in events] == [str(one["uid"]) for one in again.walk("VEVENT")]
    assert len(events) == len(roadmap.tasks)
    assert events[0].decoded("dtstart") == roadmap.tasks[0].start
    assert (events[0].decoded("dtend") - roadmap.tasks[0].end).days == 1


def test_calendar_survives_control_characters(framework: Framework, product: Product) -> None:
    hostile = replace(product, name="A\x00B\ud800\r\nEND:VCALENDAR")
    made = Calendar.from_ical(calendar.render(hostile, product.assessments[0], framework))
    assert len(list(made.walk("VEVENT"))) > 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "|", "%"])
def test_no_cell_is_a_formula(framework: Framework, product: Product, start: str) -> None:
    assessment = product.assessments[0]
    roadmap = generate(assessment, verdict_of(assessment, framework), framework, assessment.as_of)
    evil = replace(roadmap, tasks=(replace(roadmap.tasks[0], title=f"{start}cmd|' /C calc'!A0"),))
    text = tables.render(replace(assessment, roadmap=evil), framework).decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(text))
    assert row[0].startswith("'")


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
