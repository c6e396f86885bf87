"""The five signals in the report: evidence, figures with interval, reason, chart, sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness_gui.charts import bars, retention
from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.framework import FALLBACK, Framework
from readiness_gui.core.model import Assessment, Figures, SignalAnswer
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.wording import date_words
from readiness_gui.report import plots
from readiness_gui.report.blocks import Block, Callout, Chart, Facts, Paragraph, Section
from readiness_gui.report.figure_words import figure_pairs
from readiness_gui.report.options import Part


def signal_sections(
    assessment: Assessment,
    framework: Framework,
    today: date,
    foreign: frozenset[SignalId] = frozenset(),
) -> Iterator[Section]:
    """Yield the heading of the part, then one section a signal, in the framework's order.

    The findings of the signals in ``foreign`` are marked as English.
    """
    today = assessment.judged_on(today)
    lead = Paragraph(framework.phrase("report.signals.lead"), "lead")
    yield Section(framework.phrase("report.signals.title"), (lead,), key=Part.SIGNALS, page=True)
    for signal in SignalId:
        answer = assessment.signals[signal]
        text = framework.signals[signal]
        lang = FALLBACK if signal in foreign else ""
        blocks: list[Block] = [
            Paragraph(text.question, "muted"),
            Callout(_status(answer, framework), _reason(signal, answer, framework), answer.status, lang),
        ]
        if answer.overridden:
            blocks.append(Paragraph(framework.phrase("report.signals.override"), "label"))
            blocks.append(Paragraph(answer.override_reason, "note"))
        if answer.finding is not None:
            blocks += _chart(answer.finding.figures, answer.finding.reason, framework)
            blocks.append(Facts(tuple(figure_pairs(answer.finding.figures, framework))))
        blocks.append(Facts(tuple(_facts(answer, framework, today))))
        if answer.finding is not None and answer.finding.resolve and answer.status is Status.UNCLEAR:
            how = framework.phrase("report.signals.resolve", how=answer.finding.resolve)
            blocks.append(Paragraph(how, lang=lang))
        yield Section(text.name, tuple(blocks), 2, key=f"signal-{signal}")


def sources_of(assessment: Assessment, framework: Framework) -> tuple[str, ...]:
    """Return the sources of all signals and the files that evidence was imported from."""
    found = []
    for signal, answer in assessment.signals.items():
        name = framework.signals[signal].short
        said = "; ".join(source for source in answer.sources if source.strip())
        found += [f"{name}: {said}"] if said else []
        provenance = answer.evidence.provenance if answer.evidence else None
        if provenance is not None:
            found.append(
                framework.phrase(
                    "report.signals.imported",
                    signal=name,
                    file=provenance.file_name,
                    read=provenance.rows_read,
                    refused=provenance.rows_refused,
                    digest=provenance.sha256[:12],
                )
            )
    return tuple(found)


def _chart(figures: Figures, reason: str, framework: Framework) -> Iterator[Chart]:
    match figures:
        case PmfFigures(curve=curve) if curve:
            yield Chart(
                "retention",
                plots.retention(figures, framework),
                lambda figure, style: retention.draw_retention(figure, figures, style, framework),
                reason,
                retention.retention_table(figures, framework),
                beside=True,
            )
        case DiversityFigures():
            yield Chart(
                "profiles",
                plots.profiles(figures, framework),
                lambda figure, style: bars.draw_profiles(figure, figures, style, framework),
                reason,
                bars.profiles_table(figures, framework),
                _bars_ratio(len(figures.counts)),
                beside=True,
            )
        case ComplaintFigures():
            yield Chart(
                "complaints",
                plots.complaints(figures, framework),
                lambda figure, style: bars.draw_complaints(figure, figures, style, framework),
                reason,
                bars.complaints_table(figures, framework),
                _bars_ratio(sum(len(axis.segments) for axis in figures.axes)),
                beside=True,
            )
        case ActiveUsersFigures():
            yield Chart(
                "active",
                plots.active_users(figures, framework),
                lambda figure, style: bars.draw_active_users(figure, figures, style, framework),
                reason,
                bars.active_users_table(figures, framework),
                0.36,
                beside=True,
            )
        case PriorityFigures():
            yield Chart(
                "priorities",
                plots.priorities(figures, framework),
                lambda figure, style: bars.draw_priorities(figure, figures, style, framework),
                reason,
                bars.priorities_table(figures, framework),
                0.34,
                beside=True,
            )


def _bars_ratio(rows: int) -> float:
    return 0.16 + 0.052 * min(rows, 14)


def _status(answer: SignalAnswer, framework: Framework) -> str:
    status = framework.phrase(f"core.status.{answer.status}").capitalize()
    if not answer.answered:
        return f"{status} · {framework.phrase('report.not_provided')}"
    return f"{status} · {framework.phrase(f'core.grade.{answer.grade}')}"


def _reason(signal: SignalId, answer: SignalAnswer, framework: Framework) -> str:
    if answer.finding is not None:
        return answer.finding.reason
    return framework.signals[signal].meaning[answer.status]


def _facts(answer: SignalAnswer, framework: Framework, today: date) -> Iterator[tuple[str, str]]:
    if answer.evidence_date is not None:
        words = date_words(answer.evidence_date, framework)
        age = answer.age_days(today) or 0
        if age > framework.thresholds.stale_days:
            words = framework.phrase("report.signals.stale", date=words, days=age)
        yield framework.phrase("report.signals.date"), words
    if answer.confidence is not None:
        label = framework.phrase("report.signals.confidence")
        yield label, framework.phrase("report.signals.confidence_value", confidence=answer.confidence)
    sources = [source for source in answer.sources if source.strip()]
    if sources:
        yield framework.phrase("report.signals.sources"), "; ".join(sources)
