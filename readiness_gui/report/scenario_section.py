"""The what-ifs a team kept, as a short table of the report; nothing where there are none."""

from __future__ import annotations

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.scenarios import differences, inputs_of_scenario
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.report.blocks import Grid, Paragraph, Section


def scenario_sections(assessment: Assessment, framework: Framework) -> tuple[Section, ...]:
    """Return the section on scenarios kept, as the only item; empty where none is kept."""
    if not assessment.scenarios:
        return ()
    real = inputs_of(assessment)
    rows = []
    for scenario in assessment.scenarios:
        inputs = inputs_of_scenario(scenario)
        verdict = decide(inputs, framework)
        differs = "; ".join(differences(inputs, real, framework))
        rows.append(
            (
                scenario.name,
                differs or framework.phrase("scenarios.differs.nothing"),
                framework.verdicts[verdict.code].title,
                f"{verdict.current_stage} → {verdict.target_stage}",
            )
        )
    header = tuple(
        framework.phrase(f"scenarios.report.{key}") for key in ("name", "differs", "verdict", "target")
    )
    grid = Grid(framework.phrase("scenarios.report.caption"), header, tuple(rows), (0.26, 0.32, 0.27, 0.15))
    lead = Paragraph(framework.phrase("scenarios.report.lead"))
    title = framework.phrase("scenarios.report.title")
    return (Section(title, (lead, grid), level=2, key="scenarios"),)
