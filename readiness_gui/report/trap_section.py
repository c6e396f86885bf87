"""The premature trap in the report: the answers, and what the evidence says to each of them."""

from __future__ import annotations

from readiness_gui.core.contradictions import (
    Check,
    Outcome,
    contradictions,
    kept_words,
    standing_words,
    symptom_checks,
)
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Answer, SymptomId
from readiness_gui.report.blocks import Block, Callout, Grid, Section
from readiness_gui.report.options import Part


def trap_section(assessment: Assessment, framework: Framework) -> Section:
    """Return the warning a symptom gives, every contradiction, and the five answers."""
    blocks: list[Block] = []
    if any(answer is Answer.YES for answer in assessment.symptoms.values()):
        warning = framework.trap_warning
        blocks.append(Callout(warning.title, f"{warning.summary} {warning.action}", "warning"))
    blocks += [_callout(one, framework) for one in contradictions(assessment, framework)]
    keys = ("symptom", "answer", "evidence")
    header = tuple(framework.phrase(f"report.trap.{key}") for key in keys)
    rows = tuple(_row(one, assessment, framework) for one in symptom_checks(assessment, framework))
    blocks.append(Grid(framework.phrase("report.trap.caption"), header, rows, (0.42, 0.13, 0.45)))
    return Section(framework.phrase("report.trap.title"), tuple(blocks), key=Part.TRAP)


def _callout(check: Check, framework: Framework) -> Callout:
    key = "contradiction" if check.open else "explained"
    tone = "warning" if check.open else "plain"
    return Callout(
        framework.phrase(f"report.trap.{key}", name=check.name), standing_words(check, framework), tone
    )


def _row(check: Check, assessment: Assessment, framework: Framework) -> tuple[str, ...]:
    symptom = SymptomId(check.subject)
    answer = assessment.symptoms.get(symptom)
    given = framework.answers[answer] if answer else framework.phrase("report.not_provided")
    said = check.sentence
    if check.outcome is Outcome.CONTRADICTS:
        key = "explained_short" if kept_words(check, framework) else "contradiction_short"
        said = framework.phrase(f"report.trap.{key}")
    return framework.symptoms[symptom].question, given, said
