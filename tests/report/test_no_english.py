"""A German report holds no English beside what the team typed: no words, no dates, no numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

import pikepdf
import pytest

from readiness_gui import paths
from readiness_gui.charts.style import shorten
from readiness_gui.cli.main import main
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import verdict_of
from readiness_gui.core.languages import in_language
from readiness_gui.core.model import Assessment, Product, Task
from readiness_gui.core.roadmap import OWN, generate
from readiness_gui.core.terms import SignalId
from readiness_gui.evidence.reworded import reworded
from readiness_gui.report.blocks import Chart, Document, Paragraph
from readiness_gui.report.document import build
from readiness_gui.report.markdown import render
from readiness_gui.report.options import ReportOptions
from readiness_gui.report.pdf import render_pdf
from readiness_gui.report.plots import NAME
from readiness_gui.report.portfolio import Overview, cells_of
from readiness_gui.report.portfolio_pdf import document as portfolio_document
from readiness_gui.storage.library import Library
from tests import worked
from tests.core.test_translations import QUOTED, TELLING
from tests.report import pdf_checks
from tests.report.pdf_words import pieces_of
from tests.sample import story

TODAY = date(2026, 8, 10)
#: a date, number or sign as English writes it -> where German would write it otherwise
FOREIGN = {
    "an ISO date": r"\b\d{4}-\d{2}(?:-\d{2})?\b",
    "a decimal point": r"(?<![\d.])\d*\.\d{1,2}(?![\d.])",
    "a comma between thousands": r"\b[1-9]\d{0,2},\d{3}\b",
    "a per cent sign without its space": r"\d%",
    "a hyphen for a minus": r"(?<![\w)])(?<!\^\()-\d",
    "an English quotation mark": r"”",
    "an English month": r"\b(?:January|February|March|June|July|October|December)\b",
    "an English status": r"\b(?:present|absent|unclear|measured|observed|claimed|not known)\b",
}
#: keys in the values of a chart or of a document whose texts are codes
MARKS = frozenset({"kind", "tone", "mark", "status", "statuses", "language", "accent"})


@pytest.fixture(scope="module")
def german() -> Framework:
    return in_language("de", paths.resources())


@pytest.fixture(scope="module")
def sample() -> Product:
    english = in_language("en", paths.resources())
    return story.product(english)


def document(product: Product, assessment: Assessment, german: Framework) -> Document:
    said = reworded(assessment, german)
    return build(product, said.assessment, german, TODAY, ReportOptions(language="de"), said.kept)


def typed(value: object) -> Iterator[str]:
    """Every text of a product that people typed; words of the program are left out."""
    if isinstance(value, Assessment):
        signals = {key: replace(one, finding=None) for key, one in value.signals.items()}
        plan = value.roadmap
        owned = () if plan is None else tuple(one for task in plan.tasks for one in typed_in_task(task))
        yield from owned
        value = replace(
            value, signals=signals, verdict=None, roadmap=None, gate=replace(value.gate, finding=None)
        )
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield from (line.strip() for line in value.splitlines())
    elif is_dataclass(value):
        for one in fields(value):
            yield from typed(getattr(value, one.name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from typed(inner)
    elif isinstance(value, list | tuple | frozenset):
        for inner in value:
            yield from typed(inner)


def typed_in_task(task: Task) -> Iterator[str]:
    """The texts of a task that somebody wrote: all of their own, of others the owner and what was edited."""
    own = {"title", "detail", "done_when"} if task.id.startswith(OWN) else task.edited
    for name in {"owner", *own}:
        yield from typed(getattr(task, name))


def texts(made: Document) -> str:
    """All a reader of the report meets: the pages, alternative texts, and the words in charts."""
    parts = [render(made)]
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                parts += [block.alt, *leaves(block.plot)]
    return "\n".join(re.sub(r"\\(?=\W)", "", part) for part in parts)


def leaves(value: object) -> Iterator[str]:
    """The texts in plain values; marks by which a chart is drawn are no words of a reader."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in MARKS:
                yield from leaves(inner)


def english_in(text: str, product: Product) -> dict[str, list[str]]:
    """What is English in a text beside the words of the team: by kind, with what stands around it."""
    whole = {one for one in typed(product) if len(one) > 2}
    for one in sorted(whole | {shorten(one, NAME) for one in whole}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "…", text)
    text = re.sub(r"Version des Regelwerks: [\d.]+", "", QUOTED.sub(" ", text))
    kinds = {"an English word": TELLING.pattern, **FOREIGN}
    flags = re.IGNORECASE if TELLING.flags & re.IGNORECASE else 0
    found = {
        kind: [text[max(0, one.start() - 30) : one.end() + 30] for one in re.finditer(pattern, text, flags)]
        for kind, pattern in kinds.items()
    }
    return {kind: places for kind, places in found.items() if places}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_report_of_the_sample_is_german(sample: Product, german: Framework, place: int) -> None:
    made = document(sample, sample.assessments[place], german)
    assert english_in(texts(made), sample) == {}


def test_a_report_of_answers_alone_is_german(framework: Framework, german: Framework) -> None:
    one = worked.assessment(framework)
    bare = {signal: replace(answer, evidence=None, finding=None) for signal, answer in one.signals.items()}
    one = replace(one, signals=bare)
    verdict = verdict_of(one, framework)
    one = replace(one, verdict=verdict, roadmap=generate(one, verdict, framework, worked.TODAY))
    product = replace(worked.product(framework), assessments=(one,))
    assert english_in(texts(document(product, one, german)), product) == {}


def test_the_printed_sample_is_strict_and_no_longer_than_the_english_one_may_be(
    sample: Product, german: Framework
) -> None:
    latest = sample.assessments[-1]
    made = document(sample, latest, german)
    result = render_pdf(made, attachment=b"{}", attachment_name="a", resources=paths.resources())
    assert result.strict
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert pdf_checks.problems(pdf) == {}
        assert 8 <= len(pdf.pages) <= 12


def test_a_line_breaks_long_words_only_and_leaves_three_letters(sample: Product, german: Framework) -> None:
    made = document(sample, sample.assessments[-1], german)
    note = " ".join("Benutzerverwaltungsoberfläche ab eine gezeigt" for _ in range(60))
    first, *others = made.sections
    made = replace(made, sections=(replace(first, blocks=(Paragraph(note),)), *others))
    result = render_pdf(made, attachment=b"{}", attachment_name="a", resources=paths.resources())
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        pieces = [piece for page in pdf.pages for piece in pieces_of(page)]
    breaks = [at for at, piece in enumerate(pieces) if piece == "-"]
    broken = [("".join(pieces[:at]).split()[-1], "".join(pieces[at + 1 :]).split()[0]) for at in breaks]
    assert len(broken) > 10
    assert {one for one in broken if min(map(len, one)) < 3 or len("".join(one)) < 12} == set()


def test_the_overview_of_the_sample_is_german(sample: Product, german: Framework) -> None:
    lines = tuple(Library(paths.resources() / "samples").list())
    made = portfolio_document(Overview(lines=lines, framework=german, today=TODAY))
    assert english_in("\n".join(leaves(made)), sample) == {}


BROKEN = {
    "leer": b"",
    "kein-json": b"{",
    "kein-produkt": b'{"a": 1}',
    "kein-text": b"\xff\xfe\x00",
    "neuer": b'{"product": {"1": {"schema_version": 999}}, "assessments": {}}',
    "zahl": b'{"product": {"1": {"schema_version": NaN}}, "assessments": {}}',
}


def test_what_is_wrong_with_files_is_said_in_german(
    sample: Product, german: Framework, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in BROKEN.items():
        (tmp_path / f"{name}.readiness").write_bytes(data)
    whole = next((paths.resources() / "samples").glob("*.readiness")).read_text(encoding="utf-8")
    (tmp_path / "stelle.readiness").write_text(
        whole.replace('"baseline": 0.47', '"baseline": "x"'), encoding="utf-8"
    )
    lines = tuple(Library(tmp_path).list())
    english = [line.problem or "" for line in lines]
    assert len(lines) == len(BROKEN) + 1
    assert all(TELLING.search(one) for one in english), english
    view = Overview(lines=lines, framework=german, today=TODAY)
    said = [why for _, why in portfolio_document(view)["problems"]]
    assert len(set(said)) == len(lines)
    places = re.compile(r"assessments\[\d\][\w.]*")
    assert english_in(places.sub("", "\n".join(said)), sample) == {}
    assert [cells_of(line, view)["problem"] for line in lines] == said
    main(["portfolio", str(tmp_path), "--language", "de"])
    told = capsys.readouterr().err
    assert [one for one in said if one not in told] == []


# ---- the check finds what it looks for


@pytest.mark.parametrize(
    ("key", "english"),
    [
        ("report.timeline.title", "The next 90 days"),
        ("core.words.date", "{day} {month} {year} of"),
        ("core.words.short_date", "{year:04}-{month:02}-{day:02}"),
        ("language.numbers.decimal", "."),
        ("language.numbers.percent", "%"),
        ("core.words.quoted", "“{words}”"),
        ("core.months.10", "October"),
        ("charts.gate.line", "with {share}"),
    ],
)
def test_english_is_found(sample: Product, german: Framework, key: str, english: str) -> None:
    damaged = replace(german, phrases={**german.phrases, key: english})
    made = document(sample, sample.assessments[-1], damaged)
    quoted = "“Titel”" if key == "core.words.quoted" else ""
    assert english_in(texts(made) + quoted, sample)


def test_words_of_the_team_are_not_taken_for_the_programs(sample: Product, german: Framework) -> None:
    latest = sample.assessments[-1]
    noted = latest.with_signal(SignalId.PMF, note="The users are with us since 2026-01-02.")
    product = sample.with_assessment(noted)
    made = texts(document(product, noted, german))
    assert "The users are with us" in made
    assert english_in(made, product) == {}
