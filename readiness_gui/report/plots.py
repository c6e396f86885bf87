"""What the printed charts show, as plain values; the template draws them.

A chart on the screen is drawn by :mod:`readiness_gui.charts`. On paper the same values are drawn by
``charts.typ``, at the size and in the type of the text around them. Places and lengths are in the
units of the data; the template scales them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from readiness_gui.charts import gate as charts_gate
from readiness_gui.charts import stages
from readiness_gui.charts.bars import MOST_BARS
from readiness_gui.charts.gate import signed
from readiness_gui.charts.retention import WEEK
from readiness_gui.charts.style import shorten
from readiness_gui.charts.timeline import MONTH_DAYS
from readiness_gui.core.capacity import ranges
from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    GateFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.gate_words import step_words
from readiness_gui.core.history import HistoryPoint
from readiness_gui.core.model import Roadmap, Task, Verdict
from readiness_gui.core.terms import Priority, SignalId, TaskKind
from readiness_gui.core.wording import brief_day, number, percent

#: the values of one chart, as JSON holds them; "kind" says how it is drawn
Plot = dict[str, Any]

NAME = 44
#: most windows of active users, most assessments and most rows of a forest that one chart shows
MOST_WINDOWS = 12
MOST_POINTS = 10
MOST_ROWS = 14


def ladder(verdict: Verdict, framework: Framework) -> Plot:
    """Return the three stages as steps: where the product is, where it goes, what comes later."""
    places = stages.places_of(verdict, framework)
    steps = []
    for stage in stages.STAGES:
        text = framework.stages[stage]
        steps.append(
            {
                "stage": str(stage),
                "name": text.name,
                "takes": framework.phrase("charts.ladder.takes", weeks=f"{text.weeks_low}–{text.weeks_high}"),
                "place": places.get(stage, ""),
                "here": stage == verdict.current_stage,
                "goes": stage == verdict.target_stage > verdict.current_stage,
            }
        )
    return {"kind": "ladder", "steps": steps}


def progression(points: Sequence[HistoryPoint], framework: Framework) -> Plot:
    """Return the stage, its target and the five signals at each of the latest assessments."""
    shown = points[-MOST_POINTS:]
    statuses = ("present", "absent", "unclear")
    return {
        "kind": "progression",
        "stages": [{"stage": stage, "name": framework.stages[stage].name} for stage in stages.STAGES],
        "points": [
            {"date": point.date.isoformat(), "stage": point.stage, "target": point.target} for point in shown
        ],
        "signals": [
            {
                "name": framework.signals[signal].short,
                "statuses": [str(point.statuses[signal]) for point in shown],
            }
            for signal in SignalId
        ],
        "legend": [
            {"status": status, "name": framework.phrase(f"charts.progression.{status}")}
            for status in statuses
        ],
        "empty": framework.phrase("charts.progression.empty"),
    }


def retention(values: PmfFigures, framework: Framework) -> Plot:
    """Return the share that came back in each period with its interval, and the healthy level."""
    lines = []
    if values.benchmark is not None:
        words = framework.phrase(
            "charts.retention.benchmark", share=number(percent(values.benchmark), framework)
        )
        lines.append({"value": values.benchmark, "words": words})
    highs = [point.high for point in values.curve]
    top = min(1.0, max([*highs, values.benchmark or 0.0, 0.01]) * 1.18)
    key = "weeks" if values.period_days == WEEK else "months"
    every = max(1, math.ceil(len(values.curve) / 12))
    last = len(values.curve) - 1
    return {
        "kind": "curve",
        "points": [
            {
                "x": point.period,
                "y": point.rate,
                "low": point.low,
                "high": point.high,
                "label": percent(point.rate) if index == last else "",
                "tick": str(point.period) if index % every == 0 else "",
            }
            for index, point in enumerate(values.curve)
        ],
        "lines": lines,
        "ticks": [{"value": one, "words": percent(one)} for one in ticks(0.0, top) if one <= top],
        "low": 0.0,
        "high": top,
        "axis": framework.phrase(f"charts.retention.{key}"),
    }


def profiles(values: DiversityFigures, framework: Framework) -> Plot:
    """Return in how many users each need profile was seen."""
    minimum = framework.evidence.profile_users_minimum
    rows = [
        _row(one.profile, one.users, "strong" if one.users >= minimum else "open")
        for one in values.counts[:MOST_BARS]
    ]
    return {"kind": "bars", "rows": rows, "axis": framework.phrase("charts.profiles.axis")}


def priorities(values: PriorityFigures, framework: Framework) -> Plot:
    """Return the Borda points of the five options; retention is the strong bar."""
    rows = [
        _row(framework.priorities[option], points, "strong" if option is Priority.RETENTION else "soft")
        for option, points in values.borda
    ]
    return {"kind": "bars", "rows": rows, "axis": framework.phrase("charts.priority.axis")}


def complaints(values: ComplaintFigures, framework: Framework) -> Plot:
    """Return the votes of each segment on each subject: too little and too much."""
    rows: list[Plot] = [
        {"name": f"{shorten(axis.axis, 24)} · {shorten(one.segment, 24)}", "low": one.low, "high": one.high}
        for axis in values.axes
        for one in axis.segments
        if one.low or one.high
    ][:MOST_BARS]
    return {
        "kind": "diverging",
        "rows": rows,
        "low": framework.phrase("charts.complaints.low"),
        "high": framework.phrase("charts.complaints.high"),
        "most": max((max(row["low"], row["high"]) for row in rows), default=1),
        "empty": framework.phrase("charts.complaints.empty"),
    }


def active_users(values: ActiveUsersFigures, framework: Framework) -> Plot:
    """Return the active users of the last windows and the number that counts as present."""
    counts = values.windows[-MOST_WINDOWS:]
    needed = framework.evidence.active_present
    last = len(counts) - 1
    return {
        "kind": "columns",
        "rows": [
            {
                "name": framework.phrase("charts.active.now") if place == last else f"−{last - place}",
                "value": count,
                "words": f"{count:,}",
                "strong": place == last,
            }
            for place, count in enumerate(counts)
        ],
        "line": {"value": needed, "words": framework.phrase("charts.active.needed", needed=needed)},
        "high": max([*counts, needed]) * 1.16,
        "axis": framework.phrase("charts.active.axis", days=values.window_days),
        "empty": framework.phrase("charts.active.empty"),
    }


def gate(values: GateFigures, framework: Framework) -> Plot:
    """Return the lift and its interval overall and by segment."""
    found = [one for one in (values.overall, *values.segments) if one.lift is not None][:MOST_ROWS]
    line = framework.thresholds.gate_lift
    rows: list[Plot] = [
        {
            "name": shorten(one.segment, NAME) or framework.phrase("charts.gate.overall"),
            "value": one.lift,
            "low": one.lift_low if one.lift_low is not None else one.lift,
            "high": one.lift_high if one.lift_high is not None else one.lift,
            "words": signed(one.lift),
            "strong": one is values.overall,
        }
        for one in found
    ]
    low = min([*(row["low"] for row in rows), 0.0])
    high = max([*(row["high"] for row in rows), line])
    room = (high - low) * 0.06
    marks = [one for one in ticks(low, high) if low - room <= one <= high + room]
    return {
        "kind": "forest",
        "rows": rows,
        "low": low - room,
        "high": high + room,
        "line": {
            "value": line,
            "words": framework.phrase("charts.gate.line", share=number(percent(line), framework)),
        },
        "ticks": [{"value": one, "words": percent(one, signed=True)} for one in marks],
        "axis": framework.phrase("charts.gate.axis"),
        "empty": framework.phrase("charts.gate.empty"),
    }


def gate_months(values: GateFigures, framework: Framework) -> Plot:
    """Return the lift of each month with its interval, and the band in which a step counts as flat."""
    line, limit = framework.thresholds.gate_lift, framework.evidence.plateau_increment
    low, high = charts_gate.months_span(values, line, limit)
    marks = [one for one in ticks(low, high) if low <= one <= high]
    return {
        "kind": "drift",
        "points": [
            {"x": one.month, "y": one.lift, "low": one.low, "high": one.high, "label": signed(one.lift)}
            for one in values.months
        ],
        "steps": [
            {
                "from": step.month_from,
                "to": step.month_to,
                "low": step.lift_from,
                "high": step.lift_from + limit,
                "words": step_words(step, framework),
            }
            for step in charts_gate.steps_of(values, framework)
        ],
        "line": {"value": line, "words": _line_words(line, framework)},
        "ticks": [{"value": one, "words": percent(one, signed=True)} for one in marks],
        "low": low,
        "high": high,
        "axis": charts_gate.months_axis(values, framework),
    }


def timeline(roadmap: Roadmap, framework: Framework, only: Sequence[Task] | None = None) -> Plot:
    """Return the tasks, or ``only`` some of them, to scale over the days of the roadmap."""
    tasks = roadmap.tasks if only is None else only
    days = framework.thresholds.horizon_days
    ends = ranges(roadmap)
    places = {task.id: row for row, task in enumerate(tasks)}
    rows = []
    for task in tasks:
        found = ends.get(task.id)
        strip = [(day - roadmap.start).days + 1 for day in (found.early, found.late)] if found else []
        first, last = (task.start - roadmap.start).days, (task.end - roadmap.start).days + 1
        mark = {TaskKind.MILESTONE: "milestone", TaskKind.GATE: "gate"}.get(task.kind, "")
        open_bar = task.kind in (TaskKind.WARNING, TaskKind.RESOLVE)
        rows.append(
            {
                "name": shorten(task.title, NAME),
                "first": min(max(first, 0), days),
                "last": min(max(last, 0), days),
                "mark": mark,
                "tone": "open" if open_bar else "strong",
                "range": [min(max(day, 0), days) for day in strip],
                "after": sorted(places[name] for name in task.after & places.keys()),
            }
        )
    return {
        "kind": "timeline",
        "rows": rows,
        "days": days,
        "months": [
            {"day": month * MONTH_DAYS, "words": framework.phrase("charts.timeline.month", month=month + 1)}
            for month in range(days // MONTH_DAYS)
        ],
        "ticks": [
            {"day": day, "words": brief_day(roadmap.start + timedelta(days=day), framework)}
            for day in range(0, days + 1, 15)
            for day in range(0, days + 1, 15)
        ],
        "empty": framework.phrase("charts.timeline.empty"),
    }


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers from at or below ``low`` to at or above ``high``, at most ``most`` + 2."""
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(
        step for step in (power, 2 * power, 2.5 * power, 5 * power, 10 * power) if span / step <= most
    )
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(place * step, 9) for place in range(first, last + 1)]


def _row(name: str, value: float, tone: str) -> Plot:
    return {"name": shorten(name, NAME), "value": value, "words": f"{value:g}", "tone": tone}


def _line_words(lift: float, framework: Framework) -> str:
    return framework.phrase("charts.gate.line", share=number(percent(lift), framework))
