"""The sentence about retention: who started when, what is left of them, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from readiness_gui.core.figures import PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import CohortRow, PmfEvidence
from readiness_gui.core.signal import Finding
from readiness_gui.core.terms import BusinessModel, SignalId
from readiness_gui.evidence.imports import Choice, bring_in
from readiness_gui.evidence.retention import pmf_finding


def found(cohorts: tuple[CohortRow, ...], framework: Framework, days: int = 30) -> Finding:
    made = pmf_finding(PmfEvidence(period_days=days, cohorts=cohorts), framework, BusinessModel.SMB_SAAS)
    assert made is not None
    return made


def flat(start: str, size: int, came: int, periods: int = 12) -> CohortRow:
    return CohortRow(start, size, (came,) * periods)


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (("2026-01", "2026-06"), "who started in January to June 2026,"),
        (("2025-11", "2026-02"), "who started in November 2025 to February 2026,"),
        (("2026-03",), "who started in March 2026,"),
        (("Beta",), "of the cohort “Beta”,"),
        (("2026-03-02", "2026-03-09"), "of the cohorts 2 March to 9 March 2026,"),
        (("Beta", "Launch {0}"), "of the cohorts “Beta” to “Launch {0}”,"),
        (("2026-13", "2026-14"), "of the cohorts “2026-13” to “2026-14”,"),
    ],
)
def test_a_table_says_when_its_users_started(
    starts: tuple[str, ...], words: str, framework: Framework
) -> None:
    reason = found(tuple(flat(start, 200, 82) for start in starts), framework).reason
    assert words in reason


def test_the_sentence_has_share_months_interval_and_shape(framework: Framework) -> None:
    reason = found((flat("2026-01", 600, 246), flat("2026-02", 600, 246)), framework).reason
    assert reason.startswith(
        "Of 1,200 users who started in January to February 2026, 41 % still come back in months 10 to 12 "
        "(38–44 %); the curve has flattened"
    )


def test_cohorts_outside_the_panel_are_not_named(framework: Framework) -> None:
    """GIVEN a young cohort WHEN older ones make the panel THEN the sentence speaks of these alone."""
    reason = found((flat("2026-01", 300, 120), flat("2026-09", 50, 30, 3)), framework).reason
    assert "who started in January 2026," in reason


def test_weeks_are_called_weeks(framework: Framework) -> None:
    reason = found((flat("2026-01-05", 300, 120, 24),), framework, days=7).reason
    assert "in weeks 17 to 24 " in reason


def test_a_short_table_says_how_much_it_has_and_what_would_settle_it(framework: Framework) -> None:
    made = found((flat("2026-01", 300, 120, 5),), framework)
    assert made.reason.startswith("The 300 users have 5 complete months in common")
    assert made.resolve


def test_a_log_names_only_starts_of_its_panel(framework: Framework, tmp_path: Path) -> None:
    """GIVEN 150 users of January and 60 of December WHEN a year has passed THEN January is the panel."""
    lines = ["user,time"]
    for start, users in ((date(2025, 1, 1), 150), (date(2025, 12, 1), 60)):
        for user in range(users):
            lines += [f"{start}-{user},{start + timedelta(days=30 * month)}" for month in range(13)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    made = bring_in(
        "events",
        path,
        Choice(columns={"user": "user", "time": "time"}, as_of=date(2026, 2, 1)),
        framework,
    )
    evidence = made.evidence[SignalId.PMF]
    assert isinstance(evidence, PmfEvidence)
    assert evidence.imported is not None
    assert evidence.imported.panel_starts == ("2025-01", "2025-01")
    judged = pmf_finding(evidence, framework, None)
    assert judged is not None
    assert judged.reason.startswith("Of 150 users who started in January 2025, 100 % still come back")


def test_figures_of_an_older_import_have_no_starts(framework: Framework) -> None:
    evidence = PmfEvidence(cohorts=(flat("2026-01", 300, 120),))
    made = pmf_finding(evidence, framework, None)
    assert made is not None
    assert isinstance(made.figures, PmfFigures)
    older = replace(made.figures, panel_starts=())
    again = pmf_finding(replace(evidence, imported=older), framework, None)
    assert again is not None
    assert again.reason.startswith("Of 300 users, 40 % still come back")
