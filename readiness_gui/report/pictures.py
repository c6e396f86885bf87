"""The charts of a report as pictures of their own, for slides and documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.framework import Framework
from readiness_gui.report.blocks import Chart, Document
from readiness_gui.report.files import Cancel, Progress, make_folder, write

if TYPE_CHECKING:
    from readiness_gui.charts.style import ChartStyle

#: what a chart can be written as
KINDS = ("svg", "png")
#: width of a picture in inches
WIDTH = 6.5


def charts_of(document: Document) -> Iterator[Chart]:
    """Yield the charts of a report, the stage ladder first."""
    yield document.ladder
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Chart))


def draw(chart: Chart, kind: str, style: ChartStyle | None = None) -> bytes:
    """Return a chart as SVG or PNG in the colours of ``style`` (default: dark on white).

    Raises:
        ValueError: there is no such kind of picture.

    """
    from matplotlib.figure import Figure

    from readiness_gui.charts import style as styles

    if kind not in KINDS:
        raise ValueError(f"a chart cannot be written as {kind!r}")
    with styles.RENDERING:
        figure = Figure(figsize=(WIDTH, WIDTH * chart.ratio))
        chart.draw(figure, style or styles.LIGHT)
        return styles.to_svg(figure) if kind == "svg" else styles.to_png(figure)


def export_charts(
    folder: Path,
    document: Document,
    framework: Framework,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[Path, ...]:
    """Write every chart of a report as SVG and as PNG into a folder, which is made where it is missing.

    The files are named by their place in the report and what they show: ``02-retention.svg``.
    All are drawn before the first is written.

    Raises:
        ReportError: the folder or a file in it cannot be written.

    """
    charts = list(charts_of(document))
    drawn: dict[str, bytes] = {}
    for place, chart in enumerate(charts, 1):
        if cancel is not None:
            cancel.check()
        for kind in KINDS:
            drawn[f"{place:02d}-{chart.name.replace('_', '-')}.{kind}"] = draw(chart, kind)
        if progress is not None:
            progress(place / (len(charts) + 1))
    make_folder(folder, framework)
    for name, data in drawn.items():
        write(folder / name, data, framework)
    return tuple(folder / name for name in drawn)
