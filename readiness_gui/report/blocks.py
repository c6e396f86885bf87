"""The plain parts a report is made of; PDF and Markdown are two ways of setting them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness_gui.report.options import DEFAULT, ReportOptions

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from readiness_gui.charts.style import ChartStyle, Table
    from readiness_gui.report.plots import Plot


#: status -> sign before the name of a signal; the template has the same
GLYPHS = {"present": "●", "absent": "✕", "unclear": "◇"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; roles: body, lead, muted, note (the user's own words, may be of any script)."""

    text: str
    role: str = "body"
    #: the language of the words, where it is not that of the report
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and its value."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``ordered`` numbers it."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row; ``widths`` are shares of the line, one a column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, what it shows in words, and its data.

    ``plot`` holds what the template draws on paper, ``draw`` makes the picture of its own.
    """

    name: str
    plot: Plot
    draw: Callable[[Figure, ChartStyle], None]
    alt: str
    data: Table
    #: height over width of the picture
    ratio: float = 0.45
    #: the data already stands in a table beside the chart, so that it need not be repeated at the end
    listed: bool = False
    #: the facts that follow stand at its right
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A set-off statement; tones: plain, warning, or the status of a signal."""

    title: str
    text: str
    tone: str = "plain"
    #: the language of the text, where it is not that of the report
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its name in the template, on one line, and as somebody reads it out."""

    key: str
    plain: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the method: what about, how, after whom or why, and what is reckoned."""

    name: str
    rule: str
    why: str
    formulas: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The method as a table; formulas are set below the rule they belong to."""

    caption: str
    header: tuple[str, str, str]
    rows: tuple[Rule, ...]


Block = Paragraph | Facts | Items | Grid | Chart | Callout | Rules


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; level 1 opens the table of contents, 2 stands within."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    #: what page references call it
    key: str = ""
    #: begins on a new page
    page: bool = False


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal in the summary."""

    name: str
    status: str
    status_word: str
    grade: str
    reason: str
    #: the section that says more
    key: str = ""
    #: the language of the reason, where it is not that of the report
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole report before it is set."""

    title: str
    product: str
    subtitle: str
    date: str
    #: year, month, day of the assessment: the only date in the document
    day: tuple[int, int, int]
    language: str
    example: str
    headline: str
    #: what stands before a verdict that says go while answers contradict the evidence; else empty
    warning: str
    #: each open contradiction in a sentence
    contradictions: tuple[str, ...]
    verdict: str
    verdict_summary: str
    action: str
    signals: tuple[SignalLine, ...]
    first_steps: tuple[str, ...]
    resolve_first: tuple[str, ...]
    ladder: Chart
    sections: tuple[Section, ...]
    words: dict[str, str]
    #: how it is set; what is left out of it is left out already
    options: ReportOptions = DEFAULT
