"""What charts show: bars as long as their values, labels, tables with the same data, hostile names."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from readiness_gui import paths
from readiness_gui.charts import bars, gate, retention, stages, style, timeline
from readiness_gui.charts.style import DARK, LIGHT, ChartStyle, Table
from readiness_gui.core.figures import (
    ActiveUsersFigures,
    AxisFigures,
    ComplaintFigures,
    CurvePoint,
    DiversityFigures,
    GateFigures,
    PmfFigures,
    PriorityFigures,
    ProfileCount,
    SegmentVotes,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import progression, verdict_of
from readiness_gui.core.languages import in_language
from readiness_gui.core.model import Roadmap, Verdict
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import Priority, SignalId
from readiness_gui.core.verdict import decide, inputs_of
from tests import worked

Draw = Callable[[Figure, ChartStyle], None]
Found = dict[SignalId, object]


@pytest.fixture(scope="module")
def figures(framework: Framework) -> Found:
    made = worked.assessment(framework)
    return {signal: answer.finding.figures for signal, answer in made.signals.items() if answer.finding}


@pytest.fixture(scope="module")
def lifts(framework: Framework) -> GateFigures:
    found = worked.assessment(framework).gate.finding
    assert found is not None
    return found


def drawn(draw: Draw, look: ChartStyle = LIGHT) -> Figure:
    figure = Figure(figsize=(7, 3.5))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(figure, look)
        figure.canvas.draw()
    return figure


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if one.get_text() and one.get_visible()]


def widths(figure: Figure) -> list[float]:
    return [bar.get_width() for bar in figure.axes[0].patches]  # type: ignore[attr-defined]  # bars are rectangles


def test_profile_bars_are_as_long_as_their_counts(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.DIVERSITY]
    assert isinstance(values, DiversityFigures)
    figure = drawn(lambda f, s: bars.draw_profiles(f, values, s, framework))
    assert widths(figure) == [one.users for one in values.counts]
    assert {one.profile for one in values.counts} <= set(texts(figure))


def test_profiles_seen_once_are_hatched_not_only_paler(framework: Framework) -> None:
    values = DiversityFigures(
        users=3, profiles=2, seen_twice=1, seen_once=1, coverage=0.7, chao1=2, chao1_low=2, chao1_high=3,
        hill_1=1.9, hill_2=1.8, counts=(ProfileCount("a", 2), ProfileCount("b", 1)),
    )  # fmt: skip
    figure = drawn(lambda f, s: bars.draw_profiles(f, values, s, framework))
    assert [bool(bar.get_hatch()) for bar in figure.axes[0].patches] == [False, True]


def test_few_bars_of_complaints_name_their_segments_in_full(framework: Framework) -> None:
    votes = (
        SegmentVotes(segment="First-time applicants", low=5, high=1),
        SegmentVotes(segment="Grant professionals", low=1, high=5),
    )
    axis = AxisFigures(axis="guidance", crosses=True, p_adjusted=0.01, segments=votes)
    few = ComplaintFigures(axes=(axis,))
    figure = drawn(lambda f, s: bars.draw_complaints(f, few, s, framework))
    names = [one.get_text() for one in figure.axes[0].get_yticklabels()]
    assert names == ["guidance\nFirst-time applicants", "guidance\nGrant professionals"]
    many = replace(few, axes=few.axes * 5)
    figure = drawn(lambda f, s: bars.draw_complaints(f, many, s, framework))
    assert "\n" not in "".join(one.get_text() for one in figure.axes[0].get_yticklabels())


def test_complaints_diverge_from_zero(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.GENERIC_FAILURE]
    assert isinstance(values, ComplaintFigures)
    figure = drawn(lambda f, s: bars.draw_complaints(f, values, s, framework))
    votes = [one for axis in values.axes for one in axis.segments]
    assert widths(figure) == [-one.low for one in votes] + [one.high for one in votes]


def test_active_users_show_the_line_that_counts(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.ACTIVE_USERS]
    assert isinstance(values, ActiveUsersFigures)
    figure = drawn(lambda f, s: bars.draw_active_users(f, values, s, framework))
    assert [bar.get_height() for bar in figure.axes[0].patches] == list(values.windows)  # type: ignore[attr-defined]
    assert [line.get_ydata()[0] for line in figure.axes[0].lines] == [200]  # type: ignore[index]


def test_the_curve_passes_through_its_points(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.PMF]
    assert isinstance(values, PmfFigures)
    figure = drawn(lambda f, s: retention.draw_retention(f, values, s, framework))
    curve, benchmark = figure.axes[0].lines
    assert list(curve.get_ydata()) == [point.rate for point in values.curve]  # type: ignore[arg-type]
    assert benchmark.get_ydata()[0] == values.benchmark  # type: ignore[index]
    assert any("healthy: 30" in text for text in texts(figure))


def test_the_forest_puts_each_lift_in_its_interval(lifts: GateFigures, framework: Framework) -> None:
    figure = drawn(lambda f, s: gate.draw_gate(f, lifts, s, framework))
    rows = (lifts.overall, *lifts.segments)
    spans = [line.get_xdata() for line in figure.axes[0].lines[: 2 * len(rows) : 2]]
    assert [tuple(span) for span in spans] == [(one.lift_low, one.lift_high) for one in rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(("current", "target"), [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3)])
def test_the_ladder_names_where_one_is_and_may_go(framework: Framework, current: int, target: int) -> None:
    verdict = replace(_verdict(framework), current_stage=current, target_stage=target)
    figure = drawn(lambda f, s: stages.draw_ladder(f, verdict, s, framework))
    shown = texts(figure)
    assert ("stay here" in shown) == (current == target)
    assert ("go here" in shown) == (target > current)
    assert ("later" in shown) == (max(current, target) < 3)
    assert len(stages.ladder_table(verdict, framework).rows) == 3


def test_progression_has_a_column_an_assessment(framework: Framework) -> None:
    base = worked.product(framework)
    older = replace(base.assessments[0], id="a0", as_of=date(2025, 11, 1))
    points = progression(replace(base, assessments=(older, base.assessments[0])), framework)
    figure = drawn(lambda f, s: stages.draw_progression(f, points, s, framework))
    assert {"2025-11-01", "2026-03-02"} <= set(texts(figure))
    table = stages.progression_table(points, framework)
    assert [row[0] for row in table.rows] == ["2025-11-01", "2026-03-02"]
    assert len(table.header) == 9


def test_the_timeline_is_to_scale(framework: Framework) -> None:
    roadmap = _roadmap(framework)
    figure = drawn(
        lambda f, s: timeline.draw_timeline(f, roadmap, s, framework, roadmap.start + timedelta(days=9))
    )
    bars_shown = {(bar.get_x(), bar.get_width()) for bar in figure.axes[0].patches}  # type: ignore[attr-defined]
    work = next(task for task in roadmap.tasks if task.kind == "work")
    place = ((work.start - roadmap.start).days, (work.end - work.start).days + 1)
    assert place in bars_shown
    assert figure.axes[0].get_xlim() == (0, 90)
    assert "today" in texts(figure)


HOSTILE = ("$x$ $$ \\frac{", "x" * 300, "مستخدم جديد", "中文用户", "a\nb\tc", "<b>&amp;</b>")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_they_are(framework: Framework, name: str) -> None:
    counts = tuple(ProfileCount(f"{name}{at}", at + 1) for at in range(40))
    values = DiversityFigures(
        users=40, profiles=40, seen_twice=1, seen_once=1, coverage=0.9, chao1=40, chao1_low=40, chao1_high=41,
        hill_1=30, hill_2=20, counts=counts,
    )  # fmt: skip
    figure = drawn(lambda f, s: bars.draw_profiles(f, values, s, framework))
    labels = figure.axes[0].get_yticklabels()
    assert len(labels) == bars.MOST_BARS
    assert all(
        label.get_text() == style.shorten(one.profile, bars.NAME)
        for label, one in zip(labels, counts, strict=False)
    )
    assert len(bars.profiles_table(values, framework).rows) == 40


def test_a_p_of_nearly_nothing_is_told_as_less_than_a_thousandth(framework: Framework) -> None:
    finding = worked.product(framework).assessments[0].signals[SignalId.GENERIC_FAILURE].finding
    assert finding is not None
    assert isinstance(finding.figures, ComplaintFigures)
    assert {row[-1] for row in bars.complaints_table(finding.figures, framework).rows} == {"< 0.001"}


def test_nothing_yet_says_so(framework: Framework) -> None:
    empty = ComplaintFigures(axes=())
    figure = drawn(lambda f, s: bars.draw_complaints(f, empty, s, framework))
    assert [one.get_text() for one in figure.axes[0].texts] == ["No complaints yet"]
    assert not figure.axes[0].axison
    assert bars.complaints_table(empty, framework).rows == ()


def test_a_curve_of_one_point_draws(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.PMF]
    assert isinstance(values, PmfFigures)
    one = replace(values, curve=(CurvePoint(1, 0.0, 0.0, 0.02, 10),), benchmark=None)
    assert drawn(lambda f, s: retention.draw_retention(f, one, s, framework)).axes


def test_every_table_is_rectangular(figures: Found, lifts: GateFigures, framework: Framework) -> None:
    pmf, priority = figures[SignalId.PMF], figures[SignalId.RETENTION_PRIORITY]
    assert isinstance(pmf, PmfFigures)
    assert isinstance(priority, PriorityFigures)
    tables: list[Table] = [
        retention.retention_table(pmf, framework),
        bars.priorities_table(priority, framework),
        gate.gate_table(lifts, framework),
        gate.gate_months_table(lifts, framework),
        timeline.timeline_table(_roadmap(framework), framework),
    ]
    for one in tables:
        assert one.rows
        assert {len(row) for row in one.rows} == {len(one.header)}


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: str, other: str) -> float:
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_meets_aa(look: ChartStyle) -> None:
    for name in ("text", "muted", "present", "absent", "unclear"):
        assert contrast(getattr(look, name), look.ground) >= 4.5, name
    for name in ("accent", "low", "high"):
        assert contrast(getattr(look, name), look.ground) >= 3, name


def test_svg_has_no_date_and_repeats_itself(figures: Found, framework: Framework) -> None:
    values = figures[SignalId.DIVERSITY]
    assert isinstance(values, DiversityFigures)

    def once() -> bytes:
        figure = Figure(figsize=(6, 3))
        bars.draw_profiles(figure, values, LIGHT, framework)
        return style.to_svg(figure)

    assert once() == once()
    assert b"<dc:date>" not in once()


def _verdict(framework: Framework) -> Verdict:
    return verdict_of(worked.assessment(framework), framework)


def _roadmap(framework: Framework) -> Roadmap:
    made = worked.assessment(framework)
    return generate(made, verdict_of(made, framework), framework, made.as_of)


@pytest.mark.parametrize("size", [8.0, 9.5, 19.0])
def test_the_names_of_stages_fit_their_steps(framework: Framework, size: float) -> None:
    verdict = decide(inputs_of(worked.assessment(framework)), framework)
    bigger = replace(style.LIGHT, size=size)
    figure = Figure(figsize=(size, size * 0.75), dpi=96)
    FigureCanvasAgg(figure)
    stages.draw_ladder(figure, verdict, bigger, framework)
    figure.draw_without_rendering()
    axes = figure.axes[0]
    steps = [patch.get_window_extent() for patch in axes.patches]
    for step in steps:
        boxes = [one.get_window_extent() for one in axes.texts]
        inside = [box for box in boxes if step.x0 < (box.x0 + box.x1) / 2 < step.x1 and box.y1 < step.y1]
        assert len(inside) == 3, "number, name and duration"
        assert all(step.x0 <= box.x0 and box.x1 <= step.x1 and step.y0 <= box.y0 for box in inside)
        assert all(upper.y0 >= lower.y1 for upper, lower in itertools.pairwise(inside))


def test_words_are_wrapped_between_words_only() -> None:
    font = style.LIGHT.font()
    assert style.wrap("Generic with good defaults", 1000, font) == "Generic with good defaults"
    narrow = style.wrap("Generic with good defaults", style.text_width("good defaults", font) + 1, font)
    assert narrow == "Generic with\ngood defaults"
    assert style.wrap("defaults", 1, font) == "defaults"


@pytest.mark.parametrize(("width", "size"), [(7.9, 9.5), (7.9, 25.0), (5.0, 19.0)])
def test_the_ticks_of_the_gate_never_touch(framework: Framework, width: float, size: float) -> None:
    values = worked.assessment(framework).gate.finding
    assert values is not None
    figure = Figure(figsize=(width, 5), dpi=96)
    FigureCanvasAgg(figure)
    gate.draw_gate(figure, values, replace(style.LIGHT, size=size), framework)
    figure.draw_without_rendering()
    low, high = figure.axes[0].get_xlim()
    ticks = [one for one in figure.axes[0].get_xticklabels() if low <= one.get_position()[0] <= high]
    boxes = [one.get_window_extent() for one in ticks]
    assert len(boxes) >= 2
    assert all(one.x1 < other.x0 for one, other in itertools.pairwise(boxes))


@pytest.mark.parametrize(
    ("language", "day", "lift"), [("en", "16 Mar", "+{:.1f} %"), ("de", "16. Mär", "+{:.1f}\u00a0%")]
)
def test_pictures_write_numbers_and_days_as_their_language(
    framework: Framework, lifts: GateFigures, language: str, day: str, lift: str
) -> None:
    words = in_language(language, paths.resources())
    roadmap = replace(_roadmap(framework), start=date(2026, 3, 2))
    shown = drawn(lambda figure, look: timeline.draw_timeline(figure, roadmap, look, words))
    assert [one.get_text() for one in shown.axes[0].get_xticklabels()][1] == day
    said = lift.format(100 * (lifts.overall.lift or 0))
    said = said.replace(".", words.phrase("language.numbers.decimal"))
    assert said in texts(drawn(lambda figure, look: gate.draw_gate(figure, lifts, look, words)))
    assert said in texts(drawn(lambda figure, look: gate.draw_gate_months(figure, lifts, look, words)))


def test_retention_alone_is_strong_wherever_it_stands(framework: Framework) -> None:
    order = (Priority.ACQUISITION, Priority.RETENTION, Priority.ACTIVATION)
    values = PriorityFigures(
        borda=tuple((option, 9.0 - place) for place, option in enumerate(order)),
        condorcet_winner=None, kendall_w=None, participants=3, top=None,
    )  # fmt: skip
    figure = drawn(lambda figure, look: bars.draw_priorities(figure, values, look, framework))
    colours = [one.get_facecolor()[:3] for one in figure.axes[0].patches]
    assert colours == [to_rgb(LIGHT.accent_soft), to_rgb(LIGHT.accent), to_rgb(LIGHT.accent_soft)]


@pytest.mark.parametrize(("name", "told"), [("n" * 26, "n" * 26), ("n" * 27, "n" * 25 + "…")])
def test_a_segment_has_26_letters_in_the_forest(
    framework: Framework, lifts: GateFigures, name: str, told: str
) -> None:
    named = replace(lifts, segments=(replace(lifts.segments[0], segment=name),))
    figure = drawn(lambda figure, look: gate.draw_gate(figure, named, look, framework))
    assert figure.axes[0].get_yticklabels()[1].get_text() == told


@pytest.mark.parametrize("count", [1, 3])
def test_signals_of_the_progression_stand_below_their_assessment(framework: Framework, count: int) -> None:
    made = worked.assessment(framework)
    (point,) = progression(replace(worked.product(framework), assessments=(made,)), framework)
    shown = [replace(point, date=point.date + timedelta(days=place)) for place in range(count)]
    figure = drawn(lambda figure, look: stages.draw_progression(figure, shown, look, framework))
    lower = figure.axes[-1]
    assert lower.get_xlim() == (-0.5, max(count - 0.5, 0.5))
    assert [one.get_text() for one in lower.get_xticklabels()] == [one.date.isoformat() for one in shown]


def test_the_table_of_active_users_has_the_other_windows_too(framework: Framework) -> None:
    values = ActiveUsersFigures(
        active_7=70, active_28=240, active_30=250, active_90=318, window_days=28, windows=(210, 240),
        last_event=None,
    )  # fmt: skip
    rows = {row[0]: row[1] for row in bars.active_users_table(values, framework).rows}
    assert rows["now"] == "240"
    assert (rows["last 7 days"], rows["last 30 days"], rows["last 90 days"]) == ("70", "250", "318")
    assert "last 28 days" not in rows, "which is the current window"
