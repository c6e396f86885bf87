"""From an assessment to the plain sections of its report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from readiness_gui.charts import stages
from readiness_gui.core.contradictions import first_words, open_contradictions, says_go
from readiness_gui.core.framework import FALLBACK, Framework, MethodText
from readiness_gui.core.history import progression, verdict_of
from readiness_gui.core.model import Assessment, Product, Roadmap, Verdict
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import Answer, Choice, SignalId, TradeoffId
from readiness_gui.core.verdict import headline
from readiness_gui.core.wording import date_words, listed
from readiness_gui.report import plots
from readiness_gui.report.agreement_section import agreement_sections
from readiness_gui.report.blocks import (
    Block,
    Callout,
    Chart,
    Document,
    Facts,
    Formula,
    Grid,
    Items,
    Paragraph,
    Rule,
    Rules,
    Section,
    SignalLine,
)
from readiness_gui.report.gate_section import gate_section
from readiness_gui.report.numerals import localized
from readiness_gui.report.options import DEFAULT, Part, ReportOptions
from readiness_gui.report.prediction_section import prediction_sections
from readiness_gui.report.scenario_section import scenario_sections
from readiness_gui.report.signal_sections import signal_sections, sources_of
from readiness_gui.report.timeline_section import timeline_section
from readiness_gui.report.trap_section import trap_section

#: words of the template itself
WORDS = (
    "confidential", "contents", "data", "example", "figures", "first_steps", "logo", "of", "on_page", "page",
    "resolve_first", "signals", "where",
)  # fmt: skip


def build(
    product: Product,
    assessment: Assessment,
    framework: Framework,
    today: date,
    options: ReportOptions = DEFAULT,
    foreign: frozenset[SignalId] = frozenset(),
) -> Document:
    """Return the report of one assessment in the framework's language.

    ``today`` only tells how old evidence is. ``foreign`` are the signals whose findings are worded in
    English though the report is not.
    """
    verdict = assessment.verdict or verdict_of(assessment, framework)
    roadmap = assessment.roadmap or generate(assessment, verdict, framework, assessment.as_of)
    text = framework.verdicts[verdict.code]
    against = open_contradictions(assessment, framework)
    name = product.name or framework.phrase("report.not_provided")
    words = {key: framework.phrase(f"report.words.{key}", product=name) for key in WORDS}
    return Document(
        title=framework.phrase("report.title", product=name),
        product=product.name,
        subtitle=framework.phrase("report.subtitle"),
        date=date_words(assessment.as_of, framework),
        day=(assessment.as_of.year, assessment.as_of.month, assessment.as_of.day),
        language=framework.language,
        example=words["example"] if product.example else "",
        headline=headline(assessment, verdict, framework, today),
        warning=first_words(len(against), framework) if says_go(verdict.code) else "",
        contradictions=tuple(one.named for one in against),
        verdict=text.title,
        verdict_summary=text.summary,
        action=text.action,
        signals=tuple(_signal_lines(assessment, framework, foreign)),
        first_steps=tuple(task.title for task in roadmap.tasks if not task.done)[:3],
        resolve_first=tuple(framework.signals[signal].resolve_title for signal in verdict.resolve_first),
        ladder=_ladder(verdict, framework),
        sections=tuple(_sections(product, assessment, verdict, roadmap, framework, today, options, foreign)),
        words=words,
        options=options,
    )


def _sections(
    product: Product,
    assessment: Assessment,
    verdict: Verdict,
    roadmap: Roadmap,
    framework: Framework,
    today: date,
    options: ReportOptions,
    foreign: frozenset[SignalId],
) -> Iterator[Section]:
    makers: dict[Part, Callable[[], Iterable[Section]]] = {
        Part.SIGNALS: lambda: (
            *signal_sections(assessment, framework, today, foreign),
            *agreement_sections(assessment, framework),
        ),
        Part.PROGRESSION: lambda: (_progression(product, framework),),
        Part.TRACE: lambda: (_trace(verdict, framework),),
        Part.RESOLVE: lambda: (
            _resolve(assessment, verdict, framework, foreign),
            *scenario_sections(assessment, framework),
        ),
        Part.TIMELINE: lambda: (timeline_section(assessment, roadmap, framework),),
        Part.GATE: lambda: (
            gate_section(assessment, framework),
            *prediction_sections(product, assessment, framework, today),
        ),
        Part.TRAP: lambda: (trap_section(assessment, framework),),
        Part.TRADEOFFS: lambda: (_tradeoffs(assessment, framework, notes=not options.without_notes),),
        Part.NOTES: lambda: (_notes(assessment, framework),),
        Part.METHOD: lambda: (_method(assessment, framework),),
    }
    for part, make in makers.items():
        if options.has(part):
            for section in make():
                if section.blocks:
                    blocks = tuple(localized(block, framework) for block in section.blocks)
                    yield replace(section, blocks=blocks)


def _signal_lines(
    assessment: Assessment, framework: Framework, foreign: frozenset[SignalId]
) -> Iterator[SignalLine]:
    for signal, text in framework.signals.items():
        answer = assessment.signals[signal]
        measured = answer.finding is not None and not answer.overridden
        yield SignalLine(
            text.short,
            answer.status,
            framework.phrase(f"core.status.{answer.status}"),
            framework.phrase(f"core.grade.{answer.grade}") if answer.answered else "",
            answer.finding.reason if answer.finding and measured else text.meaning[answer.status],
            f"signal-{signal}",
            FALLBACK if measured and signal in foreign else "",
        )


def _ladder(verdict: Verdict, framework: Framework) -> Chart:
    places = stages.places_of(verdict, framework)
    alt = "; ".join(
        framework.phrase("report.ladder.alt", stage=stage, name=framework.stages[stage].name, place=place)
        for stage, place in places.items()
    )
    return Chart(
        "ladder",
        plots.ladder(verdict, framework),
        lambda figure, style: stages.draw_ladder(figure, verdict, style, framework),
        alt,
        stages.ladder_table(verdict, framework),
        0.3,
    )


def _progression(product: Product, framework: Framework) -> Section:
    points = progression(product, framework)
    said = [
        framework.phrase(
            "report.progression.alt_point", stage=point.stage, date=date_words(point.date, framework)
        )
        for point in points
    ]
    key = "alt" if len(points) > 1 else "alt_one"
    alt = framework.phrase(
        f"report.progression.{key}", count=len(points), stages=listed(said, framework) or "–"
    )
    chart = Chart(
        "progression",
        plots.progression(points, framework),
        lambda figure, style: stages.draw_progression(figure, points, style, framework),
        alt,
        stages.progression_table(points, framework),
        0.55,
    )
    lead = framework.phrase("report.progression.lead" if len(points) > 1 else "report.progression.lead_one")
    return Section(
        framework.phrase("report.progression.title"),
        (Paragraph(lead), chart),
        key=Part.PROGRESSION,
    )


def _trace(verdict: Verdict, framework: Framework) -> Section:
    def state(fired: bool, reached: bool) -> str:  # noqa: FBT001 - the two facts of a rule
        key = "fired" if fired else "passed" if reached else "skipped"
        return framework.phrase(f"report.trace.{key}")

    rows = tuple(
        (
            framework.rules[one.rule].name,
            framework.rules[one.rule].rule,
            state(one.fired, one.reached),
            one.why,
        )
        for one in verdict.trace
        if one.reached
    )
    keys = ("rule", "says", "outcome", "why")
    grid = Grid(
        framework.phrase("report.trace.caption"),
        tuple(framework.phrase(f"report.trace.{key}") for key in keys),
        rows,
        (0.17, 0.32, 0.14, 0.37),
    )
    return Section(
        framework.phrase("report.trace.title"),
        (Paragraph(framework.phrase("report.trace.lead")), grid),
        key=Part.TRACE,
    )


def _resolve(
    assessment: Assessment, verdict: Verdict, framework: Framework, foreign: frozenset[SignalId]
) -> Section:
    blocks: list[Block] = []
    for signal in verdict.resolve_first:
        text, finding = framework.signals[signal], assessment.signals[signal].finding
        stored = finding.resolve if finding else ""
        # half a text in another language would be marked wrongly: the framework's own advice instead
        how = stored if stored and signal not in foreign else text.resolve_detail
        blocks.append(
            Callout(
                text.resolve_title,
                f"{how} {framework.phrase('report.resolve.done', when=text.resolve_done_when)}",
            )
        )
    if not blocks:
        blocks.append(Paragraph(framework.phrase("report.resolve.none")))
    return Section(framework.phrase("report.resolve.title"), tuple(blocks), key=Part.RESOLVE)


def _tradeoffs(assessment: Assessment, framework: Framework, *, notes: bool) -> Section:
    rows = []
    for tradeoff in TradeoffId:
        text, answer = framework.tradeoffs[tradeoff], assessment.tradeoffs.get(tradeoff)
        sides = {
            Choice.FIRST: text.first,
            Choice.SECOND: text.second,
            Choice.UNKNOWN: framework.answers[Answer.UNKNOWN],
        }
        chosen = sides[answer.choice] if answer and answer.choice else framework.phrase("report.not_provided")
        reason = (answer.note if answer else "") or "–"
        rows.append((text.name, chosen, reason) if notes else (text.name, chosen))
    keys = ("tradeoff", "side", "reason") if notes else ("tradeoff", "side")
    grid = Grid(
        framework.phrase("report.tradeoffs.caption"),
        tuple(framework.phrase(f"report.tradeoffs.{key}") for key in keys),
        tuple(rows),
        (0.2, 0.4, 0.4)[: len(keys)],
    )
    return Section(framework.phrase("report.tradeoffs.title"), (grid,), key=Part.TRADEOFFS)


def _notes(assessment: Assessment, framework: Framework) -> Section:
    pairs = [(framework.phrase("report.notes.context"), assessment.context_note)]
    pairs += [(framework.signals[signal].name, answer.note) for signal, answer in assessment.signals.items()]
    pairs.append((framework.phrase("report.gate.title"), assessment.gate.note))
    blocks: list[Block] = []
    for name, note in pairs:
        if note.strip():
            blocks.append(Paragraph(name, "label"))
            blocks += [Paragraph(line, "note") for line in note.splitlines() if line.strip()]
    return Section(framework.phrase("report.notes.title"), tuple(blocks), key=Part.NOTES)


def _method(assessment: Assessment, framework: Framework) -> Section:
    topic, rule, source = (framework.phrase(f"report.method.{key}") for key in ("topic", "rule", "source"))
    caption = framework.phrase("report.method.caption")
    blocks: list[Block] = [Rules(caption, (topic, rule, source), tuple(map(_rule, framework.method)))]
    sources = sources_of(assessment, framework)
    if sources:
        blocks += [Paragraph(framework.phrase("report.method.sources"), "label"), Items(sources)]
    version = assessment.framework_version or framework.version
    blocks.append(Facts(((framework.phrase("report.method.version"), version),)))
    return Section(framework.phrase("report.method.title"), tuple(blocks), key=Part.METHOD)


def _rule(text: MethodText) -> Rule:
    formulas = tuple(Formula(one.id, one.plain, one.spoken) for one in text.formulas)
    return Rule(text.name, text.rule, text.why, formulas)
