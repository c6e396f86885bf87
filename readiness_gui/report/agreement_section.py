"""What several people agreed on where their files differed; only in reports of merged assessments."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_gui.core.framework import Framework
from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.model import Assessment
from readiness_gui.report.blocks import Grid, Paragraph, Section

#: shares of the width of the page
WIDTHS = (0.27, 0.33, 0.2, 0.2)


def agreement_sections(assessment: Assessment, framework: Framework) -> Iterator[Section]:
    """Yield one section with a row for each agreement, none where everybody agreed from the start."""
    if not assessment.agreements:
        return
    words = MergeWords(framework, assessment.as_of, (assessment,))
    rows = tuple(
        (
            words.asked(one.field),
            "\n".join(framework.phrase("merge.agreement.one", who=who, words=said) for who, said in one.said),
            one.agreed,
            one.reason.strip() or framework.phrase("report.not_provided"),
        )
        for one in assessment.agreements
    )
    header = tuple(
        framework.phrase(f"merge.agreement.{key}") for key in ("question", "said", "agreed", "reason")
    )
    grid = Grid(framework.phrase("merge.agreement.caption"), header, rows, WIDTHS)
    lead = Paragraph(framework.phrase("merge.agreement.lead"))
    yield Section(framework.phrase("merge.agreement.title"), (lead, grid), 2, "agreements")
