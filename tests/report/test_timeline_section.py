"""Ranges, links, warnings and answers in the report, the table of tasks and the calendar."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from matplotlib.figure import Figure

from readiness_gui.charts import timeline
from readiness_gui.charts.style import LIGHT
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product, Roadmap
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import Answer, Choice, SymptomId, TradeoffId, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.workdays import is_workday
from readiness_gui.report import calendar, plots, tables
from readiness_gui.report.blocks import Chart, Grid, Items, Paragraph
from readiness_gui.report.document import build
from readiness_gui.report.timeline_section import remarks, timeline_section
from tests.core.make import DAY, product
from tests.core.test_roadmap import CASES

WARNED = (
    CASES[VerdictCode.GO_2]
    .with_symptom(SymptomId.COLLECT_FIRST, Answer.YES)
    .with_tradeoff(TradeoffId.BUILD, choice=Choice.SECOND)
)


@pytest.fixture
def planned(framework: Framework) -> Assessment:
    roadmap = generate(WARNED, decide(inputs_of(WARNED), framework), framework, DAY)
    return replace(WARNED, roadmap=replace(roadmap, people=1.0))


def roadmap_of(one: Assessment) -> Roadmap:
    assert one.roadmap is not None
    return one.roadmap


@pytest.fixture
def whole(planned: Assessment) -> Product:
    return product(planned)


def test_the_section_says_what_people_mean_and_what_bears_on_tasks(
    framework: Framework, planned: Assessment
) -> None:
    section = timeline_section(planned, roadmap_of(planned), framework)
    words = [words for one in section.blocks if isinstance(one, Items) for words in one.items]
    assert any("With one person at it, the last of them ends 29 April – 13 May" in one for one in words)
    grid = section.blocks[-1]
    assert isinstance(grid, Grid)
    row = next(one for one in grid.rows if one[0] == "Detect each user's segment")
    assert row[1] == "1.25–2 weeks of work, ends 14–23 April"
    assert row[2] == "Stop, fix and validate the generic experience; 3-5 distinct need profiles are named"
    assert row[3] == "Warning: Collecting first; Buy it"
    assert {len(one) for one in grid.rows} == {len(grid.header)}


def test_where_nothing_is_to_be_said_there_is_no_table(framework: Framework, planned: Assessment) -> None:
    bare = replace(roadmap_of(planned), people=None, tasks=())
    section = timeline_section(planned, bare, framework)
    assert [one.caption for one in section.blocks if isinstance(one, Grid)] == ["Milestones", "Tasks"]


def test_one_thing_to_say_of_the_work_is_no_list(framework: Framework, planned: Assessment) -> None:
    alone = replace(roadmap_of(planned), people=None)
    section = timeline_section(planned, alone, framework)
    assert not [one for one in section.blocks if isinstance(one, Items)]
    assert [one.text for one in section.blocks if isinstance(one, Paragraph)][1].startswith("The open tasks")


@pytest.mark.parametrize(
    ("count", "parts"), [(0, [0]), (1, [1]), (40, [40]), (41, [21, 20]), (80, [40, 40]), (81, [27, 27, 27])]
)
def test_a_long_timeline_is_drawn_in_parts_that_a_page_has_room_for(
    framework: Framework, planned: Assessment, count: int, parts: list[int]
) -> None:
    pattern = next(one for one in roadmap_of(planned).tasks if one.weeks_low)
    tasks = tuple(replace(pattern, id=f"t{at}", title=f"Task {at}", after=frozenset()) for at in range(count))
    long = replace(roadmap_of(planned), tasks=tasks)
    charts = [one for one in timeline_section(planned, long, framework).blocks if isinstance(one, Chart)]
    assert [len(one.plot["rows"]) for one in charts] == parts
    shown = [row for one in charts for row in one.plot["rows"]]
    assert [row["name"] for row in shown] == [one.title for one in tasks]
    assert len({one.alt for one in charts}) == len(charts)
    whole = plots.timeline(long, framework)["rows"]
    assert [row["range"] for row in shown] == [row["range"] for row in whole], "as far as all tasks ask for"
    for part in charts if count else ():
        figure = Figure(figsize=(6, 3))
        part.draw(figure, LIGHT)
        names = [one.get_text() for one in figure.axes[0].get_yticklabels()]
        assert names == [row["name"] for row in part.plot["rows"]]


def test_the_printed_chart_has_ranges_and_links(framework: Framework, planned: Assessment) -> None:
    plot = plots.timeline(roadmap_of(planned), framework)
    rows = {one.id: row for one, row in zip(roadmap_of(planned).tasks, plot["rows"], strict=True)}
    names = [one.id for one in roadmap_of(planned).tasks]
    adapt = rows["segment-adapt"]
    assert adapt["range"] == [(date(2026, 4, 27) - DAY).days + 1, (date(2026, 5, 8) - DAY).days + 1]
    assert [names[row] for row in adapt["after"]] == ["segment-control"]
    assert rows["milestone-gate"]["range"] == []
    for row in plot["rows"]:
        assert all(0 <= day <= plot["days"] for day in row["range"])


def test_a_range_far_beyond_stays_on_the_paper(framework: Framework, planned: Assessment) -> None:
    far = replace(roadmap_of(planned), people=0.1)
    plot = plots.timeline(far, framework)
    assert max(day for row in plot["rows"] for day in row["range"]) == plot["days"]


def test_the_chart_of_its_own_shows_them_too(framework: Framework, planned: Assessment) -> None:
    from matplotlib.figure import Figure

    def shapes(roadmap: Roadmap) -> tuple[int, int]:
        figure = Figure()
        timeline.draw_timeline(figure, roadmap, LIGHT, framework)
        axes = figure.axes[0]
        return len(axes.patches), len(axes.texts)

    with_all = shapes(roadmap_of(planned))
    alone = shapes(replace(roadmap_of(planned), people=None))
    loose = tuple(replace(one, after=frozenset()) for one in roadmap_of(planned).tasks)
    unlinked = shapes(replace(roadmap_of(planned), tasks=loose))
    links = sum(len(one.after) for one in roadmap_of(planned).tasks)
    assert with_all[0] - alone[0] == 4, "a strip a task with weeks"
    assert with_all[1] - unlinked[1] == links, "an arrow a link"
    figures = timeline.timeline_table(roadmap_of(planned), framework)
    assert figures.header[4:] == ("Earliest end", "Latest end", "Waits for no.")
    row = next(one for one in figures.rows if one[1] == "Adapt the experience to each segment")
    assert row[4:6] == ("2026-04-27", "2026-05-08")
    assert figures.rows[int(row[6]) - 1][1].startswith("Set a control group aside")


def test_the_whole_report_can_be_set(framework: Framework, whole: Product) -> None:
    document = build(whole, whole.assessments[0], framework, DAY)
    chart = next(
        one
        for section in document.sections
        for one in section.blocks
        if isinstance(one, Chart) and one.name == "timeline"
    )
    assert chart.plot["kind"] == "timeline"


def test_the_table_of_tasks_carries_work_range_order_and_notes(
    framework: Framework, planned: Assessment
) -> None:
    text = tables.render(planned, framework).decode("utf-8-sig")
    rows = {row["ID"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows["segment-detect"]
    assert (row["Weeks at least"], row["Weeks at most"]) == ("1.25", "2")
    assert (row["Earliest end"], row["Latest end"]) == ("2026-04-14", "2026-04-23")
    assert row["Waits for"] == "warning-trap; milestone-profiles"
    assert framework.symptoms[SymptomId.COLLECT_FIRST].advice in row["Description"]
    assert rows["milestone-gate"]["Weeks at least"] == rows["milestone-gate"]["Latest end"] == ""
    for one in rows.values():
        assert is_workday(date.fromisoformat(one["Start Date"]))
        assert is_workday(date.fromisoformat(one["Due Date"]))


def test_the_calendar_says_it_in_its_descriptions(
    framework: Framework, planned: Assessment, whole: Product
) -> None:
    found = Calendar.from_ical(calendar.render(whole, planned, framework, planned.as_of))
    events = {
        str(one["uid"]).split("-", 1)[1].removesuffix("@readiness"): one for one in found.walk("VEVENT")
    }
    said = str(events["segment-detect"]["description"]).splitlines()
    assert "1.25–2 weeks of work" in said
    assert "Ends 14–23 April" in said
    assert any(line.startswith("After Stop, fix and validate") for line in said)
    assert any(line.startswith("Warning, Collecting first") for line in said)
    assert all(is_workday(one.decoded("dtstart")) for one in events.values())


def test_remarks_are_empty_where_nothing_is_known(framework: Framework, planned: Assessment) -> None:
    roadmap = roadmap_of(planned)
    tracking = next(one for one in roadmap.tasks if one.id == "instrument-baseline")
    assert remarks(tracking, planned, roadmap, framework) == ()
