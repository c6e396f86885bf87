"""The charts of a report as pictures of their own, for slides and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_gui.report.blocks import Chart, Document

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
