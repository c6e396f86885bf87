"""What several people agreed on, in the report and in the JSON export."""

from __future__ import annotations

import json
from datetime import date

from readiness_gui.core.framework import Framework
from readiness_gui.core.merging import merge
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.report import json_export
from readiness_gui.report.agreement_section import agreement_sections
from readiness_gui.report.blocks import Grid
from readiness_gui.report.document import build
from tests.core import make
from tests.core.merge_cases import agreed, of


def _merged(reason: str = "we counted again") -> Product:
    sides = [
        of(who, make.empty().with_signal(SignalId.PMF, claimed=status))
        for who, status in (("Noor", Status.PRESENT), ("Ilan", Status.ABSENT))
    ]
    return agreed(merge(sides), 1, reason)


def _latest(product: Product) -> Assessment:
    assert product.latest is not None
    return product.latest


def test_the_section_says_who_said_what_and_why(framework: Framework) -> None:
    (section,) = agreement_sections(_latest(_merged()), framework)
    grid = section.blocks[-1]
    assert isinstance(grid, Grid)
    ((question, said, settled, reason),) = grid.rows
    assert question == framework.signals[SignalId.PMF].question
    assert said.splitlines()[0].startswith("Noor: Present, claimed")
    assert said.splitlines()[1].startswith("Ilan: Absent, claimed")
    assert settled == "Absent, claimed"
    assert reason == "we counted again"
    ((*_, blank),) = (row for row in _rows(_latest(_merged("")), framework))
    assert blank == framework.phrase("report.not_provided")


def _rows(assessment: Assessment, framework: Framework) -> tuple[tuple[str, ...], ...]:
    (section,) = agreement_sections(assessment, framework)
    grid = section.blocks[-1]
    assert isinstance(grid, Grid)
    return grid.rows


def test_a_report_without_agreements_has_no_such_section(framework: Framework) -> None:
    product = make.product(make.claimed())
    title = framework.phrase("merge.agreement.title")
    titles = [one.title for one in build(product, _latest(product), framework, date(2026, 3, 2)).sections]
    assert title not in titles
    merged = _merged()
    titles = [one.title for one in build(merged, _latest(merged), framework, date(2026, 3, 2)).sections]
    assert titles.count(title) == 1


def test_agreements_are_in_the_json(framework: Framework) -> None:
    product = _merged()
    record = json.loads(json_export.render(product, _latest(product), framework, date(2026, 3, 2)))
    (one,) = record["assessment"]["agreements"]
    assert (one["field"], one["agreed"], one["reason"]) == (
        "signals.pmf",
        "Absent, claimed",
        "we counted again",
    )
    assert [who for who, _ in one["said"]] == ["Noor", "Ilan"]
