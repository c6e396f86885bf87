"""Colours, fonts and small helpers that all charts share; no global state of matplotlib is touched.

matplotlib is imported where something is drawn, so that the tables of the charts come without it.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FONTS = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf", "IBMPlexSans-Italic.ttf")
#: scripts that IBM Plex Sans lacks, in the order they are looked up
FALLBACKS = (
    "ReadinessArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoEmoji-Regular.ttf",
)


#: matplotlib's text machinery is not made for several threads at once; whoever renders holds this
RENDERING = threading.RLock()

# a fallback font without a semi-bold face draws its regular one; that is meant, not worth a line each
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a chart: a header and rows of text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStyle:
    """Colours of a chart; every pair of text and ground keeps 4.5:1, marks and ground 3:1."""

    ground: str
    text: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    low: str
    high: str
    present: str
    absent: str
    unclear: str
    #: size of ordinary text in points
    size: float = 9.5

    def font(self, size: float | None = None, *, bold: bool = False) -> FontProperties:
        """Return the font of the given size in points (default: ordinary text)."""
        from matplotlib.font_manager import FontProperties

        return FontProperties(
            family=list(families()), size=size or self.size, weight="semibold" if bold else "normal"
        )

    def patch(self) -> dict[str, object]:
        """Return the ground behind a text that lines would otherwise run through."""
        return {"facecolor": self.ground, "edgecolor": "none", "pad": 1}


LIGHT = ChartStyle(
    ground="#FFFFFF",
    text="#1A2230",
    muted="#545E6D",
    line="#DFE2E9",
    accent="#3F51C4",
    accent_soft="#C9D0F2",
    low="#A65300",
    high="#3F51C4",
    present="#1F7A4A",
    absent="#B3382C",
    unclear="#8A6100",
)
DARK = ChartStyle(
    ground="#1C2028",
    text="#E9ECF2",
    muted="#A9B2C1",
    line="#2F3541",
    accent="#A3B3FF",
    accent_soft="#414C82",
    low="#F0A35E",
    high="#A3B3FF",
    present="#77D6A0",
    absent="#FF9F95",
    unclear="#F0C466",
)


@cache
def families() -> tuple[str, ...]:
    """Return the font families of charts, loading the shipped files once; DejaVu Sans comes last."""
    from readiness_gui import paths

    folder = paths.resources() / "report" / "fonts"
    names = [_load(folder / name) for name in (*FONTS, *FALLBACKS) if (folder / name).is_file()]
    return (*dict.fromkeys(names), "DejaVu Sans")


def _load(path: Path) -> str:
    from matplotlib import font_manager

    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


def shorten(text: str, limit: int) -> str:
    """Return the text on one line, cut with an ellipsis; the table has it whole."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def wrap(text: str, width: float, font: FontProperties) -> str:
    """Return the text in lines at most ``width`` points wide where its words allow that."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def text_width(text: str, font: FontProperties) -> float:
    """Return how wide a text is in points."""
    from matplotlib.textpath import TextPath

    return float(TextPath((0, 0), text, prop=font).get_extents().width)


def figure_width(axes: Axes) -> float:
    """Return how wide the figure of some axes is in points."""
    figure = axes.get_figure(root=True)
    return 72 * figure.get_figwidth() if figure is not None else 0.0


def plain_axes(figure: Figure, style: ChartStyle) -> Axes:
    """Return one pair of axes without a frame but for a thin base line, on the style's ground."""
    figure.clear()
    figure.set_facecolor(style.ground)
    figure.set_layout_engine("constrained")
    axes = figure.add_subplot()
    dress(axes, style)
    return axes


def dress(axes: Axes, style: ChartStyle) -> None:
    """Give axes the style's colours, thin lines and no ticks."""
    axes.set_facecolor(style.ground)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(style.line)
    axes.tick_params(colors=style.muted, length=0, pad=6)
    axes.set_axisbelow(True)
    _fonts(axes, style)


def finish(axes: Axes, style: ChartStyle) -> None:
    """Set the fonts of tick labels after ticks are final; their text is never read as formulas."""
    _fonts(axes, style)
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_parse_math(False)


def write(axes: Axes, x: float, y: float, text: str, style: ChartStyle, **options: object) -> None:
    """Write text that is never read as a formula.

    Options are those of ``Axes.annotate`` plus size, bold and an offset from the place in points.
    """
    offset = options.pop("offset", (0, 0))
    size = options.pop("size", None)
    bold = bool(options.pop("bold", False))
    font = style.font(float(size) if isinstance(size, int | float) else None, bold=bold)
    options.setdefault("color", style.text)
    place: dict[str, object] = {"xytext": offset, "textcoords": "offset points", "parse_math": False}
    axes.annotate(text, (x, y), fontproperties=font, **place, **options)  # type: ignore[arg-type]  # passed through


def nothing_yet(figure: Figure, words: str, style: ChartStyle) -> None:
    """Draw the empty state: a sentence in the middle."""
    axes = plain_axes(figure, style)
    axes.set_axis_off()
    write(axes, 0.5, 0.5, words, style, ha="center", va="center", color=style.muted, xycoords="axes fraction")


def to_svg(figure: Figure) -> bytes:
    """Return the figure as SVG; the same figure gives the same bytes, text is drawn as paths."""
    from matplotlib import rc_context

    target = io.BytesIO()
    with RENDERING, rc_context({"svg.hashsalt": "readiness", "svg.fonttype": "path"}):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()


def to_png(figure: Figure, dpi: int = 200) -> bytes:
    """Return the figure as PNG."""
    target = io.BytesIO()
    with RENDERING:
        figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    return target.getvalue()


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Return a table of text."""
    return Table(tuple(header), tuple(tuple(str(cell) for cell in row) for row in rows))


def _fonts(axes: Axes, style: ChartStyle) -> None:
    font = style.font()
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_fontproperties(font)
