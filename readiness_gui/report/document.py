"""From an assessment to the plain sections of its report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from readiness_gui.charts import stages, timeline
from readiness_gui.core.flow import contradiction
from readiness_gui.core.framework import Framework
from readiness_gui.core.history import progression, verdict_of
from readiness_gui.core.model import Assessment, Product, Roadmap, Verdict
from readiness_gui.core.roadmap import generate, milestones
from readiness_gui.core.terms import Answer, Choice, SymptomId, TradeoffId
from readiness_gui.core.verdict import headline
from readiness_gui.core.wording import date_words
from readiness_gui.report import plots
from readiness_gui.report.agreement_section import agreement_sections
from readiness_gui.report.blocks import (
    Block,
    Callout,
    Chart,
    Document,
    Facts,
    Grid,
    Items,
    Paragraph,
    Section,
    SignalLine,
)
from readiness_gui.report.gate_section import gate_section
from readiness_gui.report.options import DEFAULT, Part, ReportOptions
from readiness_gui.report.signal_sections import signal_sections, sources_of

#: words of the template itself
WORDS = (
    "confidential", "contents", "data", "example", "figures", "first_steps", "logo", "of", "page",
    "resolve_first", "signals", "where",
)  # fmt: skip


def build(
    product: Product,
    assessment: Assessment,
    framework: Framework,
    today: date,
    options: ReportOptions = DEFAULT,
) -> Document:
    """Return the report of one assessment; ``today`` only tells how old evidence is."""
    verdict = assessment.verdict or verdict_of(assessment, framework)
    roadmap = assessment.roadmap or generate(assessment, verdict, framework, assessment.as_of)
    text = framework.verdicts[verdict.code]
    name = product.name or framework.phrase("report.not_provided")
    words = {key: framework.phrase(f"report.words.{key}", product=name) for key in WORDS}
    return Document(
        title=framework.phrase("report.title", product=name),
        product=product.name,
        subtitle=framework.phrase("report.subtitle"),
        date=date_words(assessment.as_of, framework),
        day=(assessment.as_of.year, assessment.as_of.month, assessment.as_of.day),
        language=options.language,
        example=words["example"] if product.example else "",
        headline=headline(assessment, verdict, framework, today),
        verdict=text.title,
        verdict_summary=text.summary,
        action=text.action,
        signals=tuple(_signal_lines(assessment, framework)),
        first_steps=tuple(task.title for task in roadmap.tasks if not task.done)[:3],
        resolve_first=tuple(framework.signals[signal].resolve_title for signal in verdict.resolve_first),
        ladder=_ladder(verdict, framework),
        sections=tuple(_sections(product, assessment, verdict, roadmap, framework, today, options)),
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
) -> Iterator[Section]:
    makers: dict[Part, Callable[[], Iterable[Section]]] = {
        Part.SIGNALS: lambda: (
            *signal_sections(assessment, framework, today),
            *agreement_sections(assessment, framework),
        ),
        Part.PROGRESSION: lambda: (_progression(product, framework),),
        Part.TRACE: lambda: (_trace(verdict, framework),),
        Part.RESOLVE: lambda: (_resolve(assessment, verdict, framework),),
        Part.TIMELINE: lambda: (_timeline(roadmap, framework),),
        Part.GATE: lambda: (gate_section(assessment, framework),),
        Part.TRAP: lambda: (_trap(assessment, framework),),
        Part.TRADEOFFS: lambda: (_tradeoffs(assessment, framework, notes=not options.without_notes),),
        Part.NOTES: lambda: (_notes(assessment, framework),),
        Part.METHOD: lambda: (_method(assessment, framework),),
    }
    for part, make in makers.items():
        if options.has(part):
            yield from (section for section in make() if section.blocks)


def _signal_lines(assessment: Assessment, framework: Framework) -> Iterator[SignalLine]:
    for signal, text in framework.signals.items():
        answer = assessment.signals[signal]
        yield SignalLine(
            text.short,
            answer.status,
            framework.phrase(f"core.status.{answer.status}"),
            framework.phrase(f"core.grade.{answer.grade}") if answer.answered else "",
            answer.finding.reason
            if answer.finding and not answer.overridden
            else text.meaning[answer.status],
            f"signal-{signal}",
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
    alt = framework.phrase(
        "report.progression.alt",
        count=len(points),
        stages=", ".join(f"{point.date.isoformat()}: {point.stage}" for point in points),
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


def _resolve(assessment: Assessment, verdict: Verdict, framework: Framework) -> Section:
    blocks: list[Block] = []
    for signal in verdict.resolve_first:
        text, finding = framework.signals[signal], assessment.signals[signal].finding
        how = finding.resolve if finding and finding.resolve else text.resolve_detail
        blocks.append(
            Callout(
                text.resolve_title,
                f"{how} {framework.phrase('report.resolve.done', when=text.resolve_done_when)}",
            )
        )
    if not blocks:
        blocks.append(Paragraph(framework.phrase("report.resolve.none")))
    return Section(framework.phrase("report.resolve.title"), tuple(blocks), key=Part.RESOLVE)


def _timeline(roadmap: Roadmap, framework: Framework) -> Section:
    chart = Chart(
        "timeline",
        plots.timeline(roadmap, framework),
        lambda figure, style: timeline.draw_timeline(figure, roadmap, style, framework),
        framework.phrase(
            "report.timeline.alt",
            count=len(roadmap.tasks),
            start=roadmap.start.isoformat(),
            days=framework.thresholds.horizon_days,
        ),
        timeline.timeline_table(roadmap, framework),
        max(0.35, 0.045 * len(roadmap.tasks) + 0.1),
        listed=True,
    )
    keys = ("task", "start", "end", "owner", "done_when")
    tasks = Grid(
        framework.phrase("report.timeline.tasks"),
        tuple(framework.phrase(f"report.timeline.{key}") for key in keys),
        tuple(
            (
                ("✓ " if task.done else "") + task.title,
                task.start.isoformat(),
                task.end.isoformat(),
                task.owner or "–",
                task.done_when or "–",
            )
            for task in roadmap.tasks
        ),
        (0.34, 0.12, 0.12, 0.12, 0.3),
    )
    marks = Grid(
        framework.phrase("report.timeline.milestones"),
        (framework.phrase("report.timeline.end"), framework.phrase("report.timeline.milestone")),
        tuple((task.end.isoformat(), task.title) for task in milestones(roadmap)),
        (0.2, 0.8),
    )
    lead = framework.phrase("report.timeline.lead", start=date_words(roadmap.start, framework))
    return Section(
        framework.phrase("report.timeline.title"),
        (Paragraph(lead), chart, marks, tasks),
        key=Part.TIMELINE,
    )


def _trap(assessment: Assessment, framework: Framework) -> Section:
    blocks: list[Block] = []
    if any(answer is Answer.YES for answer in assessment.symptoms.values()):
        warning = framework.trap_warning
        blocks.append(Callout(warning.title, f"{warning.summary} {warning.action}", "warning"))
    against = contradiction(assessment, framework)
    if against:
        blocks.append(Callout(framework.phrase("report.trap.contradiction"), against, "warning"))
    open_answer = framework.phrase("report.not_provided")
    rows = []
    for symptom in SymptomId:
        answer = assessment.symptoms.get(symptom)
        rows.append(
            (framework.symptoms[symptom].question, framework.answers[answer] if answer else open_answer)
        )
    header = (framework.phrase("report.trap.symptom"), framework.phrase("report.trap.answer"))
    blocks.append(Grid(framework.phrase("report.trap.caption"), header, tuple(rows), (0.78, 0.22)))
    return Section(framework.phrase("report.trap.title"), tuple(blocks), key=Part.TRAP)


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
    rows = tuple((one.name, one.rule, one.why) for one in framework.method)
    keys = ("topic", "rule", "source")
    header = tuple(framework.phrase(f"report.method.{key}") for key in keys)
    blocks: list[Block] = [Grid(framework.phrase("report.method.caption"), header, rows, (0.18, 0.5, 0.32))]
    sources = sources_of(assessment, framework)
    if sources:
        blocks += [Paragraph(framework.phrase("report.method.sources"), "label"), Items(sources)]
    version = assessment.framework_version or framework.version
    blocks.append(Facts(((framework.phrase("report.method.version"), version),)))
    return Section(framework.phrase("report.method.title"), tuple(blocks), key=Part.METHOD)
